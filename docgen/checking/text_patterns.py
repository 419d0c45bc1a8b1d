"""Patterns that checks look for in the texts of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class TextPattern:
    """A pattern, and the signs of which each of its matches has at least one.

    Most texts have no sign of what a check is about. They are not searched for it, which is what
    takes time: to find that a text has none of some characters takes a tenth of that.
    """

    pattern: re.Pattern[str]
    sign: re.Pattern[str]

    def matches(self, text: str) -> Iterable[re.Match[str]]:
        """Its matches in a text, in order."""
        return self.pattern.finditer(text) if self.sign.search(text) else ()


def text_pattern(pattern: str, *, first: str = "", signs: str = "") -> TextPattern:
    """A pattern with its signs.

    Args:
        pattern: the pattern, as a regular expression.
        first: the characters that a match may begin with, as in the brackets of an expression.
        signs: the signs, in the same way; those of ``first`` if there are no better ones.
    """
    ahead = f"(?=[{first}])" if first else ""
    return TextPattern(re.compile(f"{ahead}(?:{pattern})"), re.compile(f"[{signs or first}]"))
