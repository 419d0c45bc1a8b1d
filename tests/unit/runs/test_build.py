"""The bytes of a unit's Word file, and what is said of content and pack when there are none."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from docgen.content.unit import load_unit
from docgen.diagnostics import DocgenError, ExitCode, Place, Problem, UsageError
from docgen.project import Project, shipped
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.runs.build import (
    BuiltUnit,
    Packs,
    build_unit,
    last_years_content,
    schema_text,
    traced_file,
)
from docgen.runs.edition import Edition
from docgen.templates.provenance import Trace
from tests.support import PACK_YAML, SHIPPED_PACKS, SmallProject, known, paragraphs
from tests.unit.helpers import codes, collect, placed


def edition_of(project: SmallProject) -> Edition:
    return Edition(Project(project.root), "2023")


def built(project: SmallProject) -> BuiltUnit:
    edition = edition_of(project)
    return build_unit(project.unit, edition, Packs(edition.project))


def problems_of(project: SmallProject) -> list[str]:
    found = built(project)
    assert (found.report is None) is any(problem.is_error for problem in found.outcome.problems)
    return placed(found.outcome.problems)


def test_a_report_is_built_and_not_written(project: SmallProject) -> None:
    project.template("{{ 名称 }}：{{ 数 }}")
    project.content("数: 3\n")
    found = built(project)
    assert found.report is not None
    document = docx.Document(io.BytesIO(found.report.data))
    assert paragraphs(document) == ["报告：3"]
    assert (found.report.name, found.report.pack) == ("报告.docx", "form")
    identity = read_identity(found.report.data, Place(""))
    assert (identity.untouched, identity.fingerprint) == (True, found.report.fingerprint)
    assert (identity.edition, identity.unit, identity.pack) == ("2023", "one", "form")
    assert (document.core_properties.title, document.core_properties.author) == ("报告", "报告")
    assert document.core_properties.created == datetime(2024, 4, 26, tzinfo=UTC)
    assert (found.outcome.name, found.outcome.docx, found.outcome.problems) == ("one", None, ())
    assert found.unit.name == "one"
    assert built(project).report == found.report
    assert not project.output.exists()


def test_with_a_trace_the_sources_of_values_are_marked(project: SmallProject) -> None:
    edition, trace = edition_of(project), Trace()
    packs = Packs(edition.project)
    found = build_unit(project.unit, edition, packs)
    data = traced_file(found, edition, packs, trace)
    assert [source.value for source in trace.sources] == ["报告"]
    (text,) = paragraphs(docx.Document(io.BytesIO(data)))
    assert trace.read(text, text)[0] == "报告"
    assert text != "报告"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年4月26日", date(2024, 4, 26)),
        ("2024年04月06日", date(2024, 4, 6)),
        ("2024-4-26", date(2024, 4, 26)),
        ("2024/04/26", date(2024, 4, 26)),
        ("2024. 4. 26", date(2024, 4, 26)),
        ("印发日期：2024 年 4 月 26 日", date(2024, 4, 26)),
        ("2024年13月1日", None),
        ("2023年2月29日", None),
        ("24年4月26日", None),
        ("2024年4月", None),
        ("明天", None),
    ],
)
def test_the_date_of_the_properties_is_read_or_told(
    project: SmallProject, text: str, expected: date | None
) -> None:
    pack = PACK_YAML.replace("2024年4月26日", f"'{text}'")
    (project.pack / "pack.yaml").write_text(pack, "utf-8")
    found = built(project)
    if expected is None:
        (problem,) = found.outcome.problems
        assert (problem.code, problem.place) == ("bad-date", Place("content/2023/one"))
        assert dict(problem.words) == {"date": text}
        assert found.report is None
    else:
        assert found.report is not None
        created = docx.Document(io.BytesIO(found.report.data)).core_properties.created
        assert created is not None
        assert created.date() == expected


@pytest.mark.parametrize("is_listed", [True, False])
@pytest.mark.parametrize("draft", [True, False])
def test_a_date_that_is_blank_is_told_once_as_a_blank(
    project: SmallProject, draft: bool, is_listed: bool
) -> None:
    pack = PACK_YAML.replace("2024年4月26日", "'{{ 封面.日期 }}'")
    (project.pack / "pack.yaml").write_text(pack, "utf-8")
    project.template("{{ 封面.日期 }}")
    project.content("封面:\n  日期:\n" + "待填写: [report.yaml]\n" * is_listed)
    edition = Edition(Project(project.root), "2023")
    found = build_unit(project.unit, edition.drafts if draft else edition, Packs(edition.project))
    (problem,) = found.outcome.problems
    assert (problem.code, problem.to_do, problem.is_error) == ("left-blank", "blank", not draft)
    assert (problem.place.line, problem.words["field"]) == (4, "封面.日期")
    assert (found.report is not None) is draft


@pytest.mark.parametrize("key", ["output: '{{", "title: '{{", "author: '{{", "date: '{{"])
def test_a_fault_in_an_expression_of_the_pack_is_told_once_with_its_line(
    project: SmallProject, key: str
) -> None:
    name, _, _ = key.partition(":")
    lines = [
        f"{line.partition(':')[0]}: '{{{{ 名称 | 无此函数 }}}}'"
        if line.strip().startswith(name)
        else line
        for line in PACK_YAML.splitlines()
    ]
    (project.pack / "pack.yaml").write_text("\n".join(lines), "utf-8")
    (problem,) = built(project).outcome.problems
    number = next(number for number, line in enumerate(lines, 1) if "无此函数" in line)
    assert problem.place.file == "word_templates/form/pack.yaml"
    assert problem.place.line == number
    assert problem.exit_code is ExitCode.TEMPLATE


def test_file_names_are_safe(project: SmallProject) -> None:
    project.content("文件: 甲/乙\n")
    pack = PACK_YAML.replace("output: '{{ 名称 }}'", "output: '{{ 文件 }}'")
    (project.pack / "pack.yaml").write_text(pack, "utf-8")
    report = built(project).report
    assert report is not None
    assert report.name == "甲_乙.docx"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("数: 3\n", []),
        # a field that is missing: other keys may be what was meant
        ("树: 3\n", ["0:0 missing-field", "3:1 unused-key"]),
        ("树: 3\n数: 3\n", ["3:1 unused-key"]),
        # a wrong type has no consequences of its own
        ("数: 三\n", ["3:4 wrong-type"]),
    ],
)
def test_problems_of_content_are_told_once_and_in_order(
    project: SmallProject, content: str, expected: list[str]
) -> None:
    project.template("{{ 名称 }}：{{ 数 }}")
    project.schema(数={"type": "number"})
    project.content(content)
    assert problems_of(project) == [line.removeprefix("0:0 ") for line in expected]


def test_keys_are_not_said_to_be_unused_when_a_tag_has_failed(project: SmallProject) -> None:
    project.template("{{ 名称 + 1 }}", "{{ 数 }}")
    project.content("数: 3\n多余: 4\n")
    assert "unused-key" not in codes(built(project).outcome.problems)
    assert built(project).report is None


def test_what_a_unit_waives_is_silent(project: SmallProject) -> None:
    project.content(
        "多余: 4\n例外:\n  - 规则: unused-key\n    位置: report.yaml\n    理由: 明年要用\n"
        "narrative: {}\n"
    )
    assert "exception-unused" in codes(built(project).outcome.problems)
    project.template("{{ 名称 }}", "{{p narrative.文 }}")
    (project.unit / "report.yaml").write_text(
        "模板: form\n名称: 报告\n例外:\n  - 规则: text-style\n    位置: 文.md\n    理由: 原文\n",
        "utf-8",
    )
    project.content("一段 。\n", "narrative/文.md")
    found = built(project)
    silenced = [waived.reason for waived in found.outcome.silenced]
    assert silenced == ["原文"] * len(silenced)


def test_a_unit_without_a_pack_or_that_cannot_be_read_has_no_consequences(
    project: SmallProject,
) -> None:
    (project.unit / "report.yaml").write_text("名称: 报告\n", "utf-8")
    assert problems_of(project) == ["no-pack"]
    (project.unit / "report.yaml").write_text("模板: nothing\n名称: {\n", "utf-8")
    assert [line.partition(" ")[2] for line in problems_of(project)] == ["yaml-syntax"]


def test_a_pack_that_is_not_there_is_told_where_it_is_named(project: SmallProject) -> None:
    (project.unit / "report.yaml").write_text("名称: 报告\n模板: nothing\n", "utf-8")
    (problem,) = built(project).outcome.problems
    place = Place("content/2023/one/report.yaml", 2, 5)
    assert (problem.code, problem.place) == ("unknown-pack", place)
    assert dict(problem.words) == {
        "pack": "nothing",
        **known(f"form、{SHIPPED_PACKS}"),
        "nearest": "",
    }


def loaded(project: SmallProject) -> tuple[bool, list[Problem]]:
    """Whether the pack can be used, and its problems."""
    edition, problems = edition_of(project), collect()
    packs = Packs(edition.project)
    unit = load_unit(project.unit, "2023", project.root, problems)
    found = packs.get(unit, problems)
    assert packs.get(unit, problems) is found
    assert list(problems) == []
    return found is not None, list(packs.problems)


def test_a_pack_is_loaded_once_for_all_units(project: SmallProject) -> None:
    assert loaded(project) == (True, [])


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pack.yaml", "parts: 3\n"),
        ("form.docx", "no Word file"),
        ("schema.json", '{"type": "objekt"}'),
        ("schema.json", "{"),
    ],
)
def test_a_pack_with_faults_is_not_used_and_they_are_told_once(
    project: SmallProject, file: str, text: str
) -> None:
    (project.pack / file).write_text(text, "utf-8")
    usable, problems = loaded(project)
    assert not usable
    assert problems
    assert all(problem.place.file.startswith("word_templates/form/") for problem in problems)
    assert built(project).report is None
    assert codes(built(project).outcome.problems) == []


def test_a_schema_that_is_wrong_is_told_with_its_file(project: SmallProject) -> None:
    (project.pack / "schema.json").write_text('{"type": "objekt"}', "utf-8")
    _, problems = loaded(project)
    assert {problem.place.file for problem in problems} == {"word_templates/form/schema.json"}


def test_the_schema_of_a_pack_can_be_read(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = (project.pack / "schema.json").read_text("utf-8")
    assert schema_text("form", root=project.root) == expected
    monkeypatch.chdir(project.unit)
    assert schema_text("form") == schema_text("ＦＯＲＭ") == expected


def test_a_pack_without_a_schema_is_told_so(project: SmallProject) -> None:
    """Also where the pack of the same name that comes with docgen has one."""
    (project.pack / "schema.json").unlink()
    shutil.copytree(project.pack, project.pack.parent / "official-letter")
    for pack in ("form", "official-letter"):
        with pytest.raises(DocgenError) as caught:
            schema_text(pack, root=project.root)
        assert caught.value.problem.place.file == f"word_templates/{pack}/schema.json"


def test_the_packs_of_docgen_have_schemas_outside_of_any_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for pack in shipped().own_packs():
        assert schema_text(pack) == (shipped().packs / pack / "schema.json").read_text("utf-8")


@pytest.mark.parametrize("pack", ["nothing", "../word_templates/form", "form/../form", ""])
def test_a_schema_that_is_not_there_is_told(project: SmallProject, pack: str) -> None:
    (project.pack.parent / "empty").mkdir()
    (project.pack.parent / "schema.json").write_text("{}", "utf-8")
    with pytest.raises(UsageError) as caught:
        schema_text(pack, root=project.root)
    problem = caught.value.problem
    assert (problem.code, problem.place) == ("unknown-pack", Place("word_templates"))
    assert dict(problem.words) == {"pack": pack, **known(f"form、{SHIPPED_PACKS}"), "nearest": ""}


def test_last_years_content_is_typed_as_this_years(project: SmallProject) -> None:
    project.schema(数={"type": "number"})
    edition, problems = edition_of(project), collect()
    unit = load_unit(project.unit, "2023", project.root, problems)
    pack, _ = Packs(edition.project).get(unit, problems) or (None, None)
    assert pack is not None
    assert last_years_content(unit, pack, edition.project, problems) is None
    last = project.root / "content" / "2022" / "one" / "report.yaml"
    last.parent.mkdir(parents=True)
    last.write_text("数: 1.50\n", "utf-8")
    data = last_years_content(unit, pack, edition.project, problems)
    assert data is not None
    assert data["数"] == 1.5
    assert data["数"].place == Place("content/2022/one/report.yaml", 1, 4)


def test_faults_of_last_years_content_are_not_told(project: SmallProject) -> None:
    last = project.root / "content" / "2022" / "one" / "report.yaml"
    last.parent.mkdir(parents=True)
    last.write_text("数: {\n", "utf-8")
    assert problems_of(project) == []
