"""Where the places of a text are in a later version of it."""

from __future__ import annotations

from rapidfuzz.distance import LCSseq

from docgen.diagnostics import Place
from docgen.roundtrip.comparing.align import merged_opcodes


class MovedPlaces:
    """Moves places of one text to another, by the lines that both have.

    A line that was changed has become the one at its distance from the first that changed with it.
    """

    def __init__(self, before: str, after: str) -> None:
        codes = LCSseq.opcodes(before.split("\n"), after.split("\n"))
        self._spans = list(merged_opcodes(codes))

    def __call__(self, place: Place) -> Place:
        """The place in the later text."""
        for _, (start, stop, to_start, to_stop) in self._spans:
            if start < place.line <= stop:
                line = to_start + min(place.line - start, max(to_stop - to_start, 1))
                return Place(place.file, line, place.column)
        return place

    def takes(self, place: Place) -> bool:
        """Whether the line of a place of the earlier text was changed or removed."""
        return any(not same and span[0] < place.line <= span[1] for same, span in self._spans)

    def gives(self, place: Place) -> bool:
        """Whether the line of a place of the later text was changed, or came in."""
        return any(not same and span[2] < place.line <= span[3] for same, span in self._spans)
