"""The vocabulary for reading forms, from ``terms.yaml`` beside this module."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from docgen.templates.units_of_measure import PERCENT, UNITS

_TERMS: dict[str, Any] = yaml.safe_load(
    files("docgen.scaffold.pack").joinpath("terms.yaml").read_text("utf-8")
)

RADIO = "○"
"""The sign for one of several options, which is also a zero: 二○二五年."""

MEASURE = "|".join(sorted((UNITS - {"年", "月", "日"}) | {*PERCENT}, key=len, reverse=True))
"""A pattern for the unit after a figure, without 年, 月 and 日, which also stand in dates."""

BOXES = "□☐◻☑☒"
"""Boxes to tick, the last two ticked."""

PLACES = "省|市|州|盟|县|区|旗|乡|镇|村|街道|社区"
"""A pattern for what follows the name of a place."""

COUNTING: frozenset[str] = frozenset(_TERMS["counting"])
"""Single characters before a blank for a figure: 共　　人."""

GENERIC: frozenset[str] = frozenset(_TERMS["generic"])
"""Heads of a column of names, which are not names of a group."""


@dataclass(frozen=True)
class RateNames:
    """What the parts of a rate may be called, the best name first.

    Attributes:
        name: the rate's own names.
        over: those of its numerator.
        under: those of its denominator.
    """

    name: tuple[str, ...]
    over: tuple[str, ...]
    under: tuple[str, ...]


RATES = tuple(
    RateNames(tuple(rate["name"]), tuple(rate["over"]), tuple(rate["under"]))
    for rate in _TERMS["rates"]
)
"""Rates by name, each with its numerator and its denominator."""


def _ends(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})$")


COUNTS = _ends(_TERMS["counts"])
"""Heads of how many: 数量, 人数."""

PRICES = _ends(_TERMS["prices"])
"""Heads of what one costs: 单价, 标准."""

RESULTS = _ends(_TERMS["results"])
"""Heads of what all cost: 金额, 总价."""
