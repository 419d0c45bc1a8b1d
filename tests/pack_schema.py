"""``pack.schema.json`` and the tables of the keys of pack.yaml, from the records of the code.

``python -m tests.pack_schema`` writes them again; a test holds that they are current.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docgen.packs.pack_yaml import SCHEMA_FILE, PackYaml
from docgen.packs.records import record_schema
from docgen.verify.official_format import OfficialFormat
from tests.support import ROOT

Schema = Mapping[str, Any]

_TYPES = {
    "object": "group 组",
    "array": "list 列表",
    "string": "text 文字",
    "number": "number 数",
    "integer": "whole number 整数",
}
_HEAD = """\
| key 键 | type 类型 | meaning 含义 |
| --- | --- | --- |
"""


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


def keys_table(rows: Iterator[tuple[str, str, str]]) -> str:
    """A table of Markdown."""
    return _HEAD + "".join(f"| `{key}` | {kind} | {text} |\n" for key, kind, text in rows)


def between_markers(page: str, table: str) -> str:
    """The page with ``table`` in the place of what stands between its markers."""
    start, end = "<!-- keys of pack.yaml -->\n", "<!-- end of keys -->\n"
    pattern = re.escape(start) + ".*?" + re.escape(end)
    return re.sub(pattern, lambda _: f"{start}\n{table}\n{end}", page, count=1, flags=re.DOTALL)


def files() -> dict[Path, str]:
    """The text of each file that is generated from the records."""
    schema = pack_schema()
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    official = schema["properties"]["format"]
    others = (row for row in key_rows(schema) if not row[0].startswith("format."))
    tables = {"templates.md": others, "format.md": key_rows(official)}
    pages = {ROOT / "docs" / name: rows for name, rows in tables.items()}
    return {
        ROOT / "docgen" / "packs" / SCHEMA_FILE: text,
        ROOT / "word_templates" / SCHEMA_FILE: text,
        **{
            path: between_markers(path.read_text("utf-8"), keys_table(rows))
            for path, rows in pages.items()
        },
    }


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, "utf-8")
