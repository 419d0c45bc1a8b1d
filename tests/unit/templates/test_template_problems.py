"""Faults of a pack: each is reported with part, table, row and cell, and exit code 3."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest
from docx.document import Document

from docgen.diagnostics import ExitCode, Problem, TemplatePlace
from docgen.wording.problem_texts import problem_text
from tests.support import SmallProject, codes

PART = "word_templates/form/form.docx"


def problems_of(project: SmallProject) -> list[Problem]:
    result = project.render()
    found = list(result.all_problems())
    assert not project.output.exists()
    if found:
        assert result.exit_code == 3
    return found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ 名称", "template-broken-tag"),
        ("名称 }}", "template-broken-tag"),
        ("{% if 名称", "template-broken-tag"),
        ("{{ 名称 | 甲 }}", "template-syntax"),
        ("{{ 名称 + }}", "template-syntax"),
        ("{% for 行 in 名称 %}甲", "template-syntax"),
        ("{% endfor %}", "template-syntax"),
        ("{% nonsense %}", "template-syntax"),
        ("{{ 1 / (名称 | sum) }}", "template-failed"),
        ("{{ range(10**9) | list }}", "template-failed"),
        ("{{ 名称 | round }}", "template-failed"),
        ("{{p 组 }}", "template-failed"),
        ("{{ 组 }}", "template-failed"),
        ("{{ 文 }}", "template-failed"),
    ],
)
def test_a_wrong_tag_is_reported_with_its_paragraph(
    project: SmallProject, text: str, code: str
) -> None:
    project.template("{{ 名称 }}", text)
    project.schema(组={"type": "object"}, 文={"contentMediaType": "text/markdown"})
    project.content("组: {甲: 1}\n文: 甲\n")
    (problem,) = problems_of(project)
    assert problem.code == code
    assert problem.template == TemplatePlace(PART, paragraph=2)
    assert str(problem.place) == PART
    assert "paragraph 2" in problem_text(problem, "en")
    assert "第 2 段" in problem_text(problem, "zh")


def test_a_wrong_tag_in_a_table_is_reported_with_its_cell(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_table(1, 1)
        cells = document.add_table(2, 3).rows[1].cells
        cells[2].text = "{{ 名称 | 甲 }}"

    project.part(write)
    (problem,) = problems_of(project)
    assert problem.template == TemplatePlace(PART, table=2, row=2, cell=3)
    assert "第 2 个表格第 2 行第 3 格" in problem_text(problem, "zh")


def test_a_failing_tag_in_a_loop_is_reported_with_its_cell(project: SmallProject) -> None:
    def write(document: Document) -> None:
        rows = document.add_table(3, 2).rows
        rows[0].cells[0].text = "{%tr for 行 in 行列 %}"
        rows[1].cells[1].text = "{{ 名称 | round }}"
        rows[2].cells[0].text = "{%tr endfor %}"

    project.part(write)
    project.content("行列: [甲, 乙]\n")
    (problem,) = problems_of(project)
    assert problem.template == TemplatePlace(PART, table=1, row=2, cell=2)


def test_a_loop_without_end_is_reported_where_it_begins(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        rows = document.add_table(2, 2).rows
        rows[0].cells[0].text = "{%tr for 行 in 名称 %}"
        rows[1].cells[0].text = "{{ 行 }}"

    project.part(write)
    (problem,) = problems_of(project)
    assert problem.code == "template-syntax"
    assert problem.template == TemplatePlace(PART, table=1, row=1, cell=1)


def test_merge_needs_a_table(project: SmallProject) -> None:
    project.template("{{ 名称 | merge }}")
    assert [problem.code for problem in problems_of(project)] == ["merge-outside-table"]


def test_a_first_part_may_be_repeated(project: SmallProject) -> None:
    path = project.pack / "pack.yaml"
    text = path.read_text("utf-8").replace("form.docx\n", "form.docx\n    repeat: 项 in 项列\n")
    path.write_text(text, "utf-8")
    project.template("{{ 项 }}")
    project.content("项列: [甲, 乙]\n")
    assert [paragraph.text for paragraph in project.document().paragraphs] == ["甲", "乙"]


def test_text_beside_a_paragraph_tag_would_be_lost(project: SmallProject) -> None:
    project.template("{{ 名称 }}", "{%p if 名称 %} 文字 {%p endif %}")
    first = problems_of(project)[0]
    assert (first.code, first.template) == ("template-text-lost", TemplatePlace(PART, paragraph=2))


def test_text_beside_a_row_tag_would_be_lost(project: SmallProject) -> None:
    def write(document: Document) -> None:
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "{%tr if 名称 %}", "合计"

    project.part(write)
    assert "template-text-lost" in [problem.code for problem in problems_of(project)]


def test_loops_that_cross_levels_are_a_problem_of_structure(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{% for 行 in 行列 %}甲")
        document.add_table(1, 1).rows[0].cells[0].text = "乙{% endfor %}"

    project.part(write)
    project.content("行列: [甲, 乙]\n")
    assert [problem.code for problem in problems_of(project)] == ["template-structure"]


def test_a_tag_in_a_header_is_found(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 名称 | 甲 }}"

    project.part(write)
    (problem,) = problems_of(project)
    assert problem.template is not None
    assert problem.template.story.startswith("header")


def test_all_faults_of_a_run_are_reported_at_once(project: SmallProject) -> None:
    project.template("{{ 名称 | 甲 }}", "{{ 名称", "{% if 名称")
    assert len(problems_of(project)) >= 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-docx"),
        (b"no zip at all", "not-a-docx"),
        (b"PK\x03\x04 cut off", "damaged-docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc", "not-a-docx"),
    ],
)
def test_a_template_that_is_no_docx(project: SmallProject, data: bytes, code: str) -> None:
    (project.pack / "form.docx").write_bytes(data)
    (problem,) = problems_of(project)
    assert (problem.code, problem.exit_code) == (code, ExitCode.TEMPLATE)


def test_a_zip_without_a_document_is_no_docx(project: SmallProject) -> None:
    with zipfile.ZipFile(project.pack / "form.docx", "w") as package:
        package.writestr("甲.txt", "乙")
    assert [problem.code for problem in problems_of(project)] == ["not-a-docx"]


def test_a_docx_with_broken_xml_is_no_docx(project: SmallProject) -> None:
    path = project.pack / "form.docx"
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["word/document.xml"] = files["word/document.xml"][:-30]
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    assert [problem.code for problem in problems_of(project)] == ["damaged-docx"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(project: SmallProject) -> None:
    path = project.pack / "form.docx"
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/bomb.bin", bytes(80 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    assert [problem.code for problem in problems_of(project)] == ["docx-too-large"]


def test_a_zip_bomb_that_lies_about_its_size_is_refused(project: SmallProject) -> None:
    path = project.pack / "form.docx"
    size = 80 * 1024 * 1024
    data = _repacked(path.read_bytes(), "word/theme/theme1.xml", bytes(size))
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert [problem.code for problem in problems_of(project)] == ["damaged-docx"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("output:", "outputs:", "pack-key"),
        ("- file: form.docx", "- form.docx", "wrong-type"),
        ("output: '{{ 名称 }}'", "output: '{{ 名 }}'", "unknown-name"),
        ("date: 2024年4月26日", "date: '{{ 日 }}'", "unknown-name"),
        ("  author: '{{ 名称 }}'\n", "", "required-field"),
        ("form.docx", "../outside.docx", "no-part"),
        ("form.docx", "no.docx", "no-part"),
        ("form.docx", "form.docx\n    repeat: 甲 乙", "schema-rule"),
        ("parts:\n  - file: form.docx\n", "", "required-field"),
        ("date: 2024年4月26日", "date: '{{ 名称 | 甲 }}'", "expression-failed"),
    ],
)
def test_a_wrong_pack_yaml(project: SmallProject, old: str, new: str, code: str) -> None:
    path = project.pack / "pack.yaml"
    shutil.copy(project.pack / "form.docx", project.pack.parent / "outside.docx")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    problem = problems_of(project)[0]
    assert problem.code == code
    assert problem.place.file == "word_templates/form/pack.yaml"


@pytest.mark.parametrize(
    ("text", "code"), [("{", "json-syntax"), ('{"type": 5}', "schema-invalid")]
)
def test_a_wrong_schema(project: SmallProject, text: str, code: str) -> None:
    (project.pack / "schema.json").write_text(text, "utf-8")
    (problem,) = problems_of(project)
    assert (problem.code, problem.place.file) == (code, "word_templates/form/schema.json")


def test_a_formula_that_fails_is_the_packs_fault(project: SmallProject) -> None:
    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "derived:\n  和: 名称 + 1\n", "utf-8")
    (problem,) = problems_of(project)
    assert (problem.code, problem.place.line) == ("expression-failed", 9)


def test_a_formula_without_its_field_names_both_ends(project: SmallProject) -> None:
    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "derived:\n  和: 甲 + 1\n", "utf-8")
    result = project.render()
    (problem,) = result.all_problems()
    assert problem.code == "missing-for-derived"
    assert problem.words["rule"] == "word_templates/form/pack.yaml:9:3"
    assert result.exit_code == 1


def test_markdown_that_needs_a_style_the_pack_lacks(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.styles["List Bullet"].delete()
        document.add_paragraph("{{p 文 }}")

    project.part(write)
    project.schema(文={"contentMediaType": "text/markdown"})
    project.content("文: '- 甲'\n")
    assert set(codes(project.render())) == {"no-style"}


def test_tags_that_word_split_into_runs_are_drawn_together(project: SmallProject) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph()
        for text in ("甲{", "{ ", "名", "称 ", "}", "}乙{{ 名称", " }}"):
            paragraph.add_run(text).bold = text == "名"

    project.part(write)
    assert project.document().paragraphs[0].text == "甲报告乙报告"


def test_typographic_quotes_of_word_in_a_tag_are_understood(project: SmallProject) -> None:
    """Word turns ``"`` into ``“”`` while the keeper types."""
    project.template("{{ 组[“甲、乙”] }}")
    project.content("组: {甲、乙: 丙}\n")
    assert project.document().paragraphs[0].text == "丙"


def test_the_default_filter_and_is_defined_are_no_missing_fields(project: SmallProject) -> None:
    project.template("{{ 无 | default('甲') }}{% if 无 is defined %}乙{% endif %}{{ 名称 }}")
    assert project.document().paragraphs[0].text == "甲报告"


def test_a_template_cannot_reach_the_machine(project: SmallProject) -> None:
    project.template("{{ ''.__class__.__mro__[1].__subclasses__() }}")
    project.content("")
    assert codes(project.render()) == ["template-refused"]
    assert not project.output.exists()


def _repacked(data: bytes, name: str, text: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            new.writestr(entry, text if entry == name else old.read(entry))
    return buffer.getvalue()


def test_entities_in_a_template_are_not_expanded(project: SmallProject) -> None:
    path = project.pack / "form.docx"
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    bomb = '<!DOCTYPE d [<!ENTITY a "文件"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    head, body = xml.split("?>", 1)
    xml = f"{head}?>{bomb}{body}".replace("{{", "&b;{{")
    path.write_bytes(_repacked(path.read_bytes(), "word/document.xml", xml.encode()))
    assert [problem.code for problem in problems_of(project)] == ["damaged-docx"]
