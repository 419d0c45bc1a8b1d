"""Whether an edited Word file has edits that the content lacks; what status and render say then."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from docgen import pull_files
from docgen.project import Project
from docgen.runs.edition import Edition
from docgen.runs.edits_left import EditsLeft, reads_otherwise
from docgen.runs.status import edition_status
from tests.scripted_edits import reword, with_words
from tests.support import SmallProject
from tests.unit.helpers import codes

TEXT = "本单位讲职责。\n\n第二段讲预算。\n"


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A report of a fixed text, a Markdown text and a number."""
    project.template("固定的话", "{{p narrative.文 }}", "{{ 数 }}")
    project.content(TEXT, "narrative/文.md")
    project.content("数: 3\n")
    project.render(jobs=1, verify=False)
    return project


def word(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def office(path: Path, old: str = "", new: str = "") -> None:
    """Saves the file, with other words if they are given."""
    document = docx.Document(str(path))
    if old:
        reword(with_words(document, old), old, new)
    document.save(str(path))


def marks(project: SmallProject) -> list[tuple[str, ...]]:
    rows = edition_status("2023", root=project.root)
    return [tuple(mark for mark in row.marks if "pdf" not in mark) for row in rows]


def pulled(project: SmallProject) -> None:
    pull_files("2023", root=project.root)


def edited(project: SmallProject) -> bool:
    return project.render(jobs=1, verify=False).outcomes[0].edited


def test_after_a_complete_pull_all_edits_are_in_the_content(built: SmallProject) -> None:
    office(word(built), "职责", "主要职责")
    assert (marks(built), edited(built)) == ([("edited",)], True)
    pulled(built)
    assert (marks(built), edited(built)) == ([("carried",)], False)
    office(word(built), "预算", "决算")
    assert (marks(built), edited(built)) == ([("edited",)], True)


def test_after_a_pull_in_part_the_file_is_edited(built: SmallProject) -> None:
    office(word(built), "职责", "主要职责")
    office(word(built), "固定的话", "另外的话")
    pulled(built)
    assert (marks(built), edited(built)) == ([("edited",)], True)


def test_a_file_that_was_only_saved_has_no_edits(built: SmallProject) -> None:
    office(word(built))
    assert (marks(built), edited(built)) == ([("carried",)], False)


def test_new_content_that_is_merged_is_no_edit(built: SmallProject) -> None:
    office(word(built), "职责", "主要职责")
    pulled(built)
    built.content("数: 4\n")
    assert marks(built) == [("content-changed", "carried")]
    for merged in (True, False):
        (outcome,) = built.render(jobs=1, verify=False).outcomes
        assert (outcome.merged, outcome.edited) == (merged, False)


@pytest.mark.parametrize("is_complete", [True, False])
def test_of_a_copy_it_is_told_while_it_has_edits_of_its_own(
    built: SmallProject, *, is_complete: bool
) -> None:
    copy = built.output / "报告-改.docx"
    shutil.copyfile(word(built), copy)
    office(copy, "职责", "主要职责")
    if not is_complete:
        office(copy, "固定的话", "另外的话")
    pulled(built)
    told = [] if is_complete else ["edited-copy"]
    assert codes(built.render(jobs=1, verify=False).problems) == told
    assert [mark for row in marks(built) for mark in row] == told


@pytest.mark.parametrize("is_complete", [True, False])
def test_of_a_draft_it_is_told_while_it_has_edits_of_its_own(
    built: SmallProject, *, is_complete: bool
) -> None:
    built.render(jobs=1, draft=True)
    (draft,) = (built.output / "drafts").glob("*.docx")
    office(draft, "职责", "主要职责")
    if not is_complete:
        office(draft, "固定的话", "另外的话")
    pulled(built)
    told = [] if is_complete else ["draft-edited"]
    assert codes(built.render(jobs=1, verify=False).problems) == told


def test_a_file_whose_base_is_not_known_or_that_cannot_be_read_may_have_edits(
    built: SmallProject,
) -> None:
    edits_left = EditsLeft(Edition(Project(built.root), "2023"))
    assert not edits_left(word(built))
    office(word(built))
    assert not edits_left(word(built))
    base = word(built).read_bytes()
    assert not reads_otherwise(base, base)
    assert reads_otherwise(base, base[:100])
    shutil.rmtree(built.output / ".docgen")
    assert edits_left(word(built))
    word(built).write_bytes(b"no zip")
    assert edits_left(word(built))
    assert edits_left.failed(word(built), TimeoutError())
