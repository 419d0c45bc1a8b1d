"""What a number shows under a number format, as Excel shows it in a wide column.

Excel rounds half up, and knows 15 digits of a number: 1.005 under ``0.00`` is 1.01, and
28.499999999999996 under ``0`` is 29.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from docgen.sheets.date_format import chinese_digits, shown_date
from docgen.sheets.format_code import FormatToken, Section, sections_of

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=800, rounding=ROUND_HALF_UP)
"""Enough for the largest and for the smallest float."""

_DATE, _CHINESE_MONTH, _CHINESE_DATE = "yyyy/m/d", 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"'
_MONTH_DAY, _NOON = 'm"月"d"日"', "上午/下午"
_TIME, _TIME_SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_ACCOUNTING = (
    '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
)
BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        **dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00"))),
        **dict(
            enumerate(
                (
                    '"¥"#,##0;"¥"-#,##0',
                    '"¥"#,##0;[Red]"¥"-#,##0',
                    '"¥"#,##0.00;"¥"-#,##0.00',
                    '"¥"#,##0.00;[Red]"¥"-#,##0.00',
                    *("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"),
                    *(_DATE, "d-mmm-yy", "d-mmm", "mmm-yy", "h:mm AM/PM", "h:mm:ss AM/PM"),
                    *("h:mm", "h:mm:ss", f"{_DATE} h:mm"),
                ),
                5,
            )
        ),
        **dict(
            enumerate(
                (
                    *(_CHINESE_MONTH, _MONTH_DAY, _MONTH_DAY, "m/d/yy", _CHINESE_DATE),
                    *(_TIME, _TIME_SECONDS, f"{_NOON}{_TIME}", f"{_NOON}{_TIME_SECONDS}"),
                    *(_CHINESE_MONTH, "#,##0;-#,##0", "#,##0;[Red]-#,##0"),
                    *("#,##0.00;-#,##0.00", "#,##0.00;[Red]-#,##0.00", *_ACCOUNTING),
                    *("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@"),
                    *(_CHINESE_MONTH, _MONTH_DAY, _CHINESE_MONTH, _MONTH_DAY, _MONTH_DAY),
                    *(f"{_NOON}{_TIME}", f"{_NOON}{_TIME_SECONDS}", _CHINESE_MONTH, _MONTH_DAY),
                ),
                27,
            )
        ),
    }
)
"""The formats that files name by number only, as a Chinese Excel shows them (18.8.30)."""


class ShownNumber(NamedTuple):
    """What a number shows.

    Attributes:
        text: the text, without blanks at its ends, which only align.
        number: the exact decimal in it, of a percentage the one before the sign; 0 where a zero
            shows ``-``; ``None`` if it is a date, a fraction, or shows words only.
        is_date: whether it is a date or a time.
    """

    text: str
    number: Decimal | None
    is_date: bool = False


def shown_number(value: float, code: str, *, from_1904: bool = False) -> ShownNumber | None:
    """What ``value`` shows under ``code``; ``None`` if it shows ####: a date before 1900."""
    exact = _FIFTEEN.create_decimal(repr(value))
    section, signed = _chosen(sections_of(code), exact)
    if section.is_date:
        text = shown_date(value, section, from_1904=from_1904)
        return None if text is None else ShownNumber(text.strip(), None, is_date=True)
    magnitude = exact if signed else abs(exact)
    if section.has("general") or not code:
        return _general_shown(magnitude, section)
    if section.has("slash") and section.has("digit") and not section.has("point"):
        return ShownNumber(_with_sign(_fraction(abs(exact), section), magnitude), None)
    text, digits = _laid_out(section, abs(exact))
    number = Decimal(digits).copy_sign(exact) if digits else None
    number = Decimal(0) if number is None and not exact else number
    return ShownNumber(_with_sign(text, magnitude), number)


def shown_text(text: str, code: str) -> str:
    """What a text shows under ``code``: itself, where its section has ``@`` within words."""
    sections = sections_of(code)
    section = sections[3] if len(sections) == 4 else sections[-1]
    if not section.has("typed"):
        return text if len(sections) < 4 else _words(section)
    shown = (text if token.kind == "typed" else token.text for token in section.tokens)
    return text if len(section.tokens) == 1 else "".join(shown).strip()


def _words(section: Section) -> str:
    return "".join(
        token.text for token in section.tokens if token.kind in ("text", "blank")
    ).strip()


def _chosen(sections: Sequence[Section], value: Decimal) -> tuple[Section, bool]:
    """The section for a value, and whether a minus is to be shown: sections for negatives have it.

    Without conditions the sections are those for positives, negatives, zeros and texts.
    """
    numeric = sections[:3]
    if len(numeric) == 2 and numeric[1].tokens == (FormatToken("typed", "@"),):
        numeric = numeric[:1]
    if any(section.compares for section in numeric):
        return _chosen_by_condition(numeric, value)
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def _chosen_by_condition(sections: Sequence[Section], value: Decimal) -> tuple[Section, bool]:
    for section in sections:
        is_default = section.compares is None and section is not sections[-1]
        if section.fits(value) or (is_default and _is_rest(section, sections, value)):
            return section, not _only_negatives(section)
    last = sections[-1]
    first = sections[0]
    is_second = len(sections) == 2 and first.limit == 0 and first.fits(Decimal(1))
    return last, not (is_second and not first.fits(Decimal(-1)))


def _is_rest(section: Section, sections: Sequence[Section], value: Decimal) -> bool:
    """Whether a section without a condition is for the value: the first positives, then others."""
    return value > 0 if section is sections[0] else value < 0


def _only_negatives(section: Section) -> bool:
    if section.compares is None:
        return False
    return section.limit <= 0 and section.fits(section.limit - 1) and not section.fits(Decimal(1))


def _with_sign(text: str, magnitude: Decimal) -> str:
    return f"-{text.strip()}" if magnitude.is_signed() and magnitude else text.strip()


def _general_shown(value: Decimal, section: Section) -> ShownNumber:
    shown = general(abs(value))
    text = chinese_number(shown, section.numerals) if section.numerals else shown
    whole = "".join(
        text if token.kind == "general" else token.text
        for token in section.tokens
        if token.kind in ("general", "text", "blank")
    )
    number = _EXACT.create_decimal(shown).copy_sign(value)
    return ShownNumber(_with_sign(whole or ("" if section.tokens else text), value), number)


def general(value: Decimal) -> str:
    """A number that is not negative under General: 11 signs at most, beyond that ``1.23457E+11``.

    Of a number below 1 nine places are shown, of others ten digits.
    """
    if not value:
        return "0"
    power = value.adjusted()
    if power >= 0 or power >= -4:
        places = 9 if power < 0 else max(9 - power, 0)
        text = _plain(value, places)
        if power < 11 and len(text) <= 11:
            return text
    elif len(text := _plain(value, 12)) <= 11 and power >= -9:
        return text
    return _scientific(value)


def _plain(value: Decimal, places: int) -> str:
    rounded = f"{value.quantize(Decimal(1).scaleb(-places), context=_EXACT):f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded


def _scientific(value: Decimal) -> str:
    rounded = Context(prec=6, rounding=ROUND_HALF_UP).plus(value)
    power = rounded.adjusted()
    mantissa = _plain(rounded.scaleb(-power), 5)
    return f"{mantissa}E{'+' if power >= 0 else '-'}{abs(power):02}"


def chinese_number(shown: str, numerals: int) -> str:
    """``123`` as 一百二十三 or 壹佰贰拾叁."""
    if numerals == 3 or "E" in shown:
        return chinese_digits(shown, numerals)
    import cn2an  # few sheets have such a format

    return str(cn2an.an2cn(shown, "low" if numerals == 1 else "up")).replace("点", ".")


class _Layout(NamedTuple):
    """Which tokens of a section stand for which digits.

    Attributes:
        whole: the indices of the digits before the point.
        places: of those behind it.
        exponent: of those behind ``E+``.
        grouped: whether thousands are parted by commas.
        thousands: how often the number is divided by 1000.
    """

    whole: list[int]
    places: list[int]
    exponent: list[int]
    grouped: bool
    thousands: int


def _layout(tokens: Sequence[FormatToken]) -> _Layout:
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
        whole,
        places,
        [index for index in digits if index > end],
        any(first < comma < last for comma in commas),
        sum(last < comma < point or comma > behind for comma in commas),
    )


def _laid_out(section: Section, value: Decimal) -> tuple[str, str]:
    """The text of a number under a section with digits, and the number in it as digits."""
    tokens = section.tokens
    layout = _layout(tokens)
    percents = sum(token.kind == "percent" for token in tokens)
    scaled = value.scaleb(2 * percents - 3 * layout.thousands, _EXACT)
    power = _power(scaled, layout) if layout.exponent else 0
    rounded = _rounded(scaled.scaleb(-power, _EXACT), layout)
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
    if _rounded(value.scaleb(-power, _EXACT), layout).adjusted() >= step:
        power += step
    return power


def _rounded(value: Decimal, layout: _Layout) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-len(layout.places)), context=_EXACT)


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
    if not any(map(str.isdigit, digits)):
        return "0"
    return f"{digits}E{power}" if power else digits


def _fraction(value: Decimal, section: Section) -> str:
    """A fraction such as ``1 1/2``: under ``# ?/?``, ``?/?`` and ``# ?/8``."""
    tokens = section.tokens
    slash = next(index for index, token in enumerate(tokens) if token.kind == "slash")
    above = list(_stretch(tokens, range(slash - 1, -1, -1)))
    below = list(_stretch(tokens, range(slash + 1, len(tokens))))
    fixed = "".join(tokens[index].text for index in below).strip("0#?")
    has_whole = any(token.kind == "digit" for token in tokens[: min(above, default=0)])
    whole = int(value) if has_whole else 0
    rest = Fraction(value) - whole
    if fixed.isdecimal():
        number = int("".join(tokens[index].text for index in below))
        parts = Fraction(round(rest * number)), number
    else:
        near = rest.limit_denominator(10 ** max(len(below), 1) - 1)
        parts = Fraction(near.numerator), near.denominator
    if has_whole and parts[0] >= parts[1]:
        whole, parts = whole + 1, (Fraction(0), parts[1])
    shown = f"{int(parts[0])}/{parts[1]}" if parts[0] or not has_whole else ""
    return f"{whole if whole or not shown else ''} {shown}".strip()


def _stretch(tokens: Sequence[FormatToken], indices: range) -> Iterator[int]:
    """The indices of digits next to a slash, figures of a fixed denominator included."""
    for index in indices:
        if tokens[index].kind != "digit" and not tokens[index].text.isdecimal():
            return
        yield index
