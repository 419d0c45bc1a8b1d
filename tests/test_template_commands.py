"""``docgen template lint`` and ``docgen template outline`` as processes."""

from __future__ import annotations

import json

import pytest

from docgen.diagnostics import UsageError
from docgen.templates.lint.pack_outline import outline_pack
from tests.support import SmallProject
from tests.warm_docgen import run

PART = "word_templates/form/form.docx"


def test_the_command_exits_as_render_would(project: SmallProject) -> None:
    project.schema(名称={"type": "string"})
    process = run(project, "template", "lint", "form")
    assert (process.returncode, process.stdout) == (0, "no faults\n")
    project.template("{{ 名称 | 无 }}", "{{ 无 }}")
    process = run(project, "template", "lint", "form", "--lang", "zh")
    assert (process.returncode, process.stdout) == (3, "毛病 2 处\n")
    assert "第 2 段" in process.stderr
    problems = json.loads(run(project, "template", "lint", "form", "--format", "json").stdout)
    assert [problem["code"] for problem in problems] == ["template-filter", "template-no-field"]
    assert run(project, "template", "lint", "无").returncode == 2


def test_the_command_prints_json_for_programs(project: SmallProject) -> None:
    process = run(project, "template", "outline", "form", "--format", "json")
    assert process.returncode == 0
    assert json.loads(process.stdout) == [
        {
            "kind": "value",
            "level": "",
            "place": {"part": PART, "paragraph": 1},
            "row": "",
            "column": "",
            "tag": "{{ 名称 }}",
            "fields": [{"path": "名称", "derived": False}],
        }
    ]


def test_a_pack_that_cannot_be_read_is_told(project: SmallProject) -> None:
    project.template("{% for 行 in 行列 %}")
    process = run(project, "template", "outline", "form")
    assert (process.returncode, "template-syntax" in process.stderr) == (3, True)
    (project.pack / "form.docx").write_bytes(b"")
    assert "empty-docx" in run(project, "template", "outline", "form").stderr
    with pytest.raises(UsageError):
        outline_pack("../form", root=project.root)
