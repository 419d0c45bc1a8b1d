"""Opens blank forms: .docx directly, .doc and other old formats through LibreOffice."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document

from docgen.diagnostics import Place, Problem, UsageError, template_error
from docgen.packs.pack import Part
from docgen.pdf import PDF_SECONDS
from docgen.pdf.libreoffice import as_docx, find_libreoffice
from docgen.project import Project
from docgen.scaffold.pack.controls import without_controls
from docgen.templates.part_file import read_part
from docgen.templates.placeholders import stories
from docgen.word.notes import open_notes
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of

_OLD_FORMATS = (".doc", ".wps", ".rtf", ".odt")
"""Formats that LibreOffice converts to .docx first."""


@dataclass(frozen=True)
class OpenForm:
    """A form as the bytes of a .docx.

    Attributes:
        name: its name in messages: the path relative to the project.
        data: its bytes.
    """

    name: str
    data: bytes

    def document(self) -> Document:
        """A new copy of the form."""
        document = docx.Document(io.BytesIO(self.data))
        open_notes(document)
        return document


def open_form(file: Path, project: Project, problems: list[Problem]) -> OpenForm | None:
    """Opens a form with its tracked changes accepted, and content controls as plain text.

    Returns:
        The form; ``None`` after a problem.

    Raises:
        UsageError: If there is no such file.
    """
    name = project.relative(file)
    if not file.is_file():
        raise UsageError("no-such-form", Place(name))
    with TemporaryDirectory(prefix="docgen-form-") as folder:
        path = _as_docx(file, Path(folder), name, problems)
        document = read_part(Part(path, name), problems) if path else None
    if document is None:
        return None
    if any(TAG.search(text_of(root)) for root, _ in stories(document)):
        problems.append(template_error("form-has-tags", Place(name)))
        return None
    without_controls(document.element.body)
    buffer = io.BytesIO()
    document.save(buffer)
    return OpenForm(name, buffer.getvalue())


def _as_docx(file: Path, folder: Path, name: str, problems: list[Problem]) -> Path | None:
    """The file, or its conversion in ``folder`` from an old format; ``None`` after a problem."""
    if file.suffix.lower() not in _OLD_FORMATS:
        return file
    program = find_libreoffice()
    if program is None:
        problems.append(template_error("old-format", Place(name)))
        return None
    result = as_docx(program, file, PDF_SECONDS)
    if isinstance(result, str):
        problems.append(template_error("not-a-docx", Place(name), reason=result))
        return None
    path = folder / f"{file.stem}.docx"
    path.write_bytes(result)
    return path
