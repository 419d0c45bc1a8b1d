"""The pack's JSON Schema, checked over docgen's own values, in words a writer understands.

A blank passes every test of a value's form: an empty cell is a cell that was left empty. Only
``minLength`` forbids it. ``x-required`` names what a unit must have, in whichever of its files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, SchemaError, ValidationError
from jsonschema.validators import extend

from docgen.content.blocks import Document, Span
from docgen.content.values import Blank, Figure, Items, Node, Text, Value
from docgen.diagnostics import Place, Problem, error, template_error
from docgen.packs.typing import (
    MARKDOWN,
    Schema,
    empty,
    property_of,
    resolved,
    type_values,
    types_of,
)

_TYPES = {"object", "array", "string", "number", "integer"}
_LIMITS = {"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"}


def apply_schema(data: Node, schema: Schema, problems: list[Problem]) -> None:
    """Gives every value of ``data`` its type, in place, and reports what the schema forbids.

    A value of the wrong type is blank afterwards: later steps need not stumble over it.
    """
    type_values(data, schema, problems)
    # What a unit must have as a whole is not required of each of its files, which editors check.
    whole = schema | {"required": schema.get("x-required", schema.get("required", []))}
    found = sorted(_validator()(whole).iter_errors(data), key=lambda one: list(map(str, one.path)))
    for one in found:
        problems.extend(_problems(data, schema, one))
    for one in found:
        if one.validator == "type":
            _make_blank(data, one)


def schema_problems(schema: Schema, place: Place) -> list[Problem]:
    """What is wrong with the schema itself."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as reason:
        return [template_error("schema-invalid", place, reason=reason.message)]
    return [
        template_error("schema-invalid", place, reason=reason)
        for reason in dict.fromkeys(_unusable(schema, schema))
    ]


def _unusable(root: Schema, schema: object) -> Iterator[str]:
    """References that lead nowhere, and types that content cannot have."""
    if isinstance(schema, list):
        for one in schema:
            yield from _unusable(root, one)
    if not isinstance(schema, dict):
        return
    reference = schema.get("$ref")
    if isinstance(reference, str) and (
        not reference.startswith("#")
        or "$ref" in resolved(root, schema)
        or not resolved(root, schema)
    ):
        yield f"$ref: {reference}"
    if isinstance(schema.get("type"), (str, list)):
        yield from (f"type: {one}" for one in types_of(schema) if one not in _TYPES)
    for key, below in schema.items():
        if key not in ("enum", "const", "default", "examples"):
            yield from _unusable(root, below)


@cache
def _validator() -> Any:
    """Draft 2020-12 over docgen's values; the schema's own parts are plain dicts and lists."""
    is_a: dict[str, Callable[[Any, Any], bool]] = {
        "object": lambda _, value: isinstance(value, dict),
        "array": lambda _, value: isinstance(value, list),
        "string": lambda _, value: isinstance(value, (str, Blank, Document)),
        "number": lambda _, value: _is_number(value),
        "integer": lambda _, value: _is_number(value, whole=True),
    }
    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(is_a)
    texts_only = {"pattern": _for(Text, Draft202012Validator.VALIDATORS["pattern"])}
    values_only = {
        name: _for((Text, Figure), Draft202012Validator.VALIDATORS[name])
        for name in ("enum", "const")
    }
    figures_only = {
        name: _for(Figure, Draft202012Validator.VALIDATORS[name])
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    }
    extended: Any = extend
    lengths = {"minLength": _min_length, "maxLength": _max_length}
    own = {**texts_only, **values_only, **figures_only, **lengths}
    return extended(Draft202012Validator, own, type_checker=checker)


def _is_number(value: object, *, whole: bool = False) -> bool:
    """A figure, or a text that a rule deep in the schema alone takes for one."""
    figure = Figure.read(value) if isinstance(value, Text) else value
    if isinstance(figure, Figure):
        return not whole or figure.value == int(figure.value)
    return isinstance(figure, Blank)


def _for(kind: type | tuple[type, ...], check: Any) -> Any:
    def checked(validator: Any, limit: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, kind):
            yield from check(validator, limit, value, schema) or ()

    return checked


def _min_length(_: Any, limit: int, value: Any, __: Any) -> Iterator[ValidationError]:
    """The one rule that a blank breaks."""
    length = len(value.blocks) if isinstance(value, Document) else len(str(value))
    if isinstance(value, (Text, Blank, Figure, Document)) and length < limit:
        yield ValidationError("too short")


def _max_length(_: Any, limit: int, value: Any, __: Any) -> Iterator[ValidationError]:
    """Characters as an office counts them: without blanks, and without the marks of Markdown."""
    if isinstance(value, Document):
        text = "".join(
            part.text for line in value.inlines() for part in line if isinstance(part, Span)
        )
    else:
        text = value if isinstance(value, Text) else ""
    if len("".join(text.split())) > limit:
        yield ValidationError("too long")


def _problems(data: Node, root: Schema, found: ValidationError) -> Iterator[Problem]:
    path, allowed = list(found.absolute_path), _any(found.validator_value)
    place, value = _at(data, path)
    field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    words = {"field": field.removeprefix(".")}
    shown, rule = _shown(value), str(found.validator)
    match rule:
        case "required":
            # jsonschema gives one finding for each name; its message starts with that name.
            missing = [name for name in allowed if name not in value]
            name = next(name for name in missing if found.message.startswith(repr(name)))
            yield _missing(value, root, _any(found.schema), name, place, words["field"])
        case "type":
            wanted = types_of({"type": allowed})[0].replace("integer", "number")
            yield error("wrong-type", place, wanted=wanted, value=shown, **words)
        case "enum":
            listed = "、".join(str(one) for one in allowed if one is not None)
            yield error("not-allowed", place, value=shown, allowed=listed, **words)
        case "minLength" if not shown:
            yield error("left-blank", place, **words)
        case "additionalProperties":
            return  # told as a key that nothing uses, with the nearest name
        case _:
            described = str(_any(found.schema).get("description", ""))
            limit = str(allowed) if rule in _LIMITS else described or str(allowed)
            kind = rule if rule in _LIMITS else "pattern"
            yield error("schema-rule", place, value=shown, rule=kind, limit=limit, **words)


def _missing(
    owner: Node, root: Schema, schema: Schema, name: str, place: Place, field: str
) -> Problem:
    """A key that must be there, with what to write there, and the key that may be meant for it."""
    below = property_of(root, schema, name)
    if below.get("contentMediaType") == MARKDOWN and place.line == 0:
        return error("missing-file", place, file=f"{name}.md", name=name)
    strange = [key for key in owner if key not in schema.get("properties", {})]
    near = get_close_matches(name, strange, 1, 0.5)
    wanted = types_of(below)[:1] or ["string"]
    place = owner.key_places.get(near[0], place) if near else place
    fill = "renamed" if near else wanted[0]
    words = {"name": name, "field": field, "meant": near[0] if near else "", "fill": fill}
    return error("required-field", place, **words)


def _any(value: Any) -> Any:
    return value


def _at(data: Node, path: list[Any]) -> tuple[Place, Any]:
    """The value at ``path``, and its place; a text's own place, else its key's."""
    value: Any = data
    place = data.place
    for step in path:
        keyed = value.key_places.get(step) if isinstance(value, Node) else None
        value = value[step]
        place = getattr(value, "place", None) or keyed or place
    return place, value


def _make_blank(data: Node, found: ValidationError) -> None:
    *above, last = list(found.absolute_path)
    owner: Any = _at(data, above)[1]
    place = _at(data, [*above, last])[0]
    owner[last] = empty(types_of({"type": _any(found.validator_value)}), {}, place)


def _shown(value: Value) -> str:
    if isinstance(value, Document):
        return "…" if value.blocks else ""
    if isinstance(value, (Node, Items)):
        return "…"
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
