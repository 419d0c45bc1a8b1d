"""Finds the headings of an outline whose text goes into a Markdown file each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from docgen.checking.hints import is_prompt, without_imperative
from docgen.ordinals import ordinal_of, without_ordinals
from docgen.scaffold.pack.body.titles import is_at_side
from docgen.scaffold.pack.form_fields import Chapter
from docgen.scaffold.pack.lines.blanks import gaps_in
from docgen.scaffold.pack.lines.form_line import FormLine, holds_more
from docgen.scaffold.pack.naming import file_name
from docgen.word.xml import w

_LEVELS = 2
"""Levels of typed headings: 一、 and （一）."""

_ITEMS = 4
"""1. and （1） begin an item of a list, or a heading if nothing but room or a hint is below."""

_LONGEST_ITEM = 24
_NO_OUTLINE = re.compile(r"(?:要求|须知|说明|注意事项|附则|职责|责任|义务|权利)$")
"""Headings of what the form says itself, in items."""

_STYLE = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_LONGEST = 40
_SENTENCE = re.compile(r"[。；，,;：:]$")
_FEWEST = 2
_IN_CONTENTS = re.compile(r"\t\d+$")
"""The page number behind an entry of the table of contents."""
_SIGN_OFF = re.compile(
    r"单位|部门|填[报表]|报告人|申请人|承诺人|日期|年.*月|联系|电话|负责人|章[）)]|签|经办|审核"
)
_NUMBERED_QUESTION = re.compile(r"^\s*\d.*[？?]")
_SHORT_ROOM = 24
_DOTS = re.compile(r"(?:…|\.{3}|·{3})")
_NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_YEAR = re.compile(r"20\d\d年度?")
NARRATIVE = "narrative"


@dataclass(frozen=True)
class Outline:
    """The headings of a form.

    Attributes:
        chapters: those that text goes below, without headings of tables and of other headings.
        headings: all of them.
        prompts: paragraphs below headings that only say what to write, and no text goes into.
    """

    chapters: list[Chapter] = field(default_factory=list)
    headings: list[etree._Element] = field(default_factory=list)
    prompts: list[etree._Element] = field(default_factory=list)


def outline_of(body: etree._Element, styles: Mapping[str, str]) -> Outline:
    """The headings of a form and what is below them.

    ``styles`` maps style ids to names, as a Chinese Word gives heading 1 the id ``1``. Fewer
    than two headings are no outline.
    """
    elements, levels = map(list, zip(*heading_levels(body, styles).items(), strict=True))
    levels = _with_items(elements, levels)
    outline = Outline(headings=[it for it, level in zip(elements, levels, strict=True) if level])
    if len(outline.headings) < _FEWEST:
        return Outline()
    for number, level in enumerate(levels):
        if not level:
            continue
        below = elements[number + 1 : _next(elements, levels, number)]
        prompts = [paragraph for paragraph in below if _text(paragraph)]
        after = number + 1 + len(below)
        if len(prompts) == 1 and is_short_room(_text(prompts[0])):
            continue
        written = any(map(_was_written, below))
        is_deeper = after < len(levels) and levels[after] > level
        is_of_table = after < len(levels) and _is_table(elements[after]) and not prompts
        if (is_deeper or is_of_table) and not written:
            outline.prompts.extend(prompts)
            continue
        if not below and _is_filled_below(elements, levels, number):
            continue
        room = next(iter(prompts or below), None)
        room = None if room is None or holds_more(room) else room
        outline.prompts.extend(prompt for prompt in prompts if prompt is not room)
        name = f"{len(outline.chapters) + 1}-{_file_name(_text(elements[number]))}"
        outline.chapters.append(Chapter((NARRATIVE, name), elements[number], room))
    return outline


def chapters_of(body: etree._Element, styles: Mapping[str, str]) -> list[Chapter]:
    """The chapters of :func:`outline_of`."""
    return outline_of(body, styles).chapters


def heading_levels(body: etree._Element, styles: Mapping[str, str]) -> dict[etree._Element, int]:
    """The level of each paragraph and table of a ``w:body`` as a heading; 0 for one that is none.

    ``styles`` maps style ids to names. Headings of one style are at several levels if their
    numbers are: 一、 and （一）, both in heading 1.
    """
    elements = list(body.iterchildren(w("p"), w("tbl")))
    levels = {element: _level(element, styles) for element in elements}
    outermost: dict[int, int] = {}
    numbered = {it: _depth(it) for it in elements if levels[it] and _style_level(it, styles)}
    for element, depth in numbered.items():
        if depth:
            level = levels[element]
            outermost[level] = min(depth, outermost.get(level, depth))
    deeper = {it: depth - outermost[levels[it]] for it, depth in numbered.items() if depth}
    return {element: level + deeper.get(element, 0) for element, level in levels.items()}


def _depth(heading: etree._Element) -> int:
    """The level of a heading's number, 1 for 一、; 0 without one that begins a heading."""
    ordinal = ordinal_of(_text(heading))
    return ordinal.level if ordinal is not None and ordinal.level <= _LEVELS else 0


def _with_items(elements: Sequence[etree._Element], levels: Sequence[int]) -> list[int]:
    """The levels, those of items 1. left out that have text of their own or are rules."""
    kept = list(levels)
    states_rules = False
    for number, level in enumerate(levels):
        if 0 < level <= _LEVELS or (level and not ordinal_of(_text(elements[number]))):
            states_rules = _NO_OUTLINE.search(_text(elements[number])) is not None
        elif level:
            after = _next(elements, levels, number)
            has_room = after > number + 1 or after == len(elements) or levels[after] > 0
            within = any(0 < other <= _LEVELS for other in levels[:number])
            kept[number] = level if has_room and within and not states_rules else 0
    return kept


def _next(elements: Sequence[etree._Element], levels: Sequence[int], number: int) -> int:
    """The index of the next heading, table or text that is no hint; the length if there is none."""
    for index in range(number + 1, len(elements)):
        text = "" if _is_table(elements[index]) else _text(elements[index])
        if _is_table(elements[index]) or levels[index] or (text and not is_prompt(text)):
            return index
    return len(elements)


def _is_table(element: etree._Element) -> bool:
    return element.tag == w("tbl")


def _text(paragraph: etree._Element) -> str:
    return FormLine(paragraph).text.strip()


def _level(paragraph: etree._Element, styles: Mapping[str, str]) -> int:
    """The level of a heading, from 1, by its style or its number; 0 for other text and tables."""
    text = "" if _is_table(paragraph) else _text(paragraph)
    is_other = _SENTENCE.search(text) or _IN_CONTENTS.search(text) or _DOTS.search(text)
    if not text or len(text) > _LONGEST or is_other or _is_filled_in(paragraph):
        return 0
    if level := _style_level(paragraph, styles):
        return level
    ordinal = ordinal_of(text)
    if ordinal is None or ordinal.level > _ITEMS:
        return 0
    is_item = ordinal.level > _LEVELS
    return 0 if is_item and (len(text) > _LONGEST_ITEM or is_prompt(text)) else ordinal.level


def _style_level(paragraph: etree._Element, styles: Mapping[str, str]) -> int:
    """The level of the heading style of a paragraph; 0 if it has none."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    used = style.get(w("val"), "") if style is not None else ""
    match = _STYLE.match(styles.get(used, used))
    return int(match[1]) if match else 0


def _was_written(paragraph: etree._Element) -> bool:
    """Whether somebody wrote in a paragraph of a filled form: its run stays when the text goes.

    An empty paragraph between headings is space alone.
    """
    return not _text(paragraph) and next(paragraph.iter(w("t")), None) is not None


def is_short_room(text: str) -> bool:
    """Whether room is one short line, for words rather than for paragraphs."""
    return len(text) <= _SHORT_ROOM and not text.strip("_")


def _is_filled_below(
    elements: Sequence[etree._Element], levels: Sequence[int], number: int
) -> bool:
    """Whether lines with blanks, or rules that the form states, are below a heading."""
    if number + 1 >= len(elements) or levels[number + 1]:
        return False
    if _NO_OUTLINE.search(_text(elements[number])) or _is_own_text(elements, number + 1):
        return True
    below = takewhile(lambda index: not levels[index], range(number + 1, len(elements)))
    texts = (elements[index] for index in below if not _is_table(elements[index]))
    first = next((FormLine(text) for text in texts if _text(text)), None)
    is_last = not any(levels[number + 1 :])
    if is_last and first is not None and _SIGN_OFF.search(first.text):
        return False
    if first is not None and _NUMBERED_QUESTION.search(first.text):
        return True
    gaps = gaps_in(first) if first is not None and not is_at_side(first.paragraph) else []
    return any(gap.kind in ("room", "box") and not gap.stands_in for gap in gaps)


def _is_own_text(elements: Sequence[etree._Element], number: int) -> bool:
    """Whether a sentence of the form is there, or the line above a table: 单位：万元."""
    if _is_table(elements[number]):
        return False
    text, after = _text(elements[number]), elements[number + 1 : number + 2]
    above_table = bool(after) and _is_table(after[0]) and is_at_side(elements[number])
    is_sentence = text.endswith("。") and not is_prompt(text) and not ordinal_of(text)
    return bool(text) and (above_table or is_sentence)


def _is_filled_in(paragraph: etree._Element) -> bool:
    """Whether it is a line with a blank of its own: 1.项目名称：____."""
    line = FormLine(paragraph)
    return any(
        gap.sure
        and gap.kind != "year"
        and (not gap.stands_in or line.text[: gap.start].rstrip().endswith(("：", ":")))
        for gap in gaps_in(line)
    )


def _file_name(heading: str) -> str:
    """A heading as a file's name: without its number, year and note, which change or are long."""
    plain = without_imperative(without_ordinals(heading))
    return file_name(_NOTE.sub("", _YEAR.sub("", plain))) or file_name(plain) or "章"
