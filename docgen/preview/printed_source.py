"""What the page map knows of a piece of printed text: where it was typed, or what printed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from docgen.content.blocks import Span
from docgen.content.braces import IN_BRACES
from docgen.content.content_edits import ContentEdits
from docgen.diagnostics import DocumentPlace, Place
from docgen.packs.content_index import ContentIndex, path_name
from docgen.packs.expressions.paths import Steps
from docgen.preview.character_places import CharacterPlaces, Places
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.reading.docx_model import DocxParagraph

if TYPE_CHECKING:  # what a paragraph's stretches hold
    from docgen.templates.provenance import ValueSource

SourceKind: TypeAlias = Literal["typed", "text", "derived", "form", "blank", "unit"]


@dataclass(frozen=True, eq=False)
class PrintedSource:
    """The source of a piece of text, printed once.

    Attributes:
        kind: ``typed`` is a value of YAML, also if a ``{{ }}`` in a text prints it; ``text`` words
            of Markdown, ``derived`` what is computed, ``blank`` the mark of what nobody has typed
            yet, ``form`` the template's own text.
        value: the text as it is printed.
        place: where the value begins, or the words of a Markdown text; ``None`` if nobody typed it.
        binding: the place of the ``{{ }}`` that printed it.
        document: the place of the Markdown text it is part of.
        block: the number of the block in that text.
        table_cell: row and column, if the block is a table.
        keys: the field, as ``市级专项[1].名称``; of a Markdown text, the field of the text.
    """

    kind: SourceKind
    value: str
    place: Place | None = None
    binding: Place | None = None
    document: Place | None = None
    block: int = 0
    table_cell: tuple[int, int] | None = None
    keys: str = ""
    _location: Callable[[], DocumentPlace] = field(default=DocumentPlace, repr=False)
    _typed: Callable[[], Places] = field(default=tuple, repr=False)
    _follows: Callable[[], tuple[str, tuple[Place, ...]]] = field(
        default=lambda: ("", ()), repr=False
    )

    @cached_property
    def cell(self) -> DocumentPlace:
        """Where it is printed: heading, table, row and cell, with their labels."""
        return self._location()

    @property
    def formula(self) -> str:
        """The formula of what is derived, as ``执行率 = 执行数 / 预算数``; else empty."""
        return self._origin[0]

    @property
    def inputs(self) -> tuple[Place, ...]:
        """Where the values were typed that it follows from."""
        return self._origin[1]

    def glyph_place(self, offset: int) -> Place | None:
        """Where the character at ``offset`` of ``value`` was typed.

        ``None`` if it was not typed, or in another way: a blank for a line end, a date that the
        form prints in words.
        """
        return self._places[offset] if 0 <= offset < len(self._places) else None

    @cached_property
    def _places(self) -> Places:
        return self._typed()

    @cached_property
    def _origin(self) -> tuple[str, tuple[Place, ...]]:
        return self._follows()


class SourceReader:
    """Makes the sources of a document."""

    def __init__(self, index: ContentIndex, drafts: ContentEdits, locations: Locations) -> None:
        self._index, self._drafts, self._locations = index, drafts, locations
        self._typed = CharacterPlaces(drafts)

    def form(self, paragraph: DocxParagraph, text: str) -> PrintedSource:
        """The form's own text in a paragraph; in an empty chapter of a draft it is its mark."""
        location = self._location(paragraph)
        for stretch in paragraph.sources:
            document = stretch.source.document
            if document and not document.blocks:
                keys = path_name(self._index.steps_of(document))
                places = document.place, None, document.place
                return PrintedSource("blank", text, *places, keys=keys, _location=location)
        return PrintedSource("form", text, _location=location)

    def printed(self, paragraph: DocxParagraph, source: ValueSource, text: str) -> PrintedSource:
        """The source of ``text``, a stretch of a paragraph."""
        kind, document, place = self._kind(source), source.document, source.place
        if place and not place.is_taken:
            self._typed.read(place.file)  # as it is now
        if document and place and kind == "text" and text:
            place = self._typed.beginning(document, place, text[0]) or document.place
        return PrintedSource(
            kind,
            text,
            place,
            self._binding(source),
            document.place if document else None,
            source.block,
            source.cell,
            path_name(self._steps(kind, source)),
            self._location(paragraph),
            lambda: self._places(kind, source, text),
            lambda: self._origin(source) if kind == "derived" else ("", ()),
        )

    def _kind(self, source: ValueSource) -> SourceKind:
        if source.is_unfilled:
            return "blank" if source.place else "derived"
        if source.place is None:
            return "derived"
        if self._index.is_elsewhere(source.place):
            return "unit"
        is_text = source.document is not None and source.binding is None
        return "text" if is_text else "typed"

    def _location(self, paragraph: DocxParagraph) -> Callable[[], DocumentPlace]:
        return lambda: self._locations.of(paragraph)

    def _steps(self, kind: SourceKind, source: ValueSource) -> Steps:
        if kind == "text":
            return self._index.steps_of(source.document)
        steps = self._index.steps(source.place) or self._index.steps_of(source.value)
        if not steps and source.binding:
            names = self._index.around(source.document)
            return self._index.steps_of(self._index.value(self._expression(source), names))
        return steps

    def _binding(self, source: ValueSource) -> Place | None:
        """Where the ``{{ }}`` that printed a value stands in its file."""
        if source.document is None or source.binding is None:
            return None
        return self._typed.beginning(source.document, source.binding, "{")

    def _places(self, kind: SourceKind, source: ValueSource, text: str) -> Places:
        if kind == "text" and source.document and isinstance(source.value, Span):
            return self._typed.of_span(source.document, source.value, text)
        return self._typed.of_value(source.place, text) if kind == "typed" and source.place else ()

    def _origin(self, source: ValueSource) -> tuple[str, tuple[Place, ...]]:
        """The formula of a derived value, and where what it follows from was typed."""
        steps = self._steps("derived", source)
        formula = self._index.formula(steps)
        if formula:
            return f"{formula.field} = {formula.formula}", self._index.inputs(steps)
        if source.binding:
            expression = self._expression(source)
            names = self._index.around(source.document)
            return expression, self._index.inputs_of(expression, names)
        return "", ()

    def _expression(self, source: ValueSource) -> str:
        """What stands in the ``{{ }}`` that printed a value."""
        place = self._binding(source)
        line = self._typed.read(place.file)[place.line - 1] if place else ""
        found = IN_BRACES.match(line, place.column - 1) if place else None
        return found["expression"].strip() if found else ""
