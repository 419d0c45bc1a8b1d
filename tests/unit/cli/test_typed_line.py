"""Commands as they are typed, and as they are meant."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.cli.typed_line import as_meant, language_of, line_of

WORDS = st.lists(
    st.text(st.sampled_from("ab-—–－“”‘’'\"=＝ 　ｕ甲县中1.docx/_"), min_size=1), max_size=5
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["render", "2023", "—unit", "甲"], ["render", "2023", "--unit", "甲"]),
        (["render", "2023", "–-unit", "甲"], ["render", "2023", "--unit", "甲"]),
        (["render", "2023", "－－unit", "甲"], ["render", "2023", "--unit", "甲"]),
        (["render", "2023", "-–unit=甲"], ["render", "2023", "--unit=甲"]),
        (["render", "2023", "－－ｕｎｉｔ＝甲"], ["render", "2023", "--unit=甲"]),
        (["render", "2023", "−−No_PDF"], ["render", "2023", "--no-pdf"]),
        (["render", "2023", "-unit", "甲"], ["render", "2023", "--unit", "甲"]),
        (["render", "2023", "---draft"], ["render", "2023", "--draft"]),
        (["–h"], ["-h"]),
        (["--h"], ["-h"]),
        (["render", "“2023”"], ["render", "2023"]),
        (["render", "”2023”"], ["render", "2023"]),
        (["render", "‘2023’"], ["render", "2023"]),
        (["render", "--unit", "“县", "一中”"], ["render", "--unit", "县 一中"]),
        (["render", "--unit=“县", "第", "一中”", "2023"], ["render", "--unit=县 第 一中", "2023"]),
        (["render", "--unit", "'县", "一中'"], ["render", "--unit", "县 一中"]),
        (["render\u30002023\u3000--draft"], ["render", "2023", "--draft"]),
        (["render", "2023\u3000—draft"], ["render", "2023", "--draft"]),
        (["render", "--unit\u3000县\u3000一中"], ["render", "--unit", "县\u3000一中"]),
        (["docgen", "check", "2023"], ["check", "2023"]),
        (["docgen.exe", "docgen", "check"], ["check"]),
        (["help"], ["--help"]),
        (["help", "check"], ["check", "--help"]),
        (["帮助", "template", "new"], ["template", "new", "--help"]),
        (["/?"], ["--help"]),
        (["？"], ["--help"]),
    ],
)
def test_what_word_and_keyboards_change_is_understood(typed: list[str], meant: list[str]) -> None:
    assert as_meant(typed) == meant


@pytest.mark.parametrize(
    "words",
    [
        [],
        [""],
        ["check", "2023", "--unit", "县\u3000一中"],
        ["check", "2023", "--unit=县 一中"],
        ["pdf", "“报告”终稿.docx"],
        ["pdf", "“报告.docx"],
        ["pdf", "甲’.docx"],
        ["pdf", "--", "-5"],
        ["diff", "-5"],
        ["diff", "—甲.docx"],
        ["new", "2024", "--unit", "help"],
        ["render", "2023", "--scheduler", "tcp://10.0.0.1:8786"],
        ["check", "2023", "--out=a=b"],
    ],
)
def test_what_is_sound_stays(words: list[str]) -> None:
    assert as_meant(words) == words


@given(WORDS)
def test_what_is_meant_is_meant_again(words: list[str]) -> None:
    meant = as_meant(words)
    if not any(sign in word for word in meant for sign in "“”‘’'\"　"):
        assert as_meant(meant) == meant


@given(WORDS)
def test_a_shell_reads_the_line_as_these_words(words: list[str]) -> None:
    assert shlex.split(line_of(words)) == ["docgen", *words]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["--lang", "zh", "check"], "zh"),
        (["check", "2023", "--lang=en"], "en"),
        (["check", "--lang"], "zh"),
        (["--lang", "en", "check", "--lang", "zh"], "zh"),
        (["--lang", "zh", "check", "--lang=en"], "en"),
        (["--lang", "fr"], "zh"),
        (["check", "en"], "zh"),
        ([], "zh"),
    ],
)
def test_the_language_is_known_before_anything_else(
    monkeypatch: pytest.MonkeyPatch, words: list[str], language: str
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language_of(words) == language
