"""Units of quantities: what they measure, and by how much they are larger than the plain unit."""

from __future__ import annotations

import re

MONEY, PERCENT, POINTS = "money", "%", "points"
"""Dimensions; that of a count is its measure word, and ``""`` that of a bare number."""

MEASURES = (
    "平方公里|平方千米|平方米|立方米|公里|千米|公顷|千瓦时|千瓦|公斤|千克|小时|分钟|课时|学时|"
    "标箱|亩次|艘次|架次|羽次|头次|例次|吨公里|桩位|毫克/升|微克/立方米|人次|人天|床日|车次|班次|批次|件次|家次|户次|场次|个月|"
    "个|人|名|位|次|篇|本|亩|所|家|期|场|项|件|户|处|台|套|辆|条|份|座|批|间|张|只|头|株|棵|吨|米|"
    "起|例|宗|笔|部|支|队|村|镇|乡|类|种|册|幅|块|盏|根|栋|幢|门|堂|届|轮|天|日|倍|分|岁|点|级|卷|"
    "盒|箱|袋|瓶|片|艘|架|颗|组|对|双|班|节|集|站|字|页|枚|粒|升|毫米|厘米|毫克|微克|克|斤|羽|尾|口|眼|"
    "孔|版|针|剂|票|席|顶|把|度"
)
"""Measure words, longer ones before those that they begin with."""
_MULTIPLIERS = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_MULTIPLIER = "十万|百万|千万|十|百|千|万|亿"
_PEOPLE = {"人": "人", "名": "人", "位": "人"}

_WAN = 4
"""万元 is the plain unit of money: figures of the forms are in it."""

_COUNTED = rf"(?:{MEASURES})(?:次(?![数年日月品要级]|中心))?"
"""A measure, or as many times it: 巡查1,020处次 is no count of 处."""
UNIT = rf"(?:个百分点|百分点|%|％|(?:{_MULTIPLIER})?(?:元|{_COUNTED})(?:/[^\W\d]{{1,3}})?(?!率))"
"""The pattern of a unit behind a number."""

_PARTS = re.compile(rf"(?P<by>{_MULTIPLIER})?(?P<measure>元|{_COUNTED})(?P<per>/\w+)?")


def dimension_of(unit: str) -> str:
    """What a unit measures: money, per cent, points of it, or the measure word of a count."""
    if unit in ("%", "％"):
        return PERCENT
    if unit.endswith("百分点"):
        return POINTS
    parts = _PARTS.fullmatch(unit)
    if parts is None or parts["per"]:
        return unit
    if parts["measure"] == "岁":
        return ""
    return MONEY if parts["measure"] == "元" else _PEOPLE.get(parts["measure"], parts["measure"])


def power_of(unit: str) -> int:
    """The power of ten by which a unit is larger than the plain one of its dimension.

    Money is counted in 万元: 亿元 is 4, 元 is -4. 万人 is 4.
    """
    parts = _PARTS.fullmatch(unit)
    if parts is None or parts["per"]:
        return 0
    power = _MULTIPLIERS[parts["by"] or ""]
    return power - _WAN if parts["measure"] == "元" else power
