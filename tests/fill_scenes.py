"""Forms and data for the tests of ``docgen fill``, in a folder that is no project."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml
from docx.document import Document
from openpyxl.worksheet.worksheet import Worksheet

from docgen import FillOptions, Result, fill_files
from docgen.word.xml import text_of, w
from tests.support import blank_part

Row = Mapping[str, Any]


def form(path: Path, *paragraphs: str, header: str = "") -> Path:
    """A Word file of paragraphs."""
    document = blank_part()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(str(path))
    return path


def data(path: Path, rows: Sequence[Row] | Row) -> Path:
    """A file of rows, or of one mapping, of the kind that its name says."""
    kind = path.suffix
    if kind == ".json":
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    elif kind in (".yaml", ".yml"):
        path.write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False), "utf-8")
    else:
        assert kind == ".xlsx"
        assert not isinstance(rows, Mapping)
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        heads = list(dict.fromkeys(name for row in rows for name in row))
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head) for head in heads])
        book.save(path)
    return path


def filled(form: Path, data: Path, out: str = "", **options: Any) -> Result:
    return fill_files(form, data, FillOptions(**options), out=out)


def text(path: Path) -> str:
    """The lines of a Word file, and of the header of its first section in front."""
    document: Document = docx.Document(str(path))
    header = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    lines = [text_of(paragraph) for paragraph in document.element.body.iter(w("p"))]
    return "\n".join(filter(None, header + lines))


def texts(folder: Path) -> dict[str, str]:
    """The text of each Word file of a folder, by its name without the ending."""
    return {path.stem: text(path) for path in sorted(folder.glob("*.docx"))}
