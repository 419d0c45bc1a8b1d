"""Puts the tags of a pack's part into the changed form; new blanks get drafted tags."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree

from docgen.scaffold.pack.form_fields import Block, Chapter, Field, FormFields, Path, Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.regions import FormGrid
from docgen.scaffold.pack.update.blank_matches import BlankMatches
from docgen.scaffold.pack.update.label_paths import FormBlank, FormPaths, PrintedLine
from docgen.scaffold.pack.update.new_form import NewForm, all_fields
from docgen.scaffold.pack.update.old_part import Wrap
from docgen.scaffold.pack.writing.tag_placement import (
    control_row,
    place_tags,
    tag_of,
    type_in,
)
from docgen.word.revisions import drop_bookmarks, drop_comments
from docgen.word.xml import text_of, w

_BREAK = re.compile("([\n\t])")


@dataclass
class Transplant:
    """What became of the tags and of the blanks.

    Attributes:
        kept: the drafted fields of blanks that have a tag of the old part, each with that blank.
        lists: the drafted lists that a loop of the old part fills, each with that loop.
        gone: blanks of the old part without a place in the changed form.
        lost_wraps: loops and conditions of it whose rows or paragraphs have none.
        left: the drafted fields of blanks that the old part has without a tag: they get none.
        rooms: for each old blank the place that its tags were typed at, as paragraph or cell.
    """

    kept: dict[Field, FormBlank] = field(default_factory=dict)
    lists: dict[Block, Wrap] = field(default_factory=dict)
    gone: list[FormBlank] = field(default_factory=list)
    lost_wraps: list[Wrap] = field(default_factory=list)
    left: set[Field] = field(default_factory=set)
    rooms: dict[FormBlank, etree._Element] = field(default_factory=dict)

    def is_fresh(self, one: Field) -> bool:
        """Whether a drafted field is new: no tag of the old part fills it, and none is missing."""
        return one not in self.kept and one not in self.left


@dataclass(frozen=True, eq=False)
class _Edit:
    """A stretch of a paragraph, and the text in its place."""

    start: int
    end: int
    text: str


class Planter:
    """Puts the tags of one part into the changed form.

    Args:
        old: the blanks of the part, with their tags.
        wraps: the loops and conditions around its rows and paragraphs.
        new: the changed form.
        matches: which blank is which.
    """

    def __init__(
        self, old: FormPaths, wraps: Iterable[Wrap], new: NewForm, matches: BlankMatches
    ) -> None:
        self._old, self._new, self._matches = old, new, matches
        self._wraps = list(wraps)
        self._edits: dict[etree._Element, list[_Edit]] = defaultdict(list)
        self._cells: dict[etree._Element, list[str]] = {}
        self.done = Transplant()
        self._landed = {line.paragraph: other.paragraph for line, other in matches.lines}

    def plan(self) -> Transplant:
        """Finds the place of each tag; nothing is typed yet."""
        for line, other in self._matches.lines:
            if line.stretches:
                self._plan_line(line, other)
        for blank, place in self._matches.blanks.items():
            if blank.tags:
                self._plan_blank(blank, place)
            else:
                self.done.left.update(self._new.fields_of(place))
        unchanged = {other.paragraph for _, other in self._matches.lines}
        fields = (field for field in all_fields(self._new.fields) if field not in self.done.kept)
        self.done.left |= {field for field in fields if field.spot.paragraph in unchanged}
        blanks = (blank for blank in self._old.blanks if blank.tags)
        self.done.gone = [blank for blank in blanks if blank not in self.done.rooms]
        self._plan_lists()
        return self.done

    def _plan_line(self, line: PrintedLine, other: PrintedLine) -> None:
        blanks = {blank.stretch: blank for blank in self._old.blanks if line in blank.lines}
        by_room: dict[int, list[FormBlank]] = defaultdict(list)
        for stretch in line.stretches:
            by_room[line.offset(stretch.start)].append(blanks[stretch])
        for offset, group in by_room.items():
            start, stop = other.room_at(offset)
            inside = [
                stretch
                for stretch in other.stretches
                if start <= stretch.start and stretch.end <= stop
            ]
            if len(inside) == len(group):
                for blank, stretch in zip(group, inside, strict=True):
                    self._edit(
                        blank, other.paragraph, _Edit(stretch.start, stretch.end, blank.tags)
                    )
            else:
                first, last = line.room_at(offset)
                text = line.text[first:last]
                for number, blank in enumerate(group):
                    edit = _Edit(start, stop, "" if number else text)
                    self._edit(blank, other.paragraph, edit)

    def _edit(self, blank: FormBlank, paragraph: etree._Element, edit: _Edit) -> None:
        self.done.rooms[blank] = paragraph
        if edit.text:
            self._edits[paragraph].append(edit)
        for drafted in all_fields(self._new.fields):
            spot = drafted.spot
            if spot.paragraph is paragraph and edit.start <= spot.start and spot.end <= edit.end:
                self.done.kept[drafted] = blank

    def _plan_blank(self, blank: FormBlank, place: FormBlank) -> None:
        fields = self._new.fields_of(place)
        stretch = place.stretch
        if stretch is not None:
            self._edit(
                blank, place.lines[0].paragraph, _Edit(stretch.start, stretch.end, blank.tags)
            )
            return
        self.done.kept |= dict.fromkeys(fields, blank)
        texts = blank.texts
        if place.cell is not None:
            self._cells[place.cell] = texts
            self.done.rooms[blank] = place.cell
            return
        paragraph = place.lines[0].paragraph
        self._edit(blank, paragraph, _Edit(0, len(place.lines[0].text), blank.tags))

    def _plan_lists(self) -> None:
        """Finds the drafted list that each loop of the old part fills."""
        for wrap in self._wraps:
            rows = self._rows_of(wrap)
            for block in self._new.fields.blocks if wrap.is_loop else ():
                if block.rows[0] in rows:
                    self.done.lists[block] = wrap

    def _rows_of(self, wrap: Wrap) -> list[etree._Element]:
        """Where the rows and paragraphs inside a wrap are in the changed form, in its order."""
        inside = set(wrap.inside)
        tag = wrap.opening.tag
        found: Counter[etree._Element] = Counter()
        for blank, room in self.done.rooms.items():
            holder = blank.row if tag == w("tr") else blank.lines[0].paragraph
            if holder in inside:
                found[_holder(room, str(tag))] += 1
        for old, new in self._landed.items():
            if _holder(old, str(tag)) in inside:
                found[_holder(new, str(tag))] += 1
        most = found.most_common(1)[0][0] if found else None
        parent = most.getparent() if most is not None else None
        order = {child: number for number, child in enumerate(parent)} if parent is not None else {}
        return sorted((row for row in found if row in order), key=lambda row: order[row])

    def write(
        self,
        paths: Mapping[Field, Field],
        items: Mapping[Block, str],
        lists: Mapping[Block, Path],
        chapters: Mapping[Chapter, Path],
    ) -> None:
        """Types all tags: the old ones, and those of new blanks.

        Args:
            paths: the new fields, each with its final path.
            items: the loop variable of each list that an old loop fills.
            lists: the final path of each list that no old loop fills.
            chapters: the final path of each chapter that no old tag fills.
        """
        found = self._new.fields
        fresh = [
            paths.get(drafted, drafted) for drafted in found.fields if self.done.is_fresh(drafted)
        ]
        fresh = [drafted for drafted in fresh if not self._is_covered(drafted)]
        for drafted in fresh:
            spot = drafted.spot
            self._edits[spot.paragraph].append(_Edit(spot.start, spot.end, tag_of(drafted)))
        for spot in found.gone:
            inside = (edit.start <= spot.start for edit in self._edits[spot.paragraph])
            if not any(inside):
                self._edits[spot.paragraph].append(_Edit(spot.start, spot.end, ""))
        self._write_lists(paths, items)
        for wrap in reversed(self._wraps):
            self._place_wrap(wrap)
        for paragraph, edits in self._edits.items():
            for edit in sorted(edits, key=lambda edit: (-edit.start, -edit.end)):
                type_in(Spot(paragraph, edit.start, edit.end), edit.text)
            _break_lines(paragraph)
        for cell, texts in self._cells.items():
            write_cell(cell, texts)
        self._place_rest(lists, chapters)

    def _is_covered(self, one: Field) -> bool:
        """Whether a blank's cell gets tags of the old part anyway."""
        cell = next(one.spot.paragraph.iterancestors(w("tc")), None)
        return cell in self._cells

    def _place_rest(self, lists: Mapping[Block, Path], chapters: Mapping[Chapter, Path]) -> None:
        """Places what is only drafted: lists and chapters."""
        found = self._new.fields
        slots = [replace(chapter, path=path) for chapter, path in chapters.items()]
        blocks = [replace(block, path=path) for block, path in lists.items()]
        fresh = {
            drafted.spot.paragraph.getparent()
            for drafted in found.fields
            if self.done.is_fresh(drafted)
        }
        hints = [cell for cell in found.hints if cell in fresh and cell not in self._cells]
        place_tags(FormFields(blocks=blocks, chapters=slots, hints=hints))

    def _write_lists(self, paths: Mapping[Field, Field], items: Mapping[Block, str]) -> None:
        for block in self.done.lists:
            for region, content in block.cells.items():
                cell = region.cell.element
                if cell in self._cells:
                    continue
                if isinstance(content, Field):
                    self._cells[cell] = [tag_of(paths.get(content, content), items[block])]
                elif isinstance(content, str) and '"' in content:  # it prints a label of the form
                    self._cells[cell] = [content]
            model, *others = block.rows
            for row in others:
                if (parent := row.getparent()) is not None:
                    parent.remove(row)
            drop_bookmarks(model)
            drop_comments(model)

    def _spread(self, rows: list[etree._Element], wrap: Wrap) -> list[etree._Element]:
        """The rows or paragraphs of a wrap with the empty ones beside them, as many as it had."""
        inside = list(wrap.inside)
        words = [number for number, one in enumerate(inside) if text_of(one).strip()]
        before, behind = (words[0], len(inside) - 1 - words[-1]) if words else (0, 0)
        first, last = rows[0], rows[-1]
        for _ in range(before):
            if (above := first.getprevious()) is not None and _is_empty(above):
                first = above
        for _ in range(behind):
            if (below := last.getnext()) is not None and _is_empty(below):
                last = below
        return [first, last]

    def _place_wrap(self, wrap: Wrap) -> None:
        """Puts the two control elements of a loop or condition around what it wraps."""
        if any(parent in self._whole_cells() for parent in wrap.opening.iterancestors(w("tc"))):
            return  # they are among the lines of the cell
        rows = self._rows_of(wrap)
        if not rows:
            self.done.lost_wraps.append(wrap)
            return
        if wrap.opening.tag == w("tr"):
            table = next(rows[0].iterancestors(w("tbl")))
            width = FormGrid(table).width
            opening = control_row(text_of(wrap.opening), width, rows[0])
            closing = control_row(text_of(wrap.closing), width, rows[-1])
        else:
            opening, closing = deepcopy(wrap.opening), deepcopy(wrap.closing)
            rows = self._spread(rows, wrap)
        rows[0].addprevious(opening)
        rows[-1].addnext(closing)

    def paragraphs(self) -> dict[etree._Element, etree._Element]:
        """The paragraphs of the changed form that the old part has, each with the old one."""
        found = {other.paragraph: line.paragraph for line, other in self._matches.lines}
        for blank, room in self.done.rooms.items():
            paragraphs = [room] if room.tag == w("p") else room.findall(w("p"))
            found |= dict.fromkeys(paragraphs, blank.lines[0].paragraph)
        return found

    def _whole_cells(self) -> set[etree._Element]:
        """The cells of the old part whose lines all go to one place."""
        whole = (
            blank for blank in self._old.blanks if blank.stretch is None and blank.cell is not None
        )
        return {blank.cell for blank in whole if blank.cell is not None}


def _holder(element: etree._Element, tag: str) -> etree._Element:
    if element.tag == tag:
        return element
    return next(element.iterancestors(tag), element)


def _is_empty(element: etree._Element) -> bool:
    return element.tag == w("p") and not text_of(element).strip()


def _break_lines(paragraph: etree._Element) -> None:
    """Makes line breaks and tabs of those that were typed as characters."""
    for text in list(paragraph.iter(w("t"))):
        parts = _BREAK.split(text.text or "")
        text.text, last = parts[0], text
        for sign, part in zip(parts[1::2], parts[2::2], strict=True):
            mark = text.makeelement(w("br" if sign == "\n" else "tab"), {}, None)
            rest = deepcopy(text)
            rest.text = part
            last.addnext(mark)
            mark.addnext(rest)
            last = rest


def write_cell(cell: etree._Element, texts: list[str]) -> None:
    """Makes the texts the only paragraphs of a cell, in the formatting of its first."""
    first, *others = list(cell.iterchildren(w("p")))
    for paragraph in others:
        cell.remove(paragraph)
    for run in first.findall(w("r")):
        for line_break in run.findall(w("br")):
            run.remove(line_break)
    type_in(Spot(first, 0, len(FormLine(first).text)), texts[0])
    last = first
    for text in texts[1:]:
        copy = deepcopy(first)
        type_in(Spot(copy, 0, len(FormLine(copy).text)), text)
        last.addnext(copy)
        last = copy
    for paragraph in cell.iterchildren(w("p")):
        _break_lines(paragraph)
    properties = cell.find(w("tcPr"))
    merge = properties.find(w("vMerge")) if properties is not None else None
    if properties is not None and merge is not None and any("| merge" in text for text in texts):
        properties.remove(merge)
