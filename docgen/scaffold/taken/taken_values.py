"""The values of a unit, nested as in its files, of what was read from a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.typing import names_rate
from docgen.runs.pack_form import PackForm
from docgen.scaffold.taken.figures_with_units import figure_typed, is_no_figure
from docgen.scaffold.taken.report_reading import Keys, ReadText, TakenReading
from docgen.scaffold.taken.same_values import same_day, same_figure
from docgen.scaffold.taken.template_spots import shape_at

_BLANK = re.compile(r"[\s_＿]*")
_UNIT = re.compile(r"[^\W\d_]|[%％¥￥]")


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
    typing = _Typing(pack)
    texts = list(_surest(list(map(typing.typed, reading.texts))))
    values = TakenValues(unlike=list(typing.conflicts(texts)))
    apart = {first.keys for first, _ in values.unlike}
    for found in texts:
        if _BLANK.fullmatch(found.text):
            continue
        if typing.is_worked_out(found.keys):
            values.derived.setdefault(found.keys, found)
        elif found.keys not in apart and found.keys != (pack.checks.year,):
            values.texts.setdefault(found.keys, found)
    return values


def _surest(texts: Sequence[ReadText]) -> Iterator[ReadText]:
    """The texts without those of titles that are others with a word more: 财政局部门."""
    sure: dict[Keys, list[str]] = {}
    for found in texts:
        if not found.runs_on and found.text:
            sure.setdefault(found.keys, []).append("".join(found.text.split()))
    for found in texts:
        known = sure.get(found.keys, ()) if found.runs_on else ()
        bare = "".join(found.text.split())
        if not any(bare.startswith(text) and bare[len(text) :].isalpha() for text in known):
            yield found


class _Typing:
    """Types the texts of a report as the fields of its pack want them."""

    def __init__(self, pack: Pack) -> None:
        self._pack, self._fields = pack, Fields(pack.schema)

    def typed(self, found: ReadText) -> ReadText:
        """A text as content types it: figures without separators and units, in half-width signs."""
        if found.is_markdown:
            return found
        text = found.text.strip(" \t\u3000\u00a0")
        return replace(found, text=self._figure(found.keys, text) if self._counts(found) else text)

    def conflicts(self, texts: Sequence[ReadText]) -> Iterator[tuple[ReadText, ReadText]]:
        """Fields that the report prints in several places, not alike: the first, and the other."""
        first: dict[Keys, ReadText] = {}
        for found in texts:
            before = first.setdefault(found.keys, found)
            if not self._same(before, found):
                yield before, found

    def is_worked_out(self, keys: Keys) -> bool:
        """Whether formulas give a field, or a group that it is in."""
        return not self._pack.worked_out.isdisjoint(_paths_to(keys))

    @cached_property
    def _form(self) -> PackForm:
        return PackForm(self._pack)

    def _counts(self, found: ReadText) -> bool:
        """Whether a field holds a figure."""
        return bool({"number", "integer"} & {*self._shape(found.keys).types})

    def _shape(self, keys: Keys) -> Shape:
        return shape_at(keys, self._fields)

    def _figure(self, keys: Keys, text: str) -> str:
        schema = self._shape(keys).schema or {}
        if is_no_figure(text) and not schema.get("minLength"):
            return ""
        names = [key for key in keys if isinstance(key, str)]
        is_rate = names_rate(names[-1], schema)
        unit = self._form.unit(keys) if _UNIT.search(text) else ""
        bare = figure_typed(text, unit, is_rate=is_rate)
        return text if bare is None else bare

    def _same(self, one: ReadText, other: ReadText) -> bool:
        if "".join(one.text.split()) == "".join(other.text.split()):
            return True
        if self._counts(one):
            return same_figure(one.text, other.text)
        return same_day(one.text, other.text)


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
