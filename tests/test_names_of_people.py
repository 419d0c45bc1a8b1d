"""Units, packs, chapters and pictures that are called what people call them, in every command."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import docx
import pytest
from docx.document import Document

from tests.support import SmallProject, codes, needs_libreoffice, small_project
from tests.test_pictures import png
from tests.unit.scaffold.drawing import form_of
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

UNIT, PACK = "株洲市 第三中学（本级）", "湖南省 自评报告（2023）"
OUTPUT = "报告（株洲市第三中学）"


@pytest.fixture
def people(tmp_path: Path) -> SmallProject:
    """A project in a folder with blanks, whose names are those that an office would give."""
    made = small_project(tmp_path / "我的 项目（一）")
    made.part(_form, "附件1：报告.docx")
    text = (made.pack / "pack.yaml").read_text("utf-8")
    text = text.replace("form.docx", "'附件1：报告.docx'").replace("{{ 名称 }}", OUTPUT, 1)
    (made.pack / "pack.yaml").write_text(text, "utf-8")
    chapter = {"type": ["string", "null"], "contentMediaType": "text/markdown"}
    made.schema(
        模板={},
        名称={"type": "string"},
        数={"type": ["number", "null"]},
        narrative={"type": "object", "properties": {"一、基本情况": chapter}},
    )
    (made.pack / "form.docx").unlink()
    made.pack.rename(made.pack.with_name(PACK))
    made.unit.rename(made.unit.with_name(UNIT))
    unit = made.root / "content" / "2023" / UNIT
    (unit / "图 片").mkdir()
    (unit / "narrative").mkdir()
    (unit / "report.yaml").write_text(f"模板: {PACK}\n名称: 报告\n", "utf-8")
    (unit / "附件 1.yaml").write_text("数: 3\n", "utf-8")
    (unit / "narrative" / "一、基本情况.md").write_text(
        '共有教师{{ 数 }}人。\n\n![楼](<../图 片/教学楼.png> "图1 教学楼")\n', "utf-8"
    )
    (unit / "图 片" / "教学楼.png").write_bytes(png(400, 200))
    return made


def _form(document: Document) -> None:
    document.add_paragraph("表内教师数：{{ 数 }}")
    document.add_paragraph('{{p narrative["一、基本情况"] }}')


def report(project: SmallProject) -> Path:
    return project.output / f"{OUTPUT}.docx"


def test_every_command_takes_names_of_people(people: SmallProject) -> None:
    def said(*arguments: str) -> str:
        process = run(people, *arguments, LC_ALL="zh_CN.UTF-8")
        assert (process.returncode, process.stderr) == (0, ""), arguments
        return process.stdout

    assert said("check", "2023", "--unit", UNIT) == "检查 1 个单位：错误 0，警告 0\n"
    assert "完成 1，未完成 0" in said("render", "2023", "--unit", UNIT, "--no-pdf", "--no-verify")
    assert "没有 PDF" in said("status", "2023", "--unit", UNIT)
    assert json.loads(said("schema", PACK))["properties"]["数"] == {"type": ["number", "null"]}
    assert said("template", "lint", PACK) == "没有毛病\n"
    assert "附件1：报告.docx" in said("template", "outline", PACK)
    _type(report(people), "共有教师3人", "现有教师3人")
    chapter = people.root / "content" / "2023" / UNIT / "narrative" / "一、基本情况.md"
    assert "现" in said("diff", "2023")
    assert "一、基本情况.md" in said("pull", "2023")
    assert chapter.read_text("utf-8").startswith("现有教师{{ 数 }}人。\n")
    assert "恢复" in said("pull", "2023", "--undo")
    assert chapter.read_text("utf-8").startswith("共有教师{{ 数 }}人。\n")
    made = said("new", "2024", "--from", "2023", "--unit", UNIT, "--pull")
    assert f"content/2024/{UNIT}" in made
    assert (people.root / "content" / "2024" / UNIT / "narrative" / "一、基本情况.md").is_file()


def _type(path: Path, old: str, new: str) -> None:
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(old, new)
            for other in paragraph.runs[1:]:
                other.text = ""
    document.save(str(path))


def test_a_unit_begins_under_the_name_it_has(people: SmallProject) -> None:
    made = run(people, "new", "2024", "--pack", PACK, "--unit", "株洲市第一中学", "--lang", "zh")
    assert (made.returncode, made.stderr) == (0, "")
    unit = people.root / "content" / "2024" / "株洲市第一中学"
    assert f"模板: {PACK}\n" in (unit / "report.yaml").read_text("utf-8")
    text = (unit / "narrative" / "一、基本情况.md").read_text("utf-8")
    assert text.startswith("<!--")
    draft = run(people, "render", "2024", "--draft", "--no-pdf", "--lang", "zh")
    assert draft.returncode == 0
    assert (people.root / "build/2024/drafts" / f"{OUTPUT}（草稿）.docx").is_file()


def test_a_pack_is_made_under_the_name_it_has(people: SmallProject) -> None:
    form_of("2024年度经费表", ["单位名称|  ", "经费（万元）|  "]).save(
        str(people.root / "附件2 经费表（样式）.docx")
    )
    command = ("template", "new", "附件2 经费表（样式）.docx", "--pack", "经费表 （2024）")
    made = run(people, *command, "--lang", "zh")
    assert made.returncode == 0, made.stderr
    pack = people.root / "word_templates" / "经费表 （2024）"
    assert (pack / "附件2-经费表-样式.docx").is_file()
    assert run(people, "template", "lint", pack.name).returncode == 0
    again = run(people, *command, "--lang", "zh")
    assert again.returncode == 2
    assert "pack-exists" in again.stderr


@needs_libreoffice
def test_libreoffice_takes_names_of_people(people: SmallProject) -> None:
    process = run(people, "render", "2023", "--no-verify", "--lang", "zh")
    assert process.returncode == 0, process.stderr
    assert report(people).with_suffix(".pdf").is_file()
    alone = run(people, "pdf", f"build/2023/{OUTPUT}.docx", "--lang", "zh")
    assert alone.returncode == 0, alone.stderr


def test_names_as_macos_writes_them_are_the_same(project: SmallProject) -> None:
    """Its file systems may keep é as e and an accent."""

    def decomposed(name: str) -> str:
        return unicodedata.normalize("NFD", name)

    project.part(lambda document: document.add_paragraph("{{p narrative.été }}"), "à.docx")
    text = (project.pack / "pack.yaml").read_text("utf-8")
    (project.pack / "pack.yaml").write_text(text.replace("form.docx", "à.docx"), "utf-8")
    (project.pack / "à.docx").rename(project.pack / decomposed("à.docx"))
    project.content("甲\n\n![校门](é.png)\n", f"narrative/{decomposed('été')}.md")
    project.content("待填写: [narrative/été.md]\n")
    (project.unit / "narrative" / decomposed("é.png")).write_bytes(png(40, 20))
    project.unit.rename(project.unit.with_name(decomposed("école")))
    result = project.render(units=["école"])
    assert codes(result) == ["file-done"]
    assert result.outcomes[0].docx is not None
