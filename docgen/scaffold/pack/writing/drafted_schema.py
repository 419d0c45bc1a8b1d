"""The schema of a drafted pack: types of fields, options, and defaults that the form prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from lxml import etree

from docgen.content.unit import PACK_KEY
from docgen.packs.typing import MARKDOWN, PERCENT, names_rate
from docgen.scaffold.pack.choices import choices_at
from docgen.scaffold.pack.form_fields import UNIT, YEAR, Block, Field, Path
from docgen.scaffold.pack.formulas.field_types import is_rate
from docgen.scaffold.pack.prompts import prompt_schema
from docgen.scaffold.pack.writing.tag_placement import PROJECTS
from docgen.scaffold.pack.writing.unique_names import Form, fields_of
from docgen.word.xml import text_of

ITEM = "项目"
"""The name of the definition of one project in ``$defs``; project.schema.json refers to it."""

Schema = dict[str, Any]

_DENIED = re.compile(r"[不未无非](.+)")
"""An option that rules out another: 不合格, 未完成, 非税收入."""

_MARKS = {
    *("优", "良", "中", "差", "优秀", "良好", "一般", "较差", "合格", "基本合格"),
    *("称职", "基本称职", "满意", "基本满意"),
}
"""Marks, of which one is given."""

EMPTY: Mapping[etree._Element, str] = {}

_EITHER = ({"是", "否"}, {"有", "无"}, {"男", "女"})


def schema_of(
    forms: list[Form], title: str, unit: Path, prompts: Mapping[etree._Element, str] = EMPTY
) -> Schema:
    """The JSON schema of the pack's content, with the fields in the order of the forms.

    ``prompts`` are what the forms say on how to fill in their blanks, by paragraph.
    """
    root: Schema = {"type": "object", "properties": {}}
    _put(root, (PACK_KEY,), {"type": ["string", "null"]})
    _put(root, (YEAR,), {"type": "number", "minimum": 2000, "maximum": 2099})
    if unit == UNIT:  # no form asks for it; files and titles do
        _put(root, UNIT, {"type": ["string", "null"]})
    options = _options(forms)
    listed = {field.path: _listed(field) for field in reversed(list(fields_of(forms)))}
    for path, schema in _in_order(forms, prompts).items():
        choice = _choice_schema(options[path]) if path in options else listed.get(path, {})
        _put(root, path, schema | choice)
    properties = root["properties"]
    defined: Schema = {}
    if PROJECTS in properties:
        defined = {"$defs": {ITEM: properties[PROJECTS]["items"]}}
        properties[PROJECTS] |= {"items": {"$ref": f"#/$defs/{ITEM}"}, "minItems": 1}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, "x-required": list(properties), **root, **defined}


def _options(forms: list[Form]) -> dict[Path, list[str]]:
    """The options behind the boxes of each field with boxes."""
    options: dict[Path, list[str]] = {}
    for field in fields_of(forms):
        if field.kind == "ticks":
            options.setdefault(field.path, []).append(field.option)
    return options


def _in_order(
    forms: Iterable[Form], prompts: Mapping[etree._Element, str]
) -> Mapping[Path, Schema]:
    """The schema of each path, in the order of the forms and of the elements in them."""
    schemas: dict[Path, Schema] = {}
    for form in forms:
        body = form.document.element.body
        numbers = {element: number for number, element in enumerate(body.iter())}
        entries: list[tuple[int, Path, Schema]] = []
        for field in form.form_fields.fields:
            if field.kind != "year":
                schema = _of_field(field) | _asked(field, prompts)
                entries.append((numbers.get(field.spot.paragraph, 0), field.path, schema))
        for block in form.form_fields.blocks:
            entries.append((numbers.get(block.rows[0], 0), block.path, _block_schema(block)))
        for chapter in form.form_fields.chapters:
            prose: Schema = {"type": ["string", "null"], "contentMediaType": MARKDOWN}
            prompt = prompts.get(chapter.paragraph, "") if chapter.paragraph is not None else ""
            prose |= prompt_schema(prompt, text_of(chapter.heading))
            entries.append((numbers.get(chapter.heading, 0), chapter.path, prose))
        for _, path, schema in sorted(entries, key=itemgetter(0)):
            schemas.setdefault(path, schema)
    return schemas


def _of_field(field: Field) -> Schema:
    """The schema of a field; a rate whose key does not say so has the format percent.

    So has a figure before %, which may be typed as the form prints it.
    """
    around = field.around
    labels = (*around.heads[-1:], around.row) if around.heads else (around.row, field.label)
    is_number = field.kind == "figure" and not names_rate(field.path[-1])
    says_rate = field.unit[:1] in ("%", "％") or any(map(is_rate, labels))
    return field.schema | ({"format": PERCENT} if is_number and says_rate else {})


def _asked(field: Field, prompts: Mapping[etree._Element, str]) -> Schema:
    """What the form asks for at a blank for words; a prompt says more than its label."""
    if field.kind not in ("text", "prose"):
        return {}
    labels = "".join((field.around.row, *field.around.heads, field.label))
    return prompt_schema(prompts.get(field.spot.paragraph, ""), labels)


def _block_schema(block: Block) -> Schema:
    """A list of rows; below groups, an object with the next level for each label."""
    options: dict[str, list[str]] = {}
    for field in block.fields:
        if field.kind == "ticks":
            options.setdefault(field.path[-1], []).append(field.option)
    choices = {key: _choice_schema(texts) for key, texts in options.items()}
    columns = {field.path[-1]: _of_field(field) | _listed(field) for field in block.fields}
    row = _group_schema({key: schema | choices.get(key, {}) for key, schema in columns.items()})
    schema: Schema = {"type": ["array", "null"], "items": row}
    for _ in block.levels:
        schema = {"type": ["object", "null"], "additionalProperties": schema}
    return schema | {"default": block.default}


def _listed(field: Field) -> Schema:
    """What the drop-down list says that stood at a field's blank; nothing without one."""
    choices = choices_at(field.spot) if field.kind == "text" else None
    return choices.schema if choices else {}


def _group_schema(properties: Schema) -> Schema:
    return {"type": ["object", "null"], "properties": properties, "required": list(properties)}


def _put(root: Schema, path: Path, schema: Schema) -> None:
    """Adds the schema of ``path`` to ``root``, and missing groups and lists above it."""
    key, *rest = path
    properties = root["properties"]
    name = key.removesuffix("[]")
    if "required" in root and name not in root["required"]:
        root["required"].append(name)
    if not rest:
        properties[name] = schema
        return
    if key.endswith("[]"):
        below = properties.setdefault(name, {"type": ["array", "null"], "items": _group_schema({})})
        _put(below["items"], tuple(rest), schema)
    else:
        _put(properties.setdefault(name, _group_schema({})), tuple(rest), schema)


def _choice_schema(options: list[str]) -> Schema:
    """One of options that rule each other out, or several options with 、 between them."""
    if len(options) > 1 and _is_single(options):
        return {"enum": [*options, None], "description": f"填：{_or(options)}"}
    option = "|".join(map(re.escape, options))
    description = f"填：{'、'.join(options)}；几项之间用顿号"
    pattern = f"^(?:{option})(?:[、，,；;](?:{option}))*$"
    return {"pattern": pattern, "description": description}


def _is_single(options: list[str]) -> bool:
    """Whether only one of the options can be: 是 or 否, 齐全 or 不齐全, one of several marks."""
    positive = {option.removeprefix("已") for option in options}
    denied = {match[1] for option in options if (match := _DENIED.fullmatch(option))}
    return set(options) in _EITHER or bool(positive & denied) or _MARKS.issuperset(options)


def _or(options: list[str]) -> str:
    """The options, to choose one: 合格、基本合格或不合格."""
    return f"{'、'.join(options[:-1])}或{options[-1]}"


def drop_derived(schema: Schema, derived: Iterable[Path]) -> Schema:
    """Removes derived fields from what ``schema`` requires. Changes and returns ``schema``.

    A group that is derived as a whole nobody has to type, either.
    """
    for path in derived:
        groups = [_group_at(schema, path[:length]) for length in range(len(path))]
        for group, key in zip(reversed(groups), reversed(path), strict=True):
            names = group["x-required" if "x-required" in group else "required"]
            if key in names:
                names.remove(key)
            if names or key.endswith("[]"):
                break
    return schema


def _group_at(schema: Schema, path: Path) -> Schema:
    """The schema of a group."""
    node = schema
    for key in path:
        if key == f"{PROJECTS}[]":
            node = schema["$defs"][ITEM]
        else:
            node = node["properties"][key.removesuffix("[]")]
            node = node["items"] if key.endswith("[]") else node
    return node
