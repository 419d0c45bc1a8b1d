"""Lines of a Markdown text that are titles and notes of the table or picture beside them.

A clerk types them as in Word, as a paragraph of its own:

    表1 支出情况                     ![东门内的实训楼](images/a.png)

    单位：万元                       图1 园区全景

    | 项目 | 金额 |

    注：金额为决算数。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from docgen.content.blocks import Block, Inlines, Paragraph, Span, Table

_NUMBER = r"\s*[\d一二三四五六七八九十]+(?:[-—–.．－]\d+)*"
_TABLE_TITLE = re.compile(rf"(?:续?表{_NUMBER}|续表|附表(?:{_NUMBER})?)(?=[\s：:.、]|$)")
_FIGURE_TITLE = re.compile(rf"图{_NUMBER}(?=[\s：:.、]|$)")
_UNIT = re.compile(r"[（(]?(?:金额|计量)?单位\s*[：:]\s*[^，。；]{1,12}[）)]?")
_NOTE = re.compile(r"(?:注|备注|说明|(?:资料|数据)?来源)\s*\d{0,2}\s*[：:]")
_LONGEST = 60
"""The most characters of a title; ``表1 反映了……。`` is a sentence."""


class Caption(Enum):
    """What a paragraph is to the table or picture beside it."""

    TABLE_TITLE = "table title"
    UNIT = "unit"
    FIGURE_TITLE = "figure title"
    NOTE = "note"
    FIGURE_NOTE = "figure note"

    @property
    def is_below(self) -> bool:
        """Whether it stands below its table or picture."""
        return self not in (Caption.TABLE_TITLE, Caption.UNIT)


def captions(blocks: Sequence[Block]) -> dict[int, Caption]:
    """The paragraphs that are titles, units or notes, by their index."""
    found = dict[int, Caption]()
    for number in reversed(range(len(blocks) - 1)):
        text, below = _text(blocks[number]), blocks[number + 1]
        is_table, is_unit = isinstance(below, Table), found.get(number + 1) is Caption.UNIT
        if is_table and _UNIT.fullmatch(text):
            found[number] = Caption.UNIT
        elif (is_table or is_unit) and _is_title(_TABLE_TITLE, text):
            found[number] = Caption.TABLE_TITLE
    for number, (above, block) in enumerate(pairwise(blocks), 1):
        figures = above.figures if isinstance(above, Paragraph) else ()
        has_title = not figures or bool(figures[-1].caption)
        if not has_title and _is_title(_FIGURE_TITLE, _text(block)):
            found[number] = Caption.FIGURE_TITLE
        elif _NOTE.match(_text(block)) and (note := _note_below(above, found.get(number - 1))):
            found[number] = note
    return found


def _note_below(above: Block, role: Caption | None) -> Caption | None:
    """What a note below a block, which has this role, is a note of; ``None`` if of neither."""
    if isinstance(above, Table) or role is Caption.NOTE:
        return Caption.NOTE
    is_figure = isinstance(above, Paragraph) and bool(above.figures)
    is_of_figure = is_figure or role in (Caption.FIGURE_TITLE, Caption.FIGURE_NOTE)
    return Caption.FIGURE_NOTE if is_of_figure else None


def _is_title(pattern: re.Pattern[str], text: str) -> bool:
    is_sentence = text.endswith(("。", "；", "，", "！", "？"))
    return pattern.match(text) is not None and len(text) <= _LONGEST and not is_sentence


def _text(block: Block) -> str:
    """The text of a paragraph, without blanks around it; nothing of another block."""
    return _words(block.inlines).strip() if isinstance(block, Paragraph) else ""


def _words(inlines: Inlines) -> str:
    """The text of spans."""
    return "".join(part.text for part in inlines if isinstance(part, Span))
