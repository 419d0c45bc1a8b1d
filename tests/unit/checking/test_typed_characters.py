"""Signs of Excel and Word, and those that people put together, are told with what is meant."""

from __future__ import annotations

import pytest

from docgen.checking.checks.brackets import unpaired
from docgen.checking.checks.left_overs import placeholders
from docgen.checking.checks.punctuation import repeated
from docgen.checking.checks.typed_characters import (
    comparisons,
    exponents,
    full_width,
    lookalikes,
    quoted_wholes,
)
from docgen.content.fixed_text import FixedText
from tests.unit.checking.units import checked

CHECKS = (
    comparisons,
    exponents,
    full_width,
    lookalikes,
    placeholders,
    quoted_wholes,
    repeated,
    unpaired,
)


def mended(value: str) -> tuple[list[str], str]:
    """The codes of what is told of a value, and the value with the fixes."""
    text = f"名称: 中心\n说明: {value}\n"
    unit = checked(text)
    found = [problem for check in CHECKS for problem in unit.found_by(check)]
    fixes = [problem.fix for problem in found if problem.fix]
    typed = FixedText(text, fixes).text
    return [str(problem.code) for problem in found], typed.split("说明: ")[1].rstrip("\n")


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("comparison", "完成率>=98%", "完成率≥98%"),
        ("comparison", "支出＜＝5万元", "支出≤5万元"),
        ("comparison", "不少于=>3次", "不少于≥3次"),
        ("full-width", "完成率98％", "完成率98%"),
        ("full-width", "９８％", "98%"),
        ("full-width", "电话０７３１－８３６１", "电话0731-8361"),
        ("exponent", "学生1.65E+03人", "学生1650人"),
        ("lookalike", "电话0000‑0000", "电话0000-0000"),
        ("placeholder", "金额####", "金额####"),
        ("placeholder", "比率#DIV/0!", "比率#DIV/0!"),
        ("quoted-whole", "‘97%’", "97%"),
        ("repeated", "培训132人次人次。", "培训132人次。"),
        ("repeated", "班级36个个，", "班级36个，"),
        ("unpaired", "检查（#1、#2教学楼，全部合格", "检查（#1、#2教学楼），全部合格"),
    ],
)
def test_what_is_told_is_mended(code: str, typed: str, meant: str) -> None:
    codes, text = mended(typed)
    assert code in codes
    assert text == meant


@pytest.mark.parametrize(
    "sound",
    [
        "完成率≥98%",
        "型号5E-12A",
        "第3E座",
        "36个个人",
        "每次次数",
        "说‘好’的人",
        "5—10次",
        "C#语言",
    ],
)
def test_what_is_sound_is_not_told(sound: str) -> None:
    assert mended(sound) == ([], sound)
