"""Lines to write on, underlined or of typed underscores: what is filled in stands on the line."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from lxml import etree

from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.word.xml import remove, text_of, w

_LINE, _TYPED = re.compile(r"[_＿]+"), re.compile(r"[_＿]{2,}")
_OPENING, _CLOSING = ("（", "(", "〔", "["), ("）", ")", "〕", "]")


def line_to_write_on(line: FormLine, start: int) -> int:
    """Where a line to write on ends that begins at ``start`` of a text; 0 if none does."""
    found = _LINE.match(line.shape, start)
    return found.end() if found else 0


def is_typed_line(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a form's text is a line of underscores; one in brackets is room only."""
    in_brackets = text[:start].endswith(_OPENING) and text[end:].startswith(_CLOSING)
    return _TYPED.fullmatch(text, start, end) is not None and not in_brackets


def underline(run: Any, start: int, text: etree._Element, length: int) -> Any:
    """Parts ``length`` signs of a ``w:t`` of a run from the others, and underlines them.

    Returns the ``w:r`` that has them. ``run`` is a ``w:r`` as python-docx reads it.
    """
    whole = text.text or ""
    typed, behind = deepcopy(run), deepcopy(run)
    at = list(run).index(text)
    for made in (typed, behind):
        for number, child in enumerate(list(made)):
            is_other = number < at or (made is typed and number > at)
            if child.tag != w("rPr") and is_other:
                made.remove(child)
    first = next(typed.iterchildren(w("t")))
    first.text = whole[start : start + length]
    rest = next(behind.iterchildren(w("t")))
    rest.text = whole[start + length :] or None
    for later in list(text.itersiblings()):
        run.remove(later)
    text.text = whole[:start] or None
    run.addnext(behind)
    run.addnext(typed)
    for part in (run, behind):
        if not text_of(part) and all(it.tag in (w("rPr"), w("t")) for it in part):
            remove(part)
    properties = typed.get_or_add_rPr()
    if properties.find(w("u")) is None:
        properties.get_or_add_u().set(w("val"), "single")
    return typed
