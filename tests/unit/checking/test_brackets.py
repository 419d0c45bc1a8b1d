"""What closes what: signs of another kind, numbers of items, and titles of several lines."""

from __future__ import annotations

import pytest

from docgen.checking.checks.brackets import unpaired
from docgen.content.fixed_text import FixedText
from tests.unit.checking.units import field, markdown, marked, said


@pytest.mark.parametrize(
    ("text", "opening", "closing", "mended"),
    [
        ("《办法▸〉已经印发。", "《", "〉", "《办法》已经印发。"),
        ("（含上级补助▸】到位。", "（", "】", "（含上级补助）到位。"),
        ("湘财预〔2023▸】5号", "〔", "】", "湘财预〔2023〕5号"),
        ("“三农▸》工作", "“", "》", "“三农”工作"),
        ("（甲）和（乙▸】和（丙）", "（", "】", "（甲）和（乙）和（丙）"),
    ],
)
def test_a_closing_sign_of_another_kind_is_one_error(
    text: str, opening: str, closing: str, mended: str
) -> None:
    plain, (place,) = marked(text)
    (problem,) = unpaired(field(plain))
    wanted = mended[len(plain[: plain.index(closing)])]
    words = f"opening={opening}; text={closing}; wanted={wanted}"
    assert said([problem]) == [f"{place} error closed-otherwise; {words}"]
    assert problem.fix is not None
    assert FixedText(plain, [problem.fix]).text == mended


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("”三农”工作", "“三农”工作"),
        ("“三农“工作", "“三农”工作"),
        ("“《办法”印发", "“《办法》”印发"),
    ],
)
def test_a_half_that_is_missing_is_put_where_it_must_stand(text: str, mended: str) -> None:
    (problem,) = unpaired(field(text))
    assert problem.fix is not None
    assert FixedText(text, [problem.fix]).text == mended


@pytest.mark.parametrize(
    "text",
    [
        "分两步1）摸底2）整改",
        "主要是a）摸底；b）整改",
        "（流程：1）申报；2）初核）",
        "《甲〈乙〉丙》「丁『戊』」［己］",
        "《档案管理办法》（洛农发(2022)41号）",
        "按《办法》（洛农发(2022)41号、洛财发(2021)7号）执行",
    ],
)
def test_these_are_in_order(text: str) -> None:
    assert said(unpaired(field(text))) == []


def test_a_number_alone_before_a_bracket_opens_nothing() -> None:
    assert len(said(unpaired(field("分两步1）摸底。")))) == 1


def test_a_title_may_be_of_two_lines_and_a_sentence_not() -> None:
    assert said(unpaired(markdown("关于《湘川市财政资金\n\n管理办法》的说明"))) == []
    assert len(said(unpaired(markdown("关于《湘川市财政资金。\n\n管理办法》的说明")))) == 2


def test_a_full_bracket_around_half_ones_needs_its_own_half() -> None:
    [problem] = unpaired(field("按《办法》（洛农发(2022)41号执行"))
    assert (problem.words["text"], problem.words["wanted"]) == ("（", "）")
