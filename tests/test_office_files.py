"""Which Word file is the unit's own, what lies beside it, and what comes back by mail."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import click.testing
import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from docgen.cli.main import main
from tests.scripted_edits import reword, with_words
from tests.support import (
    SOFFICE,
    SmallProject,
    codes,
    entries,
    needs_libreoffice,
    paragraphs,
    saved_by_libreoffice,
)
from tests.unit.word.elements import element
from tests.unit.word.test_notes import SEPARATOR, notes_xml

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("in_this_process")]

TEXT = "本单位讲职责，共{{ 数 }}项。\n\n第二段讲预算。\n"
STAYS = "固定的话", "办公室的话"
"""An edit that no content file has a place for: it stays in Word."""


def form(document: Document) -> None:
    document.add_paragraph("固定的话：{{ 数 }}")
    document.add_paragraph("{{p narrative.文 }}")


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    project.part(form)
    project.content(TEXT, "narrative/文.md")
    project.content("数: 3\n")
    assert codes(project.render()) == []
    return project


def own(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def narrative(project: SmallProject) -> Path:
    return project.unit / "narrative" / "文.md"


def office(path: Path, *edits: tuple[str, str]) -> Path:
    """The file after the office has changed some words."""
    document = docx.Document(str(path))
    for old, new in edits:
        reword(with_words(document, old), old, new)
    document.save(str(path))
    return path


def copied(project: SmallProject, path: Path, *edits: tuple[str, str]) -> Path:
    """An edited copy of the unit's own file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(own(project), path)
    return office(path, *edits)


def words_of(path: Path) -> str:
    return "\n".join(paragraphs(docx.Document(str(path))))


def rows(project: SmallProject, edition: str = "2023") -> dict[str, list[str]]:
    """What ``docgen status`` says of each file."""
    process = run(project, "status", edition, "--format", "json")
    assert process.exit_code == 0, process.stderr
    return {
        Path(row["file"]).name: row["marks"] for row in json.loads(process.stdout) if row["file"]
    }


def run(project: SmallProject, *arguments: str) -> click.testing.Result:
    """What a command prints, typed in the project's folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        return click.testing.CliRunner().invoke(main, ["--lang", "en", *arguments])


def told(process: click.testing.Result, code: str) -> bool:
    return f"[{code}]" in process.stderr


# ---- a file that came by mail, with edits that stay in Word


@pytest.fixture
def mailed(built: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("邮件") / "回复：报告 (1).docx"
    return copied(built, path, ("职责", "主要职责"), STAYS)


def test_pulled_edits_that_stay_in_a_mailed_file_are_told_until_it_is_adopted(
    built: SmallProject, mailed: Path
) -> None:
    for command in (("pull", str(mailed)), ("render", "2023", "--no-pdf"), ("status", "2023")):
        process = run(built, *command)
        assert process.exit_code == 0, process.stderr
        assert told(process, "pulled-in-part"), command
        assert f'docgen pull "{mailed}" --adopt' in process.stderr
    adopted = run(built, "pull", str(mailed), "--adopt")
    assert adopted.exit_code == 0, adopted.stderr
    assert "办公室的话：3" in words_of(own(built))
    for command in (("render", "2023", "--no-pdf"), ("status", "2023")):
        process = run(built, *command)
        assert (process.exit_code, process.stderr) == (0, "")
    assert "办公室的话：3" in words_of(own(built))


def test_a_footnote_of_a_mailed_file_is_in_every_output_once_the_file_is_adopted(
    built: SmallProject, mailed: Path
) -> None:
    document = docx.Document(str(mailed))
    data = notes_xml("footnote", SEPARATOR, ("2", ""))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    name, package = PackURI("/word/footnotes.xml"), document.part.package
    document.part.relate_to(Part(name, kind, data, package), RT.FOOTNOTES)
    run_of_text = with_words(document, "主要职责").add_run()
    run_of_text._r.append(element('<w:footnoteReference w:id="2"/>'))
    document.save(str(mailed))
    assert told(run(built, "pull", str(mailed)), "pulled-in-part")
    assert run(built, "pull", str(mailed), "--adopt").exit_code == 0
    text = narrative(built).read_text("utf-8")
    narrative(built).write_text(text.replace("讲预算", "讲决算"), "utf-8")
    assert run(built, "render", "2023", "--no-pdf").stderr == ""
    parts = entries(own(built).read_bytes())
    assert "注2" in parts["word/footnotes.xml"].decode()
    assert "footnoteReference" in parts["word/document.xml"].decode()
    assert "第二段讲决算。" in words_of(own(built))


def test_a_dry_run_and_a_file_of_which_all_went_back_are_not_recorded(
    built: SmallProject, mailed: Path
) -> None:
    run(built, "pull", str(mailed), "--dry-run")
    assert run(built, "status", "2023").stderr == ""
    whole = copied(built, mailed.with_name("全部.docx"), ("职责", "主要职责"))
    assert run(built, "pull", str(whole)).stderr == ""
    assert run(built, "status", "2023").stderr == ""


def test_the_reminder_ends_when_it_is_asked_to_though_the_file_is_gone(
    built: SmallProject, mailed: Path
) -> None:
    run(built, "pull", str(mailed))
    mailed.unlink()
    process = run(built, "pull", str(mailed), "--forget", "--lang", "zh")
    assert (process.exit_code, process.stderr) == (0, "")
    assert process.stdout == f"不再提醒：{mailed}\n"
    assert run(built, "status", "2023").stderr == ""
    again = run(built, "pull", str(mailed), "--forget")
    assert (again.exit_code, told(again, "nothing-to-forget")) == (2, True)


def test_status_has_a_row_for_a_pulled_file_whatever_becomes_of_its_unit(
    built: SmallProject, mailed: Path
) -> None:
    run(built, "pull", str(mailed))
    assert rows(built)[mailed.name] == ["pulled-in-part"]
    built.unit.rename(built.unit.with_name("新名"))
    assert rows(built)[mailed.name] == ["pulled-in-part"]
    assert told(run(built, "render", "2023", "--no-pdf"), "pulled-in-part")
    assert "docgen pull" in run(built, "pull", str(mailed), "--adopt").stderr
    assert run(built, "pull", str(mailed), "--adopt", "--unit", "新名").exit_code == 0
    assert mailed.name not in rows(built)


def test_a_file_is_not_taken_for_that_of_another_unit_while_its_own_exists(
    built: SmallProject, mailed: Path
) -> None:
    shutil.copytree(built.unit, built.unit.with_name("two"))
    process = run(built, "pull", str(mailed), "--unit", "two")
    assert (process.exit_code, told(process, "other-unit")) == (2, True)
    assert run(built, "pull", str(mailed), "--unit", "one").exit_code == 0


def test_an_adopted_file_is_merged_with_what_the_writer_changed_since(
    built: SmallProject, mailed: Path
) -> None:
    before = mailed.read_bytes()
    narrative(built).write_text(TEXT.replace("讲预算", "讲决算"), "utf-8")
    assert codes(built.render()) == []
    process = run(built, "pull", str(mailed), "--adopt", "--lang", "zh")
    assert process.exit_code == 0, process.stderr
    assert "已成为单位 one 的 Word 文件：build/2023/报告.docx" in process.stdout
    text = words_of(own(built))
    assert "办公室的话：3" in text
    assert "本单位讲主要职责" in text
    assert "第二段讲决算。" in text
    assert "主要职责" in narrative(built).read_text("utf-8")
    assert mailed.read_bytes() == before
    assert rows(built)["报告.docx"] == ["edited", "pdf-missing"]


def test_edits_of_the_file_that_lay_there_are_moved_aside_and_come_back_when_asked(
    built: SmallProject, mailed: Path
) -> None:
    office(own(built), ("第二段讲预算", "第二段讲本年预算"))
    before = own(built).read_bytes()
    process = run(built, "pull", str(mailed), "--adopt")
    assert process.exit_code == 0, process.stderr
    (aside,) = (built.output / "edited").glob("*.docx")
    assert aside.read_bytes() == before
    assert f"docgen pull build/2023/edited/{aside.name}" in process.stderr
    assert rows(built)[aside.name] == ["moved-aside"]
    assert "本年预算" not in words_of(own(built))
    assert run(built, "pull", str(aside)).exit_code == 0
    assert "讲本年预算" in narrative(built).read_text("utf-8")


def test_what_is_replaced_is_moved_aside_and_adopted_again_with_all_its_edits(
    built: SmallProject,
) -> None:
    office(own(built), ("职责", "主要职责"), STAYS)
    process = run(built, "render", "2023", "--no-pdf", "--replace")
    (aside,) = (built.output / "edited").glob("*.docx")
    command = f"docgen pull build/2023/edited/{aside.name}"
    assert command in process.stderr
    assert "办公室的话" not in words_of(own(built))
    assert told(run(built, *command.split()[1:]), "pulled-in-part")
    assert run(built, *command.split()[1:], "--adopt").exit_code == 0
    assert "办公室的话：3" in words_of(own(built))
    assert run(built, "render", "2023", "--no-pdf").stderr == ""


def test_a_dry_run_of_an_adoption_writes_nothing(built: SmallProject, mailed: Path) -> None:
    before = {path: path.read_bytes() for path in built.root.rglob("*") if path.is_file()}
    assert run(built, "pull", str(mailed), "--adopt", "--dry-run").exit_code == 0
    after = {path: path.read_bytes() for path in built.root.rglob("*") if path.is_file()}
    assert after == before


def test_a_file_of_unknown_origin_is_not_adopted(built: SmallProject, mailed: Path) -> None:
    office(own(built), ("第二段讲预算", "第二段讲本年预算"))
    narrative(built).write_text(TEXT.replace("共", "计"), "utf-8")
    shutil.rmtree(built.output / ".docgen")
    before = own(built).read_bytes()
    process = run(built, "pull", str(mailed), "--adopt")
    assert (process.exit_code, told(process, "base-unknown")) == (5, True)
    assert own(built).read_bytes() == before


def test_nothing_is_adopted_while_the_content_has_errors(built: SmallProject, mailed: Path) -> None:
    before = own(built).read_bytes()
    built.content("")
    process = run(built, "pull", str(mailed), "--adopt")
    assert (process.exit_code, told(process, "missing-field")) == (1, True)
    assert own(built).read_bytes() == before


def test_where_content_and_an_adopted_file_differ_the_file_has_a_comment_of_docgen(
    built: SmallProject, mailed: Path
) -> None:
    narrative(built).write_text(TEXT.replace("讲职责", "讲任务"), "utf-8")
    assert codes(built.render()) == []
    process = run(built, "pull", str(mailed), "--adopt")
    assert (process.exit_code, process.stderr.count("[edit-conflict]")) == (5, 1)
    assert "now the Word file of unit one" in process.stdout
    assert "本单位讲主要职责" in words_of(own(built))
    assert "办公室的话：3" in words_of(own(built))
    (comment,) = docx.Document(str(own(built))).comments
    assert comment.author == "docgen"
    assert "讲任务" in narrative(built).read_text("utf-8")


def test_a_file_that_lies_open_is_not_replaced_by_the_adopted_one(
    built: SmallProject, mailed: Path
) -> None:
    own(built).with_name(".~lock.报告.docx#").write_text(",李某,电脑,今天,;", "utf-8")
    before = own(built).read_bytes()
    process = run(built, "pull", str(mailed), "--adopt")
    assert (process.exit_code, told(process, "file-open")) == (5, True)
    assert own(built).read_bytes() == before
    assert narrative(built).read_text("utf-8") == TEXT


@pytest.mark.parametrize("option", [("--adopt",), ("--forget",), ("--unit", "one")])
def test_options_of_one_file_are_refused_for_an_edition(
    built: SmallProject, option: tuple[str, ...]
) -> None:
    process = run(built, "pull", "2023", *option)
    assert (process.exit_code, told(process, "only-for-a-file")) == (2, True)


# ---- copies in the folder of outputs


@pytest.mark.parametrize("name", ["报告-王改.docx", "报告.DOCX", "王改/报告.docx", "a/b/c.Docx"])
def test_each_edited_copy_is_told_by_every_command(built: SmallProject, name: str) -> None:
    copy = copied(built, built.output / name, ("职责", "主要职责"))
    assert rows(built)[copy.name] == ["edited-copy"]
    assert f"build/2023/{name}" in run(built, "diff", "2023").stdout
    for command in (("status", "2023"), ("render", "2023", "--no-pdf")):
        process = run(built, *command, "--lang", "zh")
        assert f"build/2023/{name}: 警告[edited-copy]" in process.stderr
        assert f"docgen pull build/2023/{name} --adopt" in process.stderr
    assert run(built, "pull", "2023").exit_code == 0
    assert "主要职责" in narrative(built).read_text("utf-8")


def test_an_adopted_copy_of_the_folder_lies_in_edited_afterwards(built: SmallProject) -> None:
    copy = copied(built, built.output / "报告-王改.docx", STAYS)
    before = copy.read_bytes()
    process = run(built, "pull", "build/2023/报告-王改.docx", "--adopt")
    assert process.exit_code == 0, process.stderr
    assert "办公室的话：3" in words_of(own(built))
    (aside,) = (built.output / "edited").glob("*.docx")
    assert (aside.read_bytes(), copy.exists()) == (before, False)
    assert run(built, "render", "2023", "--no-pdf").stderr == ""


def test_copies_that_nobody_edited_and_hidden_ones_are_not_told(built: SmallProject) -> None:
    shutil.copy(own(built), built.output / "备份.docx")
    for name in (".docgen/x/报告.docx", ".~报告.docx", "~$报告.docx", ".git/a.docx"):
        copied(built, built.output / name, ("职责", "主要职责"))
    (built.output / "~$报告.docx").unlink()
    assert list(rows(built)) == ["报告.docx"]
    assert run(built, "render", "2023", "--no-pdf").stderr == ""
    assert "no edits to carry back" in run(built, "diff", "2023", "--lang", "en").stdout


def test_two_edited_files_under_other_names_are_not_chosen_between(built: SmallProject) -> None:
    for name in ("报告-王改.docx", "报告-李改.docx"):
        copied(built, built.output / name, ("职责", f"{name[3]}的职责"))
    own(built).unlink()
    process = run(built, "render", "2023", "--no-pdf")
    assert process.exit_code == 0
    assert process.stderr.count("[edited-copy]") == 2
    assert "本单位讲职责" in words_of(own(built))
    assert not (built.output / "edited").exists()


def test_the_only_edited_file_under_another_name_is_merged_into(built: SmallProject) -> None:
    own(built).rename(built.output / "报告.DOCX")
    office(built.output / "报告.DOCX", STAYS)
    process = run(built, "render", "2023", "--no-pdf")
    assert told(process, "renamed-file")
    assert "办公室的话：3" in words_of(own(built))
    assert not (built.output / "报告.DOCX").exists()


def test_in_a_folder_of_her_own_only_reports_count(built: SmallProject) -> None:
    """``--out`` may name a desktop, with other Word files and folders on it."""
    desk = built.root / "桌面"
    (desk / "旧文").mkdir(parents=True)
    for name in ("通知.docx", "旧文/通知.docx"):
        (desk / name).write_bytes(foreign(b""))
    (desk / "旧文" / "通知.doc").write_bytes(b"old")
    assert run(built, "render", "2023", "--no-pdf", "--out", "桌面").stderr == ""
    copied(built, desk / "旧文" / "报告.docx", STAYS)
    copied(built, desk / "报告-王改.docx", STAYS)
    process = run(built, "render", "2023", "--no-pdf", "--out", "桌面")
    assert process.exit_code == 0
    assert process.stderr.count("warning[") == 1
    assert "桌面/报告-王改.docx: warning[edited-copy]" in process.stderr
    assert run(built, "diff", "2023", "--out", "桌面").exit_code == 0


# ---- files that cannot be read back


@pytest.mark.parametrize("suffix", [".doc", ".odt", ".wps", ".rtf", ".pdf"])
@pytest.mark.parametrize("command", ["diff", "pull"])
def test_other_kinds_of_files_are_told_with_what_to_do(
    built: SmallProject, tmp_path: Path, suffix: str, command: str
) -> None:
    data = {
        ".rtf": b"{\\rtf1 x}",
        ".pdf": b"%PDF-1.7",
        ".odt": b"",
        ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
    }
    path = tmp_path / f"回复{suffix}"
    path.write_bytes(data.get(suffix, data[".doc"]))
    if suffix == ".odt":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    process = run(built, command, str(path), "--lang", "zh")
    assert process.exit_code == 1
    assert path.name in process.stderr
    assert told(process, "no-way-back" if suffix == ".pdf" else "not-a-docx")
    assert ".docx" in process.stderr
    assert "年度" not in process.stderr


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def empty(_: bytes) -> bytes:
    return b""


def encrypted(_: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def foreign(_: bytes) -> bytes:
    return (Path(docx.__file__).parent / "templates" / "default.docx").read_bytes()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (truncated, "damaged-docx"),
        (empty, "empty-docx"),
        (encrypted, "locked-docx"),
        (foreign, "not-built-here"),
    ],
)
@pytest.mark.parametrize("name", ["坏.docx", "坏.doc", "子/坏.DOCX"])
def test_an_unread_file_is_an_error_that_costs_only_itself(
    built: SmallProject, damage: Callable[[bytes], bytes], code: str, name: str
) -> None:
    office(own(built), ("职责", "主要职责"))
    path = built.output / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(damage(own(built).read_bytes()))
    alone = run(built, "diff", str(path))
    assert (alone.exit_code > 0, told(alone, code)) == (True, True)
    for command in ("diff", "pull"):
        process = run(built, command, "2023")
        assert process.exit_code == 1
        assert f"build/2023/{name}: error[{code}]" in process.stderr
    assert "主要职责" in narrative(built).read_text("utf-8")
    assert path.name in rows(built)
    assert f"build/2023/{name}: warning[{code}]" in run(built, "render", "2023").stderr


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["odt", "doc", "rtf"])
def test_what_was_sent_as_another_kind_is_known_again_once_it_is_saved_as_docx(
    built: SmallProject, tmp_path: Path, suffix: str
) -> None:
    copy = copied(built, tmp_path / "回复.docx", ("职责", "主要职责"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", suffix, "--outdir"]
    subprocess.run([*command, str(tmp_path), str(copy)], check=True, capture_output=True)
    copy.unlink()
    (tmp_path / "docx").mkdir()
    saved_by_libreoffice([tmp_path / f"回复.{suffix}"], tmp_path / "docx")
    process = run(built, "pull", str(tmp_path / "docx" / "回复.docx"))
    assert process.exit_code == 0, process.stderr
    assert "主要职责" in narrative(built).read_text("utf-8")


# ---- files of other editions and of units that are gone


@pytest.fixture
def last_year(built: SmallProject) -> Path:
    """An edited file of 2022 that lies among the outputs of 2023."""
    content = built.root / "content"
    shutil.copytree(content / "2023", content / "2022")
    assert run(built, "render", "2022", "--no-pdf").exit_code == 0
    path = built.output / "去年的报告.docx"
    shutil.move(built.root / "build" / "2022" / "报告.docx", path)
    return office(path, ("职责", "去年职责"))


@pytest.mark.parametrize("has_content", [True, False])
@pytest.mark.parametrize("command", ["diff", "pull"])
def test_a_file_of_another_edition_is_told_by_its_name_and_costs_only_itself(
    built: SmallProject, last_year: Path, command: str, has_content: bool
) -> None:
    office(own(built), ("职责", "主要职责"))
    if not has_content:
        shutil.rmtree(built.root / "content" / "2022")
    process = run(built, command, "2023")
    assert process.exit_code == 1
    assert "build/2023/去年的报告.docx: error[other-edition]" in process.stderr
    assert "build/2023/报告.docx" in process.stdout
    assert ("主要职责" in narrative(built).read_text("utf-8")) is (command == "pull")
    assert "去年" not in narrative(built).read_text("utf-8")
    assert rows(built)["去年的报告.docx"] == ["other-edition"]
    assert told(run(built, "render", "2023", "--no-pdf"), "other-edition")


def test_a_file_of_another_edition_under_the_reports_name_is_not_merged_into(
    built: SmallProject, last_year: Path
) -> None:
    last_year.replace(own(built))
    before = own(built).read_bytes()
    process = run(built, "render", "2023", "--no-pdf")
    assert (process.exit_code, told(process, "other-edition")) == (5, True)
    assert own(built).read_bytes() == before


def test_the_edited_file_of_a_renamed_unit_is_taken_over_by_the_command_that_is_named(
    built: SmallProject,
) -> None:
    office(own(built), ("职责", "主要职责"), STAYS)
    before = own(built).read_bytes()
    built.unit.rename(built.unit.with_name("新名"))
    command = "docgen pull build/2023/报告.docx --unit 新名 --adopt"
    for arguments in (("render", "2023", "--no-pdf"), ("diff", "2023"), ("pull", "2023")):
        process = run(built, *arguments)
        assert process.exit_code > 0
        assert told(process, "unit-gone")
        assert command in process.stderr
    assert own(built).read_bytes() == before
    assert rows(built)["报告.docx"] == ["unit-gone"]
    process = run(built, *command.split()[1:])
    assert process.exit_code == 0, process.stderr
    content = built.unit.with_name("新名") / "narrative" / "文.md"
    assert "主要职责" in content.read_text("utf-8")
    process = run(built, "render", "2023", "--no-pdf")
    assert (process.exit_code, process.stderr) == (0, "")
    assert "办公室的话：3" in words_of(own(built))


def test_without_edits_the_file_of_a_renamed_unit_is_replaced(built: SmallProject) -> None:
    built.unit.rename(built.unit.with_name("新名"))
    process = run(built, "render", "2023", "--no-pdf")
    assert (process.exit_code, process.stderr) == (0, "")
    assert rows(built)["报告.docx"] == ["pdf-missing"]


def test_of_several_units_without_a_file_none_is_guessed(built: SmallProject) -> None:
    office(own(built), ("职责", "主要职责"))
    content = built.unit.parent
    shutil.copytree(built.unit, content / "甲局")
    built.unit.rename(content / "乙局")
    process = run(built, "diff", "2023", "--lang", "zh")
    assert "--unit 新名称 --adopt" in process.stderr
    assert "甲局、乙局" in process.stderr or "乙局、甲局" in process.stderr


# ---- what is said of a name that is not there


@pytest.fixture
def projects(project: SmallProject) -> SmallProject:
    """A report whose text asks for a row of a list by its name."""

    def form(document: Document) -> None:
        document.add_paragraph("项目：{{ 项目[0].名称 }}")
        document.add_paragraph("{{p narrative.文 }}")

    project.part(form)
    asked = """{{ (项目 | where("名称", '教育发展专项')).金额 }}"""
    project.content(f"共{asked}万元，\\\n另有{asked}万元。", "narrative/文.md")
    project.content("项目:\n  - 名称: 教育发展专项\n    金额: 3\n")
    assert codes(project.render()) == []
    return project


def test_where_a_text_asks_for_a_project_by_name_it_follows_the_new_name(
    projects: SmallProject,
) -> None:
    office(own(projects), ("项目：教育发展专项", "项目：教育振兴的专项"), ("另有", "还有"))
    process = run(projects, "pull", "2023", "--lang", "zh")
    assert "共 2 处修改：2 处写回内容" in process.stdout
    assert "名称: 教育振兴的专项" in (projects.unit / "report.yaml").read_text("utf-8")
    text = narrative(projects).read_text("utf-8")
    assert text.count("""{{ (项目 | where("名称", '教育振兴的专项')).金额 }}""") == 2
    assert codes(projects.render()) == []
    assert "没有要写回的修改" in run(projects, "diff", "2023", "--lang", "zh").stdout


@pytest.mark.parametrize("name", ["教育'专项", '教育"专项', "教育}}专项{{", "教育\\专项"])
def test_a_name_that_could_end_an_expression_is_not_put_into_one(
    projects: SmallProject, name: str
) -> None:
    before = narrative(projects).read_text("utf-8")
    office(own(projects), ("项目：教育发展专项", f"项目：{name}"))
    output = run(projects, "pull", "2023", "--lang", "zh").stdout
    assert "没有一行的 名称 是「教育发展专项」" in output
    assert narrative(projects).read_text("utf-8") == before


# ---- what render says


def test_after_a_pull_render_does_not_say_that_the_content_is_unchanged(
    built: SmallProject,
) -> None:
    office(own(built), ("职责", "主要职责"), STAYS)
    run(built, "pull", "2023")
    output = run(built, "render", "2023", "--no-pdf", "--lang", "en").stdout
    assert "build/2023/报告.docx" in output
    assert "content unchanged" not in output
    assert "has all of the content" in output


@pytest.mark.parametrize("is_edited", [True, False])
def test_the_pdf_of_a_renamed_report_goes_with_its_word_file(
    built: SmallProject, is_edited: bool
) -> None:
    own(built).with_suffix(".pdf").write_bytes(b"%PDF-")
    if is_edited:
        office(own(built), STAYS)
    report = built.unit / "report.yaml"
    report.write_text(report.read_text("utf-8").replace("名称: 报告", "名称: 新报告"), "utf-8")
    process = run(built, "render", "2023", "--no-pdf")
    assert told(process, "renamed-file" if is_edited else "former-file")
    assert sorted(path.name for path in built.output.iterdir() if path.is_file()) == ["新报告.docx"]
    moved = sorted((built.output / "edited").iterdir())
    assert [path.suffix for path in moved] == [".docx", ".pdf"]
    assert moved[0].stem == moved[1].stem
