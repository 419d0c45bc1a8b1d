"""A row that may not break is let break if the label that begins in it has more lines than it."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.pdf.breaking import free_first_rows
from docgen.word.xml import W, w

EM, MARGIN = 210, 108
"""A character and the margin of a cell, in twips."""


def room(characters: int, margin: int = MARGIN) -> int:
    """The width of a cell into which so many characters go."""
    return EM * characters + 2 * margin


def cell(text: str, width: int | None, merge: str = "") -> str:
    """A cell; in its text, ``/`` breaks a line, ``|`` a paragraph, and ``-`` is nothing."""
    size = "" if width is None else f'<w:tcW w:w="{width}" w:type="dxa"/>'
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    paragraphs = "".join(
        f"<w:p><w:r>{'<w:br/>'.join(f'<w:t>{line}</w:t>' for line in lines.split('/'))}</w:r></w:p>"
        for lines in text.replace("-", "").split("|")
    )
    return f"<w:tc><w:tcPr>{size}{down}</w:tcPr>{paragraphs}</w:tc>"


def table(*cells: str, margin: int | None = None, unbroken: str = "<w:cantSplit/>") -> str:
    edge = f'<w:tblCellMar><w:left w:w="{margin}"/></w:tblCellMar>' if margin is not None else ""
    row = f"<w:tr><w:trPr><w:jc/>{unbroken}</w:trPr>{''.join(cells)}</w:tr>"
    return f"<w:tbl><w:tblPr>{edge}</w:tblPr>{row}</w:tbl>"


def parsed(body: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{W}">{body}</w:body>')


@pytest.mark.parametrize(
    ("cells", "freed"),
    [
        # the label has two lines: 社会 效益
        ([cell("社会效益", room(2), "restart"), cell("接待观众", room(4))], True),
        ([cell("社会效益", room(2), "restart"), cell("接待观众", room(3))], False),
        ([cell("社会效益", room(2), "restart"), cell("接待", room(4)), cell("接待", 0)], False),
        ([cell("社会效益", room(4), "restart"), cell("接待观众", room(4))], False),
        ([cell("社会效益", room(2), "continue"), cell("接待观众", room(4))], False),
        ([cell("社会效益", room(2)), cell("接待观众", room(4))], False),
        ([cell("社会效益", room(2), "restart"), cell("社会效益", room(1), "continue")], True),
        ([cell("效益", room(2), "restart"), cell("效益", room(2), "continue")], False),
        ([cell("社会", room(2), "restart"), cell("社会效益", room(2), "restart")], True),
        # one twip less of room, and a character less goes into a line
        ([cell("社会效益", room(4) - 1, "restart"), cell("观众", room(4))], True),
        ([cell("社会效益", room(2), "restart"), cell("接待观众", room(4) - 1)], False),
        ([cell("社会", room(2) - 1, "restart"), cell("观众", room(4))], False),
        # narrower labels are vertical
        ([cell("社会效益", room(1), "restart"), cell("观众", room(4))], False),
        ([cell("社会效益", room(2), "restart"), cell("观众", room(1))], False),
        ([cell("社会效益", room(2), "restart"), cell("观", room(1))], True),
        ([cell("社会效益", room(2), "restart"), cell("观", None)], True),
        ([cell("社会效益", None, "restart"), cell("观", None)], False),
        # half widths, line breaks and paragraphs, empty ones too
        ([cell("abcdefgh", room(4), "restart"), cell("观众", room(4))], False),
        ([cell("abcdefghi", room(4), "restart"), cell("观众", room(4))], True),
        ([cell("社/会", room(4), "restart"), cell("观众", room(4))], True),
        ([cell("社|会", room(4), "restart"), cell("观众", room(4))], True),
        ([cell("社|-", room(4), "restart"), cell("观众", room(4))], True),
        ([cell("社会|-", room(4), "restart"), cell("观众|-", room(4))], False),
        ([cell("社会/-/效益", room(4), "restart"), cell("观/众", room(4))], True),
    ],
)
def test_a_row_breaks_if_its_label_is_taller(cells: list[str], freed: bool) -> None:
    root = parsed(table(*cells))
    assert free_first_rows(root) is freed
    assert [element.tag for element in next(root.iter(w("trPr")))] == (
        [w("jc")] if freed else [w("jc"), w("cantSplit")]
    )


@pytest.mark.parametrize(
    ("margin", "characters", "freed"), [(0, 4, False), (1, 4, True), (0, 3, True)]
)
def test_margins_are_those_of_the_table(margin: int, characters: int, freed: bool) -> None:
    label = cell("社会效益", room(characters, 0), "restart")
    root = parsed(table(label, cell("观", room(4)), margin=margin))
    assert free_first_rows(root) is freed


def test_a_table_in_a_content_control_has_margins_too() -> None:
    text = table(cell("社会效益", room(4, 0), "restart"), cell("观", room(4)), margin=0)
    text = text.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
    text = text.replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
    assert free_first_rows(parsed(text)) is False


def test_a_row_without_a_table_has_words_own_margins() -> None:
    row = next(parsed(table(cell("社会效益", room(4), "restart"))).iter(w("tr")))
    alone = etree.fromstring(etree.tostring(row))
    assert free_first_rows(alone) is False
    row = next(parsed(table(cell("社会效益", room(4) - 1, "restart"))).iter(w("tr")))
    assert free_first_rows(etree.fromstring(etree.tostring(row))) is True


def test_a_row_that_may_break_stays_as_it_is() -> None:
    text = table(cell("社会效益", room(2), "restart"), cell("观", room(4)), unbroken="")
    assert free_first_rows(parsed(text)) is False


def test_every_row_is_looked_at() -> None:
    tall = table(cell("社会效益", room(2), "restart"), cell("观", room(4)))
    flat = table(cell("社会", room(2), "restart"), cell("观", room(4)))
    root = parsed(tall + flat + tall)
    assert free_first_rows(root) is True
    assert len(list(root.iter(w("cantSplit")))) == 1
