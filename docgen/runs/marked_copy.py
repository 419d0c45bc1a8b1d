"""A copy of a Word file in which each figure has the colour of what was found out about it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from docgen.checking.check_record import CheckRecord
from docgen.checking.claims.verdict import Status
from docgen.roundtrip.merging.shaded_figures import ShadedFigure, shade_figures
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.markable_file import MarkableFile
from docgen.runs.sealed_files import sealed_copy

GROUNDS = {
    Status.VERIFIED: "C6E0B4",
    Status.ROUNDED: "FFE699",
    Status.WRONG: "F8B4B4",
    Status.SEEN: "D9D9D9",
}
"""The ground of each colour; black letters can be read on all of them."""


def marked_copy(
    file: MarkableFile, record: CheckRecord, told: Callable[[int], str], summary: str
) -> bytes:
    """The copy, whose words and layout are those of ``file``.

    Args:
        file: the Word file, and where the figures stand in it.
        record: what was checked.
        told: what is said of the figure with a number, as its comment; empty for nothing. A figure
            that is printed several times has one comment, at the first.
        summary: the first comment, at the title.
    """
    document = open_document(file.data)
    shade_figures(document, read_document(document), _shaded(file, record, told), summary)
    buffer = io.BytesIO()
    document.save(buffer)
    return sealed_copy(buffer.getvalue())


def _shaded(
    file: MarkableFile, record: CheckRecord, told: Callable[[int], str]
) -> Iterator[ShadedFigure]:
    seen = set[int]()
    for paragraph, start, stop, number in file.figures:
        comment = "" if number in seen else told(number)
        seen.add(number)
        ground = GROUNDS[record.verdicts[number].status]
        yield ShadedFigure(paragraph, start, stop, ground, comment)
