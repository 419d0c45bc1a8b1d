"""A drafted pack beside the notes of its form: the field that each blank has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import docx
import yaml

from docgen.diagnostics import TemplatePlace
from docgen.scaffold.pack.draft import DraftReport
from docgen.templates.lint.pack_outline import PackOutline, outline_pack
from docgen.templates.part_outline import PartOutline
from tests.drafted_forms_file import OR, Blank, FormFile
from tests.drafted_forms_fill import schema_at
from tests.drafted_forms_places import TAG, Found, Places, find_places

Spot = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Tagged:
    """A blank in the template.

    Attributes:
        blank: the note.
        found: its place.
        typed: what the template has there; ``None`` if the printed text around it is another.
        paths: of the fields there.
    """

    blank: Blank
    found: Found
    typed: str | None
    paths: tuple[str, ...]

    @property
    def path(self) -> str:
        """Of its field; empty without one."""
        return self.paths[0] if self.paths else ""

    @property
    def list_path(self) -> str:
        """The list that it is a column of; empty outside of loops."""
        return self.path.rpartition("[]")[0] if self.found.in_loop and "[]" in self.path else ""


class Reading:
    """A drafted pack, read.

    Attributes:
        form: with its notes.
        report: of the draft.
        root: the folder of the project.
        schema: of the pack.
        pack: its settings.
        places: of the form's texts in the template.
    """

    def __init__(self, form: FormFile, report: DraftReport, root: Path) -> None:
        self.form, self.report, self.root = form, report, root
        body = docx.Document(str(next(report.pack.glob("*.docx")))).element.body
        self.schema: dict[str, Any] = json.loads((report.pack / "schema.json").read_text("utf-8"))
        self.pack: dict[str, Any] = yaml.safe_load((report.pack / "pack.yaml").read_text("utf-8"))
        self.places: Places = find_places(form, body)
        self._outline: PackOutline = outline_pack(report.pack.name, root=root)
        self._part = PartOutline(body)

    @cached_property
    def tagged(self) -> list[Tagged]:
        """The blanks of the form in the template, in order."""
        return list(self._tagged())

    def _tagged(self) -> Iterator[Tagged]:
        for found in self.places.found:
            typed = found.blanks()
            for blank in found.text.blanks:
                there = typed[blank] if typed is not None else None
                tags = TAG.findall(there if there is not None else found.typed)
                yield Tagged(blank, found, there, tuple(self._paths(tags, found)))

    def _paths(self, tags: Sequence[str], found: Found) -> Iterator[str]:
        places = self.spots(found)
        for tag in tags:
            for use in self._outline.uses:
                if use.placeholder.tag == tag and spot(use.placeholder.place) in places:
                    yield from use.paths
                    break

    def spots(self, found: Found) -> list[Spot]:
        """The places in the template where a text stands."""
        return [spot(self._part.place(paragraph, "", "")) for paragraph in found.paragraphs]

    def derived(self, tagged: Tagged) -> bool:
        """Whether the pack works the field out."""
        return bool(tagged.path) and self._outline.is_derived(tagged.path)

    def kind(self, tagged: Tagged) -> Mapping[str, Any]:
        """The schema of the field; empty if there is none."""
        return schema_at(self.schema, tuple(tagged.path.split(".")))


def spot(place: TemplatePlace) -> Spot:
    """Table, row, cell and paragraph of a place."""
    return place.table, place.row, place.cell, place.paragraph


def is_named(tagged: Tagged) -> bool:
    """Whether the path has the words of the name in order; in a loop the row's words count."""
    path = tagged.path
    if tagged.found.in_loop:
        path = f"{tagged.found.labels}/{path}"
    path, at = letters(path), 0
    for word in tagged.blank.name.rpartition("[]")[2].strip("/").split("/"):
        ends = [
            found + len(letters(choice))
            for choice in word.split(OR)
            if (found := path.find(letters(choice), at)) >= 0
        ]
        if not ends:
            return False
        at = min(ends)
    return bool(tagged.path)


def letters(text: str) -> str:
    """A text without signs and white space."""
    return re.sub(r"[\W_]+", "", text)
