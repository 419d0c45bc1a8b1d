"""A unit's folder got another name after its Word file was edited: which one it is now."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from docgen import diff_files, pull_files
from docgen.project import Project
from docgen.runs.edition import Edition
from docgen.runs.found_files import FoundFiles
from tests.support import SmallProject
from tests.unit.runs.test_render import add_unit

ABOUT = {
    "road": "单位: 城南道路养护中心\n事项: 养护城南片区道路路面，修补坑槽\n额: 731.24\n",
    "water": "单位: 北湖水库管理所\n事项: 巡查北湖水库大坝，清理淤泥\n额: 128.45\n",
    "school": "单位: 第三实验小学\n事项: 添置第三实验小学课桌椅，改造操场\n额: 96.31\n",
}


@pytest.fixture
def edition(project: SmallProject) -> Edition:
    """Three units of one form, rendered; the office has edited the file of one."""
    project.template(
        "{{ 名称 }}说明：本单位按规定使用经费", "{{ 单位 }}，{{ 事项 }}，共{{ 额 }}万元"
    )
    shutil.rmtree(project.unit)
    for unit, text in ABOUT.items():
        add_unit(project, unit, text)
    project.render(jobs=1, verify=False)
    document = docx.Document(str(project.output / "road.docx"))
    document.add_paragraph("办公室加的一段")
    document.save(str(project.output / "road.docx"))
    return Edition(Project(project.root), "2023")


def renamed(edition: Edition, new: str, *gone: str, old: str = "road") -> Path:
    """The folder with another name, as are its reports to come; units ``gone`` have no files."""
    content = edition.project.content / "2023"
    (content / old).rename(content / new)
    report = content / new / "report.yaml"
    report.write_text(report.read_text("utf-8").replace(f"名称: {old}", f"名称: {new}"), "utf-8")
    for unit in gone:
        (edition.folder / f"{unit}.docx").unlink()
    return edition.folder / f"{old}.docx"


def heir(edition: Edition, path: Path) -> str:
    (file,) = [file for file in FoundFiles(edition).files if file.path == path]
    assert file.problem is not None
    assert file.problem.code == "unit-gone"
    return file.problem.words["heir"]


def test_of_several_units_without_a_file_the_one_with_its_words_is_proposed(
    edition: Edition,
) -> None:
    path = renamed(edition, "2-chengnan", "water", "school")
    assert heir(edition, path) == "2-chengnan"


def test_it_is_known_though_it_has_another_file_by_now(edition: Edition) -> None:
    path = renamed(edition, "2-chengnan")
    new = edition.project.content / "2023" / "2-chengnan" / "report.yaml"
    new.write_text(new.read_text("utf-8").replace("修补坑槽", "并设标线"), "utf-8")
    assert heir(edition, path) == "2-chengnan"
    pull_files(str(path), root=edition.project.root, unit="2-chengnan", adopt=True)
    assert [len(found.proposals) for found in diff_files("2023", root=edition.project.root)] == [1]


def test_a_unit_that_was_built_as_the_file_was_comes_before_all_others(edition: Edition) -> None:
    path = renamed(edition, "2-chengnan", "school")
    bases = edition.bases.folder
    shutil.copytree(bases / "road", bases / "water", dirs_exist_ok=True)
    assert heir(edition, path) == "water"


def test_the_only_unit_without_a_file_comes_before_one_with_its_words(edition: Edition) -> None:
    path = renamed(edition, "2-chengnan", "school")
    report = edition.project.content / "2023" / "2-chengnan" / "report.yaml"
    report.write_text(report.read_text("utf-8").replace("修补坑槽", "并设标线"), "utf-8")
    SmallProject(edition.project.root).render(jobs=1, verify=False, units=["2-chengnan"])
    assert heir(edition, path) == "school"


def test_where_no_words_are_the_same_the_name_decides(edition: Edition) -> None:
    path = renamed(edition, "roads", "water", "school")
    report = edition.project.content / "2023" / "roads" / "report.yaml"
    report.write_text("模板: form\n名称: roads\n单位: 甲\n事项: 乙\n额: 1\n", "utf-8")
    assert heir(edition, path) == "roads"
    (edition.project.content / "2023" / "roads").rename(edition.project.content / "2023" / "new")
    assert heir(edition, path) == ""


def test_a_file_that_cannot_be_read_is_like_no_unit(edition: Edition) -> None:
    path = renamed(edition, "2-chengnan", "water", "school")
    identity = edition.identity(path)
    path.write_bytes(b"PK")
    heirs = FoundFiles(edition)._heirs
    assert heirs.heir(path, identity, {"2-chengnan", "water", "school"}) == ""
