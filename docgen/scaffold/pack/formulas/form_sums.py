"""Finds the sums that a form shows by its labels, and the rates and scores known by name.

三公经费            1、 2、 3、 below a label are its parts: it is their sum
年度资金总额        其中： below a total are its parts; below another label they are some of them
合计                is the sum of the rows beside it; certain only if those are numbered
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Literal, TypeAlias

from docgen.diagnostics.codes import problem_code
from docgen.ordinals import ordinal_of
from docgen.packs.expressions.paths import access
from docgen.scaffold.pack.form_fields import Field, FormFields, Path
from docgen.scaffold.pack.naming import key_of
from docgen.scaffold.pack.terms import RATES

DRAFT_OPEN_SUM = problem_code(
    "draft-open-sum",
    en=(
        "what 「{field}」 adds up, from 「{first}」 on, cannot be told for sure, so there is no "
        "rule ({template})",
        "add one to rules in pack.yaml",
    ),
    zh=(
        "「{field}」由哪几项相加看不准（从「{first}」起），没有写规则（{template}）",
        "在 pack.yaml 的 rules 里补一条",
    ),
)

_CODE = re.compile(r"^(\d{3,12})、")
"""The code of a budget subject (政府收支分类科目); a longer code is a deeper level."""

_DIGITS = 3
"""The first level of ordinals with digits: 1、."""

_AMONG = re.compile(r"^其中[：:]?")
_TOTAL = re.compile(r"^(?:合计|总计|小计)$")
_WHOLE = re.compile(r"总额$|合计$|总计$|总数$")
_APART = re.compile(
    r"(?:合计|小计|总计|总额|累计|余额|净额|减少数?|期[初末]数?)$|^[减加净负][：:]?"
)
"""Rows that are not parts of a sum: totals of other rows, balances, deductions."""

Certainty: TypeAlias = Literal["sure", "likely", "open"]


@dataclass(frozen=True)
class Sum:
    """A row that is the sum of other rows.

    Attributes:
        group: the path of the group with all these rows.
        whole: the key of the sum's row.
        parts: the keys of the parts' rows.
        complete: whether the parts are all of the sum; if not, it may be larger.
        sure: whether the sum is certain from the form's numbering.
        heads: the paths below a row of the figures that all these rows have.
        everywhere: whether these are all figures of the sum's row.
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
    """The rows of one group in the form's order: labels and heads of columns, by key."""

    group: Path
    labels: dict[str, str] = field(default_factory=dict)
    heads: dict[str, list[Path]] = field(default_factory=dict)


def sums_in(found: FormFields) -> Iterator[Sum]:
    """The sums of a form; a sum that its labels leave open becomes a doubt."""
    for group, rows in _groups(found).items():
        keys = list(rows.labels)
        for number, key in enumerate(keys):
            parts, complete, certainty = _parts(keys, number, rows)
            part_heads = [rows.heads[part] for part in parts]
            heads = tuple(
                head for head in rows.heads[key] if all(head in others for others in part_heads)
            )
            if len(parts) < 2 or not heads:
                continue
            if certainty != "open":
                everywhere = len(heads) == len(rows.heads[key])
                sure = certainty == "sure"
                yield Sum(group, key, tuple(parts), complete, sure, heads, everywhere)
            else:
                spot = next(field.spot for field in found.fields if field.row_key == key)
                found.doubt(DRAFT_OPEN_SUM, spot.paragraph, field=key, first=parts[0])


def _groups(found: FormFields) -> dict[Path, _Rows]:
    groups: dict[Path, _Rows] = {}
    for figure in found.fields:
        if figure.kind != "figure" or figure.row_key not in figure.path[:-1]:
            continue
        at = figure.path.index(figure.row_key)
        rows = groups.setdefault(figure.path[:at], _Rows(figure.path[:at]))
        rows.labels.setdefault(figure.row_key, figure.row)
        rows.heads.setdefault(figure.row_key, []).append(figure.path[at + 1 :])
    return groups


def _parts(keys: list[str], number: int, rows: _Rows) -> tuple[list[str], bool, Certainty]:
    """The keys of a row's parts, whether they are complete, and how certain that is."""
    key, below = keys[number], keys[number + 1 :]
    label = rows.labels[key]
    first = rows.labels[below[0]] if below else ""
    if _TOTAL.match(key):
        parts, certainty = _parts_of_total([other for other in keys if other != key], rows)
        return parts, True, certainty
    if _AMONG.match(first) and not _order(first):
        return _parts_among(number, keys, rows)
    parts, certainty = _numbered_parts(label, below, rows)
    return parts, True, certainty


def _parts_among(number: int, keys: list[str], rows: _Rows) -> tuple[list[str], bool, Certainty]:
    """The parts from 其中： on, up to a numbered row, a total or the end of the group."""
    key, below = keys[number], keys[number + 1 :]
    parts = [below[0], *takewhile(lambda part: _is_unnumbered(part, rows), below[1:])]
    whole = _WHOLE.search(key) is not None
    labels = [rows.labels[part] for part in parts[1:]]
    if any(_AMONG.match(label) or _APART.search(label) for label in labels):
        return parts, whole, "open"
    if whole and number == 0 and rows.group and len(parts) == len(below):
        return parts, True, "sure"
    numbered = _order(rows.labels[key]) is not None
    return parts, whole, "likely" if whole or numbered else "open"


def _is_unnumbered(key: str, rows: _Rows) -> bool:
    """Whether a row has no number and is no total: it may belong to 其中： above it."""
    return not _order(rows.labels[key]) and not _TOTAL.match(key)


def _order(label: str) -> tuple[int, int] | None:
    """Level and number of a label: （二） is (2, 2). ``None`` if it has no number."""
    ordinal = ordinal_of(_AMONG.sub("", label))
    return (ordinal.level, ordinal.value) if ordinal else None


def _numbered_parts(label: str, below: list[str], rows: _Rows) -> tuple[list[str], Certainty]:
    """The rows 1、 2、 3、 that follow, without rows of deeper levels between them."""
    own = _order(label)
    parts: list[str] = []
    depth, is_open = -1, False
    for key in below:
        order = _order(rows.labels[key])
        if order is None:
            if not parts:
                break
            if own is not None and not _AMONG.match(rows.labels[key]):
                is_open = True  # below a numbered label it may be a part as well
            if _APART.search(rows.labels[key]):
                is_open = True
            continue
        if own is not None and order[0] <= own[0]:
            break
        depth = order[0] if not parts else depth
        if order == (depth, len(parts) + 1):
            parts.append(key)
        elif order[0] <= depth:
            break
    return parts, "open" if is_open else "sure"


def _parts_of_total(keys: list[str], rows: _Rows) -> tuple[list[str], Certainty]:
    """The rows that a total adds up, and how certain that is."""
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
    labels = [rows.labels[key] for key in keys]
    continues = any(
        _AMONG.match(label) and not _order(following) for label, following in pairwise(labels)
    )
    if continues or any(map(_APART.search, labels)):
        return parts, "open"
    return parts, "likely" if unnumbered else "sure"


def rates_in(fields: list[Field]) -> Iterator[tuple[Path, str]]:
    """The path and the formula of each rate, and of each score of a rate."""
    paths = {field.path: field for field in fields}
    for path, target in paths.items():
        name = path[-1]
        operands = [_operand(path, part, target.row, paths) for part in RATES.get(name, ())]
        if operands and all(operands):
            numerator, denominator = operands
            yield path, f"({numerator} / {denominator}) | percent"
        rates = (key for key in ("执行率", "预算执行率") if (*path[:-1], key) in paths)
        rate = next(rates, "")
        if name == "得分" and rate:
            points = target.points or ("分值" if (*path[:-1], "分值") in paths else "")
            if points:
                yield path, f"[{points}, {points} * {rate}] | min | round(2)"


def _operand(path: Path, part: str, row: str, paths: dict[Path, Field]) -> str:
    """The expression for a field beside a rate or in the rate's row; empty if there is none."""
    if (*path[:-1], part) in paths:
        return part
    key = key_of(row)
    inside = (*path[:-1], key, part)
    return f"{key}{access(part)}" if row and key.isidentifier() and inside in paths else ""
