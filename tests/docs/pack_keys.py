"""The keys of pack.yaml: its JSON Schema, and the tables in the docs, from the records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.packs.pack_yaml import SCHEMA_FILE, PackYaml
from docgen.packs.records import record_schema
from docgen.verify.official_format import OfficialFormat
from tests.docs import section, whole_file

Schema = Mapping[str, Any]

_TYPES = {
    "object": "group 组",
    "array": "list 列表",
    "string": "text 文字",
    "number": "number 数",
    "integer": "whole number 整数",
}


def pack_schema() -> dict[str, Any]:
    """The JSON Schema of pack.yaml, ``format`` included."""
    schema = record_schema(PackYaml)
    group = schema["properties"]["format"]
    schema["properties"]["format"] = {
        **group,
        **record_schema(OfficialFormat),
        "type": group["type"],
    }
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "模板包的 pack.yaml · pack.yaml of a docgen template pack",
    }
    return about | schema


def key_rows(schema: Schema, before: str = "") -> Iterator[tuple[str, str, str]]:
    """Key, type and meaning of each key below ``schema``, groups before what is in them."""
    required = schema.get("required", [])
    for key, about in schema.get("properties", {}).items():
        path = f"{before}{key}"
        yield path, _type(about, key in required), _meaning(about)
        yield from key_rows(about, f"{path}.")
        yield from key_rows(about.get("items", {}), f"{path}[].")
        yield from key_rows(_free(about), f"{path}.*.")


def _free(about: Schema) -> Schema:
    """The schema of what a mapping with free names holds."""
    free = about.get("additionalProperties")
    return free if isinstance(free, dict) else {}


def _type(about: Schema, required: bool) -> str:
    names = about.get("type", [])
    kind = _TYPES[names if isinstance(names, str) else names[0]] if names else ""
    if "enum" in about:
        options = [str(option).lower() for option in about["enum"] if option is not None]
        kind = ", ".join(f"`{option}`" for option in options)
    if _free(about):
        kind = "names of your own 自定的名称"
    return f"{kind}, required 必填" if required else kind


def _meaning(about: Schema) -> str:
    chinese, english = about["description"].split(" · ")
    default = about.get("default")
    shown = "" if default in (None, False) else f"; if not given 不写就是 `{default}`"
    return f"{english} {chinese}{shown}"


def table(rows: Iterator[tuple[str, str, str]]) -> Iterator[str]:
    """A table of Markdown."""
    yield "| key 键 | type 类型 | meaning 含义 |"
    yield "| --- | --- | --- |"
    yield from (f"| `{key}` | {kind} | {text} |" for key, kind, text in rows)


@section("docs/templates.md", "pack-yaml")
def keys_of_pack_yaml() -> Iterator[str]:
    rows = key_rows(pack_schema())
    yield from table(row for row in rows if not row[0].startswith("format."))


@whole_file(f"docgen/packs/{SCHEMA_FILE}")
@whole_file(f"word_templates/{SCHEMA_FILE}")
def schema_file() -> Iterator[str]:
    yield from json.dumps(pack_schema(), ensure_ascii=False, indent=2).splitlines()
