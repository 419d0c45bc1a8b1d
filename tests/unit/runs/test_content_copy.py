"""Changes are tried on a copy of the content of this year and the last."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.project import Project
from docgen.runs.build import Packs
from docgen.runs.content_copy import ContentCopy
from docgen.runs.edition import Edition
from tests.support import SmallProject
from tests.unit.helpers import codes

YAML = "content/2023/one/report.yaml"
MARKDOWN = "content/2023/one/narrative/文.md"


@pytest.fixture
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder for the copy."""
    return tmp_path_factory.mktemp("copy")


def copy_of(project: SmallProject, root: Path) -> ContentCopy:
    project.content("一段。\n", "narrative/文.md")
    edition = Edition(Project(project.root), "2023", draft=True)
    return ContentCopy(edition, project.unit, Packs(edition.project), root)


def names(root: Path) -> list[str]:
    files = (path for path in root.rglob("*") if path.is_file())
    return sorted(path.relative_to(root).as_posix() for path in files)


def test_a_copy_has_what_is_read_of_this_year_and_the_last(
    project: SmallProject, root: Path
) -> None:
    content = project.root / "content"
    (content / "2022" / "one" / "a").mkdir(parents=True)
    (content / "2022" / "two").mkdir()
    for file in ("2022/one/a/x.md", "2022/two/y.yaml", "2023/one/.hidden", "2023/one/~$x.docx"):
        (content / file).touch()
    (project.unit / "report.yaml").chmod(0o444)
    (project.unit / "dead.yaml").symlink_to("nowhere")
    (project.unit / "linked").symlink_to(project.unit / "narrative")
    copy = copy_of(project, root)
    linked = "content/2023/one/linked/文.md"
    assert names(root) == sorted(["content/2022/one/a/x.md", linked, YAML, MARKDOWN])
    assert copy.edition == Edition(Project(root), "2023", draft=True)


def test_a_link_out_of_the_unit_is_refused_in_the_copy_as_in_the_unit(
    project: SmallProject, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.md").write_text("外面\n", "utf-8")
    (project.unit / "narrative").mkdir()
    (project.unit / "narrative" / "a.md").symlink_to(outside / "a.md")
    (project.unit / "deep").symlink_to(outside)
    copy = copy_of(project, root)
    found = copy.built({}).outcome.problems
    linked = [problem.place.file for problem in found if problem.code == "link-outside"]
    assert sorted(linked) == ["content/2023/one/deep", "content/2023/one/narrative/a.md"]
    copied = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    assert set(copied) == {root / MARKDOWN, root / YAML}


def test_what_is_tried_next_has_nothing_of_what_was_tried_before(
    project: SmallProject, root: Path
) -> None:
    copy = copy_of(project, root)
    before = {name: (root / name).read_bytes() for name in names(root)}
    new = "content/2023/one/narrative/新.md"
    built = copy.built({YAML: b"\xff", new: b"1"})
    assert "not-utf-8" in codes(built.outcome.problems)
    assert (names(root), (root / YAML).read_bytes()) == (sorted([*before, new]), b"\xff")
    assert copy.built({YAML: b"\xff", new: b"1"}) is built
    again = copy.built({MARKDOWN: b"2"})
    assert [problem for problem in again.outcome.problems if problem.is_error] == []
    assert {name: (root / name).read_bytes() for name in names(root)} == before | {MARKDOWN: b"2"}
    copy.built({})
    assert {name: (root / name).read_bytes() for name in names(root)} == before
    assert (copy.before(YAML), copy.before(new)) == (before[YAML], None)


def test_the_content_itself_is_not_touched(project: SmallProject, root: Path) -> None:
    copy = copy_of(project, root)
    before = {name: (project.root / name).read_bytes() for name in (YAML, MARKDOWN)}
    copy.built({YAML: b"", MARKDOWN: b""})
    assert {name: (project.root / name).read_bytes() for name in (YAML, MARKDOWN)} == before
