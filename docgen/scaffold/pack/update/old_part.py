"""A pack's part as the blank form that it was: its tags are its blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.scaffold.pack.form_fields import YEAR
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import (
    FormBlank,
    FormGap,
    FormPaths,
    read_paths,
    year_word,
)
from docgen.templates.tags import STRUCTURAL
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w

_OPENS = re.compile(r"\{%[-+]?\s*(?:p|tr|tc|r)?\s*(if|for|filter|macro|call|with)\b")
_CLOSES = re.compile(r"\{%[-+]?\s*(?:p|tr|tc|r)?\s*end(if|for|filter|macro|call|with)\b")
_YEAR = re.compile(
    rf"\{{\{{\s*{YEAR}\s*([+-]\s*\d+)?\s*"
    r"(?:or\s*\"[^\"]*\"\s*|\|\s*blank\([^()]*\)\s*)?\}\}"
)
_SILENT = re.compile(r"\{#|\{%[-+]?\s*(?:set|do)\b")


def tag_units(paragraph: etree._Element) -> list[FormGap]:
    """The tags of a paragraph that belong together: those of an inline condition are one."""
    text = FormLine(paragraph).text
    units: list[FormGap] = []
    start, depth = -1, 0
    for tag in TAG.finditer(text):
        start = tag.start() if start < 0 else start
        depth += bool(_OPENS.match(tag[0])) - bool(_CLOSES.match(tag[0]))
        if depth <= 0 and not _SILENT.match(tag[0]):
            held = text[start : tag.end()]
            year = _YEAR.fullmatch(held)
            moved = int((year[1] or "0").replace(" ", "")) if year else 0
            word = year_word(moved) if year else ""
            units.append(FormGap(start, tag.end(), held, "box(" in held, word))
            start, depth = -1, 0
    if start >= 0:  # a block that another paragraph ends
        units.append(FormGap(start, len(text), text[start:]))
    return units


def is_control(element: etree._Element) -> bool:
    """Whether a row or paragraph holds only tags that print nothing and are taken out with it."""
    text = text_of(element)
    return "{%" in text and "{{" not in text and not STRUCTURAL.sub("", text).strip()


def form_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a template's table that a form has as well."""
    return (row for row in table.iterfind(w("tr")) if not is_control(row))


@dataclass(frozen=True, eq=False)
class Wrap:
    """Two control rows or paragraphs, and what is between them.

    Attributes:
        opening, closing: the two elements.
        inside: the elements between them, without other control elements.
    """

    opening: etree._Element
    closing: etree._Element
    inside: tuple[etree._Element, ...]

    @property
    def is_loop(self) -> bool:
        """Whether it repeats what is inside."""
        return re.search(r"\{%\s*(?:tr|p)\s+for\b", text_of(self.opening)) is not None


def wraps_of(body: etree._Element) -> Iterator[Wrap]:
    """The loops and conditions around whole rows and paragraphs, the inner ones first."""
    holders = [body, *body.iter(w("tbl")), *body.iter(w("tc"))]
    for holder in holders:
        stack: list[tuple[etree._Element, list[etree._Element]]] = []
        for child in holder.iterchildren(w("p"), w("tr"), w("tbl")):
            if not is_control(child) or child.tag == w("tbl"):
                for _, inside in stack:
                    inside.append(child)
            elif _CLOSES.search(text_of(child)):
                if stack:
                    opening, inside = stack.pop()
                    yield Wrap(opening, child, tuple(inside))
            elif _OPENS.search(text_of(child)):
                stack.append((child, []))


def old_paths(body: etree._Element) -> FormPaths:
    """The blanks of a template, each with its tags; control rows and paragraphs are left out.

    Cells without words and without tags are blanks as well: what stayed blank stays so.
    """
    loops = [wrap for wrap in wraps_of(body) if wrap.is_loop]
    rows = [row for loop in loops for row in loop.inside if row.tag == w("tr")]
    cells = [cell for row in rows for cell in row.iterfind(w("tc")) if TAG.search(text_of(cell))]
    found = read_paths(body, tag_units, form_rows, cells)
    found.blanks = [blank for blank in found.blanks if not _is_wrap(blank)]
    return found


def _is_wrap(blank: FormBlank) -> bool:
    """Whether it is a control paragraph outside of cells."""
    return blank.cell is None and is_control(blank.lines[0].paragraph)
