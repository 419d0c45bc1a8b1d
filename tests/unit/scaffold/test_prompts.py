"""Limits of length in labels and prompts."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.prompts import asks_for_prose, longest_text, prompt_schema


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("个人总结（800字以内）", 800),
        ("（限 300 字）", 300),
        ("不超过1000字", 1000),
        ("控制在500字左右", 500),
        ("字数不得超过2000个汉字", 2000),
        ("300—500字以内", 0),
        ("不少于500字", 0),
        ("五个方面", 0),
        ("列出3—5条，每条不超过150字", 0),
        ("每一项限80字", 0),
        ("分三点写，每点不超过100字，全文不超过500字", 500),
        ("", 0),
    ],
)
def test_the_most_characters(text: str, longest: int) -> None:
    assert longest_text(text) == longest
    assert asks_for_prose(text) == (longest >= 200)


def test_a_short_limit_asks_for_no_paragraphs() -> None:
    assert (longest_text("（50字以内）"), asks_for_prose("（50字以内）")) == (50, False)


def test_a_prompt_goes_before_the_limit_of_a_label() -> None:
    assert prompt_schema("", "总结（800字以内）") == {"maxLength": 800}
    assert prompt_schema("（写\n两点）", "") == {"description": "写 两点"}
    assert prompt_schema("限60字", "总结（800字以内）") == {
        "description": "限60字",
        "maxLength": 60,
    }
    assert prompt_schema("", "") == {}
    assert prompt_schema("××厅", "") == {}
    assert prompt_schema("………", "") == {}
    assert prompt_schema("写明来源（含自筹）", "") == {"description": "写明来源（含自筹）"}
