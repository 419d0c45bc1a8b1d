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
from docgen.diagnostics import DocgenError, Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.project import Project, typed
from docgen.roundtrip.files.overwrite import refuse_if_held
from docgen.runs.action_cache import state_of
from docgen.verify.glyphs import read_pages
from docgen.verify.marked_glyphs import MarkedGlyphs
from docgen.verify.printed_paragraphs import PrintedParagraphs
from docgen.word.fields.field import DOCUMENT, has_fields
from docgen.word.fields.worked_out import WorkedOutFields
from docgen.word.package_file import WordPackage
from docgen.word.xml import w
from docgen.word.zip import zip_file

FIELDS_NOT_WRITTEN = problem_code(
    "fields-not-written",
    en=(
        "the table of contents or references of this Word file are out of date, in the PDF too: "
        "the file is open or write-protected",
        "close it in Word or WPS, or take off 「Read-only」 in its properties; "
        "then docgen pdf {file}",
    ),
    zh=(
        "这个 Word 文件的目录或引用没有更新，PDF 里也没有：文件正打开着，或是只读的",
        "在 Word 或 WPS 里关闭它，或在文件属性里去掉「只读」，再运行 docgen pdf {file}",
    ),
)
FIELDS_RESTLESS = problem_code(
    "fields-restless",
    en=(
        "the pages in the table of contents or in references do not come to rest: writing them "
        "moves what they name",
        "in Word, put a page break before the heading that jumps between two pages; then "
        "docgen pdf {file}",
    ),
    zh=(
        "目录或引用里的页码定不下来：一写上，所指的内容又换了页",
        "在 Word 里给在两页之间跳动的标题前加一个分页符，再运行 docgen pdf {file}",
    ),
)
ROUNDS = 5
"""How often a file is laid out; the numbers of most stand after the second time."""


def settled(file: Path | bytes, place: Place, pdf: bytes | None = None) -> bytes | None:
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
    _left: dict[Path, Problem] = field(default_factory=dict)

    def write_words(self, file: Path) -> None:
        """Writes what fields should show, without pages: these need a layout."""
        self._write(file, None)

    def is_settled(self, file: Path, pdf: bytes) -> bool:
        """Whether a file may stay as it is; else it was written, and waits to be laid out again.

        One that cannot be written, or that does not come to rest, stays as it is, and is told by
        :meth:`problem`.
        """
        self._rounds[file] = self._rounds.get(file, 0) + 1
        if not self._write(file, pdf):
            return True
        self._waiting.append(file)
        return False

    def _write(self, file: Path, pdf: bytes | None) -> bool:
        """Writes a file whose fields are stale; whether it has to be laid out again.

        One that somebody has open, or may not be written, is left alone. So is one that was saved
        while its fields were worked out, which is what is laid out next.
        """
        place, before = Place(self.project.relative(file)), state_of(file)
        self._left.pop(file, None)
        try:
            data = settled(file, place, pdf)
        except DocgenError:
            return False
        if data is None:
            return False
        if self._rounds.get(file, 0) > ROUNDS:
            self._left[file] = warning(FIELDS_RESTLESS, place, file=typed(place.file))
            return False
        try:
            refuse_if_held(file, place)
            if state_of(file) == before:
                write_atomically(file, data, place.file)
                self._written.add(file)
        except DocgenError:
            self._left[file] = warning(FIELDS_NOT_WRITTEN, place, file=typed(place.file))
            return False
        return True

    def taken(self) -> list[Path]:
        """The files that wait, which wait no longer."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def is_written(self, file: Path) -> bool:
        """Whether a file was written."""
        return file in self._written

    def problem(self, file: Path) -> Problem | None:
        """Why fields of a file are stale still, if they are; a warning."""
        return self._left.get(file)
