"""The values in a table of a report, found by the labels around the same cells of its template.

What is a label is known from the template: a cell whose text the template prints. All others hold
values, whatever they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.blank_matches import match_blanks
from docgen.scaffold.pack.update.label_paths import (
    FormBlank,
    FormGap,
    FormPaths,
    PrintedLine,
    read_paths,
    squeezed,
    year_word,
)
from docgen.scaffold.taken.joined_cells import join_split_cells
from docgen.scaffold.taken.line_pattern import LinePattern, plain
from docgen.scaffold.taken.report_year import year_in
from docgen.scaffold.taken.template_blocks import TemplateBlock, field_gap
from docgen.word.xml import w

_YEARS = re.compile(r"(?<!\d)20\d\d(?=\s*年)")


@dataclass(frozen=True, eq=False)
class CellText:
    """What a report has at a blank of the template.

    Attributes:
        blank: the blank.
        text: the text, a line for each paragraph.
        paragraphs: its paragraphs.
    """

    blank: FormBlank
    text: str
    paragraphs: tuple[etree._Element, ...]


class TablePair:
    """A table of a template, and the same table in a report.

    Args:
        block: the table of the template.
        table: that of the report.
        year: the edition of the report.
    """

    def __init__(self, block: TemplateBlock, table: etree._Element, year: int) -> None:
        self.block, self.table, self._year = block, table, year
        join_split_cells(block.element, table)
        own = set(block.element.iter(w("p")))
        paths = block.part.paths
        self._blanks = [blank for blank in paths.blanks if blank.lines[0].paragraph in own]
        self._lines = [(line, path) for line, path in paths.lines if line.paragraph in own]

    @cached_property
    def listed(self) -> list[FormBlank]:
        """The blanks in the rows of lists."""
        return [blank for blank in self._blanks if blank.in_loop]

    @cached_property
    def paths(self) -> FormPaths:
        """The cells of the report's table, those that are no labels as blanks."""
        values = {
            cell
            for cell in self.table.iter(w("tc"))
            if cell.find(w("tbl")) is None and not self.is_label(cell)
        }
        holder = etree.Element(w("body"))
        holder_parent, place = self.table.getparent(), 0
        if holder_parent is not None:
            place = holder_parent.index(self.table)
        holder.append(self.table)
        try:
            return read_paths(
                holder, self._stretches, lambda table: table.iterfind(w("tr")), (), values
            )
        finally:
            if holder_parent is not None:
                holder_parent.insert(place, self.table)

    def texts(self) -> Iterator[CellText]:
        """What the report has at the blanks outside of lists."""
        fixed = FormPaths([blank for blank in self._blanks if not blank.in_loop], self._lines, [])
        matches = match_blanks(fixed, self.paths, {}, _may_be)
        for blank, found in matches.blanks.items():
            yield _text_at(blank, found)
        for blank, line in matches.in_lines.items():
            number = blank.lines[0].stretches.index(blank.stretch) if blank.stretch else 0
            if number < len(line.stretches):
                gap = line.stretches[number]
                yield CellText(blank, line.text[gap.start : gap.end], (line.paragraph,))

    def is_label(self, cell: etree._Element) -> bool:
        """Whether a cell of the report holds what the template prints, or a line with blanks."""
        lines = [
            paragraph
            for paragraph in cell.iter(w("p"))
            if next(paragraph.iterancestors(w("tc"))) is cell and FormLine(paragraph).text.strip()
        ]
        words = "".join(PrintedLine(line, self._years(line)).words for line in lines)
        if self._label_of(words) is not None:
            return True
        return bool(lines) and all(self._pattern_of(line) is not None for line in lines)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """The labels of the template, by what they are compared by."""
        tables = {blank.table for blank in self._blanks}
        labels = (label for number, label in self.block.part.paths.labels if number in tables)
        return {squeezed(plain(label)): label for label in labels if label}

    def _label_of(self, words: str) -> str | None:
        """The label of the template that some words are."""
        compared = squeezed(plain(words))
        return self._labels.get(compared) if compared else None

    @cached_property
    def _patterns(self) -> list[LinePattern]:
        """The lines of the template with print and blanks."""
        loops = {line.paragraph for blank in self.listed for line in blank.lines}
        patterns = [
            LinePattern(line)
            for line, _ in self._lines
            if line.stretches and line.paragraph not in loops
        ]
        return [pattern for pattern in patterns if pattern.words]

    def _pattern_of(self, paragraph: etree._Element) -> LinePattern | None:
        text = FormLine(paragraph).text
        return next((each for each in self._patterns if self._fits(each, text)), None)

    def _fits(self, pattern: LinePattern, text: str) -> bool:
        """Whether a text is a line of the template, with the same years."""
        gaps = pattern.read(text)
        return gaps is not None and all(
            year_word(year_in(text[gap.start : gap.end]) - self._year) == gap.year
            for gap in gaps
            if gap.year
        )

    def _stretches(self, paragraph: etree._Element) -> list[FormGap]:
        pattern = self._pattern_of(paragraph)
        if pattern is not None:
            return pattern.read(FormLine(paragraph).text) or []
        return self._years(paragraph)

    def _years(self, paragraph: etree._Element) -> list[FormGap]:
        """The years in a label, each with what it is to the edition."""
        return [
            FormGap(found.start(), found.end(), "", False, year_word(int(found[0]) - self._year))
            for found in _YEARS.finditer(FormLine(paragraph).text)
        ]


def _may_be(blank: FormBlank, found: FormBlank) -> bool:
    return blank.is_box == found.is_box


def _text_at(blank: FormBlank, found: FormBlank) -> CellText:
    """The text of a whole cell, without what the template prints before and behind the value."""
    lines = [line for line in found.lines if line.text.strip()]
    texts = [line.text for line in lines]
    tagged = [line for line in blank.lines if line.stretches]
    if len(texts) == len(tagged) == 1:
        gaps = LinePattern(tagged[0]).read(texts[0])
        gap = gaps[field_gap(tagged[0])] if gaps else None
        texts = [texts[0][gap.start : gap.end]] if gap else texts
    return CellText(blank, "\n".join(texts), tuple(line.paragraph for line in lines))
