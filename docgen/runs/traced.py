"""Fills a unit with a trace, so that the source of each value in its document is known."""

from __future__ import annotations

from pathlib import Path

from docgen.roundtrip.reading.docx_model import DocxFile
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.build import BuiltUnit, Packs, build_unit, traced_file
from docgen.runs.edition import Edition
from docgen.templates.provenance import Trace


def traced(built: BuiltUnit, edition: Edition, packs: Packs) -> DocxFile:
    """The document of a unit that has no errors, with the source of each value."""
    trace = Trace()
    return read_document(open_document(traced_file(built, edition, packs, trace)), trace)


def traced_unit(folder: Path, edition: Edition, packs: Packs) -> DocxFile | None:
    """The document of the unit in ``folder``, as :func:`traced`; ``None`` if it has errors."""
    built = build_unit(folder, edition, packs)
    return traced(built, edition, packs) if built.report else None
