"""A summary of many small units: all of them, one changed; and memory."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count as count_from
from pathlib import Path
from tempfile import TemporaryDirectory

import docx

from benchmarks.timing import Goal, Row, docgen, median, seconds
from docgen.diagnostics.bilingual import Bilingual
from docgen.pool import cores
from tests.county import BUREAU, county, summary_of, write_unit
from tests.support import SmallProject

_RUN = ("render", "2023", "--unit", BUREAU, "--no-pdf")


def summed(count: int = 5000) -> Iterator[Row]:
    """The summary of ``count`` units against a minute; one changed against that; memory."""
    with TemporaryDirectory() as folder:
        few = docgen(_county(Path(folder), 50).root, *_RUN)[1]
    with TemporaryDirectory() as folder:
        project = _county(Path(folder), count)
        full, many = docgen(project.root, *_RUN)
        _check(project, count)
        spent = count_from(1)

        def one_changed() -> None:
            write_unit(project, "unit-7", {**_unit(7), "执行数": next(spent)})
            docgen(project.root, *_RUN)

        changed = median(one_changed, 3)
    units = Bilingual(
        f"汇总 {count:,} 个小单位，{cores()} 核",
        f"{count:,} small units summed up, {cores()} cores",
    )
    minute = Bilingual("一分钟", "a minute")
    yield Row(units, minute, seconds(full), "60 s", full / 60, Goal(1, at_most=True))
    one = Bilingual("再运行，改了一个单位", "again, one unit changed")
    whole = Bilingual("全部重做", "all of it")
    goal = Goal(0.04, at_most=True, share=True)
    yield Row(one, whole, seconds(changed), seconds(full), changed / full, goal)
    own, fewer = (f"{kib / 1024:.1f} MiB" for kib in (many, few))
    peak, at_few = (
        Bilingual("汇总时的最大内存", "its peak memory"),
        Bilingual("50 个单位", "50 units"),
    )
    yield Row(peak, at_few, own, fewer, many / few)


def _county(root: Path, count: int) -> SmallProject:
    return county(root, [_unit(number) for number in range(count)])


def _unit(number: int) -> dict[str, object]:
    budget = f"{100 + number % 900}.{number % 100:02}"
    return {"名称": f"第{number}局", "预算数": budget, "执行数": 90, "得分": 60 + number % 40}


def _check(project: SmallProject, count: int) -> None:
    """The table has each unit, and the text their plain sum."""
    document = docx.Document(str(summary_of(project)))
    assert len(document.tables[0].rows) == count + 1
    total = sum(Decimal(str(_unit(number)["预算数"])) for number in range(count))
    assert any(f"预算{total}万元" in text.text for text in document.paragraphs)
