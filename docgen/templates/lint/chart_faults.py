"""Charts whose list the schema has not, or not with the columns that the tag names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from docgen.diagnostics import Place, Problem, nearest, template_error
from docgen.templates.chart_data import CHART_NO_COLUMN, CHART_NO_LIST, CHART_NO_NUMBERS
from docgen.templates.lint.placeholder_uses import ENVIRONMENT, Use
from docgen.templates.placeholders import Placeholder

_NUMBERS = ("number", "integer")


def chart_faults_of(use: Use) -> Iterator[Problem]:
    """What the data of a chart lack as the schema has them; what it leaves open is not told."""
    tag = use.placeholder
    if tag.kind != "chart" or len(use.reads) != 1 or not use.reads[0].known:
        return
    place, (read,) = Place(tag.place.part), use.reads
    if read.shape.types and "array" not in read.shape.types:
        yield template_error(CHART_NO_LIST, place, tag.place)
        return
    columns = _columns(read.shape.schema or {})
    if not columns:
        return
    named = _named(tag)
    for name in [name for name in named if name not in columns]:
        words = {"name": name, "nearest": nearest(name, columns)}
        yield template_error(CHART_NO_COLUMN, place, tag.place, **words)
    drawn = named[1:] or list(columns)[1:]
    if not any(_may_be_number(columns.get(name, {})) for name in drawn):
        header = next(iter(named or columns))
        yield template_error(CHART_NO_NUMBERS, place, tag.place, name=header)


def _columns(schema: Any) -> dict[str, Any]:
    """The fields of each row of a list, as its schema has them; empty if it does not say."""
    items = schema.get("items")
    columns = items.get("properties") if isinstance(items, dict) else None
    return columns if isinstance(columns, dict) else {}


def _named(tag: Placeholder) -> list[str]:
    """The columns that a tag names: ``{{ 收支 | chart("年度", "收入") }}``."""
    try:
        tree = ENVIRONMENT.parse(tag.source)
    except TemplateSyntaxError:
        return []
    filters = (node for node in tree.find_all(nodes.Filter) if node.name == "chart")
    arguments = [argument for node in filters for argument in node.args]
    return [str(each.value) for each in arguments if isinstance(each, nodes.Const)]


def _may_be_number(column: Any) -> bool:
    """Whether a field may hold a number; one without a type may hold anything."""
    kinds = column.get("type") if isinstance(column, dict) else None
    typed = [kinds] if isinstance(kinds, str) else kinds or list(_NUMBERS)
    return any(kind in _NUMBERS for kind in typed)
