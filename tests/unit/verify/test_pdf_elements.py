"""The elements of an official paper on pages: which line is which, and what is not meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.pdf.drawn_lines import DrawnLine, DrawnPage, DrawnText
from docgen.verify.glyphs import GlyphLine, Page
from docgen.verify.official_papers.head_positions import head_position_deviations
from docgen.verify.official_papers.imprint_positions import imprint_position_deviations
from docgen.verify.official_papers.paper_elements import PaperElements
from docgen.verify.official_papers.pdf_elements import PdfElements
from docgen.verify.official_papers.sign_off_positions import sign_off_deviations
from docgen.verify.pdf_rules import number_deviations
from tests.unit.verify.formats import FORMAT, OUT, PITCH, line, mm, page, said
from tests.unit.verify.test_pdf_rules import TOP, number_line

RED, BLACK = (255, 0, 0), (0, 0, 0)
ALL = PaperElements(
    mark="Mark",
    number="Number",
    line="Line",
    office="Office",
    date="Date",
    copies="Copies",
    imprint="Imprint",
)


def row(text: str, index: float, x: float = mm(28), size: float = 16) -> GlyphLine:
    """A line of the grid, the first is 0."""
    return line(text, TOP + PITCH * index, x, size=size)


def elements(
    *pages: Page, rule: PaperElements = ALL, drawn: DrawnPage | None = None
) -> PdfElements:
    known = {number: drawn for number in (1, len(pages)) if drawn}
    return PdfElements(replace(FORMAT, elements=rule), pages, known, OUT)


def texts(lines: tuple[GlyphLine, ...]) -> list[str]:
    return [found.text for found in lines]


@pytest.mark.parametrize(
    "number", ["云教〔2024〕3号", "云教[2024]第03号", "云教〔2024〕3号签发人：张某某"]
)
def test_the_mark_is_what_is_large_above_the_number(number: str) -> None:
    """Copy number, secrecy and urgency stand above it in 三号."""
    lines = (
        row("000001", 0),
        row("机密", 1),
        row("云岭市教育局", 4, size=36),
        row("文件", 6, size=36),
    )
    found = elements(page(*lines, row(number, 8), row("根据云财〔2023〕7号", 10)))
    assert texts(found.mark) == ["云岭市教育局", "文件"]
    assert found.number
    assert found.number.text == number


def test_a_number_within_a_line_is_cited() -> None:
    found = elements(page(row("标志", 0, size=36), row("根据云财〔2023〕7号文件的规定", 5)))
    assert found.number is None
    assert texts(found.mark) == ["标志"]


DATE = row("2024年4月26日", 12, mm(120))


def test_a_name_of_several_lines_stands_far_from_the_left_edge() -> None:
    names = row("云岭市教育局", 10, mm(115)), row("云岭市财政局", 11, mm(115))
    signed = elements(page(row("正文。", 7), *names, DATE)).sign_off
    assert signed
    assert (texts(signed.office), texts(signed.above)) == (
        ["云岭市教育局", "云岭市财政局"],
        ["正文。"],
    )


def test_text_right_above_the_name_is_none_of_it() -> None:
    signed = elements(
        page(row("特此函达。", 10, mm(39)), row("云岭市教育局", 11, mm(115)), DATE)
    ).sign_off
    assert signed
    assert (texts(signed.office), texts(signed.above)) == (["云岭市教育局"], ["特此函达。"])


@pytest.mark.parametrize(
    "date", ["2024年4月26日", "2024年04月26日", "二〇二四年四月二十六日", "2024.4.26"]
)
def test_the_sign_off_is_the_last_date_before_the_annexes(date: str) -> None:
    text = page(row("2023年1月1日", 2), row("某局", 9, mm(120)), row(date, 10, mm(120)))
    annex = page(row("附件1", 0), row("2022年1月1日", 5), number=2)
    signed = elements(text, annex).sign_off
    assert signed
    assert (signed.page.number, signed.date.text) == (1, date)


@pytest.mark.parametrize(("blank", "found"), [(0, 1), (1, 0), (2, 0), (3, 0), (4, 1)])
def test_a_seal_has_room_within_a_line_of_the_text(blank: int, found: int) -> None:
    name, date = (
        row("云岭市教育局", 11, mm(125)),
        line("2024年4月26日", DATE.y, mm(128), advance=12),
    )
    above = row("特此函达。", 10 - blank, mm(39))
    told = said(sign_off_deviations(elements(page(above, name, date))))
    assert sum("format-seal-room" in sentence for sentence in told) == found


def test_a_line_of_text_that_ends_as_an_imprint_is_none() -> None:
    office = line("市教育局办公室2024年4月26日印发", mm(258), mm(33), size=14)
    text = row("办法由市教育局2024年4月26日印发", 3)
    assert elements(page(text)).imprint is None
    found = elements(page(text, office)).imprint
    assert found
    assert texts(found[1]) == [office.text]


IMPRINT = "市教育局办公室2024年4月26日印发"
IMPRINT_STEP = (mm(156) - 3 * 14) / (len(IMPRINT) - 1)
"""From glyph to glyph of a line that begins and ends a character within the text area."""


def rule_at(y: float, thickness: float = 0.35, width: float = 156) -> DrawnLine:
    return DrawnLine(mm(28), mm(28 + width), mm(y), mm(thickness), BLACK)


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        ([rule_at(250), rule_at(256, 0.25), rule_at(262)], []),
        ([rule_at(250), rule_at(256, 0.25), rule_at(259)], ["format-imprint-foot"]),
        ([rule_at(250), rule_at(256, 0.35), rule_at(262)], ["format-imprint-lines"]),
        ([rule_at(250), rule_at(256, 0.25), rule_at(262, width=150)], ["format-element-width"]),
        ([rule_at(100), rule_at(110)], ["format-line-missing"]),
    ],
)
def test_the_lines_of_the_closing_part(rules: list[DrawnLine], codes: list[str]) -> None:
    """Those of a table far above are none of them."""
    lines = (
        line("抄送：市人民政府办公室。", mm(254.5), mm(28) + 14, size=14),
        line(IMPRINT, mm(260), mm(28) + 14, size=14, advance=IMPRINT_STEP),
    )
    found = imprint_position_deviations(elements(page(*lines), drawn=DrawnPage(tuple(rules), ())))
    assert [problem.code for problem in found] == codes


def test_a_mark_is_measured_by_its_ink() -> None:
    mark = line("云岭市教育局", mm(83), mm(68), size=36)
    number = line("云教〔2024〕3号", mm(114), mm(81), advance=14)
    drawn = DrawnPage(
        (DrawnLine(mm(28), mm(184), mm(118.9), mm(0.4), RED),),
        (DrawnText(mm(72), mm(84), RED),),
    )
    assert said(head_position_deviations(elements(page(mark, number), drawn=drawn))) == []
    low = replace(drawn, texts=(DrawnText(mm(74), mm(84), BLACK),))
    codes = [
        told.split()[0]
        for told in said(head_position_deviations(elements(page(mark, number), drawn=low)))
    ]
    assert codes == ["format-element-red", "format-element-distance"]


def test_blank_pages_of_paper_printed_on_both_sides_need_no_number() -> None:
    """Nor has the last page behind one (7.5); on one side, each needs its own."""
    first = page(*[row("正文", index) for index in range(3)], number_line("—1—", odd=True))
    pages = [first, page(number=2), page(row("抄送：市政府。", 20), number=3)]
    both = replace(FORMAT, elements=replace(ALL, two_sided=True))
    assert said(number_deviations(both, pages, OUT)) == []
    assert len(said(number_deviations(replace(FORMAT, elements=ALL), pages, OUT))) == 2


@pytest.mark.parametrize(
    ("second", "two_sided", "told"), [(2, True, 0), (3, True, 0), (4, True, 1), (3, False, 1)]
)
def test_a_blank_page_that_is_left_out_takes_its_number(
    second: int, two_sided: bool, told: int
) -> None:
    first = page(row("正文", 0), number_line("—1—", odd=True))
    after = page(row("附件", 0), number_line(f"—{second}—", odd=second % 2 == 1), number=2)
    official = replace(FORMAT, elements=replace(ALL, two_sided=two_sided))
    found = said(number_deviations(official, [first, after], OUT))
    assert len(found) == told
    assert all(sentence.startswith("format-page-number-order") for sentence in found)


def test_the_side_of_an_annex_is_that_of_its_number() -> None:
    annex = page(row("附件", 0), number_line("—3—", odd=True), number=2)
    both = replace(ALL, two_sided=True, copies="", imprint="")
    assert said(imprint_position_deviations(elements(annex, rule=both))) == []
    even = page(row("附件", 0), number_line("—4—", odd=False), number=3)
    (found,) = said(imprint_position_deviations(elements(even, rule=both)))
    assert found == "format-odd-page annex=附件 found=4 page=3 words=附件"
