"""What a reader of a Word file sees, read in another way than docgen reads it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docgen.word.xml import w
from tests.properties.marked_units import ANCHORS, MARKERS

_HIDDEN = {w("del"), w("moveFrom"), w("pPr"), w("rPr")}
_SIGNS = {w("footnoteReference"): "注", w("drawing"): "图", w("pict"): "图", w("tab"): "\t"}
_FORMATS = tuple(map(w, ("b", "i", "sz", "color", "u")))


def anchors_in(text: str) -> set[str]:
    return {anchor for anchor in ANCHORS if anchor in text}


def markers_in(text: str) -> set[str]:
    return {marker for marker in MARKERS if marker in text}


@dataclass(frozen=True)
class SeenParagraph:
    """A paragraph: its text, the format of each character, and the comments on it."""

    text: str
    formats: tuple[str, ...]
    comments: tuple[str, ...]
    row: int | None


@dataclass(frozen=True)
class SeenFile:
    """The paragraphs of the body, and the texts of comments, notes, headers and footers.

    ``deleted`` are the words that are tracked as deleted, ``rows`` the texts of the rows of all
    tables, with the text of a merged cell in each row that it covers.
    """

    paragraphs: tuple[SeenParagraph, ...]
    rows: tuple[tuple[str, ...], ...]
    comments: dict[str, tuple[str, str]]
    margins: str
    deleted: tuple[str, ...]

    @property
    def text(self) -> str:
        return "¶".join(paragraph.text for paragraph in self.paragraphs if paragraph.text.strip())

    def with_word(self, word: str) -> SeenParagraph | None:
        return next((found for found in self.paragraphs if word in found.text), None)

    def quotes(self, paragraph: SeenParagraph) -> Iterator[str]:
        """The texts of docgen's comments on a paragraph."""
        for number in paragraph.comments:
            author, text = self.comments[number]
            if author == "docgen":
                yield text


def seen_file(path: Path) -> SeenFile:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    rows = {row: number for number, row in enumerate(root.iter(w("tr")))}
    paragraphs = tuple(_paragraph(element, rows) for element in root.iter(w("p")))
    margins = (name for name in parts if name.startswith(("word/foot", "word/head", "word/endn")))
    texts = sorted("".join(_texts(parts[name], "t")) for name in margins if name.endswith(".xml"))
    deleted = tuple(_texts(parts["word/document.xml"], "delText"))
    seen_rows = tuple(row for table in root.iter(w("tbl")) for row in _rows(table))
    return SeenFile(paragraphs, seen_rows, dict(_comments(parts)), "¶".join(texts), deleted)


def _rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    above: tuple[str, ...] = ()
    for row in table.iter(w("tr")):
        texts = []
        for number, cell in enumerate(row.iter(w("tc"))):
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            is_covered = merge is not None and merge.get(w("val"), "continue") == "continue"
            own = "".join(sign for element in cell.iter(w("p")) for sign, _ in _signs(element))
            texts.append(above[number] if is_covered and number < len(above) else own)
        above = tuple(texts)
        yield above


def _texts(part: bytes, tag: str) -> Iterator[str]:
    yield from (text.text or "" for text in etree.fromstring(part).iter(w(tag)))


def _comments(parts: dict[str, bytes]) -> Iterator[tuple[str, tuple[str, str]]]:
    if "word/comments.xml" in parts:
        for comment in etree.fromstring(parts["word/comments.xml"]).iter(w("comment")):
            text = "".join(found.text or "" for found in comment.iter(w("t")))
            yield comment.get(w("id"), ""), (comment.get(w("author"), ""), text)


def _paragraph(element: etree._Element, rows: dict[etree._Element, int]) -> SeenParagraph:
    signs = list(_signs(element))
    marks = element.iter(w("commentReference"))
    row = next((rows[outer] for outer in element.iterancestors(w("tr"))), None)
    return SeenParagraph(
        "".join(sign for sign, _ in signs),
        tuple(look for _, look in signs),
        tuple(mark.get(w("id"), "") for mark in marks),
        row,
    )


def _signs(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if child.tag == w("r"):
            look = _look(child)
            for part in child:
                yield from ((sign, look) for sign in _sign(part))
        elif child.tag not in _HIDDEN:
            yield from _signs(child)


def _sign(part: etree._Element) -> str:
    if part.tag == w("t"):
        return part.text or ""
    if part.tag == w("br"):
        return "页" if part.get(w("type")) == "page" else "\n"
    return _SIGNS.get(str(part.tag), "")


def _look(run: etree._Element) -> str:
    properties = run.find(w("rPr"))
    found: Iterable[etree._Element] = (
        [] if properties is None else properties.iterchildren(*_FORMATS)
    )
    shown = (
        f"{etree.QName(child).localname}={child.get(w('val'), '1')}"
        for child in found
        if child.get(w("val")) not in ("0", "false", "none", "auto")
    )
    return " ".join(sorted(shown))
