"""Lists of names as messages have them, each language with its own comma."""

from __future__ import annotations

import pytest

from docgen.diagnostics import Place, error
from docgen.diagnostics.bilingual import listed_names
from docgen.project import UNKNOWN_PACK


@pytest.mark.parametrize(
    ("number", "zh", "en"), [(30, "", ""), (31, "…（31）", " … (31)")], ids=["all", "too many"]
)
def test_the_first_of_many_names_are_listed(number: int, zh: str, en: str) -> None:
    told = listed_names(["甲"] * number)
    assert told == ("、".join(["甲"] * 30) + zh, ", ".join(["甲"] * 30) + en)


def test_a_list_without_names_says_so() -> None:
    assert listed_names([]) == ("—", "—")
    assert not listed_names([], "")


def test_a_problem_keeps_what_it_lists_in_both_languages() -> None:
    found = error(UNKNOWN_PACK, Place(""), pack="丙", known=listed_names(["甲", "乙"]))
    assert found.words == {"pack": "丙", "known_zh": "甲、乙", "known_en": "甲, 乙"}
