"""What can be typed at a place of the page, as JSON; and back, where what was typed belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import yaml
from starlette.exceptions import HTTPException

from docgen.content.row_changes import row_info
from docgen.content.typed_hints import hints
from docgen.diagnostics import Place, Problem
from docgen.diagnostics.codes import Language
from docgen.messages.problem_words import message_and_hint
from docgen.preview.asked import Posted
from docgen.preview.printed_source import PrintedSource
from docgen.preview.unit_inputs import UnitInputs
from docgen.preview.unit_state import UnitState
from docgen.runs.editable import Editable, EditKindName, editable_at, editable_for
from docgen.runs.pack_form import FormField
from docgen.wording.preview_lines import hint_words, unit_words, why_kept

Fields = Mapping[str, object]


@dataclass(frozen=True)
class EditViews:
    """What can be typed in one unit at one moment, in words of the reader's language."""

    unit: UnitState
    language: Language

    def of_problem(self, problem: Problem) -> Fields | None:
        """What can be typed to mend a problem of the content; ``None`` for others."""
        content = self.unit.content
        if content is None or problem.document or not content.holds(problem.place):
            return None
        found, asked = editable_for(problem, content.text), asked_for(self.unit, problem)
        if found.name and asked and asked[0].keys:
            found = replace(found, kind="group")
        elif found.kind == "group":
            found = replace(found, kind="none")
        return {**self._fields(found, content, asked), "fields": list(map(self._asked, asked))}

    def _asked(self, field: FormField) -> Fields:
        """A field of a group that is missing."""
        return {
            "label": "／".join(key for key in field.keys if isinstance(key, str)),
            "text": field.text,
            "hint": unit_words(field.unit, self.language),
            "multiline": field.is_text,
        }

    def of_source(self, source: PrintedSource, place: Place | None) -> Fields:
        """What can be typed where a source is printed, or why nothing can.

        ``place`` is where the character was typed that was clicked.
        """
        at, content = (place if source.kind == "text" else None) or source.place, self._shown
        if at is not None and at.is_taken:
            return self._fields(editable_at(at, ""), content)
        if at is None or at.file not in content.texts:
            why = why_kept(source.kind, source.formula, self.language)
            return {"kind": "none", "text": "", "why": why}
        return self._fields(editable_at(at, content.text(at.file)), content)

    def row(self, source: PrintedSource) -> Fields | None:
        """The row of a list that a value lies in."""
        place, content = source.place, self._shown
        if place is None or place.typed.file not in content.texts:
            return None
        return self._row(place.typed, content)

    def row_of_problem(self, problem: Problem) -> Fields | None:
        """The row of a list that a problem of the content lies in."""
        content, place = self.unit.content, problem.place.typed
        if content is None or problem.document or place.file not in content.texts:
            return None
        return self._row(place, content)

    def _row(self, place: Place, content: UnitInputs) -> Fields | None:
        try:
            row = row_info(place, content.text(place.file))
        except yaml.YAMLError:
            return None
        return {"list": row.keys, "number": row.number, "count": row.count} if row else None

    @property
    def _shown(self) -> UnitInputs:
        """The content that the pages show."""
        assert self.unit.shown is not None
        return self.unit.shown.inputs

    def _fields(
        self, found: Editable, content: UnitInputs, asked: Sequence[FormField] = ()
    ) -> Fields:
        """A block is at the line where it begins; ``text_at`` is the place of its text."""
        why = message_and_hint(found.why, self.language).message if found.why else ""
        block = self._first_line(found, content) if found.kind == "block" else None
        return {
            "kind": found.kind,
            "file": found.place.file,
            "line": block or found.place.line,
            "column": found.place.column,
            "text_at": found.place[1:3],
            "block": found.block,
            "name": found.name,
            "text": found.text,
            "why": why,
            "hint": self._hint(found, content, asked),
            "multiline": found.kind == "block" or self._is_long(found, content),
            "content": content.number,
        }

    def _hint(self, found: Editable, content: UnitInputs, asked: Sequence[FormField]) -> str:
        """What the content says of it; where that is nothing, the unit that the form prints."""
        said = () if found.name else hints(found.place, content.text(found.place.file))
        if said or found.kind != "value":
            return hint_words(said, self.language)
        form, shown = self.unit.form, self.unit.shown
        if found.name or form is None or shown is None:
            return unit_words(asked[0].unit if len(asked) == 1 else "", self.language)
        keys = shown.pages.index.steps(shown.place_of(found.place, content))
        return unit_words(form.unit(keys), self.language)

    def _is_long(self, found: Editable, content: UnitInputs) -> bool:
        """Whether a value may have several paragraphs."""
        shown = self.unit.shown
        if "\n" in found.text or shown is None or found.name:
            return "\n" in found.text
        index = shown.pages.index
        return index.is_text(index.steps(shown.place_of(found.place, content)))

    def _first_line(self, found: Editable, content: UnitInputs) -> int | None:
        shown = self.unit.shown
        is_shown = shown is not None and shown.number == content.number
        index = shown.pages.index if shown and is_shown else None
        block = index.block(found.place, found.block) if index else None
        return block.place.line if block else None


def asked_for(unit: UnitState, problem: Problem) -> Sequence[FormField]:
    """What is to be typed in a group or a field that is missing."""
    if not problem.says_missing or unit.form is None:
        return ()
    path = ".".join(filter(None, (problem.words.get("field", ""), problem.words["name"])))
    is_known = "field" in problem.words or not problem.place.line
    return unit.form.below(path) if is_known else ()


def typed_at(sent: Posted) -> Editable:
    """Where something was typed, as the page sends back what :class:`EditViews` gave it.

    Raises :class:`HTTPException` if it is none of that.
    """
    kind = sent.text("kind", "value")
    if kind not in ("value", "block"):
        raise HTTPException(400)
    line, column = sent.numbers("text_at", (sent.number("line"), sent.number("column", 0)))
    place = Place(sent.text("file"), line, column)
    block, name = sent.number("block", 0), sent.text("name", "")
    return Editable(cast(EditKindName, kind), place, block, name)
