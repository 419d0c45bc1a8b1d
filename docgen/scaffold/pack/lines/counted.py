"""Which blanks of a line hold figures, by the unit behind them or by their label."""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.content.characters import columns
from docgen.scaffold.pack.lines.blank_words import LASTS
from docgen.scaffold.pack.lines.form_line import GAP, Gap
from docgen.scaffold.pack.lines.lexer import CROSS, UNIT
from docgen.scaffold.pack.terms import MEASURE
from docgen.templates.units_of_measure import MONEY, PERCENT

_CODES = re.compile(r"电话|手机|号码?$|编[号码]|代码|账[号户]|邮编|传真|身份证|QQ|微信")
_COUNTED = re.compile(r"[年工党军教]龄$|人[数次]$|次数$|个数$|天数$|件数$|户数$")
_YEARS = re.compile(r"(?P<unit>年(?![度月级_\d])|日)")
_YEARS_IN_ALL = re.compile(r"(?P<unit>年)[（(]其中")
_UNIT_OF = re.compile(
    rf"(?P<unit>(?:{MEASURE}|日)(?=[之以]?[内前后])|人(?=前|参加|出席|组成|到会|评议|投票|表决|赞成|反对|同意|弃权)"
    r"|个(?![人别体性])|名(?![称单字下义额])|种(?![类植子族])|[万亿]?元(?![素旦月])|[%％‰]|份(?!额))"
)
"""Units that a noun may follow: 个工作日, 种方式."""

UNIT_BEHIND = re.compile(rf"[）)]?(?P<unit>{UNIT})")
"""The unit behind a blank, which may be in brackets."""

_CROSS = re.compile(CROSS)
_ROOM = re.compile(rf"[_＿\u3000]|{GAP}{{2}}")
"""Room for what is typed: ×调字〔2024〕第____号 is printed as it is while that is blank."""


def measured(gap: Gap, text: str) -> Gap:
    """The blank with its width, and what is behind and before it that makes it a figure."""
    stretch = text[gap.start : gap.end]
    crosses = gap.kind == "room" and _CROSS.search(stretch) and not _ROOM.search(stretch)
    gap = replace(gap, stands_in=gap.stands_in or bool(crosses))
    has_room = columns(text[gap.start : gap.end]) > 1
    if gap.kind != "room" or "大写" in gap.label or _CODES.search(gap.label):
        return replace(gap, has_room=has_room)
    match = UNIT_BEHIND.match(text, gap.end) or (
        _YEARS.match(text, gap.end)
        if LASTS.search(gap.label)
        else _YEARS_IN_ALL.match(text, gap.end) or _UNIT_OF.match(text, gap.end)
    )
    money = text[: gap.start].rstrip("：:").endswith(("￥", "¥"))
    counted = bool(money or match or _COUNTED.search(gap.label))
    return replace(gap, has_room=has_room, counted=counted, unit=match["unit"] if match else "")


def counts_years(label: str, behind: str) -> bool:
    """Whether a label asks how many years something lasts, with 年 ``behind`` its room."""
    return LASTS.search(label) is not None and _YEARS.match(behind) is not None


def unit_name(unit: str) -> str:
    """The name of a figure that only its ``unit`` tells: 人数, 金额."""
    if unit in MONEY:
        return "金额"
    return "比例" if unit in PERCENT else f"{unit}数"
