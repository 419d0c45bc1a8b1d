"""Codes of problems in a pack's files that several modules of this folder find."""

from __future__ import annotations

from docgen.diagnostics.codes import problem_code

SCHEMA_INVALID = problem_code(
    "schema-invalid",
    en=("schema.json is no valid JSON Schema: {reason}", "correct it after JSON Schema 2020-12"),
    zh=("schema.json 不是有效的 JSON Schema：{reason}", "按 JSON Schema 2020-12 改正"),
)
PACK_KEY = problem_code(
    "pack-key",
    en=(
        "「{key}」 is not known{nearest}",
        "correct it or delete it; here may stand: {allowed}",
    ),
    zh=("不认识「{key}」{nearest}", "改正名称，或删去；这里可以写：{allowed}"),
)
