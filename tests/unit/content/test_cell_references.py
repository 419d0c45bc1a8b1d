"""References to cells, as people type them and as Excel writes them."""

from __future__ import annotations

import pytest

from docgen.content.cell_references import CellReference, read_reference

TABLE = ("决算表.xlsx", "财决01表")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("决算表.xlsx!财决01表!F12", (*TABLE, "F12")),
        ("决算表.xlsx！财决01表！F12", (*TABLE, "F12")),
        ("figures/决算表.xlsx!财决01表!F12", (*TABLE, "F12")),
        (r"figures\决算表.xlsx!财决01表!F12", (*TABLE, "F12")),
        (" 决算表.xlsx ! 财决01表 ! $F$12 ", (*TABLE, "$F$12")),
        ("决算表.xlsx!'财决01表'!F12", (*TABLE, "F12")),
        ("决算表.xlsx!'甲''乙'!F12", ("决算表.xlsx", "甲'乙", "F12")),
        ("[决算表.xlsx]财决01表!$F$12", (*TABLE, "$F$12")),
        ("='[决算表.xlsx]财决01表'!$F$12", (*TABLE, "$F$12")),
        ("决算表.xlsx!甲!乙!F12", ("决算表.xlsx", "甲!乙", "F12")),
        ("决算表.xlsx!财决01表!公用经费×本年决算数", (*TABLE, "公用经费×本年决算数")),
    ],
)
def test_a_reference_names_workbook_sheet_and_cell(text: str, found: tuple[str, str, str]) -> None:
    assert read_reference(text) == CellReference(*found)


@pytest.mark.parametrize(
    "text",
    [
        *("", "F12", "决算表.xlsx", "决算表.xlsx!F12", "决算表.xlsx!财决01表", "!财决01表!F12"),
        *("决算表.xlsx!!F12", "决算表.xlsx!财决01表!", "决算表.xlsx!财决01表!公用经费", "a!b!×c"),
        "决算表.xlsx!财决01表!ABCD12",
    ],
)
def test_what_names_no_cell_is_no_reference(text: str) -> None:
    assert read_reference(text) is None


@pytest.mark.parametrize(
    ("cell", "address"),
    [("F12", (12, 6)), ("$f$12", (12, 6)), ("Ｆ１２", (12, 6)), ("公用×本年", None)],
)
def test_a_cell_has_an_address_or_labels(cell: str, address: tuple[int, int] | None) -> None:
    assert CellReference(*TABLE, cell).address == address


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("公用经费×本年决算数", [("公用经费", "本年决算数")]),
        ("公用经费 × 本年决算数", [("公用经费", "本年决算数")]),
        ("公用经费*本年决算数", [("公用经费", "本年决算数")]),
        ("公用经费 x 本年决算数", [("公用经费", "本年决算数")]),
        ("box×max", [("box", "max")]),
        ("单价×数量×本年", [("单价", "数量×本年"), ("单价×数量", "本年")]),
    ],
)
def test_labels_are_parted_by_a_cross(cell: str, labels: list[tuple[str, str]]) -> None:
    assert list(CellReference(*TABLE, cell).labels) == labels
