"""Finds and cuts runs of a Word file for mutations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree

from docgen.word.xml import W, text_of, w
from tests.taken_reports_notes import Notes

_KEPT = "{http://www.w3.org/XML/1998/namespace}space"
_NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def element(xml: str) -> etree._Element:
    """An element of WordprocessingML; its first tag needs no namespaces."""
    head, space, rest = xml.partition(" ")
    if not space or ">" in head:
        head, _, rest = xml.partition(">")
        empty = head.endswith("/")
        rest, head = f"{'/' if empty else ''}>{rest}", head.rstrip("/")
    parsed: etree._Element = parse_xml(f"{head} {_NAMESPACES} {rest}")
    return parsed


def body_paragraphs(document: Document) -> list[etree._Element]:
    """Every paragraph of the body, in cells too."""
    return list(document.element.body.iter(w("p")))


def plain_runs(paragraph: etree._Element) -> list[etree._Element]:
    """The runs that are children of a paragraph and have one text and nothing else."""
    return [run for run in paragraph.findall(w("r")) if _text_element(run) is not None]


def _text_element(run: etree._Element) -> etree._Element | None:
    content = [child for child in run if child.tag != w("rPr")]
    return content[0] if len(content) == 1 and content[0].tag == w("t") else None


def set_run_text(run: etree._Element, text: str) -> None:
    """Sets the text of a plain run."""
    found = _text_element(run)
    assert found is not None
    found.text = text
    found.set(_KEPT, "preserve")


def set_text(paragraph: etree._Element, text: str) -> None:
    """Sets the text of a paragraph, in the look of its first run."""
    runs = plain_runs(paragraph)
    if not runs:
        return
    for run in runs[1:]:
        paragraph.remove(run)
    set_run_text(runs[0], text)


def is_plain(paragraph: etree._Element) -> bool:
    """Whether a paragraph has nothing but plain runs, and a text."""
    runs = plain_runs(paragraph)
    others = {child.tag for child in paragraph if child not in runs} - {w("pPr")}
    others -= {w("bookmarkStart"), w("bookmarkEnd"), w("proofErr")}
    return bool(runs) and not others


def look(run: etree._Element) -> etree._Element:
    """The properties of a run, which are made if there are none."""
    found = run.find(w("rPr"))
    if found is None:
        found = element("<w:rPr/>")
        run.insert(0, found)
    return found


def cut(run: etree._Element, at: int) -> etree._Element:
    """Cuts a plain run in two at a character; returns the second, which follows it."""
    text = text_of(run)
    second = deepcopy(run)
    run.addnext(second)
    set_run_text(run, text[:at])
    set_run_text(second, text[at:])
    return second


def isolated(paragraph: etree._Element, text: str) -> list[etree._Element]:
    """The runs that hold exactly ``text`` of a paragraph, after cutting; empty if there are none.

    A text that goes over several runs has to be in runs that follow each other.
    """
    for run in plain_runs(paragraph):
        start = text_of(run).find(text)
        if start >= 0:
            found = cut(run, start) if start else run
            if len(text_of(found)) > len(text):
                cut(found, len(text))
            return [found]
    return _over_runs(paragraph, text)


def _over_runs(paragraph: etree._Element, text: str) -> list[etree._Element]:
    runs = plain_runs(paragraph)
    for first in range(len(runs)):
        for last in range(first + 2, len(runs) + 1):
            part = runs[first:last]
            follow = all(a.getnext() is b for a, b in pairwise(part))
            if follow and "".join(map(text_of, part)) == text:
                return part
    return []


def value_places(
    document: Document, notes: Notes, most: int = 12
) -> Iterator[tuple[etree._Element, str]]:
    """Yields paragraphs that print a value, with the value, spread over the document."""
    places = list(_all_places(document, notes))
    step = max(1, len(places) // most)
    yield from places[::step][:most]


def _all_places(document: Document, notes: Notes) -> Iterator[tuple[etree._Element, str]]:
    by_length = sorted({text for text in notes.values if len(text) > 1}, key=len, reverse=True)
    known = set(by_length)
    for paragraph in body_paragraphs(document):
        text = "".join(map(text_of, plain_runs(paragraph)))
        if text in known:
            yield paragraph, text
        elif len(text) < 80:
            found = [value for value in by_length if _stands_apart(value, text)]
            if found:
                yield paragraph, found[0]


def _stands_apart(value: str, text: str) -> bool:
    """Whether a value stands behind a label in a line, or is so long that it can be no other."""
    return value in text and (len(value) > 5 or f"：{value}" in text)


def wrapped(runs: Sequence[etree._Element], around: etree._Element, inner: str = "") -> None:
    """Puts ``around`` in the place of runs, and the runs into it or its descendant ``inner``."""
    runs[0].addprevious(around)
    target = next(around.iter(w(inner))) if inner else around
    for run in runs:
        target.append(run)
