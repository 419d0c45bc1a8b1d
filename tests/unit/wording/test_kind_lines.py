"""Many warnings are told by their kinds in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from docgen.checking.checks.blank_fields import NOT_FILLED
from docgen.checking.checks.numbering import NUMBERING
from docgen.checking.checks.punctuation import HALF_WIDTH
from docgen.checking.findings import FINDINGS
from docgen.diagnostics import Place, Problem, Severity, error, warning
from docgen.diagnostics.codes import CODES, LANGUAGES, Code, Language, import_all
from docgen.messages import phrases
from docgen.wording.kind_lines import kind_lines, kind_of

import_all("docgen")

PLACE = Place("content/2023/one/report.yaml", 3, 1)


def lines(codes: Iterable[Code], language: Language = "zh") -> list[str]:
    return list(kind_lines([warning(code, PLACE) for code in codes], language))


def test_the_most_frequent_kind_stands_first() -> None:
    codes = [NUMBERING] * 4 + [HALF_WIDTH] * 31
    assert lines(codes) == ["警告按种类：英文标点 31 处、编号 4 处"]
    assert lines(codes, "en") == ["warnings by kind: half-width punctuation 31, numbering 4"]


@pytest.mark.parametrize(("count", "told"), [(0, False), (9, False), (10, True), (11, True)])
def test_a_few_warnings_are_read_one_by_one(count: int, told: bool) -> None:
    assert bool(lines([HALF_WIDTH] * count)) is told


def test_errors_and_what_is_to_be_written_are_counted_elsewhere() -> None:
    others: list[Problem] = [error(HALF_WIDTH, PLACE)] * 20 + [warning(NOT_FILLED, PLACE)] * 20
    assert list(kind_lines(others, "zh")) == []


def test_the_official_format_is_one_kind() -> None:
    codes = [Code("format-margin")] * 6 + [Code("format-font")] * 6
    assert lines(codes) == ["警告按种类：公文格式 12 处"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_warning_of_a_check_has_a_kind(language: Language) -> None:
    texts = phrases(language)
    named = {name.removeprefix("kind-of-") for name in texts if name.startswith("kind-of-")}
    assert named - {"else", "format"} <= set(CODES)
    warnings = [code for code, found in FINDINGS.items() if found.severity is Severity.WARNING]
    unnamed = {code for code in warnings if not CODES[code].to_do and code not in named}
    assert unnamed == set()
    for code in named - {"else"}:
        assert bool(re.search("[\u4e00-\u9fff]", kind_of(code, language))) is (language == "zh")
