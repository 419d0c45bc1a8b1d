"""Keeps the room of blanks in a line: what follows a blank stays where the form has it.

    填报单位：                    单位：万元
    填表人：　　　　　　审核人：　　　　　　填报日期：

A program lays the blank form out, the signs around each room coloured; at its end the line gets a
tab stop there. What is filled in is followed by a tab to it; a longer text pushes on the rest.
Without a program on this machine the line stays as it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

import docx
from docx.document import Document
from docx.oxml.parser import OxmlElement
from docx.shared import Twips
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.pdf.coloured_signs import SignPlace, coloured_signs
from docgen.pdf.converter import convert, find_converter
from docgen.project import Project
from docgen.scaffold.pack.form_fields import Field, FormFields
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.writing.written_lines import line_to_write_on
from docgen.temporary import temporary_folder
from docgen.word.style_cascade import Cascade
from docgen.word.text_width import half_ems
from docgen.word.xml import remove, w

_ROOM = re.compile(r"[ _＿\t\u3000\u00a0\u2000-\u200a]*")
_LEAST = 3
"""The narrowest room, in halves of the font size, that is kept."""

_CLOSING = "）)〕】]"
"""Brackets that close around a blank: they follow what is filled in."""

_TWIPS, _NEAR = 20, 2.0
"""Twips of a point; points by which two baselines of one line may differ."""


_Sign: TypeAlias = tuple[etree._Element, int]
"""A sign of a form: the ``w:t`` that has it, and its index there."""


class _TabStop(NamedTuple):
    """A tab stop, in points from the left edge of the text, and the room in Chinese characters."""

    place: float
    ems: float


@dataclass(frozen=True, eq=False)
class _Room:
    """The room of a field in a line.

    Attributes:
        field: the field.
        line: its line.
        label: the place of the colon before it.
        end: the place behind it, where the line goes on; behind the room's own signs, there may be
            those of a date.
        behind: the place of the first sign behind it.
    """

    field: Field
    line: FormLine
    label: int
    end: int
    behind: int

    @property
    def start(self) -> int:
        """The place of the line's first sign."""
        return len(self.line.text) - len(self.line.text.lstrip())

    @property
    def signs(self) -> list[_Sign]:
        """The line's first sign, the colon, and the sign behind the room."""
        places = (self.start, self.label, self.behind)
        return [self.line.characters[place][:2] for place in places]


def keep_rooms(document: Document, found: FormFields, project: Project) -> None:
    """Sets the tab stops of a form, and the spots of its fields so that tags lead to them."""
    rooms = list(_rooms(found))
    if not rooms:
        return
    places = _laid_out(document, rooms, project)
    cascade = Cascade(document)
    stops = dict[_Room, _TabStop]()
    for room in rooms:
        signs = [places.get(sign) for sign in room.signs]
        marked = [place for place in signs if place]
        if len(marked) == len(signs) and (stop := _stop(room, *marked, cascade=cascade)):
            stops[room] = stop
    _set(stops, found)


def _rooms(found: FormFields) -> Iterator[_Room]:
    for field in found.fields:
        if field.kind in ("text", "figure") and _may_have_stops(field.spot.paragraph):
            line, spot = FormLine(field.spot.paragraph), field.spot
            text, label = line.text, len(line.text[: spot.start].rstrip()) - 1
            match = _ROOM.match(text, spot.start)
            behind = match.end() if match else 0
            end = _end(field, text[:behind], found)
            room = text[spot.start : end]
            is_wide = "\t" in room or half_ems(room) >= _LEAST
            is_line = line_to_write_on(line, spot.start) == end < behind
            is_parted = spot.end < end or is_line or "\t" in room
            is_within = text[: label + 1].endswith(("：", ":")) and spot.end <= behind < len(text)
            is_within = is_within and text[behind] not in _CLOSING
            if is_within and is_parted and is_wide and "\n" not in text:
                yield _Room(field, line, label, end, behind)


def _end(field: Field, text: str, found: FormFields) -> int:
    """Where the room of a field ends, in ``text`` up to the sign behind it.

    That may be the end of the line to write on, or the beginning of a date, which has room for the
    year; a tab is not part of it.
    """
    if line := line_to_write_on(FormLine(field.spot.paragraph), field.spot.start):
        return line
    starts = [
        other.spot.start
        for other in found.fields
        if other is not field and other.spot.paragraph is field.spot.paragraph
    ]
    later = [start for start in starts if field.spot.end <= start < len(text)]
    return max(min(later, default=len(text)), text.rfind("\t", field.spot.start) + 1)


def _may_have_stops(paragraph: etree._Element) -> bool:
    """Whether a paragraph begins at its left, and has no tab stops or number of its own."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return True
    aligned = properties.find(w("jc"))
    at_left = aligned is None or aligned.get(w("val")) in ("left", "start", "both")
    return at_left and properties.find(w("tabs")) is None and properties.find(w("numPr")) is None


def _laid_out(
    document: Document, rooms: Sequence[_Room], project: Project
) -> dict[_Sign, SignPlace]:
    """The places of the signs around rooms; none if no program lays the form out."""
    converter = find_converter(project.fonts, project.converter)
    if converter is None:
        return {}
    buffer = io.BytesIO()
    document.save(buffer)
    copy = docx.Document(io.BytesIO(buffer.getvalue()))
    copies = dict(zip(document.element.body.iter(), copy.element.body.iter(), strict=True))
    marked = list(dict.fromkeys(sign for room in rooms for sign in room.signs))
    colours = {sign: f"01{number >> 8:02X}{number & 255:02X}" for number, sign in enumerate(marked)}
    # From the end of the form, so that the others stay where they are.
    order = {element: number for number, element in enumerate(copies)}
    for element, index in sorted(marked, key=lambda sign: (-order[sign[0]], -sign[1])):
        _colour_sign(copies[element], index, colours[element, index])
    with temporary_folder("form") as folder:
        path = Path(folder) / "form.docx"
        copy.save(str(path))
        ((_, pdf),) = convert(converter, [path], project.fonts)
    places = coloured_signs(pdf) if isinstance(pdf, bytes) else {}
    return {sign: places[colour] for sign, colour in colours.items() if colour in places}


def _colour_sign(text: etree._Element, index: int, colour: str) -> None:
    """Parts a sign of a ``w:t`` from the others, in a run of its own colour."""
    run, whole = next(text.iterancestors(w("r"))), text.text or ""
    behind, sign = deepcopy(run), deepcopy(run)
    for made, part in ((sign, whole[index : index + 1]), (behind, whole[index + 1 :])):
        at = list(run).index(text)
        for number, child in enumerate(list(made)):
            if child.tag != w("rPr") and (number < at or (made is sign and number > at)):
                made.remove(child)
        first = next(made.iter(w("t")))
        first.text = part
        first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for later in list(text.itersiblings()):
        remove(later)
    text.text = whole[:index]
    run.addnext(behind)
    run.addnext(sign)
    look = OxmlElement("w:color")
    look.set(w("val"), colour)
    properties = sign.get_or_add_rPr()  # type: ignore[attr-defined]
    for old in properties.findall(w("color")):
        properties.remove(old)
    properties.append(look)


def _stop(
    room: _Room, first: SignPlace, label: SignPlace, behind: SignPlace, *, cascade: Cascade
) -> _TabStop | None:
    """Where the room ends; ``None`` if that is on another line."""
    if any(it.page != first.page or abs(it.y - first.y) > _NEAR for it in (label, behind)):
        return None
    text = room.line.text
    look = cascade.format_of(room.line.paragraph).look
    leading = half_ems(text[: room.start]) * first.size / 2
    left = first.x - look.left - look.indent - leading
    start = label.x + half_ems(text[room.label]) * label.size / 2
    whole = half_ems(text[room.label + 1 : room.behind])
    part = half_ems(text[room.label + 1 : room.end]) / whole
    width = (behind.x - start) * part
    return _TabStop(start + width - left, int(width / label.size * 2) / 2)


def _set(stops: Mapping[_Room, _TabStop], found: FormFields) -> None:
    changed = dict[Field, Field]()
    for room, stop in stops.items():
        line = Paragraph(room.line.paragraph, None)  # type: ignore[arg-type]
        line.paragraph_format.tab_stops.add_tab_stop(Twips(round(stop.place * _TWIPS)))
        spot = room.field.spot
        for other in found.fields:
            theirs = other.spot
            if theirs.paragraph is spot.paragraph and spot.end <= theirs.start < room.end:
                moved = replace(theirs, start=room.end)  # a date whose room began with a tab
                changed[other] = replace(other, spot=moved)
        kept = replace(spot, end=room.end, keeps=True, room=stop.ems)
        changed[room.field] = replace(room.field, spot=kept)
    found.fields[:] = [changed.get(field, field) for field in found.fields]
