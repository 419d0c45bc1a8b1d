"""The files of a unit that are still to be done, and the lines of report.yaml that list them."""

from __future__ import annotations

import pytest

from docgen.checking.checks.blank_fields import NOT_FILLED
from docgen.checking.todo_lists import CARRIED, UNFILLED, in_listed_files, with_mark
from docgen.diagnostics import Place, Problem, warning
from tests.unit.checking.units import read, said


def problem(file: str, line: int = 1) -> Problem:
    return warning(NOT_FILLED, Place(f"甲/{file}", line, 1), field="乙")


FOUND = [problem("b.yaml", 3), problem("a.yaml", 2), problem("b.yaml", 1), problem("c.yaml", 7)]


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("待填写: [b.yaml]", ["3:1 not-filled", "1:1 not-filled"]),
        ("待填写: b.yaml", ["3:1 not-filled", "1:1 not-filled"]),
        ("待填写: [c.yaml, a.yaml]", ["2:1 not-filled", "7:1 not-filled"]),
        ("待填写: [narrative/d.md]", ["1:7 file-done narrative/d.md"]),
        (
            "待填写:\n- d.yaml\n- a.yaml\n- b.yam",
            ["2:1 not-filled", "2:3 file-done d.yaml", "4:3 file-done b.yam"],
        ),
        ("待填写: [3, [a.yaml], {a.yaml: a.yaml}]", []),
        ("待填写:", []),
        ("待填写: []", []),
        ("沿用上年: [b.yaml]", []),
        ("", []),
    ],
)
def test_the_problems_of_listed_files_and_the_files_without_any(
    listed: str, found: list[str]
) -> None:
    unit = read(listed)
    seen = list(in_listed_files(unit, UNFILLED, FOUND))
    assert [
        f"{item.place.line}:{item.place.column} {item.code} {item.words.get('file', '')}".rstrip()
        for item in seen
    ] == found
    assert UNFILLED in unit.data.used


def test_a_file_that_is_done_is_a_warning_with_its_key() -> None:
    assert said(in_listed_files(read("沿用上年: [a.yaml]"), CARRIED, [])) == [
        "1:8 warning file-done; file=a.yaml; key=沿用上年"
    ]


def test_nothing_is_looked_for_where_no_file_is_listed() -> None:
    found = iter(FOUND)
    assert list(in_listed_files(read("待填写: []"), UNFILLED, found)) == []
    assert list(found) == FOUND


def test_files_are_listed_below_a_comment() -> None:
    assert with_mark("模板: form\n\n", CARRIED, ["a.yaml", "narrative/b.md"]) == (
        "模板: form\n\n"
        "沿用上年:  # 从上年带来；改完一个删去一行"
        " · from last year; delete the line of what is done\n"
        "  - a.yaml\n"
        "  - narrative/b.md\n"
    )
    assert with_mark("模板: form", UNFILLED, iter(["a.yaml"])) == (
        "模板: form\n\n"
        "待填写:  # 填完一个删去一行 · to be filled in; delete the line of what is done\n"
        "  - a.yaml\n"
    )
    assert with_mark("模板: form\n\n", CARRIED, []) == "模板: form\n\n"
