"""Typing the tags into a form: only texts change, and the rows of blocks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from copy import deepcopy

from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.scaffold.pack.form_fields import YEAR, Block, Chapter, Field, FormFields, Path, Spot
from docgen.scaffold.pack.lines import FormLine
from docgen.scaffold.pack.regions import Grid
from docgen.word.revisions import drop_bookmarks, drop_comments
from docgen.word.xml import w

PROJECT, PROJECTS = "项目", "projects"
"""The loop's variable of a form that is repeated, and its list."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


_OTHER_BOXES = ("☐", "◻")
"""Boxes that stay as the form draws them; all others are □ as long as they are not ticked."""


def place_tags(found: FormFields) -> None:
    """Types the tags of all that was found into its form."""
    for chapter in found.chapters:
        _place_chapter(chapter)
    for paragraph in (one for cell in found.hints for one in cell.findall(w("p"))[1:]):
        for text in paragraph.iter(w("t")):
            text.text = ""
    _type_all(found.fields)
    for block in found.blocks:
        _place_block(block)


def _type_all(fields: Iterable[Field], item: str = "") -> None:
    spots = [(field.spot, tag_of(field, item)) for field in fields]
    # From behind, so that numbers hold; of two at one place the one with signs is the later.
    for spot, tag in sorted(spots, key=lambda one: (-one[0].start, -one[0].end)):
        type_in(spot, tag)


def leave_blank(found: FormFields, edition: int) -> None:
    """Makes of a form what a report prints that has only its year: hints go, the year is typed."""
    for text in (text for cell in found.hints for text in cell.iter(w("t"))):
        text.text = ""
    years = [one for one in found.fields if one.kind == "year"]
    for field in sorted(years, key=lambda one: -one.spot.start):
        type_in(field.spot, str(edition + field.shift))


def expression(path: Path) -> str:
    """How a template reads a field."""
    first, *keys = path
    name = PROJECT if first == f"{PROJECTS}[]" else first.removesuffix("[]")
    return name + "".join(step(key.removesuffix("[]")) for key in keys)


def step(key: str) -> str:
    """One key behind another: a name where it can be one, in brackets otherwise."""
    plain = key.isidentifier() and unicodedata.normalize("NFKC", key) == key
    return f".{key}" if plain else f'["{key}"]'


def tag_of(field: Field, item: str = "") -> str:
    """The tag of a field; ``item`` is the loop's variable inside a block."""
    read = item + "".join(map(step, field.path)) if item else expression(field.path)
    if field.kind == "year":
        read = f"{YEAR} {'-' if field.shift < 0 else '+'} 1" if field.shift else YEAR
    elif field.kind == "ticks":
        sign = FormLine(field.spot.paragraph).text[field.spot.start : field.spot.end]
        drawn = f', "{sign}"' if sign in _OTHER_BOXES else ""
        return f'{{{{ {read} | box("{field.option}"{drawn}) }}}}'
    elif field.kind == "prose":
        return f"{{{{p {read} }}}}"
    shown = _shown(field.spot)
    return f'{{{{ {read} or "{shown}" }}}}' if shown else f"{{{{ {read} }}}}"


def _shown(spot: Spot) -> str:
    text = FormLine(spot.paragraph).text[spot.start : spot.end] if spot.keeps else ""
    return text.replace('"', "”").replace("\t", "\\t")


def type_in(spot: Spot, text: str) -> None:
    """Puts ``text`` in the place of a stretch, in the look of its first sign."""
    signs = FormLine(spot.paragraph).signs
    if not signs:
        _first_run(spot.paragraph, text)
        return
    inside = signs[spot.start : spot.end]
    behind = not inside and spot.start > 0
    element, number, _ = inside[0] if inside else signs[spot.start - 1 if behind else 0]
    at = number + 1 if behind else number
    if element.tag != w("t"):
        element, at = _text_beside(element, before=not behind), 0
    for one, sign, _ in reversed(inside):
        _take_out(one, sign)
    whole = element.text or ""
    element.text = f"{whole[:at]}{text}{whole[at:]}"
    element.set(_SPACE, "preserve")


def _take_out(element: etree._Element, sign: int) -> None:
    """Removes one sign of a text, or a tab."""
    parent = element.getparent()
    if element.tag != w("t") and parent is not None:
        parent.remove(element)
    else:
        whole = element.text or ""
        element.text = whole[:sign] + whole[sign + 1 :]


def _text_beside(element: etree._Element, *, before: bool) -> etree._Element:
    """A text before or behind a tab or the end of a line."""
    text = OxmlElement("w:t")
    if before:
        element.addprevious(text)
    else:
        element.addnext(text)
    return text


def _first_run(paragraph: etree._Element, text: str) -> None:
    """A run in an empty paragraph, in the look that Word gives to what is typed there."""
    run = OxmlElement("w:r")
    look = paragraph.find(f"{w('r')}/{w('rPr')}")
    if look is None:
        look = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if look is not None:
        properties = deepcopy(look)
        for gone in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
            for element in properties.findall(w(gone)):
                properties.remove(element)
        run.append(properties)
    typed = OxmlElement("w:t")
    typed.text = text
    typed.set(_SPACE, "preserve")
    run.append(typed)
    paragraph.append(run)


def _place_chapter(chapter: Chapter) -> None:
    paragraph = chapter.paragraph
    if paragraph is None:
        paragraph = OxmlElement("w:p")
        chapter.heading.addnext(paragraph)
    type_in(
        Spot(paragraph, 0, len(FormLine(paragraph).text)), f"{{{{p {expression(chapter.path)} }}}}"
    )


def _place_block(block: Block) -> None:
    """One model row between the rows of its loop, in the place of all the form's rows."""
    model, *others = block.rows
    table = model.getparent()
    assert table is not None
    width = Grid(table).width
    for region, content in block.cells.items():
        if isinstance(content, tuple):
            _type_all(content, block.item)
        else:
            tag = content if isinstance(content, str) else tag_of(content, block.item)
            _fill_cell(region.cell.element, tag)
    for row in others:
        table.remove(row)
    drop_bookmarks(model)
    drop_comments(model)
    listed = expression(block.path)
    if block.levels:
        levels = ", ".join(f'"{one}"' for one in block.levels)
        listed = f"{listed} | rows({levels})"
    model.addprevious(_control_row(f"{{%tr for {block.item} in {listed} %}}", width, model))
    model.addnext(_control_row("{%tr endfor %}", width, model))


def _fill_cell(cell: etree._Element, tag: str) -> None:
    """The cell with the tag alone in it; ``merge`` says anew how it merges down."""
    first, *others = cell.findall(w("p"))
    for paragraph in others:
        cell.remove(paragraph)
    for gone in first.findall(f"{w('r')}/{w('br')}"):
        run = gone.getparent()
        if run is not None:
            run.remove(gone)
    type_in(Spot(first, 0, len(FormLine(first).text)), tag)
    properties = cell.find(w("tcPr"))
    merge = properties.find(w("vMerge")) if properties is not None else None
    if properties is not None and merge is not None and "| merge" in tag:
        properties.remove(merge)


def _control_row(tag: str, width: int, model: etree._Element) -> etree._Element:
    """A row for a loop's tag, in the look of its rows; it is gone when the form is filled."""
    row, cell, paragraph = (OxmlElement(name) for name in ("w:tr", "w:tc", "w:p"))
    properties, span, wide = (OxmlElement(name) for name in ("w:tcPr", "w:gridSpan", "w:tcW"))
    widths = (one.get(w("w"), "0") for one in model.iter(w("tcW")))
    wide.set(w("w"), str(sum(int(one) for one in widths if one.isdecimal())))
    wide.set(w("type"), "dxa")
    span.set(w("val"), str(width))
    properties.extend([wide, span] if width > 1 else [wide])
    cell.extend([properties, paragraph])
    row.append(cell)
    like = next(model.iter(w("p")))
    paragraph.extend(deepcopy(one) for one in like.findall(w("pPr")))
    _first_run(paragraph, tag)
    look = like.find(f"{w('r')}/{w('rPr')}")
    if look is not None and paragraph.find(f"{w('r')}/{w('rPr')}") is None:
        paragraph[-1].insert(0, deepcopy(look))
    return row
