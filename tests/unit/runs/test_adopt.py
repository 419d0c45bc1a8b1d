"""A file that came back takes the place of the report."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from docgen.diagnostics import DocgenError, OutputError
from docgen.project import Project
from docgen.roundtrip.files.fingerprint import Owner, owner_of
from docgen.runs import adopt
from docgen.runs.adopt import adopted
from docgen.runs.build import Packs
from docgen.runs.edition import Edition
from docgen.runs.results import Review
from docgen.runs.review import office_file
from docgen.runs.write import SAME_OUTPUT
from tests.support import SmallProject, paragraphs
from tests.unit.helpers import codes
from tests.unit.runs.test_render import add_unit


@pytest.fixture
def edition(project: SmallProject) -> Edition:
    project.template("{{ 名称 }}", "固定的话", "共{{ 数 }}项")
    project.content("数: 1\n")
    project.render(jobs=1, verify=False)
    return Edition(Project(project.root), "2023")


def own(edition: Edition) -> Path:
    return edition.folder / "报告.docx"


def texts(path: Path) -> list[str]:
    return paragraphs(docx.Document(str(path)))


def edited(path: Path, text: str) -> bytes:
    """The file after the office has added a paragraph."""
    document = docx.Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))
    return path.read_bytes()


@pytest.fixture
def mailed(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("邮件") / "回复.docx"
    shutil.copy(own(edition), path)
    edited(path, "寄回的")
    return path


def taken(path: Path, edition: Edition, unit: str = "") -> Review:
    return adopted(office_file(path, edition, unit), Packs(edition.project))


def test_it_is_the_unit_s_file_with_all_its_edits_and_with_new_content(
    edition: Edition, mailed: Path
) -> None:
    report = edition.project.content / "2023" / "one" / "report.yaml"
    report.write_text(report.read_text("utf-8").replace("数: 1", "数: 2"), "utf-8")
    before = mailed.read_bytes()
    found = taken(mailed, edition)
    assert (found.docx, found.adopted, found.problems) == (mailed, own(edition), ())
    assert texts(own(edition)) == ["报告", "固定的话", "共2项", "寄回的"]
    assert mailed.read_bytes() == before


def test_edits_of_the_former_file_are_moved_aside_and_told(edition: Edition, mailed: Path) -> None:
    before = edited(own(edition), "原来的")
    found = taken(mailed, edition)
    (aside,) = (edition.folder / "edited").iterdir()
    assert (codes(found.problems), aside.read_bytes()) == (["moved-aside"], before)
    assert texts(own(edition))[-1] == "寄回的"


def test_the_report_itself_may_be_adopted_and_stays_where_it_is(edition: Edition) -> None:
    edited(own(edition), "办公室加的")
    found = taken(own(edition), edition)
    assert (found.problems, found.adopted) == ((), own(edition))
    assert texts(own(edition))[-1] == "办公室加的"
    assert not (edition.folder / "edited").exists()


@pytest.mark.parametrize("has_base", [True, False])
def test_a_file_of_a_renamed_unit_belongs_to_the_new_one_from_then_on(
    edition: Edition, mailed: Path, has_base: bool
) -> None:
    folder = edition.project.content / "2023" / "one"
    folder.rename(folder.with_name("新名"))
    if not has_base:  # as long as the content is the same, it is built again
        shutil.rmtree(edition.bases.folder)
    assert taken(mailed, edition, "新名").problems == ()
    assert owner_of(own(edition)) == Owner("2023", "新名")
    assert owner_of(mailed) == Owner("2023", "one")
    found = taken(own(edition), edition)
    assert (found.name, found.problems) == ("新名", ())


def test_the_report_of_another_unit_is_not_moved(
    edition: Edition, mailed: Path, project: SmallProject
) -> None:
    add_unit(project, "two", "数: 2\n")
    two = edition.project.content / "2023" / "two" / "report.yaml"
    text = two.read_text("utf-8")
    project.render(jobs=1, verify=False, units=["two"])
    own(edition).unlink()
    shutil.copy(edition.folder / "two.docx", own(edition))
    before = own(edition).read_bytes()
    with pytest.raises(OutputError, match="same-output"):
        taken(mailed, edition)
    assert (own(edition).read_bytes(), two.read_text("utf-8")) == (before, text)


def test_a_failure_to_write_leaves_the_former_file_in_its_place(
    edition: Edition, mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = edited(own(edition), "原来的")

    def failing(*_: object) -> None:
        raise OutputError(SAME_OUTPUT, edition.place(own(edition)))

    monkeypatch.setattr(adopt, "write_atomically", failing)
    with pytest.raises(DocgenError):
        taken(mailed, edition)
    assert own(edition).read_bytes() == before
    assert list((edition.folder / "edited").iterdir()) == []
