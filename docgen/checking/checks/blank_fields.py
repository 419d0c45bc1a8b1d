"""Blank fields of a unit that was begun from nothing."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.todo_lists import FILE_DONE, UNFILLED, in_listed_files
from docgen.content.blocks import Document
from docgen.content.values import Blank, Items, Node, Value
from docgen.diagnostics import Place, Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

NOT_FILLED = problem_code(
    "not-filled",
    en=(
        "「{field}」 is blank",
        "fill it in; if it stays blank, delete this file from 待填写 when all of it is done",
    ),
    zh=("「{field}」还空着", "填上；确实留空的，整个文件填完后把它从「待填写」里删去"),
)


@check(
    Finding(
        NOT_FILLED,
        Severity.WARNING,
        en="begun from nothing by `docgen new`, still blank",
        zh="从空白开始、还没有填",
    ),
    Finding(
        FILE_DONE,
        Severity.WARNING,
        en="a file of 沿用上年 or 待填写 in which nothing is left",
        zh="「沿用上年」「待填写」里已经改完、填完的文件",
    ),
)
def blank_fields(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each blank field of the files under 待填写."""
    found = _blanks(unit.data, (), unit.unit.place)
    return in_listed_files(unit.unit, UNFILLED, found)


def _blanks(value: Value, keys: tuple[str, ...], place: Place) -> Iterator[Problem]:
    if _is_blank(value):
        yield warning(NOT_FILLED, getattr(value, "place", place), field=".".join(keys))
    elif isinstance(value, Node):
        for key, key_place in value.key_places.items():
            yield from _blanks(value.get(key), (*keys, key), key_place)
    elif isinstance(value, Items):
        for item in value:
            yield from _blanks(item, keys, place)


def _is_blank(value: Value) -> bool:
    """Whether nothing was typed: no value, no text, no row and no field."""
    if isinstance(value, Document):
        return not value.blocks
    return isinstance(value, Blank) or (isinstance(value, (Node, Items)) and not value)
