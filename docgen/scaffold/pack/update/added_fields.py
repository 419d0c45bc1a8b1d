"""New blanks of a changed form: their paths among those of the pack, and their schema."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from docgen.packs.schema_fields import Fields
from docgen.packs.typing import Schema, resolved
from docgen.scaffold.pack.body.chapters import NARRATIVE
from docgen.scaffold.pack.form_fields import Path
from docgen.scaffold.pack.naming import name_of
from docgen.scaffold.pack.writing.tag_placement import PROJECTS

_FOLDERS = (f"{PROJECTS}[]", NARRATIVE)
"""Top-level keys that are folders of the content."""


class PathPlan:
    """Gives each new blank the path that its neighbours suggest.

    Args:
        known: drafted paths of blanks that the pack has, each with its path in the pack.
        schema: the pack's schema.
        unprinted: fields of the schema that no part prints: a new blank of that path is for them.
    """

    def __init__(
        self, known: Iterable[tuple[Path, Path]], schema: Schema, unprinted: Iterable[str]
    ) -> None:
        self._votes: dict[Path, Counter[Path]] = {}
        for drafted, path in known:
            for length in range(1, len(drafted) + 1):
                if length <= len(path):
                    group = self._votes.setdefault(drafted[:-length], Counter())
                    group[path[:-length]] += 1
        self._taken = {_plain(tuple(shape.path.split("."))) for shape in Fields(schema).leaves()}
        self._free = {tuple(path.split(".")) for path in unprinted}

    def path(self, drafted: Path) -> Path:
        """The path of a new blank; it is unique."""
        path = drafted
        for length in range(1, len(drafted) + 1):
            if votes := self._votes.get(drafted[:-length]):
                path = (*votes.most_common(1)[0][0], *drafted[-length:])
                break
        first = path[0]
        if first not in _FOLDERS:
            ending = "[]" if first.endswith("[]") else ""
            path = (f"{name_of(first.removesuffix('[]'))}{ending}", *path[1:])
        if path in self._free:
            return path
        number, unique = 1, path
        while self._clashes(_plain(unique)):
            number += 1
            ending = "[]" if path[-1].endswith("[]") else ""
            unique = (*path[:-1], f"{path[-1].removesuffix('[]')}{number}{ending}")
        self._taken.add(_plain(unique))
        return unique

    def _clashes(self, path: Path) -> bool:
        above = {path[:length] for length in range(1, len(path) + 1)}
        below = any(taken[: len(path)] == path for taken in self._taken)
        return bool(above & self._taken) or below


def _plain(path: Path) -> Path:
    return tuple(key.removesuffix("[]") for key in path)


def schema_at(root: Schema, path: Path) -> Schema:
    """The schema of a field that ``root`` has."""
    node: Any = root
    for key in path:
        node = resolved(root, node)
        name = key.removesuffix("[]")
        node = (
            node["additionalProperties"]
            if name == "*" and "*" not in node.get("properties", {})
            else node["properties"][name]
        )
        if key.endswith("[]"):
            node = resolved(root, node)["items"]
    found: Schema = resolved(root, node) or {}
    return found


def put_schema(root: Schema, path: Path, leaf: Schema, *, required: bool) -> None:
    """Adds a field to a schema, and the groups and lists above it that are missing."""
    *above, last = path
    node = resolved(root, root)
    for key in above:
        node = _below(root, _open(node), key, required=required)
    _open(node)
    name = last.removesuffix("[]")
    if name in node["properties"]:
        return
    node["properties"][name] = leaf
    if required:
        _require(node, name, is_root=node is root)


def _own(root: Schema, holder: Any, key: str) -> Any:
    """The schema at ``holder[key]``, to be changed: a copy of what others refer to as well."""
    schema = holder[key]
    if isinstance(schema, dict) and "$ref" in schema:
        if json.dumps(root, ensure_ascii=False).count(json.dumps(schema["$ref"])) == 1:
            return resolved(root, schema)
        rest = {name: value for name, value in schema.items() if name != "$ref"}
        schema = holder[key] = {**deepcopy(resolved(root, schema)), **rest}
    return schema


def _open(node: Any) -> Any:
    node.setdefault("properties", {})
    return node


def _below(root: Schema, node: Any, key: str, *, required: bool) -> Any:
    name = key.removesuffix("[]")
    if name == "*":
        found = _own(root, node, "additionalProperties")
    elif name in node["properties"]:
        found = _own(root, node["properties"], name)
    else:
        group: Schema = {"type": ["object", "null"], "properties": {}, "required": []}
        found = {"type": ["array", "null"], "items": group} if key.endswith("[]") else group
        node["properties"][name] = found
        if required:
            _require(node, name, is_root=node is root)
    return _own(root, found, "items") if key.endswith("[]") else found


def _require(node: Any, name: str, *, is_root: bool) -> None:
    """Requires a field where the group requires others."""
    key = "x-required" if "x-required" in node else "required"
    if key in node or is_root:
        names = node.setdefault(key, [])
        if name not in names:
            names.append(name)


def drop_schema(root: Schema, path: Path) -> None:
    """Takes a field out of a schema, and the groups that are empty then."""
    nodes: list[tuple[Any, str]] = []
    node: Any = resolved(root, root)
    for key in path:
        name = key.removesuffix("[]")
        if name == "*":
            node = _own(root, node, "additionalProperties")
        elif name in node.get("properties", {}):
            nodes.append((node, name))
            node = _own(root, node["properties"], name)
        else:
            return
        if key.endswith("[]") and "items" in node:
            node = _own(root, node, "items")
    for group, name in reversed(nodes):
        below = resolved(root, group["properties"][name])
        inner = resolved(root, below.get("items", below)) if below else {}
        if (group, name) != nodes[-1] and inner.get("properties"):
            return
        del group["properties"][name]
        for key in ("required", "x-required"):
            if name in group.get(key, ()):
                group[key].remove(name)
