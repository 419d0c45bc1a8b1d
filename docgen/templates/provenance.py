"""Provenance: the source of each stretch of text in a filled document.

With a trace, filling leaves marks around every value it prints, ``⟨7⟩431.64⟨/⟩``; the number is an
index into ``sources``. :meth:`Trace.read` removes the marks and returns the stretches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.content.blocks import Document, Span
from docgen.content.values import Unfilled
from docgen.diagnostics import Place
from docgen.templates.marks import TRACE_CLOSE, TRACE_END, TRACE_OPEN

_MARKS = re.compile(f"{TRACE_OPEN}(\\d+){TRACE_CLOSE}|({TRACE_END})")


def untraced(text: str) -> str:
    """``text`` without the marks of a trace."""
    return _MARKS.sub("", text)


@dataclass(frozen=True, eq=False)
class ValueSource:
    """The source of a stretch.

    Attributes:
        place: where its value was typed; ``None`` for a derived value.
        value: the value that was printed.
        binding: in Markdown, the place of the ``{{ }}`` that printed it.
        document: the Markdown text it belongs to.
        block: the index of the block in that text.
        cell: row and column, if the block is a table.
    """

    place: Place | None
    value: object = None
    binding: Place | None = None
    document: Document | None = None
    block: int = 0
    cell: tuple[int, int] | None = None

    @property
    def is_unfilled(self) -> bool:
        """Whether it is a blank of a draft: the stretch is a mark, and nothing is typed there."""
        return isinstance(getattr(self.value, "unfilled", self.value), Unfilled)

    @property
    def is_printed(self) -> bool:
        """Whether a ``{{ }}`` printed it; the words of a text in a slot are its own."""
        return self.binding is not None or not (self.document or isinstance(self.value, Span))


@dataclass(frozen=True)
class Stretch:
    """``text[start:stop]`` of a paragraph, and its source."""

    start: int
    stop: int
    source: ValueSource


@dataclass
class Trace:
    """The sources of all values printed while filling a unit."""

    sources: list[ValueSource] = field(default_factory=list)

    def opening(self, source: ValueSource) -> str:
        """The mark before a text from ``source``; :data:`TRACE_END` goes after it."""
        self.sources.append(source)
        return f"{TRACE_OPEN}{len(self.sources) - 1}{TRACE_CLOSE}"

    def read(self, text: str, weights: str) -> tuple[str, str, tuple[Stretch, ...]]:
        """``text`` and its parallel ``weights`` without the marks, and the stretches, in order."""
        plain, plain_weights, last = "", "", 0
        stretches: list[Stretch] = []
        open_marks: list[tuple[int, int]] = []
        for mark in _MARKS.finditer(text):
            plain += text[last : mark.start()]
            plain_weights += weights[last : mark.start()]
            last = mark.end()
            if mark[2] is None:
                open_marks.append((int(mark[1]), len(plain)))
            elif open_marks:
                number, start = open_marks.pop()
                stretches.append(Stretch(start, len(plain), self.sources[number]))
        stretches.sort(key=lambda stretch: (stretch.start, stretch.stop))
        return plain + text[last:], plain_weights + weights[last:], tuple(stretches)
