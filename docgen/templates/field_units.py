"""The unit of a figure: what the form prints beside it or over it, or what its name tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Shape
from docgen.templates.placeholders import Placeholder
from docgen.templates.units_of_measure import PERCENT, unit_behind, unit_in

_RATE = re.compile(r"(?:率|比例|比重|占比|百分比)$")
_PERSONS = re.compile(r"(?:人数|编制数)$")
_COUNT = re.compile(r"(?:数量|[个次天件]数|面积|规模|龄|年限|期限)$")
"""Figures that are no sums of money, whatever stands above the table."""

RATE_AS_TYPED = "带百分号，如 95%"
"""In the place of the unit of a rate that is a text."""


@dataclass(frozen=True)
class FieldUnits:
    """Tells the units of a pack's figures."""

    pack: Pack

    def unit(self, shape: Shape, tag: Placeholder | None) -> str:
        """The unit of a field that the form prints by ``tag``; empty if nothing tells.

        A text gets one only where the form prints one for it, as it may be no figure.
        """
        key = shape.path.rpartition(".")[2]
        beside = _beside(tag) if tag else ""
        described = unit_in(f"（{(shape.schema or {}).get('description', '')}）")
        if "number" not in shape.types:
            is_rate = _RATE.search(key) and not beside
            return RATE_AS_TYPED if is_rate and "string" in shape.types else beside or described
        if key in self.pack.checks.points:
            return "分"
        return beside or described or self._by_name(key) or self._above(shape, tag)

    def _by_name(self, key: str) -> str:
        if _RATE.search(key):
            return PERCENT[0]
        return "人" if _PERSONS.search(key) else ""

    def _above(self, shape: Shape, tag: Placeholder | None) -> str:
        """The unit of money for the whole table, or for the field's group."""
        if _COUNT.search(shape.path):
            return ""
        group = re.split(r"[.\[]", shape.path)[0]
        printed = tag.money if tag else ""
        return printed or ("万元" if group in self.pack.checks.money else "")


def _beside(tag: Placeholder) -> str:
    """The unit behind the tag in its own cell, or in the labels of its row and column."""
    labels = (tag.row_label, tag.column_label)
    return unit_behind(tag.behind) or next(filter(None, map(unit_in, labels)), "")
