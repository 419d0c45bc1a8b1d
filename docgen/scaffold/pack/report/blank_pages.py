"""The pages of a pack's forms as they print blank, and where on them each blank is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, groupby, islice
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.packs.pack import Pack
from docgen.pdf.coloured_areas import ColouredPage, coloured_pages, number_of, numbered_color
from docgen.pdf.converter import convert, find_converter
from docgen.pdf.drawn_lines import Color
from docgen.pdf.tagged_text import Box
from docgen.project import Project
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, paragraphs_of
from docgen.temporary import temporary_folder
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w

_SCALE = 1.8
"""Pixels of a picture for each point: letters of 10 points can be read, at twice the width too."""

_SHOWN = re.compile(r'\bor "([^"]*)"')
_BOX = re.compile(r'\| box\("[^"]*"(?:, "([^"]*)")?')
_YEAR = re.compile(r"([-+]) 1\b")
_ROOM = "\u2003" * 3
"""What stands for a blank of which the form shows nothing."""
_WIDE = str.maketrans({" ": "\u2002", "\u00a0": "\u2002", "\u3000": "\u2003"})
"""Blanks that have a ground at the end of a line, too."""

_CODE = re.compile(r"[0-9A-Fa-f]{6}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class BlankPage:
    """A page of a form.

    Attributes:
        part: the file of the form.
        number: the number of the page in the form, from 1.
        width: in points.
        height: in points.
        picture: the page as a PNG.
        areas: the boxes of blanks, each with the number of its blank among those that were given.
    """

    part: str
    number: int
    width: float
    height: float
    picture: bytes
    areas: tuple[tuple[int, Box], ...]


def blank_pages(
    pack: Pack, blanks: Sequence[DraftedBlank], year: int, project: Project
) -> list[BlankPage]:
    """The pages of a pack's forms, each form by itself; none if no program lays them out.

    ``year`` is printed where the forms print the edition's.
    """
    converter = find_converter(project.fonts, project.converter)
    if converter is None:
        return []
    pages = list[BlankPage]()
    with temporary_folder("blanks") as name:
        colors, files = dict[str, dict[int, int]](), dict[Path, str]()
        for number, part in enumerate(pack.parts):
            document = docx.Document(str(part.path))
            colors[part.path.name] = _coloured(document, part.path.name, blanks, year)
            file = Path(name) / f"{number}.docx"
            document.save(str(file))
            files[file] = part.path.name
        for file, pdf in convert(converter, files, project.fonts):
            if isinstance(pdf, bytes):
                known = colors[files[file]]
                found = coloured_pages(pdf, known, _SCALE)
                pages += _pages(files[file], found, known)
    return pages


def _pages(part: str, pages: Iterable[ColouredPage], colors: dict[int, int]) -> Iterator[BlankPage]:
    for number, page in enumerate(pages, 1):
        areas = tuple((colors[color], box) for color, box in page.areas)
        yield BlankPage(part, number, page.width, page.height, page.picture, _joined(areas))


def _joined(areas: Sequence[tuple[int, Box]]) -> tuple[tuple[int, Box], ...]:
    """The boxes, those of a blank that touch each other as one: a ground may come in strips."""
    found = defaultdict[int, list[Box]](list)
    for blank, box in areas:
        last = found[blank][-1] if found[blank] else None
        if last is not None and _touch(last, box):
            found[blank][-1] = _around(last, box)
        else:
            found[blank].append(box)
    return tuple((blank, box) for blank, boxes in sorted(found.items()) for box in boxes)


def _touch(one: Box, other: Box) -> bool:
    """Whether two boxes overlap, or are side by side, with less than two points between."""
    is_beside = one.x < other.x + other.width + 2 and other.x < one.x + one.width + 2
    return is_beside and one.y < other.y + other.height - 1 and other.y < one.y + one.height - 1


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.width, other.x + other.width)
    bottom = max(one.y + one.height, other.y + other.height)
    return Box(x, y, right - x, bottom - y)


def _coloured(
    document: Document, part: str, blanks: Sequence[DraftedBlank], year: int
) -> dict[int, int]:
    """Empties the tags of a part and gives each blank a ground. Returns the blank of each colour.

    The colours are none of the form's own.
    """
    paragraphs = paragraphs_of(document)
    fills = (shade.get(w("fill"), "") for shade in document.element.body.iter(w("shd")))
    own = {number_of(_color(fill)) for fill in fills if _CODE.fullmatch(fill)}
    free = (number for number in count() if number not in own)
    numbered = [(number, blank) for number, blank in enumerate(blanks) if blank.part == part]
    colors = dict(zip((number for number, _ in numbered), free, strict=False))
    for paragraph, group in groupby(numbered, key=lambda pair: pair[1].paragraph):
        spots = [(blank, colors[number]) for number, blank in group]
        for blank, color in reversed(spots):
            _ground(paragraphs[paragraph], blank, bytes(numbered_color(color)).hex(), year)
    for paragraph in paragraphs:
        _drop_tags(paragraph)
    return {color: number for number, color in colors.items()}


def _color(code: str) -> Color:
    red, green, blue = bytes.fromhex(code)
    return red, green, blue


def _ground(paragraph: etree._Element, blank: DraftedBlank, color: str, year: int) -> None:
    """Gives a blank its ground, and puts what the form shows there in the place of its tag."""
    line = FormLine(paragraph)
    shown = _shown(blank, line.text[blank.start : blank.stop], year)
    cell = next(paragraph.iterancestors(w("tc")), None)
    around = cell if cell is not None else paragraph
    is_alone = not text_of(around).replace(blank.tag, "", 1).strip()
    if is_alone and not shown.strip():
        _type(line, blank.start, blank.stop, "", "")
        _shade_around(around, color)
    elif blank.stop > blank.start:
        _type(line, blank.start, blank.stop, shown or _ROOM, color)
    else:
        _shade_around(around, color)


def _shown(blank: DraftedBlank, text: str, year: int) -> str:
    """What the form shows at a blank."""
    if not blank.tag:
        return text.translate(_WIDE)
    if blank.kind == "year":
        sign = _YEAR.search(blank.tag)
        return str(year + int(f"{sign[1]}1" if sign else 0))
    if box := _BOX.search(blank.tag):
        return box[1] or "□"
    shown = _SHOWN.search(blank.tag)
    return shown[1].replace("\\t", "\t").translate(_WIDE) if shown else ""


def _type(line: FormLine, start: int, stop: int, text: str, color: str) -> None:
    """Replaces characters of a line by ``text``, with a ground behind it."""
    inside = line.characters[start:stop]
    if not inside:
        return
    first, offset, _ = inside[0]
    for element, group in groupby(reversed(inside), key=lambda character: character[0]):
        indexes = [index for _, index, _ in group]
        if element.tag != w("t"):
            element.tag = w("t")  # a tab or a line break, which is part of the blank
            element.text = ""
            continue
        whole = element.text or ""
        element.text = whole[: min(indexes)] + whole[max(indexes) + 1 :]
    if text:
        _insert(first, offset, text, color)


def _insert(element: etree._Element, at: int, text: str, color: str) -> None:
    """Puts a run with ``text`` on a ground into the run of a ``w:t``, before the character."""
    run = next(element.iterancestors(w("r")))
    before, after = deepcopy(run), deepcopy(run)
    index = run.index(element)
    whole = element.text or ""
    for copy, kept in ((before, whole[:at]), (after, whole[at:])):
        copy[index].text = kept
        copy[index].set(_SPACE, "preserve")
    for child in list(before)[index + 1 :]:
        before.remove(child)
    for child in islice(list(after), index):
        if child.tag != w("rPr"):
            after.remove(child)
    typed = deepcopy(run)
    for child in list(typed):
        if child.tag != w("rPr"):
            typed.remove(child)
    holder = OxmlElement("w:t")
    holder.text = text
    holder.set(_SPACE, "preserve")
    typed.append(holder)
    properties = typed.find(w("rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        typed.insert(0, properties)
    _shade(properties, color)
    # The run itself stays where it is, as other blanks of the line know its elements.
    run.addprevious(typed)
    typed.addprevious(before)
    for child in list(run):
        run.remove(child)
    for child in list(after):
        run.append(child)


def _shade_around(element: etree._Element, color: str) -> None:
    """Gives a cell or a paragraph a ground."""
    name = "tcPr" if element.tag == w("tc") else "pPr"
    properties = element.find(w(name))
    if properties is None:
        properties = OxmlElement(f"w:{name}")
        element.insert(0, properties)
    _shade(properties, color)


def _shade(properties: etree._Element, color: str) -> None:
    for former in properties.findall(w("shd")):
        properties.remove(former)
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shade.set(w(key), value)
    properties.append(shade)


def _drop_tags(paragraph: etree._Element) -> None:
    """Takes out the tags that are left; the row of a loop's tag goes, as when it is filled."""
    line = FormLine(paragraph)
    tags = list(TAG.finditer(line.text))
    row = next(paragraph.iterancestors(w("tr")), None)
    if row is not None and any(tag[0].startswith("{%tr") for tag in tags):
        if (table := row.getparent()) is not None:
            table.remove(row)
        return
    for tag in reversed(tags):
        _type(FormLine(paragraph), tag.start(), tag.end(), "", "")
