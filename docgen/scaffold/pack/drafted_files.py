"""The files of a drafted pack: its parts, with tags in the place of blanks, and its settings."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docx.document import Document
from lxml import etree

from docgen.packs.pack_list import pack_title
from docgen.project import Project
from docgen.scaffold.pack.choices import forget_choices
from docgen.scaffold.pack.form_fields import Path as KeyPath
from docgen.scaffold.pack.formulas.drafted_rules import Rules
from docgen.scaffold.pack.report.draft_notes import DraftNote, hints_in, notes_of
from docgen.scaffold.pack.writing.drafted_schema import ITEM, drop_derived, schema_of
from docgen.scaffold.pack.writing.pack_file import pack_yaml
from docgen.scaffold.pack.writing.self_check import body_lines
from docgen.scaffold.pack.writing.tag_placement import left_blank, place_tags
from docgen.scaffold.pack.writing.unique_names import Form, resolve, unit_path


@dataclass
class DraftedParts:
    """The parts of a drafted pack.

    Attributes:
        files: each part's bytes by its name.
        lines: the lines of the blank forms, which a report without content has.
        notes: what the keeper has to know of each blank.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    notes: list[DraftNote] = field(default_factory=list)


@dataclass(frozen=True)
class DraftedFiles:
    """What the files of a pack are made of.

    Attributes:
        forms: the forms, each field with its final path.
        title: the pack's title.
        unit: the path of the unit's own name.
        prompts: what the forms say on how to fill in their blanks, by paragraph.
        apart: what tells its reports from those of a pack with the same title; mostly nothing.
    """

    forms: Sequence[Form]
    title: str
    unit: KeyPath
    prompts: Mapping[etree._Element, str]
    apart: str = ""

    def parts(self, edition: int) -> DraftedParts:
        """Places the tags in the forms. Returns the parts that they become."""
        parts = DraftedParts()
        for form in self.forms:
            body = form.document.element.body
            parts.lines += body_lines(left_blank(body, form.form_fields, edition))
            forget_choices(body)
            place_tags(form.form_fields)
            parts.notes += notes_of(form, self.prompts)
            parts.files[form.file] = _saved(form.document)
        return parts

    def settings(self, rules: Rules) -> dict[str, bytes]:
        """The files beside the parts: pack.yaml and the schemas."""
        forms = list(self.forms)
        schema = drop_derived(schema_of(forms, self.title, self.unit, self.prompts), rules.derived)
        settings = pack_yaml(forms, self.title, self.unit, rules, self.apart)
        files = {"pack.yaml": settings.encode(), "schema.json": _json(schema)}
        if "$defs" in schema:
            files["project.schema.json"] = _json({"$ref": f"schema.json#/$defs/{ITEM}"})
        return files


def files_of(forms: list[Form], folder: Path, project: Project) -> DraftedFiles:
    """What the files of the pack in ``folder`` are made of, from forms as they were read."""
    title = next((form.title for form in forms if form.title), folder.name)
    prompts = {paragraph: hint for form in forms for paragraph, hint in hints_in(form).items()}
    apart = _apart(title, folder, project)
    return DraftedFiles(resolve(forms), title, unit_path(forms), prompts, apart)


def _apart(title: str, folder: Path, project: Project) -> str:
    """What tells the files of a pack from those of another with its title; mostly nothing.

    Two forms of one title, such as this year's and last year's, may be filled in by one unit.
    """
    others = (project.packs / name for name in project.pack_names())
    is_shared = any(other != folder and pack_title(other) == title for other in others)
    return f"（{folder.name}）" if is_shared else ""


def _saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
