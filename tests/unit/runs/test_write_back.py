"""Several writers on one shared folder: nobody's words are lost, and what is held is told."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docgen import pull_files
from docgen.diagnostics import Place
from docgen.runs import review as review_module
from docgen.runs.carry_back import carry_back
from docgen.runs.results import Review
from tests.scripted_edits import reword, with_words
from tests.support import SmallProject
from tests.unit.helpers import codes

NAMES = ("预算", "资产", "采购", "绩效")
TEXT = "\n\n".join(f"第{number}段讲{name}。" for number, name in enumerate(NAMES, 1)) + "\n"


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A report of a Markdown text and an office's name."""
    project.template("{{ 单位 }}", "{{p narrative.文 }}")
    project.content(TEXT, "narrative/文.md")
    project.content("单位: 某管理办公室\n")
    project.render(jobs=1, verify=False)
    return project


def office(path: Path, *rewordings: tuple[str, str]) -> None:
    document = docx.Document(str(path))
    for old, new in rewordings:
        reword(with_words(document, old), old, new)
    document.save(str(path))


def narrative(project: SmallProject) -> Path:
    return project.unit / "narrative" / "文.md"


def word(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def pulled(project: SmallProject) -> Review:
    (review,) = pull_files("2023", root=project.root)
    return review


def meanwhile(monkeypatch: pytest.MonkeyPatch, *saves: Callable[[], object]) -> None:
    """While the edits are tried, each time one of ``saves`` is done."""
    left = list(saves)

    def slow(*arguments: object) -> object:
        plan = carry_back(*arguments)  # type: ignore[arg-type]
        if left:
            left.pop(0)()
        return plan

    monkeypatch.setattr(review_module, "carry_back", slow)


def saved(path: Path, old: str, new: str) -> Callable[[], object]:
    return lambda: path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("narrative/文.md", "讲绩效", "讲绩效和评价"),
        ("narrative/文.md", "第2段讲资产。\n\n", ""),
        ("report.yaml", "某管理办公室", "某管理中心"),
    ],
)
def test_what_a_writer_saves_elsewhere_while_edits_are_tried_stays_with_what_is_pulled(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str
) -> None:
    office(word(built), ("讲预算", "讲年度预算"))
    path = built.unit / file
    meanwhile(monkeypatch, saved(path, old, new))
    review = pulled(built)
    assert (review.problems, review.files) == ((), ("content/2023/one/narrative/文.md",))
    assert "第1段讲年度预算。" in narrative(built).read_text("utf-8")
    assert new in path.read_text("utf-8")
    assert old not in path.read_text("utf-8") or old in new


def test_what_a_writer_saves_in_the_same_line_is_a_conflict_and_stays(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(word(built), ("讲预算", "讲年度预算"), ("讲采购", "讲政府采购"))
    meanwhile(monkeypatch, saved(narrative(built), "讲预算", "讲部门预算"))
    review = pulled(built)
    assert codes(review.problems) == ["edit-conflict"]
    text = TEXT.replace("讲预算", "讲部门预算").replace("讲采购", "讲政府采购")
    assert narrative(built).read_text("utf-8") == text


def test_content_that_is_saved_each_time_is_left_alone_in_the_end(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(word(built), ("讲预算", "讲年度预算"))
    path = narrative(built)
    meanwhile(monkeypatch, *[saved(path, "讲绩效", "讲绩效甲")] * 10)
    (problem,) = pulled(built).problems
    assert (problem.code, problem.place) == ("content-moved", Place("content/2023/one"))
    assert path.read_text("utf-8") == TEXT.replace("讲绩效", f"讲绩效{'甲' * 10}")


def test_a_file_that_is_saved_in_the_last_moment_is_not_overwritten(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new bytes are on the disk already, under another name."""
    office(word(built), ("讲预算", "讲年度预算"))
    real, path, calls = os.fsync, narrative(built), list[int]()

    def late(descriptor: int) -> None:
        real(descriptor)
        calls.append(descriptor)
        if len(calls) == 1:
            saved(path, "讲绩效", "讲绩效和评价")()

    monkeypatch.setattr(os, "fsync", late)
    assert pulled(built).problems == ()
    text = TEXT.replace("讲绩效", "讲绩效和评价")
    assert path.read_text("utf-8") == text.replace("讲预算", "讲年度预算")


def test_the_word_file_that_the_office_saves_meanwhile_keeps_its_new_words(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(word(built), ("讲预算", "讲年度预算"))
    meanwhile(monkeypatch, lambda: office(word(built), ("讲采购", "讲政府采购")))
    assert pulled(built).problems == ()
    changed = TEXT.replace("讲预算", "讲年度预算").replace("讲采购", "讲政府采购")
    assert narrative(built).read_text("utf-8") == changed


def test_two_pulls_at_once_both_write(built: SmallProject, tmp_path: Path) -> None:
    """Of four copies that came by mail, each with an edit of its own."""
    changes = [("讲预算", "讲年度预算"), ("讲资产", "讲国有资产"), ("讲采购", "讲政府采购")]
    copies = [tmp_path / f"回复{number}.docx" for number in range(len(changes))]
    for copy, change in zip(copies, changes, strict=True):
        shutil.copy(word(built), copy)
        office(copy, change)
    office(word(built), ("某管理办公室", "某管理中心"))
    pulls = [
        subprocess.Popen(
            [sys.executable, "-m", "docgen", "--project", str(built.root), "pull", target],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for target in (*map(str, copies), "2023")
    ]
    outputs = [pull.communicate(timeout=120)[0].decode() for pull in pulls]
    assert [pull.returncode for pull in pulls] == [0] * len(pulls), outputs
    text = TEXT
    for old, new in changes:
        text = text.replace(old, new)
    assert narrative(built).read_text("utf-8") == text
    assert "单位: 某管理中心" in (built.unit / "report.yaml").read_text("utf-8")


@pytest.mark.parametrize("file", ["content/2023/one/narrative/文.md", "build/2023/报告.docx"])
def test_a_write_protected_file_is_told_as_such(built: SmallProject, file: str) -> None:
    office(word(built), ("讲预算", "讲年度预算"))
    (built.root / file).chmod(0o444)
    before = word(built).read_bytes()
    (problem,) = pulled(built).problems
    assert (problem.code, problem.place) == ("write-protected", Place(file))
    assert (narrative(built).read_text("utf-8"), word(built).read_bytes()) == (TEXT, before)
    (built.root / file).chmod(0o644)
    assert pulled(built).problems == ()


@pytest.mark.parametrize(
    "lock", [".文.md.swp", ".#文.md", ".~lock.文.md#"], ids=["vim", "emacs", "libreoffice"]
)
def test_content_that_an_editor_has_open_is_told_as_such(built: SmallProject, lock: str) -> None:
    office(word(built), ("讲预算", "讲年度预算"))
    held = narrative(built).parent / lock
    if lock.startswith(".#"):
        held.symlink_to("writer@office.123")  # emacs makes a link to nothing
    else:
        held.write_bytes(b"")
    (problem,) = pulled(built).problems
    assert (problem.code, problem.place) == (
        "file-open",
        Place("content/2023/one/narrative/文.md"),
    )
    assert narrative(built).read_text("utf-8") == TEXT


@pytest.mark.parametrize("mode", [0o664, 0o600, 0o666])
def test_who_may_write_a_content_file_stays_as_it_was(built: SmallProject, mode: int) -> None:
    office(word(built), ("讲预算", "讲年度预算"))
    narrative(built).chmod(mode)
    assert pulled(built).problems == ()
    assert stat.S_IMODE(narrative(built).stat().st_mode) == mode
