"""Blank content for a new unit: every field of the pack, with a comment.

A field that may not be blank has its own name as its value, which ``docgen check`` reports. The
files are listed under 待填写, so that ``docgen check`` reports each field that is still blank.

A top-level key of Chinese characters is a field. A key of ASCII letters is a folder, with a YAML
file for each item of a list, or a Markdown file for each text of a group.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docgen.checking.todo_lists import ABOUT_FILES, UNFILLED, with_mark
from docgen.content.plain_scalars import is_plain
from docgen.content.unit import PACK_KEY
from docgen.content.yaml_writer import YamlFile, lines_of
from docgen.diagnostics import Problems
from docgen.packs.expressions import paths_in
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Fields, Shape
from docgen.scaffold.content.field_comments import FieldComments
from docgen.templates.lint.placeholder_uses import uses_of

_REPORT = "report.yaml"
_IN_ONE_LINE = 4
_ENDS_A_PATH = re.compile(r"[\s#]")
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True)
class Skeleton:
    """The blank content of a new unit.

    Attributes:
        pack: the unit's pack.
        year: the edition's year.
        labels: the comments for its fields.
    """

    pack: Pack
    year: int
    labels: FieldComments

    def files(self) -> dict[str, bytes]:
        """The content of each file, by its path in the unit's folder."""
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
                for field in self._fields_of(shape):
                    lines[f"{key}/{_last_key(field)}.md"] = []
        lines[_REPORT] += self._optional()
        texts = {name: "".join(f"{line}\n" for line in part) for name, part in lines.items()}
        blank = sorted(name for name, text in texts.items() if _has_blanks(name, text))
        texts[_REPORT] = with_mark(texts[_REPORT], UNFILLED, blank)
        return {name: text.encode() for name, text in texts.items()}

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self.pack.schema)

    @cached_property
    def _derived(self) -> set[str]:
        return {derived.field for derived in self.pack.derived}

    @cached_property
    def _files(self) -> dict[str, str]:
        """The file of each top-level field: what its part is named for, report.yaml the first."""
        first, *others = self.pack.parts
        names = {part.name: part.content or f"{part.path.stem}.yaml" for part in others}
        names[first.name] = first.content or _REPORT
        files = {PACK_KEY: _REPORT, self.pack.checks.year: _REPORT}
        for use in uses_of(self.pack, Problems()):
            for path in use.paths:
                files.setdefault(re.split(r"[.\[]", path)[0], names[use.placeholder.place.part])
        return files

    @cached_property
    def _date(self) -> list[str]:
        """The fields that give the report its date."""
        match = _EXPRESSION.search(self.pack.properties.date)
        return paths_in(match[1]) if match else []

    def _fields_of(self, group: Shape) -> list[Shape]:
        """The fields to type: those that are required, or all if none is; without derived ones."""
        schema = group.schema or {}
        properties = schema.get("properties", {})
        keys = schema.get("x-required") or schema.get("required") or list(properties)
        shapes = [self._fields.child(group, key) for key in properties if key in keys]
        return [shape for shape in shapes if shape.path not in self._derived]

    def _entry(self, shape: Shape, indent: str) -> Iterator[str]:
        """The lines of a field and all below it."""
        key = _quoted(_last_key(shape))
        below = self._fields_of(shape)
        printed = (shape.schema or {}).get("default")
        if isinstance(printed, (dict, list)):
            yield f"{indent}{key}:{self._comment(shape, [])}"
            yield from (f"{indent}  {line}" for line in lines_of(printed))
        elif _fit_in_one_line(below):
            names = (f"{_quoted(_last_key(field), in_flow=True)}: " for field in below)
            comment = self._comment(shape, [field.path for field in below])
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
        """The lines of all fields of a group."""
        for field in self._fields_of(shape):
            yield from self._entry(field, indent)

    def _items(self, shape: Shape, indent: str) -> Iterator[str]:
        """The lines of the one item that a list begins with."""
        first, *others = self._group(self._fields.item(shape), f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others

    def _example(self, shape: Shape) -> Iterator[str]:
        """Lines that show how to write groups whose names the unit chooses."""
        indent = "  "
        while "object" in shape.types and not self._fields_of(shape):
            yield f"{indent}（名称）:"
            shape, indent = self._fields.group(shape), f"{indent}  "
            if not shape.schema:
                return
        yield from self._items(shape, indent) if "array" in shape.types else ()

    def _value(self, shape: Shape) -> str:
        """The value that a field begins with; empty for most."""
        schema = shape.schema or {}
        if shape.path == PACK_KEY:
            return _quoted(self.pack.name)
        if shape.path == self.pack.checks.year:
            return str(self.year)
        if shape.path in self._date:
            return f"{self.year + 1}年1月1日"
        own = _last_key(shape) if schema.get("minLength") else ""
        return str(schema.get("default", own))

    def _comment(self, shape: Shape, fields: list[str]) -> str:
        """The comment behind a field: the form's labels and the description; empty if none."""
        description = str((shape.schema or {}).get("description", ""))
        fields = [path for path in fields if path != self.pack.checks.year]
        texts = filter(None, (self.labels.comment(fields), description))
        comment = "；".join(dict.fromkeys(texts))
        return f"  # {comment}" if comment else ""

    def _head(self, name: str, reference: str) -> list[str]:
        """The comment line that tells editors the file's schema.

        None for a pack without one, nor for one with a blank in its name, at which editors stop.
        """
        if not self.pack.schema or _ENDS_A_PATH.search(self.pack.name):
            return []
        up = "../" * (3 + name.count("/"))
        schema = f"{up}word_templates/{self.pack.name}/{reference or 'schema.json'}"
        return [f"# yaml-language-server: $schema={schema}"]

    def _reference(self, key: str) -> str:
        """The pack's schema file for one item of a list; empty if it has none."""
        target = self.pack.schema.get("properties", {}).get(key, {}).get("items", {}).get("$ref")
        for path in sorted(self.pack.parts[0].path.parent.glob("*.schema.json")):
            if json.loads(path.read_text("utf-8")).get("$ref") == f"schema.json{target}":
                return path.name
        return ""

    def _optional(self) -> list[str]:
        """Comment lines for the top-level fields that are optional."""
        root = self._fields.root
        typed_or_derived = {shape.path for shape in self._fields_of(root)} | self._derived
        others = self.pack.schema.get("properties", {}).keys() - typed_or_derived - {*ABOUT_FILES}
        shapes = (self._fields.child(root, key) for key in sorted(others))
        return [f"# {shape.path}:{self._comment(shape, [])}" for shape in shapes]


def _last_key(shape: Shape) -> str:
    return shape.path.rpartition(".")[2]


def _fit_in_one_line(fields: list[Shape]) -> bool:
    """Whether the fields of a group are a few figures."""
    return 0 < len(fields) <= _IN_ONE_LINE and all("number" in field.types for field in fields)


def _has_blanks(name: str, text: str) -> bool:
    """Whether a file of the unit is empty or has a blank value."""
    file = YamlFile(name, text)
    return not text or any(not file.value(place) for place in file.places.values())


def _quoted(key: str, *, in_flow: bool = False) -> str:
    """A key as YAML, quoted where it has to be."""
    return key if is_plain(key, in_flow) else json.dumps(key, ensure_ascii=False)
