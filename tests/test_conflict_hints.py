"""A clerk who reads the messages alone, and does what they say, ends a conflict."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import docx
import pytest

from tests.scripted_edits import png, reword, with_words
from tests.support import SmallProject, codes, paragraphs
from tests.test_merging import drop_comments
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

TEXT = "第一段讲职责。\n\n第二段讲预算。\n"
NARRATIVE = "narrative/文.md"
_NAMED = {"zh": r"运行 docgen (.+?)，", "en": r"run docgen (.+?): "}


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    project.part(lambda document: document.add_paragraph("{{p narrative.文 }}"))
    project.content(TEXT, NARRATIVE)
    assert codes(project.render()) == []
    return project


@pytest.mark.parametrize(
    ("language", "is_mailed", "last"),
    [
        ("zh", False, "讲收入"),
        ("en", False, "讲决算"),
        ("zh", True, "讲决算"),
        ("en", True, "讲支出"),
    ],
)
def test_doing_what_the_hints_of_a_conflict_say_ends_it(
    built: SmallProject, tmp_path: Path, language: str, is_mailed: bool, last: str
) -> None:
    """The last word is the office's, the content's, or a third."""
    report = built.output / "报告.docx"
    edited = tmp_path / "回复 稿.docx" if is_mailed else report
    document = docx.Document(str(report))
    reword(with_words(document, "讲预算"), "讲预算", "讲收入")
    document.save(str(edited))
    built.content(TEXT.replace("讲预算", "讲决算"), NARRATIVE)

    pulled = run(built, "--lang", language, "pull", str(edited) if is_mailed else "2023")
    (command,) = re.findall(_NAMED[language], pulled.stderr)
    typed = [*shlex.split(command), *(["--no-pdf"] if command.startswith("render") else [])]
    marked = run(built, "--lang", language, *typed)
    assert "[edit-conflict]" in marked.stderr
    assert "[conflict-not-carried]" not in marked.stderr
    (again,) = re.findall(r"docgen (pull \w+)", marked.stderr)

    document = docx.Document(str(report))
    assert len(list(document.comments)) == 1
    drop_comments(document)
    reword(with_words(document, "讲收入"), "讲收入", last)
    document.save(str(report))
    assert run(built, *shlex.split(again)).returncode == 0
    for _ in range(2):
        assert (built.unit / NARRATIVE).read_text("utf-8") == TEXT.replace("讲预算", last)
        assert codes(built.render()) == []
        assert run(built, "pull", "2023").stderr == ""


def test_a_conflict_beside_a_picture_ends_though_the_content_can_never_say_the_same(
    built: SmallProject,
) -> None:
    report = built.output / "报告.docx"
    document = docx.Document(str(report))
    with_words(document, "讲预算").add_run().add_picture(io.BytesIO(png()))
    document.save(str(report))
    built.content(TEXT.replace("讲预算。", "讲决算"), NARRATIVE)
    (conflict,) = built.render().all_problems()
    assert conflict.code == "edit-conflict"
    assert conflict.words["theirs_zh"] == "第二段讲预算。{+〔图片〕+}"

    document = docx.Document(str(report))
    drop_comments(document)
    document.save(str(report))
    pulled = run(built, "pull", "2023")
    assert (pulled.returncode, pulled.stderr) == (0, "")
    for _ in range(2):
        assert codes(built.render()) == []
    assert "第二段讲预算。" in paragraphs(docx.Document(str(report)))
    assert len(docx.Document(str(report)).inline_shapes) == 1
