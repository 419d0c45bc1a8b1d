"""Marked cells of repeated rows merge down with equal ones."""

from __future__ import annotations

import pytest

from docgen.templates.marks import MERGE_CLOSE, MERGE_OPEN
from docgen.templates.merged_cells import merge_marked_cells
from docgen.word.xml import w
from tests.unit.word.elements import element, paragraph, shown

RESTART = '<w:vMerge w:val="restart"/>'


def cell(text: str) -> str:
    """A cell; ``*`` before its text marks it, ``2:`` spans two columns."""
    span, _, rest = text.rpartition(":")
    mark = f"{MERGE_OPEN}{rest[1:]}{MERGE_CLOSE}" if rest.startswith("*") else ""
    spans = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span else ""
    return f"<w:tc>{spans}{paragraph(mark + rest.lstrip('*'))}</w:tc>"


def merged(drawing: str) -> list[str]:
    rows = "".join(f"<w:tr>{''.join(map(cell, row.split()))}</w:tr>" for row in drawing.split("/"))
    root = element(f"<w:body><w:tbl>{rows}</w:tbl></w:body>")
    merge_marked_cells(root)
    assert MERGE_OPEN not in shown(root)
    return [" ".join(map(picture, row.iter(w("tc")))) for row in root.iter(w("tr"))]


def picture(tc: object) -> str:
    text = shown(tc)  # type: ignore[arg-type]
    kind = "+" if 'vMerge w:val="restart"' in text else "^" if "<w:vMerge/>" in text else ""
    return kind + "".join(part.text or "" for part in tc.iter(w("t")))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("drawing", "wanted"),
    [
        ("*甲 a / *甲 b / *甲 c", ["+甲 a", "^ b", "^ c"]),
        ("*甲 a / *乙 b / *乙 c", ["甲 a", "+乙 b", "^ c"]),
        ("*甲 *一 / *甲 *一 / *甲 *二", ["+甲 +一", "^ ^", "^ 二"]),
        ("*甲 *一 / *乙 *一", ["甲 一", "乙 一"]),  # a group ends where its parent ends
        ("*甲 a / 甲 b / *甲 c", ["甲 a", "甲 b", "甲 c"]),  # a row without marks ends it
        ("2:*甲 a / *甲 *b c", ["甲 a", "甲 b c"]),
        ("2:*甲 a / 2:*甲 b", ["+甲 a", "^ b"]),
        ("a *甲 / b *甲", ["a +甲", "b ^"]),
        ("a *甲 / *甲 b", ["a 甲", "甲 b"]),
        ("*甲 / *甲 / *乙 / *甲", ["+甲", "^", "乙", "甲"]),
    ],
)
def test_equal_marked_cells_below_each_other_merge(drawing: str, wanted: list[str]) -> None:
    assert merged(drawing) == wanted


def marked(inner: str = "", properties: str = "<w:tcPr/>", rest: str = "") -> str:
    text = paragraph(f"{MERGE_OPEN}k{MERGE_CLOSE}甲", inner)
    return f"<w:tr><w:tc>{properties}{text}{rest}</w:tc></w:tr>"


def test_a_covered_cell_keeps_the_look_of_one_empty_paragraph() -> None:
    table = element(f"<w:tbl>{marked()}{marked('<w:jc/>', rest='<w:p/><w:tbl/><w:p/>')}</w:tbl>")
    merge_marked_cells(table)
    upper, covered = table.iter(w("tc"))
    assert (
        shown(covered)
        == "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:pPr><w:jc/></w:pPr></w:p></w:tc>"
    )
    assert shown(upper).startswith('<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p>')


def test_the_property_stands_in_the_order_of_the_schema() -> None:
    order = "<w:cnfStyle/><w:tcW/><w:gridSpan/><w:hMerge/>{}<w:shd/>"
    first = marked(properties=f"<w:tcPr>{order.format('')}</w:tcPr>")
    second = marked(properties=f"<w:tcPr>{order.format('<w:vMerge/><w:vMerge/>')}</w:tcPr>")
    table = element(f"<w:tbl>{first}{second}{marked(properties='')}</w:tbl>")
    merge_marked_cells(table)
    found = [shown(properties) for properties in table.iter(w("tcPr"))]
    assert found == [
        f"<w:tcPr>{order.format(RESTART)}</w:tcPr>",
        f"<w:tcPr>{order.format('<w:vMerge/>')}</w:tcPr>",
        "<w:tcPr><w:vMerge/></w:tcPr>",
    ]


def test_rows_apart_or_in_another_table_do_not_merge() -> None:
    apart = element(f"<w:body><w:tbl>{marked()}</w:tbl><w:tbl>{marked()}</w:tbl></w:body>")
    merge_marked_cells(apart)
    assert list(apart.iter(w("vMerge"))) == []
    outside = element(f"<w:body>{paragraph(f'{MERGE_OPEN}k{MERGE_CLOSE}甲')}</w:body>")
    merge_marked_cells(outside)
    assert shown(outside) == f"<w:body>{paragraph('甲')}</w:body>"
