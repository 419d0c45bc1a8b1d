"""What nobody has to type: derived fields, and the groups of which every field is derived."""

from __future__ import annotations

from collections.abc import Collection

from docgen.packs.typing import Schema, property_of, resolved


def worked_out(schema: Schema, derived: Collection[str]) -> frozenset[str]:
    """The paths of the derived fields of a pack, with those of the groups that hold no others."""
    found = set(derived)
    for path in sorted(derived, key=lambda path: path.count("."), reverse=True):
        group = path.rpartition(".")[0]
        while group and not group.endswith("[]"):
            properties = _schema_at(schema, group).get("properties", {})
            if not properties or any(f"{group}.{key}" not in found for key in properties):
                break
            found.add(group)
            group = group.rpartition(".")[0]
    return frozenset(found)


def _schema_at(root: Schema, path: str) -> Schema:
    """The schema of a group; an empty one if the pack has no such group."""
    schema = root
    for step in path.split("."):
        schema = property_of(root, schema, step.removesuffix("[]"))
        if step.endswith("[]"):
            schema = resolved(root, schema.get("items"))
    return schema
