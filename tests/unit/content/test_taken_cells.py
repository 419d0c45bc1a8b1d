"""The record of what was taken from cells: read as written, one line of git's a figure."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.cell_references import CellReference
from docgen.content.characters import FORBIDDEN
from docgen.content.taken_cells import TakenRecord
from docgen.content.workbook_cells import TakenCell, UnitCells
from docgen.diagnostics import Place, Problems

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda name: not FORBIDDEN.search(name) and name.strip() == name
)
SHOWN = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(
    lambda text: not FORBIDDEN.search(text) and "\r" not in text
)


def cells_of(shown: dict[str, str]) -> UnitCells:
    """The cells of a unit, by their addresses in one sheet, with what they show."""
    cells = UnitCells(Path("甲"), Place("甲"), Problems())
    for number, (address, text) in enumerate(shown.items(), 1):
        reference = CellReference("决算表.xlsx", "表", address)
        place = Place("甲/figures/决算表.xlsx", number, 1, "表", "甲/a.yaml:1:1")
        cells.taken.append(TakenCell(reference, text, "", place))
    return cells


def read(text: str) -> tuple[TakenRecord, Problems]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures" / "taken.yaml"
        path.parent.mkdir()
        path.write_bytes(text.encode())
        problems = Problems()
        return TakenRecord.read(Path(folder), Place("甲"), problems), problems


@given(
    st.dictionaries(st.tuples(NAMES, NAMES), SHOWN, max_size=6),
    st.text("0123456789abcdef", min_size=8, max_size=8),
)
def test_it_is_read_as_it_was_written(cells: dict[tuple[str, str], str], digest: str) -> None:
    record = TakenRecord(cells, {book: digest for book, _ in cells})
    found, problems = read(record.text())
    assert not list(problems)
    assert found == record


def test_a_figure_has_one_line() -> None:
    first, second = (
        TakenRecord.of(cells_of({"A1": "1", "A2": figure, "A3": "甲\n乙"})).text()
        for figure in ("2.00", "2.10")
    )
    lines = set(first.splitlines()) ^ set(second.splitlines())
    assert lines == {'    表!A2: "2.00"', '    表!A2: "2.10"'}


def test_it_is_the_same_in_whatever_order_the_content_refers_to_cells() -> None:
    shown = {"A1": "1", "A2": "2"}
    turned = dict(reversed(shown.items()))
    assert TakenRecord.of(cells_of(shown)).text() == TakenRecord.of(cells_of(turned)).text()


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ({"A1": "1"}, {"A1": "1"}, []),
        ({"A1": "1"}, {"A1": "2"}, [("A1", "1", "2")]),
        ({"A1": "1"}, {"A1": "1.0"}, [("A1", "1", "1.0")]),
        ({"A1": "1"}, {"A1": ""}, [("A1", "1", "")]),
        ({"A1": ""}, {"A1": "1"}, [("A1", "", "1")]),
        ({"A1": "1"}, {"A2": "2"}, []),
        ({}, {"A1": "1"}, []),
    ],
)
def test_what_was_taken_and_is_another_has_changed(
    before: dict[str, str], now: dict[str, str], changed: list[tuple[str, str, str]]
) -> None:
    changes = TakenRecord.of(cells_of(before)).changes(cells_of(now))
    assert [(each.cell.reference.cell, each.old, each.cell.text) for each in changes] == changed


@pytest.mark.parametrize(
    "text", ["决算表.xlsx: {取数: {表!A1: [1]}}", "决算表.xlsx:", "决算表.xlsx: 1"]
)
def test_what_else_it_says_is_of_no_figure(text: str) -> None:
    assert "1" not in read(text)[0].cells.values()


def test_one_that_cannot_be_read_is_told() -> None:
    merged = "<<<<<<< ours\n决算表.xlsx:\n=======\n>>>>>>> theirs\n"
    (problem,) = read(merged)[1]
    assert (problem.code, problem.place.file) == ("taken-unreadable", "甲/figures/taken.yaml")
