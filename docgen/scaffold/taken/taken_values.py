"""The values of a unit, nested as in its files, of what was read from a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docgen.content.numbers import Figure
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Fields
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.report_reading import Keys, ReadText, TakenReading, conflicts
from docgen.scaffold.taken.template_spots import shape_at

_BLANK = re.compile(r"[\s_＿]*")
_SEPARATED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MINUS = str.maketrans("−–—", "---")


@dataclass
class TakenValues:
    """What of a report becomes content.

    Attributes:
        texts: the text of each field, as it is typed in content.
        derived: what the report says where formulas work out what is printed.
        unlike: fields that the report prints in several places, not alike: two of the texts.
    """

    texts: dict[Keys, ReadText] = field(default_factory=dict)
    derived: dict[Keys, ReadText] = field(default_factory=dict)
    unlike: list[tuple[ReadText, ReadText]] = field(default_factory=list)

    def tree(self, markdown: dict[Keys, str]) -> dict[str, Any]:
        """The values by key, nested; ``markdown`` has the texts of fields that hold Markdown."""
        root: dict[str, Any] = {}
        for keys, found in self.texts.items():
            text = markdown.get(keys, "") if found.is_markdown else found.text
            if text:
                _put(root, keys, text)
        return root


def taken_values(reading: TakenReading, pack: Pack) -> TakenValues:
    """The values of a reading: typed as their fields want them, what is worked out apart."""
    values = TakenValues(unlike=list(conflicts(reading.texts)))
    apart = {first.keys for first, _ in values.unlike}
    fields = Fields(pack.schema)
    for found in reading.texts:
        if _BLANK.fullmatch(found.text):
            continue
        if not pack.worked_out.isdisjoint(_paths_to(found.keys)):
            values.derived.setdefault(found.keys, found)
        elif found.keys not in apart and found.keys != (pack.checks.year,):
            typed = found.text if found.is_markdown else _typed(found, fields)
            values.texts.setdefault(
                found.keys,
                ReadText(found.keys, typed, found.elements, found.is_markdown),
            )
    return values


def path_of(keys: Iterable[str | int]) -> str:
    """The path of a field in the pack, for that of a value: ``projects[].总分``."""
    path = ""
    for key in keys:
        path += "[]" if isinstance(key, int) else f".{key}" if path else key
    return path


def _paths_to(keys: Keys) -> Iterator[str]:
    """The path of a field, and of each group that it is in: a derived group has no typed field."""
    for number in range(1, len(keys) + 1):
        yield path_of(keys[:number])


def _typed(found: ReadText, fields: Fields) -> str:
    """A text as content types it: figures without separators, in half-width signs."""
    text = found.text.strip(" \t\u3000\u00a0")
    narrow = "".join(plain(text).translate(_MINUS).split())
    bare = narrow.replace(",", "") if _SEPARATED.fullmatch(narrow) else narrow
    is_figure = Figure.read(bare) is not None or Figure.read_percent(bare) is not None
    types = shape_at(found.keys, fields).types
    if is_figure and ("number" in types or "integer" in types):
        return bare
    return text


def _put(root: dict[str, Any], keys: Keys, text: str) -> None:
    node: Any = root
    for key, below in zip(keys, (*keys[1:], None), strict=True):
        empty: Any = text if below is None else [] if isinstance(below, int) else {}
        if isinstance(key, int):
            while len(node) <= key:
                node.append({})
            if below is None:
                node[key] = text
            node = node[key]
        elif below is None:
            node[key] = text
        else:
            node = node.setdefault(key, empty)
