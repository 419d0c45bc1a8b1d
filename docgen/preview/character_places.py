"""Where each printed character was typed: in YAML, in Markdown, in Markdown within YAML."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from docgen.content.blocks import Document, Span
from docgen.content.content_edits import ContentEdits
from docgen.diagnostics import Place

Places = Sequence[Place | None]
"""The place of each character; ``None`` where it was typed in another way."""


class CharacterPlaces:
    """The characters of the files that a unit was built from; none is named that is not there."""

    def __init__(self, drafts: ContentEdits) -> None:
        self._drafts = drafts
        self._lines: dict[str, list[str]] = {}
        self._scalars: dict[Place, Places] = {}

    def read(self, name: str) -> list[str]:
        """The lines of a file, as they were when they were first asked for."""
        if name not in self._lines:
            self._lines[name] = self._drafts.text(name).split("\n")
        return self._lines[name]

    def of_value(self, place: Place, printed: str) -> Places:
        """Those of a value of YAML that is printed as it was typed, or of a line of it."""
        if place.is_taken:
            return ()
        value = self._drafts.value(place)
        if value is None:
            return self._key(place, printed)
        if value.count(printed) != 1 or not (value == printed or printed in value.split("\n")):
            return ()
        start = value.index(printed)
        return self._checked(self._scalar(place)[start : start + len(printed)], printed)

    def _key(self, place: Place, printed: str) -> Places:
        """Those of a key, which a form prints as the name of a row."""
        line = self.read(place.file)[place.line - 1]
        start = place.column - 1 + line.startswith(("'", '"'), place.column - 1)
        if not line.startswith(printed, start):
            return ()
        return [place.shifted(0, start + 1 + number) for number in range(len(printed))]

    def of_span(self, document: Document, span: Span, printed: str) -> Places:
        """Those of words of a Markdown text."""
        if span.place is None or span.text != printed:
            return ()
        columns = span.columns[:-1] or range(len(printed))
        begin = span.place.column
        typed = [span.place.shifted(0, begin + column) for column in columns]
        return self._checked(self._in_file(document, typed), printed)

    def beginning(self, document: Document, place: Place, sign: str) -> Place | None:
        """Where what is read at ``place`` of a Markdown text begins with ``sign`` in the file.

        That is ``place``, unless the text is in quotes, or folded.
        """
        found = self._holding(place, sign)
        return found or self._checked(self._in_file(document, [place]), sign)[0]

    def _in_file(self, document: Document, places: Sequence[Place]) -> Places:
        """The places of characters of a Markdown text, of which it has rows and columns."""
        scalar, typed = self._scalar(document.place), document.typed
        if not scalar:
            return places
        starts = [0, *accumulate(len(line) + 1 for line in typed.lines)]
        found = list[Place | None]()
        for place in places:
            row = typed.row(place)
            offset = starts[row] + place.column - 1 - typed.indent if row < len(starts) else -1
            found.append(scalar[offset] if 0 <= offset < len(scalar) else None)
        return found

    def _scalar(self, place: Place) -> Places:
        """Those of the value of YAML that begins at ``place``; none if that is no YAML."""
        if place not in self._scalars:
            file = self._drafts.yaml(place.file)
            self._scalars[place] = file.characters(place) if file else ()
        return self._scalars[place]

    def _checked(self, places: Places, printed: str) -> Places:
        """The places that hold what is printed; behind a backslash, the next one does."""
        return [
            self._holding(place, sign) if place else None
            for place, sign in zip(places, printed, strict=False)
        ]

    def _holding(self, place: Place, sign: str) -> Place | None:
        line = self.read(place.file)[place.line - 1 : place.line]
        here = line[0][place.column - 1 : place.column + 1] if line else ""
        if here[:1] == sign:
            return place
        return place.shifted(0, place.column + 1) if here == f"\\{sign}" else None
