"""A new edition: which units are made, from which year, and what keeps them from being made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from docgen.diagnostics import UsageError
from docgen.scaffold.content.new_edition import NewUnit, carry_edition, start_unit
from tests.support import SHIPPED_PACKS
from tests.unit.scaffold.small_pack import TEXT, pack_of

REPORT = "模板: form\n名称: 甲\n"


def project(root: Path, units: Mapping[str, str], edition: str = "2023") -> Path:
    """A project with the pack ``form``, and a report.yaml for each unit."""
    pack_of(root, "{{ 名称 }}", schema={"名称": TEXT}, settings="next: {kept: [名称]}\n")
    (root / "content").mkdir()
    for name, text in units.items():
        folder = root / "content" / edition / name
        folder.mkdir(parents=True)
        (folder / "report.yaml").write_text(text, "utf-8")
    return root


def codes(unit: NewUnit) -> list[str]:
    return [problem.code for problem in unit.problems]


def test_each_unit_of_the_last_edition_is_carried(tmp_path: Path) -> None:
    root = project(tmp_path, {"one": REPORT, "two": REPORT + "数: 1\n"})
    first, second = carry_edition("2024", "2023", root=root)
    assert (first.folder, first.files, first.problems) == (root / "content/2024/one", 1, ())
    assert (first.folder / "report.yaml").read_text("utf-8") == REPORT
    assert (
        (second.folder / "report.yaml").read_text("utf-8").startswith(REPORT + "数:\n\n沿用上年:")
    )


def test_units_may_be_chosen(tmp_path: Path) -> None:
    root = project(tmp_path, {"one": REPORT, "two": REPORT})
    (unit,) = carry_edition("2024", "2023", units=["two/"], root=root)
    assert unit.folder.name == "two"
    assert not (root / "content/2024/one").exists()


def test_a_unit_that_exists_is_left_alone_and_others_are_made(tmp_path: Path) -> None:
    root = project(tmp_path, {"one": REPORT, "two": REPORT})
    (root / "content/2024/one").mkdir(parents=True)
    first, second = carry_edition("2024", "2023", root=root)
    assert first == NewUnit(root / "content/2024/one")
    assert second.files == 1
    assert list((root / "content/2024/one").iterdir()) == []


@pytest.mark.parametrize(
    ("edition", "last", "code", "words"),
    [
        ("2025", "2023", "not-last-year", {"edition": "2025", "last": "2024"}),
        ("2023", "2023", "not-last-year", {"edition": "2023", "last": "2022"}),
        ("2022", "2023", "not-last-year", {"edition": "2022", "last": "2021"}),
        ("24", "23", "bad-edition", {"edition": "24"}),
        ("2124", "2123", "bad-edition", {"edition": "2124"}),
        ("明年", "2023", "bad-edition", {"edition": "明年"}),
    ],
)
def test_editions_are_years_that_follow_each_other(
    tmp_path: Path, edition: str, last: str, code: str, words: dict[str, str]
) -> None:
    root = project(tmp_path, {"one": REPORT})
    with pytest.raises(UsageError) as caught:
        carry_edition(edition, last, root=root)
    assert (caught.value.problem.code, dict(caught.value.problem.words)) == (code, words)


def test_an_edition_of_the_last_century(tmp_path: Path) -> None:
    root = project(tmp_path, {"one": REPORT}, "1998")
    assert [unit.files for unit in carry_edition("1999", "1998", root=root)] == [1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("名称: 甲\n名称: 乙\n模板: form\n", ["duplicate-key"]),
        ("名称: 甲\n", ["no-pack"]),
        ("模板: 无\n", ["unknown-pack"]),
    ],
)
def test_a_unit_with_errors_is_not_made_and_others_are(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    root = project(tmp_path, {"one": text, "two": REPORT})
    first, second = carry_edition("2024", "2023", root=root)
    assert (codes(first), first.files) == (found, 0)
    assert not first.folder.exists()
    assert (codes(second), second.files) == ([], 1)


def test_warnings_about_last_years_files_are_not_told(tmp_path: Path) -> None:
    root = project(tmp_path, {"one": REPORT, "two": "模板: 无\n"})
    for unit in ("one", "two"):
        (root / "content/2023" / unit / "甲.txt").touch()
    first, second = carry_edition("2024", "2023", root=root)
    assert (codes(first), first.files) == ([], 2)
    assert codes(second) == ["unknown-pack"]


def test_a_pack_is_unknown_where_the_unit_names_it(tmp_path: Path) -> None:
    root = project(tmp_path, {"one": "甲: 1\n模板: 无\n"})
    ((problem,),) = (unit.problems for unit in carry_edition("2024", "2023", root=root))
    assert str(problem.place) == "content/2023/one/report.yaml:2:5"
    assert (problem.words["pack"], problem.words["known_zh"]) == ("无", f"form、{SHIPPED_PACKS}")


def test_a_pack_with_errors_makes_no_unit_and_says_so_once(tmp_path: Path) -> None:
    root = project(tmp_path, {"one": REPORT, "two": REPORT})
    path = root / "word_templates/form/pack.yaml"
    path.write_text(path.read_text("utf-8").replace("output:", "outputs:"), "utf-8")
    units = carry_edition("2024", "2023", root=root)
    assert [(codes(unit), unit.files) for unit in units] == [(["pack-key"], 0), ([], 0)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("沿用上年: [a.yaml, b.yaml]\n", [("沿用上年", "2", 3)]),
        ("待填写:\n  - a.yaml\n", [("待填写", "1", 3)]),
        ("待填写: [a.yaml]\n沿用上年: [a.yaml]\n", [("沿用上年", "1", 4), ("待填写", "1", 3)]),
        ("待填写: []\n", []),
        ("待填写:\n", []),
        ("待填写: a.yaml\n", []),
    ],
)
def test_an_unfinished_year_is_told(
    tmp_path: Path, text: str, told: list[tuple[str, str, int]]
) -> None:
    root = project(tmp_path, {"one": REPORT + text})
    (unit,) = carry_edition("2024", "2023", root=root)
    assert unit.files == 1
    assert [
        (problem.words["key"], problem.words["count"], problem.place.line)
        for problem in unit.problems
    ] == told
    assert set(codes(unit)) <= {"from-unfinished"}


def test_a_unit_is_begun_from_nothing_once(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    unit = start_unit("2024", "form", "new_Unit-1", root=root)
    assert (unit.folder, unit.files, unit.problems) == (root / "content/2024/new_Unit-1", 1, ())
    path = unit.folder / "report.yaml"
    assert "名称:\n" in path.read_text("utf-8")
    path.write_text(REPORT, "utf-8")
    assert start_unit("2024", "form", "new_Unit-1", root=root) == NewUnit(unit.folder)
    assert path.read_text("utf-8") == REPORT


@pytest.mark.parametrize("unit", ["株洲市第三中学", "三中（本级）", "县 一中", "a.b", "2024"])
@pytest.mark.parametrize("edition", ["2024", "２０２４年", "content/2024/"])
def test_a_unit_is_called_what_people_call_it(tmp_path: Path, edition: str, unit: str) -> None:
    root = project(tmp_path, {})
    made = start_unit(edition, "Ｆorm", unit, root=root)
    assert (made.folder, made.files) == (root / "content" / "2024" / unit, 1)
    assert start_unit(edition, "form", f"{unit}", root=root) == NewUnit(made.folder)


def test_a_unit_that_is_called_alike_is_there_already(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    made = start_unit("2024", "form", "三中（本级）A", root=root)
    assert start_unit("2024", "form", "三中(本级)a", root=root) == NewUnit(made.folder)


@pytest.mark.parametrize(
    ("edition", "pack", "unit", "code"),
    [
        ("24", "form", "new", "bad-edition"),
        ("2024", "无", "new", "unknown-pack"),
        ("2024", "form", "../x", "bad-file-name"),
        ("2024", "form", "", "bad-file-name"),
        ("2024", "form", "-x", "bad-file-name"),
        ("2024", "form", "　", "bad-file-name"),
        ("2024", "form", "单位 ", "bad-file-name"),
        ("2024", "form", "nul", "bad-file-name"),
    ],
)
def test_what_cannot_be_begun(
    tmp_path: Path, edition: str, pack: str, unit: str, code: str
) -> None:
    root = project(tmp_path, {})
    with pytest.raises(UsageError) as caught:
        start_unit(edition, pack, unit, root=root)
    assert caught.value.problem.code == code
    assert list((root / "content").iterdir()) == []


def test_a_unit_of_a_pack_with_errors_is_not_begun(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    path = root / "word_templates/form/pack.yaml"
    path.write_text(path.read_text("utf-8").replace("output:", "outputs:"), "utf-8")
    unit = start_unit("2024", "form", "new", root=root)
    assert (codes(unit), unit.files, unit.folder.exists()) == (["pack-key"], 0, False)


def test_the_project_is_that_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project(tmp_path, {"one": REPORT}))
    assert [unit.files for unit in carry_edition("2024", "2023")] == [1]
    assert start_unit("2024", "form", "new").files == 1
