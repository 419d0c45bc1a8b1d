"""A unit's folder as one mapping, and what in it docgen does not read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import docgen.content.unit
from docgen.content.blocks import Document
from docgen.content.unit import Unit, load_unit
from docgen.content.values import Items, Node
from docgen.diagnostics import Place
from tests.unit.helpers import collect

HEAD = {"report.yaml": "模板: form\n"}


def load(root: Path, files: dict[str, str]) -> tuple[Unit, list[str]]:
    """The unit of these files, and ``file:line code`` of its problems."""
    folder = root / "content" / "甲"
    folder.mkdir(parents=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    problems = collect()
    unit = load_unit(folder, "2023", root, problems)
    return unit, [
        f"{problem.place.file.removeprefix('content/甲/')}:{problem.place.line} {problem.code}"
        for problem in problems
    ]


def test_the_keys_of_all_files_are_one_mapping(tmp_path: Path) -> None:
    files = {**HEAD, "base.yml": "乙: 1\n", "other.YAML": "丙: 2\n"}
    unit, problems = load(tmp_path, files)
    assert (dict(unit.data), problems) == ({"乙": "1", "丙": "2", "模板": "form"}, [])
    assert (unit.edition, unit.name, unit.place) == ("2023", "甲", Place("content/甲"))
    assert (unit.pack_name, unit.complete) == ("form", True)
    assert unit.data.key_places["乙"] == Place("content/甲/base.yml", 1, 1)


def test_a_folder_of_yaml_is_a_list_and_one_of_markdown_a_mapping(tmp_path: Path) -> None:
    files = {
        **HEAD,
        "projects/2.yaml": "名: 二\n",
        "projects/1.yaml": "名: 一\n",
        "narrative/图.png": "",
        "narrative/说明.md": "甲\n",
        "images/a.png": "",
    }
    unit, problems = load(tmp_path, files)
    assert problems == []
    assert list(unit.data) == ["narrative", "projects", "模板"]
    projects, narrative = unit.data["projects"], unit.data["narrative"]
    assert isinstance(projects, Items)
    assert isinstance(narrative, Node)
    assert projects.place == Place("content/甲/projects")
    assert projects == [{"名": "一"}, {"名": "二"}]
    document, place = narrative["说明"], narrative.key_places["说明"]
    assert isinstance(document, Document)
    assert document.place == place == Place("content/甲/narrative/说明.md", 1, 1)


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        ({".隐.yaml": "乙"}, []),
        ({"~$甲.yaml": "乙"}, []),
        ({"图.PNG": ""}, []),
        ({"说明.txt": ""}, ["说明.txt:0 unused-file"]),
        ({"说明.md": ""}, ["说明.md:0 unused-file"]),
        ({"列/1.yaml": "甲: 1", "列/图.jpg": ""}, []),
        ({"列/1.yaml": "甲: 1", "列/1.md": ""}, ["列/1.md:0 unused-file"]),
        ({"文/1.md": "甲", "文/1.txt": ""}, ["文/1.txt:0 unused-file"]),
        ({"文/1.md": "甲", "文/2.txt": "乙"}, []),
        ({"文/1.md": "甲", "文/夹.png/1.md": ""}, ["文/夹.png:0 unused-file"]),
        ({"图/说明.txt": ""}, []),
        ({"文/1.md": "# 甲"}, ["文/1.md:1 unsupported-markdown"]),
        ({"base.yaml": "模板: 二"}, ["report.yaml:1 duplicate-key"]),
        ({"base.yaml": "projects: 1", "projects/1.yaml": "甲: 1"}, ["projects:0 duplicate-key"]),
        ({"base.yaml": "# 乙: 1"}, []),
    ],
)
def test_files_that_are_not_read_are_told(
    tmp_path: Path, files: dict[str, str], problems: list[str]
) -> None:
    unit, found = load(tmp_path, {**HEAD, **files})
    assert found == problems
    assert unit.complete


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        ({"base.yaml": "- 甲"}, ["base.yaml:1 yaml-not-a-mapping"]),
        ({"report.yaml": "甲: %"}, ["report.yaml:1 yaml-unquoted"]),
        ({"report.yaml": "甲:1\n乙: 2"}, ["report.yaml:1 yaml-colon"]),
        ({"列/1.yaml": "甲: %"}, ["列/1.yaml:1 yaml-unquoted"]),
        ({"列/1.yaml": ""}, ["列/1.yaml:1 empty-file"]),
        ({"列/1.yaml": "# 甲"}, ["列/1.yaml:1 empty-file"]),
        ({"base.yaml": ""}, ["base.yaml:1 empty-file"]),
        ({"base.yaml": "\ufeff \n\n"}, ["base.yaml:1 empty-file"]),
        ({"report.yaml": ""}, ["report.yaml:1 empty-file"]),
    ],
)
def test_with_a_file_that_cannot_be_read_the_unit_is_not_complete(
    tmp_path: Path, files: dict[str, str], problems: list[str]
) -> None:
    unit, found = load(tmp_path, {**HEAD, **files})
    assert found == problems
    assert not unit.complete


@pytest.mark.parametrize("text", ["# 模板\n", "模板:\n", "模板: [甲]\n"])
def test_a_unit_names_its_pack(tmp_path: Path, text: str) -> None:
    unit, problems = load(tmp_path, {"report.yaml": text})
    assert unit.pack_name is None
    assert problems == ["content/甲:0 no-pack"]


def test_a_name_with_a_control_character_is_told(tmp_path: Path) -> None:
    _, problems = load(tmp_path, {**HEAD, "a\x07.yaml": "乙: 1\n"})
    assert problems == ["content/甲:0 bad-file-name"]


@pytest.mark.parametrize("name", ["a\nb.md", "a\tb.md", "a\x1bb.md", "a\udcb5.md"])
@pytest.mark.parametrize("folder", ["", "narrative/"])
def test_a_name_that_cannot_be_printed_is_told_with_its_signs(
    tmp_path: Path, folder: str, name: str
) -> None:
    unit, problems = load(tmp_path, {**HEAD, "narrative/甲.md": "乙", f"{folder}{name}": "乙: 1\n"})
    place = "narrative:0" if folder else "content/甲:0"
    assert problems == [f"{place} bad-file-name"]
    narrative = unit.data["narrative"]
    assert isinstance(narrative, Node)
    assert list(narrative) == ["甲"]


@pytest.mark.parametrize("name", ["x.yaml", "narrative/x.md", "narrative", "资料", "图/x.png"])
@pytest.mark.parametrize("target", ["outside", "outside/秘.md", "outside/nothing", "../one-up"])
def test_a_link_out_of_the_unit_is_told_and_not_read(
    tmp_path: Path, name: str, target: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "秘.md").write_text("秘: 密\n", "utf-8")
    link = tmp_path / "content" / "甲" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / target)
    problems = collect()
    (tmp_path / "content" / "甲" / "report.yaml").write_text("模板: form\n", "utf-8")
    unit = load_unit(tmp_path / "content" / "甲", "2023", tmp_path, problems)
    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("link-outside", f"content/甲/{name}")
    ]
    assert not unit.complete
    assert "秘" not in repr(unit.data)


def test_links_within_the_unit_and_the_units_own_folder_as_a_link_are_followed(
    tmp_path: Path,
) -> None:
    load(tmp_path, {**HEAD, "文/甲.md": "乙", "base.yaml": "丙: 1\n"})
    folder = tmp_path / "content" / "甲"
    (folder / "narrative").symlink_to("文")
    (folder / "文" / "丁.md").symlink_to("甲.md")
    (tmp_path / "乙").symlink_to(folder)
    problems = collect()
    unit = load_unit(tmp_path / "乙", "2023", tmp_path, problems)
    assert list(problems) == []
    narrative = unit.data["narrative"]
    assert isinstance(narrative, Node)
    assert list(narrative) == ["丁", "甲"]


def test_a_units_folder_that_is_a_link_out_of_the_project_is_told_and_not_read(
    tmp_path: Path,
) -> None:
    load(tmp_path / "别处", {**HEAD, "秘.yaml": "秘: 密\n"})
    root = tmp_path / "项目"
    (root / "content").mkdir(parents=True)
    (root / "content" / "乙").symlink_to(tmp_path / "别处" / "content" / "甲")
    problems = collect()
    unit = load_unit(root / "content" / "乙", "2023", root, problems)
    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("link-outside", "content/乙")
    ]
    assert (unit.complete, list(unit.data)) == (False, [])


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    load(tmp_path, {**HEAD, "narrative/甲.md": "乙"})
    folder = tmp_path / "content" / "甲"
    for name in ("a.yaml", "a.md", "narrative/b.md", "narrative/b.png"):
        os.mkfifo(folder / name)
    problems = collect()
    load_unit(folder, "2023", tmp_path, problems)
    assert sorted(problem.code for problem in problems) == [
        "unreadable-file",
        "unreadable-file",
        "unused-file",
    ]


def test_a_unit_of_too_many_files_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docgen.content.unit, "_MOST_FILES", 3)
    unit, problems = load(tmp_path, {**HEAD, "图/1.png": "", "图/2.png": "", "3.png": ""})
    assert (problems, unit.complete) == (["content/甲:0 unit-too-large"], False)


def test_a_unit_of_too_much_text_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docgen.content.unit, "_MEGABYTES", 1)
    half = "甲" * (1 << 18)
    unit, problems = load(tmp_path, {**HEAD, "a/1.md": half, "a/2.md": half})
    assert (problems, unit.complete) == (["content/甲:0 unit-too-large"], False)


def test_pictures_count_towards_the_size_of_a_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docgen.content.unit, "_TOTAL_MEGABYTES", 1)
    _, problems = load(tmp_path, {**HEAD, "图/1.png": "a" * (1 << 19), "2.png": "a" * (1 << 19)})
    assert problems == ["content/甲:0 unit-too-large"]


def test_a_folder_with_a_control_character_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "a\x07"
    folder.mkdir()
    (folder / "report.yaml").write_text("模板: form\n", "utf-8")
    problems = collect()
    load_unit(folder, "2023", tmp_path, problems)
    assert [(problem.code, problem.words["name"]) for problem in problems] == [
        ("bad-file-name", r"'a\x07'")
    ]
