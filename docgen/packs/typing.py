"""Typing of values as the pack's schema prescribes.

type: number                          the text becomes a figure; in a rate, 98% does as well:
                                      its name ends as 执行率 does, or its format is percent;
                                      a stroke, / or —, says that there is none
type: boolean                         the text becomes a flag
contentMediaType: text/markdown       the text becomes a document
type: object, array                   a blank becomes an empty group or list
anything else                         the text stays a text
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from docgen.content.blocks import Document
from docgen.content.markdown import parse_markdown
from docgen.content.typed_dates import dates_in
from docgen.content.values import Blank, CellText, Figure, Flag, Items, Node, NoFigure, Text, Value
from docgen.diagnostics import Place, Problems

MARKDOWN = "text/markdown"
PERCENT = "percent"
"""The ``format`` of a rate whose name does not say that it is one."""

_RATE = re.compile(r"(?:率|满意度|知晓度|比例|比重|占比)(?:（.*）)?$")
"""The name of a rate: a percentage typed there is a ratio."""

Schema = dict[str, Any]


def names_rate(key: str, schema: Mapping[str, Any] = MappingProxyType({})) -> bool:
    """Whether a field of this name, or with this ``schema``, is a rate."""
    return schema.get("format") == PERCENT or _RATE.search(key) is not None


def type_values(data: Node, schema: Schema, problems: Problems) -> None:
    """Types every value of ``data``, in place; faults of Markdown texts are reported."""
    _ValueTyper(schema, problems).node(data, schema)


def types_of(schema: Schema) -> list[str]:
    """The ``type`` of a schema as a list, without ``null``: a blank is always allowed."""
    names = schema.get("type", [])
    return [name for name in ([names] if isinstance(names, str) else names) if name != "null"]


def resolved(root: Schema, schema: Any) -> Schema:
    """``schema`` with its ``$ref`` followed, 20 times at most; empty if it is no schema."""
    followed = 0
    while isinstance(schema, dict) and "$ref" in schema and followed < 20:
        schema, followed = referred(root, str(schema["$ref"])), followed + 1
    return schema if isinstance(schema, dict) else {}


def referred(root: Schema, reference: str) -> Any:
    """What ``#/a/b`` refers to; empty if there is nothing."""
    target: Any = root
    for step in reference.removeprefix("#/").split("/"):
        target = target.get(step, {}) if isinstance(target, dict) else {}
    return target


def property_of(root: Schema, schema: Schema, key: str) -> Schema:
    """The schema of ``key`` in a group described by ``schema``."""
    properties = schema.get("properties", {})
    return resolved(root, properties.get(key, schema.get("additionalProperties")))


class _ValueTyper:
    """Walks data and schema together; only the keywords that decide a type are read."""

    def __init__(self, schema: Schema, problems: Problems) -> None:
        self._root, self._problems = schema, problems

    def node(self, node: Node, schema: Schema) -> None:
        for key, value in list(node.items()):
            node[key] = self.value(value, property_of(self._root, schema, key), key)

    def value(self, value: Value, schema: Schema, key: str = "") -> Value:
        if isinstance(value, Node):
            self.node(value, schema)
        elif isinstance(value, Items):
            below = resolved(self._root, schema.get("items"))
            value[:] = [self.value(item, below) for item in value]
        elif isinstance(value, Text):
            return self.text(value, schema, key)
        elif isinstance(value, Blank):
            return self.blank(value, schema)
        return value

    def text(self, text: Text, schema: Schema, key: str) -> Value:
        if {"number", "integer"} & set(types_of(schema)):
            shown = text.number if isinstance(text, CellText) else ""
            figure = Figure.read(shown or text, text.place)
            if figure is None and names_rate(key, schema):
                figure = Figure.read_percent(text, text.place)
            number = NoFigure.read(text, text.place) if figure is None else figure
            return text if number is None else number
        if "boolean" in types_of(schema):
            flag = Flag.read(text)
            return text if flag is None else flag
        if schema.get("contentMediaType") == MARKDOWN:
            return parse_markdown(text, text.body or Place(""), self._problems)
        return _as_asked(text, schema) if isinstance(text, CellText) else text

    def blank(self, blank: Blank, schema: Schema) -> Value:
        return empty(types_of(schema), schema, blank.place or Place(""))


def _as_asked(text: CellText, schema: Schema) -> Text:
    """A date that a cell shows, ``2024/4/26``, as its field asks for it: ``2024年4月26日``."""
    pattern = schema.get("pattern")
    if not isinstance(pattern, str) or re.search(pattern, text):
        return text
    dates = (day for day, is_sure in dates_in(text) if is_sure)
    return next((Text(day, text.place) for day in dates if re.search(pattern, day)), text)


def empty(types: list[str], schema: Schema, place: Place) -> Value:
    """The empty value of a field of these types."""
    if types == ["object"]:
        return Node(place)
    if types == ["array"]:
        return Items(place)
    return Document((), place) if schema.get("contentMediaType") == MARKDOWN else Blank(place)
