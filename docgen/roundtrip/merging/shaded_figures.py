"""Shades figures in an open Word file, and comments on them; words and layout stay as they are.

    ……增长12.4%，……      the runs are split at both ends of the figure
    ……增长|12.4%|，……    the one between gets a ground, and a comment if there is something to say

Nothing else changes: shading takes no room, and a comment stands beside the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from docx.document import Document
from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.roundtrip.merging.run_edits import characters, cut_run
from docgen.roundtrip.reading.docx_model import DocxFile, DocxParagraph, every_paragraph
from docgen.word.xml import w

CHECKER = "docgen check"
"""The author of these comments; those on conflicts have another, and are to be answered."""

_INITIALS = "dg"
_BEHIND_SHADING = tuple(
    map(
        w,
        (
            *("fitText", "vertAlign", "rtl", "cs", "em", "lang"),
            *("eastAsianLayout", "specVanish", "oMath", "rPrChange"),
        ),
    )
)
"""The properties of a run that stand behind its shading (ECMA-376 part 1, 17.3.2.28)."""


@dataclass(frozen=True)
class ShadedFigure:
    """Characters of a paragraph of the body, which gets the ground ``fill``, as ``C6E0B4``.

    Attributes:
        paragraph: the number of the paragraph among all of the body, in cells too.
        start: the offset of the first character.
        stop: the offset behind the last.
        fill: the colour.
        comment: what is said of it; empty for nothing.
    """

    paragraph: int
    start: int
    stop: int
    fill: str
    comment: str = ""


def shade_figures(
    document: Document, file: DocxFile, figures: Iterable[ShadedFigure], summary: str = ""
) -> None:
    """Shades ``figures``, which do not overlap, in an open document that was read as ``file``.

    ``summary`` is the first comment, at the first words of the document.
    """
    paragraphs = list(every_paragraph(file))
    ordered = sorted(figures, key=lambda figure: (figure.paragraph, figure.start))
    title = next((each for each in paragraphs if each.text.strip()), None)
    if summary and title is not None:
        runs = _runs(title.element, 0, len(title.text))
        _comment(document, runs, summary)
    for number, group in groupby(ordered, key=lambda figure: figure.paragraph):
        _shade(document, paragraphs[number], list(group))


def _shade(document: Document, paragraph: DocxParagraph, figures: Sequence[ShadedFigure]) -> None:
    """Shades the figures of a paragraph, and comments on them in their order."""
    element = paragraph.element
    for figure in figures:
        found = characters([element])[figure.start : figure.stop]
        if not all(character.is_text for character in found):
            continue  # signs of a ruby or a symbol, which cannot be parted
        for at in (figure.stop, figure.start):
            cut_run([element], at)
        runs = _runs(element, figure.start, figure.stop)
        for run in runs:
            _set_shading(run, figure.fill)
        if figure.comment:
            _comment(document, runs, figure.comment)


def _runs(paragraph: etree._Element, start: int, stop: int) -> list[etree._Element]:
    """The runs that hold these characters; the text of an object between runs is not touched."""
    found = characters([paragraph])[start:stop]
    runs = dict.fromkeys(character.run for character in found if character.is_in_run)
    return [run for run in runs if run.tag == w("r")]


def _set_shading(run: etree._Element, fill: str) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    for former in properties.findall(w("shd")):
        properties.remove(former)
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(w(name), value)
    behind = (number for number, child in enumerate(properties) if child.tag in _BEHIND_SHADING)
    properties.insert(next(behind, len(properties)), shading)


def _comment(document: Document, runs: Sequence[etree._Element], text: str) -> None:
    """Comments on runs of one paragraph."""
    if not runs:
        return
    comment = document.part._comments_part.comments.add_comment(text, CHECKER, _INITIALS)
    del comment._comment_elm.attrib[w("date")]  # the same inputs give the same bytes
    names = ("commentRangeStart", "commentRangeEnd", "commentReference")
    start, end, reference = (OxmlElement(f"w:{name}") for name in names)
    for mark in (start, end, reference):
        mark.set(w("id"), str(comment.comment_id))
    holder = OxmlElement("w:r")
    holder.append(reference)
    runs[0].addprevious(start)
    runs[-1].addnext(end)
    end.addnext(holder)
