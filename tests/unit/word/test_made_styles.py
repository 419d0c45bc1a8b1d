"""Styles that are made where a template has none; those that it has stay as they are."""

from __future__ import annotations

import docx
import pytest
from docx.document import Document

from docgen.word.made_styles import MADE_STYLES, make_styles
from docgen.word.style_cascade import Cascade
from tests.support import blank_part


def look(document: Document, name: str) -> tuple[object, ...]:
    cascade = Cascade(document)
    paragraph = document.add_paragraph("字Aa", style=document.styles[name].name)
    text, own = (
        cascade.format_of(paragraph._p).text_look(paragraph.runs[0]._r),
        cascade.format_of(paragraph._p).look,
    )
    return text.font, text.latin, text.size, own.align, own.spacing, own.indent + own.left


def test_each_style_has_the_look_that_is_said() -> None:
    document = blank_part()
    make_styles(document.styles.element, {})
    for name, made in MADE_STYLES.items():
        wanted = (made.font, made.latin, made.size, made.align, made.line, 0)
        assert look(document, name) == wanted


def test_a_style_that_is_there_stays() -> None:
    document = docx.Document()
    before = look(document, "Caption")
    make_styles(document.styles.element, {"caption": {"size": "30"}})
    assert look(document, "Caption") == before
    names = [style.name for style in document.styles]
    assert names.count("Caption") == 1
    assert names.count("Table Grid") == 1


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ({"size": "14"}, ("黑体", "Times New Roman", 14.0, "center", 21.0, 0)),
        ({"size": "10.5"}, ("黑体", "Times New Roman", 10.5, "center", 18.0, 0)),
        ({"font": "楷体", "align": "left"}, ("楷体", "Times New Roman", 12.0, "left", 18.0, 0)),
        ({"latin": "黑体", "spacing": "24"}, ("黑体", "黑体", 12.0, "center", 24.0, 0)),
        ({"indent": "2"}, ("黑体", "Times New Roman", 12.0, "center", 18.0, 24)),
        ({"size": ""}, ("黑体", "Times New Roman", 12.0, "center", 18.0, 0)),
    ],
)
def test_what_the_format_requires_is_made(rule: dict[str, str], wanted: tuple[object, ...]) -> None:
    document = blank_part()
    make_styles(document.styles.element, {"caption": rule})
    assert look(document, "Caption") == wanted


def test_an_id_that_is_taken_is_not_used_again() -> None:
    document = blank_part()
    document.styles["Cover Text"].element.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "Caption"
    )
    make_styles(document.styles.element, {})
    ids = [style.style_id for style in document.styles]
    assert len(ids) == len(set(ids))
