"""What can be typed at a place of the page, as JSON; and back, where what was typed belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import yaml
from starlette.exceptions import HTTPException

from docgen.content.row_changes import row_info
from docgen.content.typed_hints import hints
from docgen.diagnostics import Place, Problem
from docgen.diagnostics.codes import Language
from docgen.preview.asked import Posted
from docgen.preview.printed_source import PrintedSource
from docgen.preview.unit_inputs import UnitInputs
from docgen.preview.unit_state import UnitState
from docgen.runs.editable import Editable, EditKindName, editable_at, editable_for
from docgen.wording.preview_lines import hint_words, why_kept
from docgen.wording.problem_texts import message_and_hint

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
        return self._fields(editable_for(problem, content.text), content)

    def of_source(self, source: PrintedSource, place: Place | None) -> Fields:
        """What can be typed where a source is printed, or why nothing can.

        ``place`` is where the character was typed that was clicked.
        """
        at, content = (place if source.kind == "text" else None) or source.place, self._shown
        if at is None or at.file not in content.texts:
            why = why_kept(source.kind, source.formula, self.language)
            return {"kind": "none", "text": "", "why": why}
        return self._fields(editable_at(at, content.text(at.file)), content)

    def row(self, source: PrintedSource) -> Fields | None:
        """The row of a list that a value lies in."""
        place, content = source.place, self._shown
        if place is None or place.file not in content.texts:
            return None
        return self._row(place, content)

    def row_of_problem(self, problem: Problem) -> Fields | None:
        """The row of a list that a problem of the content lies in."""
        content, place = self.unit.content, problem.place
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

    def _fields(self, found: Editable, content: UnitInputs) -> Fields:
        """A block is at the line where it begins; ``text_at`` is the place of its text."""
        why = message_and_hint(found.why, self.language).message if found.why else ""
        block = self._first_line(found, content) if found.kind == "block" else None
        return {
            "kind": found.kind,
            "file": found.place.file,
            "line": block or found.place.line,
            "column": found.place.column,
            "text_at": found.place[1:],
            "block": found.block,
            "name": found.name,
            "text": found.text,
            "why": why,
            "hint": hint_words(hints(found.place, content.text(found.place.file)), self.language),
            "multiline": found.kind == "block" or self._is_long(found, content),
            "content": content.number,
        }

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
