"""An edition knows its content and its outputs, wherever they lie."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from docgen.diagnostics import UsageError
from docgen.project import Project
from docgen.runs.action_cache import ActionCache
from docgen.runs.edition import Edition, find_edition


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    for folder in ("content/2023/b", "content/2023/a", "content/2022/a"):
        (tmp_path / folder).mkdir(parents=True)
    return Edition(Project(tmp_path), "2023")


def elsewhere(edition: Edition) -> Edition:
    return Edition(edition.project, "2023", edition.project.root / "别处")


def test_outputs_lie_in_build_or_where_they_were_asked_for(edition: Edition) -> None:
    root = edition.project.root
    assert edition.folder == root / "build" / "2023"
    assert elsewhere(edition).folder == root / "别处"
    for found in (edition, elsewhere(edition)):
        assert found.bases.folder == root / "build" / "2023" / ".docgen"
        assert found.bases is found.bases


def test_each_folder_of_outputs_has_a_cache_of_its_own(edition: Edition) -> None:
    folder = edition.bases.folder
    assert edition.cache._path == ActionCache.path(folder)
    assert elsewhere(edition).cache._path == ActionCache.path(folder, edition.project.root / "别处")
    assert edition.cache is edition.cache


def test_units_are_those_of_the_edition(edition: Edition) -> None:
    content = edition.project.content
    assert edition.units() == [content / "2023" / "a", content / "2023" / "b"]
    assert edition.units(["b/"]) == [content / "2023" / "b"]
    assert edition.unit_names() == {"a", "b"}
    assert (edition.last_year_of("a"), edition.last_year_of("b")) == (content / "2022" / "a", None)


def test_built_files_are_the_word_files_of_the_folder(edition: Edition) -> None:
    edition.folder.mkdir(parents=True)
    assert edition.word_files() == []
    for name in ("b.docx", "a.docx", "~$a.docx", "a.pdf"):
        (edition.folder / name).touch()
    expected = [edition.folder / "a.docx", edition.folder / "b.docx"]
    assert edition.word_files() == edition.built_files() == expected


@pytest.mark.parametrize(
    ("name", "code", "place"),
    [("2023", "nothing-built", "build/2023"), ("2021", "unknown-edition", "content")],
)
def test_where_nothing_was_built_that_is_told(
    edition: Edition, name: str, code: str, place: str
) -> None:
    with pytest.raises(UsageError) as caught:
        Edition(edition.project, name).built_files()
    problem = caught.value.problem
    assert (problem.code, problem.place.file, problem.words["edition"]) == (code, place, name)


def test_outputs_of_an_edition_that_has_no_content_any_more_are_built_files(
    edition: Edition,
) -> None:
    gone = Edition(edition.project, "2019")
    gone.folder.mkdir(parents=True)
    (gone.folder / "a.docx").touch()
    assert gone.built_files() == [gone.folder / "a.docx"]


def test_a_file_is_an_output_in_the_folder_and_in_those_that_were_rendered_into(
    edition: Edition, tmp_path: Path
) -> None:
    out = elsewhere(edition)
    assert edition.has_output(edition.folder / "a.docx")
    assert edition.has_output(edition.folder / "x" / ".." / "a.docx")
    assert edition.has_output(edition.folder / "王改" / "a.docx")
    for left_out in ("edited", ".docgen", "王改/edited"):
        assert not edition.has_output(edition.folder / left_out / "a.docx")
    assert not edition.has_output(out.folder / "a.docx")
    assert out.has_output(out.folder / "a.docx")
    path = ActionCache.path(edition.bases.folder, out.folder)
    path.parent.mkdir(parents=True)
    path.touch()
    assert edition.has_output(out.folder / "a.docx")
    assert edition.has_output(edition.folder / "a.docx")
    assert not edition.has_output(tmp_path / "c" / "a.docx")


def test_an_edition_is_found_from_a_folder_of_its_project(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, out = edition.project.root, edition.project.root / "别处"
    assert find_edition("2023/", root / "content", out) == Edition(Project(root), "2023", out)
    monkeypatch.chdir(root / "content" / "2022")
    assert find_edition("2023") == edition
    assert find_edition("2023", root / "nowhere") == edition
    assert find_edition("2019").name == "2019"
    with pytest.raises(UsageError, match="no-project"):
        find_edition("2023", root.parent)


def test_a_worker_gets_the_folders_and_no_cache(edition: Edition) -> None:
    out = elsewhere(edition)
    assert out.cache is not None
    assert out.bases is not None
    copy = pickle.loads(pickle.dumps(out))
    assert copy == out
    assert set(vars(copy)) == {"project", "name", "out", "draft"}
