"""Who changed which value when: from docgen's own records, and from git."""

from __future__ import annotations

import getpass
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import docx
import pytest

from docgen.diagnostics import UsageError
from docgen.messages import phrases
from docgen.runs.fix import fix_edition
from docgen.runs.pull import pull_files
from docgen.runs.unit_history import ValueChange, unit_history
from docgen.wording.history_lines import history_json, history_lines
from tests.support import SmallProject, small_project

needs_git = pytest.mark.skipif(which("git") is None, reason="git is not installed")


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    project = small_project(tmp_path / "p")
    project.schema(名称={"type": "string"}, 数={"type": "number"}, 日期={"type": "string"})
    project.template("{{ 名称 }}", "预算数{{ 数 }}万元。")
    project.content("数: 12.5\n")
    project.content("概况。\n", "narrative/1.md")
    return project


def changes_of(project: SmallProject, *, of: str = "") -> list[ValueChange]:
    found = unit_history("2023", "one", of=of, root=project.root)
    assert found.problems == ()
    return list(found.changes)


def told(changes: list[ValueChange]) -> list[tuple[str, str, str, str, str]]:
    return [(it.who, it.how, it.value.path, it.value.old, it.value.new) for it in changes]


def pulled(project: SmallProject, new: str) -> None:
    project.render()
    path = project.output / "报告.docx"
    document = docx.Document(str(path))
    document.paragraphs[1].runs[0].text = f"预算数{new}万元。"
    document.save(str(path))
    (review,) = pull_files("2023", root=project.root)
    assert review.problems == ()


def commit(root: Path, author: str, message: str) -> None:
    who = {"GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": "a@b", "HOME": str(root.parent)}
    who |= {"GIT_COMMITTER_NAME": author, "GIT_COMMITTER_EMAIL": "a@b", "PATH": "/usr/bin:/bin"}
    for words in (["add", "content"], ["commit", "-q", "-m", message]):
        subprocess.run(["git", "-C", str(root), *words], check=True, env=who, capture_output=True)


def repository(root: Path) -> None:
    subprocess.run(["git", "init", "-q", str(root)], check=True, capture_output=True)


def test_nothing_was_changed(project: SmallProject) -> None:
    assert changes_of(project) == []
    assert list(history_lines([], "en")) == [phrases("en")["history-none"]]


def test_what_was_pulled_is_told_with_the_word_file_and_who_ran_it(project: SmallProject) -> None:
    begun = datetime.now(UTC)
    pulled(project, "13.75")
    changes = changes_of(project)
    assert told(changes) == [(getpass.getuser(), "pull", "数", "12.5", "13.75")]
    (change,) = changes
    assert change.note == "build/2023/报告.docx"
    assert begun <= change.when <= datetime.now(UTC)
    assert "数: 12.5 → 13.75" in "\n".join(history_lines(changes, "zh"))
    assert '"new": "13.75"' in history_json(changes)


def test_the_newest_is_first_and_one_field_can_be_asked_for(project: SmallProject) -> None:
    for new in ("13", "14"):
        pulled(project, new)
    changes = changes_of(project, of="数")
    assert [change.value.new for change in changes] == ["14", "13"]
    assert changes_of(project, of="名称") == []


def test_what_check_fix_mended_is_told(project: SmallProject) -> None:
    project.content("数: １２.５\n")
    fix_edition("2023", root=project.root)
    (change,) = changes_of(project)
    assert (change.how, change.value.old, change.value.new) == ("fix", "１２.５", "12.5")


@needs_git
def test_what_was_typed_in_an_editor_is_told_by_its_commit(project: SmallProject) -> None:
    repository(project.root)
    commit(project.root, "甲", "第一稿")
    project.content("数: 12.6\n")
    commit(project.root, "乙", "按批复改")
    first = [("甲", "git", name, "", new) for name, new in (("模板", "form"), ("名称", "报告"))]
    changes = changes_of(project)
    assert told(changes) == [
        ("乙", "git", "数", "12.5", "12.6"),
        ("甲", "git", "", "", "概况。"),
        *first,
        ("甲", "git", "数", "", "12.5"),
    ]
    assert changes[0].note == "按批复改"


@needs_git
def test_what_docgen_wrote_and_somebody_committed_is_told_once(project: SmallProject) -> None:
    repository(project.root)
    commit(project.root, "甲", "第一稿")
    pulled(project, "15")
    commit(project.root, "乙", "写回")
    changes = changes_of(project, of="数")
    assert [(it.how, it.value.new) for it in changes] == [("pull", "15"), ("git", "12.5")]


@needs_git
def test_a_project_below_a_repository_has_its_history_too(tmp_path: Path) -> None:
    repository(tmp_path)
    project = small_project(tmp_path / "下级" / "p")
    subprocess.run(["git", "-C", str(tmp_path), "add", "-A"], check=True, capture_output=True)
    commit(project.root, "甲", "初稿")
    assert {change.who for change in changes_of(project)} == {"甲"}


def test_an_unknown_unit_is_told(project: SmallProject) -> None:
    with pytest.raises(UsageError):
        unit_history("2023", "none", root=project.root)


def test_a_record_that_cannot_be_read_costs_only_itself(project: SmallProject) -> None:
    for new in ("13", "14"):
        pulled(project, new)
    records = sorted((project.output / ".docgen" / "one" / "pulls").glob("*.zip"))
    records[0].write_bytes(b"no zip")
    found = unit_history("2023", "one", root=project.root)
    assert [change.value.new for change in found.changes] == ["14"]
    assert [problem.code for problem in found.problems] == ["change-record"]


@needs_git
def test_what_only_moved_into_another_file_has_not_changed(project: SmallProject) -> None:
    repository(project.root)
    commit(project.root, "甲", "第一稿")
    project.content("")
    (project.unit / "附件.yaml").write_text("数: 12.5\n", "utf-8")
    (project.unit / "narrative" / "1.md").rename(project.unit / "narrative" / "1-概况.md")
    commit(project.root, "乙", "分成两个文件")
    assert {change.who for change in changes_of(project)} == {"甲"}


@needs_git
def test_no_setting_of_a_repository_runs_a_program(project: SmallProject, tmp_path: Path) -> None:
    repository(project.root)
    commit(project.root, "甲", "第一稿\u2028第二行")
    ran, evil = tmp_path / "ran", tmp_path / "evil.sh"
    evil.write_text(f'#!/bin/sh\ntouch {ran}\ncat "$1"\n', "utf-8")
    evil.chmod(0o755)
    (project.root / ".gitattributes").write_text("*.yaml diff=evil filter=evil\n", "utf-8")
    settings = {"log.showSignature": "true", "gpg.program": str(evil), "core.fsmonitor": str(evil)}
    settings |= {"diff.evil.textconv": str(evil), "diff.evil.command": str(evil)}
    settings |= {"filter.evil.smudge": str(evil), "core.pager": str(evil)}
    for name, value in settings.items():
        words = ["git", "-C", str(project.root), "config", name, value]
        subprocess.run(words, check=True, capture_output=True)
    assert "数" in {change.value.path for change in changes_of(project)}
    assert not ran.exists()
