"""Regression tests for hostile and damaged input: no text lost, no traceback, no hang."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml.parser import parse_xml

from docgen import convert_files
from docgen.diagnostics import DocgenError
from docgen.runs import build as unit_build
from docgen.word.xml import W, w
from tests.support import SmallProject, audit, codes, entries, found, paragraphs
from tests.test_pictures import png
from tests.warm_docgen import docgen_program

pytestmark = pytest.mark.slow

MARKDOWN = {"contentMediaType": "text/markdown"}
REPORT = "content/2023/one/report.yaml"


def in_markdown(project: SmallProject, text: str) -> SmallProject:
    project.template("{{ 名称 }}", "{{p 文 }}", "末")
    project.schema(文=MARKDOWN, 额={"type": "number"})
    project.content("文: |-\n" + "".join(f"  {line}\n" for line in text.split("\n")))
    return project


@pytest.mark.parametrize("text", ["[备注]: 本年度无结余", "[1]: 详见附件三。"])
def test_what_looks_like_a_link_definition_is_a_sentence(project: SmallProject, text: str) -> None:
    assert paragraphs(in_markdown(project, text).document())[1] == text


def test_ten_levels_of_lists_lose_nothing(project: SmallProject) -> None:
    text = "\n".join("   " * depth + f"1. 第{depth}级" for depth in range(10))
    assert paragraphs(in_markdown(project, text).document())[1:-1] == [
        f"第{depth}级" for depth in range(10)
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("| 甲 | 乙 |\n| -- | -- |\n| 1 | 2 | 丢 |", 6),
        ("1.\n2. 乙", 4),
        ("1. ## 标题", 4),
        ("甲\n\n- 乙\n\n  # 丙", 8),
    ],
)
def test_what_markdown_would_drop_is_a_problem(project: SmallProject, text: str, line: int) -> None:
    result = in_markdown(project, text).render()
    assert ("unsupported-markdown", REPORT, line) in found(result)


def test_captions_are_bound(project: SmallProject) -> None:
    (project.unit / "b.png").write_bytes(png(5, 5))
    document = in_markdown(project, '![{{ 名称 }}](b.png "图1 {{ 名称 }}")').document()
    assert paragraphs(document)[1:-1] == ["", "图1 报告"]


@pytest.mark.parametrize(
    "expression",
    [
        "文",
        "(1, 2)",
        "[1] | map('string')",
        "名称.upper",
        "total",
        "none",
        "true",
        "1.5",
        "9 ** (9 ** 9)",
        "'a' * 3000000000",
        "名称 * 1000000000",
        "+".join(["名称"] * 300),
    ],
)
def test_what_is_no_single_value_is_not_printed(project: SmallProject, expression: str) -> None:
    result = in_markdown(project, f"甲{{{{ {expression} }}}}").render()
    assert codes(result)[0] in ("expression-failed", "expression-refused", "unknown-name")
    assert not project.output.exists()


@pytest.mark.parametrize(
    "expression",
    ["文 ~ ''", "组 ~ ''", "total", "[1] | map('string')", "9 ** 9", "'a' * 9"],
)
def test_nor_in_a_template(project: SmallProject, expression: str) -> None:
    project.template("{{ 名称 }}", f"{{{{ {expression} }}}}")
    project.schema(文=MARKDOWN)
    project.content("文: 甲\n组: {甲: 1}\n")
    assert "template-failed" in codes(project.render())


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ('"%.2f" | format(额)', "469.32"),
        ("额 * 0.5", "234.660"),
        ("额 == 469.32", "True"),
        ("额 > 0.5", "True"),
        ("(0 - 额) | abs", "469.32"),
        ('"甲　乙  丙"', "甲　乙  丙"),
        ("'“三公”经费 & <甲>'", "“三公”经费 & <甲>"),
        ('组["“三公”"]', "1"),
        ('组["甲&乙"]', "2"),
        ('组["占比%"]', "3"),
    ],
)
def test_expressions_mean_what_they_say(
    project: SmallProject, expression: str, printed: str
) -> None:
    project.template("{{ 名称 }}", f"{{% if true %}}{{{{ ({expression}) | string }}}}{{% endif %}}")
    project.schema(额={"type": "number"})
    project.content("额: 469.32\n组: {“三公”: 1, 甲&乙: 2, 占比%: 3}\n")
    assert paragraphs(project.document("unused-key"))[1] == printed


def test_a_percent_sign_in_a_row_tag(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        rows = document.add_table(3, 1).rows
        rows[0].cells[0].text = '{%tr for 行 in 组["占比%"] %}'
        rows[1].cells[0].text = "{{ 行 }}"
        rows[2].cells[0].text = "{%tr endfor %}"

    project.part(write)
    project.content("组: {占比%: [甲, 乙]}\n")
    assert [row.cells[0].text for row in project.document().tables[0].rows] == ["甲", "乙"]


def test_a_comment_takes_no_text_with_it(project: SmallProject) -> None:
    project.template("{{ 名称 }}", "{#p 注 #}重要文字")
    assert codes(project.render()) == ["template-text-lost"]


def test_a_page_break_beside_a_slot_would_be_lost(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{p 名称 }}").add_run().add_break(WD_BREAK.PAGE)

    project.part(write)
    assert codes(project.render()) == ["template-text-lost"]


def test_comparisons_are_blamed_on_their_own_tag(project: SmallProject) -> None:
    project.template("甲", "{{ 名称 > 5 }}", "乙", "{{ 名称 }}")
    (problem,) = project.render().all_problems()
    assert problem.template is not None
    assert problem.template.paragraph == 2


def test_paragraphs_are_counted_outside_of_tables(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_table(3, 3)
        document.add_paragraph("{{ 名称 | 甲 }}")

    project.part(write)
    (problem,) = project.render().all_problems()
    assert problem.template is not None
    assert (problem.template.paragraph, problem.template.table) == (1, 0)


def test_merges_in_content_controls(project: SmallProject, tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.paragraphs[0].text = "{{ 名称 | merge }}"
        control = parse_xml(f'<w:sdt xmlns:w="{W}"><w:sdtContent/></w:sdt>')
        control[0].append(cell._tc.p_lst[0])
        cell._tc.append(control)

    project.part(write)
    (table,) = project.document().tables
    texts = [text.text for text in table._tbl.iter(w("t"))]
    assert texts == ["报告"]


def test_a_table_of_content_controls_stays(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        table = document.add_table(1, 1)._tbl
        control = parse_xml(f'<w:sdt xmlns:w="{W}"><w:sdtContent/></w:sdt>')
        control[0].append(table.tr_lst[0])
        table.append(control)

    project.part(write)
    assert next(project.document().element.body.iter(w("tr")), None) is not None


def test_tracked_deletions_are_not_filled_in(project: SmallProject) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("{{ 名称 }}")._p
        paragraph.append(
            parse_xml(
                f'<w:del xmlns:w="{W}" w:id="1" w:author="甲"><w:r>'
                "<w:delText>{{ 旧字段 }}{{ 半</w:delText></w:r></w:del>"
            )
        )
        paragraph.append(
            parse_xml(
                f'<w:ins xmlns:w="{W}" w:id="2" w:author="甲"><w:r><w:t>新{{{{ 名称 }}}}</w:t>'
                "</w:r></w:ins>"
            )
        )

    project.part(write)
    assert paragraphs(project.document()) == ["报告新报告"]


@pytest.mark.parametrize(
    "schema",
    [
        {"甲": {"$ref": "#/$defs/无"}},
        {"甲": {"$ref": "http://example.org/x"}},
        {"甲": {"$ref": "#/properties/甲"}},
    ],
)
def test_schemas_that_content_cannot_meet(project: SmallProject, schema: dict[str, object]) -> None:
    project.schema(**schema)
    assert codes(project.render()) == ["schema-invalid"]


@pytest.mark.parametrize(
    ("rule", "value", "code"),
    [
        ({"type": "number", "minimum": 0.5}, "0.4", "schema-rule"),
        ({"type": "number", "multipleOf": 0.5}, "0.4", "schema-rule"),
        ({"type": "integer"}, "3.5", "wrong-type"),
        ({"type": "number", "enum": [1, 2]}, "3", "not-allowed"),
        ({"type": "string", "minLength": 1}, "", "left-blank"),
        ({"type": "string", "maxLength": 3}, "一二三四", "schema-rule"),
        ({"contentMediaType": "text/markdown", "minLength": 1}, "", "left-blank"),
        ({"contentMediaType": "text/markdown", "maxLength": 3}, "一 **二** 三四", "schema-rule"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "{乙: 甲}", "wrong-type"),
        ({"type": "array", "items": {"type": "number", "maximum": 9}}, "[10]", "schema-rule"),
    ],
)
def test_a_rule_of_a_schema_is_kept(
    project: SmallProject, rule: dict[str, object], value: str, code: str
) -> None:
    project.schema(甲=rule)
    project.content(f"甲: {value}\n")
    assert code in codes(project.render())


def test_numbers_under_allof_are_numbers(project: SmallProject) -> None:
    project.template("{{ 名称 }}{{ 甲 }}")
    project.schema(甲={"allOf": [{"type": "number"}]})
    project.content("甲: 3\n")
    assert paragraphs(project.document()) == ["报告3"]


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 500, "a: " + "[" * 100_000, "- " * 100_000, "a: " + "{a: " * 500]
)
def test_yaml_that_nests_without_end(project: SmallProject, text: str) -> None:
    (project.unit / "深.yaml").write_text(text, "utf-8")
    assert "yaml-too-deep" in codes(project.render())


def test_things_that_are_no_files(project: SmallProject) -> None:
    (project.unit / "零.yaml").symlink_to("/dev/zero")
    os.mkfifo(project.unit / "管.yaml")
    os.mkfifo(project.unit / "管.docx")
    (project.unit / "文").mkdir()
    os.mkfifo(project.unit / "文" / "管.md")
    assert sorted(codes(project.render())) == [
        "link-outside",
        "unreadable-file",
        "unreadable-file",
        "unused-file",
    ]


@pytest.mark.parametrize("data", [b"GIF89a", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"II*\x00\xff\xff"])
def test_pictures_that_stop_short(project: SmallProject, data: bytes) -> None:
    (project.unit / "b.png").write_bytes(data)
    assert codes(in_markdown(project, "![](b.png)").render()) == ["not-an-image"]


@pytest.mark.parametrize("name", ["长" * 300 + ".png", ".环/环.png"])
def test_picture_names_that_lead_nowhere(project: SmallProject, name: str) -> None:
    (project.unit / ".环").symlink_to(".环")
    found_codes = codes(in_markdown(project, f"![]({name})").render())
    assert any(code.startswith("image-") for code in found_codes)


def test_a_tall_picture_fits_the_page(project: SmallProject, tmp_path: Path) -> None:
    (project.unit / "b.png").write_bytes(png(60, 40000))
    document = in_markdown(project, "![全县道路分布](b.png)").document("unused-file")
    assert document.inline_shapes[0].height < 12756 * 635


def test_a_picture_in_a_table_fits_its_column(project: SmallProject) -> None:
    (project.unit / "b.png").write_bytes(png(3000, 30))
    text = "| 甲 | 乙 | 丙 |\n| -- | -- | -- |\n| ![全县道路分布](b.png) | 2 | 3 |"
    document = in_markdown(project, text).document("unused-file")
    assert document.inline_shapes[0].width <= 8844 * 635 // 3 + 635


def test_a_damaged_output_counts_as_edited(project: SmallProject) -> None:
    path = project.render().outcomes[0].docx
    assert path is not None
    data = bytearray(path.read_bytes())
    data[200:260] = bytes(60)
    path.write_bytes(data)
    assert codes(project.render()) == ["unread-output"]


@pytest.mark.parametrize("file", ["/etc/passwd", "../form/form.docx", "长" * 300 + ".docx"])
def test_parts_come_from_the_packs_folder(project: SmallProject, file: str) -> None:
    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8").replace("form.docx", file), "utf-8")
    assert codes(project.render()) == ["no-part"]


def test_lengths_in_other_units(project: SmallProject, tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.paragraphs[0].text = "{{p 名称 }}"
        width = cell._tc.tcPr.find(w("tcW")) if cell._tc.tcPr is not None else None
        assert width is not None
        width.set(w("w"), "50%")
        size = document.element.body.find(f".//{w('pgSz')}")
        assert size is not None
        size.set(w("w"), "11906.0")

    project.part(write)
    assert project.document().tables[0].rows[0].cells[0].text == "报告"


def test_a_part_without_a_header_does_not_show_anothers(project: SmallProject) -> None:
    def first(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        document.sections[0].header.paragraphs[0].text = "第一部分"

    def second(document: Document) -> None:
        document.add_paragraph("乙")

    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "  - file: second.docx\n", "utf-8")
    project.part(first)
    project.part(second, "second.docx")
    headers = [
        "".join(paragraph.text for paragraph in section.header.paragraphs)
        for section in project.document().sections
    ]
    assert headers == ["第一部分", ""]


def test_the_same_id_for_two_styles(project: SmallProject, tmp_path: Path) -> None:
    def second(document: Document) -> None:
        style = document.styles.add_style("另一种", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(w("styleId"), "BodyText")
        document.styles["Body Text"].delete()
        document.add_paragraph("乙").style = style

    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "  - file: second.docx\n", "utf-8")
    project.part(second, "second.docx")
    document = project.document()
    style = document.paragraphs[-1].style
    assert style is not None
    assert style.name == "另一种"
    outcome = project.render().outcomes[0]
    assert outcome.docx is not None
    assert audit(outcome.docx.read_bytes(), tmp_path) == []


def test_bookmarks_of_a_repeated_part_stand_once(project: SmallProject) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("{{ 项 }}")._p
        start = parse_xml(f'<w:bookmarkStart xmlns:w="{W}" w:id="1" w:name="甲"/>')
        paragraph.append(start)
        paragraph.append(parse_xml(f'<w:bookmarkEnd xmlns:w="{W}" w:id="1"/>'))

    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "    repeat: 项 in 项列\n", "utf-8")
    project.part(write)
    project.content("项列: [甲, 乙]\n")
    document = project.document()
    assert paragraphs(document) == ["甲", "乙"]
    assert next(document.element.body.iter(w("bookmarkStart")), None) is None


@pytest.mark.parametrize("name", ["a\x01b", "a\ufdd0b"])
def test_unit_names_that_a_document_cannot_hold(project: SmallProject, name: str) -> None:
    unit = project.unit.parent / name
    unit.mkdir()
    (unit / "report.yaml").write_text("模板: form\n名称: 乙\n", "utf-8")
    result = project.render()
    assert [outcome.docx is not None for outcome in result.outcomes].count(False) == 1


def test_control_characters_by_entity(project: SmallProject) -> None:
    assert codes(in_markdown(project, "甲&#12;乙").render()) == ["control-character"]


def test_a_key_with_a_control_character(project: SmallProject) -> None:
    project.content('"a\\x01k": 1\n')
    assert "control-character" in codes(project.render())


def test_a_block_scalar_ends_without_a_line(project: SmallProject) -> None:
    project.template("{{ 名称 }}", "{{ 甲 }}")
    project.content("甲: |\n  乙\n")
    assert paragraphs(project.document()) == ["报告", "乙"]


def test_the_other_units_output_is_not_overwritten(project: SmallProject) -> None:
    other = project.unit.parent / "two"
    other.mkdir()
    (other / "report.yaml").write_text("模板: form\n名称: 报告\n", "utf-8")
    project.content("乙: 1\n")
    assert codes(project.render(units=["one"])) == ["unused-key"]
    assert "same-output" in codes(project.render(units=["two"]))


def test_remains_of_a_killed_run_go(project: SmallProject) -> None:
    project.output.mkdir(parents=True)
    old, new = project.output / ".docgen-old", project.output / ".docgen-new"
    old.touch()
    new.touch()
    os.utime(old, (1, 1))
    project.render()
    assert not old.exists()
    assert new.exists()


def test_docgens_own_fault_stops_one_unit_only(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = project.unit.parent / "two"
    other.mkdir()
    (other / "report.yaml").write_text("模板: form\n名称: 乙\n", "utf-8")
    build = vars(unit_build)["build_report"]

    def sometimes(*inputs: Any, **options: Any) -> object:
        if inputs[0].name == "one":
            raise ZeroDivisionError("boom")
        return build(*inputs, **options)

    monkeypatch.setattr("docgen.runs.build.build_report", sometimes)
    result = project.render()
    assert codes(result) == ["docgen-failed"]
    assert [outcome.docx is not None for outcome in result.outcomes] == [False, True]


def test_a_text_file_is_no_report(project: SmallProject) -> None:
    project.output.mkdir(parents=True)
    (project.output / "坏.docx").write_text("just text", "utf-8")
    result = convert_files("2023", root=project.root)
    assert codes(result) in (["not-a-docx"], ["no-converter"])


def test_output_names_of_devices(project: SmallProject) -> None:
    (project.unit / "report.yaml").write_text("模板: form\n名称: con\n", "utf-8")
    path = project.render().outcomes[0].docx
    assert path is not None
    assert path.name == "con_.docx"
    assert zipfile.is_zipfile(path)
    assert "word/document.xml" in entries(path.read_bytes())


GBK = "报告".encode("gbk")


@pytest.mark.parametrize("name", [GBK + b".md", GBK + b".png", b"a\n::error::b.md", b"\x1b[31m.md"])
def test_names_that_cannot_be_printed(project: SmallProject, name: bytes) -> None:
    """Names in GBK, as zips of Windows unpack, and names with line ends, at any depth."""
    project.content("文", "narrative/1.md")
    (project.unit / "图" / "里").mkdir(parents=True)
    for folder in ("", "narrative", "图", "图/里"):
        (project.unit / folder / os.fsdecode(name)).write_bytes(b"x")
    for command in (("render", "--no-pdf"), ("check", "--format", "github"), ("status",)):
        run = subprocess.run(
            [*docgen_program(), command[0], "2023", *command[1:]],
            cwd=project.root,
            capture_output=True,
            timeout=60,
            check=False,
        )
        printed = (run.stdout + run.stderr).decode("utf-8")
        assert "Traceback" not in printed
        assert "\x1b" not in printed
        assert not any(line.startswith("::error::") for line in printed.splitlines())
        assert run.returncode == (0 if command[0] == "status" else 1)


@pytest.mark.parametrize("name", ["pack.yaml", "schema.json", "form.docx", "other.docx"])
def test_pipes_in_a_pack(project: SmallProject, name: str) -> None:
    (project.pack / name).unlink(missing_ok=True)
    os.mkfifo(project.pack / name)
    for command in ("check 2023", "template lint form", "schema form", "new 2024 --from 2023"):
        run = subprocess.run(
            [*docgen_program(), *command.split()],
            cwd=project.root,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in run.stderr, command


def test_the_schema_of_a_pack_that_is_a_link_out_of_the_project_is_not_printed(
    project: SmallProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text("秘密", "utf-8")
    (project.pack / "schema.json").unlink()
    (project.pack / "schema.json").symlink_to(outside)
    with pytest.raises(DocgenError, match="link-outside"):
        unit_build.schema_text("form", root=project.root)
