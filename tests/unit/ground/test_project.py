"""The folders of a project, and what is said of those that are not there."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from docgen.diagnostics import ExitCode, UsageError
from docgen.project import (
    Project,
    find_project,
    project_or_none,
    project_or_shipped,
    shipped,
    typed,
    word_files,
)
from tests.support import SHIPPED_PACKS, known


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two editions, of which the later has two units; two packs."""
    for folder in (
        "content/2023/b",
        "content/2023/a",
        "content/2023/.cache",
        "content/2022/a",
        "content/archive.",
        "content/.git",
        "word_templates/form",
        "word_templates/base",
        "word_templates/empty",
    ):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content" / "notes.txt").write_text("", "utf-8")
    (tmp_path / "content" / "2023" / "notes.txt").write_text("", "utf-8")
    for pack in ("form", "base"):
        (tmp_path / "word_templates" / pack / "pack.yaml").write_text("", "utf-8")
    return tmp_path


def told(reason: UsageError) -> tuple[str, str, dict[str, str]]:
    assert reason.problem.exit_code is ExitCode.USAGE
    return reason.problem.code, str(reason.problem.place), dict(reason.problem.words)


def test_each_folder_has_its_place(root: Path) -> None:
    project = Project(root)
    assert (project.content, project.packs) == (root / "content", root / "word_templates")
    assert (project.fonts, project.output("2023")) == (root / "fonts", root / "build" / "2023")


def test_editions_units_and_packs_are_sorted_folders(root: Path) -> None:
    project = Project(root)
    assert project.editions() == ["2022", "2023", "archive."]
    folder = root / "content" / "2023"
    assert project.units("2023") == [folder / "a", folder / "b"]
    assert project.units("2023", ["b"]) == [folder / "b"]
    assert project.units("2023", ("b", "a")) == [folder / "a", folder / "b"]
    assert project.unit_names("2023") == {"a", "b"}
    assert project.own_packs() == ["base", "form"]
    assert project.pack_names() == ["base", "form", *SHIPPED_PACKS.split("、")]


def test_a_pack_lies_in_the_project_or_comes_with_docgen(root: Path) -> None:
    project = Project(root)
    assert project.home_of("form") == project.home_of("nowhere") == project
    assert project.home_of("official-letter") == shipped()
    (project.packs / "official-letter").mkdir()
    assert project.home_of("official-letter") == shipped()
    (project.packs / "official-letter" / ".DS_Store").touch()
    assert project.home_of("official-letter") == shipped()
    part = project.packs / "official-letter" / "letter.docx"
    part.touch()  # without pack.yaml it is broken, and prints nothing else in its place
    assert project.home_of("official-letter") == project
    part.unlink()
    pack_yaml = project.packs / "official-letter" / "pack.yaml"
    pack_yaml.symlink_to("nowhere")
    assert project.home_of("official-letter") == project
    pack_yaml.unlink()
    pack_yaml.touch()
    assert project.home_of("official-letter") == project
    assert project.pack_names() == [
        "base",
        "form",
        "official-letter",
        *(name for name in SHIPPED_PACKS.split("、") if name != "official-letter"),
    ]


def test_what_is_not_there_is_told_with_what_is(root: Path) -> None:
    project = Project(root)
    with pytest.raises(UsageError) as edition:
        project.units("2021")
    words = {"edition": "2021", **known("2022、2023、archive."), "nearest": "2022"}
    assert told(edition.value) == ("unknown-edition", "content", words)
    with pytest.raises(UsageError) as unit:
        project.units("2023", ["a", "c"])
    words = {"edition": "2023", "unit": "c", **known("a、b"), "nearest": ""}
    assert told(unit.value) == ("unknown-unit", "content/2023", words)
    with pytest.raises(UsageError) as nothing:
        project.units("archive.")
    words = {"edition": "archive."}
    assert told(nothing.value) == ("no-units", "content/archive.", words)
    with pytest.raises(UsageError) as pack:
        project.known_pack("empty")
    words = {"pack": "empty", **known(f"base、form、{SHIPPED_PACKS}"), "nearest": ""}
    assert told(pack.value) == ("unknown-pack", "word_templates", words)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("2023", "2023"),
        ("2023/", "2023"),
        ("２０２３", "2023"),
        ("2023年", "2023"),
        ("２０２３年度", "2023"),
        ("“2023”", "2023"),
        ("content/2023", "2023"),
        ("./content/2023/", "2023"),
        ("content\\2023", "2023"),
        ("archive.", "archive."),
        ("Archive.", "archive."),
        ("2025年", "2025"),
        ("content/2023/a", "content/2023/a"),
        ("无", "无"),
    ],
)
def test_an_edition_is_found_however_it_is_typed(root: Path, typed: str, name: str) -> None:
    assert Project(root).edition_name(typed) == name


@pytest.mark.parametrize(
    ("inside", "typed", "name"),
    [
        ("", "{root}/content/2023", "2023"),
        ("content/2023", ".", "2023"),
        ("content", "2023/", "2023"),
    ],
)
def test_an_edition_is_found_by_the_path_to_its_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch, inside: str, typed: str, name: str
) -> None:
    monkeypatch.chdir(root / inside)
    assert Project(root).edition_name(typed.format(root=root)) == name


@pytest.mark.parametrize("typed", ["ａ", "A", "a/", "“a”", "a　", "content/2023/a/"])
def test_a_unit_is_found_however_it_is_typed(
    root: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(root)
    folder = root / "content" / "2023" / "a"
    assert Project(root).units("2023", [typed, "a"]) == [folder]


def test_a_pack_is_found_however_it_is_typed(root: Path) -> None:
    assert Project(root).known_pack("ＦＯＲＭ ") == "form"
    assert (Project(root).pack_name("Form"), Project(root).pack_name("无")) == ("form", "")


def test_without_content_there_are_no_editions(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.editions() == []
    with pytest.raises(UsageError) as edition:
        project.units("2023")
    words = {"edition": "2023", **known(), "nearest": "", "to_type": "docgen init"}
    assert told(edition.value)[2] == words
    with pytest.raises(UsageError) as pack:
        project.known_pack("x")
    assert told(pack.value)[2] == {"pack": "x", **known(SHIPPED_PACKS), "nearest": ""}


@pytest.mark.parametrize(
    ("edition", "unit", "before"),
    [
        ("2023", "a", "content/2022/a"),
        ("2023", "b", None),
        ("2022", "a", None),
        ("2024", "a", "content/2023/a"),
        ("2023年", "a", None),
        ("archive.", "a", None),
    ],
)
def test_the_year_before_is_the_edition_of_the_number_before(
    root: Path, edition: str, unit: str, before: str | None
) -> None:
    assert Project(root).year_before(edition, unit) == (root / before if before else None)


def test_paths_are_shown_below_the_root(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = Project(root)
    elsewhere = tmp_path_factory.mktemp("别处") / "报告.docx"
    assert project.relative(root / "build" / ".." / "content" / "2023") == "content/2023"
    assert project.relative(root) == "."
    assert project.relative(elsewhere) == elsewhere.as_posix()


def test_the_project_is_the_nearest_folder_upwards_with_content(root: Path) -> None:
    for start in (root, root / "content", root / "content" / "2023" / "a", root / "nowhere" / "x"):
        assert find_project(start) == Project(root)
    inner = root / "content" / "2023" / "a"
    (inner / "content").mkdir()
    assert find_project(inner) == Project(inner)


def test_where_no_project_is_packs_are_those_of_docgen(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert project_or_none(root / "content") == project_or_shipped(root) == Project(root)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "nowhere"
    assert project_or_none(elsewhere) is None
    assert project_or_shipped(elsewhere) == shipped()


def test_where_no_project_is_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file", "utf-8")
    with pytest.raises(UsageError) as caught:
        find_project(tmp_path)
    assert told(caught.value) == ("no-project", str(tmp_path), {})


def test_where_one_project_is_right_below_the_way_into_it_is_told(tmp_path: Path) -> None:
    for name, words in (("my reports", {"to_type": 'cd "my reports"'}), ("others", {})):
        (tmp_path / name / "content").mkdir(parents=True)
        with pytest.raises(UsageError) as caught:
            find_project(tmp_path)
        assert told(caught.value) == ("no-project", str(tmp_path), words)


def test_word_files_are_those_that_nobody_hides(tmp_path: Path) -> None:
    for name in ("b.docx", "a.DOCX", "~$b.docx", ".~b.docx", ".a.docx", "x.", "c.doc", "d.pdf"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in word_files(tmp_path)] == ["a.DOCX", "b.docx"]
    assert word_files(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("path", "on_posix", "on_windows"),
    [
        ("build/2023/报告.docx", "build/2023/报告.docx", "build/2023/报告.docx"),
        ("回复：报告.docx", "回复：报告.docx", "回复：报告.docx"),
        ("报告 (1).docx", '"报告 (1).docx"', '"报告 (1).docx"'),
        ("a&b.docx", '"a&b.docx"', '"a&b.docx"'),
        ("~", '"~"', '"~"'),
        ("$5 一份.docx", "'$5 一份.docx'", '"$5 一份.docx"'),
    ],
)
def test_a_path_in_a_command_is_quoted_where_the_shell_needs_it(
    monkeypatch: pytest.MonkeyPatch, path: str, on_posix: str, on_windows: str
) -> None:
    assert typed(path) == on_posix
    monkeypatch.setattr("docgen.project.os", SimpleNamespace(name="nt"))
    assert typed(path) == on_windows


@pytest.mark.parametrize("pack", ["", "/", "a[b]", "../form", "*"])
def test_a_name_that_is_no_packs_is_looked_for_in_the_project(root: Path, pack: str) -> None:
    assert Project(root).home_of(pack) == Project(root)


def test_an_own_pack_may_have_brackets_in_its_name(root: Path) -> None:
    (root / "word_templates" / "[1]").mkdir()
    (root / "word_templates" / "[1]" / "pack.yaml").touch()
    assert Project(root).home_of("[1]") == Project(root)
