"""The pack's JSON Schema: it says what each text is, and what it may be.

    type: number                          the text becomes a figure
    contentMediaType: text/markdown       the text becomes a document
    anything else                         it stays the text that was typed

A blank passes every test of a value's form: an empty cell is a cell that was left empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator, SchemaError, ValidationError
from jsonschema.validators import extend

from docgen.content.blocks import Document
from docgen.content.markdown import parse_markdown
from docgen.content.values import Blank, Figure, Items, Node, Text, Value
from docgen.diagnostics import Place, Problem, error, template_error

MARKDOWN = "text/markdown"


def apply_schema(data: Node, schema: dict[str, Any], problems: list[Problem]) -> None:
    """Gives every value of ``data`` its type, in place, and reports what the schema forbids."""
    _Typing(schema, problems).node(data, schema)
    validator = _validator()(schema)
    for found in sorted(validator.iter_errors(data), key=lambda found: list(map(str, found.path))):
        problems.extend(_problems(data, found))


def schema_problems(schema: dict[str, Any], place: Place) -> list[Problem]:
    """What is wrong with the schema itself."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as reason:
        return [template_error("schema-invalid", place, reason=reason.message)]
    return []


class _Typing:
    """Walks data and schema together. Only what decides a type is looked at."""

    def __init__(self, schema: dict[str, Any], problems: list[Problem]) -> None:
        self._root, self._problems = schema, problems

    def resolved(self, schema: Any) -> dict[str, Any]:
        seen = 0
        while isinstance(schema, dict) and "$ref" in schema and seen < 20:
            target: Any = self._root
            for step in schema["$ref"].removeprefix("#/").split("/"):
                target = target.get(step, {}) if isinstance(target, dict) else {}
            schema, seen = target, seen + 1
        return schema if isinstance(schema, dict) else {}

    def node(self, node: Node, schema: dict[str, Any]) -> None:
        properties = schema.get("properties", {})
        for key, value in list(node.items()):
            below = self.resolved(properties.get(key, schema.get("additionalProperties")))
            node[key] = self.value(value, below)

    def value(self, value: Value, schema: dict[str, Any]) -> Value:
        if isinstance(value, Node):
            self.node(value, schema)
        elif isinstance(value, Items):
            value[:] = [self.value(item, self.resolved(schema.get("items"))) for item in value]
        elif isinstance(value, Text) and "number" in _types(schema):
            figure = Figure.read(value, value.place)
            return value if figure is None else figure
        elif isinstance(value, Text) and schema.get("contentMediaType") == MARKDOWN:
            return parse_markdown(value, value.body or Place(""), self._problems)
        elif isinstance(value, Blank) and schema.get("contentMediaType") == MARKDOWN:
            return Document((), value.place or Place(""))
        return value


def _types(schema: dict[str, Any]) -> list[str]:
    named = schema.get("type", [])
    return [named] if isinstance(named, str) else list(named)


def _validator() -> Any:
    """Draft 2020-12 over docgen's values instead of JSON's."""
    is_a: dict[str, Callable[[Any, Any], bool]] = {
        "object": lambda _, value: isinstance(value, Node),
        "array": lambda _, value: isinstance(value, Items),
        "string": lambda _, value: isinstance(value, (Text, Blank, Document)),
        "number": lambda _, value: isinstance(value, (Figure, Blank)),
    }
    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(is_a)
    texts_only = {
        name: _for_texts(Draft202012Validator.VALIDATORS[name])
        for name in ("minLength", "maxLength", "pattern", "enum", "const")
    }
    figures_only = {
        name: _for_figures(Draft202012Validator.VALIDATORS[name])
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    }
    extended: Any = extend
    return extended(Draft202012Validator, texts_only | figures_only, type_checker=checker)


def _for_texts(check: Any) -> Any:
    def checked(validator: Any, limit: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, Text):
            yield from check(validator, limit, value, schema) or ()

    return checked


def _for_figures(check: Any) -> Any:
    def checked(validator: Any, limit: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, Figure):
            yield from check(validator, limit, value, schema) or ()

    return checked


def _problems(data: Node, found: ValidationError) -> Iterator[Problem]:
    path = list(found.absolute_path)
    place, value = _at(data, path)
    field = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    words = {"field": field.removeprefix(".") or data.place.file}
    allowed: Any = found.validator_value
    match found.validator:
        case "required":
            names = [name for name in allowed if name not in value]
            # jsonschema gives one finding for each name; its message starts with that name.
            name = next(name for name in names if found.message.startswith(repr(name)))
            yield error("required-field", place, name=name, **words)
        case "type":
            wanted = _types({"type": allowed})[0]
            yield error("wrong-type", place, wanted=wanted, value=_shown(value), **words)
        case "enum":
            shown = "、".join(map(str, allowed))
            yield error("not-allowed", place, value=_shown(value), allowed=shown, **words)
        case _:
            rule = f"{found.validator}: {allowed}"
            yield error("schema-rule", place, value=_shown(value), rule=rule, **words)


def _at(data: Node, path: list[Any]) -> tuple[Place, Any]:
    """The value at ``path``, and its place; a text's own place, else its key's."""
    value: Any = data
    place = data.place
    for step in path:
        keyed = value.key_places.get(step) if isinstance(value, Node) else None
        value = value[step]
        place = getattr(value, "place", None) or keyed or place
    return place, value


def _shown(value: object) -> str:
    if isinstance(value, (Node, Items)):
        return "…"
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
