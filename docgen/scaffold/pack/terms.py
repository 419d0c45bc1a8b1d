"""The vocabulary for reading forms, from ``terms.yaml`` beside this module."""

from __future__ import annotations

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

RATES: dict[str, tuple[str, str]] = {
    name: (numerator, denominator) for name, (numerator, denominator) in _TERMS["rates"].items()
}
"""Rates by name, each with its numerator and its denominator."""
