"""The schema of a drafted pack: what each field may be, and what the form prints at first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from docgen.content.unit import PACK_KEY
from docgen.packs.typing import MARKDOWN
from docgen.scaffold.pack.form_fields import UNIT, YEAR, Block, Path
from docgen.scaffold.pack.tag_placement import PROJECTS
from docgen.scaffold.pack.unique_names import Form, fields_of

ITEM = "项目"
"""The definition of one project, which its own file has to meet."""

Schema = dict[str, Any]

_EITHER = ({"是", "否"}, {"有", "无"}, {"男", "女"}, {"同意", "不同意"})


def schema_of(forms: list[Form], title: str, unit: Path) -> Schema:
    """The schema; a field stands where its form has it, and groups and lists around it."""
    root: Schema = {"type": "object", "properties": {}}
    _put(root, (PACK_KEY,), {"type": ["string", "null"]})
    _put(root, (YEAR,), {"type": "number", "minimum": 2000, "maximum": 2099})
    if unit == UNIT:  # no form asks for it; files and titles do
        _put(root, UNIT, {"type": ["string", "null"]})
    options = _options(forms)
    for path, schema in _in_order(forms).items():
        said = _choice(options[path]) if path in options else {}
        _put(root, path, schema | said)
    properties = root["properties"]
    defined: Schema = {}
    if PROJECTS in properties:
        defined = {"$defs": {ITEM: properties[PROJECTS]["items"]}}
        properties[PROJECTS] |= {"items": {"$ref": f"#/$defs/{ITEM}"}, "minItems": 1}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, "x-required": list(properties), **root, **defined}


def _options(forms: list[Form]) -> dict[Path, list[str]]:
    """What stands behind the boxes of each field that has some."""
    options: dict[Path, list[str]] = {}
    for field in fields_of(forms):
        if field.kind == "ticks":
            options.setdefault(field.path, []).append(field.option)
    return options


def _in_order(forms: Iterable[Form]) -> Mapping[Path, Schema]:
    """The schema of each path in the order of the forms."""
    found: dict[Path, Schema] = {}
    for form in forms:
        numbers = {one: number for number, one in enumerate(form.document.element.body.iter())}
        spots = [
            *((numbers.get(one.spot.paragraph, 0), one.path, one.schema)
              for one in form.found.fields if one.kind != "year"),
            *((numbers.get(one.rows[0], 0), one.path, _block(one)) for one in form.found.blocks),
            *((numbers.get(one.heading, 0), one.path,
               {"type": ["string", "null"], "contentMediaType": MARKDOWN})
              for one in form.found.chapters),
        ]  # fmt: skip
        for _, path, schema in sorted(spots, key=lambda one: one[0]):
            found.setdefault(path, schema)
    return found


def _block(block: Block) -> Schema:
    options: dict[str, list[str]] = {}
    for field in block.fields:
        if field.kind == "ticks":
            options.setdefault(field.path[-1], []).append(field.option)
    chosen = {key: _choice(one) for key, one in options.items()}
    keys = {one.path[-1]: one.schema for one in block.fields}
    row = _group({key: schema | chosen.get(key, {}) for key, schema in keys.items()})
    schema: Schema = {"type": ["array", "null"], "items": row}
    for _ in block.levels:
        schema = {"type": ["object", "null"], "additionalProperties": schema}
    return schema | {"default": block.default}


def _group(properties: Schema) -> Schema:
    return {"type": ["object", "null"], "properties": properties, "required": list(properties)}


def _put(root: Schema, path: Path, schema: Schema) -> None:
    """Adds a field below its groups and lists."""
    key, *rest = path
    properties = root["properties"]
    name = key.removesuffix("[]")
    if "required" in root and name not in root["required"]:
        root["required"].append(name)
    if not rest:
        properties[name] = schema
        return
    if key.endswith("[]"):
        below = properties.setdefault(name, {"type": ["array", "null"], "items": _group({})})
        _put(below["items"], tuple(rest), schema)
    else:
        _put(properties.setdefault(name, _group({})), tuple(rest), schema)


def _choice(options: list[str]) -> Schema:
    """One of two that exclude each other, or any of several with 、 between."""
    if set(options) in _EITHER:
        return {"enum": [*options, None], "description": f"填：{'或'.join(options)}"}
    one = "|".join(map(re.escape, options))
    said = f"填：{'、'.join(options)}；几项之间用顿号"
    return {"pattern": f"^(?:{one})(?:[、，,；;](?:{one}))*$", "description": said}


def without_derived(schema: Schema, derived: Iterable[Path]) -> Schema:
    """The schema, derived fields no longer required."""
    for path in derived:
        node = schema
        for key in path[:-1]:
            if key == f"{PROJECTS}[]":
                node = schema["$defs"][ITEM]
            else:
                node = node["properties"][key.removesuffix("[]")]
                node = node["items"] if key.endswith("[]") else node
        names = node["x-required" if "x-required" in node else "required"]
        if path[-1] in names:
            names.remove(path[-1])
    return schema
