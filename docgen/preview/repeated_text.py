"""What a PDF has on many pages, and the document once: the heads of tables, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from docgen.pdf.aligned_text import MatchedRun, matched_runs, without_blanks
from docgen.pdf.tagged_text import ARTIFACT, TaggedBlock, TaggedText
from docgen.roundtrip.reading.docx_model import OBJECT, DocxParagraph, DocxTable, paragraphs

_TAKEN = "\0"


@dataclass(frozen=True)
class TableHead:
    """The numbers of the paragraphs in the rows that a table repeats, and of all in the table."""

    head: tuple[int, ...]
    whole: tuple[int, ...]


def table_heads(
    tables: Sequence[DocxTable], numbers: dict[DocxParagraph, int]
) -> Iterator[TableHead]:
    """The tables that repeat rows on each page."""
    for table in tables:
        rows = [row for row in table.rows if row.is_repeated]
        if rows:
            head = chain.from_iterable(map(paragraphs, rows))
            whole = paragraphs(table)
            yield TableHead(
                tuple(numbers[paragraph] for paragraph in head),
                tuple(numbers[paragraph] for paragraph in whole),
            )


def repeated(
    text: TaggedText,
    runs: Sequence[MatchedRun],
    words: Sequence[str],
    heads: Sequence[TableHead],
    outside: Sequence[int],
) -> Iterator[MatchedRun]:
    """The runs of what belongs to no element of the PDF.

    Args:
        text: the PDF.
        runs: those of the elements.
        words: the paragraphs of the document.
        heads: the tables that repeat rows.
        outside: the numbers of the paragraphs that may be headers or footers.
    """
    pages = _pages(text, runs)
    for block in text.blocks:
        if block.kind == ARTIFACT:
            page, artifact = text.page(block.start), _Artifact(text, block)
            for head in heads:
                where = [pages[number] for number in head.whole if number in pages]
                if where and min(where)[0] < page <= max(last for _, last in where):
                    yield from artifact.head(head.head, words)
            for number in outside:
                yield from artifact.line(number, words[number])


def _pages(text: TaggedText, runs: Sequence[MatchedRun]) -> dict[int, tuple[int, int]]:
    """The first and the last page of each paragraph."""
    found = dict[int, tuple[int, int]]()
    for run in runs:
        first, last = text.page(run.glyph), text.page(run.glyph + run.length - 1)
        known = found.get(run.paragraph, (first, last))
        found[run.paragraph] = min(first, known[0]), max(last, known[1])
    return found


class _Artifact:
    """The characters of a page that belong to no element; each is found once."""

    def __init__(self, text: TaggedText, block: TaggedBlock) -> None:
        signs = text.signs
        self._glyphs = [at for at in range(block.start, block.stop) if without_blanks(signs[at])]
        self._left = "".join([signs[at] for at in self._glyphs])

    def head(self, numbers: Sequence[int], words: Sequence[str]) -> Iterator[MatchedRun]:
        """The runs of repeated rows, which stand together; of each cell if they do not."""
        whole = "".join(without_blanks(words[number]) for number in numbers)
        at = self._left.find(whole)
        for number in numbers:
            ink = without_blanks(words[number])
            start = self._left.find(ink, max(at, 0))
            if ink and start >= 0:
                yield from self._taken(number, words[number], 0, start, len(ink))
                at = start + len(ink)

    def line(self, number: int, words: str) -> Iterator[MatchedRun]:
        """The runs of a line of a header or footer; its fields print what is in no paragraph."""
        pieces = [without_blanks(piece) for piece in words.split(OBJECT)]
        pattern = f"[^{_TAKEN}]*?".join(f"({re.escape(piece)})" for piece in pieces)
        match, done = re.search(pattern, self._left) if any(pieces) else None, 0
        for group, piece in enumerate(pieces, 1) if match else ():
            if piece and match:
                yield from self._taken(number, words, done, match.start(group), len(piece))
            done += len(piece)

    def _taken(
        self, number: int, words: str, skipped: int, start: int, length: int
    ) -> Iterator[MatchedRun]:
        """The runs of characters from ``start`` on: of ``words``, but for those ``skipped``."""
        offsets = [at for at, sign in enumerate(words) if without_blanks(sign)]
        glyphs = self._glyphs[start : start + length]
        self._left = self._left[:start] + _TAKEN * length + self._left[start + length :]
        yield from matched_runs(number, list(zip(offsets[skipped:], glyphs, strict=False)))
