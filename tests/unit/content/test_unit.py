"""A unit's folder as one mapping, and what in it docgen does not read."""

from __future__ import annotations

from pathlib import Path

import pytest

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
        ({"文/1.md": "甲", "文/夹.png/1.md": ""}, ["文/夹.png:0 unused-file"]),
        ({"图/说明.txt": ""}, []),
        ({"列/1.yaml": ""}, ["列/1.yaml:1 empty-file"]),
        ({"文/1.md": "# 甲"}, ["文/1.md:1 unsupported-markdown"]),
        ({"base.yaml": "模板: 二"}, ["report.yaml:1 duplicate-key"]),
        ({"base.yaml": "projects: 1", "projects/1.yaml": "甲: 1"}, ["projects:0 duplicate-key"]),
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
        ({"report.yaml": "甲: %"}, ["report.yaml:1 yaml-syntax"]),
        ({"report.yaml": "甲:1\n乙: 2"}, ["report.yaml:1 yaml-colon"]),
        ({"列/1.yaml": "甲: %"}, ["列/1.yaml:1 yaml-syntax"]),
    ],
)
def test_with_a_file_that_cannot_be_read_the_unit_is_not_complete(
    tmp_path: Path, files: dict[str, str], problems: list[str]
) -> None:
    unit, found = load(tmp_path, {**HEAD, **files})
    assert found == problems
    assert not unit.complete


@pytest.mark.parametrize("text", ["", "模板:\n", "模板: [甲]\n"])
def test_a_unit_names_its_pack(tmp_path: Path, text: str) -> None:
    unit, problems = load(tmp_path, {"report.yaml": text})
    assert unit.pack_name is None
    assert problems == ["content/甲:0 no-pack"]


def test_a_name_with_a_control_character_is_told(tmp_path: Path) -> None:
    _, problems = load(tmp_path, {**HEAD, "a\x07.yaml": "乙: 1\n"})
    assert problems == ["content/甲:0 bad-file-name"]


def test_a_folder_with_a_control_character_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "a\x07"
    folder.mkdir()
    (folder / "report.yaml").write_text("模板: form\n", "utf-8")
    problems = collect()
    load_unit(folder, "2023", tmp_path, problems)
    assert [(problem.code, problem.words["name"]) for problem in problems] == [
        ("bad-file-name", r"'a\x07'")
    ]
