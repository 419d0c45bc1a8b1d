"""Fills a unit with a trace, so that the source of each value in its document is known."""

from __future__ import annotations

from pathlib import Path

from docgen.roundtrip.reading.docx_model import DocxFile
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.build import BuiltUnit, Packs, build_unit
from docgen.runs.edition import Edition
from docgen.templates.provenance import Trace


def traced_unit(folder: Path, edition: Edition, packs: Packs) -> tuple[BuiltUnit, DocxFile | None]:
    """Builds a unit; its document with the sources of all values, ``None`` if it has errors."""
    trace = Trace()
    built = build_unit(folder, edition, packs, trace)
    if built.report is None:
        return built, None
    return built, read_document(open_document(built.report.data), trace)
