"""The place of a tag in its part, and the look of the paragraph around it."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.diagnostics import TemplatePlace
from docgen.templates.marks import NUMBERING
from docgen.templates.part_outline import PartOutline, SlotModel
from docgen.word.xml import text_of, w
from tests.unit.word.elements import element, paragraph

INNER = f"<w:tbl><w:tr><w:tc>{paragraph('己')}</w:tc></w:tr></w:tbl>"
BODY = f"""<w:body>{paragraph("甲")}<w:tbl><w:tr><w:tc>{paragraph("乙")}</w:tc></w:tr>
<w:tr><w:tc>{paragraph("丙")}</w:tc><w:tc>{paragraph("丁")}{INNER}{paragraph("庚")}</w:tc></w:tr>
<w:sdt><w:tr><w:tc>{paragraph("子")}</w:tc></w:tr></w:sdt>
<w:tr><w:sdt><w:tc>{paragraph("丑")}</w:tc></w:sdt></w:tr></w:tbl>{paragraph("辛")}</w:body>"""


def named(root: Any, text: str) -> Any:
    return next(found for found in root.iter(w("p")) if text_of(found) == text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("甲", TemplatePlace("a", paragraph=1, story="s")),
        ("辛", TemplatePlace("a", paragraph=2, story="s")),
        ("乙", TemplatePlace("a", 1, 1, 1, story="s")),
        ("丙", TemplatePlace("a", 1, 2, 1, story="s")),
        ("丁", TemplatePlace("a", 1, 2, 2, story="s")),
        ("庚", TemplatePlace("a", 1, 2, 2, story="s")),
        ("己", TemplatePlace("a", 2, 1, 1, story="s")),
        ("子", TemplatePlace("a", 1, 0, 1, story="s")),  # in a content control
        ("丑", TemplatePlace("a", 1, 3, 0, story="s")),
    ],
)
def test_tables_rows_cells_and_paragraphs_count_from_1(text: str, place: TemplatePlace) -> None:
    root = element(BODY)
    assert PartOutline(root).place(named(root, text), "a", "s") == place


def test_separators_among_the_notes_are_not_counted() -> None:
    separator = f'<w:footnote w:type="separator">{paragraph("线")}</w:footnote>'
    root = element(
        f"<w:footnotes>{separator}<w:footnote>{paragraph('注')}</w:footnote></w:footnotes>"
    )
    outline = PartOutline(root)
    assert outline.place(named(root, "注"), "a", "").paragraph == 1
    assert outline.place(named(root, "线"), "a", "").paragraph == 0
    alone = element(paragraph("甲"))
    assert PartOutline(alone).place(alone, "a", "").paragraph == 1


def model(xml: str) -> SlotModel:
    root = element(f"<w:body>{xml}</w:body>")
    return PartOutline(root).slot_model(next(root.iter(w("t"))))


FLUSH = '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/>'


def test_the_look_of_a_bare_paragraph() -> None:
    assert model(paragraph("甲")) == SlotModel("", "", f"{NUMBERING}{FLUSH}", "", 0, False)


def test_the_look_of_a_formatted_paragraph() -> None:
    style, indent, mark = '<w:pStyle w:val="a"/>', '<w:ind w:left="9"/>', "<w:rPr><w:b/></w:rPr>"
    number = '<w:numPr><w:numId w:val="3"/></w:numPr>'
    properties = style + number + indent + mark
    run = "<w:r><w:rPr><w:i/><w:sz/></w:rPr><w:t>甲</w:t></w:r>"
    found = model(f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>")
    assert found == SlotModel(
        properties, style, f"{style}{NUMBERING}{indent}", "<w:i/><w:sz/>", 0, False
    )


@pytest.mark.parametrize(
    ("width", "twips"),
    [
        ('<w:tcW w:w="1200" w:type="dxa"/>', 1200),
        ('<w:tcW w:w="1200"/>', 1200),
        ('<w:tcW w:w="1200" w:type="pct"/>', 0),
        ("", 0),
    ],
)
def test_a_slot_in_a_cell_is_as_wide_as_the_cell(width: str, twips: int) -> None:
    cell = f"<w:tc><w:tcPr>{width}</w:tcPr>{paragraph('甲')}</w:tc>"
    found = model(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert (found.width, found.in_cell) == (twips, True)
