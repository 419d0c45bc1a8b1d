"""The last section moves into the last paragraph, and back."""

from __future__ import annotations

import pytest

from docgen.word.sections import close_last_section, reopen_last_section
from tests.unit.word.elements import element, paragraph, shown

SECTION = "<w:sectPr/>"
SMALL = (
    '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
)
ENDED = f"<w:p><w:pPr>{SMALL}{SECTION}</w:pPr></w:p>"
TABLE = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


def closed(inner: str) -> str:
    body = element(f"<w:body>{inner}</w:body>")
    close_last_section(body)
    return shown(body).removeprefix("<w:body>").removesuffix("</w:body>")


def reopened(inner: str) -> str:
    body = element(f"<w:body>{inner}</w:body>")
    reopen_last_section(body)
    return shown(body).replace("<w:body/>", "").removeprefix("<w:body>").removesuffix("</w:body>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:p/>", f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"),
        (paragraph("甲"), paragraph("甲", SECTION)),
        (
            paragraph("甲", "<w:jc/><w:rPr/>"),
            paragraph("甲", f"<w:jc/><w:rPr/>{SECTION}"),
        ),
        (
            paragraph("甲", "<w:jc/><w:pPrChange/>"),
            paragraph("甲", f"<w:jc/>{SECTION}<w:pPrChange/>"),
        ),
        ("", ENDED),
        (TABLE, TABLE + ENDED),
        (paragraph("甲", "<w:sectPr/>"), paragraph("甲", "<w:sectPr/>") + ENDED),
    ],
)
def test_the_section_ends_with_the_last_paragraph(before: str, after: str) -> None:
    assert closed(before + SECTION) == after


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["{%p endfor %}"], False),
        (["{{p 正文 }}"], False),
        (["{#p x #}"], False),
        (["甲{%- if x %}"], False),
        (["{{ 甲 }}"], True),
        (["{%pendfor %}"], True),
        (["{% if x -%} ", "甲"], False),
        (["{% if x -%}", "", "甲"], False),  # an empty paragraph does not stop it
        (["{% if x -%}", "乙", "甲"], True),
        (["{% if x %}", "甲"], True),
        (["乙", "{% if x -%}"], True),
    ],
)
def test_a_paragraph_that_a_tag_takes_away_cannot_end_it(texts: list[str], kept: bool) -> None:
    body = "".join(map(paragraph, texts))
    assert closed(body + SECTION).endswith(ENDED) is not kept


def test_without_a_section_nothing_moves() -> None:
    assert closed(paragraph("甲")) == paragraph("甲")
    assert reopened(paragraph("甲")) == paragraph("甲")
    assert reopened(paragraph("甲", "<w:jc/>")) == paragraph("甲", "<w:jc/>")
    assert reopened("") == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (paragraph("甲", f"<w:jc/>{SECTION}"), paragraph("甲", "<w:jc/>") + SECTION),
        (paragraph("甲") + ENDED, paragraph("甲") + SECTION),
        (TABLE + ENDED, TABLE + ENDED.replace(SECTION, "") + SECTION),
        (ENDED, ENDED.replace(SECTION, "") + SECTION),
        (
            paragraph("甲") + paragraph("乙", SMALL + SECTION),
            paragraph("甲") + paragraph("乙", SMALL) + SECTION,
        ),
        (
            paragraph("甲") + ENDED.replace("20", "21"),
            paragraph("甲") + ENDED.replace("20", "21").replace(SECTION, "") + SECTION,
        ),
        (
            paragraph("甲") + f"<w:p><w:pPr><w:jc/>{SECTION}</w:pPr></w:p>",
            paragraph("甲") + "<w:p><w:pPr><w:jc/></w:pPr></w:p>" + SECTION,
        ),
    ],
)
def test_the_section_is_the_bodys_again(before: str, after: str) -> None:
    assert reopened(before) == after
