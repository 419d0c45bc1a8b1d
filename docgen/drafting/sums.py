"""Sums that a form shows by its labels, and rates and scores that are known by name.

三公经费            1、 2、 3、 below a label are its parts: it is their sum
年度资金总额        其中： below a total are its parts; below another label they are some of them
合计                is the sum of the rows beside it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Literal

from docgen.drafting.fields import Field, Found, Path
from docgen.drafting.naming import key_of
from docgen.drafting.placing import step
from docgen.drafting.terms import RATES

_CHINESE = "一二三四五六七八九十"
_NUMBERED = (
    re.compile(f"^([{_CHINESE}])、"),
    re.compile(f"^[（(]([{_CHINESE}])[）)]"),
    re.compile(r"^(\d{1,2})[、.．](?!\d)"),
    re.compile(r"^[（(](\d{1,2})[）)]"),
)
"""一、 （一） 1、 （1）: the depths of numbering, of which the latter two have digits."""

_DIGITS = 2
_PART_TOTAL = re.compile(r"(?:合计|小计|总计)$")
_AMONG = re.compile(r"^其中[：:]?")
_TOTAL = re.compile(r"^(?:合计|总计|小计)$")
_WHOLE = re.compile(r"总额$|合计$|总计$|总数$")


@dataclass(frozen=True)
class Sum:
    """A row and its parts.

    Attributes:
        group: the path of the group they are in.
        whole: the row's key.
        parts: the parts' keys.
        kind: ``all`` if they are all of it, ``some`` if it may be more.
        heads: the ways to the figures below each row.
    """

    group: Path
    whole: str
    parts: tuple[str, ...]
    kind: Literal["all", "some"]
    heads: tuple[Path, ...]


@dataclass
class _Rows:
    """The rows of one group in the form's order: keys, labels, and heads of each."""

    labels: dict[str, str] = field(default_factory=dict)
    heads: dict[str, list[Path]] = field(default_factory=dict)


def sums_in(found: Found) -> Iterator[Sum]:
    """The sums of a form; what its labels leave open is noted as a doubt."""
    for group, rows in _groups(found).items():
        keys = list(rows.labels)
        for number, key in enumerate(keys):
            parts, kind, closed = _parts(keys, number, rows)
            heads = tuple(one for one in rows.heads[key]
                          if all(one in rows.heads[part] for part in parts))  # fmt: skip
            if len(parts) < 2 or not heads:
                continue
            if closed:
                yield Sum(group, key, tuple(parts), kind, heads)
            else:
                spot = next(one.spot for one in found.fields if one.row == rows.labels[key])
                found.doubt("draft-open-sum", spot.paragraph, field=key, first=parts[0])


def _groups(found: Found) -> dict[Path, _Rows]:
    groups: dict[Path, _Rows] = {}
    for one in found.fields:
        key = key_of(one.row)
        if one.kind != "figure" or not one.row or key not in one.path[:-1]:
            continue
        at = one.path.index(key)
        rows = groups.setdefault(one.path[:at], _Rows())
        rows.labels.setdefault(key, one.row)
        rows.heads.setdefault(key, []).append(one.path[at + 1 :])
    return groups


def _parts(
    keys: list[str], number: int, rows: _Rows
) -> tuple[list[str], Literal["all", "some"], bool]:
    """The parts of a row, what they are of it, and whether it is clear which they are."""
    label, below = rows.labels[keys[number]], keys[number + 1 :]
    first = rows.labels[below[0]] if below else ""
    if _TOTAL.match(keys[number]):
        parts, clear = _added_up([key for key in keys if key != keys[number]], rows)
        return parts, "all", clear
    if _AMONG.match(first) and not _order(first):
        parts = [below[0], *takewhile(lambda key: _is_open(key, rows), below[1:])]
        whole = _WHOLE.search(keys[number]) is not None
        return parts, "all" if whole else "some", whole or _order(label) is not None
    return _children(label, below, rows), "all", True


def _is_open(key: str, rows: _Rows) -> bool:
    """Whether a row may go on with 其中： above it."""
    return not _order(rows.labels[key]) and not _TOTAL.match(key)


def _order(label: str) -> tuple[int, int] | None:
    """Depth and number of a label: （二） is the second of depth 1."""
    plain = _AMONG.sub("", label)
    for depth, pattern in enumerate(_NUMBERED):
        if found := pattern.match(plain):
            digits = found[1]
            return depth, int(digits) if digits.isdecimal() else _CHINESE.index(digits) + 1
    return None


def _children(label: str, below: list[str], rows: _Rows) -> list[str]:
    """The rows 1、 2、 3、 that follow, what is deeper than they passed over."""
    own = _order(label)
    parts: list[str] = []
    depth = -1
    for key in below:
        found = _order(rows.labels[key])
        if found is None or (own is not None and found[0] <= own[0]):
            if found is not None or not parts:
                break
            continue
        depth = found[0] if not parts else depth
        if found == (depth, len(parts) + 1):
            parts.append(key)
        elif found[0] <= depth:
            break
    return parts


def _added_up(keys: list[str], rows: _Rows) -> tuple[list[str], bool]:
    """The rows that a total adds up, and whether that is clear."""
    labels = [rows.labels[key] for key in keys]
    unclear = any(_PART_TOTAL.search(key) for key in keys) or any(
        _AMONG.match(one) and not _order(another) for one, another in pairwise(labels)
    )
    plain = [key for key in keys if not _AMONG.match(rows.labels[key])]
    orders = {key: order for key in plain if (order := _order(rows.labels[key]))}
    if not orders:
        return plain, not unclear
    depth = min(order[0] for order in orders.values())
    unnumbered = [key for key in plain if key not in orders]
    if unnumbered and depth >= _DIGITS:  # 三公经费 above 1、 2、 3、
        return unnumbered, not unclear
    parts = [key for key, order in orders.items() if order[0] == depth]
    numbers = [orders[key][1] for key in parts]
    return parts, not unclear and numbers == list(range(1, len(parts) + 1))


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
