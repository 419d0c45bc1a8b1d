"""Placing the tags in a form; only texts and the rows of blocks change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace

from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.content.braces import in_braces
from docgen.packs.expressions.paths import access
from docgen.scaffold.pack.body.slot_look import wear
from docgen.scaffold.pack.form_fields import (
    INDEX,
    YEAR,
    Block,
    Chapter,
    Field,
    FormFields,
    Path,
    Spot,
)
from docgen.scaffold.pack.lines.form_line import FormLine, holds_more
from docgen.scaffold.pack.lines.lexer import CROSS
from docgen.scaffold.pack.tables.regions import FormGrid
from docgen.scaffold.pack.terms import RADIO
from docgen.scaffold.pack.writing.tag_look import take_look_of_label
from docgen.scaffold.pack.writing.written_lines import is_typed_line, underline
from docgen.word.revisions import drop_bookmarks, drop_comments
from docgen.word.xml import remove, text_of, w

PROJECT, PROJECTS = "项目", "projects"
"""The loop variable of a repeated form, and the list it runs over."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_OTHER_BOXES = ("☐", "◻", RADIO)
"""Boxes that a tag prints as the form draws them; all others are □ until ticked."""

_CROSSES = re.compile(rf"(?<![a-zA-Z]){CROSS}+(?![a-zA-Z\-])")
"""Signs in place of words; an X among the letters of a code stays: XZ-____."""


def place_tags(found: FormFields) -> None:
    """Places the tags of all fields, chapters and blocks of a form in its document."""
    for chapter in found.chapters:
        _place_chapter(chapter)
    for cell in found.hints:
        for paragraph in cell.findall(w("p"))[1:]:
            for text in paragraph.iter(w("t")):
                text.text = None
    _type_all(found.fields, gone=found.gone)
    for block in found.blocks:
        _place_block(block)


def _type_all(fields: Iterable[Field], item: str = "", gone: Iterable[Spot] = ()) -> None:
    _replace([*((field.spot, tag_of(field, item)) for field in fields), *((it, "") for it in gone)])


def _replace(texts: Iterable[tuple[Spot, str]]) -> None:
    """Types each text at its spot; a paragraph goes with the last of its text."""
    # From the end of a paragraph, so that the positions of other spots stay right; of two spots
    # that start at one place the empty one comes first in the text.
    emptied = []
    for spot, text in sorted(texts, key=lambda pair: (-pair[0].start, -pair[0].end)):
        run = type_in(spot, text)
        is_hint = spot.end > spot.start and not spot.keeps
        if text and is_hint and text_of(run) == text:
            take_look_of_label(run)
        emptied += [] if text else [spot.paragraph]
    for paragraph in emptied:
        parent = paragraph.getparent()
        is_empty = not FormLine(paragraph).text.strip() and not holds_more(paragraph)
        if parent is not None and parent.tag == w("body") and is_empty:
            parent.remove(paragraph)


def left_blank(form: etree._Element, found: FormFields, edition: int) -> etree._Element:
    """A copy of a form as a report with blank content: without hints, the years typed in.

    Rows that no report prints are left out.
    """
    report = deepcopy(form)
    copies = dict(zip(form.iter(), report.iter(), strict=True))

    for cell in found.hints:
        for text in copies[cell].iter(w("t")):
            text.text = ""
    for chapter in found.chapters:
        for text in copies[chapter.paragraph].iter(w("t")) if chapter.paragraph is not None else ():
            text.text = ""
    for block in found.blocks:
        _number_rows(block, copies)
        for row in block.dropped:
            remove(copies[row])
    texts = [(field.spot, _of_blank(field, edition)) for field in found.fields]
    texts += [(spot, "") for spot in found.gone]
    texts = [(spot, text) for spot, text in texts if not spot.keeps or text != _printed(spot)]
    _replace((replace(spot, paragraph=copies[spot.paragraph]), text) for spot, text in texts)
    return report


def _number_rows(block: Block, copies: Mapping[etree._Element, etree._Element]) -> None:
    """Types the numbers of its rows into a column that the form leaves empty for them."""
    model = block.rows[0].findall(w("tc"))
    counted = [cell.cell.element for cell, tag in block.cells.items() if tag == INDEX]
    for at in map(model.index, counted):
        for number, row in enumerate(block.rows, 1):
            cell = copies[row].findall(w("tc"))[at]
            if not text_of(cell).strip():
                _fill_cell(cell, str(number))


def _of_blank(field: Field, edition: int) -> str:
    """What a report prints at a field while it is blank."""
    if field.kind == "year":
        return str(edition + field.shift)
    return _kept(field.spot) if field.kind != "ticks" else _printed(field.spot)


def _printed(spot: Spot) -> str:
    return FormLine(spot.paragraph).text[spot.start : spot.end] if spot.keeps else ""


def _kept(spot: Spot) -> str:
    """What the form shows at a spot that keeps it while blank; room for 20××年×月×日."""
    return _CROSSES.sub(lambda found: "\u3000" * len(found[0]), _printed(spot))


def expression(path: Path) -> str:
    """The Jinja expression that reads a field."""
    first, *keys = path
    name = PROJECT if first == f"{PROJECTS}[]" else first.removesuffix("[]")
    return name + "".join(access(key.removesuffix("[]")) for key in keys)


def tag_of(field: Field, item: str = "") -> str:
    """The tag of a field; inside a block ``item`` is its loop variable."""
    read = item + "".join(map(access, field.path)) if item else expression(field.path)
    if field.kind == "year":
        sign = "-" if field.shift < 0 else "+"
        read = f"{YEAR} {sign} {abs(field.shift)}" if field.shift else YEAR
    elif field.kind == "ticks":
        box = FormLine(field.spot.paragraph).text[field.spot.start : field.spot.end]
        argument = f', "{box}"' if box in _OTHER_BOXES or box.isspace() else ""
        return in_braces(f'{read} | box("{field.option}"{argument})')
    elif field.kind == "prose":
        return f"{{{{p {read} }}}}"
    elif field.merges:
        return in_braces(f"{read} | merge")
    shown = _shown(field.spot)
    if field.spot.room:
        return in_braces(f'{read} | room("{shown}", {field.spot.room:g})')
    return in_braces(f'{read} | blank("{shown}")' if shown else read)


def _shown(spot: Spot) -> str:
    """What a blank spot shows, as a text in a Jinja expression."""
    text = _kept(spot)
    if spot.room and "\t" in text:
        text = text.rstrip("\t") + "\t"  # to the one stop, in place of several that Word has
    return text.replace('"', "”").replace("\t", "\\t")


def type_in(spot: Spot, text: str) -> etree._Element:
    """Replaces a stretch by ``text``, in the formatting of its first character.

    A tag on a line of underscores is underlined: the line stays below what is filled in.

    Returns the ``w:r`` that has the text.
    """
    line = FormLine(spot.paragraph)
    characters, is_line = line.characters, is_typed_line(line.text, spot.start, spot.end)
    if not characters:
        return _add_run(spot.paragraph, text)
    inside = characters[spot.start : spot.end]
    after = not inside and spot.start > 0
    element, offset, _ = inside[0] if inside else characters[spot.start - 1 if after else 0]
    at = offset + 1 if after else offset
    if element.tag != w("t"):
        element = _text_beside(element, before=not after)
    for holder, index, _ in reversed(inside):
        _delete_character(holder, index)
    whole = element.text or ""
    element.text = f"{whole[:at]}{text}{whole[at:]}" or None
    element.set(_SPACE, "preserve")
    run = next(element.iterancestors(w("r")))
    return underline(run, at, element, len(text)) if is_line and text[:2] == "{{" else run


def _delete_character(element: etree._Element, index: int) -> None:
    """Deletes a character of a ``w:t``, or the ``w:tab`` or ``w:br`` itself.

    A ``w:t`` without text is written as it will be once it was read again, so that a correction
    that is taken back leaves the file as it was.
    """
    parent = element.getparent()
    if element.tag != w("t") and parent is not None:
        parent.remove(element)
    else:
        whole = element.text or ""
        element.text = (whole[:index] + whole[index + 1 :]) or None


def _text_beside(element: etree._Element, *, before: bool) -> etree._Element:
    """A new ``w:t`` before or after a ``w:tab`` or ``w:br``."""
    text = OxmlElement("w:t")
    if before:
        element.addprevious(text)
    else:
        element.addnext(text)
    return text


def _add_run(
    paragraph: etree._Element, text: str, otherwise: etree._Element | None = None
) -> etree._Element:
    """Adds a run to a paragraph without text, formatted as Word formats text typed there.

    The formatting is that of its first run, or else that of its paragraph mark, or else
    ``otherwise``, a ``w:rPr``.
    """
    run = OxmlElement("w:r")
    places = (f"{w('r')}/{w('rPr')}", f"{w('pPr')}/{w('rPr')}")
    own = (found for place in places if (found := paragraph.find(place)) is not None)
    formatting = next(own, otherwise)
    if formatting is not None:
        properties = deepcopy(formatting)
        for revision in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
            for element in properties.findall(w(revision)):
                properties.remove(element)
        run.append(properties)
    typed = OxmlElement("w:t")
    typed.text = text
    typed.set(_SPACE, "preserve")
    run.append(typed)
    paragraph.append(run)
    return run


def _place_chapter(chapter: Chapter) -> None:
    paragraph = chapter.paragraph
    if paragraph is None:
        paragraph = OxmlElement("w:p")
        chapter.heading.addnext(paragraph)
    if chapter.look is not None:
        wear(paragraph, chapter.look)
    spot = Spot(paragraph, 0, len(FormLine(paragraph).text))
    type_in(spot, f"{{{{p {expression(chapter.path)} }}}}")


def _place_block(block: Block) -> None:
    """Replaces the rows of a block by its model row, between the two rows of its loop."""
    model, *others = block.rows
    table = model.getparent()
    assert table is not None
    width = FormGrid(table).width
    for region, content in block.cells.items():
        if isinstance(content, tuple):
            _type_all(content, block.item)
        else:
            tag = content if isinstance(content, str) else tag_of(content, block.item)
            _fill_cell(region.cell.element, tag)
    for row in (*others, *block.dropped):
        table.remove(row)
    if block.dropped:
        _repeat(block.heads, table)
    drop_bookmarks(model)
    drop_comments(model)
    listed = expression(block.path)
    if block.levels:
        levels = ", ".join(f'"{level}"' for level in block.levels)
        listed = f"{listed} | rows({levels})"
    model.addprevious(control_row(f"{{%tr for {block.item} in {listed} %}}", width, model))
    model.addnext(control_row("{%tr endfor %}", width, model))


def _repeat(heads: Iterable[etree._Element], table: etree._Element) -> None:
    """Has Word print rows of heads on each page, if the table begins with them."""
    rows = table.findall(w("tr"))
    for row, head in zip(rows, heads, strict=False):
        if row is not head:
            return
        properties = row.find(w("trPr"))
        if properties is None:
            properties = OxmlElement("w:trPr")
            row.insert(0, properties)
        if properties.find(w("tblHeader")) is None:
            properties.append(OxmlElement("w:tblHeader"))


def _fill_cell(cell: etree._Element, tag: str) -> None:
    """Makes the tag the only text of a cell; a filter ``merge`` in it replaces ``w:vMerge``."""
    first, *others = cell.findall(w("p"))
    for paragraph in others:
        cell.remove(paragraph)
    for run in first.findall(w("r")):
        for line_break in run.findall(w("br")):
            run.remove(line_break)
    type_in(Spot(first, 0, len(FormLine(first).text)), tag)
    properties = cell.find(w("tcPr"))
    merge = properties.find(w("vMerge")) if properties is not None else None
    if properties is not None and merge is not None and "| merge" in tag:
        properties.remove(merge)


def control_row(tag: str, width: int, model: etree._Element) -> etree._Element:
    """A row with a loop's tag, in the formatting of ``model``; filling the form removes it."""
    row, cell, paragraph = (OxmlElement(name) for name in ("w:tr", "w:tc", "w:p"))
    properties, span, cell_width = (OxmlElement(name) for name in ("w:tcPr", "w:gridSpan", "w:tcW"))
    widths = (element.get(w("w"), "0") for element in model.iter(w("tcW")))
    cell_width.set(w("w"), str(sum(int(text) for text in widths if text.isdecimal())))
    cell_width.set(w("type"), "dxa")
    span.set(w("val"), str(width))
    properties.extend([cell_width, span] if width > 1 else [cell_width])
    cell.extend([properties, paragraph])
    row.append(cell)
    like = next(model.iter(w("p")))
    paragraph.extend(deepcopy(element) for element in like.findall(w("pPr")))
    _add_run(paragraph, tag, like.find(f"{w('r')}/{w('rPr')}"))
    return row
