"""The filters and functions of docgen's expressions: exact sums, rates, and rows of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from docgen.content.values import Blank, Figure, Node, Text
from docgen.diagnostics import Place
from docgen.packs.expressions.missing import Missing

_BETWEEN = re.compile(r"[、，,；;]")


def percent(value: object, digits: int = 2) -> Figure | Blank | Missing:
    """A ratio as it prints on forms: ``0.93636`` is ``93.64%``, ``1`` is ``100%``."""
    if isinstance(value, (Blank, Missing)):
        return value
    ratio = _figure(value)
    return Figure(ratio.value, f"{(ratio * 100).rounded(digits)}%")


def round_half_up(value: object, digits: int = 0) -> Figure | Blank | Missing:
    """四舍五入 to ``digits`` places."""
    return value if isinstance(value, (Blank, Missing)) else _figure(value).rounded(digits)


def total(*parts: object) -> object:
    """The sum of figures, or of rows column by column; blanks are passed over, lists opened.

    Texts in a row (its name, ``--``) are left out of the sum; a column of texts alone is blank.
    """
    rows = list(_opened(parts))
    if not any(isinstance(row, Node) for row in rows):
        return sum_of(rows)
    result = Node(Place(""))
    for row in rows:
        for key, value in row.read_all() if isinstance(row, Node) else ():
            so_far = result.get(key, Blank())
            result[key] = so_far if isinstance(value, Text) else sum_of([so_far, value])
    return result


def _opened(parts: Iterable[object]) -> Iterator[object]:
    for part in parts:
        if isinstance(part, list):
            yield from _opened(part)
        else:
            yield part


def sum_of(values: Iterable[object], attribute: str | None = None) -> object:
    """The exact sum, over one attribute of each if named; a sum of blanks is blank."""
    result: Any = Blank()
    for value in values:
        one = _attribute(value, attribute) if attribute else value
        result = result + (one if isinstance(one, (Blank, Missing)) else _figure(one))
    return result


def _attribute(value: object, name: str) -> object:
    """One field of a row, or a missing one."""
    if isinstance(value, Node) and name in value:
        return value.read(name)
    return Missing(obj=value, name=name)


def rows(groups: object, *labels: str) -> list[Node]:
    """Nested groups as flat rows; ``labels`` name the keys that take the groups' names.

    ``{产出: {数量: [row, …]}} | rows("一级", "二级")`` gives each row with 一级 and 二级 in front.
    Groups that are deeper than there are labels keep their rows without a name.
    """
    return list(_rows(groups, labels, {}))


def _rows(groups: object, labels: tuple[str, ...], named: dict[str, Any]) -> Iterator[Node]:
    if isinstance(groups, list):
        for row in groups:
            if not isinstance(row, Node):
                raise TypeError(f"{row!r} is no row")
            yield row.with_labels(named)
    elif isinstance(groups, Node):
        for name, group in groups.read_all():
            own = {labels[0]: Text(name, groups.key_places.get(name))} if labels else {}
            yield from _rows(group, labels[1:], named | own)
    elif not isinstance(groups, (Blank, Missing)):
        raise TypeError(f"{groups!r} has no rows")


def box(value: object, option: str, empty: str = "□") -> str:
    """☑ if ``option`` is what a field says, or one of several with 、 between; else ``empty``."""
    if isinstance(value, Missing):
        str(value)
    chosen = value if isinstance(value, list) else _BETWEEN.split(str(value))
    return "☑" if option in (str(one).strip() for one in chosen) else empty


def where(rows: object, label: str, wanted: object) -> Node:
    """The one row whose field ``label`` is ``wanted``: a place in a list changes, a name does not.

    Raises ``LookupError`` if there is no such row, or more than one.
    """
    listed = rows if isinstance(rows, list) else []
    found = [row for row in listed if isinstance(row, Node) and row.get(label) == wanted]
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows with {label} = {wanted}")
    found[0].used.add(label)
    return found[0]


def _figure(value: object) -> Figure:
    if isinstance(value, Figure):
        return value
    if isinstance(value, (int, Decimal)):
        return Figure(value)
    raise TypeError(f"{str(value)!r} is no number")
