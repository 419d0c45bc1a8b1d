"""What lies in a folder before commands of a page are typed there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import openpyxl
from docx.document import Document

from docgen import RenderOptions, render_edition, sheet_out
from docgen.runs.freeze import freeze_edition
from docgen.scaffold.content.new_edition import carry_edition
from docgen.word.xml import text_of, w
from tests.fill_scenes import data, form
from tests.filled_sheets import type_in
from tests.scripted_edits import (
    a_figure_in_a_cell,
    a_heading_renamed,
    a_list_item_changed,
    a_sentence,
)
from tests.support import ROOT, whole_project

_UNIT = "zhuzhou-vocational-park"
_OF_PROJECTS = "science-museum"
_ROWS = [
    {"姓名": "张小明", "性别": "男", "金额": 1280, "日期": "2026年3月1日", "单位承担": "80%"},
    {"姓名": "李小红", "性别": "女", "金额": 960.5, "日期": "2026年3月1日", "单位承担": "80%"},
]


def nothing(folder: Path) -> None:
    """An empty folder."""


def project(folder: Path) -> None:
    """The packs, and the content of 2023."""
    whole_project(folder)


def report(folder: Path) -> None:
    """A report, ``report.docx``, that of the year before, and a budget."""
    for name in ("report.docx", "last-year.docx"):
        shutil.copy(_rendered(folder), folder / name)
    shutil.copy(ROOT / "docs" / "examples" / "决算表.xlsx", folder / "budget.xlsx")


def filled_form(folder: Path) -> None:
    """Last year's form of one project, ``last-form.docx``, as it was handed in."""
    with TemporaryDirectory() as elsewhere:
        root = Path(elsewhere)
        unit = root / "content" / "2023" / _OF_PROJECTS
        shutil.copytree(ROOT / "word_templates", root / "word_templates")
        shutil.copytree(ROOT / "content" / "2023" / _OF_PROJECTS, unit)
        (unit / "projects" / "mobile-museum.yaml").unlink()
        render_edition("2023", RenderOptions(make_pdf=False), root=root)
        (report,) = (root / "build" / "2023").glob("*.docx")
        shutil.copy(report, folder / "last-form.docx")


def old_report(folder: Path) -> None:
    """The packs, no content, and last year's report on one project, ``report.docx``."""
    shutil.copytree(ROOT / "word_templates", folder / "word_templates")
    (folder / "content").mkdir()
    filled_form(folder)
    (folder / "last-form.docx").rename(folder / "report.docx")


def reply(folder: Path) -> None:
    """The report as the office sends it back, ``reply.docx``."""
    _edited(_rendered(folder), folder / "reply.docx", a_figure_in_a_cell)


def edited(folder: Path) -> None:
    """The office has edited the report where it lies."""
    path = _rendered(folder)
    _edited(path, path, a_sentence)


def edited_copy(folder: Path) -> None:
    """The office has edited a copy that lies beside the report."""
    path = _rendered(folder)
    _edited(path, path.with_name("报告-王改.docx"), a_heading_renamed)


def renamed(folder: Path) -> None:
    """The unit has a new name since the office got its report, which comes back as a mail."""
    _edited(_rendered(folder), folder / "report.docx", a_list_item_changed)
    units = folder / "content" / "2023"
    (units / _UNIT).rename(units / "株洲市第三中学")


def next_year(folder: Path) -> None:
    """The content of 2024, begun from that of 2023."""
    carry_edition("2024", "2023", root=folder)


def mistake(folder: Path) -> None:
    """A mistake in the content that ``--fix`` mends."""
    path = folder / "content" / "2023" / _UNIT / "report.yaml"
    path.write_text(path.read_text("utf-8"), "gb18030")


def workbook(folder: Path) -> None:
    """The workbook of the unit's forms."""
    sheet_out("2023", root=folder, unit=_UNIT)


def filled_in(folder: Path) -> None:
    """Somebody has filled in a figure in the workbooks that lie there."""
    for path in [*folder.glob("fill.xlsx"), *folder.glob(f"build/2023/{_UNIT}.xlsx")]:
        type_in(path, {("经费控制情况", "公用经费", "上年决算数"): 101.75})


def letters(folder: Path) -> None:
    """A letter, ``letter.docx`` and ``form.docx``, and who gets it, in files of each kind."""
    text = "致{{ 姓名 }}：{{ 金额 }} 元已于 {{ 日期 }} 报销，其中单位承担 {{ 单位承担 }}。"
    for name in ("letter.docx", "form.docx"):
        form(folder / name, text)
    for name in ("staff.xlsx", "rows.json"):
        data(folder / name, _ROWS)
    for name in ("one.yaml", "data.yaml", "data.json"):
        data(folder / name, _ROWS[0])
    lines = [",".join(_ROWS[0]), *(",".join(map(str, row.values())) for row in _ROWS)]
    book = openpyxl.load_workbook(folder / "staff.xlsx")
    book.copy_worksheet(book.worksheets[0]).title = "名单"
    book.save(folder / "staff.xlsx")
    (folder / "staff.csv").write_text("\n".join(lines), "utf-8")


def blank_forms(folder: Path) -> None:
    """Blank forms of an authority."""
    blank = ROOT / "docs" / "examples" / "project-form.docx"
    for name in ("project-form.docx", "form.docx"):
        shutil.copy(blank, folder / name)
    _edited(blank, folder / "new-form.docx", _change)


def built(folder: Path) -> None:
    """The report of the unit, in Word and in PDF."""
    render_edition("2023", RenderOptions(units=[_UNIT], verify=False), root=folder)


def fixed_twice(folder: Path) -> None:
    """Two fixed versions of the report of the unit."""
    again = RenderOptions(units=[_UNIT], verify=False, unfreeze=True)
    for _ in range(2):
        render_edition("2023", again, root=folder)
        freeze_edition("2023", root=folder, units=[_UNIT])


def fixed(folder: Path) -> None:
    """All reports of the edition are built and fixed."""
    render_edition("2023", RenderOptions(verify=False), root=folder)
    freeze_edition("2023", root=folder)


def never_fixed(folder: Path) -> None:
    """No report that is fixed."""
    shutil.rmtree(folder / "build" / "2023" / "fixed")


def _change(form: Document) -> None:
    """What the bureau changed for the year after."""
    rows = form.tables[0]._tbl.tr_lst
    for row in [row for row in rows if "上年结转资金" in text_of(row)]:
        form.tables[0]._tbl.remove(row)
    for text in form.element.body.iter(w("t")):
        text.text = (text.text or "").replace("偏差原因分析及改进措施", "偏差原因及改进措施")


def _rendered(folder: Path) -> Path:
    """The Word file of the unit, built if it is not there yet."""
    if not (folder / "build" / "2023").is_dir():
        render_edition("2023", RenderOptions(make_pdf=False), root=folder)
    return next(path for path in (folder / "build" / "2023").glob("*.docx") if "株洲" in path.name)


def _edited(path: Path, to: Path, edit: Callable[[Document], None]) -> None:
    document = docx.Document(str(path))
    edit(document)
    document.save(str(to))
