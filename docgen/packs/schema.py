"""Validation of docgen's values against the pack's JSON Schema, in terms a writer understands.

``x-required`` names the keys that a unit must have, in any of its files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, SchemaError, ValidationError

from docgen.content.blocks import Document
from docgen.content.values import Blank, Items, Node, Unfilled, Value
from docgen.diagnostics import Place, Problem, Problems, error, nearest, template_error
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack_codes import PACK_KEY, SCHEMA_INVALID
from docgen.packs.plain_schema import is_plain_schema
from docgen.packs.soundness import sound_test
from docgen.packs.typing import (
    MARKDOWN,
    Schema,
    empty,
    property_of,
    resolved,
    type_values,
    types_of,
)
from docgen.packs.validator import as_typed, value_validator

WRONG_TYPE = problem_code(
    "wrong-type",
    en=("「{field}」 is 「{value}」 and should be {wanted}", "{advice}"),
    zh=("「{field}」的值「{value}」不对：应当是{wanted}", "{advice}"),
)
NOT_ALLOWED = problem_code(
    "not-allowed",
    en=("「{field}」 may not be 「{value}」{nearest}", "allowed are: {allowed}"),
    zh=("「{field}」不能是「{value}」{nearest}", "只能是：{allowed}"),
)
LEFT_BLANK = problem_code(
    "left-blank",
    en=("「{field}」 may not be blank", "fill it in"),
    zh=("「{field}」不能留空", "填上内容"),
    to_do="blank",
)
SCHEMA_RULE = problem_code(
    "schema-rule",
    en=(
        "「{field}」 is 「{value}」, which is not as it should be: {rule}",
        "change it accordingly",
    ),
    zh=("「{field}」的值「{value}」不合要求：{rule}", "按要求修改"),
)
MISSING_FILE = problem_code(
    "missing-file",
    en=(
        "the chapter 「{name}」 is missing",
        "make {file} in this folder and write it; if it has nothing to say, write one sentence "
        "that says so",
    ),
    zh=("缺少「{name}」这一章", "在这个文件夹里建 {file}，写上内容；确实没有的，也写一句说明没有"),
)
REQUIRED_FIELD = problem_code(
    "required-field",
    en=("「{field}」 lacks 「{name}」{meant}", "{fill}"),
    zh=("「{field}」下面缺少「{name}」{meant}", "{fill}"),
    says_missing=True,
)

_INDEX = re.compile(r"\[\d+\]")
_TYPING = {"type", "contentMediaType"}
_LIMITS = {"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"}


class CompiledSchema:
    """A schema, compiled once for all the values it is applied to."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        # Editors check each file alone: what the whole unit must have is not `required` there.
        complete = schema | {"required": schema.get("x-required", schema.get("required", []))}
        self._validator = value_validator()(complete)
        self._is_sound = sound_test(self._validator)

    def apply(
        self, data: Node, problems: Problems, whole: str = "", derived: Collection[str] = ()
    ) -> None:
        """Gives every value of ``data`` its type, in place, and reports what the schema forbids.

        A value of the wrong type becomes one that is still to be filled in: later steps need not
        deal with it, and what follows from it is unknown.

        Args:
            data: the values.
            problems: is extended by what the schema forbids.
            whole: what messages call ``data``; the content if it is empty.
            derived: the paths of fields that are worked out: nobody has to type them.
        """
        type_values(data, self._schema, problems)
        try:
            violations = self._violations(data)
        except RecursionError:
            problems.add(template_error(SCHEMA_INVALID, data.place, reason="$ref"))
            return
        for violation in violations:
            found = _problems(data, self._schema, violation, whole)
            problems.extend(problem for problem in found if not _is_derived(problem, derived))
        for violation in violations:
            if violation.validator == "required":
                _add_missing(data, self._schema, violation, derived)
        for violation in reversed(violations):  # what is inside of a wrong value comes first
            if violation.validator in _TYPING and violation.absolute_path:
                _make_blank(data, violation)

    def _violations(self, data: Node) -> list[ValidationError]:
        """What the schema forbids, in the order of its paths."""
        found = () if self._is_sound(data) else self._validator.iter_errors(data)
        return sorted(found, key=lambda violation: list(map(str, violation.path)))


def _is_derived(problem: Problem, derived: Collection[str]) -> bool:
    """Whether a problem is that a field is missing which is worked out."""
    if problem.code != REQUIRED_FIELD:
        return False
    group = _INDEX.sub("[]", problem.words["field"])
    return ".".join(filter(None, (group, problem.words["name"]))) in derived


def unknown_keys(data: Value, root: Schema, schema: Schema | None = None) -> Iterator[Problem]:
    """A problem for each key that ``additionalProperties: false`` rules out, with what may stand.

    ``schema`` is that of ``data`` within ``root``. A key that is there already is not offered.
    """
    schema = root if schema is None else schema
    if isinstance(data, Items):
        for item in data:
            yield from unknown_keys(item, root, resolved(root, schema.get("items")))
    if not isinstance(data, Node):
        return
    known = schema.get("properties", {})
    for key, value in data.items():
        if schema.get("additionalProperties") is False and key not in known:
            free = [name for name in known if name not in data]
            words = {"key": key, "nearest": nearest(key, free), "allowed": listed_names(known)}
            yield error(PACK_KEY, data.key_places[key], **words)
        yield from unknown_keys(value, root, property_of(root, schema, key))


def schema_problems(schema: Schema, place: Place) -> list[Problem]:
    """The faults of the schema itself."""
    reasons = _faults(json.dumps(schema))
    return [template_error(SCHEMA_INVALID, place, reason=reason) for reason in reasons]


@lru_cache(maxsize=32)
def _faults(text: str) -> tuple[str, ...]:
    """What is wrong with the schema in ``text``; the packs of a process are often the same."""
    schema = json.loads(text)
    try:
        if not is_plain_schema(schema):
            Draft202012Validator.check_schema(schema)
    except SchemaError as reason:
        return (reason.message,)
    return tuple(dict.fromkeys(_unusable(schema, schema)))


def _unusable(root: Schema, schema: object) -> Iterator[str]:
    """References that cannot be resolved, and names of required fields that are none."""
    if isinstance(schema, list):
        for item in schema:
            yield from _unusable(root, item)
    if not isinstance(schema, dict):
        return
    reference = schema.get("$ref")
    if isinstance(reference, str) and (
        not reference.startswith("#")
        or "$ref" in resolved(root, schema)
        or not resolved(root, schema)
    ):
        yield f"$ref: {reference}"
    if "$dynamicRef" in schema:
        yield f"$dynamicRef: {schema['$dynamicRef']}"
    names = schema.get("x-required", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        yield f"x-required: {names}"
    for key, child in schema.items():
        if key not in ("enum", "const", "default", "examples"):
            yield from _unusable(root, child)


def _problems(
    data: Node, root: Schema, violation: ValidationError, whole: str
) -> Iterator[Problem]:
    path, allowed = list(violation.absolute_path), _untyped(violation.validator_value)
    place, value = _value_at(data, path)
    field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    words = {"field": field.removeprefix(".") or whole}
    shown, rule = _excerpt(value), str(violation.validator)
    match rule:
        case "required":
            # jsonschema reports each name by itself; the message starts with the name.
            missing = [name for name in allowed if name not in value]
            name = next(name for name in missing if violation.message.startswith(repr(name)))
            yield _missing(value, root, _untyped(violation.schema), name, place, words["field"])
        case "type" | "contentMediaType":
            types = types_of({"type": allowed if rule == "type" else "string"})
            wanted = next(iter(types), "blank").replace("integer", "number")
            yield error(WRONG_TYPE, place, wanted=wanted, value=shown, **words)
        case "enum":
            options = [as_typed(option) for option in allowed if option is not None]
            words |= listed_names(options).words("allowed") | {"nearest": nearest(shown, options)}
            yield error(NOT_ALLOWED, place, value=shown, **words)
        case "minLength" if not shown:
            yield error(LEFT_BLANK, place, **words)
        case "additionalProperties":
            return  # an unused key of the content, an unknown key of the pack
        case _:
            schema = _untyped(violation.schema)  # ``false`` allows nothing
            described = str(schema.get("description", "")) if schema else ""
            limit = str(allowed) if rule in _LIMITS else described or str(allowed)
            kind = rule if rule in _LIMITS else "pattern" if schema else "nothing"
            words = {"value": shown, "rule": kind, "limit": limit, **words}
            words |= {"pattern": allowed} if rule == "pattern" else {}
            yield error(SCHEMA_RULE, place, **words)


def _missing(
    owner: Node, root: Schema, schema: Schema, name: str, place: Place, field: str
) -> Problem:
    """A missing key, with what to write there, and the key that may be a misspelling of it."""
    wanted_schema = property_of(root, schema, name)
    if wanted_schema.get("contentMediaType") == MARKDOWN and place.line == 0:
        return error(MISSING_FILE, place, file=f"{name}.md", name=name)
    unknown = [key for key in owner if key not in schema.get("properties", {})]
    parts = (key for key in unknown if key in name or name in key)
    meant = nearest(name, unknown) or next(parts, "")
    wanted = types_of(wanted_schema)[:1] or ["string"]
    place = owner.key_places.get(meant, place)
    filled = "minLength" in wanted_schema or "minItems" in wanted_schema
    fill = "renamed" if meant else "text" if filled else wanted[0]
    words = {"name": name, "field": field, "meant": meant, "fill": fill}
    return error(REQUIRED_FIELD, place, **words)


def _untyped(value: Any) -> Any:
    """``value`` as ``Any``; the stubs of jsonschema declare ``Any | Unset``."""
    return value


def _value_at(data: Node, path: list[Any]) -> tuple[Place, Any]:
    """The place of the value at ``path``, its own or else its key's, and the value."""
    value: Any = data
    place = data.place
    for step in path:
        keyed = value.key_places.get(step) if isinstance(value, Node) else None
        value = value[step]
        place = getattr(value, "place", None) or keyed or place
    return place, value


def _add_missing(
    data: Node, root: Schema, violation: ValidationError, derived: Collection[str]
) -> None:
    """Adds single values that are missing, as still to be filled in; groups and lists are not.

    What follows from them is unknown then, and not what it would be without them.
    """
    path = list(violation.absolute_path)
    owner, schema = _value_at(data, path)[1], _untyped(violation.schema)
    for name in _untyped(violation.validator_value):
        wanted = property_of(root, schema, name)
        value = empty(types_of(wanted), wanted, owner.place)
        if name not in owner and isinstance(value, Blank) and _path(path, name) not in derived:
            owner[name] = Unfilled(name)


def _path(steps: Sequence[object], name: str) -> str:
    """The path of a field, as formulas have it: ``projects[].资金.执行率``."""
    above = "".join("[]" if isinstance(step, int) else f".{step}" for step in steps)
    return f"{above}.{name}".removeprefix(".")


def _make_blank(data: Node, violation: ValidationError) -> None:
    *above, last = list(violation.absolute_path)
    owner: Any = _value_at(data, above)[1]
    place = _value_at(data, [*above, last])[0]
    allowed, schema = _untyped(violation.validator_value), _untyped(violation.schema)
    value = empty(types_of({"type": allowed}), schema, place)
    owner[last] = Unfilled(str(last), place) if isinstance(value, Blank) else value


def _excerpt(value: Value) -> str:
    if isinstance(value, Document):
        return "…" if value.blocks else ""
    if isinstance(value, (Node, Items)):
        return "…"
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
