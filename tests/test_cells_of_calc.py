"""Workbooks as LibreOffice Calc saves them: the same figures from .xlsx, .xls and .ods."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import find_edition
from tests.support import SmallProject, needs_libreoffice
from tests.unit.sheets.sheet_files import saved_by_calc
from tests.workbooks import save_workbook

pytestmark = [pytest.mark.slow, needs_libreoffice]

CELLS = {
    "A1": "项目",
    "B1": "本年决算数",
    "A2": "公用经费",
    "B2": (1234.5, "#,##0.00"),
    "B3": (0.9364, "0.00%"),
    "B4": (date(2024, 4, 26), "yyyy-mm-dd"),
    "B5": "=B2*2",
    "B6": "=1/0",
}


@pytest.fixture(scope="module", params=["xlsx", "xls", "ods"])
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook, opened and saved by Calc, which works out its formulas."""
    folder, ending = tmp_path_factory.mktemp("calc"), str(request.param)
    source = save_workbook(folder / "from" / "表.xlsx", 表=CELLS)
    return saved_by_calc(source, folder, ending)[ending]


def test_what_calc_shows_is_taken(project: SmallProject, workbook: Path) -> None:
    folder = project.unit / "figures"
    folder.mkdir()
    (folder / workbook.name).write_bytes(workbook.read_bytes())
    number = {"type": ["number", "null"]}
    day = {"type": "string", "pattern": r"^\d{4}年\d{1,2}月\d{1,2}日$"}
    project.schema(数=number, 率=number, 日=day, 倍=number, 错=number)
    fields = {"数": "公用经费×本年决算数", "率": "B3", "日": "B4", "倍": "$B$5", "错": "B6"}
    lines = (f"{key}: !cell {workbook.name}!表!{cell}" for key, cell in fields.items())
    project.content("\n".join(lines) + "\n")
    project.template(*(f"{{{{ {key} }}}}" for key in fields))
    edition = find_edition("2023", project.root)
    built = build_unit(project.unit, edition, Packs(edition.project))
    (wrong,) = built.outcome.problems
    assert wrong.code == "cell-error"
    assert str(wrong.place).startswith(f"content/2023/one/figures/{workbook.name}!表!B6 (")
    values = [str(built.unit.data[key]) for key in ("数", "率", "日", "倍")]
    assert values[:3] == ["1234.50", "93.64", "2024年4月26日"]
    assert values[3] in ("2469", "2469.00")
