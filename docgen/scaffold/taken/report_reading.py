"""What a filled report says, by the fields of its pack: each text with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.scaffold.pack.form_fields import Path
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.old_part import Wrap
from docgen.scaffold.taken.block_alignment import Aligned, align_blocks
from docgen.scaffold.taken.cut_tables import cut_tables
from docgen.scaffold.taken.filled_blocks import ReportBlock
from docgen.scaffold.taken.joined_tables import join_split_tables
from docgen.scaffold.taken.labelled_leftovers import Leftover, SpotTurn, labelled_leftovers
from docgen.scaffold.taken.report_lists import ListedRow, ReportList
from docgen.scaffold.taken.table_reading import TablePair
from docgen.scaffold.taken.template_blocks import ReadPart, TemplateBlock, blocks_of
from docgen.scaffold.taken.template_spots import SpotText
from docgen.word.xml import w

Keys = tuple[str | int, ...]
"""The path of a value in the content: keys, and the numbers of items from 0."""
Around = tuple[int, ...]
"""The numbers of the items around a block: of its repeated part, of the loop around it."""

_APART = re.compile(r"\S[ \t\u3000]{4,}\S")
"""What parts two values in a line."""


@dataclass(frozen=True, eq=False)
class ReadText:
    """A text of the report that a field holds.

    Attributes:
        keys: the field.
        text: the text, a line for each paragraph.
        elements: its paragraphs, or the blocks of a chapter.
        is_markdown: whether the field holds Markdown.
        runs_on: whether its end is not sure, as in a title.
    """

    keys: Keys
    text: str
    elements: tuple[etree._Element, ...]
    is_markdown: bool = False
    runs_on: bool = False


@dataclass
class TakenReading:
    """What was read.

    Attributes:
        texts: the texts at the fields; a field that is printed several times has several.
        lists: the lists that the report has, empty ones included.
        seen: the paragraphs that the template prints, or that a text was read from.
        left: what else was typed in them, for a pen or unlike the schema, with its paragraph.
    """

    texts: list[ReadText] = field(default_factory=list)
    lists: list[Keys] = field(default_factory=list)
    seen: set[etree._Element] = field(default_factory=set)
    left: list[tuple[etree._Element, str]] = field(default_factory=list)


def read_report(parts: Sequence[ReadPart], body: etree._Element, year: int) -> TakenReading:
    """Reads the body of a filled report by the parts of its pack, for the edition ``year``."""
    template = [block for part in parts for block in blocks_of(part)]
    report = [ReportBlock(element) for element in body.iterchildren(w("p"), w("tbl"))]
    reader = _TakingReader(year)
    pairs = join_split_tables(align_blocks(template, cut_tables(template, report)))
    for aligned in pairs:
        reader.add(aligned)
    reader.end_slot()
    blocks = list(body.iterchildren(w("p"), w("tbl")))
    for each in labelled_leftovers(template, blocks, pairs, reader.reading.seen, reader.read, year):
        reader.add_leftover(each)
    return reader.end()


@dataclass
class _LoopItem:
    """The item of a loop over paragraphs that is being read.

    Attributes:
        turn: the turn of its part.
        number: its number, from 0.
        at: the block of the template that was read last.
        has: the fields that were read: the next one of these is of the next item.
    """

    turn: int
    number: int = 0
    at: int = -1
    has: set[Path] = field(default_factory=set)


def _fields(block: TemplateBlock) -> set[Path]:
    return {spot.path for spot in block.line.spots if spot.path} if block.line else set()


class _TakingReader:
    def __init__(self, year: int) -> None:
        self.reading = TakenReading()
        self.read: set[SpotTurn] = set()
        self._year = year
        self._slot: tuple[TemplateBlock, Around] | None = None
        self._held: list[etree._Element] = []
        self._items: dict[Wrap, _LoopItem] = {}
        self._ticks: dict[Keys, list[SpotText]] = {}

    def add(self, aligned: Aligned) -> None:
        """Reads a block of the report."""
        block, element = aligned.template, aligned.report.element
        around = self._around(aligned)
        if block.kind == "slot":
            if self._slot is None or self._slot != (block, around):
                self.end_slot()
                self._slot = (block, around)
            self._held.append(element)
            return
        self.end_slot()
        if block.kind == "table":
            self._table(TablePair(block, element, self._year), around)
        else:
            self._line(block, element, around)

    def add_leftover(self, leftover: Leftover) -> None:
        """Adds what was found by its labels."""
        self.reading.seen.update(leftover.seen)
        self.reading.left += leftover.left
        for found, turn in leftover.texts:
            self._put(found, (turn,))

    def end(self) -> TakenReading:
        """Reads what is known only at the end of the report. Returns all."""
        self.end_slot()
        for keys, ticks in self._ticks.items():
            self.reading.texts += _options(keys, ticks)
        return self.reading

    def _around(self, aligned: Aligned) -> Around:
        block = aligned.template
        part = (aligned.turn,) if block.part.is_repeated else ()
        if block.loop is None:
            return part
        item = self._items.setdefault(block.loop, _LoopItem(aligned.turn))
        goes_on = block.kind == "slot" and self._slot is not None and self._slot[0] is block
        if item.turn != aligned.turn:
            item = self._items[block.loop] = _LoopItem(aligned.turn)
        elif not goes_on and (aligned.at <= item.at or item.has.intersection(_fields(block))):
            item.number, item.has = item.number + 1, set()
        item.at = aligned.at
        item.has.update(_fields(block))
        return (*part, item.number)

    def end_slot(self) -> None:
        """Reads the blocks that go into a slot as one text."""
        if self._slot is None:
            return
        (block, around), elements = self._slot, tuple(self._held)
        self._slot, self._held = None, []
        text = "\n".join(FormLine(line).text for block in elements for line in block.iter(w("p")))
        for spot in block.line.spots if block.line else ():
            if spot.path:
                self._put(SpotText(spot, text, elements), around)

    def _line(self, block: TemplateBlock, element: etree._Element, around: Around) -> None:
        self.reading.seen.add(element)
        text = FormLine(element).text
        found = block.line.read(text, (element,)) if block.line else None
        for each in found or ():
            if each.spot.option or (each.is_known and not _APART.search(each.text)):
                self._put(each, around)
            else:
                self.reading.left.append((element, each.text))
        if found is not None and block.line:
            self.reading.left += ((element, typed) for typed in block.line.penned(text))

    def _table(self, pair: TablePair, around: Around) -> None:
        self.reading.seen.update(
            paragraph
            for cell in pair.table.iter(w("tc"))
            if pair.is_label(cell)
            for paragraph in cell.iter(w("p"))
        )
        for cell in pair.cells():
            self.reading.seen.update(cell.lines)
            self.reading.left += ((cell.lines[-1], typed) for typed in cell.penned)
            for found in cell.texts:
                self._put(found, around)
        own = set(pair.block.element.iter(w("tr")))
        for wrap in pair.block.part.wraps:
            if wrap.is_loop and wrap.opening in own:
                self._list(pair, ReportList(pair, wrap), around)

    def _list(self, pair: TablePair, listed: ReportList, around: Around) -> None:
        if not listed.path:
            return
        numbers: dict[Keys, int] = {}
        base = _concrete(listed.path[:-1], around)
        last = listed.path[-1].removesuffix("[]")
        stars = [at for at, key in enumerate((*listed.path[:-1], last)) if key == "*"]
        if not stars:
            self.reading.lists.append((*base, last))
        for row in listed.rows():
            named = {found.spot.path[-1]: _name(found.text) for found in row.texts}
            groups = [named.get(name, "") for name in listed.groups]
            is_lost = stars and (len(stars) != len(groups) or not all(groups))
            if row.texts and is_lost:
                continue
            self.reading.seen.update(row.paragraphs)
            if not row.texts:
                continue
            keys = _with_groups((*base, last), groups)
            number = numbers.setdefault(keys, 0)
            numbers[keys] = number + 1
            self._row(row, listed, (*keys, number))

    def _row(self, row: ListedRow, listed: ReportList, item: Keys) -> None:
        for found in row.texts:
            name = found.spot.path[len(listed.path) :]
            if name and name[-1] not in listed.groups:
                self._add((*item, *name), found)

    def _put(self, found: SpotText, around: Around) -> None:
        self.reading.seen.update(found.elements)
        self.read.add((found.spot, around[0] if around else 0))
        keys = _concrete(found.spot.path, around)
        if not any(key == "*" for key in keys):
            self._add(keys, found)

    def _add(self, keys: Keys, found: SpotText) -> None:
        """Adds the text of a field, or one more option of it."""
        spot = found.spot
        if not spot.option:
            read = ReadText(keys, found.text, found.elements, spot.is_markdown, found.runs_on)
            self.reading.texts.append(read)
        elif found.text:
            self._ticks.setdefault(keys, []).append(found)


def _concrete(path: Sequence[str], around: Around) -> Keys:
    """A path of the pack's fields as that of a value: ``projects[]`` is ``projects``, 0."""
    keys: list[str | int] = []
    numbers = iter(around)
    for key in path:
        keys.append(key.removesuffix("[]"))
        if key.endswith("[]"):
            keys.append(next(numbers, 0))
    return tuple(keys)


def _options(keys: Keys, ticks: Sequence[SpotText]) -> Iterator[ReadText]:
    """The options that are ticked as one text; each on its own if the field has only one."""
    options = {tick.text: tick for tick in ticks}
    joined = "、".join(options)
    shape = ticks[0].spot.shape
    if shape is None or shape.search(joined):
        elements = tuple(line for tick in options.values() for line in tick.elements)
        yield ReadText(keys, joined, elements)
        return
    for option, tick in options.items():
        yield ReadText(keys, option, tick.elements)


def _name(text: str) -> str:
    """The name of a group as content has it: without a colon, and blanks between its letters."""
    parts = text.strip(" \t\u3000：:").split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)


def _with_groups(keys: Keys, groups: Sequence[str]) -> Keys:
    """The path with the names of groups in place of ``*``."""
    names = iter(groups)
    return tuple(next(names) if key == "*" else key for key in keys)
