"""Where the values of a filled document came from, and how often each of them is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from docgen.content.blocks import Document
from docgen.content.content_edits import ContentEdits
from docgen.content.yaml_writer import Path as Keys
from docgen.diagnostics import DocumentPlace, Place
from docgen.roundtrip.docx_model import DocxFile, DocxParagraph, DocxRow, paragraphs
from docgen.roundtrip.locations import Locations
from docgen.templates.provenance import Stretch


@dataclass(frozen=True)
class BlockOf:
    """A paragraph is block ``number`` of a Markdown text, or a cell of a table in it."""

    document: Document
    number: int
    cell: tuple[int, int] | None


@dataclass
class Origins:
    """What is known of a traced document.

    Attributes:
        file: the document.
        drafts: the content files it was made from.
        formula: tells of a derived value the field and what it follows from, or ``""``.
    """

    file: DocxFile
    drafts: ContentEdits
    formula: Callable[[object], str]
    _uses: dict[Place, list[DocxParagraph]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Counts the uses of every value."""
        self.whereabouts = Locations(self.file)
        for block in self.file.body:
            for one in paragraphs(block):
                for paragraph in (one, *one.boxes):
                    for stretch in paragraph.sources:
                        if stretch.source.place:
                            self._uses[stretch.source.place].append(paragraph)

    def uses(self, place: Place) -> list[DocxParagraph]:
        """The paragraphs that print the value typed at ``place``, one for each time."""
        return self._uses.get(place, [])

    def where(self, paragraph: DocxParagraph) -> DocumentPlace:
        """Where docgen would print ``paragraph``."""
        return self.whereabouts.of(paragraph)

    def block(self, paragraph: DocxParagraph) -> BlockOf | None:
        """The Markdown block that ``paragraph`` is, if it is one."""
        sources = (one.source for one in paragraph.sources if one.source.document)
        return next((BlockOf(one.document, one.block, one.cell)
                     for one in sources if one.document), None)  # fmt: skip

    def typed(self, stretch: Stretch, text: str) -> Place | None:
        """Where the value is typed that prints as ``text``, if that is all of it."""
        place = stretch.source.place
        return place if place and self.drafts.value(place) == text else None

    def item(self, row: DocxRow) -> tuple[str, Keys] | None:
        """The file and the list item that ``row`` was made from."""
        found: list[tuple[str, Keys]] = []
        for place in self._typed_in(row):
            keys = self.drafts.keys(place)
            numbered = [at for at, key in enumerate(keys or ()) if isinstance(key, int)]
            if keys and numbered:
                found.append((place.file, keys[: numbered[-1] + 1]))
        return max(found, key=lambda pair: len(pair[1]), default=None)

    def _typed_in(self, row: DocxRow) -> Iterator[Place]:
        for paragraph in paragraphs(row):
            for stretch in paragraph.sources:
                source = stretch.source
                if source.document:
                    yield source.document.place
                elif source.place:
                    yield source.place

    def cell_keys(self, blocks: Sequence[object], item: Keys) -> tuple[Keys, bool] | None:
        """Which key of ``item`` a cell prints, and whether that is Markdown."""
        for one in blocks:
            for stretch in one.sources if isinstance(one, DocxParagraph) else ():
                source = stretch.source
                place = source.document.place if source.document else source.place
                keys = self.drafts.keys(place)
                if keys and keys[: len(item)] == item:
                    return keys[len(item) :], source.document is not None
        return None
