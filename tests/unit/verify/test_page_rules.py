"""Paper, margins, grid, tables and headings of a .docx: on each side of each limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.verify.official_format import LayoutGrid, Margins, OfficialFormat
from docgen.verify.page_rules import heading_deviations, section_deviations, table_deviations
from docgen.verify.style_rule import StyleRule
from docgen.word.style_cascade import Cascade
from tests.unit.verify.formats import (
    FORMAT,
    OUT,
    element,
    paragraph,
    said,
    table,
    walked,
    word_file,
)

SIZE = '<w:pgSz w:w="11906" w:h="16838"/>'
MARGINS = '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/>'
GRID = '<w:docGrid w:type="linesAndChars" w:linePitch="580" w:charSpace="-802"/>'


def section_said(
    size: str = SIZE, margins: str = MARGINS, grid: str = GRID, official: OfficialFormat = FORMAT
) -> list[str]:
    """Of a document whose first section is sound, and whose second has these properties."""
    sound = f"<w:sectPr>{SIZE}{MARGINS}{GRID}</w:sectPr>"
    document = word_file(paragraph("甲", more=sound))
    body = document.element.body
    body.replace(body[-1], element(f"<w:sectPr>{size}{margins}{grid}</w:sectPr>"))
    return said(section_deviations(official, document, OUT))


def test_a_sound_section() -> None:
    assert section_said() == []


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ('<w:pgSz w:w="16838" w:h="11906"/>', ""),
        ('<w:pgSz w:w="11850" w:h="16890"/>', ""),
        ('<w:pgSz w:w="11848" w:h="16838"/>', "209×297"),
        ('<w:pgSz w:w="11906" w:h="16895"/>', "210×298"),
        ('<w:pgSz w:w="56693"/>', "0×1000"),
        ("", "0×0"),
    ],
)
def test_paper_may_lie_and_differ_by_the_tolerance(size: str, found: str) -> None:
    wanted = [f"format-paper found={found} wanted=210×297 section=2"] if found else []
    assert section_said(size) == wanted


def margin(name: str, found: str, wanted: int) -> str:
    return f"format-margin wanted={wanted} property={name} found={found} section=2"


@pytest.mark.parametrize(
    ("margins", "wanted"),
    [
        (MARGINS.replace("1588", "1640"), []),
        (MARGINS.replace("1588", "1535"), []),
        (MARGINS.replace("1588", "1530"), [margin("左白边 · left margin", "27.0", 28)]),
        (MARGINS.replace("1588", "1646"), [margin("左白边 · left margin", "29.0", 28)]),
        (
            "",
            [
                margin("上白边 · top margin", "0.0", 37),
                margin("下白边 · bottom margin", "0.0", 35),
                margin("左白边 · left margin", "0.0", 28),
                margin("右白边 · right margin", "0.0", 26),
            ],
        ),
    ],
)
def test_margins_may_differ_by_the_tolerance(margins: str, wanted: list[str]) -> None:
    assert section_said(margins=margins) == wanted


def test_a_margin_that_is_not_given_is_not_measured() -> None:
    official = replace(FORMAT, margins=Margins(left=28), grid=None)
    assert section_said(margins="", official=official) == [
        margin("左白边 · left margin", "0.0", 28)
    ]


def grid_of(**attributes: str) -> str:
    """The sound grid with other attributes; an empty one is left out."""
    given = {"type": "linesAndChars", "linePitch": "580", "charSpace": "-802"} | attributes
    typed = " ".join(f'w:{name}="{value}"' for name, value in given.items() if value)
    return f"<w:docGrid {typed}/>"


@pytest.mark.parametrize(
    ("grid", "found"),
    [
        (grid_of(type="snapToChars"), ""),
        (grid_of(type="lines"), "—"),
        (grid_of(type=""), "—"),
        ("", "—"),
        (grid_of(linePitch="579"), ""),
        (grid_of(linePitch="581"), "21 × 28"),
        (grid_of(linePitch="540"), "23 × 28"),
        (grid_of(linePitch=""), "12755 × 28"),
        (grid_of(charSpace="-801"), "22 × 27"),
        (grid_of(charSpace=""), "22 × 27"),
        (grid_of(charSpace="-849"), ""),
        (grid_of(charSpace="4294966494"), ""),
        (grid_of(charSpace="4294966495"), "22 × 27"),
    ],
)
def test_a_grid_holds_the_lines_and_characters_of_the_format(grid: str, found: str) -> None:
    wanted = [f"format-grid found={found} wanted=22 × 28 section=2"] if found else []
    assert section_said(grid=grid) == wanted


@pytest.mark.parametrize("styles", [{}, {"body text": StyleRule()}])
def test_the_grid_is_one_of_16_points_if_running_text_has_no_size(
    styles: dict[str, StyleRule],
) -> None:
    official = replace(FORMAT, styles=styles)
    assert section_said(official=official) == []
    assert section_said(grid=grid_of(charSpace="-801"), official=official) != []


def test_the_grid_is_that_of_the_size_of_running_text() -> None:
    official = replace(FORMAT, styles={"body text": StyleRule(size=10)})
    told = "format-grid found=22 × {} wanted=22 × 28 section={}".format
    first = told(45, 1)
    assert section_said(grid=grid_of(charSpace="23774"), official=official) == [first]
    found = section_said(grid=grid_of(charSpace="23775"), official=official)
    assert found == [first, told(27, 2)]


def test_both_numbers_of_the_grid_are_counted() -> None:
    for grid in (LayoutGrid(21, 28), LayoutGrid(22, 29)):
        found = section_said(official=replace(FORMAT, grid=grid))
        sound = "format-grid found=22 × 28 wanted={} × {} section={}"
        assert found == [sound.format(grid.lines, grid.characters, number) for number in (1, 2)]


def test_without_paper_or_grid_none_is_measured() -> None:
    assert section_said(grid="", official=replace(FORMAT, grid=None)) == []
    assert section_said(size="", grid="", official=replace(FORMAT, paper=None)) == []


def tables_said(*tables: str, official: OfficialFormat = FORMAT) -> list[str]:
    document = word_file(*tables)
    return said(table_deviations(official, document, walked(document, "heading 1"), OUT))


@pytest.mark.parametrize(
    ("width", "found"), [(5000, ""), (8900, ""), (8901, "157"), (56693, "1000"), (0, "")]
)
def test_a_table_fits_the_text_area(width: int, found: str) -> None:
    words = f"format-table-width found={found} wanted=156 table=2"
    sound = table(paragraph("甲"), width=8000)
    assert tables_said(sound, table(paragraph("甲"), width=width)) == ([words] if found else [])


def test_a_table_in_a_cell_is_not_measured() -> None:
    outer = table(table(paragraph("甲"), width=20000) + paragraph(""), width=8000)
    wide = table(paragraph("乙"), width=10000)
    assert tables_said(outer, wide) == ["format-table-width found=176 wanted=156 table=2"]
    assert tables_said(wide, official=replace(FORMAT, paper=None)) == []


def test_a_wide_table_is_counted_below_its_heading() -> None:
    wide = table(paragraph("乙"), width=10000)
    said_of_it = "format-table-width found=176 wanted=156 heading=附件2 table=1"
    assert tables_said(table(paragraph("甲"), width=8000), HEADING, wide) == [said_of_it]


HEADING = paragraph("附件2", "Heading 1")

HEADINGS = replace(
    FORMAT,
    styles={
        "heading 1": StyleRule(level=1, number="%1、"),
        "heading 2": StyleRule(level=2, number="（%2）"),
        "heading 3": StyleRule(level=3),
        "body text": StyleRule(size=16),
    },
)


def headings_said(*blocks: str) -> list[str]:
    document = word_file(*blocks)
    return said(heading_deviations(HEADINGS, Cascade(document), walked(document), OUT))


def level(text: str, number: int) -> str:
    return paragraph(text, f"Heading {number}")


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ((1, 2, 3, 1, 2, 2), []),
        ((1, 2, 3, 2), []),
        ((2,), ["found=2 wanted=1"]),
        ((3, 3), ["found=3 wanted=1"]),
        ((1, 3, 3), ["found=3 wanted=2"]),
        ((1, 2, 1, 3), ["found=3 wanted=2"]),
        ((2, 3), ["found=2 wanted=1"]),
    ],
)
def test_no_level_of_headings_is_skipped(levels: tuple[int, ...], wanted: list[str]) -> None:
    found = headings_said(*(level("甲", number) for number in levels))
    assert found == [f"format-heading-level {words} words=甲" for words in wanted]


@pytest.mark.parametrize(
    ("outline", "wanted"), [("1", []), ("2", ["found=3 wanted=2"]), ("9", []), ("", [])]
)
def test_a_heading_that_the_format_does_not_know_has_the_level_of_its_outline(
    outline: str, wanted: list[str]
) -> None:
    more = f'<w:outlineLvl w:val="{outline}"/>' if outline else ""
    found = headings_said(level("甲", 1), paragraph("乙", "Body Text", more))
    assert found == [f"format-heading-level {words} words=乙" for words in wanted]


def test_a_form_on_its_own_may_begin_with_any_level() -> None:
    title = paragraph("自评表", "Body Text", '<w:outlineLvl w:val="1"/>')
    deeper = paragraph("一级指标", "Body Text", '<w:outlineLvl w:val="3"/>')
    assert headings_said(title, level("甲", 3)) == []
    assert headings_said(title, deeper) == ["format-heading-level found=4 wanted=3 words=一级指标"]


def test_a_heading_without_words_is_none() -> None:
    assert headings_said(level("甲", 1), level("", 3), level("乙", 2)) == []
    assert headings_said(level("甲", 1), level("", 2), level("乙", 3)) == [
        "format-heading-level found=3 wanted=2 words=乙"
    ]


def test_text_between_headings_and_headings_in_tables_have_no_level() -> None:
    blocks = [paragraph("正文"), paragraph("表", "Table Text"), table(level("（一）甲", 3))]
    assert headings_said(level("甲", 1), *blocks, level("乙", 2)) == []


def test_word_numbers_headings() -> None:
    assert headings_said(level("一、甲", 1), level("（一）乙", 2), level("1.丙", 3)) == [
        "format-number found=一、 wanted=%1、 words=一、甲",
        "format-number found=（一） wanted=（%2） words=（一）乙",
    ]
    bare = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    assert headings_said(paragraph("甲", "Heading 1", bare)) == [
        "format-number found=— wanted=%1、 words=甲"
    ]


def test_a_number_of_another_format_is_told() -> None:
    other = replace(HEADINGS, styles={"heading 1": StyleRule(level=1, number="第%1章")})
    document = word_file(level("甲", 1))
    assert said(heading_deviations(other, Cascade(document), walked(document), OUT)) == [
        "format-number found=%1、 wanted=第%1章 words=甲"
    ]
