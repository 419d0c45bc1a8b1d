"""What filling a free template adds to the package: pictures and documents that values bring."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Emu, Length
from docxtpl import InlineImage, Subdoc
from markupsafe import Markup

from docgen.content.blocks import Inlines
from docgen.content.picture_attributes import read_width
from docgen.content.pictures import MAX_PICTURE_BYTES, is_picture
from docgen.content.source_files import is_inside
from docgen.diagnostics import Place, nearest
from docgen.diagnostics.file_names import existing
from docgen.packs.expressions import RefusalError
from docgen.templates.block_xml import inlines_xml
from docgen.templates.fill_context import FillContext
from docgen.templates.free.word_parts import GrowingPackage, WordParts
from docgen.templates.marks import escaped
from docgen.word.package_file import PackageError, read_package
from docgen.word.styles import Styles

_WORD_XML = re.compile(r"</?w:\w")
_RELATION = re.compile(r'(?<= r:id=")[^"]+(?=")')
_ADDRESS = re.compile(r"(?:\w+:|#|/)\S+")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|#\d+|#x[0-9a-fA-F]+);")

_EMU_PER_TWIP = 635
_TWIPS_PER_MM = 1440 / 25.4
_KEPT_NUMBERS = 10_000
"""Numberings that joined documents may add before those of Markdown lists."""


@dataclass
class FreeFilling(FillContext):
    """The state of filling a free template.

    Attributes:
        parts: the document that values add files to.
        folder: what paths of pictures and documents count from; ``None`` where values may not name
            files.
        none: what Python's ``None`` prints.
        files: types of values that are pictures; other objects are texts.
        escape: makes XML of a text.
        takes_xml: whether texts that are Word's XML stay as they are.
    """

    parts: WordParts = field(default_factory=lambda: GrowingPackage({}))
    folder: Path | None = None
    none: str = ""
    files: tuple[type, ...] = (InlineImage, Path, bytes)
    escape: Callable[[str], str] = escaped
    takes_xml: bool = False

    def added_to(self, entries: dict[str, bytes]) -> dict[str, bytes]:
        """The files of the package with those that the values brought along."""
        return self.parts.entries() if isinstance(self.parts, GrowingPackage) else entries

    def runs(self, inlines: Inlines, number: int) -> str:
        """The runs of a text in the look of the run at site ``number``."""
        return inlines_xml(inlines, self.sites.slots[number], self)

    def linked(self, xml: str) -> str:
        """The runs of a RichText with their links in the file that they are printed into.

        docxtpl's links are known to the document alone, and break in headers and notes. What is
        given as ``url_id`` may be the address itself.
        """
        if " r:id=" not in xml:
            return xml
        return _RELATION.sub(lambda identifier: self._link(identifier[0]), xml)

    def _link(self, identifier: str) -> str:
        address = self.parts.address(identifier)
        if address is None and _ADDRESS.fullmatch(identifier):
            address = unescape(identifier)
        if address is None:
            raise RefusalError("foreign-link", name=identifier)
        part = self.parts.part(self.story)
        return str(part.relate_to(address, RT.HYPERLINK, is_external=True))

    def paragraph_of(self, runs: str, number: int) -> str:
        """The paragraph of ``runs`` in the look of the paragraph at site ``number``."""
        properties = self.sites.slots[number].properties
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"

    def run_of(self, value: InlineImage | Path | bytes) -> str:
        """The run with a picture; docxtpl's own keeps its size and its link."""
        if isinstance(value, InlineImage):
            source, sizes = value.image_descriptor, (value.width, value.height)
            return self._drawn(source, *sizes, anchor=value.anchor)
        return self.picture_run(value)

    def picture_run(self, source: Any, width: Any = None, height: Any = None) -> str:
        """The run with the picture of a file, which is given as its path or its bytes.

        Without sizes it has its own, but is no wider than the text.
        """
        data = source if isinstance(source, bytes) else self._bytes(source)
        if not is_picture(data):
            raise RefusalError("no-image", name="…" if isinstance(source, bytes) else source)
        wide, high = self._length(width), self._length(height)
        if wide is None and high is None:
            wide = Emu(min(Image.from_blob(data).width, self.width * _EMU_PER_TWIP))
        return self._drawn(io.BytesIO(data), wide, high)

    def content_of(self, name: str | Path) -> Markup:
        """The body of another Word file, or the paragraph with a picture, for ``{{p … }}``."""
        if Path(name).suffix.lower() != ".docx":
            return Markup(f"<w:p>{self.picture_run(name)}</w:p>")
        path = self._file(name)
        try:
            read_package(path, Place(str(name)))
        except PackageError as reason:
            self.problems.add(reason.problem)
            return Markup("")
        opened = SimpleNamespace(get_docx=lambda: self.parts.document)
        return Markup(str(Subdoc(opened, str(path))))

    def subdocument(self, value: Subdoc) -> str:
        """The body of a document that was added to this one before it is filled."""
        if value.docx is not self.parts.document:
            raise RefusalError("foreign-subdocument")
        return str(value)

    def _drawn(self, source: Any, width: Any, height: Any, anchor: str | None = None) -> str:
        part = self.parts.part(self.story)
        if not hasattr(part, "new_pic_inline"):
            raise TypeError("a picture may not stand in notes")
        target = SimpleNamespace(current_rendering_part=part)
        descriptor = str(source) if isinstance(source, Path) else source
        xml = str(InlineImage(target, descriptor, width, height, anchor))
        return xml[xml.index("<w:r>") : xml.rindex("<w:r>")]

    def _length(self, value: Any) -> Length | None:
        """A length of a picture: one of python-docx, or one that is typed, ``40mm`` or ``50%``."""
        if value is None or isinstance(value, Length):
            return value
        width = read_width(str(value))
        if width is None:
            raise RefusalError("no-length", length=str(value)[:20])
        room = self.width / _TWIPS_PER_MM
        return Emu(round(width.within(room) * _TWIPS_PER_MM * _EMU_PER_TWIP))

    def _bytes(self, name: Any) -> bytes:
        """What is in the file of a picture; nothing of one that is larger than any picture."""
        path = self._file(name)
        try:
            return path.read_bytes() if path.stat().st_size <= MAX_PICTURE_BYTES else b""
        except OSError as reason:
            raise RefusalError("unreadable", name=str(name)[:80]) from reason

    def _file(self, name: Any) -> Path:
        """The file called ``name``, from the folder of the data.

        A text, which may come from anybody, names files in that folder only; a path of a program's
        own names any.
        """
        if self.folder is None and not isinstance(name, Path):
            raise RefusalError("no-folder", name=str(name)[:80])
        folder = self.folder or Path()
        typed = folder / (name if isinstance(name, Path) else str(name).replace("\\", "/"))
        path = existing(typed)
        try:
            if path.is_file():
                if isinstance(name, Path) or is_inside(path, folder):
                    return path
                raise RefusalError("file-outside", name=str(name)[:80], folder=str(folder))
            known = [file.name for file in path.parent.glob("*")] if path.parent.is_dir() else []
        except (OSError, ValueError):  # a name that no file can have
            known = []
        likely = nearest(path.name, known)
        kind = "no-file-like" if likely else "no-file"
        raise RefusalError(kind, name=str(name)[:80], nearest=likely)


def free_styles(styles: Styles) -> Styles:
    """Styles whose own numberings begin behind those of documents that values bring along."""
    return Styles(**{**vars(styles), "next_number": styles.next_number + _KEPT_NUMBERS})


NO_STYLES = Styles({}, {}, 1, 0, 0, Place(""), {}, {})
"""For a document that has its own."""


def escaped_once(text: str) -> str:
    """The XML of a text that its program may have escaped, or written as Word's XML, itself.

    docxtpl takes every text so unless ``autoescape`` is set; here ``R&D`` and ``a < b`` print, too.
    """
    is_escaped = "<" not in text and "&" not in _ENTITY.sub("", text)
    return text if is_escaped or is_word_xml(text) else escaped(text)


def is_word_xml(text: str) -> bool:
    """Whether a text is XML of a Word file."""
    return _WORD_XML.search(text) is not None
