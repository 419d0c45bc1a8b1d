"""Content for a unit that has none: every field of the form, blank, with a comment.

Only what may not be blank has a value: a field's own name, which ``docgen check`` asks to replace.
The files are listed under 待填写, so that it names each field that is still blank.
A key of Chinese characters is a field; one of ASCII letters is a folder, with a Markdown file or a
YAML file for each of what is in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docgen.checking.todo_lists import ABOUT_FILES, UNFILLED, with_mark
from docgen.content.unit import PACK_KEY
from docgen.content.yaml_writer import YamlFile, is_plain, lines_of
from docgen.packs.expressions import paths_in
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Fields, Shape
from docgen.scaffold.content.field_comments import FieldComments
from docgen.templates.lint.placeholder_uses import uses_of

_REPORT = "report.yaml"
_IN_ONE_LINE = 4
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True)
class Skeleton:
    """Writes the files of a new unit of ``pack`` in the edition ``year``."""

    pack: Pack
    year: int
    labels: FieldComments

    def files(self) -> dict[str, bytes]:
        """Each file's content by its name."""
        lines: dict[str, list[str]] = {_REPORT: self._head(_REPORT, "")}
        for shape in self._fields_of(self._fields.root):
            key = shape.path
            if not key.isascii():
                file = self._files.get(key, _REPORT)
                lines.setdefault(file, self._head(file, "")).extend(self._entry(shape, ""))
            elif "array" in shape.types:
                item = self._fields.item(shape)
                name = f"{key}/1.yaml"
                lines[name] = [*self._head(name, self._reference(key)), *self._group(item, "")]
            else:
                lines |= {f"{key}/{below.path.rpartition('.')[2]}.md": [] for below in
                          self._fields_of(shape)}  # fmt: skip
        lines[_REPORT] += self._optional()
        texts = {name: "".join(f"{line}\n" for line in text) for name, text in lines.items()}
        blank = sorted(name for name, text in texts.items() if _has_blanks(name, text))
        texts[_REPORT] = with_mark(texts[_REPORT], UNFILLED, blank)
        return {name: text.encode() for name, text in texts.items()}

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self.pack.schema)

    @cached_property
    def _derived(self) -> set[str]:
        return {one.field for one in self.pack.derived}

    @cached_property
    def _files(self) -> dict[str, str]:
        """The file of each field: one for each part of the pack, the first being report.yaml."""
        names = {part.name: f"{part.path.stem}.yaml" for part in self.pack.parts}
        names[self.pack.parts[0].name] = _REPORT
        files = {PACK_KEY: _REPORT, self.pack.checks.year: _REPORT}
        for use in uses_of(self.pack, []):
            for path in use.paths:
                files.setdefault(re.split(r"[.\[]", path)[0], names[use.placeholder.place.part])
        return files

    @cached_property
    def _date(self) -> list[str]:
        """The field that gives the report its date."""
        found = _EXPRESSION.search(self.pack.properties.date)
        return paths_in(found[1]) if found else []

    def _fields_of(self, group: Shape) -> list[Shape]:
        """The fields that are to be typed: those that are required, or all if none is."""
        schema = group.schema or {}
        properties = schema.get("properties", {})
        wanted = schema.get("x-required") or schema.get("required") or list(properties)
        shapes = [self._fields.child(group, key) for key in properties if key in wanted]
        return [one for one in shapes if one.path not in self._derived]

    def _entry(self, shape: Shape, indent: str) -> Iterator[str]:
        """The lines of one field and all below it."""
        key = _typed(shape.path.rpartition(".")[2])
        below = self._fields_of(shape)
        printed = (shape.schema or {}).get("default")
        if isinstance(printed, (dict, list)):
            yield f"{indent}{key}:{self._comment(shape, [])}"
            yield from (f"{indent}  {line}" for line in lines_of(printed))
        elif below and len(below) <= _IN_ONE_LINE and all("number" in one.types for one in below):
            names = (f"{_typed(one.path.rpartition('.')[2], in_flow=True)}: " for one in below)
            comment = self._comment(shape, [one.path for one in below])
            yield f"{indent}{key}: {{{', '.join(names)}}}{comment}"
        elif below:
            yield f"{indent}{key}:"
            yield from self._group(shape, f"{indent}  ")
        elif "array" in shape.types and self._fields_of(self._fields.item(shape)):
            yield f"{indent}{key}:{self._comment(shape, [])}"
            yield from self._items(shape, f"{indent}  ")
        elif "object" in shape.types:
            yield f"{indent}{key}:{self._comment(shape, [])}"
            yield from (f"{indent}# {line}" for line in self._example(shape))
        else:
            value = self._value(shape)
            comment = self._comment(shape, [shape.path])
            yield f"{indent}{key}:{f' {value}' if value else ''}{comment}"

    def _group(self, shape: Shape, indent: str) -> Iterator[str]:
        for one in self._fields_of(shape):
            yield from self._entry(one, indent)

    def _items(self, shape: Shape, indent: str) -> Iterator[str]:
        first, *others = self._group(self._fields.item(shape), f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others

    def _example(self, shape: Shape) -> Iterator[str]:
        """How groups with names of the unit's own are written."""
        indent = "  "
        while "object" in shape.types and not self._fields_of(shape):
            yield f"{indent}（名称）:"
            shape, indent = self._fields.group(shape), f"{indent}  "
            if not shape.schema:
                return
        yield from self._items(shape, indent) if "array" in shape.types else ()

    def _value(self, shape: Shape) -> str:
        schema = shape.schema or {}
        if shape.path == PACK_KEY:
            return self.pack.name
        if shape.path == self.pack.checks.year:
            return str(self.year)
        if shape.path in self._date:
            return f"{self.year + 1}年1月1日"
        own = shape.path.rpartition(".")[2] if schema.get("minLength") else ""
        return str(schema.get("default", own))

    def _comment(self, shape: Shape, fields: list[str]) -> str:
        described = str((shape.schema or {}).get("description", ""))
        fields = [one for one in fields if one != self.pack.checks.year]
        said = "；".join(dict.fromkeys(filter(None, (self.labels.comment(fields), described))))
        return f"  # {said}" if said else ""

    def _head(self, name: str, reference: str) -> list[str]:
        """The line by which editors find the schema."""
        if not self.pack.schema:
            return []
        up = "../" * (3 + name.count("/"))
        schema = f"{up}word_templates/{self.pack.name}/{reference or 'schema.json'}"
        return [f"# yaml-language-server: $schema={schema}"]

    def _reference(self, key: str) -> str:
        """The pack's schema for one item of a list, if it has a file for that."""
        wanted = self.pack.schema.get("properties", {}).get(key, {}).get("items", {}).get("$ref")
        for path in sorted(self.pack.parts[0].path.parent.glob("*.schema.json")):
            if json.loads(path.read_text("utf-8")).get("$ref") == f"schema.json{wanted}":
                return path.name
        return ""

    def _optional(self) -> list[str]:
        """Groups that a unit may have, as comments."""
        known = {one.path for one in self._fields_of(self._fields.root)} | self._derived
        others = self.pack.schema.get("properties", {}).keys() - known - {*ABOUT_FILES}
        shapes = (self._fields.child(self._fields.root, key) for key in sorted(others))
        return [f"# {one.path}:{self._comment(one, [])}" for one in shapes]


def _has_blanks(name: str, text: str) -> bool:
    file = YamlFile(name, text)
    return not text or any(not file.value(place) for place in file.places.values())


def _typed(key: str, *, in_flow: bool = False) -> str:
    return key if is_plain(key, in_flow) else json.dumps(key, ensure_ascii=False)
