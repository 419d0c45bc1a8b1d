"""Numbers under General: as many digits as 11 signs hold."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from docgen.sheets.digit_layout import EXACT


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
    rounded = f"{value.quantize(Decimal(1).scaleb(-places), context=EXACT):f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded


def _scientific(value: Decimal) -> str:
    rounded = Context(prec=6, rounding=ROUND_HALF_UP).plus(value)
    power = rounded.adjusted()
    mantissa = _plain(rounded.scaleb(-power), 5)
    return f"{mantissa}E{'+' if power >= 0 else '-'}{abs(power):02}"
