"""Units of measure, as official forms print them; add those of your own forms."""

from __future__ import annotations

import re

UNITS = frozenset(
    [
        "人",
        "个",
        "次",
        "项",
        "家",
        "户",
        "台",
        "辆",
        "套",
        "件",
        "亩",
        "天",
        "年",
        "月",
        "日",
        "分",
        "元",
        "千元",
        "万元",
        "亿元",
        "吨",
        "公里",
        "平方米",
        "㎡",
        "m²",
        "名",
        "位",
        "份",
        "页",
        "张",
        "票",
        "间",
        "桌",
        "篇",
        "册",
        "本",
        "只",
        "株",
        "栋",
        "幢",
        "床",
        "批",
        "期",
        "场",
        "周",
        "升",
        "米",
        "公斤",
        "千克",
        "立方米",
        "平方公里",
        "公顷",
        "千瓦",
        "小时",
        "分钟",
        "学时",
        "课时",
        "人次",
        "车次",
        "门",
        "级",
        "座",
        "处",
        "所",
        "艘",
        "盏",
        "头",
        "条",
        "种",
        "例",
        "块",
        "支",
        "把",
        "度",
        "岁",
        "℃",
        "kg",
        "km",
        "cm",
        "mm",
        "mmHg",
        "mg",
        "mL",
        "kW",
        "kWh",
        "万人",
        "万人次",
        "万亩",
        "个月",
        "日历天",
        "工作日",
        "卷",
        "盒",
        "箱",
        "瓶",
        "袋",
        "棵",
        "宗",
        "笔",
        "架",
        "副",
        "双",
        "趟",
        "GB",
        "MB",
        "TB",
    ]
)
"""Units, which are no labels."""

MONEY = ("元", "千元", "万元", "亿元")
PERCENT = ("%", "％")

_IN_BRACKETS = re.compile(r"[（(](?:计?量?单位[：:]?)?([^（()）]{1,8})[）)]\s*[：:]?$")
_DECLARED = re.compile(r"(?:金额)?单位\s*[：:]\s*(?:人民币)?(\S{1,4})$")
_BETWEEN = re.compile(r"[、，,/／和]")
_BEHIND = re.compile(r"\s*([^\s，。；、（()）]{1,4})")


def unit_in(label: str) -> str:
    """The unit at the end of a label, in brackets or behind 单位：; empty if there is none."""
    text = label.strip()
    found = _IN_BRACKETS.search(text) or _DECLARED.search(text)
    return found[1] if found and _is_unit(found[1]) else ""


def are_units(text: str) -> bool:
    """Whether a text is nothing but units: 人、万元."""
    return all(map(_is_unit, _BETWEEN.split(text)))


def unit_of_money(label: str) -> str:
    """The unit at the end of a label, if it is one of money; empty if not."""
    unit = unit_in(label)
    return unit if unit in MONEY else ""


def unit_behind(text: str) -> str:
    """The unit that a text behind a figure begins with, such as 人; empty if it is no unit."""
    found = _BEHIND.match(text)
    return found[1] if found and _is_unit(found[1]) else ""


def without_unit(label: str) -> str:
    """A label without the unit in brackets at its end."""
    return _IN_BRACKETS.sub("", label.strip()) if unit_in(label) else label.strip()


def _is_unit(text: str) -> bool:
    return text in UNITS or text in PERCENT
