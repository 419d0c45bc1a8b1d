"""What lint says to type in schema.json is what it asks for: typed there, the fault is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx.document import Document

from docgen.diagnostics import Problem
from docgen.templates.lint.pack_faults import lint_pack
from docgen.wording.problem_texts import problem_text
from tests.support import SmallProject, small_project

TAGS = {
    "value": ["联系人：{{ 新字段 }}"],
    "slot": ["{{p 新字段 }}"],
    "condition": ["{%p if 新字段 %}", "有", "{%p endif %}"],
    "loop": ["{%p for 行 in 新字段 %}", "{{ 行.名称 }}", "{%p endfor %}"],
    "filter": ["{{ 新字段 | blank('____') }}"],
}
EVIDENCE = "\nevidence:\n  list: 佐证材料\n  name: 题名\n"


def faults(project: SmallProject, code: str) -> list[Problem]:
    return [problem for problem in lint_pack("form", root=project.root) if problem.code == code]


def type_in(project: SmallProject, entry: str) -> None:
    path = project.pack / "schema.json"
    schema = json.loads(path.read_text("utf-8")) if path.exists() else {"type": "object"}
    schema["properties"] = schema.get("properties", {}) | json.loads(f"{{{entry}}}")
    path.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")


@pytest.mark.parametrize("kind", TAGS)
def test_a_field_typed_as_the_hint_says_fits_its_tag(tmp_path: Path, kind: str) -> None:
    def write(document: Document) -> None:
        for text in TAGS[kind]:
            document.add_paragraph(text)

    project = small_project(tmp_path)
    project.schema(名称={"type": "string"})
    project.part(write)
    problem, *_ = faults(project, "template-no-field")
    for language in ("zh", "en"):
        assert problem.words["entry"] in problem_text(problem, language)
    type_in(project, str(problem.words["entry"]))
    assert not [found for found in lint_pack("form", root=project.root) if found.is_error]


def test_the_list_of_evidence_typed_as_the_hint_says_is_found(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    project.schema(名称={"type": "string"})
    project.part(lambda document: document.add_paragraph("{{ 名称 }}"))
    pack = project.pack / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + EVIDENCE, "utf-8")
    (problem,) = faults(project, "evidence-no-list")
    type_in(project, str(problem.words["entry"]))
    assert not faults(project, "evidence-no-list") + faults(project, "evidence-no-column")
