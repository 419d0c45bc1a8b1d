"""Records of pack.yaml: each key is declared once, for the JSON Schema and for the reader.

    @dataclass(frozen=True)
    class Grid:
        lines: int | None = key("每页行数 · lines on a page", minimum=1)

A key is the field's name, with blanks for underscores, if no other ``name`` is given; the field's
type says what its value may be. ``Text`` is any text with its place, ``str`` a name, ``Node`` a
group that another folder reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, field, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from docgen.content.values import NO, YES, Blank, Node, Text
from docgen.diagnostics import Place
from docgen.packs.typing import Schema, types_of

Record = TypeVar("Record")

_SIMPLE: Mapping[Any, Schema] = {
    str: {"type": "string"},
    Text: {"type": ["string", "number"]},  # to an editor, `总分: 100` is a number
    float: {"type": "number", "minimum": 0},
    int: {"type": "integer", "minimum": 0},
    bool: {"enum": [*YES[:2], True, *NO[:2], False], "minLength": 1},
    Node: {"type": "object"},
}


def key(
    meaning: str,
    default: Any = None,
    *,
    name: str = "",
    unit: str = "",
    required: bool = False,
    measured: Callable[..., object] | None = None,
    **rules: object,
) -> Any:
    """A field of a record with all that is known of its key.

    Args:
        meaning: what it means, as ``中文 · English``.
        default: the value where the key is not given; a class is called to make it.
        name: the key, if it is not the field's name.
        unit: the unit of a number, as ``毫米 · mm``.
        required: whether it must be given, and not blank.
        measured: how a finished file is measured for it; see :mod:`docgen.verify.style_rule`.
        rules: further keywords of JSON Schema, such as ``minimum=1``.
    """
    about = {
        "name": name,
        "meaning": meaning,
        "unit": unit,
        "required": required,
        "measured": measured,
        "rules": rules,
    }
    if isinstance(default, type):
        return field(default_factory=default, metadata=about)
    return field(default=default, metadata=about)


def keys_of(record: type) -> list[Field[Any]]:
    """The fields of a record that are keys of pack.yaml."""
    assert is_dataclass(record)
    return [member for member in fields(record) if member.metadata]


def meaning_of(record: type, name: str) -> str:
    """What the field ``name`` of a record means, as ``中文 · English``."""
    return str(
        next(member for member in keys_of(record) if member.name == name).metadata["meaning"]
    )


def _name(member: Field[Any]) -> str:
    return member.metadata["name"] or member.name.replace("_", " ")


def record_schema(record: type) -> Schema:
    """The JSON Schema of a record, the records inside of it included."""
    kinds, keys = get_type_hints(record), keys_of(record)
    required = [_name(member) for member in keys if member.metadata["required"]]
    return {
        "type": "object",
        "properties": {_name(member): _key_schema(member, kinds[member.name]) for member in keys},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _key_schema(member: Field[Any], kind: Any) -> Schema:
    about, default = member.metadata, member.default
    schema = _type_schema(kind)
    schema = _filled(schema) if about["required"] else _may_be_blank(schema)
    given = isinstance(default, str | float | int) and default != "" and not about["required"]
    shown = {"default": default} if given else {}
    description = _with_unit(about["meaning"], about["unit"])
    return {"description": description, **schema, **about["rules"], **shown}


def _with_unit(meaning: str, unit: str) -> str:
    """The meaning with the unit behind each half."""
    halves = zip(meaning.split(" · "), unit.split(" · "), ("{}（{}）", "{} ({})"), strict=False)
    return " · ".join(form.format(*half) for *half, form in halves) if unit else meaning


def _type_schema(kind: Any) -> Schema:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _type_schema(next(member for member in inner if member is not NoneType))
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _filled(_type_schema(inner[0]))}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _filled(_type_schema(inner[1]))}
    return dict(_SIMPLE[kind]) if kind in _SIMPLE else record_schema(kind)


def _filled(schema: Schema) -> Schema:
    """The same schema for a value that may not be left blank; a group has keys of its own."""
    limits = {"string": {"minLength": 1}, "array": {"minItems": 1}}
    return {**schema, **limits.get("".join(types_of(schema)[:1]), {})}


def _may_be_blank(schema: Schema) -> Schema:
    """The same schema for an editor, to which a blank is ``null``."""
    if "type" not in schema:
        return schema
    options = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [*types_of(schema), "null"], **options}


_CONVERTER = Converter(detailed_validation=False)


def structured(node: Node, record: type[Record]) -> Record:
    """The record in ``node``, whose values are of the right types or blank.

    A blank, like a key that is missing, has the key's default. A field ``place`` of the record is
    the place of its node.
    """
    return _CONVERTER.structure(node, record)


@_CONVERTER.register_structure_hook_factory(is_dataclass)
def _record_hook(record: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    names = {member.name: override(rename=_name(member)) for member in keys_of(record)}
    build = make_dict_structure_fn(record, converter, **names)  # type: ignore[arg-type]

    def structure(node: Node, _: Any) -> Any:
        given = {name: value for name, value in node.items() if not isinstance(value, Blank)}
        return build({**given, "place": node.place}, record)

    return structure


def _text(value: Any, _: Any) -> Text:
    return value if isinstance(value, Text) else Text(str(value), value.place)


_CONVERTER.register_structure_hook(Text, _text)
_CONVERTER.register_structure_hook(str, lambda value, _: str(value))
_CONVERTER.register_structure_hook(bool, lambda text, _: text in YES)
# A word that is not in a list was told already; nothing is known by it.
_CONVERTER.register_structure_hook_func(
    lambda kind: "Literal" in str(get_origin(kind)), lambda value, _: str(value)
)
for _kind in (Node, Place):
    _CONVERTER.register_structure_hook(_kind, lambda value, _: value)
