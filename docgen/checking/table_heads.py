"""What a cell of a table is about: the heads of its column and its row.

A form has several rows of heads, below which columns mean something else: 预期目标 | 实际完成情况
above 年度指标值 | 实际完成值. So the nearest text above that is a head counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.content.blocks import Inlines, Span, Table

_HEAD = re.compile(
    r"(?:年度|预期|绩效|总体|全年)*目标值?|\w{0,6}指标值|\w{0,6}完成(?:值|情况)|[一二三四]级指标|分值|权重|得分"
    r"|(?:偏差)?原因\w{0,12}|(?:20\d\d年|年初|全年|上年|本年)?(?:预算|决算|执行)数?|执行率|完成率|备注"
)
"""Heads of the forms of all provinces; 年度绩效目标 and 预期目标 are plans."""


def cells_with_heads(table: Table) -> Iterator[tuple[str, Inlines, frozenset[str]]]:
    """Each cell of a table with its row and column as ``[2][0]``, and its heads; merged ones once.

    Its heads are the nearest one above and the nearest one to its left.
    """
    above: list[str] = [""] * len(table.aligns)
    seen = set[object]()
    for row, cells in enumerate(table.rows):
        texts = [plain_text(cell) for cell in cells]
        for column, inlines in enumerate(cells):
            first = next((part for part in inlines if isinstance(part, Span)), None)
            if first is None or first.place in seen:
                continue
            seen.add(first.place)
            heads = {above[column], _nearest(texts[:column])} - {""}
            yield f"[{row}][{column}]", inlines, frozenset(heads)
        above = [
            text if is_head(text) else before for text, before in zip(texts, above, strict=True)
        ]


def is_head(text: str) -> bool:
    """Whether a text is a head that forms of evaluation have."""
    return _HEAD.fullmatch(text) is not None


def plain_text(inlines: Inlines) -> str:
    """The text of a cell without blanks and line ends."""
    text = "".join(part.text for part in inlines if isinstance(part, Span))
    return "".join(text.split())


def _nearest(texts: Sequence[str]) -> str:
    return next(filter(is_head, reversed(texts)), "")
