"""How next year's content is made from this year's: the ``next`` of pack.yaml.

    next:
      kept: [编制数, 落款.填表人]      copied; the name of a group means all its fields
      dates: [封面.日期]              a year later
      texts: [实际完成情况]           copied, and marked as last year's

A field is named by as many of its last keys as make it unique. Markdown files always count as
texts. Last year's figures move as ``checks.carried`` says. All other fields become blank.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.packs.records import key

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LEAP_DAY = re.compile(r"(?<=\d)(\D+0?2\D+)29(?!\d)")


@dataclass(frozen=True)
class NextYear:
    """The fields to copy, the dates, and the texts; all other fields become blank."""

    kept: tuple[str, ...] = key("每年不变的字段 · fields that stay from year to year", ())
    dates: tuple[str, ...] = key("顺延一年的日期 · dates, a year later", ())
    texts: tuple[str, ...] = key("带来并标明的文字 · texts brought over and marked", ())


def names_field(names: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether one of ``names`` names the field at ``keys``, or a group that contains it."""
    paths = (".".join(keys[: number + 1]) for number in range(len(keys)))
    return any(f".{path}".endswith(f".{name}") for path in paths for name in names)


def year_later(text: str) -> str:
    """A date a year later, in the same form; 2月29日 becomes 2月28日 in a common year."""
    match = _YEAR.search(text)
    if not match:
        return text
    year = int(match[0]) + 1
    later = f"{text[: match.start()]}{year}{text[match.end() :]}"
    return later if isleap(year) else _LEAP_DAY.sub(r"\g<1>28", later)
