"""Faults in the list of a report that names its evidence, as pack.yaml says."""

from __future__ import annotations

import json
from collections.abc import Iterator

from docgen.diagnostics import Problem, template_error
from docgen.diagnostics.codes import problem_code
from docgen.packs.filing_rules import EvidenceRule
from docgen.packs.pack import Pack
from docgen.templates.lint.placeholder_uses import pack_fields

EVIDENCE_NO_LIST = problem_code(
    "evidence-no-list",
    en=(
        "`evidence` names 「{name}」, which is no list of schema.json{nearest}",
        "correct the name, or type in schema.json, under properties: {entry}",
    ),
    zh=(
        "evidence 里的「{name}」不是 schema.json 里的列表{nearest}",
        "改正名称，或在 schema.json 的 properties 里加上：{entry}",
    ),
)
EVIDENCE_NO_COLUMN = problem_code(
    "evidence-no-column",
    en=(
        "`evidence` names 「{name}」, and 「{list}」 has no such column{nearest}",
        "correct the name, or add the column to schema.json",
    ),
    zh=(
        "evidence 里的「{name}」不是「{list}」的列{nearest}",
        "改正名称，或在 schema.json 里加上这一列",
    ),
)


def evidence_faults(pack: Pack) -> Iterator[Problem]:
    """The list and the columns that ``evidence`` names, and the schema has not."""
    rule = pack.evidence
    if not rule:
        return
    fields = pack_fields(pack)
    shape = fields.at(rule.index)
    if "array" not in shape.types:
        words = {"name": rule.index, "nearest": shape.near, "entry": _entry(rule)}
        yield template_error(EVIDENCE_NO_LIST, rule.index.place or pack.place, **words)
        return
    for name in (rule.name, rule.file):
        column = fields.child(fields.item(shape), name)
        if column.schema is None and name.place:  # what it has by default need not be there
            words = {"name": name, "list": rule.index, "nearest": column.near}
            yield template_error(EVIDENCE_NO_COLUMN, name.place, **words)


def _entry(rule: EvidenceRule) -> str:
    """What schema.json needs to have the list, as it is typed there."""
    row = {"type": "object", "properties": {str(rule.name): {"type": "string"}}}
    entry = {rule.index.rpartition(".")[2]: {"type": "array", "items": row}}
    return json.dumps(entry, ensure_ascii=False)[1:-1]


def evidence_fields(pack: Pack) -> Iterator[str]:
    """The paths of the fields that name a unit's evidence."""
    if pack.evidence:
        index, columns = pack.evidence.index, (pack.evidence.name, pack.evidence.file)
        yield from (f"{index}[].{name}" for name in columns)
