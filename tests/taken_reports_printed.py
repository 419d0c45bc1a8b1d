"""What a unit's report prints of each typed field, from a rendering with a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from docx.document import Document
from lxml import etree

from docgen.content.content_edits import ContentEdits
from docgen.content.content_names import is_yaml
from docgen.diagnostics import Place
from docgen.roundtrip.reading.docx_model import (
    OBJECT,
    DocxFile,
    DocxParagraph,
    DocxRow,
    DocxTable,
    every_paragraph,
    paragraphs,
)
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.build import build_unit, filled_file
from docgen.runs.edition import find_edition
from docgen.runs.loaded_packs import Packs
from docgen.templates.provenance import Stretch, Trace
from docgen.word.number_labels import NumberLabels
from docgen.word.style_cascade import Cascade
from tests.taken_reports_notes import Printed

Keys = tuple[str, ...]
"""The path of a field in the content of a unit, whichever file has it."""


@dataclass
class PrintedUnit:
    """What a unit prints.

    Attributes:
        fields: what is printed of each field, without blank ones.
        lists: the paths of lists with a row an item, and how many items are printed.
        texts: those of the fields that are Markdown texts.
        problems: what is wrong with the unit, a line each.
        failure: why its forms cannot be printed at all.
    """

    fields: dict[Keys, Printed] = field(default_factory=dict)
    texts: set[Keys] = field(default_factory=set)
    lists: dict[Keys, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    failure: str = ""


def printed_unit(root: Path, edition: str, unit: str) -> PrintedUnit:
    """What a unit prints as a draft."""
    drafts = find_edition(edition, root).drafts
    packs = Packs(drafts.project)
    folder = root.resolve() / "content" / edition / unit
    built = build_unit(folder, drafts, packs)
    trace = Trace()
    data = filled_file(built, drafts, packs, trace)
    problems = [
        f"{each.code} {each.place} {' '.join(each.words.values())}"
        for each in built.outcome.problems
    ]
    if data is None:
        return PrintedUnit(problems=problems, failure="the forms cannot be printed")
    document = open_document(data)
    reader = _Reader(document, read_document(document, trace), folder, root.resolve())
    printed = reader.printed()
    printed.problems = problems
    return printed


class _Reader:
    """Reads what a traced document prints."""

    def __init__(self, document: Document, file: DocxFile, folder: Path, root: Path) -> None:
        self._file, self._folder = file, folder.relative_to(root)
        self._content = ContentEdits(root)
        self._labels = dict(_labels(document, file))
        self._folders = {each.name for each in folder.iterdir() if each.is_dir()}
        self._number = {
            path.relative_to(root).as_posix(): at
            for below in (each for each in folder.iterdir() if each.is_dir())
            for at, path in enumerate(sorted(each for each in below.iterdir() if is_yaml(each)))
        }

    def printed(self) -> PrintedUnit:
        printed = PrintedUnit()
        for outer in chain(every_paragraph(self._file), self._file.outside):
            for paragraph in (outer, *outer.boxes):
                self._add_values(paragraph, printed)
                self._add_text(paragraph, printed)
        for row in _rows(self._file):
            for path, number in self._items(row):
                printed.lists[path] = max(printed.lists.get(path, 0), number + 1)
        return printed

    def _add_values(self, paragraph: DocxParagraph, printed: PrintedUnit) -> None:
        """Adds what is printed of values, each other text once; a text's own are not counted."""
        for stretch, keys in self._values(paragraph):
            text = paragraph.text[stretch.start : stretch.stop].replace(OBJECT, "").strip()
            found = printed.fields.setdefault(keys, []) if text else []
            if text not in found:
                found.append(text)

    def _values(self, paragraph: DocxParagraph) -> Iterator[tuple[Stretch, Keys]]:
        outer = 0
        for stretch in paragraph.sources:
            source = stretch.source
            keys = self.keys(source.place) if source.place and not source.document else None
            if keys and stretch.stop > outer and not source.is_unfilled:
                outer = stretch.stop
                yield stretch, keys

    def _add_text(self, paragraph: DocxParagraph, printed: PrintedUnit) -> None:
        """Adds a paragraph of a Markdown text with the number that is printed before it."""
        of_text = [each for each in paragraph.sources if each.source.document]
        document = of_text[0].source.document if of_text else None
        keys = self.keys(document.place) if document else None
        if not (keys and document and document.blocks) or all(
            each.source.is_unfilled for each in of_text
        ):
            return
        start, stop = min(each.start for each in of_text), max(each.stop for each in of_text)
        text = paragraph.text[start:stop].replace(OBJECT, "").strip()
        if text:
            label = self._labels.get(paragraph.element, "")
            printed.fields.setdefault(keys, []).append(label + text)
            printed.texts.add(keys)

    def _items(self, row: DocxRow) -> Iterator[tuple[Keys, int]]:
        """Yields the lists of the items that a row prints, and their numbers."""
        for paragraph in paragraphs(row):
            for stretch in paragraph.sources:
                source = stretch.source
                place = source.document.place if source.document else source.place
                keys = self.keys(place) if place else None
                numbers = [at for at, key in enumerate(keys or ()) if key.isdecimal()]
                if keys and numbers == [1] and keys[0] in self._folders:
                    continue
                if keys and numbers and keys[numbers[-1] + 1 :]:
                    yield keys[: numbers[-1]], int(keys[numbers[-1]])

    def keys(self, place: Place) -> Keys | None:
        """The path of the value at a place, below its folder: ``projects``, ``0``, …."""
        typed = place.typed
        below = PurePosixPath(typed.file).relative_to(self._folder)
        if not is_yaml(below.name):
            return (*map(_composed, below.parts[:-1]), _composed(below.stem))
        keys = self._content.keys(typed)
        if keys is None:
            return None
        number = self._number.get(typed.file)
        folder = () if number is None else (below.parts[0], str(number))
        return tuple(_composed(str(key)) for key in (*folder, *keys))


def _composed(text: str) -> str:
    return normalize("NFC", text)


def _labels(document: Document, file: DocxFile) -> Iterator[tuple[etree._Element, str]]:
    labels = NumberLabels(document, Cascade(document))
    for paragraph in every_paragraph(file):
        yield paragraph.element, labels.next(paragraph.element).text


def _rows(file: DocxFile) -> Iterator[DocxRow]:
    for block in file.body:
        if isinstance(block, DocxTable):
            yield from block.rows


def list_items(printed: PrintedUnit) -> dict[str, list[dict[str, Printed]]]:
    """The items of lists with a row an item, by the list's path in one text."""
    found: dict[str, list[dict[str, Printed]]] = {}
    for path, count in printed.lists.items():
        items: list[dict[str, Printed]] = [{} for _ in range(count)]
        for keys, texts in printed.fields.items():
            if keys[: len(path)] == path and len(keys) > len(path) + 1:
                items[int(keys[len(path)])]["/".join(keys[len(path) + 1 :])] = texts
        if all(items):
            found["/".join(path)] = items
    return found
