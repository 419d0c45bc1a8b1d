"""Sums that a form shows by its labels, and rates and scores that are known by name.

三公经费            1、 2、 3、 below a label are its parts: it is their sum
年度资金总额        其中： below a total are its parts; below another label they are some of them
合计                is the sum of the rows beside it, for sure only if they are numbered
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Literal, TypeAlias

from docgen.scaffold.pack.form_fields import Field, FormFields, Path
from docgen.scaffold.pack.naming import key_of
from docgen.scaffold.pack.tag_placement import step
from docgen.scaffold.pack.terms import RATES

_CHINESE = "一二三四五六七八九十"
_ORDER = (
    re.compile(f"^([{_CHINESE}]{{1,3}})、"),
    re.compile(f"^[（(]([{_CHINESE}]{{1,3}})[）)]"),
    re.compile(r"^(\d{1,2})[、.．](?!\d)"),
    re.compile(r"^[（(](\d{1,2})[）)]"),
)
"""一、 （一） 1、 （1）: the depths of numbering, of which the latter two have digits."""

_CODE = re.compile(r"^(\d{3,12})、")
"""A code of the budget's subjects; its depth is its length."""

_DIGITS = 2
_AMONG = re.compile(r"^其中[：:]?")
_TOTAL = re.compile(r"^(?:合计|总计|小计)$")
_WHOLE = re.compile(r"总额$|合计$|总计$|总数$")
_APART = re.compile(
    r"(?:合计|小计|总计|总额|累计|余额|净额|减少数?|期[初末]数?)$|^[减加净负][：:]?"
)
"""Rows that are no plain part of a sum: totals of others, balances, what is taken off."""

How: TypeAlias = Literal["sure", "likely", "open"]


@dataclass(frozen=True)
class Sum:
    """A row and its parts.

    Attributes:
        group: the path of the group they are in.
        whole: the row's key.
        parts: the parts' keys.
        complete: whether the parts are all of it; if not, it may be more.
        sure: whether the form numbers the parts, so that nothing else can be meant.
        heads: the ways to the figures below each row.
        everywhere: whether these are all the figures that the row has.
    """

    group: Path
    whole: str
    parts: tuple[str, ...]
    complete: bool
    sure: bool
    heads: tuple[Path, ...]
    everywhere: bool = True


@dataclass
class _Rows:
    """The rows of one group in the form's order: keys, labels, and heads of each."""

    group: Path
    labels: dict[str, str] = field(default_factory=dict)
    heads: dict[str, list[Path]] = field(default_factory=dict)


def sums_in(found: FormFields) -> Iterator[Sum]:
    """The sums of a form; what its labels leave open is noted as a doubt."""
    for group, rows in _groups(found).items():
        keys = list(rows.labels)
        for number, key in enumerate(keys):
            parts, complete, how = _parts(keys, number, rows)
            heads = tuple(one for one in rows.heads[key]
                          if all(one in rows.heads[part] for part in parts))  # fmt: skip
            if len(parts) < 2 or not heads:
                continue
            if how != "open":
                everywhere = len(heads) == len(rows.heads[key])
                yield Sum(group, key, tuple(parts), complete, how == "sure", heads, everywhere)
            else:
                spot = next(one.spot for one in found.fields if one.row_key == key)
                found.doubt("draft-open-sum", spot.paragraph, field=key, first=parts[0])


def _groups(found: FormFields) -> dict[Path, _Rows]:
    groups: dict[Path, _Rows] = {}
    for one in found.fields:
        if one.kind != "figure" or one.row_key not in one.path[:-1]:
            continue
        at = one.path.index(one.row_key)
        rows = groups.setdefault(one.path[:at], _Rows(one.path[:at]))
        rows.labels.setdefault(one.row_key, one.row)
        rows.heads.setdefault(one.row_key, []).append(one.path[at + 1 :])
    return groups


def _parts(keys: list[str], number: int, rows: _Rows) -> tuple[list[str], bool, How]:
    """The parts of a row, whether they are all of it, and how sure that is."""
    key, below = keys[number], keys[number + 1 :]
    label = rows.labels[key]
    first = rows.labels[below[0]] if below else ""
    if _TOTAL.match(key):
        parts, how = _added_up([one for one in keys if one != key], rows)
        return parts, True, how
    if _AMONG.match(first) and not _order(first):
        return _among(number, keys, rows)
    parts, how = _children(label, below, rows)
    return parts, True, how


def _among(number: int, keys: list[str], rows: _Rows) -> tuple[list[str], bool, How]:
    """The parts below 其中：, which go on until a number, a total or the end of the group."""
    key, below = keys[number], keys[number + 1 :]
    parts = [below[0], *takewhile(lambda one: _is_open(one, rows), below[1:])]
    whole = _WHOLE.search(key) is not None
    others = [rows.labels[one] for one in parts[1:]]
    if any(_AMONG.match(one) or _APART.search(one) for one in others):
        return parts, whole, "open"
    if whole and number == 0 and rows.group and len(parts) == len(below):
        return parts, True, "sure"
    numbered = _order(rows.labels[key]) is not None
    return parts, whole, "likely" if whole or numbered else "open"


def _is_open(key: str, rows: _Rows) -> bool:
    """Whether a row may go on with 其中： above it."""
    return not _order(rows.labels[key]) and not _TOTAL.match(key)


def _order(label: str) -> tuple[int, int] | None:
    """Depth and number of a label: （二） is the second of depth 1."""
    plain = _AMONG.sub("", label)
    for depth, pattern in enumerate(_ORDER):
        if found := pattern.match(plain):
            return depth, _number(found[1])
    return None


def _number(digits: str) -> int:
    """``12`` and ``十二`` are 12."""
    if digits.isdecimal():
        return int(digits)
    tens, has_ten, ones = digits.rpartition("十")
    value = _CHINESE.index(ones) + 1 if ones else 0
    return value + (10 * (_CHINESE.index(tens) + 1 if tens else 1) if has_ten else 0)


def _children(label: str, below: list[str], rows: _Rows) -> tuple[list[str], How]:
    """The rows 1、 2、 3、 that follow, what is deeper than they passed over."""
    own = _order(label)
    parts: list[str] = []
    depth, how = -1, "sure"
    for key in below:
        order = _order(rows.labels[key])
        if order is None:
            if not parts:
                break
            if own is not None and not _AMONG.match(rows.labels[key]):
                how = "open"  # below a number it may be a part as well
            if _APART.search(rows.labels[key]):
                how = "open"
            continue
        if own is not None and order[0] <= own[0]:
            break
        depth = order[0] if not parts else depth
        if order == (depth, len(parts) + 1):
            parts.append(key)
        elif order[0] <= depth:
            break
    return parts, "open" if how == "open" else "sure"


def _added_up(keys: list[str], rows: _Rows) -> tuple[list[str], How]:
    """The rows that a total adds up, and how sure that is."""
    plain = [key for key in keys if not _AMONG.match(rows.labels[key])]
    codes = {key: len(code[1]) for key in plain if (code := _CODE.match(rows.labels[key]))}
    if codes and len(codes) == len(plain):  # 201 公共服务 holds 20101 人大事务
        return [key for key in plain if codes[key] == min(codes.values())], "likely"
    orders = {key: order for key in plain if (order := _order(rows.labels[key]))}
    depth = min((order[0] for order in orders.values()), default=0)
    unnumbered = [key for key in plain if key not in orders]
    parts = [key for key, order in orders.items() if order[0] == depth]
    if unnumbered and (not orders or depth >= _DIGITS):  # 三公经费 above 1、 2、 3、
        parts = unnumbered
    elif [orders[key][1] for key in parts] != list(range(1, len(parts) + 1)):
        return parts, "open"
    goes_on = any(_AMONG.match(rows.labels[one]) and not _order(rows.labels[another])
                  for one, another in pairwise(keys))  # fmt: skip
    if goes_on or any(_APART.search(rows.labels[key]) for key in keys):
        return parts, "open"
    return parts, "likely" if unnumbered else "sure"


def rates_in(fields: list[Field]) -> Iterator[tuple[Path, str]]:
    """Each rate with its formula, and each score of a rate."""
    paths = {one.path: one for one in fields}
    for path, one in paths.items():
        name = path[-1]
        parts = [_beside(path, part, one.row, paths) for part in RATES.get(name, ())]
        if parts and all(parts):
            above, below = parts
            yield path, f"({above} / {below}) | percent"
        rate = next((key for key in ("执行率", "预算执行率") if (*path[:-1], key) in paths), "")
        if name == "得分" and rate:
            points = one.points or ("分值" if (*path[:-1], "分值") in paths else "")
            if points:
                yield path, f"[{points}, {points} * {rate}] | min | round(2)"


def _beside(path: Path, part: str, row: str, paths: dict[Path, Field]) -> str:
    """How a formula reads a field beside a rate, or in the row that the rate stands in."""
    if (*path[:-1], part) in paths:
        return part
    key = key_of(row)
    inside = (*path[:-1], key, part)
    return f"{key}{step(part)}" if row and key.isidentifier() and inside in paths else ""
