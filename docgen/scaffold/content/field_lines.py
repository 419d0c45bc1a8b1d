"""The lines of blank fields: one a field, with what the form says of it and its unit behind.

    公车购置:
      上年决算数:  # 2023年决算数，万元
      本年预算数:  # 2024年预算数，万元

A field that may not be blank has its own name as its value, which ``docgen check`` reports. What
the schema gives as ``default`` is what the form prints: a value, or groups that are there already.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docgen.content.plain_scalars import is_plain
from docgen.content.typed_hints import SEVERAL
from docgen.content.unit import PACK_KEY
from docgen.content.yaml_writer import lines_of
from docgen.packs.expressions import paths_in
from docgen.packs.pack import Pack
from docgen.packs.row_sums import row_sum
from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.typing import MARKDOWN
from docgen.scaffold.content.field_comments import FieldComments
from docgen.templates.units_of_measure import UNITS
from docgen.word.tag_pattern import TAG

_REPLACE = "换成要填的"
"""Behind a value that only holds the place of one that may not be blank."""


@dataclass(frozen=True)
class FieldLines:
    """Writes the fields of a pack's schema as lines of YAML.

    Attributes:
        pack: the unit's pack.
        year: the edition's year.
        labels: the comments for its fields.
        is_taken: whether the unit is of a report that was handed in: what the report does not say
            is blank, where a new unit begins with a date, a name or what the form prints.
    """

    pack: Pack
    year: int
    labels: FieldComments
    is_taken: bool = False

    @cached_property
    def fields(self) -> Fields:
        """The fields of the schema."""
        return Fields(self.pack.schema)

    @cached_property
    def derived(self) -> frozenset[str]:
        """The paths of what formulas work out."""
        return self.pack.worked_out

    @cached_property
    def _sums(self) -> dict[str, str]:
        """What the figures below a group have to add up to, in words, by its path."""
        sums = {}
        for rule in self.pack.rules:
            wanted = row_sum(rule.require)
            if wanted and f"{wanted.total}分" not in wanted.group:
                beside = "".join(f"连同「{part}」" for part in wanted.beside)
                unit = " 分" if wanted.field in self.pack.checks.points else ""
                path = ".".join(filter(None, (rule.at, wanted.group)))
                sums[path] = f"{wanted.field}{beside}合计 {wanted.total}{unit}"
        return sums

    @cached_property
    def _dates(self) -> list[str]:
        """The fields that give the report its date."""
        tag = TAG.search(self.pack.properties.date)
        return paths_in(tag[0].strip("{} ")) if tag else []

    def typed(self, group: Shape, given: Any = None) -> list[Shape]:
        """The fields to type: those that are required, or all if none is; without derived ones.

        Those of which ``given`` has a value are among them.
        """
        schema = group.schema or {}
        properties = schema.get("properties", {})
        keys = schema.get("x-required") or schema.get("required") or list(properties)
        known = {*keys, *(given if isinstance(given, Mapping) else ())}
        shapes = [self.fields.child(group, key) for key in properties if key in known]
        return [shape for shape in shapes if shape.path not in self.derived]

    def group(
        self, shape: Shape, indent: str = "", printed: Any = None, said: Collection[str] = ()
    ) -> Iterator[str]:
        """The lines of all fields of a group, of which the form prints ``printed``."""
        given = printed if isinstance(printed, dict) else {}
        for field in self.typed(shape, given):
            yield from self.entry(field, indent, given.get(last_key(field)), said)

    def entry(
        self, shape: Shape, indent: str = "", printed: Any = None, said: Collection[str] = ()
    ) -> Iterator[str]:
        """The lines of a field and all below it."""
        printed = self._begun(shape) if printed is None else printed
        below, inside = self.typed(shape, printed), f"{indent}  "
        items = self.typed(self.fields.item(shape)) if "array" in shape.types else []
        if below or items:
            label, note = self.labels.group(shape, below or items)
            yield self._line(shape, indent, note)
            if below:
                yield from self.group(shape, inside, printed, {*said, label})
            else:
                yield from self._items(shape, inside, printed, {*said, label})
        elif "object" in shape.types and printed:
            yield self._line(shape, indent)
            for name, value in printed.items():
                yield from self.entry(self.fields.child(shape, name), inside, value or [], said)
        elif isinstance(printed, (dict, list)) and printed:
            yield self._line(shape, indent)
            yield from (f"{inside}{line}" for line in lines_of(printed))
        elif "object" in shape.types:
            yield self._line(shape, indent)
            yield from (f"{indent}# {line}" for line in self._example(shape))
        else:
            yield self._value_line(shape, indent, printed, said)

    def _begun(self, shape: Shape) -> Any:
        """What a field begins with: of a report only the groups that the form has."""
        begun = (shape.schema or {}).get("default")
        return _groups(begun) if self.is_taken else begun

    def _items(
        self, shape: Shape, indent: str, printed: Any, said: Collection[str]
    ) -> Iterator[str]:
        """The lines of the items that the form prints, or of the one that a list begins with."""
        for item in printed if isinstance(printed, list) and printed else [None]:
            lines = self.group(self.fields.item(shape), f"{indent}  ", item, said)
            yield f"{indent}- {next(lines).lstrip()}"
            yield from lines

    def _example(self, shape: Shape) -> Iterator[str]:
        """Lines that show how to write groups whose names the unit chooses."""
        indent = "  "
        while "object" in shape.types and not self.typed(shape):
            yield f"{indent}（名称）:"
            shape, indent = self.fields.group(shape), f"{indent}  "
            if not shape.schema:
                return
        yield from self._items(shape, indent, None, ()) if "array" in shape.types else ()

    def _line(self, shape: Shape, indent: str, note: str = "") -> str:
        """The line of a group or a list."""
        texts = (note, self._description(shape), self._sums.get(shape.path, ""))
        return f"{indent}{quoted(last_key(shape))}:{_behind(*texts)}"

    def _value_line(self, shape: Shape, indent: str, printed: Any, said: Collection[str]) -> str:
        schema, key = shape.schema or {}, last_key(shape)
        given = "" if printed in (None, [], "") else quoted(str(printed))
        value = given or self._known(shape)
        is_own = bool(schema.get("minLength")) and not value and not self.is_taken
        own = quoted(key) if is_own else ""
        below_folder = shape.path.partition(".")[2]
        is_long = schema.get("contentMediaType") == MARKDOWN and "[]" not in below_folder
        notes = (
            own and _REPLACE,
            self.comment(shape, said),
            SEVERAL.format(indent=len(indent) + 2) if is_long and not value else "",
        )
        if printed and "\n" in str(printed):
            text = "\n".join(
                f"{indent}  {line}" if line else "" for line in str(printed).split("\n")
            )
            return f"{indent}{quoted(key)}: |{_behind(*notes)}\n{text}"
        behind = f" {value or own}" if value or own else ""
        return f"{indent}{quoted(key)}:{behind}{_behind(*notes)}"

    def _known(self, shape: Shape) -> str:
        """The value of a field that is known when a unit begins; empty for most."""
        if shape.path == PACK_KEY:
            return quoted(self.pack.name)
        if shape.path == self.pack.checks.year:
            return str(self.year)
        is_begun = shape.path in self._dates and not self.is_taken
        return f"{self.year + 1}年1月1日" if is_begun else ""

    def comment(self, shape: Shape, said: Collection[str] = ()) -> str:
        """What the form and the pack say of a field."""
        labels = "" if shape.path == self.pack.checks.year else self.labels.comment([shape], said)
        return "；".join(dict.fromkeys(filter(None, (labels, self._description(shape)))))

    def _description(self, shape: Shape) -> str:
        """What the schema says of a field; a unit is none, it stands with the labels."""
        text = str((shape.schema or {}).get("description", ""))
        return "" if text in UNITS else text


def last_key(shape: Shape) -> str:
    """The key of a field."""
    return shape.path.rpartition(".")[2]


def quoted(text: str) -> str:
    """A key or a value as YAML, quoted where it has to be."""
    return text if text and is_plain(text) else json.dumps(text, ensure_ascii=False)


def _groups(begun: Any) -> Any:
    """The groups of what the form prints, without the values and rows in them."""
    if not isinstance(begun, Mapping):
        return None
    return {name: _groups(below) for name, below in begun.items()}


def _behind(*texts: str) -> str:
    """Texts as a comment behind a line; empty if there are none."""
    comment = "；".join(filter(None, texts))
    return f"  # {comment}" if comment else ""
