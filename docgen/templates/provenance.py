"""Where each stretch of a filled document came from.

Asked to, filling leaves marks around every value it prints, ``⟨7⟩431.64⟨/⟩``; the number is an
index into ``sources``. Whoever reads such a document takes them out with :meth:`Trace.read`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.content.blocks import Document
from docgen.diagnostics import Place
from docgen.templates.marks import TRACE_CLOSE, TRACE_END, TRACE_OPEN

_MARKS = re.compile(f"{TRACE_OPEN}(\\d+){TRACE_CLOSE}|({TRACE_END})")


@dataclass(frozen=True, eq=False)
class ValueSource:
    """Where a stretch came from.

    Attributes:
        place: where its value was typed; ``None`` for a value that follows from others.
        value: the value that was printed.
        binding: in Markdown, where the ``{{ }}`` stands that printed it.
        document: the Markdown text it belongs to.
        block: which block of that text.
        cell: row and column, if the block is a table.
    """

    place: Place | None
    value: object = None
    binding: Place | None = None
    document: Document | None = None
    block: int = 0
    cell: tuple[int, int] | None = None


@dataclass(frozen=True)
class Stretch:
    """``text[start:stop]`` of a paragraph, and where it came from."""

    start: int
    stop: int
    source: ValueSource


@dataclass
class Trace:
    """Collects the sources of one filling."""

    sources: list[ValueSource] = field(default_factory=list)

    def opening(self, source: ValueSource) -> str:
        """The mark before what came from ``source``; :data:`TRACE_END` goes behind it."""
        self.sources.append(source)
        return f"{TRACE_OPEN}{len(self.sources) - 1}{TRACE_CLOSE}"

    def read(self, text: str, weights: str) -> tuple[str, str, tuple[Stretch, ...]]:
        """``text`` and ``weights`` without the marks, and the stretches, which may be empty."""
        plain, plain_weights, last = "", "", 0
        found: list[Stretch] = []
        open_marks: list[tuple[int, int]] = []
        for mark in _MARKS.finditer(text):
            plain += text[last : mark.start()]
            plain_weights += weights[last : mark.start()]
            last = mark.end()
            if mark[2] is None:
                open_marks.append((int(mark[1]), len(plain)))
            elif open_marks:
                number, start = open_marks.pop()
                found.append(Stretch(start, len(plain), self.sources[number]))
        found.sort(key=lambda one: (one.start, one.stop))
        return plain + text[last:], plain_weights + weights[last:], tuple(found)
