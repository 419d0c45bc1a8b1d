"""How figures, words and names come to be wrong in reports."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from tests.truth.formulas import value_of

_DIGITS = re.compile(r"\d")
_NUMERALS = "一二三四五六七八九十"
_TURNED = {
    "增长": "下降",
    "增加": "减少",
    "提高": "降低",
    "上升": "下降",
    "提升": "下降",
    "下降": "增长",
    "减少": "增加",
    "缩短": "延长",
}
_UNITS = {"万元": ("元", "亿元"), "亿元": ("万元",), "元": ("万元",)}
_SAME_SOUND = dict(
    zip(
        "局县区中管理民河湖校学农业项目工程服务卫生安水利政财镇站资化设院馆健监",
        "菊现曲终馆里明何胡效校浓叶向木公成付物为升按税力证材阵战姿花社园管建检",
        strict=True,
    )
)


def misprints(printed: str, neighbours: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A digit changed, two swapped, one lost, a neighbour's figure, the decimal point moved."""
    bare, sign = printed.replace(",", "").removesuffix("%"), "%" if printed.endswith("%") else ""
    ways = (_changed(bare), _swapped(bare), _lost(bare), _moved(bare))
    own = tuple(
        tuple(_dressed(text, printed) + sign for text in way if _is_sound(text)) for way in ways
    )
    alike = tuple(text for text in neighbours if _is_alike(text, printed))
    return tuple(tuple(text for text in way if text != printed) for way in (*own, alike))


def turned(word: str) -> tuple[str, ...]:
    """The opposite of a word of direction."""
    return (_TURNED[word],) if word in _TURNED else ()


def other_units(unit: str) -> tuple[str, ...]:
    """The units that are typed for a unit of money."""
    return _UNITS[unit]


def miscounted(count: str) -> tuple[str, ...]:
    """One more and one less, in the same numerals; nothing becomes less than one."""
    if count.isdecimal():
        return tuple(str(number) for number in (int(count) - 1, int(count) + 1) if number)
    position = _NUMERALS.index("二" if count == "两" else count)
    return tuple(_NUMERALS[max(0, position - 1) : position] + _NUMERALS[position + 1])


def one_sign_off(name: str) -> tuple[tuple[str, ...], ...]:
    """A name with a sign lost, two swapped, or one typed as another of the same sound."""
    inner = range(1, len(name) - 1)
    lost = (name[:at] + name[at + 1 :] for at in inner if name[at] != name[at + 1])
    swapped = (
        name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        for at in inner
        if name[at] != name[at + 1]
    )
    other = (
        name[:at] + _SAME_SOUND[name[at]] + name[at + 1 :]
        for at in inner
        if name[at] in _SAME_SOUND
    )
    return tuple(lost), tuple(swapped), tuple(other)


def _changed(bare: str) -> tuple[str, ...]:
    return tuple(
        bare[: digit.start()] + new + bare[digit.end() :]
        for digit in _DIGITS.finditer(bare)
        for new in "0123456789"
    )


def _swapped(bare: str) -> tuple[str, ...]:
    found = []
    digits = [digit.start() for digit in _DIGITS.finditer(bare)]
    for left, right in pairwise(digits):
        signs = list(bare)
        signs[left], signs[right] = signs[right], signs[left]
        found.append("".join(signs))
    return tuple(found)


def _lost(bare: str) -> tuple[str, ...]:
    if len(bare.replace(".", "")) < 3:  # hardly anybody loses one of two
        return ()
    return tuple(bare[: digit.start()] + bare[digit.end() :] for digit in _DIGITS.finditer(bare))


def _moved(bare: str) -> tuple[str, ...]:
    whole, _, decimals = bare.partition(".")
    right = f"{whole}{decimals[:1]}.{decimals[1:]}".removesuffix(".")
    left = f"{whole[:-1]}.{whole[-1:]}{decimals}"
    return (right, left) if decimals else ()


def _is_alike(neighbour: str, printed: str) -> bool:
    """Whether a figure looks as if it could stand in the place of another; a year does not."""
    same_form = all((sign in neighbour) == (sign in printed) for sign in ".%")
    ratio = value_of(neighbour) / value_of(printed) if value_of(printed) else 0
    is_year = re.fullmatch(r"20[0-3]\d", neighbour) is not None
    return same_form and not is_year and Decimal("0.1") < ratio < 10


def _is_sound(text: str) -> bool:
    """Whether it is a number as somebody types one."""
    return re.fullmatch(r"(?:0|[1-9]\d*)(?:\.\d+)?", text) is not None


def _dressed(text: str, printed: str) -> str:
    """The number with the commas that the printed one has."""
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}" if "," in printed else text
