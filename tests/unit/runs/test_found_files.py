"""The Word files below the folder of outputs, and whose each is."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from docgen.project import Project
from docgen.roundtrip.files.fingerprint import with_unit
from docgen.runs.edition import Edition
from docgen.runs.found_files import FoundFiles, is_office_name, moved_aside
from docgen.runs.results import Outcome
from tests.support import SmallProject
from tests.unit.helpers import codes
from tests.unit.runs.test_render import add_unit


@pytest.fixture
def edition(project: SmallProject) -> Edition:
    """Two units, both rendered."""
    project.template("{{ 名称 }}", "{{ 数 }}")
    project.content("数: 1\n")
    add_unit(project, "two", "数: 2\n")
    project.render(jobs=1, verify=False)
    return Edition(Project(project.root), "2023")


def own(edition: Edition) -> Path:
    return edition.folder / "报告.docx"


def edited(edition: Edition, name: str, unit: str = "one") -> Path:
    """An edited copy of the first unit's file, as that of ``unit``."""
    path = edition.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(own(edition), path)
    document = docx.Document(str(path))
    document.add_paragraph("办公室加的")
    document.save(str(path))
    path.write_bytes(with_unit(path.read_bytes(), unit))
    return path


def outcomes(edition: Edition, *, failed: tuple[str, ...] = ()) -> dict[str, Outcome]:
    names = {"one": "报告", "two": "two"}
    return {
        unit: Outcome(unit, None if unit in failed else edition.folder / f"{name}.docx")
        for unit, name in names.items()
    }


def test_files_are_found_in_folders_below_but_for_hidden_ones_and_those_moved_aside(
    edition: Edition,
) -> None:
    shown = ["王改/报告.docx", "王改/旧/报告.DOCX", "报告.doc", "报告.odt", "报告.wps", "报告.rtf"]
    hidden = [
        ".~报告.docx",
        "~$报告.docx",
        ".x/报告.docx",
        "edited/报告.docx",
        "王改/edited/a.docx",
    ]
    for name in (*shown, *hidden, "报告.pdf", "说明.txt"):
        edited(edition, name)
    expected = {
        own(edition),
        edition.folder / "two.docx",
        *(edition.folder / name for name in shown),
    }
    assert set(FoundFiles(edition).paths) == expected
    assert moved_aside(edition) == [edition.folder / "edited" / "报告.docx"]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("a.docx", True), ("a.DOC", True), ("a.wps", True), ("a.pdf", False), ("docx", False)],
)
def test_word_processors_files_are_known_by_their_names(name: str, is_one: bool) -> None:
    assert is_office_name(name) is is_one


def test_each_file_has_its_unit_or_the_reason_why_it_has_none(edition: Edition) -> None:
    edited(edition, "副本.docx")
    edited(edition, "去职.docx", "three")
    (edition.folder / "坏.docx").write_bytes(b"PK")
    docx.Document().save(str(edition.folder / "别的.docx"))
    found = {file.path.name: file for file in FoundFiles(edition).files}
    told = {name: file.problem.code for name, file in found.items() if file.problem}
    assert told == {
        "去职.docx": "unit-gone",
        "坏.docx": "damaged-docx",
        "别的.docx": "not-built-here",
    }
    assert [name for name, file in found.items() if file.is_edited] == ["副本.docx"]


def test_what_nobody_edited_is_only_a_warning(edition: Edition) -> None:
    path = edition.folder / "two.docx"
    for name, unit in (("a.docx", "three"), ("b.docx", "four")):
        (edition.folder / name).write_bytes(with_unit(path.read_bytes(), unit))
    problems = [file.problem for file in FoundFiles(edition).files if file.problem]
    assert [(problem.code, problem.is_error) for problem in problems] == [("unit-gone", False)] * 2


@pytest.mark.parametrize(
    ("heirs", "heir"),
    [
        ({"甲"}, "甲"),
        ({"甲", "乙"}, ""),
        ({"甲", "教育局办公室"}, "教育局办公室"),
        (set(), ""),
    ],
)
def test_the_heir_of_a_unit_that_is_gone_is_the_only_one_or_the_one_with_a_like_name(
    edition: Edition, heirs: set[str], heir: str
) -> None:
    path = edited(edition, "a.docx", "教育局")
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        paragraph.text = ""
    document.save(str(path))
    shutil.rmtree(edition.bases.folder)
    problem = FoundFiles(edition).problem(path, edition.identity(path), heirs)
    assert problem is not None
    assert problem.words["heir"] == heir


def test_edited_files_beside_those_that_were_written_are_told(edition: Edition) -> None:
    edited(edition, "王改/报告.docx")
    edited(edition, "去职.docx", "three")
    shutil.copy(own(edition), edition.folder / "备份.docx")
    problems = list(FoundFiles(edition).unmerged(outcomes(edition)))
    assert codes(problems) == ["unit-gone", "edited-copy"]
    assert not any(problem.is_error for problem in problems)


def test_of_a_unit_that_was_not_written_no_copy_is_told(edition: Edition) -> None:
    edited(edition, "副本.docx")
    assert list(FoundFiles(edition).unmerged(outcomes(edition, failed=("one",)))) == []
    assert list(FoundFiles(edition).unmerged({"two": outcomes(edition)["two"]})) == []
