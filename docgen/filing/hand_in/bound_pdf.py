"""A report with its evidence bound behind it: numbers run on, and each piece has a bookmark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from docgen.filing.hand_in.evidence_sheets import SheetSize, add_sheets
from docgen.pdf.reproducible import reproducible

A4 = SheetSize(595.276, 841.89)
_CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part", "pdfuaid:rev")
"""What a report may say of itself, and is no more true with scans behind it."""


@dataclass(frozen=True)
class BoundPiece:
    """A piece of evidence: what its bookmark says, and its pages as a PDF."""

    name: str
    pdf: bytes


def bound_pdf(
    report: bytes, pieces: Sequence[BoundPiece], numbers: bytes | None, title: str
) -> bytes:
    """The PDF of a report with ``pieces`` behind it, whose bookmarks stand below ``title``.

    ``numbers`` has one page for each of theirs, with its number and nothing else; without it, no
    number is printed.
    """
    with pikepdf.open(BytesIO(report)) as bound, _opened(numbers) as numbered:
        behind, starts = len(bound.pages), list[int]()
        sheets, size = list(numbered.pages), _size(numbered)
        for piece in pieces:
            start = len(bound.pages)
            starts.append(start)
            add_sheets(bound, piece.pdf, sheets[start - behind :], size)
        _mark(bound, [piece.name for piece in pieces], starts, title)
        with bound.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for claim in _CLAIMS:
                metadata.pop(claim, None)
        written = BytesIO()
        bound.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return reproducible(written.getvalue())


def _opened(numbers: bytes | None) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(numbers)) if numbers else pikepdf.new()


def _size(numbered: pikepdf.Pdf) -> SheetSize:
    """The size of the sheets that have the numbers."""
    if not numbered.pages:
        return A4
    left, bottom, right, top = map(float, numbered.pages[0].mediabox)
    return SheetSize(right - left, top - bottom)


def _mark(bound: pikepdf.Pdf, names: Sequence[str], starts: Sequence[int], title: str) -> None:
    with bound.open_outline() as outline:
        above = pikepdf.OutlineItem(str(title), starts[0] if starts else None)
        for number, (name, start) in enumerate(zip(names, starts, strict=True), 1):
            above.children.append(pikepdf.OutlineItem(f"{number}. {name}", start))
        outline.root.append(above)
