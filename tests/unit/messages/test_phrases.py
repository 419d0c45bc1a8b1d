"""The sentences of each language."""

from __future__ import annotations

import re
import string

import pytest

from docgen.diagnostics.codes import CODES, import_all
from docgen.messages import Phrase, phrases

import_all("docgen")


def test_each_language_has_its_phrases_read_once() -> None:
    chinese, english = phrases("zh"), phrases("en")
    assert set(chinese) == set(english)
    assert all(isinstance(text, str) and text for text in (*chinese.values(), *english.values()))
    assert chinese != english
    assert phrases("zh") is chinese


CHINESE = {
    **phrases("zh"),
    **{
        f"{code} {number}": Phrase(text, "zh")
        for code, entry in CODES.items()
        for number, text in enumerate(entry.texts["zh"])
    },
}
"""Every sentence in Chinese, those of problems included."""
TOUCHING = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]")
DATE = re.compile(r"\d{4}年\d+月\d+日")
"""As official documents write it, without blanks."""


def filled(phrase: Phrase, value: object) -> str:
    names = {name for _, name, _, _ in string.Formatter().parse(phrase) if name}
    return phrase.format(**dict.fromkeys(names, value))


@pytest.mark.parametrize("value", ["甲", "Word", 3, "3 份 PDF"])
def test_a_blank_parts_chinese_characters_from_latin_letters_and_figures(value: object) -> None:
    sentences = {name: DATE.sub("", filled(phrase, value)) for name, phrase in CHINESE.items()}
    assert {name: said for name, said in sentences.items() if TOUCHING.search(said)} == {}


@pytest.mark.parametrize(
    ("phrase", "value", "said"),
    [
        ("而是{holds}", "PDF", "而是 PDF"),
        ("而是{holds}", "网页", "而是网页"),
        ("{holds}，不是{holds}的", "PDF", "PDF，不是 PDF 的"),
        ("是 {holds} 的", "PDF", "是 PDF 的"),
        ("是 {holds} 的", "网页", "是 网页 的"),
        ("是{holds}{holds}的", "", "是的"),
        ("是「{holds}」", "PDF", "是「PDF」"),
        ("是{holds:a #|b #}", 2, "是 a 2"),
        ("是{holds}", "甲a甲", "是甲a甲"),
    ],
)
def test_a_blank_is_added_where_a_word_is_filled_in_and_nowhere_else(
    phrase: str, value: object, said: str
) -> None:
    assert Phrase(phrase, "zh").format(holds=value) == said


def test_no_blank_is_added_in_english() -> None:
    assert Phrase("「甲{holds}」", "en").format(holds="PDF") == "「甲PDF」"


def test_sentences_are_joined_by_commas_and_places_by_blanks_in_chinese() -> None:
    assert [phrases("zh")[name] for name in ("comma", "at-and")] == ["，", " "]
    assert [phrases("en")[name] for name in ("comma", "at-and")] == [", ", ", "]
