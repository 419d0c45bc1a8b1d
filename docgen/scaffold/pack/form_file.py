"""Opening a blank form: .docx as it is, .doc by way of LibreOffice."""

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
from docgen.templates.tags import TAG
from docgen.word.notes import open_notes
from docgen.word.xml import text_of

_OLD = (".doc", ".wps", ".rtf", ".odt")
"""Formats that LibreOffice reads and docgen does not."""


@dataclass(frozen=True)
class OpenForm:
    """A form's bytes, as .docx; each :meth:`document` is another copy.

    Attributes:
        name: what messages call it.
        data: its bytes.
    """

    name: str
    data: bytes

    def document(self) -> Document:
        """The form."""
        document = docx.Document(io.BytesIO(self.data))
        open_notes(document)
        return document


def open_form(file: Path, project: Project, problems: list[Problem]) -> OpenForm | None:
    """The form in ``file``, tracked changes taken as accepted; ``None`` after a problem.

    Raises :class:`UsageError` if there is no such file.
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
    """The file, or what LibreOffice makes of an old one in ``folder``; ``None`` after a problem."""
    if file.suffix.lower() not in _OLD:
        return file
    program = find_libreoffice()
    if program is None:
        problems.append(template_error("old-format", Place(name)))
        return None
    made = as_docx(program, file, PDF_SECONDS)
    if isinstance(made, str):
        problems.append(template_error("not-a-docx", Place(name), reason=made))
        return None
    path = folder / f"{file.stem}.docx"
    path.write_bytes(made)
    return path
