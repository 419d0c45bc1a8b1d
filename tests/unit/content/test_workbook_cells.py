"""Values that are taken from cells: what they are, where they are, and what keeps them away."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Protection

from docgen.content.unit import load_unit
from docgen.content.values import Blank, CellText, Node, Text
from docgen.content.workbook_cells import _known_workbook
from docgen.diagnostics import Place, Problem, Problems
from tests.workbooks import save_workbook, table, workbook_of

BOOK = "content/2023/甲/figures/决算表.xlsx"
LINE = "content/2023/甲/report.yaml"


def unit_of(root: Path, text: str, **sheets: Mapping[str, Any]) -> tuple[Any, list[Problem]]:
    """A unit that has ``text`` in report.yaml below the name of its pack, and its problems."""
    folder = root / "content" / "2023" / "甲"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.yaml").write_text(f"模板: form\n{text}", "utf-8")
    if sheets:
        save_workbook(root / BOOK, **sheets)
    problems = Problems()
    return load_unit(folder, "2023", root, problems), list(problems)


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in problems]


@pytest.mark.parametrize(
    ("value", "shown", "number"),
    [
        ((420.7, "0.00"), "420.70", "420.70"),
        ((1234.5, "#,##0.00"), "1,234.50", "1234.50"),
        ((0.9364, "0.00%"), "93.64%", "93.64"),
        ((-7, "#,##0;(#,##0)"), "(7)", "-7"),
        (12, "12", "12"),
        ("1,234.50", "1,234.50", "1234.50"),
        ("某管理办公室", "某管理办公室", ""),
        (("00123", "@"), "00123", ""),
        (True, "TRUE", ""),
        ((date(2024, 4, 26), 'yyyy"年"m"月"d"日"'), "2024年4月26日", ""),
    ],
)
def test_a_value_is_what_its_cell_shows(
    tmp_path: Path, value: object, shown: str, number: str
) -> None:
    unit, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!F12", 表={"F12": value})
    taken = unit.data["数"]
    assert isinstance(taken, CellText)
    assert (taken, taken.number) == (shown, number)
    assert not problems


def test_its_place_is_the_cell_with_the_line_that_refers_to_it(tmp_path: Path) -> None:
    unit, _ = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!F12", 表={"F12": 1})
    assert str(unit.data["数"].place) == f"{BOOK}!表!F12 ({LINE}:2:4)"
    assert unit.data["数"].place.typed == Place(LINE, 2, 4)
    assert unit.data["数"].place.shifted(3, 4) == unit.data["数"].place


@pytest.mark.parametrize(
    "text",
    [
        "{甲: [!cell 决算表.xlsx!表!A1, 2]}",
        "\n  甲:\n    - !cell 决算表.xlsx!表!A1",
        '\n  甲:\n    - !cell "决算表.xlsx!表!A1"',
        "\n  甲:\n    - !cell '决算表.xlsx!表!A1'  # 万元",
        "\n  甲:\n    - !cell   决算表.xlsx!表!A1   # 万元",
        "\n  甲:\n    - !cell |-\n      决算表.xlsx!表!A1",
        "\n  甲:\n    - !Cell 决算表.xlsx!表!A1",
    ],
)
def test_a_reference_stands_wherever_a_value_may(tmp_path: Path, text: str) -> None:
    unit, problems = unit_of(tmp_path, f"组: {text}", 表={"A1": 7})
    assert unit.data["组"]["甲"][0] == "7"
    assert not problems


def test_an_empty_cell_is_a_blank_at_its_place(tmp_path: Path) -> None:
    unit, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!B2", 表={"A1": 7, "A2": " "})
    assert isinstance(unit.data["数"], Blank)
    assert str(unit.data["数"].place) == f"{BOOK}!表!B2 ({LINE}:2:4)"
    assert not problems


def test_labels_find_their_cell_wherever_it_has_moved(tmp_path: Path) -> None:
    reference = "数: !cell 决算表.xlsx!表!公用经费×本年决算数"
    rows = [["人员经费", 1, 2], ["公用经费", 3, 4]]
    for first in (1, 5):
        cells = table(["项目", "上年决算数", "本年决算数"], rows, first)
        unit, problems = unit_of(tmp_path, reference, 表=cells)
        assert unit.data["数"] == "4"
        assert unit.data["数"].place.address == f"C{first + 2}"
        assert not problems


def test_a_cross_may_be_part_of_a_label(tmp_path: Path) -> None:
    cells = table(["项目", "本年"], [["单价×数量", 7], ["其他", 8]])
    unit, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!单价×数量×本年", 表=cells)
    assert unit.data["数"] == "7"
    assert not problems


WRONG = {
    "数: !cell": "cell-reference",
    "数: !cell 决算表.xlsx!F1": "cell-reference",
    "数: !cell [决算表.xlsx, 表]": "yaml-tag",
    "数: !cell ../乙/figures/决算表.xlsx!表!A1": "workbook-outside",
    "数: !cell C:\\决算表.xlsx!表!A1": "workbook-outside",
    "数: ！cell 决算表.xlsx！表！A1": "tag-of-full-width",
    "数: !cell 决算.xlsx!表!A1": "workbook-missing",
    "数: !cell taken.yaml!表!A1": "workbook-missing",
    "数: !cell ~$决算表.xlsx!表!A1": "workbook-missing",
    "数: !cell 决算表.xlsx!另一张表!A1": "unknown-sheet",
    "数: !cell 决算表.xlsx!表!电费×本年": "unknown-label",
    "数: !cell 决算表.xlsx!表!合计×本年": "several-cells",
    "数: !cell 决算表.xlsx!表!A9": "cell-error",
}


@pytest.mark.parametrize(("text", "code"), WRONG.items())
def test_what_keeps_a_value_away_is_told_at_its_line(tmp_path: Path, text: str, code: str) -> None:
    cells = table(["项目", "本年"], [["合计", 1], ["水费", 2], ["合计", 3]])
    unit, problems = unit_of(tmp_path, text, 表={**cells, "A9": "#REF!"})
    (problem,) = problems
    assert problem.code.startswith(code)
    assert problem.is_error
    assert (problem.place.typed.file, problem.place.typed.line) == (LINE, 2)
    assert isinstance(unit.data["数"], Blank) or problem.fix


def test_two_cells_that_fit_are_both_named(tmp_path: Path) -> None:
    cells = table(["项目", "本年"], [["合计", 1], ["水费", 2], ["合计", 3]])
    _, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!合计×本年", 表=cells)
    assert problems[0].words["cells_en"] == "B2, B4"


def test_a_missing_workbook_is_told_with_the_one_that_is_like_it(tmp_path: Path) -> None:
    _, problems = unit_of(tmp_path, "数: !cell 决算.xlsx!表!A1", 表={"A1": 1})
    assert problems[0].words["nearest"] == "决算表.xlsx"


def test_one_cause_is_told_once_for_all_its_references(tmp_path: Path) -> None:
    lines = [f"数{number}: !cell 决算表.xlsx!旧表!A{number}" for number in range(1, 9)]
    unit, problems = unit_of(tmp_path, "\n".join(lines), 表={"A1": 1})
    assert [str(problem.place) for problem in problems] == [f"{BOOK} ({LINE}:2:5)"]
    assert {value.place for value in unit.data.values() if isinstance(value, Blank)} == {
        problems[0].place
    }


def test_each_cause_is_told(tmp_path: Path) -> None:
    lines = ["甲: !cell 决算表.xlsx!旧表!A1", "乙: !cell 决算表.xlsx!老表!A1"]
    _, problems = unit_of(tmp_path, "\n".join([*lines, "丙: !cell 无"]), 表={"A1": 1})
    assert len(problems) == 3


def test_values_of_a_workbook_that_is_still_to_come_are_blanks_at_their_cells(
    tmp_path: Path,
) -> None:
    unit, problems = unit_of(
        tmp_path, "甲: !cell 决算表.xlsx!表!A1\n乙: !cell 决算表.xlsx!表!水费×本年"
    )
    assert told(problems) == [("workbook-missing", f"{BOOK} ({LINE}:2:4)")]
    places = [str(unit.data[key].place) for key in ("甲", "乙")]
    assert places == [f"{BOOK}!表!A1 ({LINE}:2:4)", f"{BOOK}!表 ({LINE}:3:4)"]
    assert unit.complete


def test_a_formula_that_was_never_worked_out_is_told_at_its_cell(tmp_path: Path) -> None:
    _, problems = unit_of(
        tmp_path, "数: !cell 决算表.xlsx!表!A3", 表={"A1": 1, "A2": 2, "A3": "=A1+A2"}
    )
    assert told(problems) == [("formula-without-value", f"{BOOK}!表!A3 ({LINE}:2:4)")]


@pytest.mark.parametrize("hide", ["row", "column", "sheet", ""])
def test_a_hidden_cell_is_taken_and_known_to_be_hidden(tmp_path: Path, hide: str) -> None:
    unit_of(tmp_path, "", 表={"A1": 1, "B2": 7}, 另={"A1": 1})
    workbook = load_workbook(tmp_path / BOOK)
    sheet = workbook["表"]
    sheet.row_dimensions[2].hidden = hide == "row"
    sheet.column_dimensions["B"].hidden = hide == "column"
    sheet.sheet_state = "hidden" if hide == "sheet" else "visible"
    workbook.active = workbook["另"]
    workbook.save(tmp_path / BOOK)
    unit, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!B2")
    assert unit.data["数"] == "7"
    assert [cell.hidden for cell in unit.cells.taken] == [bool(hide)]
    assert not problems


def test_a_protected_workbook_is_read(tmp_path: Path) -> None:
    unit_of(tmp_path, "", 表={"A1": 7})
    workbook = load_workbook(tmp_path / BOOK)
    workbook["表"].protection.set_password("1234")
    workbook["表"].protection.enable()
    workbook["表"]["A1"].protection = Protection(locked=True, hidden=True)
    workbook.save(tmp_path / BOOK)
    unit, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!A1")
    assert unit.data["数"] == "7"
    assert not problems


def _zip_bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for number in range(30):
            package.writestr(f"xl/sheet{number}.xml", b" " * (10 << 20))
    return data.getvalue()


def _locked() -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return start + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


BROKEN: dict[str, Callable[[], bytes]] = {
    "empty-workbook": lambda: b"",
    "damaged-workbook": lambda: b"PK\x03\x04 is no zip",
    "not-a-workbook": lambda: b"%PDF-1.7 is none",
    "locked-workbook": _locked,
    "workbook-too-large": _zip_bomb,
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_workbook_that_cannot_be_read_costs_itself_alone(tmp_path: Path, code: str) -> None:
    path = save_workbook(tmp_path / BOOK, 表={"A1": 1})
    path.with_name("好.xlsx").write_bytes(path.read_bytes())
    path.write_bytes(BROKEN[code]())
    unit, problems = unit_of(
        tmp_path,
        "甲: !cell 决算表.xlsx!表!A1\n乙: !cell 好.xlsx!表!A1\n丙: !cell 决算表.xlsx!表!A2",
    )
    assert told(problems) == [(code, f"{BOOK} ({LINE}:2:4)")]
    assert unit.data["乙"] == "1"


def test_a_link_out_of_the_unit_is_not_followed(tmp_path: Path) -> None:
    outside = save_workbook(tmp_path / "secret.xlsx", 表={"A1": 1})
    (tmp_path / BOOK).parent.mkdir(parents=True)
    (tmp_path / BOOK).symlink_to(outside)
    unit, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!A1")
    assert "link-outside" in {problem.code for problem in problems}
    assert isinstance(unit.data["数"], Blank)


def test_a_cell_cannot_hold_what_docgen_takes_for_a_mark(tmp_path: Path) -> None:
    unit, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!A1", 表={"A1": "甲\ufdd0乙"})
    assert told(problems) == [("control-character", f"{BOOK}!表!A1 ({LINE}:2:4)")]
    assert problems[0].fix is None
    assert isinstance(unit.data["数"], Blank)


def test_other_files_beside_the_workbooks_are_harmless(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / BOOK, 表={"A1": 1})
    for name in ("~$决算表.xlsx", ".~lock.决算表.xlsx#", "说明.pdf", "旧决算表.xls", "taken.yaml"):
        path.with_name(name).write_bytes(b"")
    unit, problems = unit_of(tmp_path, "数: !cell 决算表.xlsx!表!A1")
    assert unit.data.keys() == {"模板", "数"}
    assert not problems


def test_a_workbook_is_opened_once_as_long_as_its_bytes_are_the_same(tmp_path: Path) -> None:
    lines = "\n".join(f"数{number}: !cell 决算表.xlsx!表!A1" for number in range(20))
    _known_workbook.cache_clear()
    for _ in range(3):
        unit_of(tmp_path, lines)
        if not (tmp_path / BOOK).exists():
            save_workbook(tmp_path / BOOK, 表={"A1": 1})
    assert _known_workbook.cache_info().misses == 1
    data = (tmp_path / BOOK).read_bytes()
    shutil.copyfile(tmp_path / BOOK, tmp_path / "copy.xlsx")
    workbook_of(表={"A1": 2}).save(tmp_path / BOOK)
    assert (tmp_path / BOOK).read_bytes() != data
    unit, _ = unit_of(tmp_path, lines)
    assert unit.data["数1"] == "2"


def test_a_pack_takes_nothing_from_workbooks() -> None:
    from docgen.content.source_files import SourceFile
    from docgen.content.yaml_reader import read_yaml

    problems = Problems()
    read = read_yaml(SourceFile("pack.yaml", "甲: !cell 决算表.xlsx!表!A1"), problems)
    assert [problem.code for problem in problems] == ["yaml-tag"]
    assert isinstance(read, Node)
    assert not isinstance(read["甲"], Text)
