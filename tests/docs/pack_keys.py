"""The keys of pack.yaml: its JSON Schema, and the tables in the docs, from the records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.diagnostics.codes import Language
from docgen.packs.pack_yaml import SCHEMA_FILE, PackYaml
from docgen.packs.records import record_schema
from docgen.verify.official_format import OfficialFormat
from tests.docs import in_each_language, whole_file

Schema = Mapping[str, Any]

_TYPES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "object": "group",
        "array": "list",
        "string": "text",
        "number": "number",
        "integer": "whole number",
    },
    "zh": {
        "object": "组",
        "array": "列表",
        "string": "文字",
        "number": "数",
        "integer": "整数",
    },
}


@dataclass(frozen=True)
class Words:
    """What the tables say besides, in a language."""

    head: str
    free: str
    required: str
    default: str


_WORDS: Mapping[Language, Words] = {
    "en": Words(
        "| key | type | meaning |", "names of your own", "{}, required", "{}; `{}` if not given"
    ),
    "zh": Words("| 键 | 类型 | 含义 |", "名称自定", "{}，必填", "{}；不写就是 `{}`"),
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


def key_rows(
    schema: Schema, language: Language, before: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Key, type and meaning of each key below ``schema``, groups before what is in them."""
    required = schema.get("required", [])
    for key, about in schema.get("properties", {}).items():
        path = f"{before}{key}"
        yield path, _type(about, language, key in required), _meaning(about, language)
        yield from key_rows(about, language, f"{path}.")
        yield from key_rows(about.get("items", {}), language, f"{path}[].")
        yield from key_rows(_free(about), language, f"{path}.*.")


def _free(about: Schema) -> Schema:
    """The schema of what a mapping with free names holds."""
    free = about.get("additionalProperties")
    return free if isinstance(free, dict) else {}


def _type(about: Schema, language: Language, required: bool) -> str:
    names = about.get("type", [])
    kind = _TYPES[language][names if isinstance(names, str) else names[0]] if names else ""
    if "enum" in about:
        options = [str(option).lower() for option in about["enum"] if option is not None]
        kind = {"en": ", ", "zh": "、"}[language].join(f"`{option}`" for option in options)
    if _free(about):
        kind = _WORDS[language].free
    return _WORDS[language].required.format(kind) if required else kind


def _meaning(about: Schema, language: Language) -> str:
    chinese, english = about["description"].split(" · ")
    meaning = {"en": english, "zh": chinese}[language]
    default = about.get("default")
    return (
        meaning if default in (None, False) else _WORDS[language].default.format(meaning, default)
    )


def table(rows: Iterable[tuple[str, str, str]], language: Language) -> Iterator[str]:
    """A table of Markdown."""
    yield _WORDS[language].head
    yield "| --- | --- | --- |"
    yield from (f"| `{key}` | {kind} | {text} |" for key, kind, text in rows)


@in_each_language("templates.md", "pack-yaml")
def keys_of_pack_yaml(language: Language) -> Iterator[str]:
    rows = key_rows(pack_schema(), language)
    yield from table((row for row in rows if not row[0].startswith("format.")), language)


@in_each_language("format.md", "format")
def keys_of_format(language: Language) -> Iterator[str]:
    yield from table(key_rows(pack_schema()["properties"]["format"], language), language)


@whole_file(f"docgen/packs/{SCHEMA_FILE}")
@whole_file(f"word_templates/{SCHEMA_FILE}")
def schema_file() -> Iterator[str]:
    yield from json.dumps(pack_schema(), ensure_ascii=False, indent=2).splitlines()
