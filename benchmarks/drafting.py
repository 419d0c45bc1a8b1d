"""Drafting a pack from a blank form with one long table."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import docx

from benchmarks.timing import Goal, Row, median, seconds
from docgen.diagnostics.bilingual import Bilingual
from docgen.scaffold.pack.draft import draft_pack
from tests.blank_forms import add_table

_HEADS = "科目 | 年初预算数（万元） | 调整数（万元） | 决算数（万元） | 上年数（万元） | 说明"
_COLUMNS = _HEADS.count("|")


def drafting() -> Iterator[Row]:
    """A blank among 2,000 of a table, against one among 500, in one warm process."""
    few, many = (_each(count) for count in (500, 2000))
    goal = Goal(1.3, at_most=True)
    work = Bilingual(
        "做模板包：一张表有 2,000 个空格时，一个空格", "draft a pack: a blank, of 2,000 in a table"
    )
    yield Row(work, Bilingual("500 个时", "of 500"), seconds(many), seconds(few), many / few, goal)


def _each(blanks: int) -> float:
    """Seconds for each blank of a form."""
    with TemporaryDirectory() as folder:
        draft = _draft(Path(folder), blanks)
        draft()
        return median(draft, 3) / blanks


def _draft(root: Path, blanks: int) -> Callable[[], object]:
    form = docx.Document()
    names = (f"第{number}类支出" for number in range(1, blanks // _COLUMNS + 1))
    rows = [_HEADS, *(f"{name}{' |' * _COLUMNS}" for name in names)]
    add_table(form, [1400] * (_COLUMNS + 1), rows)
    form.save(str(root / "form.docx"))

    def work() -> None:
        for name in ("word_templates", "content"):
            shutil.rmtree(root / name, ignore_errors=True)
            (root / name).mkdir()
        report = draft_pack([root / "form.docx"], "drafted", edition=2023, root=root)
        assert report.fields == blanks, report.problems

    return work
