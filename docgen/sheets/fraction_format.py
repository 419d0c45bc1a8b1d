"""Numbers as fractions: ``1 1/2`` under ``# ?/?``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from docgen.sheets.format_code import FormatToken, Section


def shown_fraction(value: Decimal, section: Section) -> str:
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
        parts = Fraction(int(rest * number + Fraction(1, 2))), number
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
