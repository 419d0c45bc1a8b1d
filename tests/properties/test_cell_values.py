"""The law of cells: what a cell shows is what is printed, and a figure counts as it shows."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.content.values import Figure
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import find_edition
from docgen.sheets.workbook import open_workbook
from tests.support import SmallProject, small_project
from tests.workbooks import save_workbook

FORMATS = (
    *("General", "0", "0.0", "0.00", "#,##0", "#,##0.00", "0.00%", "0%", "0.00_ ", "0000"),
    *('#,##0.00"万元"', "#,##0.00;(#,##0.00)", "[Red]-0.00;0.00", "¥#,##0.00", "@"),
)
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.decimals(-(10**7), 10**7, places=4, allow_nan=False).map(float),
    st.sampled_from([0.1 + 0.2, 2.675, 1.005, 4612.15, 0.285, 420.7, -0.004]),
)
CELLS = st.lists(st.tuples(NUMBERS, st.sampled_from(FORMATS)), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that prints each item of two lists: of figures, and of texts."""
    project = small_project(tmp_path_factory.mktemp("cells"))
    item = {"type": ["number", "null"]}
    project.schema(
        数={"type": "array", "items": item}, 字={"type": "array", "items": {"type": "string"}}
    )
    loops = (("{%p for 项 in " + key + " %}", "{{ 项 }}", "{%p endfor %}") for key in "数字")
    project.template(*(line for loop in loops for line in loop))
    return project.root


@settings(deadline=None)
@given(cells=CELLS)
def test_what_a_cell_shows_is_what_is_printed(root: Path, cells: list[tuple[float, str]]) -> None:
    project = SmallProject(root)
    rows = {f"A{number}": cell for number, cell in enumerate(cells, 1)}
    path = save_workbook(project.unit / "figures" / "表.xlsx", 表=rows)
    sheet = open_workbook(path, "表.xlsx").sheet("表")
    shown = {address: sheet.at(address) for address in rows}
    figures = [address for address, cell in shown.items() if cell.number is not None]
    lines = ["数:", *(f"  - !cell 表.xlsx!表!{address}" for address in figures), "字:"]
    lines += [f"  - !cell 表.xlsx!表!{address}" for address in rows]
    project.content("\n".join(lines) + "\n")
    edition = find_edition("2023", root)
    built = build_unit(project.unit, edition, Packs(edition.project))
    assert built.report is not None, list(built.outcome.problems)
    typed = [Decimal(str(cell.number)) for cell in shown.values() if cell.number is not None]
    read: Any = built.unit.data.get("数") or []
    assert [value.value for value in read if isinstance(value, Figure)] == typed
    with tempfile.TemporaryFile() as file:
        file.write(built.report.data)
        printed = [paragraph.text for paragraph in docx.Document(file).paragraphs]
    numbers = [f"{cell.number:f}" for cell in shown.values() if cell.number is not None]
    assert printed[: len(numbers)] == numbers
    assert printed[len(numbers) :] == [cell.text.strip() for cell in shown.values()]
