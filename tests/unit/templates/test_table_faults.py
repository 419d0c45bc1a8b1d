"""Faults in the structure of tables."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.templates.lint.table_faults import table_faults
from tests.unit.word.elements import element, paragraph

GRID = (
    '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>'
)


def cell(text: str = "", width: object = "", span: int = 1, merge: str = "", kind: str = "") -> str:
    typed = f' w:type="{kind}"' if kind else ""
    inner = f'<w:tcW w:w="{width}"{typed}/>' if width != "" else ""
    inner += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inner += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{inner}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def faults(*rows: str, before: str = "") -> list[tuple[Any, ...]]:
    root = element(f"<w:body>{before}<w:tbl>{GRID}{''.join(rows)}</w:tbl></w:body>")
    found = list(table_faults(root, "a.docx", "header1"))
    for problem in found:
        assert problem.template is not None
        assert (problem.place.file, problem.template.story) == ("a.docx", "header1")
    places = [(problem, problem.template) for problem in found]
    return [
        (problem.code, place.table, place.row, place.cell, *problem.words.values())
        for problem, place in places
        if place
    ]


SOUND = row(cell(), cell(), cell())


def test_a_sound_table_has_no_fault() -> None:
    assert faults(SOUND, row(cell(span=3)), row(cell(span=2), cell())) == []
    spaces = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    assert faults(SOUND, row(cell(), properties=spaces), row()) == []
    assert faults(row(cell("{% colspan a %}"))) == []


def test_each_row_covers_the_columns_of_the_grid() -> None:
    short, long = row(cell(), cell()), row(cell(), cell(span=3))
    assert faults(SOUND, short, short, long, SOUND, short) == [
        ("table-grid", 1, 2, 2, "2", "3"),
        ("table-grid", 1, 4, 2, "4", "3"),
    ]
    assert faults(short, before=f"<w:tbl>{GRID}{short}</w:tbl>") == [
        ("table-grid", 1, 1, 2, "2", "3"),
        ("table-grid", 2, 1, 2, "2", "3"),
    ]


@pytest.mark.parametrize(
    ("width", "kind", "wrong"),
    [
        (2000, "dxa", False),
        (2020, "dxa", False),
        (2021, "dxa", True),
        (1980, "", False),
        (1979, "", True),
        (50, "pct", False),
        (0, "auto", False),
    ],
)
def test_a_cell_is_as_wide_as_its_columns_to_a_point(width: int, kind: str, wrong: bool) -> None:
    found = faults(row(cell(), cell(width=width, kind=kind), cell()))
    wanted = ("table-cell-width", 1, 1, 2, f"{width / 1440 * 25.4:.1f}", "35.3")
    assert found == ([wanted] if wrong else [])


def test_equal_widths_of_a_column_are_told_once() -> None:
    wrong = row(cell(), cell(width=100), cell(width=3000))
    other = row(cell(width=1000), cell(width=200), cell())
    spanning = row(cell(width=3000, span=2), cell(width=100))
    assert faults(wrong, wrong, other, spanning) == [
        ("table-cell-width", 1, 1, 2, "1.8", "35.3"),
        ("table-cell-width", 1, 3, 2, "3.5", "35.3"),
        ("table-cell-width", 1, 4, 2, "1.8", "52.9"),
    ]


def test_a_covered_cell_stands_below_a_merged_one_of_the_same_columns() -> None:
    begin, covered = cell("甲", merge="restart"), cell(merge="continue")
    rest = cell() + cell()
    assert faults(row(begin, rest), row(covered, rest), row(covered, rest)) == []
    assert faults(row(covered, rest)) == [("table-merge", 1, 1, 1)]
    assert faults(SOUND, row(covered, rest)) == [("table-merge", 1, 2, 1)]
    wide = cell(merge="continue", span=2)
    assert faults(row(begin, rest), row(wide, cell())) == [("table-merge", 1, 2, 1)]
    assert faults(row(begin, rest), row(cell(), covered, cell())) == [("table-merge", 1, 2, 2)]
    loop = row(cell("{%tr for a in b %}"), cell(), cell())
    assert faults(row(begin, rest), loop, row(covered, rest)) == []


def test_a_covered_cell_holds_no_text() -> None:
    begin, rest = cell("甲", merge="restart"), cell() + cell()
    text = "一二三四五六七八九十" * 3
    assert faults(row(begin, rest), row(cell(f" {text}", merge="continue"), rest)) == [
        ("table-covered-text", 1, 2, 1, text[:20])
    ]
