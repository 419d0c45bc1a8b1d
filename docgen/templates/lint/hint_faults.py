"""Words of a blank form that a template still prints: hints, prompts, words that stand for others.

They tell a clerk what to write. In a template nobody takes them out, so every report prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.checking.checks.left_overs import left_overs_in
from docgen.checking.hints import hints_in
from docgen.diagnostics import Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import CHINESE
from docgen.templates.by_hand import BY_HAND
from docgen.templates.part_outline import PartOutline
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w

FORM_HINT = problem_code(
    "form-hint",
    en=(
        "「{text}」 tells how to fill in a form, and every report prints it ({template})",
        "take it out of the .docx; where something is to be filled in, type a tag in its place",
    ),
    zh=(
        "「{text}」是填表用的提示，每份报告都会把它印出来（{template}）",
        "在 .docx 里删去；要填写的地方，换成标签",
    ),
)

_LONGEST = 40
_STAYS = re.compile(r".*由[^，。]{1,12}填[写报].{0,4}|\s*\d+[.．、].*。")
"""What only sounds like a hint: 以下由财政部门填写, a sentence of notes."""

_OTHER = ("其他", "其它")
"""An option that asks which: what stands behind it in brackets is its label, 其他（请注明）."""

_ORDINAL = re.compile(rf"[（(]?(?:\d*|{CHINESE})[）)]?[、.．:：]?")
"""A number before a tag, or a sign between two."""

_PEN_LINE = re.compile(r"[_＿\s、年月日]+")
"""What is written on by hand in a line with a signature."""


def hint_faults(root: etree._Element, part: str, story: str) -> Iterator[Problem]:
    """A warning for each hint in the text of a story, before, between and behind its tags."""
    outline = PartOutline(root)
    for paragraph in root.iter(w("p")):
        pieces = TAG.split(text_of(paragraph))
        for hint in dict.fromkeys(hint for piece in pieces for hint in hints_of_form(piece)):
            shown = hint if len(hint) <= _LONGEST else f"{hint[: _LONGEST - 1]}…"
            place = outline.place(paragraph, part, story)
            yield warning(FORM_HINT, Place(part), place, text=shown)


def hints_of_form(text: str) -> Iterator[str]:
    """What of a form's text is for those who fill it in; nothing twice."""
    end, by_hand = 0, BY_HAND.search(text) is not None
    spans = {*hints_in(text), *left_overs_in(text)}
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        found = text[start:stop].strip()
        is_label = text[:start].rstrip().endswith(_OTHER)
        stays = is_label or _STAYS.fullmatch(found) or (by_hand and _PEN_LINE.fullmatch(found))
        if start >= end and not _ORDINAL.fullmatch(found) and not stays:
            yield found
            end = stop
