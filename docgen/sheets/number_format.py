"""What a number shows under a number format, as Excel shows it in a wide column.

Excel rounds half up, and knows 15 digits of a number: 1.005 under ``0.00`` is 1.01, and
28.499999999999996 under ``0`` is 29.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from docgen.sheets.date_format import chinese_digits, shown_date
from docgen.sheets.digit_layout import EXACT, laid_out
from docgen.sheets.format_code import Section, sections_of
from docgen.sheets.fraction_format import shown_fraction
from docgen.sheets.general_format import general

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)


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
        text = _with_sign(shown_fraction(abs(exact), section), magnitude)
        return ShownNumber(text, None if exact else Decimal(0))
    text, digits = laid_out(section, abs(exact))
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

    Without conditions the sections are those for positives, negatives, zeros and texts. A last one
    with ``@`` is that for texts, however few there are: under ``@`` alone, the format Text, a
    number shows as under General.
    """
    numeric = sections[:3]
    if numeric[-1].has("typed"):
        numeric = numeric[:-1] or sections_of("General")
    if any(section.compares for section in numeric):
        return _chosen_by_condition(numeric, value)
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def _chosen_by_condition(sections: Sequence[Section], value: Decimal) -> tuple[Section, bool]:
    """The section whose condition the value meets; a second one never has a minus in Excel."""
    for number, section in enumerate(sections):
        is_default = section.compares is None and section is not sections[-1]
        if section.fits(value) or (is_default and _is_rest(section, sections, value)):
            return section, number != 1 and not _only_negatives(section) and section.has("digit")
    return sections[-1], len(sections) != 2


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
    number = EXACT.create_decimal(shown).copy_sign(value)
    return ShownNumber(_with_sign(whole or ("" if section.tokens else text), value), number)


def chinese_number(shown: str, numerals: int) -> str:
    """``123`` as 一百二十三 or 壹佰贰拾叁."""
    if numerals == 3 or "E" in shown:
        return chinese_digits(shown, numerals)
    import cn2an  # few sheets have such a format

    words = str(cn2an.an2cn(shown, "low" if numerals == 1 else "up")).replace("点", ".")
    if numerals == 1:
        words = words.replace("零", "〇")
    return f"一{words}" if words.startswith("十") else words
