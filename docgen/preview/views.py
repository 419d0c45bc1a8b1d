"""What the page shows, as JSON: units, problems, pages, sources, in the reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from docgen.diagnostics import Place, Problem
from docgen.diagnostics.codes import Language
from docgen.messages.problem_words import message_and_hint, where_words
from docgen.preview.edit_views import EditViews
from docgen.preview.editor_link import EditorLink
from docgen.preview.json_answer import place_fields
from docgen.preview.page_labels import PageLabel, PageLabels, told_apart
from docgen.preview.page_map import MappedPage, PageBox
from docgen.preview.printed_source import PrintedSource
from docgen.preview.unit_state import UnitState
from docgen.runs.taken_figures import FIGURES_NOT_TAKEN
from docgen.runs.waiver_edits import waiving_of

Json = dict[str, object]

_INPUTS = 20
"""The most values that a card lists, of those that a figure follows from."""


def unit_row(unit: UnitState) -> Json:
    """A unit in the list."""
    return {
        "name": unit.name,
        "title": unit.title or unit.name,
        "state": unit.stage.value,
        "errors": unit.errors,
        "warnings": unit.warnings,
        "blanks": unit.blanks,
        "filled": unit.filled,
        "pages": len(unit.shown.pages.pages) if unit.shown else 0,
        "draft": bool(unit.shown and unit.shown.draft),
        "version": unit.version,
    }


def problem_id(problem: Problem) -> str:
    """A name of a problem that is the same while nothing about it changes."""
    said = (problem.code, tuple(problem.place), sorted(problem.words.items()), problem.document)
    return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Views:
    """The views of one unit at one moment.

    Attributes:
        unit: the unit.
        language: the reader's.
        link: links to the reader's editor.
    """

    unit: UnitState
    language: Language
    link: EditorLink

    @property
    def _pages(self) -> Sequence[MappedPage]:
        return self.unit.shown.pages.pages if self.unit.shown else ()

    def _printed(self, place: Place) -> Sequence[PageBox]:
        """Where what is typed at ``place`` is printed."""
        return self.unit.shown.pages.boxes(place) if self.unit.shown else ()

    def overview(self) -> Json:
        """The unit with its problems and the sizes of its pages."""
        unit = self.unit
        return {
            **unit_row(unit),
            "stale": unit.stale,
            "map": unit.shown.number if unit.shown else 0,
            "pages": [_page_size(page) for page in self._pages],
            "problems": self.problems(),
            "waived": [
                {**self.problem(waived.problem), "reason": waived.reason}
                for waived in self.unit.waived
            ],
            "changed": self.boxes_of(self.unit.changed),
        }

    def problems(self) -> list[Json]:
        """The problems; what is still to be done in the order of the pages."""
        labels = told_apart([self._label(problem) for problem in self.unit.problems])
        pairs = zip(self.unit.problems, labels, strict=True)
        in_order = sorted(pairs, key=lambda pair: pair[1].order if pair[0].to_do else -1)
        return [self.problem(problem, label) for problem, label in in_order]

    def problem(self, problem: Problem, label: PageLabel | None = None) -> Json:
        """A problem in words, and where it shows on the pages."""
        label = label or self._label(problem)
        message, hint = message_and_hint(problem, self.language)
        place = problem.place
        where = where_words(problem.document, self.language) if problem.document else ""
        edits = EditViews(self.unit, self.language)
        edit = edits.of_problem(problem)
        # What is missing is typed, with its name; a key that is misspelt is mended.
        is_typed = bool(edit and edit["name"]) and not (problem.fix and problem.fix.old)
        fix = None if is_typed else problem.fix
        return {
            "id": problem_id(problem),
            "code": problem.code,
            "severity": problem.severity.value,
            "message": message,
            "hint": hint,
            "where": where,
            **self._at(place),
            "to_do": problem.to_do,
            "waiving": waiving_of(problem),
            "taking": problem.code == FIGURES_NOT_TAKEN,
            "fix": {"text": fix.new, "safe": fix.safe} if fix else None,
            "boxes": _boxes(self.problem_boxes(problem)),
            "edit": edit,
            "row": edits.row_of_problem(problem),
            "field": problem.words.get("field", ""),
            "group": label.group,
            "label": label.label,
        }

    @cached_property
    def _labels(self) -> PageLabels:
        shown, content = self.unit.shown, self.unit.content
        folder = content.folder if content else ""
        return PageLabels(shown.pages if shown else None, folder, self.language)

    def _label(self, problem: Problem) -> PageLabel:
        if problem.document:  # it is about the finished file
            return PageLabel("", "")
        return self._labels.of(self._shown(problem.place), problem.words.get("field", ""))

    def _shown(self, place: Place) -> Place:
        """The place of a problem in the content that the pages show."""
        return self.unit.shown.place_of(place, self.unit.content) if self.unit.shown else place

    def problem_boxes(self, problem: Problem) -> Sequence[PageBox]:
        """Where a problem shows; one of a PDF at least at the top of its page."""
        if problem.document and 0 < problem.document.page <= len(self._pages):
            page = problem.document.page - 1
            return [PageBox(page, 0, 0, self._pages[page].width, 0)]
        return self._printed(self._shown(problem.place))

    def spans(self, number: int) -> Json:
        """The text of a page. There are pages, and this is one of them."""
        assert self.unit.shown is not None
        spans = [asdict(span) for span in self._pages[number].spans]
        return {"map": self.unit.shown.number, "spans": spans}

    def source(self, number: int, offset: int) -> Json:
        """What printed the character at ``offset`` of a source. There are pages with this one."""
        assert self.unit.shown is not None
        source = self.unit.shown.pages.sources[number]
        place = source.glyph_place(offset) or source.place
        edits = EditViews(self.unit, self.language)
        return {
            "kind": _kind(source),
            **self._at(place or Place("")),
            "value": source.value,
            "field": source.keys,
            "label": self._labels.of(source.place).label if source.place else "",
            "formula": source.formula,
            "inputs": [self._input(each) for each in source.inputs[:_INPUTS]],
            "cell": where_words(source.cell, self.language),
            "uses": _boxes(self._uses(number, source)),
            "edit": edits.of_source(source, place),
            "row": edits.row(source),
        }

    def boxes_of(self, places: Iterable[Place]) -> list[Json]:
        """Where what is typed at some places is printed."""
        return _boxes(box for place in places for box in self._printed(place))

    def _uses(self, number: int, source: PrintedSource) -> Sequence[PageBox]:
        """All places where the value is printed; of a Markdown text all of its block."""
        assert self.unit.shown is not None
        uses = self._printed(source.place) if source.place else ()
        return uses or self.unit.shown.pages.boxes_of(number)

    def _input(self, place: Place) -> Json:
        sources = self.unit.shown.pages.sources if self.unit.shown else ()
        found = next((source for source in sources if source.place == place), None)
        return {
            "field": found.keys if found else "",
            "value": found.value if found else "",
            **self._at(place),
            "boxes": _boxes(self._printed(place)),
        }

    def _at(self, place: Place) -> Json:
        """Where something is typed; and the cell, if its value is taken from one."""
        return {
            **place_fields(place),
            "link": self.link(place.typed),
            "taken_from": place.cell_name.rpartition("/")[2],
        }


def _kind(source: PrintedSource) -> str:
    """What a source is: its own kind, or ``cell`` for what is taken from a workbook."""
    is_taken = source.place is not None and source.place.is_taken and source.kind != "blank"
    return "cell" if is_taken else source.kind


def _page_size(page: MappedPage) -> Json:
    return {"width": page.width, "height": page.height, "digest": page.digest}


def _boxes(boxes: Iterable[PageBox]) -> list[Json]:
    return [box._asdict() for box in boxes]
