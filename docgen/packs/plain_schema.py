"""Schemas of the usual keywords: is a value certainly a JSON Schema?

jsonschema holds a schema against the schema of all schemas, which takes longer than all else that
is done to load a pack. Most schemas need only this look at each keyword.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from docgen.packs.validator import IS_A


def is_plain_schema(value: Any) -> bool:
    """Whether a value is a JSON Schema; if it says no, that is not certain."""
    if isinstance(value, bool):
        return True
    return isinstance(value, dict) and all(map(_is_plain, value, value.values()))


def _is_plain(keyword: str, value: Any) -> bool:
    known = _values().get(keyword)
    return keyword.startswith("x-") or (known is not None and known(value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_any(_: Any) -> bool:
    return True


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_texts(value: Any) -> bool:
    """Whether it is a list of different texts."""
    return _is_list(value) and all(map(_is_text, value)) and len({*value}) == len(value)


def _is_type(value: Any) -> bool:
    names = [value] if _is_text(value) else value
    return _are_texts(names) and bool(names) and IS_A.keys() >= {*names}


def _is_pattern(value: Any) -> bool:
    try:
        return _is_text(value) and re.compile(value) is not None
    except re.error:
        return False


def _is_reference(value: Any) -> bool:
    """Whether it refers to a part of the schema itself."""
    return _is_text(value) and re.fullmatch(r"#[/$\w-]*", value) is not None


def _are_schemas(value: Any) -> bool:
    return isinstance(value, dict) and all(map(is_plain_schema, value.values()))


@cache
def _values() -> Mapping[str, Callable[[Any], bool]]:
    """What the value of each keyword has to be."""
    return {
        "type": _is_type,
        **dict.fromkeys(("properties", "$defs"), _are_schemas),
        **dict.fromkeys(("items", "additionalProperties"), is_plain_schema),
        **dict.fromkeys(("title", "description", "$comment", "contentMediaType"), _is_text),
        "required": _are_texts,
        "readOnly": lambda value: isinstance(value, bool),
        **dict.fromkeys(("enum", "examples"), _is_list),
        **dict.fromkeys(("const", "default"), _is_any),
        "pattern": _is_pattern,
        **dict.fromkeys(("minimum", "maximum"), _is_number),
        **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _is_count),
        "$ref": _is_reference,
        "$schema": lambda value: value == Draft202012Validator.META_SCHEMA["$id"],
    }
