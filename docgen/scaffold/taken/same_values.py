"""Whether two texts of a report, typed unlike, say the same."""

from __future__ import annotations

from decimal import Decimal

from docgen.content.numbers import Figure
from docgen.content.typed_dates import dates_in


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever blanks and separators are in them."""
    return _bare(one) == _bare(other)


def same_figure(one: str, other: str) -> bool:
    """Whether two texts say the same, or are one figure: 97.40% and 97.4%."""
    figures = [_value(_bare(text)) for text in (one, other)]
    return same_text(one, other) or (figures[0] is not None and figures[0] == figures[1])


def same_day(one: str, other: str) -> bool:
    """Whether two texts are one date: 2023.4.6 and 2023年4月6日."""
    days = [next((day for day, is_sure in dates_in(text) if is_sure), "") for text in (one, other)]
    return bool(days[0]) and days[0] == days[1]


def _value(text: str) -> tuple[Decimal, bool] | None:
    """A figure, and whether it is a rate."""
    figure = Figure.read(text.removesuffix("%"))
    return None if figure is None else (figure.value, text.endswith("%"))


def _bare(text: str) -> str:
    return "".join(text.split()).replace(",", "").replace("，", "")
