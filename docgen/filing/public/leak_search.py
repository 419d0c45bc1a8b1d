"""Searches all bytes of a public copy for values that were taken out of it: the proof of the copy.

A value is looked for as it was and in its other notations: in the unpacked entries of the Word
file, in their names, text across runs, attributes and coded blocks; in the PDF's pages, strings,
streams and metadata. The search shares no step with what takes values out but the notation.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pikepdf
import pypdfium2
from lxml import etree

from docgen.filing.public.private_values import plain
from docgen.filing.public.private_words import condensed, word_pattern
from docgen.filing.public.redacted_text import PARAGRAPHS, is_wording, paragraph_text
from docgen.pdf.pdfium import PDFIUM
from docgen.word.outside_links.part_xml import parsed
from docgen.word.part_relations import RELATION
from docgen.word.xml import w

_LONG = 7
"""Signs of a value that are not found by chance, whatever was between them."""
_FIGURES = 11
"""Figures of a number that are not found by chance."""
_BASE_64 = re.compile(rb"[A-Za-z0-9+/\r\n]{24,}={0,2}")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_FEWEST_BYTES = 6


@dataclass(frozen=True)
class Leak:
    """A value that is still there.

    Attributes:
        value: the value.
        where: the entry of the Word file, or what of the PDF it is found in.
    """

    value: str
    where: str


@dataclass(frozen=True)
class _SoughtText:
    """A text without differences of width, and its signs alone."""

    plain: str
    signs: str

    @classmethod
    def of(cls, text: str) -> _SoughtText:
        return cls(plain(text), condensed(text))


class _Sought:
    """One value, and how it is looked for."""

    def __init__(self, value: str) -> None:
        self.value, self.signs = value, condensed(value)
        self._pattern = word_pattern(value)
        notations = {value.strip(), self.signs, re.sub(r"\s", "", value)}
        known = (form.encode(code) for form in notations for code in _ENCODINGS)
        gb = (form.encode("gb18030") for form in notations if len(form) > 2)
        self._bytes = tuple(
            {form for form in (*known, *gb) if len(form) >= _FEWEST_BYTES and len(self.signs) > 1}
        )

    @property
    def is_long(self) -> bool:
        """Whether it is looked for also where all separators are dropped."""
        return len(self.signs) >= _LONG and not self.is_common

    def in_text(self, text: str) -> bool:
        """Whether a text has it, in any notation."""
        return self.is_among([_SoughtText.of(text)])

    def is_among(self, texts: Iterable[_SoughtText]) -> bool:
        """Whether one of the texts has it."""
        # Dropping what may stand between is quick, and leaves few texts for the pattern.
        near = (text for text in texts if self.signs in text.signs)
        return any(self.is_long or self._is_matched(text.plain) for text in near)

    def _is_matched(self, text: str) -> bool:
        return self._pattern is not None and self._pattern.search(text) is not None

    def in_bytes(self, data: bytes) -> bool:
        """Whether bytes have it, in a usual encoding."""
        return not self.is_common and any(form in data for form in self._bytes)

    @property
    def is_common(self) -> bool:
        """Whether its figures come by chance among those of pictures, measures and offsets."""
        is_number = self.signs.isdigit()
        return is_number and (len(self.signs) < _FIGURES or len(set(self.signs)) == 1)


def leaks_in_package(data: bytes, values: Iterable[str]) -> list[Leak]:
    """The values that a Word file still has, each with the entry where it is."""
    sought = [_Sought(value) for value in values if condensed(value)]
    found = list[Leak]()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        outside = [package.comment, *(info.extra + info.comment for info in package.infolist())]
        found += _raw(b"\n".join(outside), "zip", sought)
        for info in package.infolist():
            found += _in_entry(info.filename, package.read(info), sought)
    return list(dict.fromkeys(found))


def _in_entry(name: str, data: bytes, sought: list[_Sought]) -> Iterator[Leak]:
    yield from (Leak(value.value, name) for value in sought if value.in_text(name))
    root = parsed(data)
    if root is not None:
        texts = [_SoughtText.of(text) for text in set(_texts(root))]
        for value in sought:
            if value.is_among(texts):
                yield Leak(value.value, name)
    yield from _raw(data, name, sought)


def _texts(root: etree._Element) -> Iterator[str]:
    """Yields each paragraph, text and attribute of a part, and its whole text."""
    for paragraph in root.iter(*PARAGRAPHS):
        yield paragraph_text(paragraph)
    for row in root.iter(w("tr")):  # a number may have a cell for each figure
        yield "".join(map(paragraph_text, row.iter(w("p"))))
    for element in root.iter():
        for text in (element.text, element.tail):
            if text and text.strip() and not text.strip().isdigit():
                yield text
        if isinstance(element.tag, str):
            names = element.attrib.items()
            yield from (str(value) for name, value in names if is_wording(str(name), str(value)))
            if element.tag in (w("instrText"), RELATION):  # addresses, as browsers write them
                yield unquote(f"{element.text or ''} {element.get('Target', '')}")


def _raw(data: bytes, where: str, sought: list[_Sought]) -> Iterator[Leak]:
    blocks = [data, *_decoded(data)]
    for value in sought:
        if any(value.in_bytes(block) for block in blocks):
            yield Leak(value.value, where)


def _decoded(data: bytes) -> Iterator[bytes]:
    """Yields what base64 in the bytes says."""
    for match in _BASE_64.finditer(data):
        text = re.sub(rb"[\r\n=]", b"", match[0])
        try:
            yield base64.b64decode(text + b"=" * (-len(text) % 4))
        except binascii.Error:
            continue


def leaks_in_pdf(data: bytes, values: Iterable[str]) -> list[Leak]:
    """The values that a PDF still has, each with what of it has it."""
    sought = [_Sought(value) for value in values if condensed(value)]
    found = list(_raw(data, "PDF", sought))
    with PDFIUM, pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage().get_text_bounded()
            found += (Leak(each.value, f"PDF, {number}") for each in sought if each.in_text(text))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            found += _in_object(thing, sought)
    return list(dict.fromkeys(found))


def _in_object(thing: pikepdf.Object, sought: list[_Sought]) -> Iterator[Leak]:
    for text in _strings(thing):
        yield from (Leak(each.value, "PDF") for each in sought if each.in_text(text))
    if isinstance(thing, pikepdf.Stream):
        try:
            data = thing.read_bytes()
        except pikepdf.PdfError:  # a picture, whose bytes are searched as they are
            data = thing.read_raw_bytes()
        yield from _raw(data, "PDF", sought)


def _strings(thing: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    """Yields the strings of an object; other objects that it refers to come by themselves."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for member in thing.as_list():
            yield from _below(member, depth)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for _, member in thing.items():
            yield from _below(member, depth)


def _below(member: object, depth: int) -> Iterator[str]:
    if isinstance(member, pikepdf.Object) and not member.is_indirect and depth < 20:
        yield from _strings(member, depth + 1)
