"""Opening a blank form: .docx as it is, .doc by way of LibreOffice."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document
from lxml import etree

from docgen.diagnostics import Place, Problem, UsageError, template_error
from docgen.packs.pack import Part
from docgen.pdf import PDF_SECONDS
from docgen.pdf.libreoffice import as_docx, find_libreoffice
from docgen.project import Project
from docgen.word.marks import text_of, w
from docgen.word.opening import read_part
from docgen.word.tags import TAG

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
        raise UsageError("no-such-form", Place(name))
    with TemporaryDirectory(prefix="docgen-form-") as folder:
        path = _as_docx(file, Path(folder), name, problems)
        document = read_part(Part(path, name), problems) if path else None
    if document is None:
        return None
    if TAG.search(text_of(document.element.body)):
        problems.append(template_error("form-has-tags", Place(name)))
        return None
    _without_controls(document.element.body)
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


def _without_controls(body: etree._Element) -> None:
    """Takes content controls away and leaves what is in them; their prompts are no text."""
    for control in list(body.iter(w("sdt"))):
        parent, content = control.getparent(), control.find(w("sdtContent"))
        if parent is None:
            continue
        if control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None and content is not None:
            for text in content.iter(w("t")):
                text.text = ""
        at = parent.index(control)
        parent[at : at + 1] = list(content) if content is not None else []
