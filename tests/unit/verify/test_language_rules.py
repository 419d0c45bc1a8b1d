"""The language of a finished file, as its format has it: by default, and of each text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from docx.document import Document

from docgen.pdf.document_language import document_language
from docgen.verify.language_rules import language_deviations, pdf_language_deviations
from docgen.verify.official_format import OfficialFormat
from docgen.word.language import LANG, declare
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w
from tests.unit.verify.formats import FORMAT, OUT, paragraph, said, walked, word_file

CHINESE, ENGLISH = (replace(FORMAT, language=language) for language in ("zh-CN", "en-GB"))
JAPANESE_RUN = '<w:p><w:r><w:rPr><w:lang w:eastAsia="ja-JP"/></w:rPr><w:t>粘贴</w:t></w:r></w:p>'
DUTCH_FIGURE = '<w:p><w:r><w:rPr><w:lang w:val="nl-NL"/></w:rPr><w:t>431.64</w:t></w:r></w:p>'


def found(official: OfficialFormat, document: Document) -> list[str]:
    passages = walked(document)
    return said(language_deviations(official, Cascade(document), passages, OUT))


def document(*blocks: str, default: str = "zh-CN") -> Document:
    made = word_file(*blocks)
    declare(made.styles.element, default)
    return made


def test_text_in_the_language_of_the_format_passes() -> None:
    assert found(CHINESE, document(paragraph("正文 text"), DUTCH_FIGURE)) == []
    assert found(ENGLISH, document(paragraph("A text"), JAPANESE_RUN, default="en-GB")) == []
    assert found(ENGLISH, document(paragraph("A text"), default="EN-gb")) == []


def test_what_a_chinese_word_says_of_letters_is_no_deviation() -> None:
    made = document(paragraph("正文 text 1"))
    next(made.styles.element.iter(LANG)).set(w("val"), "en-US")
    assert found(CHINESE, made) == []


def test_the_default_is_told_once_and_where_it_is_used() -> None:
    blocks = (paragraph("正文"), paragraph("又一段"))
    expected = ["format-language found=en-US wanted=zh-CN"]
    assert found(CHINESE, document(*blocks, default="en-US")) == expected
    assert found(CHINESE, document(paragraph("431.64"), default="en-US")) == []
    assert found(ENGLISH, document(paragraph("text"), default="zh-CN")) == [
        "format-language found=zh-CN wanted=en-GB"
    ]


def test_no_language_at_all_is_told() -> None:
    made = document(paragraph("正文"))
    for lang in list(made.styles.element.iter(LANG)):
        lang.getparent().remove(lang)
    assert found(CHINESE, made) == ["format-language found=— wanted=zh-CN"]


def test_a_text_in_another_language_is_told_at_its_place() -> None:
    expected = "format-language found=ja-JP wanted=zh-CN words=粘贴"
    assert found(CHINESE, document(paragraph("正文"), JAPANESE_RUN)) == [expected]
    assert found(CHINESE, document(paragraph("正文"), JAPANESE_RUN, default="en-US")) == [
        "format-language found=en-US wanted=zh-CN",
        expected,
    ]


def test_a_format_without_a_language_asks_for_none() -> None:
    assert found(FORMAT, document(JAPANESE_RUN, default="en-US")) == []
    assert list(pdf_language_deviations(FORMAT, "fr-FR", OUT)) == []


def blank_pdf(folder: Path, language: str) -> Path:
    path = folder / "out.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if language:
            pdf.Root.Lang = pikepdf.String(language)
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-CN", []),
        ("ZH-cn", []),
        ("en-US", ["format-language found=en-US wanted=zh-CN"]),
        ("zh-TW", ["format-language found=zh-TW wanted=zh-CN"]),
        ("", ["format-language found=— wanted=zh-CN"]),
    ],
)
def test_the_language_of_a_pdf_is_measured(
    tmp_path: Path, language: str, expected: list[str]
) -> None:
    found_in_it = document_language(blank_pdf(tmp_path, language))
    assert found_in_it == language
    assert said(pdf_language_deviations(CHINESE, found_in_it, OUT)) == expected
