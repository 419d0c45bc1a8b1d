"""Fields of Word files are made to show what they should: contents, pages, numbers of captions.

The words follow from the file alone. For pages it is laid out, the fields are written, and it is
laid out once more, until nothing changes: a longer table of contents moves all that follows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, Place
from docgen.project import Project
from docgen.roundtrip.files.locks import find_lock
from docgen.verify.glyphs import read_pages
from docgen.verify.marked_glyphs import MarkedGlyphs
from docgen.verify.printed_paragraphs import PrintedParagraphs
from docgen.word.fields.field import DOCUMENT, has_fields
from docgen.word.fields.worked_out import WorkedOutFields
from docgen.word.package_file import WordPackage
from docgen.word.xml import w
from docgen.word.zip import zip_file

ROUNDS = 5
"""How often a file is laid out; the numbers of most stand after the second time."""


def settled(file: Path, place: Place, pdf: bytes | None = None) -> bytes | None:
    """The Word file with all fields as they should be; ``None`` if none of them is stale.

    Without a ``pdf``, which was made of this file, pages stay as they are. Raises
    :class:`PackageError` for a file that cannot be read.
    """
    package = WordPackage.read(file, place)
    document = package.entries.get(DOCUMENT, b"")
    if not has_fields(document):
        return None
    root = etree.fromstring(document)
    body = root.find(w("body"))
    layout = _layout(body, pdf) if pdf is not None and body is not None else None
    if body is None or not WorkedOutFields(package.document(place), layout, root=body).write():
        return None
    written = etree.tostring(root, encoding="UTF-8", standalone=True)
    return zip_file(package.entries | {DOCUMENT: written}, {})


def _layout(body: etree._Element, pdf: bytes) -> PrintedParagraphs:
    marked = MarkedGlyphs()
    pages = read_pages(pdf, marked)
    return PrintedParagraphs(body, marked, pdf, len(pages))


def lay_out(file: Path, place: Place, convert: Callable[[Path], bytes | str]) -> bytes | str:
    """The PDF of a Word file whose fields are brought up to date in it.

    ``convert`` gives the PDF of a file, or why there is none; so does this.
    """
    new = settled(file, place)
    pdf: bytes | str = ""
    for _ in range(ROUNDS):
        if new is not None:
            file.write_bytes(new)
        pdf = convert(file)
        new = settled(file, place, pdf) if isinstance(pdf, bytes) else None
        if new is None:
            break
    return pdf


@dataclass
class SettledFiles:
    """Settles the fields of files that are converted.

    Attributes:
        project: whose files they are.
    """

    project: Project
    _waiting: list[Path] = field(default_factory=list)
    _written: set[Path] = field(default_factory=set)
    _rounds: dict[Path, int] = field(default_factory=dict)

    def write_words(self, file: Path) -> None:
        """Writes what fields should show, without pages: these need a layout."""
        self._write(file, None)

    def is_settled(self, file: Path, pdf: bytes) -> bool:
        """Whether a file may stay as it is; else it was written, and waits to be laid out again.

        One that cannot be written, or that does not come to rest, stays as it is:
        ``docgen verify`` tells its stale fields.
        """
        rounds = self._rounds.get(file, 0)
        self._rounds[file] = rounds + 1
        if rounds >= ROUNDS or not self._write(file, pdf):
            return True
        self._waiting.append(file)
        return False

    def _write(self, file: Path, pdf: bytes | None) -> bool:
        """Writes a file whose fields are stale, unless somebody has it open; whether it did."""
        place = Place(self.project.relative(file))
        try:
            data = None if find_lock(file) else settled(file, place, pdf)
            if data is not None:
                write_atomically(file, data, place.file)
                self._written.add(file)
        except DocgenError:
            return False
        return data is not None

    def taken(self) -> list[Path]:
        """The files that wait, which wait no longer."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def is_written(self, file: Path) -> bool:
        """Whether a file was written."""
        return file in self._written
