"""Maps the paragraphs and rows of a traced document to the content they were made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from docgen.content.blocks import Document
from docgen.content.content_edits import ContentEdits
from docgen.content.yaml_writer import KeyPath as Keys
from docgen.diagnostics import Place
from docgen.roundtrip.reading.docx_model import DocxFile, DocxParagraph, DocxRow, paragraphs
from docgen.templates.provenance import Stretch


@dataclass(frozen=True)
class SourceBlock:
    """The Markdown block of a paragraph: its number in the text, and the cell if it is a table."""

    document: Document
    number: int
    cell: tuple[int, int] | None


@dataclass(frozen=True)
class TextSpan:
    """The blocks ``first`` up to, without, ``last`` of a Markdown text, or a cell of the first.

    If the two are equal, it is the place before the block ``first``.
    """

    document: Document
    first: int
    last: int
    cell: tuple[int, int] | None = None

    @property
    def place(self) -> Place:
        """The place of its first block, or that of the text."""
        blocks = self.document.blocks
        near = min(self.first, len(blocks) - 1) if self.first == self.last else self.first
        return blocks[near].place if blocks else self.document.place


@dataclass
class Origins:
    """The sources of a traced document.

    Attributes:
        file: the document.
        drafts: the content files it was made from.
        formula: returns ``field = formula`` of a derived value, or ``""`` if that is not known.
    """

    file: DocxFile
    drafts: ContentEdits
    formula: Callable[[object], str]
    _uses: dict[Place, list[DocxParagraph]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Collects the uses of every value."""
        for block in self.file.body:
            for outer in paragraphs(block):
                for paragraph in (outer, *outer.boxes):
                    for stretch in paragraph.sources:
                        if stretch.source.place:
                            self._uses[stretch.source.place].append(paragraph)

    def uses(self, place: Place) -> list[DocxParagraph]:
        """Returns the paragraphs that print the value typed at ``place``, one for each time."""
        return self._uses.get(place, [])

    def block(self, paragraph: DocxParagraph) -> SourceBlock | None:
        """Returns the Markdown block that ``paragraph`` prints, or ``None``."""
        for stretch in paragraph.sources:
            source = stretch.source
            if source.document:
                return SourceBlock(source.document, source.block, source.cell)
        return None

    def span(self, printed: Sequence[DocxParagraph]) -> TextSpan | None:
        """Returns the Markdown blocks that paragraphs print; ``None`` if not all are of one text.

        There is at least one paragraph. An empty chapter, which prints a mark, has no blocks.
        """
        found = [block for block in map(self.block, printed) if block]
        of_one = all(block.document is found[0].document for block in found)
        if len(found) < len(printed) or not of_one:
            return None
        numbers = [block.number for block in found]
        first, last = min(numbers), min(max(numbers) + 1, len(found[0].document.blocks))
        return TextSpan(found[0].document, min(first, last), last, found[0].cell)

    def chapter_marks(self) -> Iterator[tuple[Place, DocxParagraph]]:
        """Yields the place of each empty chapter of a draft, and the mark that is printed there."""
        for paragraph in (found for block in self.file.body for found in paragraphs(block)):
            source = self.block(paragraph)
            if source and not source.document.blocks and paragraph.text.strip():
                yield source.document.place, paragraph

    def typed(self, stretch: Stretch, text: str) -> Place | None:
        """Returns where the value of ``stretch`` is typed, if it is typed exactly as ``text``.

        A blank of a draft is typed as nothing, whatever marks it.
        """
        place = stretch.source.place
        text = "" if stretch.source.is_unfilled else text
        return place if place and self.drafts.value(place) == text else None

    def item(self, row: DocxRow) -> tuple[str, Keys] | None:
        """Returns the file and the keys of the list item that ``row`` was made from.

        Where several are nested, the innermost is returned.
        """
        items: list[tuple[str, Keys]] = []
        for place in self._typed_in(row):
            keys = self.drafts.keys(place)
            numbered = [depth for depth, key in enumerate(keys or ()) if isinstance(key, int)]
            if keys and numbered:
                items.append((place.file, keys[: numbered[-1] + 1]))
        return max(items, key=lambda pair: len(pair[1]), default=None)

    def _typed_in(self, row: DocxRow) -> Iterator[Place]:
        for paragraph in paragraphs(row):
            for stretch in paragraph.sources:
                source = stretch.source
                if source.document:
                    yield source.document.place.typed
                elif source.place:
                    yield source.place.typed

    def cell_keys(
        self, blocks: Sequence[object], item: Keys, *, in_list: bool = False
    ) -> tuple[Keys, bool] | None:
        """Returns the keys below ``item`` that a cell prints, and whether they hold Markdown.

        With ``in_list``, they may be below another item of the same list.
        """
        common = len(item) - in_list
        for block in blocks:
            for stretch in block.sources if isinstance(block, DocxParagraph) else ():
                source = stretch.source
                place = source.document.place if source.document else source.place
                keys = self.drafts.keys(place.typed if place else None)
                if keys and keys[:common] == item[:common]:
                    return keys[len(item) :], source.document is not None
        return None
