"""Page numbers of a .docx: there, in form, on the right side, running on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION

from docgen.verify.footer_rules import number_deviations
from docgen.verify.official_format import OfficialFormat, PageNumberRule
from docgen.verify.style_rule import StyleRule
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w
from tests.unit.verify.formats import FORMAT, OUT, element, said, word_file


def number(text: str, align: str = "", code: str = "PAGE", more: str = "") -> str:
    """A paragraph of a footer."""
    runs = f"<w:r>{more}<w:t>{text}</w:t></w:r>" if text else ""
    field = f"<w:r><w:instrText>{code}</w:instrText></w:r>" if code else ""
    jc = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{jc}</w:pPr>{runs}{field}</w:p>'


ODD, EVEN = number("— 1 —", "right"), number("— 2 —", "left")


def put(section: Any, odd: str = ODD, even: str = EVEN) -> None:
    """Gives a section footers of its own."""
    for footer, xml in ((section.footer, odd), (section.even_page_footer, even)):
        footer.is_linked_to_previous = False
        for child in list(footer._element):
            footer._element.remove(child)
        footer._element.append(element(xml))


def sections(count: int) -> Document:
    """A document of so many sections, without footers; each begins with page 1."""
    document = word_file()
    for _ in range(count - 1):
        document.add_section(WD_SECTION.NEW_PAGE)
    return document


def no_start(document: Document, *indices: int) -> None:
    for index in indices:
        start: Any = document.sections[index]._sectPr.find(w("pgNumType"))
        start.getparent().remove(start)


def footers_said(document: Document, official: OfficialFormat = FORMAT) -> list[str]:
    return said(number_deviations(official, document, Cascade(document), OUT))


def said_of(odd: str = ODD, even: str = EVEN, official: OfficialFormat = FORMAT) -> list[str]:
    """Of a document of one section with these footers."""
    document = sections(1)
    put(document.sections[0], odd, even)
    return footers_said(document, official)


def test_a_sound_footer_and_a_cover_without_one() -> None:
    assert said_of() == []
    assert footers_said(sections(1)) == []
    document = sections(2)
    put(document.sections[1])
    assert footers_said(document) == []


def test_without_a_rule_nothing_is_checked() -> None:
    assert said_of(number("1"), official=replace(FORMAT, page_number=None)) == []


def test_only_the_first_section_may_be_without_a_number() -> None:
    document = sections(3)
    put(document.sections[2])
    assert footers_said(document) == ["format-no-page-number section=2"]
    put(document.sections[0], ODD, EVEN)
    no_start(document, 1, 2)
    for section in document.sections:
        put(section, number("", code=""), number("", code=""))
    assert footers_said(document) == [
        "format-no-page-number section=2",
        "format-no-page-number section=3",
    ]


def test_numbers_run_on_from_the_first_that_there_is() -> None:
    document = sections(4)
    put(document.sections[1])
    no_start(document, 3)
    start: Any = document.sections[2]._sectPr.find(w("pgNumType"))
    start.set(w("start"), "5")
    assert footers_said(document) == ["format-page-number-restarts found=5 section=3"]
    del start.attrib[w("start")]
    assert footers_said(document) == []


def test_a_footer_that_sections_share_is_told_once() -> None:
    document = sections(2)
    no_start(document, 1)
    put(document.sections[0], number("1", "right"))
    told = "format-page-number-form found=1 wanted=— 1 — section={}".format
    assert footers_said(document) == [told(1)]
    put(document.sections[1], number("1", "right"))
    assert footers_said(document) == [told(1), told(2)]


def test_odd_and_even_pages_have_footers_of_their_own() -> None:
    document = sections(1)
    document.settings.odd_and_even_pages_header_footer = False
    assert footers_said(document) == []
    put(document.sections[0])
    assert footers_said(document) == ["format-page-number-sides"]


@pytest.mark.parametrize(
    ("odd", "even"),
    [
        (number("— 1 —", "right", code=""), EVEN),
        (number("— 1 —", "right", code="DATE"), EVEN),
        (ODD, number("")),
        (ODD, number("", code="")),
    ],
)
def test_a_number_is_a_field_with_text_in_both_footers(odd: str, even: str) -> None:
    assert said_of(odd, even) == ["format-no-page-number section=1"]


def test_the_field_may_be_in_lower_case() -> None:
    assert said_of(number("— 1 —", "right", code=" page \\* MERGEFORMAT ")) == []


@pytest.mark.parametrize(
    ("odd", "even", "wanted"),
    [
        ("left", "left", ["found=left wanted=right"]),
        ("center", "left", ["found=center wanted=right"]),
        ("both", "left", ["found=both wanted=right"]),
        ("right", "both", []),
        ("right", "right", ["found=right wanted=left"]),
        ("left", "center", ["found=left wanted=right", "found=center wanted=left"]),
    ],
)
def test_odd_numbers_stand_to_the_right_and_even_ones_to_the_left(
    odd: str, even: str, wanted: list[str]
) -> None:
    found = said_of(number("— 1 —", odd), number("— 2 —", even))
    assert found == [f"format-page-number-side {words} section=1" for words in wanted]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("— 1 —", True),
        ("— —", True),
        ("—1—", False),
        ("1", False),
        ("—", False),
        ("— 1", False),
        ("1 —", False),
        ("1 — —", False),
        ("— — 1", False),
        ("- 1 -", False),
    ],
)
def test_a_number_stands_between_dashes(text: str, sound: bool) -> None:
    told = f"format-page-number-form found={text} wanted=— 1 — section=1"
    assert said_of(number(text, "right")) == ([] if sound else [told])


def test_the_dash_is_that_of_the_format() -> None:
    official = replace(FORMAT, page_number=PageNumberRule(dash="-"))
    told = "format-page-number-form found=— 2 — wanted=- 1 - section=1"
    assert said_of(number("- 1 -", "right"), official=official) == [told]


SIZE_15 = '<w:rPr><w:sz w:val="30"/></w:rPr>'


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (StyleRule(size=14), ["format-size found=15 wanted=14 section=1"]),
        (StyleRule(size=14.5), ["format-size found=15 wanted=14.5 section=1"] * 2),
        (StyleRule(size=15), ["format-size found=14 wanted=15 section=1"]),
        (StyleRule(), []),
        (None, []),
    ],
)
def test_a_number_has_the_size_of_its_style(rule: StyleRule | None, found: list[str]) -> None:
    official = replace(FORMAT, styles={"footer": rule} if rule else {})
    assert len(said_of(number("— 1 —", "right", more=SIZE_15), official=official)) == len(found)
    assert said_of(number("— 1 —", "right", more=SIZE_15), official=official)[:1] == found[:1]


def test_a_wrong_size_is_told_once_and_blanks_may_have_any() -> None:
    official = replace(FORMAT, styles={"footer": StyleRule(size=14)})
    blank = ODD.replace("</w:p>", f"<w:r>{SIZE_15}<w:t> </w:t></w:r></w:p>")
    assert said_of(blank, official=official) == []
    twice = number("— 1 —", "right", more=SIZE_15).replace(
        "</w:p>", f"<w:r>{SIZE_15}<w:t> —</w:t></w:r></w:p>"
    )
    assert said_of(twice, official=official) == ["format-size found=15 wanted=14 section=1"]
