"""Labels as they are compared, and how deep they are in an outline."""

from __future__ import annotations

import re
from unicodedata import normalize

_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳])"
)
_UNIT = re.compile(
    r"[(（](?:单位[:：])?(?:[百千万亿]*(?:美?元|人|个|项|户|家|次|天|件|台|套|亩)|%|公里|平方米|㎡)[)）]$"
)
_BLANK = re.compile(r"\s+")
_LEVELS = tuple(
    map(
        re.compile,
        (
            r"[一二三四五六七八九十]+[、.．]",
            r"[（(][一二三四五六七八九十]+[）)]",
            r"\d+[、.．]",
            r"[（(]\d+[）)]",
            "[①-⑳]",
        ),
    )
)
"""The ordinals of an outline, from outer to inner (GB/T 9704-2012, 7.3.3)."""


def plain_label(text: str) -> str:
    """A label as labels are compared: without blanks, widths, ordinal, unit and colon."""
    plain = _BLANK.sub("", text)
    while match := _ORDINAL.match(plain):
        plain = plain[match.end() :]
    plain = normalize("NFKC", plain).rstrip(":")
    return _UNIT.sub("", plain).rstrip(":").casefold() or normalize("NFKC", text).strip()


def level_of(text: str) -> tuple[int, int]:
    """How deep a label is: by the blanks before it, then by its ordinal; one without is deepest."""
    plain = text.lstrip()
    levels = (level for level, form in enumerate(_LEVELS) if form.match(plain))
    return len(text) - len(plain), next(levels, len(_LEVELS))
