"""Codes of problems in a pack's files that several modules of this folder find."""

from __future__ import annotations

from docgen.problem_codes import problem_code

PACK_FIELD = problem_code(
    "pack-field",
    en=(
        "{key} is missing or not as it should be",
        "write {key} as the pack.yaml of another pack has it",
    ),
    zh=("缺少 {key}，或写得不对", "参照已有模板包的 pack.yaml 补上 {key}"),
)
SCHEMA_INVALID = problem_code(
    "schema-invalid",
    en=("schema.json is no valid JSON Schema: {reason}", "correct it after JSON Schema 2020-12"),
    zh=("schema.json 不是有效的 JSON Schema：{reason}", "按 JSON Schema 2020-12 改正"),
)
PACK_KEY = problem_code(
    "pack-key",
    en=(
        "「{key}」 is not known{nearest}",
        "correct it or delete it; docs/templates.md lists what may stand here",
    ),
    zh=("不认识「{key}」{nearest}", "改正名称，或删去；可写的项见 docs/templates.md"),
)
