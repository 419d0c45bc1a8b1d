"""The words that drafting knows: ``terms.yaml`` beside this module."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_TERMS: dict[str, Any] = yaml.safe_load(
    files(__package__).joinpath("terms.yaml").read_text("utf-8")
)

UNITS: frozenset[str] = frozenset(_TERMS["units"])
"""Units of measure, which are no labels."""

MEASURE = "|".join(sorted((UNITS - {"年", "月", "日"}) | {"%", "％"}, key=len, reverse=True))
"""A pattern for the unit behind a figure; years and days are dates as well."""

BOXES = "□☐◻☑☒"
"""Boxes to tick, the last two ticked."""

COUNTING: frozenset[str] = frozenset(_TERMS["counting"])
"""Signs that stand alone before a figure."""

GENERIC: frozenset[str] = frozenset(_TERMS["generic"])
"""Heads of a column of names: they name no group."""

RATES: dict[str, tuple[str, str]] = {name: (above, below) for name, (above, below) in
                                     _TERMS["rates"].items()}  # fmt: skip
"""Rates by name, with what is divided by what."""

CHAPTERS: dict[str, str] = _TERMS["chapters"]
"""What a chapter's file is called, by the last of these words in its heading."""
