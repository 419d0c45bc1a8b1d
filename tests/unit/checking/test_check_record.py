"""The record of what was checked: where each figure stands, and how many are verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from docgen.checking.check_record import (
    CheckedFigure,
    CheckedPassage,
    CheckRecord,
    PassageTable,
    record_of,
)
from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.waivers import Waived
from docgen.content.blocks import Break, Document, Span, Table
from docgen.content.unit import Unit
from docgen.content.values import Node
from docgen.diagnostics import Place, error
from docgen.runs.build import BAD_DATE
from tests.figure_verdicts import every_verdict
from tests.unit.checking.units import read


def passages(record: CheckRecord) -> Iterator[CheckedPassage]:
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
            ["用[12.5万元]，即[12.5]。", "数 > [12.5]"],
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
    numbers = Counter(figure.number for passage in passages(made) for figure in passage.figures)
    assert numbers == Counter(range(len(made.verdicts)))
    assert made.elsewhere == ()
    for passage in passages(made):
        for figure in passage.figures:
            words = passage.text[figure.start : figure.stop]
            assert words == made.verdicts[figure.number].text


def test_figures_never_overlap_and_what_has_no_place_is_listed_apart() -> None:
    unit = read({"正/1-文.md": "共 123 项"})
    (verdict,) = every_verdict(unit.data)
    same = Verdict(verdict.place, "123 项", verdict.field, verdict.start, Status.WRONG)
    lost = Verdict(Place("gone", 1, 1), "9", "gone", 0, Status.SEEN)
    made = record_of(unit.data, [verdict, same, lost])
    assert [passage.figures for passage in passages(made)] == [(CheckedFigure(2, 5, 0),)]
    assert made.elsewhere == (1, 2)


def test_a_figure_is_known_by_its_place_where_two_paragraphs_read_alike() -> None:
    unit = read({"正/1-文.md": "甲 3 项\n\n甲 3 项"})
    made = record_of(unit.data, every_verdict(unit.data)[1:])
    assert [len(passage.figures) for passage in passages(made)] == [0, 1]


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


def test_a_merged_cell_stands_once_where_it_begins() -> None:
    def cell(text: str, line: int) -> tuple[Span, ...]:
        return (Span(text, Place("报告.docx", line, 1)),)

    wide, high, empty = cell("合计 5 项", 1), cell("3个", 2), cell("", 3)
    rows = ((wide, wide, high), (cell("7", 4), empty, high), (empty, empty, cell("8", 5)))
    data = Node(Place("报告.docx"))
    place = Place("报告.docx", 1, 1)
    table = Table((None,) * 3, rows, place, 3)
    data.add("正文", Document((table,), Place("报告.docx")), place)
    made = record_of(data, every_verdict(data))
    (part,) = made.chapters[0].parts
    assert isinstance(part, PassageTable)
    assert [[(cell.text, cell.spans) for cell in row] for row in part.rows] == [
        [("合计 5 项", (1, 2)), ("3个", (2, 1))],
        [("7", (1, 1)), ("", (1, 1))],
        [("", (1, 1)), ("", (1, 1)), ("8", (1, 1))],
    ]
    assert made.elsewhere == ()
    assert sum(len(cell.figures) for cell in passages(made)) == len(made.verdicts) == 4


def test_figures_of_a_cell_of_several_lines() -> None:
    inlines = (Span("3 项", Place("a.docx", 1, 1)), Break(), Span("4 项", Place("a.docx", 2, 1)))
    data = Node(Place("a.docx"))
    table = Table((None,), ((inlines,),), Place("a.docx", 1, 1), 1)
    data.add("正文", Document((table,), Place("a.docx")), Place("a.docx"))
    assert shown(record_of(data, every_verdict(data))) == ["[3] 项\n[4] 项"]
