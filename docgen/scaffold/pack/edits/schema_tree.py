"""The fields of a schema.json: renamed, typed otherwise, added, taken out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from docgen.packs.typing import MARKDOWN, Schema, resolved
from docgen.scaffold.pack.edits.field_chains import Plain

_TYPES = ("type", "contentMediaType", "enum", "pattern")
_OPTION = re.compile(r"[、，,；;|]\s*")


class SchemaTree:
    """A schema that is changed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.schema: Schema = json.loads(text)

    def written(self) -> str:
        """The schema as JSON, as ``docgen template new`` writes it; the text itself if it is so."""
        if json.loads(self.text) == self.schema:
            same_order = json.dumps(json.loads(self.text)) == json.dumps(self.schema)
            if same_order:
                return self.text
        return json.dumps(self.schema, ensure_ascii=False, indent=2) + "\n"

    def node(self, path: Plain) -> Schema:
        """The schema of a field. Raises :class:`KeyError` if it has none."""
        *above, key = path.split(".")
        found: Schema = self._group(above)["properties"][key]
        return found

    def rename(self, path: Plain, key: str) -> None:
        """Gives a field another last key; its place among the others stays."""
        *above, old = path.split(".")
        group = self._group(above)
        if key in group["properties"]:
            raise ValueError(key)
        group["properties"] = _renamed(group["properties"], old, key)
        for name in ("required", "x-required"):
            if name in group:
                group[name] = [key if each == old else each for each in group[name]]
        for node in self._above(above):
            if "default" in node:
                node["default"] = _rows_renamed(node["default"], old, key)

    def retype(self, path: Plain, kind: str, options: str = "") -> None:
        """Gives a field another type: text, number, prose, or the choice between ``options``."""
        node = self.node(path)
        for name in _TYPES:
            node.pop(name, None)
        node |= _typed(kind, options)

    def require(self, path: Plain, *, is_required: bool) -> None:
        """Says that a field has to be there, or that it has not, as it is computed."""
        *above, key = path.split(".")
        group = self._group(above)
        name = "x-required" if "x-required" in group else "required"
        wanted = {*group.get(name, ()), key} if is_required else {*group.get(name, ())} - {key}
        order = [*group["properties"], *group.get(name, ())]
        group[name] = [each for each in dict.fromkeys(order) if each in wanted]

    def make_list(self, path: Plain) -> None:
        """Makes a list of a group, which is its only row as yet."""
        node = self.node(path)
        group = dict(node)
        row = dict.fromkeys(group["properties"])
        node.clear()
        node |= {"type": ["array", "null"], "items": group, "default": [row]}

    def make_group(self, path: Plain) -> None:
        """Makes a group of a list: that of its rows."""
        node = self.node(path)
        group = dict(node["items"])
        node.clear()
        node |= group

    def add(self, path: Plain, kind: str, options: str = "") -> None:
        """Adds a field, and the groups around it that are not there yet."""
        *above, key = path.split(".")
        group = resolved(self.schema, self.schema)
        for step in above:
            new = {"type": ["object", "null"], "properties": {}, "required": []}
            below = group["properties"].setdefault(step, new)
            if below is new:
                group.setdefault(_required(group), []).append(step)
            group = self._below(below)
        if key in group.setdefault("properties", {}):
            raise ValueError(key)
        group["properties"][key] = _typed(kind, options)
        group.setdefault(_required(group), []).append(key)

    def remove(self, path: Plain) -> None:
        """Takes a field out, and the groups that have nothing in them then."""
        *above, key = path.split(".")
        group = self._group(above)
        del group["properties"][key]
        for name in ("required", "x-required"):
            if key in group.get(name, ()):
                group[name].remove(key)
        for node in self._above(above):
            if "default" in node:
                node["default"] = _rows_without(node["default"], key)
        if above and not group["properties"]:
            self.remove(".".join(above))

    def _group(self, keys: Sequence[str]) -> Schema:
        """The group at these keys, of a list the group of its items."""
        group = self.schema
        for key in keys:
            group = self._below(group["properties"][key])
        return group

    def _above(self, keys: Sequence[str]) -> Iterator[Schema]:
        group = self.schema
        for key in keys:
            yield group["properties"][key]
            group = self._below(group["properties"][key])

    def _below(self, node: Schema) -> Schema:
        """The group with fields in a node: itself, that of its items, or of what a unit names."""
        node = resolved(self.schema, node)
        while "properties" not in node:
            further = node.get("items", node.get("additionalProperties"))
            if not isinstance(further, dict):
                break
            node = resolved(self.schema, further)
        return node


def _required(group: Schema) -> str:
    return "x-required" if "x-required" in group else "required"


def options_in(text: str) -> list[str]:
    """The options that are typed with 、 between them."""
    return [option for option in _OPTION.split(text.strip()) if option]


def _typed(kind: str, options: str) -> Schema:
    if kind == "number":
        return {"type": ["number", "null"]}
    if kind == "prose":
        return {"type": ["string", "null"], "contentMediaType": MARKDOWN}
    if kind == "choice":
        return {"type": ["string", "null"], "enum": [*options_in(options), None]}
    return {"type": ["string", "null"]}


def _renamed(group: dict[str, Any], old: str, key: str) -> dict[str, Any]:
    return {key if each == old else each: value for each, value in group.items()}


def _rows_renamed(value: Any, old: str, key: str) -> Any:
    """The rows that a form prints, with another key."""
    if isinstance(value, list):
        return [_rows_renamed(each, old, key) for each in value]
    if isinstance(value, dict):
        below = {each: _rows_renamed(inner, old, key) for each, inner in value.items()}
        return _renamed(below, old, key)
    return value


def _rows_without(value: Any, key: str) -> Any:
    if isinstance(value, list):
        return [_rows_without(each, key) for each in value]
    if isinstance(value, dict):
        return {each: _rows_without(inner, key) for each, inner in value.items() if each != key}
    return value
