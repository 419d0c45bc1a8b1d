"""What is typed on the page is tried, written and undone; nobody's change is lost."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import docx
import pytest

from docgen import fix_edition, pull_files, undo_fixes, undo_pull
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place, Problem, UsageError
from docgen.project import Project
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.runs.build import Packs, build_unit
from docgen.runs.edit_results import EditResult
from docgen.runs.edit_trial import EditTrial
from docgen.runs.edition import Edition
from docgen.runs.typed_edit import ContentEditor
from tests.scripted_edits import reword, with_words
from tests.support import PACK_YAML, SmallProject

YAML, MARKDOWN = "content/2023/one/report.yaml", "content/2023/one/narrative/文.md"
DOCUMENT = Place(MARKDOWN, 1, 1)
DATA = """\
单位: 某办公室  # 全称
金额: 12
部分:
  - {名: 甲, 数: 5}
  - {名: 乙, 数: 7}
支出:
  基本: 3
  项目:  # 万元
"""
TEXT = "## 概况\n\n第一段。\n\n金额{{ 金额 }}万元。\n"
RULES = """\
rules:
  - {name: 各部分合计等于金额, require: '部分 | sum(attribute="数") == 金额'}
"""


@pytest.fixture
def form(project: SmallProject) -> SmallProject:
    """A unit of values, rows that have to add up, a group and a text."""
    project.schema(
        单位={"type": "string", "minLength": 1},
        金额={"type": "number"},
        部分={
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"名": {"type": "string", "minLength": 1}, "数": {"type": "number"}},
            },
        },
        支出={
            "type": "object",
            "properties": {name: {"type": "number"} for name in ("基本", "项目", "其他")},
            "required": ["基本", "项目"],
        },
        narrative={
            "type": "object",
            "properties": {"文": {"contentMediaType": "text/markdown"}},
        },
    )
    project.template(
        "{{ 单位 }}{{ 金额 }}{% for 行 in 部分 %}{{ 行.名 }}{{ 行.数 }}{% endfor %}",
        "{{ 支出.基本 }}{{ 支出.项目 }}",
        "{{p narrative.文 }}",
    )
    (project.pack / "pack.yaml").write_text(PACK_YAML + RULES, "utf-8")
    project.content(DATA)
    project.content(TEXT, "narrative/文.md")
    return project


def editor(project: SmallProject) -> ContentEditor:
    edition = Edition(Project(project.root), "2023")
    return ContentEditor(edition, project.unit, Packs(edition.project))


def text(project: SmallProject, file: str = YAML) -> str:
    return (project.root / file).read_text("utf-8")


def place(project: SmallProject, *keys: str | int) -> Place:
    return YamlFile(YAML, text(project)).places[keys]


def found(project: SmallProject) -> list[Problem]:
    chosen = editor(project)
    return list(build_unit(project.unit, chosen.edition, chosen.packs).outcome.problems)


def code(result: EditResult) -> str:
    return result.problem.code if result.problem else ""


def test_a_sound_form_is_the_ground(form: SmallProject) -> None:
    assert [problem.code for problem in found(form)] == []


def test_a_value_is_written_where_it_stands(form: SmallProject) -> None:
    before, at = text(form), place(form, "单位")
    result = editor(form).set_value(at, "某办公室", " 某中心\u3000")
    assert result == EditResult(files=(YAML,), place=at)
    assert text(form) == before.replace("某办公室", "某中心")


def test_what_is_typed_as_it_stands_writes_nothing(form: SmallProject) -> None:
    chosen = editor(form)
    assert chosen.set_value(place(form, "单位"), "某办公室", "某办公室") == EditResult(
        place=place(form, "单位")
    )
    assert not chosen.can_undo


@pytest.mark.parametrize(
    ("typed", "written"),
    [("１２", "12"), ("12.00", "12.00"), ("12，", "12"), ("", "")],
)
def test_a_figure_is_understood_as_a_check_does(
    form: SmallProject, typed: str, written: str
) -> None:
    form.content(DATA.replace("金额: 12", "金额: 11").replace("数: 7", "数: 6"))
    at = place(form, "金额")
    chosen = editor(form)
    assert code(chosen.set_value(at, "11", typed, insist=True)) == ""
    assert text_at(form, place(form, "金额")) == written


def test_thousands_are_understood(form: SmallProject) -> None:
    at = place(form, "支出", "基本")
    assert code(editor(form).set_value(at, "3", "1，200.50")) == ""
    assert "  基本: 1200.50\n" in text(form)


def test_what_is_no_figure_is_refused_with_its_problem(form: SmallProject) -> None:
    before, at = text(form), place(form, "金额")
    for insist in (False, True):
        result = editor(form).set_value(at, "12", "许多", insist=insist)
        assert (code(result), result.may_insist, result.files) == ("wrong-type", False, ())
        assert result.problem is not None
        assert result.problem.place == at
    assert text(form) == before


def test_two_figures_that_depend_on_each_other_can_be_changed_one_after_the_other(
    form: SmallProject,
) -> None:
    chosen, at = editor(form), place(form, "金额")
    refused = chosen.set_value(at, "12", "13")
    assert (code(refused), refused.may_insist) == ("rule-broken", True)
    assert "金额: 12\n" in text(form)
    assert code(chosen.set_value(at, "12", "13", insist=True)) == ""
    assert [problem.code for problem in found(form)] == ["rule-broken"]
    assert (
        code(chosen.set_value(place(form, "单位"), "某办公室", "某局")) == ""
    )  # stays, is not new
    assert code(chosen.set_value(place(form, "部分", 1, "数"), "7", "8")) == ""
    assert found(form) == []


def test_an_edit_that_mends_one_error_is_written_though_others_stay(form: SmallProject) -> None:
    form.content(DATA.replace("基本: 3", "基本: 很多").replace("金额: 12", "金额: 一些"))
    assert code(editor(form).set_value(place(form, "支出", "基本"), "很多", "3")) == ""
    assert [problem.code for problem in found(form)] == ["wrong-type"]
    wrong = editor(form).set_value(place(form, "金额"), "一些", "不少")
    assert code(wrong) == "wrong-type"  # wrong in another way


def test_what_an_error_had_hidden_does_not_refuse_its_mending(form: SmallProject) -> None:
    form.content(DATA.replace("金额: 12", "金额: 一些"))
    assert code(editor(form).set_value(place(form, "金额"), "一些", "13")) == ""
    assert [problem.code for problem in found(form)] == ["rule-broken"]


def test_a_blank_refuses_nothing(form: SmallProject) -> None:
    at = place(form, "单位")
    assert code(editor(form).set_value(at, "某办公室", "")) == ""
    assert [problem.code for problem in found(form)] == ["left-blank"]
    assert code(editor(form).set_value(place(form, "支出", "基本"), "3", "4")) == ""
    assert code(editor(form).set_value(place(form, "单位"), "", "某局")) == ""
    assert "单位: 某局  # 全称\n" in text(form)


def test_a_blank_hides_no_error_of_an_edit(form: SmallProject) -> None:
    form.content(DATA.replace("某办公室", ""))
    old = "金额{{ 金额 }}万元。"
    for new in ("金额{{ 金额 | 四舍 }}万元。", '金额{{ 部分 | where("名", "丙") }}万元。'):
        result = editor(form).set_block(DOCUMENT, 2, old, new)
        assert (code(result) != "", result.may_insist) == (True, False)
    assert text(form, MARKDOWN) == TEXT


def test_a_name_that_an_expression_asks_for_can_be_changed_before_the_expression(
    form: SmallProject,
) -> None:
    asked = '甲有{{ (部分 | where("名", "甲")).数 }}。'
    form.content(TEXT + f"\n{asked}\n", "narrative/文.md")
    assert found(form) == []
    chosen, at = editor(form), place(form, "部分", 0, "名")
    refused = chosen.set_value(at, "甲", "丙")
    assert (code(refused), refused.may_insist) == ("expression-refused", True)
    assert code(chosen.set_value(at, "甲", "丙", insist=True)) == ""
    assert code(chosen.set_block(DOCUMENT, 3, asked, asked.replace("甲", "丙"))) == ""
    assert found(form) == []


def test_a_blank_with_a_comment_behind_is_filled(form: SmallProject) -> None:
    assert code(editor(form).set_value(place(form, "支出", "项目"), "", "9")) == ""
    assert "  项目: 9  # 万元\n" in text(form)


def test_something_else_that_stands_there_is_not_overwritten(form: SmallProject) -> None:
    before = text(form)
    result = editor(form).set_value(place(form, "单位"), "别的", "某局")
    assert code(result) == "changed-meanwhile"
    assert code(editor(form).set_value(Place(YAML, 6, 1), "", "x")) == "no-single-value"
    assert text(form) == before


@pytest.mark.parametrize(
    "file",
    [
        "content/2023/two/report.yaml",
        "content/2023/one/../../../word_templates/form/pack.yaml",
        "word_templates/form/pack.yaml",
        "content/2023/one/.hidden.yaml",
        "content/2023/one/报告.txt",
        "content/2023/one/a/b/c.yaml",
        "/etc/passwd.yaml",
        "",
    ],
)
def test_a_file_of_elsewhere_is_never_touched(form: SmallProject, file: str) -> None:
    chosen = editor(form)
    assert code(chosen.add_block(Place(file, 1, 1), 0, "甲")) == "not-of-unit"
    assert code(chosen.set_value(Place(file, 1, 1), "form", "甲")) == "not-of-unit"
    assert chosen.editable(Place(file, 1, 1)).kind in ("none", "block")
    assert chosen.block_source(Place(file, 1, 1), 0) == ""


def test_a_link_out_of_the_unit_is_not_written(form: SmallProject, tmp_path: Path) -> None:
    outside = tmp_path / "外.md"
    outside.write_text("外面。\n", "utf-8")
    (form.unit / "narrative" / "外.md").symlink_to(outside)
    at = Place("content/2023/one/narrative/外.md", 1, 1)
    assert code(editor(form).set_block(at, 0, "外面。", "里面。")) == "not-of-unit"
    assert outside.read_text("utf-8") == "外面。\n"


class TestBlocks:
    """Markdown is edited as it is typed."""

    def test_a_block_is_replaced_by_one_or_several(self, form: SmallProject) -> None:
        chosen = editor(form)
        assert chosen.block_source(DOCUMENT, 1) == "第一段。"
        result = chosen.set_block(DOCUMENT, 1, "第一段。", "第一段，新。\r\n\r\n又一段。")
        assert result == EditResult(files=(MARKDOWN,), place=Place(MARKDOWN, 3, 1))
        assert text(form, MARKDOWN) == TEXT.replace("第一段。", "第一段，新。\n\n又一段。")

    def test_a_block_is_removed_and_one_comes_before_another(self, form: SmallProject) -> None:
        chosen = editor(form)
        assert code(chosen.set_block(DOCUMENT, 1, "第一段。", "")) == ""
        assert text(form, MARKDOWN) == "## 概况\n\n金额{{ 金额 }}万元。\n"
        assert code(chosen.add_block(DOCUMENT, 1, "前面。")) == ""
        assert code(chosen.add_block(DOCUMENT, 3, "- 甲\n- 乙")) == ""
        assert text(form, MARKDOWN) == ("## 概况\n\n前面。\n\n金额{{ 金额 }}万元。\n\n- 甲\n- 乙\n")

    def test_source_with_braces_is_edited_as_typed(self, form: SmallProject) -> None:
        old = "金额{{ 金额 }}万元。"
        chosen = editor(form)
        assert chosen.block_source(DOCUMENT, 2) == old
        assert code(chosen.set_block(DOCUMENT, 2, old, "共{{ 金额 }}万元。")) == ""
        refused = chosen.set_block(DOCUMENT, 2, "共{{ 金额 }}万元。", "共{{ 金颔 }}万元。")
        assert refused.problem is not None
        assert not refused.may_insist
        assert text(form, MARKDOWN) == TEXT.replace("金额{{", "共{{")

    @pytest.mark.parametrize("new", ["<!-- 甲", "<!-- 甲 -->"])
    def test_what_hides_the_rest_is_refused(self, form: SmallProject, new: str) -> None:
        result = editor(form).set_block(DOCUMENT, 1, "第一段。", new)
        assert code(result) == "block-runs-on"
        assert text(form, MARKDOWN) == TEXT

    @pytest.mark.parametrize("exists", [True, False])
    def test_an_empty_or_missing_chapter_is_written(self, form: SmallProject, exists: bool) -> None:
        path = form.root / MARKDOWN
        path.write_bytes(b"") if exists else path.unlink()
        chosen = editor(form)
        assert code(chosen.add_block(DOCUMENT, 0, "## 一、甲\n\n乙。")) == ""
        assert text(form, MARKDOWN) == "## 一、甲\n\n乙。\n"
        assert chosen.undo().files == (MARKDOWN,)
        assert path.exists() == exists
        assert chosen.redo().files == (MARKDOWN,)
        assert text(form, MARKDOWN) == "## 一、甲\n\n乙。\n"

    def test_markdown_in_yaml_keeps_its_indent(self, form: SmallProject) -> None:
        form.schema(
            支出={"type": "object"},
            文={"contentMediaType": "text/markdown"},
            金额={"type": "number"},
        )
        form.template("{{p 文 }}{{ 单位 }}{{ 金额 }}{{ 部分[0].名 }}{{ 支出.基本 }}")
        form.content(DATA + "文: |-  # 正文\n  第一段。\n\n  第二段。\n尾:  # 空\n")
        document = Place(YAML, 12, 3)
        chosen = editor(form)
        assert chosen.block_source(document, 1) == "第二段。"
        result = chosen.set_block(document, 1, "第二段。", "第二段，改。\n\n- 甲\n- 乙")
        assert result.place == Place(YAML, 14, 3)
        assert text(form).endswith(
            "文: |-  # 正文\n  第一段。\n\n  第二段，改。\n\n  - 甲\n  - 乙\n尾:  # 空\n"
        )
        assert code(chosen.add_block(place(form, "尾"), 0, "甲。\n\n乙。")) == ""
        assert text(form).endswith("尾: |-  # 空\n  甲。\n\n  乙。\n")


class TestFiles:
    """Files of all kinds, and what others do to them."""

    def test_line_ends_and_mark_stay(self, form: SmallProject) -> None:
        path = form.root / YAML
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        before = path.read_bytes()
        assert code(editor(form).set_value(place(form, "单位"), "某办公室", "某局")) == ""
        assert path.read_bytes() == before.replace("某办公室".encode(), "某局".encode())
        assert code(editor(form).set_value(place(form, "单位"), "某局", "某\n局")) == ""
        assert b"\r\n  \xe6\x9f\x90\r\n  \xe5\xb1\x80\r\n" in path.read_bytes()

    @pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
    def test_another_encoding_is_told_and_its_fix_can_be_applied(
        self, form: SmallProject, encoding: str
    ) -> None:
        path = form.root / YAML
        before, at = text(form), place(form, "单位")
        path.write_bytes(before.encode(encoding))
        chosen = editor(form)
        refused = chosen.set_value(at, "某办公室", "某局")
        assert code(refused) == "not-utf-8"
        assert refused.problem is not None
        assert code(chosen.apply_fix(refused.problem)) == ""
        assert text(form) == before
        assert code(chosen.undo()) == ""
        assert path.read_bytes() == before.encode(encoding)

    def test_a_file_that_is_no_yaml_is_told(self, form: SmallProject) -> None:
        form.content(DATA + "坏: [\n")
        result = editor(form).set_value(Place(YAML, 3, 5), "某办公室", "某局")
        assert result.problem is not None
        assert result.problem.place.line > 10
        assert text(form).endswith("坏: [\n")

    def test_another_file_that_is_no_yaml_hinders_nothing(self, form: SmallProject) -> None:
        form.content("坏: [\n", "附件.yaml")
        assert code(editor(form).set_value(place(form, "单位"), "某办公室", "某局")) == ""

    def test_a_protected_or_open_file_is_not_written(self, form: SmallProject) -> None:
        path, before = form.root / YAML, text(form)
        path.chmod(stat.S_IREAD)
        at = place(form, "单位")
        assert code(editor(form).set_value(at, "某办公室", "某局")) == "write-protected"
        path.chmod(0o644)
        lock = path.with_name(".report.yaml.swp")
        lock.write_bytes(b"")
        assert code(editor(form).set_value(at, "某办公室", "某局")) == "file-open"
        lock.unlink()
        assert (text(form), editor(form).can_undo) == (before, False)

    def test_what_was_saved_elsewhere_meanwhile_stays(self, form: SmallProject) -> None:
        chosen, at = editor(form), place(form, "支出", "项目")
        shown = chosen.shown()
        form.content("先: 1\n# 说明\n" + DATA.replace("某办公室", "某中心"))
        result = chosen.set_value(at, "", "9", shown=shown)
        assert result.place == place(form, "支出", "项目")
        assert text(form).endswith(
            "先: 1\n# 说明\n" + DATA.replace("某办公室", "某中心").replace("项目:  #", "项目: 9  #")
        )

    def test_a_line_that_was_changed_elsewhere_is_refused(self, form: SmallProject) -> None:
        chosen, at = editor(form), place(form, "单位")
        shown = chosen.shown()
        form.content(DATA.replace("某办公室", "某中心"))
        result = chosen.set_value(at, "某办公室", "某局", shown=shown)
        assert code(result) == "changed-meanwhile"
        assert "单位: 某中心  # 全称\n" in text(form)
        (form.root / YAML).unlink()
        assert code(chosen.set_value(at, "某办公室", "某局", shown=shown)) == "changed-meanwhile"
        assert not (form.root / YAML).exists()

    def test_values_of_one_line_can_be_typed_one_after_the_other(self, form: SmallProject) -> None:
        chosen = editor(form)
        shown, places = chosen.shown(), [place(form, "部分", 1, key) for key in ("名", "数")]
        assert code(chosen.set_value(places[0], "乙", "第二部分", shown=shown)) == ""
        result = chosen.set_value(places[1], "7", "7.0", shown=shown)
        assert (code(result), result.place) == ("", place(form, "部分", 1, "数"))
        assert "  - {名: 第二部分, 数: 7.0}\n" in text(form)
        assert code(chosen.set_value(places[1], "7", "8", shown=shown)) == "changed-meanwhile"
        form.content(
            text(form)
            .split("\n", 2)[2]
            .replace("数: 7.0", "数: 7")
            .replace("  - {名: 甲, 数: 5}\n", "")
        )
        result = chosen.set_value(places[1], "7", "8", shown=shown)
        assert code(result) == "changed-meanwhile"  # the row is another in the list
        assert code(chosen.change_row(places[1], "delete", shown=shown)) == "changed-meanwhile"

    def test_a_blank_that_has_moved_is_not_taken_for_another(self, form: SmallProject) -> None:
        form.content(DATA + "空一:\n空二:\n空三:\n")
        chosen, at = editor(form), place(form, "空二")
        shown = chosen.shown()
        form.content(DATA + "空零:\n空一:\n空二:\n空三:\n")
        assert code(chosen.set_value(at, "", "9", shown=shown)) == ""
        assert text(form).endswith("空零:\n空一:\n空二: 9\n空三:\n")

    def test_a_save_while_it_is_tried_is_not_lost(
        self, form: SmallProject, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chosen, at = editor(form), place(form, "支出", "项目")
        saves = ["某中心", "某局"]
        run = EditTrial.run

        def saved(*args: object) -> object:
            if saves:
                form.content(DATA.replace("某办公室", saves.pop()))
            return run(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(EditTrial, "run", saved)
        assert code(chosen.set_value(at, "", "9")) == ""
        assert text(form).endswith(
            DATA.replace("某办公室", "某中心").replace("项目:  #", "项目: 9  #")
        )

    def test_a_save_while_it_is_tried_moves_no_blank(
        self, form: SmallProject, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        form.content(DATA + "空一:\n空二:\n空三:\n")
        chosen, at, saves = (
            editor(form),
            place(form, "空二"),
            [DATA + "空零:\n空一:\n空二:\n空三:\n"],
        )
        run = EditTrial.run

        def saved(*args: object) -> object:
            if saves:
                form.content(saves.pop())
            return run(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(EditTrial, "run", saved)
        assert code(chosen.set_value(at, "", "9")) == ""
        assert text(form).endswith("空零:\n空一:\n空二: 9\n空三:\n")

    def test_one_who_never_ceases_to_save_is_told_of(
        self, form: SmallProject, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chosen, at, count = editor(form), place(form, "支出", "项目"), iter(range(100))
        run = EditTrial.run

        def saved(*args: object) -> object:
            form.content(DATA.replace("某办公室", f"某{next(count)}"))
            return run(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(EditTrial, "run", saved)
        assert code(chosen.set_value(at, "", "9")) == "content-moved"
        assert "项目:  # 万元" in text(form)
        assert not chosen.can_undo


class TestRowsAndFields:
    """Rows of lists, fields that are missing, and what can be typed where."""

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("五千", "5000"),
            ("1,200.00", "1200.00"),
            ("１２", "12"),
            ("1200 ", ""),
            ("12人", "12"),
            ("＝3+4", "7"),
            ("15", ""),
        ],
    )
    def test_what_is_written_for_what_is_typed_otherwise_is_told(
        self, form: SmallProject, typed: str, written: str
    ) -> None:
        chosen = editor(form)
        at = chosen.editable(place(form, "支出", "基本"))
        result = chosen.type_in(at, "3", typed)
        assert result.problem is None
        assert result.meant == (((typed, written),) if written else ())
        assert f"基本: {written or typed.strip()}\n" in text(form)

    def test_what_a_field_that_is_missing_gets_is_told_too(self, form: SmallProject) -> None:
        form.content(DATA.replace("  项目:  # 万元\n", ""))
        (problem,) = [each for each in found(form) if each.says_missing]
        chosen = editor(form)
        assert chosen.type_in(chosen.editable(problem), "", "二十").meant == (("二十", "20"),)

    def test_the_number_that_an_item_of_a_list_gets_is_told(self, form: SmallProject) -> None:
        form.content("1. 甲\n2. 乙\n", "narrative/文.md")
        chosen = editor(form)
        at = chosen.editable(Place(MARKDOWN, 2, 1))
        result = chosen.type_in(at, "2. 乙", "5. 乙\n7. 丙")
        assert result.meant == (("5. 乙", "2. 乙"), ("7. 丙", "3. 丙"))
        at = chosen.editable(Place(MARKDOWN, 1, 1))
        assert chosen.type_in(at, "1. 甲", "1. 丁").meant == ()

    def test_rows_come_go_and_move(self, form: SmallProject) -> None:
        chosen = editor(form)
        at = place(form, "部分", 0, "数")
        info = chosen.rows(at)
        assert info is not None
        assert (info.keys, info.number, info.count) == ("部分", 1, 2)
        assert chosen.rows(place(form, "单位")) is None
        result = chosen.change_row(at, "add")
        assert result.place == place(form, "部分", 1, "名")
        assert "  - {名: 甲, 数: 5}\n  - {名: , 数: }\n  - {名: 乙, 数: 7}\n" in text(form)
        result = chosen.change_row(place(form, "部分", 2, "数"), "up")
        assert result.place == place(form, "部分", 1, "数")
        assert "  - {名: 甲, 数: 5}\n  - {名: 乙, 数: 7}\n  - {名: , 数: }\n" in text(form)
        assert code(chosen.change_row(place(form, "部分", 2, "数"), "delete")) == ""
        assert text(form).endswith(DATA)
        assert chosen.change_row(place(form, "部分", 0, "名"), "up").files == ()
        refused = chosen.change_row(place(form, "部分", 0, "名"), "delete")
        assert (code(refused), refused.may_insist) == ("rule-broken", True)

    def test_the_only_row_becomes_blank_and_stays(self, form: SmallProject) -> None:
        form.content(DATA.replace("  - {名: 乙, 数: 7}\n", "").replace("12", "5"))
        chosen, at = editor(form), place(form, "部分", 0, "数")
        assert code(chosen.change_row(at, "delete", insist=True)) == ""
        assert "  - {名: , 数: }\n" in text(form)
        at = place(form, "部分", 0, "数")
        assert code(chosen.change_row(at, "delete", insist=True)) == "only-row"

    @pytest.mark.parametrize("rows", ["        - 名: 甲\n          值: 1\n", "        - 名:\n"])
    def test_the_only_row_goes_with_the_groups_that_would_be_empty(
        self, form: SmallProject, rows: str
    ) -> None:
        free = "指标:\n  产出:\n    数量:\n{}  效益:  # 社会\n    社会:\n      经济:\n{}".format(
            "      - 名: 乙\n        值: 2\n", rows
        )
        form.content(DATA + free + "尾: 1\n")
        chosen = editor(form)
        at = place(form, "指标", "效益", "社会", "经济", 0, "名")
        result = chosen.change_row(at, "delete")
        assert (result.problem, result.gone) == (None, "效益")
        assert result.place == place(form, "指标", "产出", "数量", 0, "值")
        assert text(form).endswith(
            DATA + "指标:\n  产出:\n    数量:\n      - 名: 乙\n        值: 2\n尾: 1\n"
        )
        result = chosen.change_row(place(form, "指标", "产出", "数量", 0, "值"), "delete")
        assert result.gone == "指标"
        assert text(form).endswith(DATA + "尾: 1\n")
        chosen.undo()
        chosen.undo()
        assert text(form).endswith(DATA + free + "尾: 1\n")

    def test_a_row_that_a_sum_needs_goes_only_if_one_insists(self, form: SmallProject) -> None:
        path = form.pack / "schema.json"
        schema = json.loads(path.read_text("utf-8"))
        rows = {"type": "array", "items": {"properties": {"值": {"type": "number"}}}}
        schema["properties"]["指标"] = {"type": "object", "additionalProperties": rows}
        path.write_text(json.dumps(schema), "utf-8")
        pack = form.pack / "pack.yaml"
        rule = "  - {name: 合计, require: '(指标 | rows | sum(attribute=\"值\")) == 3'}\n"
        pack.write_text(pack.read_text("utf-8") + rule, "utf-8")
        kept = "指标:\n  产出:\n    - {名: 乙, 值: 2}\n"
        form.content(DATA + kept + "  效益:\n    - {名: 甲, 值: 1}\n")
        chosen = editor(form)
        at = place(form, "指标", "效益", 0, "名")
        refused = chosen.change_row(at, "delete")
        assert (code(refused), refused.may_insist, refused.gone) == ("sum-differs", True, "")
        assert chosen.change_row(at, "delete", insist=True).gone == "效益"
        assert text(form).endswith(DATA + kept)

    def test_a_field_that_is_missing_is_added(self, form: SmallProject) -> None:
        form.content(DATA.replace("  项目:  # 万元\n", ""))
        (problem,) = [each for each in found(form) if each.says_missing]
        chosen = editor(form)
        at = chosen.editable(problem)
        assert (at.kind, at.name, at.text) == ("value", "项目", "")
        assert code(chosen.type_in(at, "", "9")) == ""
        assert text(form).endswith("支出:\n  基本: 3\n  项目: 9\n")
        assert found(form) == []

    def test_a_list_that_is_blank_gets_its_first_item(self, form: SmallProject) -> None:
        path = form.pack / "schema.json"
        schema = json.loads(path.read_text("utf-8"))
        schema["properties"]["要点"] = {"type": "array", "items": {"type": "string"}}
        path.write_text(json.dumps(schema), "utf-8")
        form.content(DATA + "要点:  # 逐条\n尾: 1\n")
        chosen, at = editor(form), place(form, "要点")
        result = chosen.set_value(at, "", "甲")
        assert (result.problem, result.place) == (None, place(form, "要点", 0))
        assert text(form).endswith("要点:  # 逐条\n  - 甲\n尾: 1\n")
        chosen.change_row(place(form, "要点", 0), "add")
        chosen.set_value(place(form, "要点", 1), "", "乙")
        assert text(form).endswith("要点:  # 逐条\n  - 甲\n  - 乙\n尾: 1\n")

    def test_a_field_that_the_whole_unit_lacks_is_added_to_its_first_file(
        self, form: SmallProject
    ) -> None:
        form.content(DATA.replace("单位: 某办公室  # 全称\n", "").replace("支出:", "用途:"))
        path = form.pack / "schema.json"
        schema = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(schema | {"x-required": ["单位", "支出"]}), "utf-8")
        chosen = editor(form)
        missing = {each.words["name"]: each for each in found(form) if each.says_missing}
        at = chosen.editable(missing["单位"])
        assert (at.kind, at.place, at.name) == ("value", Place(YAML), "单位")
        assert code(chosen.type_in(at, "", "某局")) == ""
        assert text(form).endswith("\n单位: 某局\n")
        group = chosen.editable(missing["支出"])
        assert (group.kind, group.name, group.text) == ("group", "支出", "")
        result = chosen.type_group(group, {("基本",): "３", ("项目",): ""})
        assert (result.problem, result.meant) == (None, (("３", "3"),))
        assert text(form).endswith("\n单位: 某局\n支出:\n  基本: 3\n  项目:\n")
        assert [each for each in found(form) if each.is_error] == []

    def test_a_chapter_that_is_missing_is_written(self, form: SmallProject) -> None:
        (form.root / MARKDOWN).rename(form.unit / "narrative" / "别.md")
        (form.pack / "pack.yaml").write_text(PACK_YAML, "utf-8")
        form.schema(
            narrative={
                "type": "object",
                "properties": {"文": {"contentMediaType": "text/markdown"}},
                "required": ["文"],
            }
        )
        (problem,) = [each for each in found(form) if each.code == "missing-file"]
        chosen = editor(form)
        at = chosen.editable(problem)
        assert (at.kind, at.place, at.block) == ("block", DOCUMENT, 0)
        assert code(chosen.type_in(at, "", "写了。")) == ""
        assert text(form, MARKDOWN) == "写了。\n"

    def test_in_a_long_text_of_yaml_the_block_at_the_place_can_be_typed(
        self, form: SmallProject
    ) -> None:
        form.content(DATA + "文: |-  # 正文\n  第一段。\n\n  第二段，\n  两行。\n尾: 1\n")
        chosen = editor(form)
        for line, block, source in ((12, 0, "第一段。"), (15, 1, "第二段，\n两行。")):
            at = chosen.editable(Place(YAML, line, 4))
            assert (at.kind, at.place, at.block) == ("block", Place(YAML, 12, 3), block)
            assert at.text == source
        whole = chosen.editable(Place(YAML, 11, 4))
        assert (whole.kind, whole.text) == ("value", "第一段。\n\n第二段，\n两行。")
        assert chosen.editable(Place(YAML, 16, 4)).text == "1"

    def test_what_can_be_typed_at_a_place(self, form: SmallProject) -> None:
        chosen = editor(form)
        value = chosen.editable(place(form, "金额"))
        assert (value.kind, value.place, value.text) == ("value", place(form, "金额"), "12")
        assert chosen.editable(Place(YAML, 3, 1)).text == "某办公室"  # the key of a value
        block = chosen.editable(Place(MARKDOWN, 5, 3))
        assert (block.kind, block.place, block.block) == ("block", DOCUMENT, 2)
        assert block.text == "金额{{ 金额 }}万元。"
        assert chosen.editable(Place(YAML, 3, 7)) == chosen.editable(Place(YAML, 3, 5))
        group = chosen.editable(Place(YAML, 8, 1))
        assert group.kind == "none"
        assert group.why is not None
        for at, new in ((value, "12.0"), (block, "金额{{ 金额 }}万。")):
            assert code(chosen.type_in(at, at.text, new)) == ""
        assert "金额: 12.0\n" in text(form)
        assert "{{ 金额 }}万。\n" in text(form, MARKDOWN)


class TestUndo:
    """Undo and redo, many steps, and after others."""

    def test_many_steps_there_and_back(self, form: SmallProject) -> None:
        chosen, states = editor(form), [(text(form), text(form, MARKDOWN))]
        for number in range(3, 33):
            if number % 3:
                at = place(form, "支出", "基本")
                result = chosen.set_value(at, text_at(form, at), str(number * 7))
            else:
                old = chosen.block_source(DOCUMENT, 1)
                result = chosen.set_block(DOCUMENT, 1, old, f"第{number}段。")
            assert code(result) == ""
            states.append((text(form), text(form, MARKDOWN)))
        for state in states[-2::-1]:
            assert chosen.can_undo
            result = chosen.undo()
            assert code(result) == ""
            assert result.files
            assert (text(form), text(form, MARKDOWN)) == state
        assert (chosen.can_undo, code(chosen.undo())) == (False, "nothing-to-undo")
        for state in states[1:]:
            assert chosen.can_redo
            assert code(chosen.redo()) == ""
            assert (text(form), text(form, MARKDOWN)) == state
        assert (chosen.can_redo, code(chosen.redo())) == (False, "nothing-to-redo")

    def test_the_result_says_where(self, form: SmallProject) -> None:
        chosen, at = editor(form), place(form, "支出", "项目")
        chosen.set_value(at, "", "9")
        assert chosen.undo() == EditResult(files=(YAML,), place=at)
        assert chosen.redo() == EditResult(files=(YAML,), place=place(form, "支出", "项目"))
        chosen.set_value(place(form, "部分", 1, "数"), "7", "7.0")
        assert chosen.undo().place == place(form, "部分", 1, "数")

    def test_an_edit_ends_what_can_be_done_again(self, form: SmallProject) -> None:
        chosen = editor(form)
        chosen.set_value(place(form, "单位"), "某办公室", "某局")
        chosen.undo()
        chosen.set_value(place(form, "单位"), "某办公室", "某中心")
        assert not chosen.can_redo

    def test_what_others_changed_elsewhere_stays(self, form: SmallProject) -> None:
        chosen = editor(form)
        chosen.set_value(place(form, "支出", "项目"), "", "9")
        path = form.root / YAML
        path.write_text("# 头\n" + text(form).replace("某办公室", "某局"), "utf-8")
        other = text(form)
        result = chosen.undo()
        assert text(form) == other.replace("项目: 9", "项目:")
        assert result.place == place(form, "支出", "项目")
        assert code(chosen.redo()) == ""
        assert text(form) == other

    def test_where_others_changed_the_same_it_is_refused(self, form: SmallProject) -> None:
        chosen = editor(form)
        chosen.set_value(place(form, "单位"), "某办公室", "某局")
        path = form.root / YAML
        path.write_text(text(form).replace("某局", "某中心"), "utf-8")
        assert code(chosen.undo()) == "lines-changed-since"
        assert "某中心" in text(form)
        path.write_text(text(form).replace("某中心", "某局"), "utf-8")
        assert code(chosen.undo()) == ""
        path.write_text(text(form).replace("某办公室", "某中心"), "utf-8")
        assert code(chosen.redo()) == "changed-since-undone"
        assert "某中心" in text(form)
        assert chosen.can_redo

    def test_it_is_known_after_a_restart(self, form: SmallProject) -> None:
        before = text(form)
        editor(form).set_value(place(form, "单位"), "某办公室", "某局")
        other = editor(form)
        assert other.can_undo
        assert code(other.undo()) == ""
        assert text(form) == before

    def test_pulls_and_fixes_are_undone_by_their_own_commands(self, form: SmallProject) -> None:
        form.render(verify=False)
        document = docx.Document(str(form.output / "报告.docx"))
        reword(with_words(document, "第一段"), "第一段", "头一段")
        document.save(str(form.output / "报告.docx"))
        pull_files("2023", root=form.root)
        form.content(DATA.replace("基本: 3", "基本: ３"))
        fix_edition("2023", root=form.root)
        chosen, at = editor(form), place(form, "单位")
        for number in range(25):  # more than the pulls that are kept
            assert code(chosen.set_value(at, text_at(form, at), f"某局{number}")) == ""
        assert "头一段" in text(form, MARKDOWN)
        (undone,) = undo_fixes("2023", root=form.root)
        assert undone.problems == ()
        assert "基本: ３\n" in text(form)
        assert "某局24" in text(form)
        (undone,) = undo_pull("2023", root=form.root)
        assert (undone.problems, text(form, MARKDOWN)) == ((), TEXT)
        with pytest.raises(UsageError):
            undo_fixes("2023", root=form.root)
        while chosen.can_undo:
            assert code(chosen.undo()) == ""
        assert "单位: 某办公室  # 全称\n" in text(form)

    def test_what_the_page_took_over_is_undone_with_its_edits(self, form: SmallProject) -> None:
        chosen = editor(form)
        taken = text(form, MARKDOWN).replace("第一段", "头一段")
        records = chosen.edition.changes("one")
        files = {MARKDOWN: ReplacedFile(TEXT.encode(), taken.encode())}
        record = ChangeRecord("1", "build/2023/报告.docx", files, on_page=True)
        (form.root / MARKDOWN).write_text(taken, "utf-8")
        with records.locked(Place("one")):
            records.finish(records.begin(record))
        chosen.set_value(place(form, "单位"), "某办公室", "某局")
        chosen.undo()
        assert chosen.can_redo
        assert chosen.undo().files == (MARKDOWN,)
        assert (text(form, MARKDOWN), chosen.can_undo, chosen.can_redo) == (TEXT, False, True)
        assert chosen.redo().files == (MARKDOWN,)
        assert chosen.redo().files == (YAML,)
        assert (text(form, MARKDOWN), chosen.can_redo) == (taken, False)
        assert "单位: 某局" in text(form)


def text_at(project: SmallProject, at: Place) -> str:
    return YamlFile(YAML, text(project)).value(at)


class TestTogether:
    """Several at once: nothing is lost."""

    def test_threads(self, form: SmallProject) -> None:
        form.content(DATA + "".join(f"字{number}: 甲\n\n" for number in range(8)))
        editors = [editor(form), editor(form)]
        shown = editors[0].shown()
        places = [place(form, f"字{number}") for number in range(8)]
        results = dict[int, EditResult]()

        def write(number: int) -> None:
            results[number] = editors[number % 2].set_value(
                places[number], "甲", f"乙{number}", shown=shown
            )

        threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [code(results[number]) for number in range(8)] == [""] * 8
        assert text(form).endswith("".join(f"字{number}: 乙{number}\n\n" for number in range(8)))
        while editors[0].can_undo:
            assert code(editors[0].undo()) == ""
        assert text(form).endswith("".join(f"字{number}: 甲\n\n" for number in range(8)))

    def test_processes(self, form: SmallProject) -> None:
        form.content(DATA + "甲: 1\n\n乙: 1\n")
        script = (
            "import sys; from pathlib import Path\n"
            "from docgen.runs.build import Packs; from docgen.runs.edition import find_edition\n"
            "from docgen.runs.typed_edit import ContentEditor\n"
            "from docgen.content.yaml_writer import YamlFile\n"
            "edition = find_edition('2023', Path.cwd()); name = sys.argv[1]\n"
            "editor = ContentEditor(edition, edition.units()[0], Packs(edition.project))\n"
            f"file = Path({YAML!r})\n"
            "for number in range(1, 6):\n"
            f"    place = YamlFile({YAML!r}, file.read_text('utf-8')).places[name,]\n"
            "    result = editor.set_value(place, str(number), str(number + 1))\n"
            "    assert not result.problem, result\n"
        )
        command = [sys.executable, "-c", script]
        runs = [subprocess.Popen([*command, name], cwd=form.root) for name in ("甲", "乙")]
        assert [run.wait(timeout=120) for run in runs] == [0, 0]
        assert text(form).endswith("甲: 6\n\n乙: 6\n")


def test_what_was_stopped_half_way_is_put_back_first(form: SmallProject) -> None:
    chosen = editor(form)
    before = text(form)
    half = before.replace("某办公室", "半途")
    records = chosen.edition.changes("one")
    files = {YAML: ReplacedFile(before.encode(), half.encode())}
    with records.locked(Place("one")):
        records.begin(ChangeRecord("1", "", files, on_page=True))
    (form.root / YAML).write_text(half, "utf-8")
    assert code(chosen.set_value(place(form, "支出", "项目"), "", "9")) == ""
    assert text(form) == before.replace("项目:  #", "项目: 9  #")


def test_what_nobody_expected_is_a_problem_and_nothing_is_written(
    form: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("甲")

    before, chosen = text(form), editor(form)
    monkeypatch.setattr(EditTrial, "run", fails)
    result = chosen.set_value(place(form, "单位"), "某办公室", "某局")
    assert (code(result), result.may_insist) == ("docgen-failed", False)
    assert (text(form), chosen.can_undo) == (before, False)


def test_nothing_is_left_in_the_folders(form: SmallProject) -> None:
    names = sorted(path.name for path in form.unit.rglob("*"))
    chosen = editor(form)
    chosen.set_value(place(form, "单位"), "某办公室", "某局")
    chosen.set_value(place(form, "金额"), "12", "许多")
    chosen.undo()
    assert sorted(path.name for path in form.unit.rglob("*")) == names
    shutil.rmtree(form.root / "build")
    assert (chosen.can_undo, code(chosen.undo())) == (False, "nothing-to-undo")
