"""What is said of a workbook that was taken in."""

from __future__ import annotations

from pathlib import Path

from docgen.diagnostics import Place
from docgen.runs.sheet_in import SheetIn
from docgen.runs.workbooks.sheet_edits import SheetEdit, SheetEditKind
from docgen.wording.sheet_lines import in_lines


def test_a_text_of_several_lines_takes_one_line_where_edits_are_listed() -> None:
    place = Place("fill.xlsx", 3, 4, "表")
    edit = SheetEdit(SheetEditKind.CHANGED, place, "措施", "一", "一\n二", "a.yaml", ("措施",))
    lines = list(in_lines(SheetIn("县一中", Path("fill.xlsx"), (edit,)), "zh"))
    assert lines[2] == "     [-一-]{+一↵二+}"
