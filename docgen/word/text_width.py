"""The width of text on a single line, as it is estimated where no font is at hand."""

from __future__ import annotations

from unicodedata import east_asian_width


def half_ems(text: str) -> int:
    """The width of ``text`` in halves of the font size.

    A Chinese character is as wide as the font size, a Latin letter about half of it. Signs that
    Unicode calls ambiguous, such as “”, × and ①, are as wide as Chinese characters in the fonts
    of Chinese documents (Unicode Standard Annex 11, section 5).
    """
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
