"""Blank content for a new unit: every field of the pack, with a comment.

The files are listed under 待填写, so that ``docgen check`` reports each field that is still blank.

A top-level key of Chinese characters is a field, in the file of the part that prints it, or in
report.yaml if several do. A key of ASCII letters is a folder, with a YAML file for each item of a
list, or a Markdown file for each text of a group.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from docgen.checking.todo_lists import ABOUT_FILES, UNFILLED, with_mark
from docgen.content.content_names import in_order
from docgen.content.formats import CONTENT_FORMAT
from docgen.content.unit import PACK_KEY
from docgen.content.yaml_writer import YamlFile
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Shape
from docgen.scaffold.content.chapter_file import COMMENT, chapter_lines
from docgen.scaffold.content.field_comments import FieldComments
from docgen.scaffold.content.field_lines import FieldLines, last_key

_REPORT = "report.yaml"
_ONE_A_FILE = (
    "# 一个文件填一个；还有的，把这个文件复制成 2.yaml、3.yaml 再填 · one each: copy the file"
)
_ENDS_A_PATH = re.compile(r"[\s#]")


@dataclass(frozen=True)
class Skeleton:
    """The blank content of a new unit.

    Attributes:
        pack: the unit's pack.
        year: the edition's year.
        labels: the comments for its fields.
        values: what is known of the unit, by top-level key, nested as in its files.
        to_fill: the paths of fields that wait for a person, each with the numbers of its items; of
            a report that was handed in, what is blank else stays so. ``None`` for all blanks.
    """

    pack: Pack
    year: int
    labels: FieldComments
    values: Mapping[str, Any] = field(default_factory=dict)
    to_fill: Collection[tuple[str | int, ...]] | None = None

    def files(self) -> dict[str, bytes]:
        """The content of each file, by its path in the unit's folder."""
        numbered = CONTENT_FORMAT.line.splitlines()
        lines: dict[str, list[str]] = {_REPORT: [*self._head(_REPORT, ""), *numbered]}
        fields = self._lines.fields
        for shape in self._lines.typed(fields.root, self.values):
            key = shape.path
            if not key.isascii():
                file = self._files.get(key, _REPORT)
                lines.setdefault(file, self._head(file, "")).extend(
                    self._lines.entry(shape, printed=self.values.get(key))
                )
            elif "array" in shape.types:
                for number, item in enumerate(self.values.get(key) or [None], 1):
                    name = f"{key}/{number}.yaml"
                    head = self._head(name, self._reference(key))
                    group = self._lines.group(fields.item(shape), printed=item)
                    lines[name] = [*head, _ONE_A_FILE, *group]
            else:
                lines |= {f"{key}/{name}.md": text for name, text in self._chapters(shape)}
        lines[_REPORT] += self._optional()
        texts = {name: "".join(f"{line}\n" for line in part) for name, part in lines.items()}
        waits = {self._file_of(path) for path in self.to_fill or ()}
        blank = in_order(
            name
            for name, text in texts.items()
            if (name in waits if self.to_fill is not None else _has_blanks(name, text))
        )
        texts[_REPORT] = with_mark(texts[_REPORT], UNFILLED, blank)
        return {name: text.encode() for name, text in texts.items()}

    def _file_of(self, path: tuple[str | int, ...]) -> str:
        """The file that a field is in."""
        key, *below = map(str, path)
        if not key.isascii():
            return self._files.get(key, _REPORT)
        is_item = isinstance(path[1], int) if below else False
        return f"{key}/{int(below[0]) + 1}.yaml" if is_item else f"{key}/{''.join(below[:1])}.md"

    def _chapters(self, group: Shape) -> Iterator[tuple[str, list[str]]]:
        """The name of each chapter of a group with its lines."""
        written = self.values.get(group.path, {})
        for chapter in self._lines.typed(group):
            name = last_key(chapter)
            heading = self.labels.heading(chapter.path) or name
            schema, numbered = chapter.schema or {}, self.pack.numbers_headings
            blank = chapter_lines(heading, schema, numbered=numbered)
            yield name, [written[name]] if name in written else list(blank)

    @cached_property
    def _lines(self) -> FieldLines:
        return FieldLines(self.pack, self.year, self.labels, self.to_fill is not None)

    @cached_property
    def _files(self) -> dict[str, str]:
        """The file of each top-level field that one part alone prints."""
        first, *others = self.pack.parts
        names = {part.name: part.content or f"{part.path.stem}.yaml" for part in others}
        names[first.name] = first.content or _REPORT
        parts = defaultdict[str, set[str]](set)
        for use in self.labels.uses:
            for path in use.paths:
                parts[re.split(r"[.\[]", path)[0]].add(names[use.placeholder.place.part])
        files = {key: min(files) for key, files in parts.items() if len(files) == 1}
        return files | {PACK_KEY: _REPORT, self.pack.checks.year: _REPORT}

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
        root = self._lines.fields.root
        typed = {shape.path for shape in self._lines.typed(root, self.values)}
        typed |= self._lines.derived
        others = self.pack.schema.get("properties", {}).keys() - typed - {*ABOUT_FILES}
        shapes = [self._lines.fields.child(root, key) for key in sorted(others)]
        comments = [self._lines.comment(shape) for shape in shapes]
        return [
            f"# {shape.path}:{comment and f'  # {comment}'}"
            for shape, comment in zip(shapes, comments, strict=True)
        ]


def _has_blanks(name: str, text: str) -> bool:
    """Whether a file of the unit is empty, a chapter, or has a blank value."""
    if not text or name.endswith(".md"):
        return not text or text.startswith(COMMENT)
    file = YamlFile(name, text)
    return any(not file.value(place) for place in file.places.values())
