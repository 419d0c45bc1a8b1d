"""The values in a table of a report, found by the labels around the same cells of its template.

What is a label is known from the template: a cell whose text the template prints. All others hold
values, whatever they say; what they print around the values is known from the template too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.blank_matches import match_blanks
from docgen.scaffold.pack.update.label_paths import (
    FormBlank,
    FormGap,
    FormPaths,
    LabelPath,
    PrintedLine,
    read_paths,
    squeezed,
    year_word,
)
from docgen.scaffold.taken.filled_blocks import labels_in
from docgen.scaffold.taken.joined_cells import join_split_cells
from docgen.scaffold.taken.line_pattern import LinePattern, plain
from docgen.scaffold.taken.report_year import year_in
from docgen.scaffold.taken.reworded_labels import reworded_labels
from docgen.scaffold.taken.row_alignment import (
    AlignedRow,
    align_rows,
    table_rows,
    template_rows,
)
from docgen.scaffold.taken.template_blocks import (
    TemplateBlock,
    own_lines,
    text_of_lines,
    told_lines,
)
from docgen.scaffold.taken.template_spots import SpotPattern, SpotText, constant_of
from docgen.word.grid import Grid, GridCell, Region, cells_of
from docgen.word.xml import w

_YEARS = re.compile(r"(?<!\d)20\d\d(?=\s*年)")


@dataclass(frozen=True)
class CellTexts:
    """What a cell of a report has.

    Attributes:
        texts: what it has at the fields of the template's cell.
        lines: its paragraphs, if they are as the template has them.
        penned: what was typed where the template has room for a pen.
    """

    texts: tuple[SpotText, ...] = ()
    lines: tuple[etree._Element, ...] = ()
    penned: tuple[str, ...] = ()

    @property
    def merges(self) -> bool:
        """Whether the cell is one with the cell above that says the same."""
        return any(found.spot.merges for found in self.texts)

    @property
    def is_blank(self) -> bool:
        """Whether no field has a text."""
        return not any(found.text.strip() for found in self.texts)


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
        own = set(block.element.iter(w("tc")))
        paths = block.part.cell_paths
        self._cells = {cell: pattern for cell, pattern in block.part.cells.items() if cell in own}
        self._blanks = [self._named(blank) for blank in paths.blanks if blank.cell in own]

    @cached_property
    def listed(self) -> list[FormBlank]:
        """The cells in the rows of lists."""
        return [blank for blank in self._blanks if blank.in_loop]

    def pattern(self, blank: FormBlank) -> SpotPattern | None:
        """What the template has in the cell of a blank."""
        return self._cells.get(blank.cell) if blank.cell is not None else None

    @cached_property
    def paths(self) -> FormPaths:
        """The cells of the report's table, those that are no labels as blanks."""
        values = {
            cell
            for cell in self.table.iter(w("tc"))
            if cell.find(w("tbl")) is None and not self.is_label(cell)
        }
        found = read_paths(
            self.table, self._stretches, lambda table: table.iterfind(w("tr")), (), values
        )
        for blank in found.blanks:
            words = self._words_in(blank.cell) if blank.cell is not None else ""
            blank.path = replace(self._as_ours(blank.path), before=words)
        return FormPaths([blank for blank in found.blanks if blank.stretch is None])

    def cells(self) -> Iterator[CellTexts]:
        """What the report has in the cells of the template outside of lists."""
        for blank, cell in self._fixed_cells():
            yield self.cell_texts(blank, cell)

    def cell_texts(self, blank: FormBlank, cell: etree._Element) -> CellTexts:
        """What a cell of the report has at the fields of one of the template."""
        lines = told_lines(own_lines(cell))
        pattern = self.pattern(blank)
        text = text_of_lines(lines)
        texts = pattern.taken(text, lines) if pattern else None
        if pattern is None or texts is None:
            return CellTexts()
        return CellTexts(tuple(texts), lines, tuple(pattern.penned(text)))

    def _fixed_cells(self) -> Iterator[tuple[FormBlank, etree._Element]]:
        """The cells of the report for those of the template outside of lists.

        First those with the same print; a value may read like the print of another cell.
        """
        ours = [blank for blank in self._blanks if not blank.in_loop]
        theirs = self.paths.blanks
        for words in (True, False):
            if not words:
                ours, theirs = list(map(_without_words, ours)), list(map(_without_words, theirs))
            matches = match_blanks(FormPaths(ours), FormPaths(theirs), {}, lambda one, other: True)
            for blank, found in matches.blanks.items():
                if found.cell is not None:
                    yield blank, found.cell
            ours = [blank for blank in ours if blank not in matches.blanks]
            taken = set(matches.blanks.values())
            theirs = [blank for blank in theirs if blank not in taken]
        for find in (self._turned, self._in_paired_rows, self._below_heads):
            paired = dict(find(ours, theirs))
            yield from paired.items()
            cells = set(paired.values())
            ours = [blank for blank in ours if blank not in paired]
            theirs = [blank for blank in theirs if blank.cell not in cells]

    def _turned(
        self, ours: Iterable[FormBlank], theirs: Iterable[FormBlank]
    ) -> Iterator[tuple[FormBlank, etree._Element]]:
        """Those left with the same labels, which stand beside them and not above, or otherwise."""
        kept, given = (
            Counter(frozenset(blank.path.words) for blank in each)
            for each in (self._blanks, self.paths.blanks)
        )
        found = {frozenset(blank.path.words): blank.cell for blank in theirs}
        for blank in ours:
            words = frozenset(blank.path.words)
            cell = found.get(words)
            if len(words) > 1 and cell is not None and kept[words] == given[words] == 1:
                yield blank, cell

    def _in_paired_rows(
        self, ours: Iterable[FormBlank], theirs: Iterable[FormBlank]
    ) -> Iterator[tuple[FormBlank, etree._Element]]:
        """Those left that stand in the row with the same labels, and below the same head."""
        left = {blank.cell for blank in theirs if blank.cell is not None}
        grid = Grid(cells_of(self.table), Region)
        pairs = self.row_pairs(self.block.element)
        rows = {paired.element: row for row, paired in pairs.items() if paired.words}
        numbers = {row: number for number, row in enumerate(self.table.iterfind(w("tr")), 1)}
        for blank in ours:
            row = rows.get(blank.row) if blank.row is not None else None
            if row is None or not blank.path.heads:
                continue
            below = [
                region.cell.element
                for region in grid.row(numbers[row])
                if region.cell.element in left and self._head(grid, region) == blank.path.heads[-1]
            ]
            if len(below) == 1:
                yield blank, below[0]

    def _head(self, grid: Grid[Region], region: Region) -> str:
        """The label above a cell, as the template has it: the nearest one of the same columns."""
        for above in grid.upwards(region):
            if above.same_columns(region) and self.is_label(above.cell.element):
                return self._labels.get(self._printed(above.cell.element), "")
        return ""

    def _below_heads(
        self, ours: Iterable[FormBlank], theirs: Iterable[FormBlank]
    ) -> Iterator[tuple[FormBlank, etree._Element]]:
        """Those left that are the only cells below their heads: the label of the row was moved."""
        kept, given = (
            Counter(blank.path.heads for blank in each)
            for each in (self._blanks, self.paths.blanks)
        )
        below = {blank.path.heads: blank.cell for blank in theirs}
        for blank in ours:
            heads = blank.path.heads
            cell = below.get(heads)
            if heads and cell is not None and kept[heads] == given[heads] == 1:
                yield blank, cell

    def is_label(self, cell: etree._Element) -> bool:
        """Whether a cell of the report holds what the template prints."""
        if cell in self._in_place:
            return False
        compared = self._printed(cell)
        if compared and (compared in self._labels or compared in self._constants):
            return True
        lines = told_lines(own_lines(cell))
        return bool(lines) and all(self._worked_out(line) is not None for line in lines)

    @cached_property
    def _in_place(self) -> frozenset[etree._Element]:
        """The cells that stand where the template has a field: values, even 姓名 or 合计."""
        rows = {
            row: cells for table in (self.table, self.block.element) for row, cells in _rows(table)
        }
        return frozenset(
            cell.element
            for row, paired in self.row_pairs(self.block.element).items()
            for cell, other in zip(rows[row], rows[paired.element], strict=False)
            if _spans(rows[row]) == _spans(rows[paired.element])
            and self._cells[other.element].prints_fields
            and not self._is_moved(cell.element)
        )

    def _is_moved(self, cell: etree._Element) -> bool:
        """Whether a cell says a label that the report has nowhere else: it is no value then."""
        words = self._words_of(cell)
        return words in self._labels and self._counts[words] == 1

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(map(self._words_of, self.table.iter(w("tc"))))

    def row_pairs(self, template: etree._Element) -> dict[etree._Element, AlignedRow]:
        """The rows of the report's table for one of the template, each with its row of that."""
        ours = template_rows(template, self.block.part.wraps)
        return align_rows(ours, table_rows(self.same_table(template), self._compared))

    def same_table(self, template: etree._Element) -> etree._Element:
        """The table of the report that is one of the template: its own, or one inside it."""
        if template is self.block.element:
            return self.table
        wanted = labels_in(template)
        inside = self.table.iter(w("tbl"))
        return max(inside, key=lambda table: (len(wanted & labels_in(table)), -len(table)))

    def _compared(self, cell: etree._Element) -> str:
        """The words of a cell of the report without its values, as those of the template."""
        return squeezed(self._words_in(cell)) or self._printed(cell)

    def _as_ours(self, path: LabelPath) -> LabelPath:
        """The labels around a cell of the report as the template has them."""
        compared = {label: squeezed(plain(label)) for label in path.words}
        ours = {label: self._reworded.get(words, words) for label, words in compared.items()}
        known = {label: own for label, own in ours.items() if own in self._labels}
        return path.with_words({label: self._labels[own] for label, own in known.items()})

    def _printed(self, cell: etree._Element) -> str:
        words = self._words_of(cell)
        return self._reworded.get(words, words)

    def _words_of(self, cell: etree._Element) -> str:
        lines = told_lines(own_lines(cell))
        words = "".join(PrintedLine(line, self._years(line)).words for line in lines)
        return squeezed(plain(words))

    @cached_property
    def _reworded(self) -> dict[str, str]:
        """The template's label for each of the report that is one in other words."""
        return reworded_labels(self._labels, map(self._words_of, self.table.iter(w("tc"))))

    @cached_property
    def _labels(self) -> dict[str, str]:
        """The labels of the template, by what is compared of them."""
        tables = {blank.table for blank in self._blanks}
        labels = self.block.part.cell_paths.labels
        return {squeezed(plain(label)): label for number, label in labels if number in tables}

    @cached_property
    def _constants(self) -> frozenset[str]:
        """What tags of the template print as labels do: ``{{ "绩效指标" | merge }}``."""
        return frozenset(squeezed(plain(constant_of(blank.tags))) for blank in self._blanks) - {""}

    def _named(self, blank: FormBlank) -> FormBlank:
        """A blank of the template, with the words in its cell."""
        pattern = self._cells.get(blank.cell) if blank.cell is not None else None
        tells = pattern is not None and pattern.prints_fields and pattern.pattern.tells
        words = pattern.pattern.words if pattern and tells else ""
        return replace(blank, path=replace(blank.path, before=words))

    def _words_in(self, cell: etree._Element) -> str:
        """The words that the template prints in a cell of the report, besides the values."""
        text = text_of_lines(told_lines(own_lines(cell)))
        read = (
            pattern.pattern.words
            for pattern in self._cells.values()
            if pattern.prints_fields
            and pattern.pattern.tells
            and pattern.pattern.read(text) is not None
        )
        return max(read, key=len, default="")

    def _worked_out(self, paragraph: etree._Element) -> list[FormGap] | None:
        """The stretches of a label in which the template prints what is no field."""
        text = FormLine(paragraph).text
        for pattern in self._label_patterns:
            gaps = pattern.read(text)
            if gaps is not None and self._same_years(gaps, text):
                return gaps
        return None

    @cached_property
    def _label_patterns(self) -> list[LinePattern]:
        lines = (
            LinePattern((line,))
            for pattern in self._cells.values()
            if not pattern.prints_fields
            for line in pattern.pattern.lines
            if line.stretches
        )
        return [line for line in lines if line.words]

    def _same_years(self, gaps: Iterable[FormGap], text: str) -> bool:
        return all(
            year_word(year_in(text[gap.start : gap.end]) - self._year) == gap.year
            for gap in gaps
            if gap.year
        )

    def _stretches(self, paragraph: etree._Element) -> list[FormGap]:
        found = self._worked_out(paragraph)
        return self._years(paragraph) if found is None else found

    def _years(self, paragraph: etree._Element) -> list[FormGap]:
        """The years in a label, each with what it is to the edition."""
        return [
            FormGap(found.start(), found.end(), "", False, year_word(int(found[0]) - self._year))
            for found in _YEARS.finditer(FormLine(paragraph).text)
        ]


def _without_words(blank: FormBlank) -> FormBlank:
    return replace(blank, path=replace(blank.path, before=""))


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, list[GridCell]]]:
    return zip(table.iterfind(w("tr")), cells_of(table), strict=True)


def _spans(cells: Iterable[GridCell]) -> list[tuple[int, int]]:
    return [(cell.column, cell.right) for cell in cells]
