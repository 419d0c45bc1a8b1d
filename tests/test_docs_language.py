"""What is made for an English page has Chinese in code alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.docs import Section, sections
from tests.docs.chinese_in_code import chinese_in_code

CODE = re.compile(r"^```.*?^```$|<code>.*?</code>|(`+)[^`]+\1", re.DOTALL | re.MULTILINE)
CHINESE = re.compile(r"[\u2e80-\u2fdf\u3000-\u300b\u300e-\u303f\u3400-\u9fff\uff00-\uffef]")
ENGLISH = [made for made in sections() if made.page.startswith("docs/en/")]


@pytest.mark.parametrize("made", ENGLISH, ids=lambda made: f"{made.page} {made.name}")
def test_each_section_of_an_english_page_has_chinese_in_code_alone(made: Section) -> None:
    plain = CODE.sub("", "\n".join(made.make()))
    assert [line for line in plain.splitlines() if CHINESE.search(line)] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the 版记 of a letter", "the `版记` of a letter"),
        ("“占66.8%” of 620.71", "`占66.8%` of 620.71"),
        ("write it behind 「数」", "write it behind `数`"),
        ("「{row}」 is blank", "「{row}」 is blank"),
        ("`![图片1](a.png)`, 「{name}」", "`![图片1](a.png)`, 「{name}」"),
        ("“98.9%%” twice", "“98.9%%” twice"),
    ],
)
def test_what_is_written_together_with_chinese_is_code(text: str, wanted: str) -> None:
    assert chinese_in_code(text) == wanted


WORDS = st.sampled_from(
    ["甲", "（乙）", "。", "a b", "{name}", "「", "」", "“", "”", "(", ",", " ", "3%"]
)


@given(st.lists(WORDS).map("".join))
def test_no_chinese_is_left_and_nothing_changes_twice(text: str) -> None:
    coded = chinese_in_code(text)
    assert not CHINESE.search(CODE.sub("", coded))
    assert chinese_in_code(coded) == coded
