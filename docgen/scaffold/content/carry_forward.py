"""A unit's content carried forward to the next edition, file by file; comments and order stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.checking.todo_lists import ABOUT_FILES, CARRIED, with_mark
from docgen.content.cell_references import FIGURES, RECORD
from docgen.content.content_names import is_markdown, is_yaml
from docgen.content.formats import CONTENT_FORMAT
from docgen.content.markdown import parse_markdown
from docgen.content.source_files import Patch, apply_patches, is_inside, read_source
from docgen.content.unit import PACK_KEY, Unit
from docgen.content.yaml_writer import KeyPath as Keys
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place, Problems
from docgen.packs.next_year import names_field, year_later
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.typing import MARKDOWN
from docgen.scaffold.content.field_comments import FieldComments

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Carrier:
    """Carries the content of units of one pack forward.

    Attributes:
        pack: the pack, whose ``next`` says what becomes of each field.
        year: the new edition's year.
        labels: the comments for fields to fill in.
    """

    pack: Pack
    year: int
    labels: FieldComments

    def files(self, unit: Unit) -> dict[str, bytes]:
        """The new content of every file of ``unit``, by its path in its folder.

        References to cells stay: the new year's workbooks come under the same names, and until
        then the fields are blank. Last year's workbooks do not come along; what was taken from them
        as this year's figure is written as last year's.

        Files that the writer has to look through are listed under 沿用上年.
        """
        folder, taken = unit.folder, dict(_taken(unit))
        texts: dict[str, str] = {}
        files: dict[str, bytes] = {}
        marked = []
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            hidden = any(part[0] in ".~" for part in Path(name).parts)
            if hidden or not path.is_file() or not is_inside(path, folder):
                continue
            if name == f"{FIGURES}/{RECORD}":
                continue
            if is_yaml(path):
                texts[name], changed = self._yaml(name, _text(path, name), taken)
                marked += [name] if changed else []
            elif is_markdown(path) or not name.startswith(f"{FIGURES}/"):
                files[name] = path.read_bytes()
                marked += [name] if _is_written(name, files[name]) else []
        first = next((name for name, text in texts.items() if _names_pack(text)), min(texts))
        texts[first] = with_mark(texts[first], CARRIED, marked)
        return {**files, **{name: text.encode() for name, text in texts.items()}}

    def _yaml(self, name: str, text: str, taken: Mapping[Place, str]) -> tuple[str, bool]:
        """The new text of a YAML file, and whether the writer has to look through it."""
        file = YamlFile(name, text)
        above = (name.split("/")[0],) if "/" in name else ()
        patches = [removal for key in ABOUT_FILES if (removal := file.entry(key))]
        blank: list[tuple[Place, str]] = []
        texts = False
        for path, place in file.places.items():
            if path[0] in (*ABOUT_FILES, PACK_KEY, CONTENT_FORMAT.key) or file.is_taken(path):
                continue
            keys = tuple(str(step) for step in (*above, *path) if isinstance(step, str))
            value = self._value(file, path, keys, taken)
            if value is None:
                texts |= bool(file.value(place))
            elif value != file.value(place):
                patches.append(file.patch(place, value))
                blank += [(place, ".".join(keys))] if not value else []
        patches += self._comments(file, blank)
        return apply_patches(text, patches), texts or bool(blank)

    def _value(
        self, file: YamlFile, path: Keys, keys: tuple[str, ...], taken: Mapping[Place, str]
    ) -> str | None:
        """The value of a field next year; ``None`` for a text that the writer has to revise."""
        plan, old = self.pack.next, file.value(file.places[path])
        if keys == (self.pack.checks.year,):
            return str(self.year)
        if names_field(plan.kept, keys):
            return old
        if names_field(plan.dates, keys):
            return year_later(old)
        if this_year_key := self.pack.checks.last_year_of.get(keys[-1]):
            place = file.places.get((*path[:-1], this_year_key))
            if place and file.is_taken((*path[:-1], this_year_key)):
                return taken.get(place, "")
            return file.value(place) if place else ""
        return None if names_field(plan.texts, keys) or self._is_markdown(keys) else ""

    def _comment(self, fields: list[str]) -> str:
        """The labels of the fields on one line; of a single field also its choice of values."""
        shapes = [self._shape(tuple(field.split("."))) for field in fields]
        schema = shapes[0].schema or {}
        has_choice = len(fields) == 1 and ("enum" in schema or "pattern" in schema)
        description = str(schema.get("description", "")) if has_choice else ""
        return "；".join(filter(None, (self.labels.comment(shapes), description)))

    def _is_markdown(self, keys: tuple[str, ...]) -> bool:
        return (self._shape(keys).schema or {}).get("contentMediaType") == MARKDOWN

    def _shape(self, keys: tuple[str, ...]) -> Shape:
        """The schema of the field at ``keys``, which leave out the numbers of list items."""
        fields = Fields(self.pack.schema)
        shape: Shape = fields.root
        for key in keys:
            shape = fields.child(shape, key)
            while "array" in shape.types:
                shape = fields.item(shape)
        return shape

    def _comments(self, file: YamlFile, blank: list[tuple[Place, str]]) -> Iterator[Patch]:
        """Patches that add the form's labels to lines with blank fields.

        A comment of the writer stays; one that docgen wrote for another year is replaced.
        """
        lines = file.text.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        by_line: dict[int, list[str]] = {}
        for place, field in blank:
            by_line.setdefault(place.line - 1, []).append(field)
        for number, fields in by_line.items():
            line, comment = lines[number].rstrip(), self._comment(fields)
            end = starts[number] + len(line)
            content, mark, old_comment = line.partition("  # ")
            if mark and _YEAR.sub("", old_comment) == _YEAR.sub("", comment):  # written by docgen
                yield Patch(starts[number] + len(content), end, f"  # {comment}")
            elif comment and "#" not in line and not line.endswith(("|", "|-", ">", ">-")):
                behind = starts[number] + len(lines[number])  # the blanks go with the value
                yield Patch(behind, behind, f"  # {comment}")


def _taken(unit: Unit) -> Iterator[tuple[Place, str]]:
    """Yields what was taken from cells, as it is typed, by the places of the references."""
    folder = f"{unit.place.file}/"
    for cell in unit.cells.taken:
        typed = cell.place.typed
        yield typed.in_file(typed.file.removeprefix(folder)), cell.figure or cell.text


def _text(path: Path, name: str) -> str:
    source = read_source(path, name, Problems())
    return source.text if source else ""


def _is_written(name: str, data: bytes) -> bool:
    """Whether a file is Markdown with a text; comments are none."""
    text = data.decode(errors="replace") if name.lower().endswith(".md") else ""
    return bool(parse_markdown(text, Place(name), Problems()).blocks)


def _names_pack(text: str) -> bool:
    """Whether a YAML file has the key of the unit's pack."""
    return re.search(rf"^[\"']?{PACK_KEY}[\"']?\s*:", text, re.MULTILINE) is not None
