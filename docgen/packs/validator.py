"""jsonschema's validator, of Draft 2020-12, for docgen's values.

A blank passes every rule but ``minLength``: an empty cell is one that was left empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from docgen.content.blocks import Document, Span
from docgen.content.values import Blank, Figure, Flag, Text
from docgen.packs.typing import MARKDOWN

IS_A: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, (str, Blank, Document)),
    "number": lambda value: _is_number(value),
    "integer": lambda value: _is_number(value, whole=True),
    "boolean": lambda value: isinstance(value, (Flag, Blank)),
    "null": lambda value: value is None,
}
"""Which values are of a type."""


@cache
def value_validator() -> Any:
    """The class of validators for docgen's values."""
    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {name: _of_checker(is_a) for name, is_a in IS_A.items()}
    )
    texts_only = {"pattern": _only_for(Text, Draft202012Validator.VALIDATORS["pattern"])}
    values_only = {
        "const": _only_for((Text, Figure), Draft202012Validator.VALIDATORS["const"]),
        "enum": _only_for((Text, Figure), _enum),
    }
    figures_only = {
        name: _only_for(Figure, Draft202012Validator.VALIDATORS[name])
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    }
    figures_only["multipleOf"] = _only_for(Figure, _multiple_of)
    extended: Any = extend
    lengths = {"minLength": _min_length, "maxLength": _max_length}
    own = {**texts_only, **values_only, **figures_only, **lengths, "contentMediaType": _one_text}
    return extended(Draft202012Validator, own, type_checker=checker)


def _of_checker(is_a: Callable[[Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda _, value: is_a(value)


def _is_number(value: object, *, whole: bool = False) -> bool:
    """Whether a value is a figure, a blank, or a text that reads as a figure."""
    figure = Figure.read(value) if isinstance(value, Text) else value
    if isinstance(figure, Figure):
        return not whole or figure.value == int(figure.value)
    return isinstance(figure, Blank)


def _one_text(_: Any, kind: str, value: Any, schema: Any) -> Iterator[ValidationError]:
    """``contentMediaType``: Markdown is one text, also where no ``type`` says so."""
    if kind == MARKDOWN and "type" not in schema and isinstance(value, (list, dict)):
        yield ValidationError("no text")


def _only_for(kind: type | tuple[type, ...], check: Any) -> Any:
    def checked(validator: Any, limit: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, kind):
            yield from check(validator, limit, value, schema) or ()

    return checked


def _enum(_: Any, allowed: list[Any], value: Any, __: Any) -> Iterator[ValidationError]:
    """``enum``; a text that reads as an option in YAML, such as ``true``, is one."""
    if value not in allowed and str(value) not in map(as_typed, allowed):
        yield ValidationError("not among them")


def _multiple_of(_: Any, step: Any, value: Figure, __: Any) -> Iterator[ValidationError]:
    """``multipleOf``: jsonschema's own asks for a remainder, which figures do not have."""
    quotient = value / step
    if quotient != int(quotient):
        yield ValidationError("no multiple")


def as_typed(option: object) -> str:
    """An option of ``enum``, as it is typed in YAML."""
    return str(option).lower() if isinstance(option, bool) else str(option)


def _min_length(_: Any, limit: int, value: Any, __: Any) -> Iterator[ValidationError]:
    """``minLength``, the only rule that a blank violates; of Markdown it counts blocks."""
    if isinstance(value, (Text, Blank, Figure, Document)):
        length = len(value.blocks) if isinstance(value, Document) else len(str(value))
        if length < limit:
            yield ValidationError("too short")


def _max_length(_: Any, limit: int, value: Any, __: Any) -> Iterator[ValidationError]:
    """``maxLength``: characters without blanks and without the marks of Markdown."""
    if isinstance(value, Document):
        text = "".join(
            part.text for line in value.inlines() for part in line if isinstance(part, Span)
        )
    else:
        text = value if isinstance(value, Text) else ""
    if len("".join(text.split())) > limit:
        yield ValidationError("too long")
