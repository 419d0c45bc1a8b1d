"""The record of what was checked: where each figure stands, and how many are verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from docgen.checking.check_record import (
    CheckedFigure,
    CheckRecord,
    Passage,
    PassageTable,
    record_of,
)
from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.waivers import Waived
from docgen.content.unit import Unit
from docgen.diagnostics import Place, error
from docgen.runs.build import BAD_DATE
from tests.figure_verdicts import every_verdict
from tests.unit.checking.units import read


def passages(record: CheckRecord) -> Iterator[Passage]:
    for chapter in record.chapters:
        for part in chapter.parts:
            if isinstance(part, PassageTable):
                yield from (cell for row in part.rows for cell in row)
            else:
                yield part


def shown(record: CheckRecord) -> list[str]:
    """Each passage with its figures in brackets, behind its labels."""
    lines = []
    for passage in passages(record):
        text = passage.text
        for figure in reversed(passage.figures):
            text = (
                f"{text[: figure.start]}[{text[figure.start : figure.stop]}]{text[figure.stop :]}"
            )
        lines.append(" > ".join((*passage.labels, text)))
    return lines


def record(unit: Unit) -> CheckRecord:
    return record_of(unit.data, every_verdict(unit.data), name=unit.name)


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        ("数: 3", ["数 > [3]"]),
        ("甲: {支出: 12.5, 收入: 13}", ["甲 > 支出 > [12.5]", "甲 > 收入 > [13]"]),
        ("表: [{名: 乙, 数: 1}, {数: 2}]", ["表 > 乙 > 数 > [1]", "表 > 2 > 数 > [2]"]),
        ("说明: 共 3 项，其中 2 项未完", ["说明 > 共 [3] 项，其中 [2] 项未完"]),
        ("说明: '用了 3 年'", ["说明 > 用了 [3] 年"]),
        ("说明: |\n  无\n  有3人", ["说明 > 有[3人]"]),
        ("名: 甲\n数: 3", ["数 > [3]"]),
        (
            {"正/1-收入.md": "## 一\n\n收入 5 万元，支出**4**万元。"},
            ["一", "收入 [5] 万元，支出[4万元]。"],
        ),
        ({"正/1-表.md": "| 甲 | 数 |\n| --- | --- |\n| 乙 | 7 |"}, ["甲", "数", "乙", "[7]"]),
        ({"正/1-条.md": "- 一是3个\n- 二是4个"}, ["一是[3个]", "二是[4个]"]),
        (
            {"report.yaml": "数: 12.5", "正/1-值.md": "用{{ 数 }}万元，即{{ 数 }}。"},
            ["用[12.5]万元，即[12.5]。", "数 > [12.5]"],
        ),
        (
            {"a/1.yaml": "名: 甲\n数: 1", "a/2.yaml": "名: 乙\n数: 2"},
            ["甲 > 数 > [1]", "乙 > 数 > [2]"],
        ),
    ],
)
def test_each_figure_stands_in_its_passage(files: str | dict[str, str], lines: list[str]) -> None:
    assert shown(record(read(files))) == lines


FILES = {
    "report.yaml": "甲: {一: 1, 二: 22}\n说明: '3 项，3 项'\n表: [{名: 乙, 数: 4}]",
    "正/1-文.md": "## 2023年\n\n共 3 项，3 项；{{ 甲.二 }}、{{ 甲.二 }}%。\n\n"
    "| 数 | 3 |\n| --- | --- |\n| 3 | 4 |",
}


def test_each_verdict_is_in_one_place() -> None:
    made = record(read(FILES))
    numbers = Counter(one.number for passage in passages(made) for one in passage.figures)
    assert numbers == Counter(range(len(made.verdicts)))
    assert made.elsewhere == ()
    for passage in passages(made):
        for one in passage.figures:
            assert passage.text[one.start : one.stop] == made.verdicts[one.number].text


def test_figures_never_overlap_and_what_has_no_place_is_listed_apart() -> None:
    unit = read({"正/1-文.md": "共 123 项"})
    (verdict,) = every_verdict(unit.data)
    same = Verdict(verdict.place, "123 项", verdict.field, verdict.start, Status.WRONG)
    lost = Verdict(Place("gone", 1, 1), "9", "gone", 0, Status.SEEN)
    made = record_of(unit.data, [verdict, same, lost])
    assert [one.figures for one in passages(made)] == [(CheckedFigure(2, 5, 0),)]
    assert made.elsewhere == (1, 2)


def test_texts_come_before_forms_and_forms_are_called_as_their_files() -> None:
    titles = [chapter.title for chapter in record(read(FILES)).chapters]
    assert titles == ["1-文", "report"]


def test_what_is_waived_is_seen_and_has_its_reason() -> None:
    unit = read("数: 3\n量: 4")
    three, four = every_verdict(unit.data)
    problem = error(BAD_DATE, three.place, date="3")
    wrong = Verdict(three.place, "3", three.field, 0, Status.WRONG, "1 + 1 = 2", (), problem)
    made = record_of(unit.data, [wrong, four], [Waived(problem, "以批复为准")])
    assert made.waived == {0: "以批复为准"}
    assert made.counts[Status.WRONG] == 0
    assert made.verdicts[0].status is Status.SEEN


def test_counts_are_of_all_kinds() -> None:
    assert list(record(read("名: 甲")).counts.values()) == [0, 0, 0, 0]
    assert list(record(read("甲: {a: 1, b: 2, c: 3, d: 4, e: 5}")).counts.values()) == [2, 1, 1, 1]
