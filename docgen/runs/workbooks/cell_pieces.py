"""What the cells and lines of a filled form consist of: labels, fields, worked-out values.

其中：一般公共预算：469.32    ->    其中：一般公共预算： | 469.32
填表人：张三  联系电话：0000  ->    填表人： | 张三 | 联系电话： | 0000
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from docgen.content.blocks import Document, Paragraph, Span
from docgen.content.markdown_writer import Prose, inline_markdown
from docgen.packs.expressions.paths import Steps
from docgen.roundtrip.reading.docx_model import (
    OBJECT,
    PAGE,
    DocxCell,
    DocxParagraph,
    paragraphs,
)
from docgen.roundtrip.reading.docx_model import DocxRow as Row
from docgen.runs.workbooks.printed_form import FieldKey, PrintedForm
from docgen.templates.provenance import ValueSource
from docgen.templates.units_of_measure import unit_behind

LONGEST_TEXT = 300
"""Characters of a text of paragraphs that a cell takes to be typed over; longer ones are Word's."""
LONGEST_VALUE = 8000
"""Characters of a value that a cell takes; Excel shows 32767 at most."""

_ENDS_LABEL = "：:（(，。；、）)"
_SIGNS = str.maketrans("", "", OBJECT + PAGE)


class PieceKind(Enum):
    """What a piece is: what the form prints, a field, a worked-out value, or a text of Word's."""

    LABEL = "label"
    FIELD = "field"
    DERIVED = "derived"
    TEXT = "text"


@dataclass(frozen=True, eq=False)
class CellPiece:
    """A part of a line.

    Attributes:
        kind: what it is.
        text: what it shows; of a field, what is typed there.
        key: where a field is typed; of what follows from a formula nothing.
        steps: the keys that lead to a value in the unit.
        is_alone: whether it is all of its cell.
        markdown: whether it is a text of paragraphs.
    """

    kind: PieceKind
    text: str
    key: FieldKey | None = None
    steps: Steps = ()
    is_alone: bool = False
    markdown: bool = False

    @property
    def as_label(self) -> CellPiece:
        """The same as something that is only shown."""
        return replace(self, kind=PieceKind.LABEL)


Line = Sequence[CellPiece]


@dataclass(frozen=True)
class PieceReader:
    """Reads the pieces of a form."""

    form: PrintedForm

    def cell(self, cell: DocxCell) -> list[Line]:
        """The lines of a cell; one of one piece, if a single value is all of it."""
        inside = list(paragraphs(Row((cell,), cell.element)))
        shown = [each for each in inside if each.text.strip() or each.sources]
        whole = self._whole(shown)
        return [[whole]] if whole else self._lines(shown)

    def line(self, paragraph: DocxParagraph) -> Line:
        """The pieces of a paragraph outside of tables."""
        whole = self._whole([paragraph])
        return [whole] if whole else list(self._pieces(paragraph))

    def _lines(self, shown: Iterable[DocxParagraph]) -> list[Line]:
        """The lines of a cell; those that only show something are one piece, of several lines."""
        lines = [list(self._pieces(paragraph)) for paragraph in shown]
        if any(piece.kind is PieceKind.FIELD for line in lines for piece in line):
            return [line for line in lines if line]
        text = "\n".join("".join(piece.text for piece in line) for line in lines)
        return [[CellPiece(PieceKind.LABEL, text)]] if text.strip() else []

    def _whole(self, shown: Sequence[DocxParagraph]) -> CellPiece | None:
        """The value that is all of some paragraphs; ``None`` if there are others, or none."""
        sources = [stretch.source for each in shown for stretch in each.sources]
        documents = {id(source.document): source.document for source in sources}
        if len(documents) == 1 and (document := sources[0].document):
            return self._text(document, shown) if all(each.sources for each in shown) else None
        places = {source.place for source in sources}
        covered = all(_is_covered(each) for each in shown)
        if sources and covered and len(places) == 1 and sources[0].place:
            return self._field(sources[0], is_alone=True)
        if covered and len(sources) == 1 and (piece := self._derived(sources[0], shown[0].text)):
            return replace(piece, is_alone=True)
        return None

    def _text(self, document: Document, shown: Sequence[DocxParagraph]) -> CellPiece | None:
        """A text of paragraphs: a field if it is short, plain, and typed as it is printed."""
        keys = self.form.drafts.keys(document.place)
        key = (document.place.file, keys) if keys is not None else None
        steps = self.form.index.steps(document.place)
        if key in self.form.blanks:
            return CellPiece(PieceKind.FIELD, "", key, steps, is_alone=True, markdown=True)
        text = "\n".join(each.text.translate(_SIGNS) for each in shown)
        typed = self.form.drafts.value(document.place) if key else None
        plain = key and typed is not None and is_plain_text(document, typed)
        kind = PieceKind.FIELD if plain and len(text) <= LONGEST_TEXT else PieceKind.TEXT
        return CellPiece(kind, text, key, steps, is_alone=True, markdown=True)

    def _pieces(self, paragraph: DocxParagraph) -> Iterator[CellPiece]:
        """Yields the pieces of a line: fields, worked-out values, and the labels between them."""
        at, label, whole = 0, "", paragraph.text
        for stretch in paragraph.sources:
            text = whole[stretch.start : stretch.stop].translate(_SIGNS)
            if stretch.start < at or stretch.source.document:
                continue
            label += whole[at : stretch.start].translate(_SIGNS)
            at = stretch.stop
            piece = None
            if _is_apart(whole[stretch.stop :]):
                piece = self._field(stretch.source, is_alone=False)
            if piece is None:
                label += text
                continue
            if label.strip():
                yield CellPiece(PieceKind.LABEL, label.strip("\t "))
            label = ""
            yield piece
        label += whole[at:].translate(_SIGNS)
        if label.strip():
            yield CellPiece(PieceKind.LABEL, label.strip("\t "))

    def _field(self, source: ValueSource, *, is_alone: bool) -> CellPiece | None:
        """The field of a source; ``None`` if it is not typed as a value of a YAML file."""
        keys = self.form.drafts.keys(source.place)
        if source.place is None or keys is None:
            return None
        typed = self.form.drafts.value(source.place) or ""
        steps = self.form.index.steps(source.place)
        text = "" if typed == "~" else typed
        kind = PieceKind.FIELD if len(text) <= LONGEST_VALUE else PieceKind.TEXT
        return CellPiece(kind, text, (source.place.file, keys), steps, is_alone)

    def _derived(self, source: ValueSource, text: str) -> CellPiece | None:
        steps = self.form.index.steps_of(source.value) if source.place is None else ()
        return CellPiece(PieceKind.DERIVED, text.translate(_SIGNS), None, steps) if steps else None


def is_plain_text(document: Document, typed: str) -> bool:
    """Whether a text of paragraphs is typed as it prints: no markup, no values of elsewhere."""
    if not all(isinstance(block, Paragraph) for block in document.blocks):
        return False
    inlines = [inline for block in document.blocks for inline in _inlines(block)]
    spans = [inline for inline in inlines if isinstance(inline, Span)]
    is_bare = not any(span.bold or span.italic or span.binding for span in spans)
    lines = typed.strip().split("\n")
    return is_bare and len(spans) == len(inlines) and len(lines) == len(document.blocks) == 1


def _inlines(block: object) -> Sequence[object]:
    return block.inlines if isinstance(block, Paragraph) else ()


def typed_as_text(text: str) -> str | None:
    """The Markdown of what is typed in a cell for a text: a paragraph; ``None`` if it is none."""
    return inline_markdown(Prose(text, " " * len(text)))


def _is_covered(paragraph: DocxParagraph) -> bool:
    """Whether its sources print all that it shows."""
    text = list(paragraph.text.translate(_SIGNS))
    for stretch in paragraph.sources:
        text[stretch.start : stretch.stop] = " " * (stretch.stop - stretch.start)
    return not "".join(text).strip()


def _is_apart(behind: str) -> bool:
    """Whether what stands behind a value does not run on: an end, a blank, a unit, a bracket."""
    rest = behind.translate(_SIGNS)
    return (
        not rest.strip()
        or rest[0].isspace()
        or rest[0] in _ENDS_LABEL
        or (bool(unit_behind(rest)) and _is_apart(rest.strip()[len(unit_behind(rest)) :]))
    )
