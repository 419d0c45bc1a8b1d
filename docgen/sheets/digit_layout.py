"""Digits in the places of a number format: ``#,##0.00``, ``0.00%``, ``##0.0E+0``, ``000-0000``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from docgen.sheets.date_format import chinese_digits
from docgen.sheets.format_code import FormatToken, Section

EXACT = Context(prec=2000, rounding=ROUND_HALF_UP)
"""Enough for any float under any code of 255 signs."""


_PLAIN = re.compile(r"[#,]*0(?:\.0+)?")
_PLACES, _TEXTS = ("digit", "point", "comma"), ("text", "blank", "percent", "slash")


class _Layout(NamedTuple):
    """Which tokens of a section stand for which digits.

    Attributes:
        ends: what is before and behind the number, if it is a plain one as under ``#,##0.00``,
            which Python writes in a tenth of the time; else ``None``.
        whole: the indices of the digits before the point.
        places: of those behind it.
        exponent: of those behind ``E+``.
        grouped: whether thousands are parted by commas.
        shift: the powers of ten that percents and commas at the end multiply the number by.
    """

    ends: tuple[str, str] | None
    whole: list[int]
    places: list[int]
    exponent: list[int]
    grouped: bool
    shift: int


@lru_cache(maxsize=1024)
def _layout(tokens: tuple[FormatToken, ...]) -> _Layout:
    kinds = [token.kind for token in tokens]
    end = kinds.index("exponent") if "exponent" in kinds else len(kinds)
    point = kinds.index("point") if "point" in kinds[:end] else end
    digits = [index for index, kind in enumerate(kinds) if kind == "digit"]
    commas = [index for index, kind in enumerate(kinds) if kind == "comma"]
    whole = [index for index in digits if index < point]
    places = [index for index in digits if point < index < end]
    first, last = (whole[0], whole[-1]) if whole else (end, end)
    behind = max((*whole, *places), default=end)
    return _Layout(
        _ends(tokens),
        whole,
        places,
        [index for index in digits if index > end],
        any(first < comma < last for comma in commas),
        2 * kinds.count("percent")
        - 3 * sum(last < comma < point or comma > behind for comma in commas),
    )


def _ends(tokens: tuple[FormatToken, ...]) -> tuple[str, str] | None:
    """The texts around a number with one place at least before the point, and fixed ones behind."""
    signs = "".join(token.text if token.kind in _PLACES else "\0" for token in tokens)
    if not _PLAIN.fullmatch(signs.strip("\0")):
        return None
    before, after = (len(signs) - len(part) for part in (signs.lstrip("\0"), signs.rstrip("\0")))
    shown = [token.text if token.kind in _TEXTS else "" for token in tokens]
    return "".join(shown[:before]), "".join(shown[len(shown) - after :])


def laid_out(section: Section, value: Decimal) -> tuple[str, str]:
    """The text of a number under a section with digits, and the number in it as digits."""
    tokens = section.tokens
    layout = _layout(tokens)
    scaled = value.scaleb(layout.shift, EXACT)
    if layout.ends is not None and not section.numerals:
        rounded, (before, after) = _rounded(scaled, layout), layout.ends
        return f"{before}{rounded:{',' if layout.grouped else ''}f}{after}", f"{rounded:f}"
    power = _power(scaled, layout) if layout.exponent else 0
    rounded = _rounded(scaled.scaleb(-power, EXACT), layout)
    whole, _, places = f"{rounded:f}".partition(".")
    pieces = {
        **_from_right(tokens, layout.whole, whole.lstrip("0"), grouped=layout.grouped),
        **_from_left(tokens, layout.places, places),
        **_from_right(tokens, layout.exponent, str(abs(power)).lstrip("0"), grouped=False),
    }
    shown = [_piece(token, pieces.get(index, ""), power) for index, token in enumerate(tokens)]
    text = chinese_digits("".join(shown), section.numerals)
    return text, _digits_shown(tokens, layout, shown, power)


def _power(value: Decimal, layout: _Layout) -> int:
    """The power of ten of scientific notation, a multiple of the digits before its point."""
    step = max(len(layout.whole), 1)
    power = value.adjusted() if value else 0
    power -= power % step
    if _rounded(value.scaleb(-power, EXACT), layout).adjusted() >= step:
        power += step
    return power


def _rounded(value: Decimal, layout: _Layout) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-len(layout.places)), context=EXACT)


_EMPTY = {"0": "0", "#": "", "?": " "}
"""What the places of a code show where the number has no digit."""


def _from_right(
    tokens: Sequence[FormatToken], places: list[int], digits: str, *, grouped: bool
) -> dict[int, str]:
    """The digits of a whole number by their places; the first place takes all that are left."""
    pieces = dict[int, str]()
    for position, index in enumerate(reversed(places)):
        is_first = index == places[0]
        taken = digits[-1 - position :: -1] if position < len(digits) else ""
        taken = taken if is_first else taken[:1]
        taken = taken or _EMPTY[tokens[index].text]
        signs = [
            f"{sign}," if grouped and (position + offset) % 3 == 0 and position + offset else sign
            for offset, sign in enumerate(taken)
        ]
        blank = [" " if sign == " ," else sign for sign in signs]
        pieces[index] = "".join(reversed(blank))
    return pieces


def _from_left(tokens: Sequence[FormatToken], places: list[int], digits: str) -> dict[int, str]:
    """The digits behind the point by their places; zeros at the end where a 0 asks for them."""
    needed = [number for number, index in enumerate(places, 1) if tokens[index].text == "0"]
    length = max(len(digits.rstrip("0")), *needed, 0)
    return {
        index: digits[number] if number < length else _EMPTY[tokens[index].text]
        for number, index in enumerate(places)
    }


def _piece(token: FormatToken, digits: str, power: int) -> str:
    if token.kind == "digit":
        return digits
    if token.kind == "exponent":
        return "E-" if power < 0 else "E+" if token.text.endswith("+") else "E"
    return "" if token.kind in ("comma", "typed") else token.text


def _digits_shown(
    tokens: Sequence[FormatToken], layout: _Layout, shown: Sequence[str], power: int
) -> str:
    r"""The number that is shown, ``1.2`` also where its point is a text: ``0\.0,``."""
    if not layout.whole and not layout.places:
        return ""
    first, last = min((*layout.whole, *layout.places)), max((*layout.whole, *layout.places))
    signs = (
        shown[index].replace(",", "").strip()
        for index in range(first, last + 1)
        if tokens[index].kind in ("digit", "point") or tokens[index].text == "."
    )
    digits = "".join(signs).rstrip(".")
    if digits.count(".") > 1:
        return ""
    if not any(map(str.isdigit, digits)):
        return "0"
    return f"{digits}E{power}" if power else digits
