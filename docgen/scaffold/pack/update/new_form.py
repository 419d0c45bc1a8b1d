"""The bureau's changed form: its blanks, and what the drafting reader makes of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.form_fields import Block, Chapter, Field, FormFields, Spot, move_behind
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import (
    FormBlank,
    FormGap,
    FormPaths,
    read_paths,
    year_word,
)
from docgen.scaffold.pack.writing.tag_placement import type_in
from docgen.word.xml import w


@dataclass(frozen=True)
class NewForm:
    """A changed form as it was read.

    Attributes:
        document: the form.
        fields: what the drafting reader found in it.
        paths: its blanks with their labels.
    """

    document: Document
    fields: FormFields
    paths: FormPaths

    def fields_of(self, blank: FormBlank) -> list[Field]:
        """The drafted fields of a blank; none for one that the reader did not see."""
        paragraphs = {line.paragraph: line for line in blank.lines}
        found = []
        for field in all_fields(self.fields):
            spot = field.spot
            if spot.paragraph not in paragraphs:
                continue
            one = blank.stretch
            if one is None or (one.start <= spot.start and spot.end <= one.end):
                found.append(field)
        return found

    def block_of(self, blank: FormBlank) -> Block | None:
        """The drafted list that a blank is in the model row of."""
        blocks = self.fields.blocks
        return next((block for block in blocks if block.rows[0] is blank.row), None)

    def chapter_of(self, blank: FormBlank) -> Chapter | None:
        """The drafted chapter whose text goes into a blank."""
        paragraph = blank.lines[0].paragraph
        return next(
            (chapter for chapter in self.fields.chapters if chapter.paragraph is paragraph), None
        )


def all_fields(found: FormFields) -> Iterator[Field]:
    """Every field of a form, those of lists included."""
    yield from found.fields
    for block in found.blocks:
        yield from block.fields


def read_new(document: Document, found: FormFields) -> NewForm:
    """The blanks of a form that the drafting reader has read."""
    found.chapters = [
        replace(chapter, paragraph=_paragraph_of(chapter)) for chapter in found.chapters
    ]
    _let_go(found)
    spots: dict[etree._Element, list[Spot]] = {}
    boxes: set[Spot] = set()
    years: dict[Spot, str] = {}
    for field in all_fields(found):
        spots.setdefault(field.spot.paragraph, []).append(field.spot)
        boxes |= {field.spot} if field.kind == "ticks" else set()
        if field.kind == "year":
            years[field.spot] = year_word(field.shift)
    for chapter in found.chapters:
        if (paragraph := chapter.paragraph) is not None:
            spots[paragraph] = [Spot(paragraph, 0, len(FormLine(paragraph).text))]
    dropped = {row for block in found.blocks for row in block.rows[1:]}
    blanks = {region.cell.element for block in found.blocks for region in block.cells}

    def stretches(paragraph: etree._Element) -> list[FormGap]:
        own = spots.get(paragraph, ())
        gaps = {
            (spot.start, spot.end): FormGap(
                spot.start, spot.end, "", spot in boxes, years.get(spot, "")
            )
            for spot in own
        }
        return [gaps[place] for place in sorted(gaps)]

    def rows(table: etree._Element) -> Iterator[etree._Element]:
        return (row for row in table.iterfind(w("tr")) if row not in dropped)

    body = document.element.body
    return NewForm(document, found, read_paths(body, stretches, rows, blanks, found.hints))


def _let_go(found: FormFields) -> None:
    """Takes out what no report prints; but in rows of lists the places of fields would move."""
    in_rows = {field.spot.paragraph for block in found.blocks for field in block.fields}
    gone = sorted(found.gone, key=lambda spot: -spot.start)
    found.gone = [spot for spot in gone if spot.paragraph in in_rows]
    for spot in gone:
        if spot.paragraph not in in_rows:
            type_in(spot, "")
            move_behind(found, spot, spot.start - spot.end)


def _paragraph_of(chapter: Chapter) -> etree._Element:
    """The paragraph that a chapter's text goes into; it is added if the form has none."""
    if chapter.paragraph is not None:
        return chapter.paragraph
    paragraph = chapter.heading.makeelement(w("p"), {}, None)
    chapter.heading.addnext(paragraph)
    return paragraph
