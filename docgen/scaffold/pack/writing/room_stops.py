"""Keeps the room of blanks in a line: what follows a blank stays where the form has it.

    填报单位：                    单位：万元
    填表人：　　　　　　审核人：　　　　　　填报日期：

A program lays the blank form out, the signs around each room coloured; at its end the line gets a
tab stop. What is filled in is followed by a tab to it, and a longer text pushes on to the next.
Without a program on this machine the line stays as it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

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
from docgen.temporary import temporary_folder
from docgen.word.style_cascade import Cascade
from docgen.word.text_width import half_ems
from docgen.word.xml import remove, w

_ROOM = re.compile(r"[ _＿\t\u3000\u00a0\u2000-\u200a]*")
_LEAST = 3
"""The narrowest room, in halves of the font size, that is kept."""

_TWIPS, _NEAR = 20, 2.0
"""Twips of a point; points by which two baselines of one line may differ."""


_Sign: TypeAlias = tuple[etree._Element, int]
"""A sign of a form: the ``w:t`` that has it, and its index there."""


@dataclass(frozen=True, eq=False)
class _Room:
    """The room of a field in a line.

    Attributes:
        field: the field.
        line: its line.
        label: the place of the colon before it.
        behind: the place of the first sign behind it.
    """

    field: Field
    line: FormLine
    label: int
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
    stops = dict[Field, float]()
    for room in rooms:
        signs = [places.get(sign) for sign in room.signs]
        marked = [place for place in signs if place]
        if len(marked) == len(signs):
            stop = _stop(room, *marked, cascade=cascade)
            if stop is not None:
                stops[room.field] = stop
    _set(rooms, stops, found)


def _rooms(found: FormFields) -> Iterator[_Room]:
    for field in found.fields:
        if field.kind not in ("text", "figure") or not _may_have_stops(field.spot.paragraph):
            continue
        line, start, end = FormLine(field.spot.paragraph), field.spot.start, field.spot.end
        before = line.text[:start].rstrip()
        match = _ROOM.match(line.text, start)
        behind = match.end() if match else start
        parted = behind > end or "\t" in line.text[start:behind]
        is_room = before.endswith(("：", ":")) and end <= behind < len(line.text) and parted
        room = line.text[start:behind]
        is_wide = "\t" in room or half_ems(room) >= _LEAST
        if is_room and is_wide and "\n" not in line.text:
            yield _Room(field, line, len(before) - 1, behind)


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
) -> float | None:
    """Where the room ends, in points from the left edge of the text; ``None`` on another line."""
    if any(it.page != first.page or abs(it.y - first.y) > _NEAR for it in (label, behind)):
        return None
    text, spot = room.line.text, room.field.spot
    look = cascade.format_of(room.line.paragraph).look
    leading = half_ems(text[: room.start]) * first.size / 2
    left = first.x - look.left - look.indent - leading
    start = label.x + half_ems(text[room.label]) * label.size / 2
    part = 1.0
    if "\t" not in text[spot.start : room.behind]:
        whole = half_ems(text[room.label + 1 : room.behind])
        part = half_ems(text[room.label + 1 : spot.end]) / whole
    return start + (behind.x - start) * part - left


def _set(rooms: Sequence[_Room], stops: dict[Field, float], found: FormFields) -> None:
    changed = dict[Field, Field]()
    for room in rooms:
        if room.field not in stops:
            continue
        position = Twips(round(stops[room.field] * _TWIPS))
        line = Paragraph(room.line.paragraph, None)  # type: ignore[arg-type]
        line.paragraph_format.tab_stops.add_tab_stop(position)
        spot, text = room.field.spot, room.line.text
        tab = text.rfind("\t", spot.start, room.behind)
        end = tab + 1 if tab >= 0 else spot.end
        changed[room.field] = replace(
            room.field, spot=replace(spot, end=end, keeps=True, has_stop=True)
        )
        for other in found.fields:  # a date whose room began with the tab
            theirs = other.spot
            is_within = spot.start <= theirs.start < end and other is not room.field
            if theirs.paragraph is spot.paragraph and is_within:
                changed[other] = replace(other, spot=replace(theirs, start=end))
    found.fields[:] = [changed.get(field, field) for field in found.fields]
