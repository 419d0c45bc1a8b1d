"""Tags that Word has split over runs, each put together in one run."""

from __future__ import annotations

import re
from bisect import bisect_right
from copy import deepcopy

from lxml import etree

from docgen.templates.tags import MERGED, RUN
from docgen.word.tag_pattern import TAG
from docgen.word.xml import child_at, w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = (w("br"), w("cr"), w("tab"))
_R_PR = w("rPr")
_NO_LOOK = {w("lang"), w("noProof")}
_IN_ONE = re.compile(
    rf"\{{[{{%]-|-[%}}]\}}|{MERGED.pattern}|\{{%-?\s*(?:macro|call|filter|set\s[^=]*%\}})",
    re.DOTALL,
)
"""``{% vm %}``, whose text prints once; ``{%-`` and ``-%}``, which take away what is between texts;
and tags that make a text of what follows, in which a filter must find no end of a run."""
_BLANKS = re.compile(r"\s*")


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The ``w:t`` of the paragraph, without those of nested paragraphs (text boxes)."""
    return [
        text
        for text in paragraph.iter(w("t"))
        if next(text.iterancestors(w("p")), None) is paragraph
    ]


def join_split_tags(texts: list[etree._Element], whole: str) -> None:
    """Moves all characters of a tag to the run in which the tag begins.

    The text behind it, up to the end of its run, moves as far as :func:`_end_of_move` says.
    """
    runs = [index for index, text in enumerate(texts) for _ in text.text or ""]
    owners, in_one = runs.copy(), _IN_ONE.search(whole) is not None
    for tag in TAG.finditer(whole):
        first, last = owners[tag.start()], owners[tag.end() - 1]
        end = tag.end()
        if first != last:
            _drop_breaks(texts[first], texts[last])
            run_end = bisect_right(runs, runs[end - 1])
            all_moves = in_one or _look_alike(texts[first], texts[last])
            end = _end_of_move(whole, end, run_end, all_moves=all_moves)
        owners[tag.start() : end] = [first] * (end - tag.start())
    parts: list[list[str]] = [[] for _ in texts]
    for owner, character in zip(owners, whole, strict=True):
        parts[owner].append(character)
    for text, part in zip(texts, parts, strict=True):
        if text.text and not part:
            _drop(text)
        text.text = "".join(part)
        text.set(_SPACE, "preserve")


def _end_of_move(whole: str, end: int, run_end: int, *, all_moves: bool) -> int:
    """Up to where the text from ``end``, that of a tag, moves with the tag.

    It all moves, as with docxtpl, where that changes no look, and where :data:`_IN_ONE` says. But
    words right behind ``-%}`` stay where they are: docxtpl drops them.
    """
    following = TAG.search(whole, end)
    is_last = following is None or following.start() >= run_end
    if all_moves and is_last and whole.endswith("-%}", 0, end):
        blanks = _BLANKS.match(whole, end, run_end)
        return blanks.end() if blanks else end
    return run_end if all_moves else end


def _look_alike(one: etree._Element, other: etree._Element) -> bool:
    """Whether two texts stand side by side in runs of one look."""
    first, second = one.getparent(), other.getparent()
    if first is None or second is None or first.getparent() is not second.getparent():
        return False
    return _look(first) == _look(second)


def _look(run: etree._Element) -> list[tuple[str, dict[str, str]]]:
    properties = child_at(run, _R_PR)
    return [
        (str(one.tag), {str(name): str(value) for name, value in one.attrib.items()})
        for one in (properties if properties is not None else ())
        if one.tag not in _NO_LOOK
    ]


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
