"""Content, the file that was printed from it with a trace, and what an edited file proposes.

A line of the form is ``共[数]项``, with the value of ``数`` in report.yaml, or of ``[列.0.名]`` in
its list; ``[=5]`` is a derived value. ``@文.md`` stands for the blocks of that file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from docgen.content.blocks import Document, Heading, Inlines, Item, Marker, Span, Table, weight_of
from docgen.content.content_edits import ContentEdits
from docgen.content.markdown import parse_markdown
from docgen.content.values import Text
from docgen.content.yaml_writer import KeyPath
from docgen.diagnostics import DocumentPlace, Place, Problems
from docgen.roundtrip.comparing.diff import Edit, edits_between
from docgen.roundtrip.proposing.origins import Origins
from docgen.roundtrip.proposing.proposals import Proposal
from docgen.roundtrip.proposing.propose import propose
from docgen.roundtrip.reading.docx_model import (
    Block,
    DocxCell,
    DocxFile,
    DocxParagraph,
    DocxRow,
    DocxTable,
    Kind,
)
from docgen.templates.provenance import Stretch, ValueSource
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.models import cell, paragraph, table
from tests.unit.roundtrip.word_files import read

REPORT = "report.yaml"


@dataclass(frozen=True)
class Printed:
    """What was printed from the content files in a folder."""

    drafts: ContentEdits
    ours: DocxFile

    @property
    def origins(self) -> Origins:
        return Origins(self.ours, self.drafts, lambda value: f"公式 {value}")

    def proposals(self, *theirs: str) -> list[Proposal]:
        """The proposals for the edits that lead to the blocks ``theirs``."""
        return propose(
            edits_between(self.ours, read(*theirs), FormLabels()), self.origins, FormLabels()
        )

    def pulled(self, *theirs: str) -> tuple[dict[str, str], list[str]]:
        """The new texts of the files that change, and the reasons why edits stay in Word."""
        return pulled(edits_between(self.ours, read(*theirs), FormLabels()), self)


def pulled(edits: list[Edit], made: Printed) -> tuple[dict[str, str], list[str]]:
    """What becomes of edits: new texts of files, and reasons."""
    reasons = []
    for proposal in propose(edits, made.origins, FormLabels()):
        for place, text in proposal.values:
            made.drafts.set_value(place, text)
        for write in proposal.writes:
            assert write(made.drafts)
        if reason := proposal.reason:
            elsewhere = "；".join(map(_short, reason.elsewhere))
            reasons.append(" ".join(filter(None, (reason.why.value, reason.detail, elsewhere))))
    return made.drafts.changed(), reasons


def _short(place: DocumentPlace) -> str:
    """The words at a place, or the numbers of its table, row and cell."""
    return place.words or f"{place.table}.{place.row}.{place.cell}"


def printed(root: Path, files: dict[str, str], *form: str) -> Printed:
    """The files, and a Word file printed from them by the lines of a form."""
    for name, text in files.items():
        (root / name).write_text(text, "utf-8")
    drafts = ContentEdits(root)
    return Printed(drafts, file_of(tuple(_form(drafts, form))))


def file_of(blocks: tuple[Block, ...]) -> DocxFile:
    """A file of blocks, whose numbered items are one list, as they are in a file that is read."""
    numbers = count(1)
    counted = (
        replace(block, number=next(numbers))
        if isinstance(block, DocxParagraph) and block.kind.name == "number"
        else block
        for block in blocks
    )
    return replace(read(), body=tuple(counted))


def _form(drafts: ContentEdits, form: tuple[str, ...]) -> Iterator[Block]:
    for line in form:
        if line.startswith("@"):
            yield from markdown_blocks(drafts, line[1:])
        elif "|" in line:
            rows = [
                [cell_of(_line(drafts, text)) for text in row.split("|")]
                for row in line.split("\n")
            ]
            yield table_of(rows)
        else:
            yield _line(drafts, line)


def cell_of(*blocks: Block) -> DocxCell:
    return replace(cell(), blocks=blocks)


def table_of(rows: list[list[DocxCell]]) -> DocxTable:
    made = table(*("" for _ in rows))
    pairs = zip(made.rows, rows, strict=True)
    return replace(made, rows=tuple(DocxRow(tuple(cells), row.element) for row, cells in pairs))


def _line(drafts: ContentEdits, line: str) -> DocxParagraph:
    text, stretches = "", list[Stretch]()
    for number, piece in enumerate(re.split(r"[\[\]]", line)):
        words, source = value_of(drafts, piece) if number % 2 else (piece, None)
        if source:
            stretches.append(Stretch(len(text), len(text) + len(words), source))
        text += words
    return paragraph(text, sources=tuple(stretches))


def value_of(drafts: ContentEdits, name: str) -> tuple[str, ValueSource]:
    """The text of a value of report.yaml, or after ``=`` of a derived one, and its source."""
    if name.startswith("="):
        return name[1:], ValueSource(None, name[1:])
    file = drafts.yaml(REPORT)
    assert file is not None
    place = file.places[keys_of(name)]
    return file.value(place), ValueSource(place, file.value(place))


def keys_of(name: str) -> KeyPath:
    return tuple(int(key) if key.isdecimal() else key for key in name.split("."))


def markdown_blocks(drafts: ContentEdits, name: str, *, in_cell: bool = False) -> Iterator[Block]:
    """The blocks of a Markdown file as they are printed."""
    document = parse_markdown(drafts.text(name), Place(name, 1, 1), Problems())
    bound = document.bound(lambda binding: _bound(drafts, binding.expression))
    yield from document_blocks(document, bound, in_cell=in_cell)


def _bound(drafts: ContentEdits, name: str) -> Text:
    text, source = value_of(drafts, name)
    return Text(text, source.place)


def document_blocks(
    document: Document, bound: Document, *, in_cell: bool = False
) -> Iterator[Block]:
    for number, block in enumerate(bound.blocks):
        at = ValueSource(None, document=document, block=number)
        if isinstance(block, Table):
            yield table_of(
                [
                    [
                        cell_of(_spans(inlines, replace(at, cell=(row, column))))
                        for column, inlines in enumerate(cells)
                    ]
                    for row, cells in enumerate(block.rows)
                ]
            )
        elif isinstance(block, Heading) and in_cell:
            made = _spans(block.inlines, at)
            yield replace(made, weights="b" * len(made.text))
        else:
            yield replace(_spans(block.inlines, at), kind=_kind(block))


def _kind(block: object) -> Kind:
    match block:
        case Heading(level=level):
            return Kind("heading", level)
        case Item(marker=marker, depth=depth):
            return Kind("bullet" if marker is Marker.BULLET else "number", depth + 1)
        case _:
            return Kind()


def _spans(inlines: Inlines, at: ValueSource) -> DocxParagraph:
    text, weights, stretches = "", "", [Stretch(0, 0, at)]
    for span in inlines:
        assert isinstance(span, Span)
        source = replace(at, place=span.place, value=span, binding=span.binding)
        stretches.append(Stretch(len(text), len(text) + len(span.text), source))
        text += span.text
        weights += weight_of(span.bold, span.italic) * len(span.text)
    return paragraph(text, weights, sources=tuple(stretches))
