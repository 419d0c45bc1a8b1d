"""How next year's content comes from this year's: the ``next`` of pack.yaml.

    next:
      kept: [编制数, 落款.填表人]      stays as it is; a group's name means all below it
      dates: [封面.日期]              a year later
      texts: [实际完成情况]           comes along, and is marked as last year's

A field is named by its last keys, as many as tell it from others. Markdown files are texts anyway.
Last year's figures move as ``checks.carried`` says already. What nobody names is left blank.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.content.values import Node
from docgen.diagnostics import Problem, template_error

_LISTS = ("kept", "dates", "texts")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LEAP_DAY = re.compile(r"(?<=\d)(\D+0?2\D+)29(?!\d)")


@dataclass(frozen=True)
class NextYear:
    """The fields that are kept, that are dates, and that are texts; all others become blank."""

    kept: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


def names_field(names: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether one of ``names`` means the field that ``keys`` lead to, or a group around it."""
    ways = (".".join(keys[: number + 1]) for number in range(len(keys)))
    return any(f".{way}".endswith(f".{name}") for way in ways for name in names)


def year_later(text: str) -> str:
    """A date a year later, in the form it has; 2月29日 becomes 2月28日 where there is none."""
    found = _YEAR.search(text)
    if not found:
        return text
    year = int(found[0]) + 1
    later = f"{text[: found.start()]}{year}{text[found.end() :]}"
    return later if isleap(year) else _LEAP_DAY.sub(r"\g<1>28", later)


def read_next(node: object, problems: list[Problem]) -> NextYear:
    """The ``next`` of pack.yaml; nothing is named where the pack has none."""
    if not isinstance(node, Node):
        return NextYear()
    named: dict[str, tuple[str, ...]] = {}
    for key, value in node.items():
        place = node.key_places[key]
        if key not in _LISTS:
            problems.append(template_error("pack-key", place, key=key, nearest=""))
        elif isinstance(value, list):
            named[key] = tuple(map(str, value))
        else:
            problems.append(template_error("pack-field", place, key=key))
    return NextYear(**named)
