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
from docgen.word.opening import read_part

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
        return docx.Document(io.BytesIO(self.data))


def open_form(file: Path, project: Project, problems: list[Problem]) -> OpenForm | None:
    """The form in ``file``, tracked changes taken as accepted; ``None`` after a problem.

    Raises :class:`UsageError` if there is no such file.
    """
    name = project.relative(file)
    if not file.is_file():
        raise UsageError("not-found", Place(name))
    with TemporaryDirectory(prefix="docgen-form-") as folder:
        path = file
        if file.suffix.lower() in _OLD:
            path = Path(folder) / f"{file.stem}.docx"
            program = find_libreoffice()
            if program is None:
                problems.append(template_error("old-format", Place(name)))
                return None
            made = as_docx(program, file, PDF_SECONDS)
            if isinstance(made, str):
                problems.append(template_error("not-a-docx", Place(name), reason=made))
                return None
            path.write_bytes(made)
        document = read_part(Part(path, name), problems)
    if document is None:
        return None
    buffer = io.BytesIO()
    document.save(buffer)
    return OpenForm(name, buffer.getvalue())
