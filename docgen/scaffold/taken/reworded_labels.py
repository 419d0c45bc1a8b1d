"""Labels of a report that are the template's in other words: 第三季度 for 三季度."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_VALUE = re.compile(r"[:：]\s*\S|\d")
"""What a label with its value in the same cell has: 编制数：32."""
_ALIKE, _FEWEST = 80, 3
"""How alike two labels are, of 100, without what stands in brackets; and of how many signs."""


def reworded_labels(labels: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    """The label of a template for each text of a report that is one in other words.

    Only a label that the report has nowhere is one of its ``texts`` in other words, and only if
    neither of the two is like another.
    """
    wanted, given = dict.fromkeys(labels), dict.fromkeys(texts)
    missing = [label for label in wanted if label not in given]
    strange = [text for text in given if text not in wanted]
    pairs = [(label, text) for label in missing for text in strange if _alike(label, text)]
    return {
        text: label
        for label, text in pairs
        if sum(one == label or other == text for one, other in pairs) == 1
    }


def _alike(label: str, text: str) -> bool:
    one, other = _BRACKETS.sub("", label), _BRACKETS.sub("", text)
    if one == other:
        return bool(one)
    if _VALUE.search(other) and not _VALUE.search(one):
        return False
    return min(len(one), len(other)) >= _FEWEST and fuzz.ratio(one, other) >= _ALIKE
