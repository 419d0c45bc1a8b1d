"""From the labels that a form prints to the keys of content files.

其中：1、公车购置 （万元）  ->  公车购置          2022年决算数  ->  上年决算数
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from docgen.content.characters import UNPRINTED
from docgen.scaffold.pack.terms import UNITS

SIGNATURE = re.compile(r"签字|签名|签章|签署|手印")
"""What is done with a pen, after printing."""

TOTAL = re.compile(r"^(?:总分|合计|总计|小计)")
"""The label of a row that adds others up."""

_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．](?!\d)|[①-⑳]|[（(]\d+[）)])+"
)
_AMONG = re.compile(r"^其中[：:]?")
_NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_UNIT_BEHIND = re.compile(r"[（(]([^（()）]*)[）)]$")
_YEAR = re.compile(r"^(20\d\d)年度?")
_UNFIT = re.compile(rf"[\"'\\{{}}%\[\]|`.{UNPRINTED}]")
"""Signs that would end a key in a template, a path or a file."""
_MARKS = re.compile(r"[：:。；;，,、*★]+$")
_GAPS = re.compile(r"[\s_]+")
_FORBIDDEN = re.compile(r"\W+")
_LONGEST = 30
NAMELESS = "填空"
"""The key of a blank that nothing names."""
_MONEY = re.compile(r"[（(]?(?:单位：)?(?:万元|元|亿元|千元)[）)]?")
_FIGURES = re.compile(
    r"(?:(?<!参)数|数量|额|金|[原净产价]值|[合总造单]价|经费|支出|收入|拨款|资金|投资|规模|分值|(?<![部成])分|\d月"
    r"|面积|合计|总计|小计|预算|决算|本年|上年|本期|上期|累计|年初|年末|期初|期末)$"
)
_LONG = re.compile(r"目标|情况|概况|内容|依据|意见|实际完成值|说明$")
_PROSE = re.compile(r"原因|措施|说明|备注|依据|地点|型号|名称")


def fit(text: str) -> str:
    """``text`` without the signs that would end it in a template."""
    return _UNFIT.sub("", text)


def printed(label: str) -> str:
    """A label without the gaps that only spread it out."""
    return _GAPS.sub("", label)


def key_of(label: str) -> str:
    """The key for a label: without numbering, unit, note in brackets, and final colon.

    Empty for an empty one; :data:`NAMELESS` where nothing is left that could be a key.
    """
    if not printed(label):
        return ""
    text = _MARKS.sub("", printed(label))
    text = _AMONG.sub("", _NUMBER.sub("", text))
    text = _NUMBER.sub("", text)
    shorter = _MARKS.sub("", _NOTE.sub("", text))
    return fit(shorter or text or printed(label))[:_LONGEST] or NAMELESS


def list_key(label: str) -> str:
    """The key of a list that is named by its label as a whole, the note in brackets included."""
    return fit(_NUMBER.sub("", _MARKS.sub("", printed(label))))[:_LONGEST] or NAMELESS


def without_year(label: str, edition: int, *, say: bool) -> str:
    """A head without its year; 上年 or 本年 in its place if ``say``."""
    text = printed(label)
    found = _YEAR.match(text)
    if not found:
        return text
    said = {edition - 1: "上年", edition: "本年", edition + 1: "下年"}
    year, rest = int(found[1]), text[found.end() :]
    plain = f"{said.get(year, '')}{rest}" if say else rest
    return plain or text if year in said else text


def year_of(label: str) -> int | None:
    """The year at the beginning of a head."""
    found = _YEAR.match(printed(label))
    return int(found[1]) if found else None


def name_of(key: str) -> str:
    """A key as a name of its own at the top, where brackets and commas cannot stand."""
    plain = _FORBIDDEN.sub("", unicodedata.normalize("NFKC", key))
    # An ASCII name would be a folder of the content.
    return plain if plain.isidentifier() and not plain.isascii() else f"项{plain}"


def told_apart(keys: Iterable[str]) -> list[str]:
    """The keys, each that came before with a number."""
    counted: Counter[str] = Counter()
    apart = []
    for key in keys:
        counted[key] += 1
        apart.append(f"{key}{counted[key]}" if counted[key] > 1 else key)
    return apart


def is_figure(label: str, around: str) -> bool:
    """Whether a field holds a figure, by its label and those around it."""
    text = _NOTE.sub("", printed(label))
    if _PROSE.search(text):
        return False
    counted = _UNIT_BEHIND.search(printed(label))
    return bool(
        (counted and counted[1] in UNITS)
        or _FIGURES.search(text)
        or _MONEY.search(label)
        or _MONEY.search(around)
    )


def is_prose(label: str) -> bool:
    """Whether a field holds words that nobody adds up."""
    return bool(_PROSE.search(label))


def is_long(label: str) -> bool:
    """Whether a field holds paragraphs, if there is room."""
    return bool(_LONG.search(label))
