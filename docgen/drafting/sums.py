"""Sums that a form shows by its labels, and rates and scores that are known by name.

三公经费            1、 2、 3、 below a label are its parts: it is their sum
年度资金总额        其中： below a total are its parts; below another label they are some of them
合计                is the sum of the rows beside it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from docgen.drafting.fields import Field, Found, Path
from docgen.drafting.naming import key_of
from docgen.drafting.placing import step
from docgen.drafting.terms import RATES

_NUMBERED = re.compile(r"^(?:其中[：:])?(\d{1,2})[、.．](?!\d)")
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
    """The parts of a row, what they are of it, and whether it is clear where they end."""
    label = rows.labels[keys[number]]
    below = keys[number + 1 :]
    if _TOTAL.match(keys[number]):
        others = [key for key in keys if key != keys[number]]
        return _top(others, rows), "all", not _goes_on(others, rows)
    if below and _AMONG.match(rows.labels[below[0]]) and not _NUMBERED.match(rows.labels[below[0]]):
        parts = below[:1]
        for key in below[1:]:
            if _NUMBERED.match(rows.labels[key]) or _TOTAL.match(key):
                break
            parts.append(key)
        whole = _WHOLE.search(keys[number]) is not None
        clear = whole or _NUMBERED.match(label) is not None
        return parts, "all" if whole else "some", clear
    if _NUMBERED.match(label):
        return [], "all", True
    return _numbered(below, rows), "all", True


def _numbered(below: list[str], rows: _Rows) -> list[str]:
    """The rows 1、 2、 3、 that follow, what is below each of them passed over."""
    parts: list[str] = []
    for key in below:
        found = _NUMBERED.match(rows.labels[key])
        if found and int(found[1]) == len(parts) + 1:
            parts.append(key)
        elif not parts or (found and int(found[1]) == 1):
            break
    return parts


def _goes_on(keys: list[str], rows: _Rows) -> bool:
    """Whether a row may belong to 其中： above it or may not."""
    labels = [rows.labels[key] for key in keys]
    pairs = pairwise(labels)
    return any(_AMONG.match(one) and not _NUMBERED.match(next_one) for one, next_one in pairs)


def _top(keys: list[str], rows: _Rows) -> list[str]:
    """The rows that a total adds up: those below others left out."""
    plain = [key for key in keys if not _AMONG.match(rows.labels[key])]
    unnumbered = [key for key in plain if not _NUMBERED.match(rows.labels[key])]
    return unnumbered if len(unnumbered) > 1 else plain


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
