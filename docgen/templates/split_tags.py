"""Tags that Word has split over runs, each put together in one run."""

from __future__ import annotations

import re
from bisect import bisect_right
from copy import deepcopy

from lxml import etree

from docgen.templates.tags import MERGED, RUN
from docgen.word.tag_pattern import TAG
from docgen.word.xml import w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TAKES_IN = re.compile(
    rf"{MERGED.pattern}|-\}}\}}|\{{%-?\s*(?:macro|call|filter|set\s[^=]*%\}})", re.DOTALL
)
"""``{% vm %}``, whose text prints once; ``-}}``, which drops blanks behind it; and tags that make
a text of what follows, in which a filter must find no end of a run."""

_BREAKS = (w("br"), w("cr"), w("tab"))


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The ``w:t`` of the paragraph, without those of nested paragraphs (text boxes)."""
    return [
        text
        for text in paragraph.iter(w("t"))
        if next(text.iterancestors(w("p")), None) is paragraph
    ]


def join_split_tags(texts: list[etree._Element], whole: str) -> None:
    """Moves all characters of a tag to the run in which the tag begins.

    Where a tag takes in the text behind it, that moves, too, to the end of its run.
    """
    runs = [index for index, text in enumerate(texts) for _ in text.text or ""]
    owners, takes_in = runs.copy(), _TAKES_IN.search(whole)
    for tag in TAG.finditer(whole):
        first, last = owners[tag.start()], owners[tag.end() - 1]
        if first != last:
            _drop_breaks(texts[first], texts[last])
        end = bisect_right(runs, runs[tag.end() - 1]) if takes_in and first != last else tag.end()
        owners[tag.start() : end] = [first] * (end - tag.start())
    parts: list[list[str]] = [[] for _ in texts]
    for owner, character in zip(owners, whole, strict=True):
        parts[owner].append(character)
    for text, part in zip(texts, parts, strict=True):
        if text.text and not part:
            _drop(text)
        text.text = "".join(part)
        text.set(_SPACE, "preserve")


def _drop_breaks(first: etree._Element, last: etree._Element) -> None:
    """Removes line ends and tabs between two texts, which were typed inside a tag."""
    paragraph = next(first.iterancestors(w("p")))
    pieces = list(paragraph.iter(w("t"), *_BREAKS))
    for piece in pieces[pieces.index(first) : pieces.index(last)]:
        run = piece.getparent()
        if piece.tag in _BREAKS and run is not None and run.tag == w("r"):
            run.remove(piece)


def _drop(text: etree._Element) -> None:
    """Removes a text whose characters moved, and its run if nothing else is in it.

    It would end the search of ``-%}`` for the text that it joins.
    """
    run = text.getparent()
    if run is None:
        return
    run.remove(text)
    around = run.getparent()
    if around is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
        around.remove(run)


def isolate_run_tags(text: etree._Element) -> None:
    """Gives each ``{%r … %}`` a run of its own, since docxtpl drops the run of the tag.

    The text after the tag goes into a new run with the same properties.
    """
    run = text.getparent()
    while run is not None and (tag := RUN.search(text.text or "")):
        whole, behind = text.text or "", list(text.itersiblings())
        text.text = whole[: tag.start()]
        own, rest = _run_like(run, tag[0]), _run_like(run, whole[tag.end() :])
        rest.extend(behind)
        run.addnext(own)
        own.addnext(rest)
        run, text = rest, rest.findall(w("t"))[0]


def _run_like(run: etree._Element, text: str) -> etree._Element:
    copy = deepcopy(run)
    copy[:] = [child for child in copy if child.tag == w("rPr")]
    etree.SubElement(copy, w("t"), {_SPACE: "preserve"}).text = text
    return copy
