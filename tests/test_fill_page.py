"""The pages on ``docgen fill``: each command and each example on them does what they say."""

from __future__ import annotations

import re
import shlex
from datetime import date, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from docgen.cli.main import main
from tests.fill_scenes import text
from tests.support import ROOT, blank_part, needs_libreoffice

pytestmark = pytest.mark.slow

PAGES = {language: ROOT / "docs" / language / "fill.md" for language in ("en", "zh")}
_BLOCK = re.compile(r"^```(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FIRST_DAY = date(1899, 12, 30)


def blocks(page: Path) -> list[tuple[str, str]]:
    """The blocks of a page: what they are called, and what is in them."""
    return _BLOCK.findall(page.read_text("utf-8"))


def block(page: Path, name: str) -> str:
    return next(inner for found, inner in blocks(page) if found == name)


def commands(page: Path) -> list[list[str]]:
    """What is typed in the blocks of commands, without remarks."""
    lines = [line for name, inner in blocks(page) if name == "sh" for line in inner.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines]


def letter(page: Path, path: Path) -> None:
    """The page's letter, whose first line is the header."""
    header, _, *lines = block(page, "letter.docx").splitlines()
    document = blank_part()
    document.sections[0].header.paragraphs[0].text = header
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def sheet_rows(page: Path) -> list[list[str]]:
    lines = [line for line in page.read_text("utf-8").splitlines() if line.startswith("|")]
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if not set(row[0]) <= {"-"}]


def workbook(page: Path, path: Path) -> None:
    """The page's sheet: figures and dates are such, and look as the page shows them."""
    heads, *rows = sheet_rows(page)
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "名单"
    sheet.append(heads)
    for line, row in enumerate(rows, 2):
        year, month, day = map(int, re.findall(r"\d+", row[3]))
        serial = (date(year, month, day) - _FIRST_DAY) / timedelta(days=1)
        amount, share = float(row[2].replace(",", "")), float(row[4][:-1]) / 100
        values: list[str | float] = [row[0], row[1], amount, serial, share]
        codes = ["General", "General", "#,##0.00", 'yyyy"年"m"月"d"日"', "0%"]
        for column, (value, code) in enumerate(zip(values, codes, strict=True), 1):
            cell = sheet.cell(line, column)
            cell.value, cell.number_format = value, code
    book.save(path)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page, in a folder with the files that it speaks of."""
    page = PAGES[request.param]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}[request.param])
    letter(page, tmp_path / "letter.docx")
    workbook(page, tmp_path / "staff.xlsx")
    csv = "\n".join(",".join(f'"{cell}"' for cell in row) for row in sheet_rows(page))
    (tmp_path / "staff.csv").write_bytes(csv.encode("gbk"))
    for name in ("one.yaml", "rows.json"):
        (tmp_path / name).write_text(block(page, name), "utf-8")
    return page


def test_the_first_command_writes_what_the_page_shows(page: Path) -> None:
    done = CliRunner().invoke(main, commands(page)[0])
    assert done.exit_code == 0
    assert done.output == block(page, "")
    shown = block(page, "letter-staff/李小红.docx")
    assert text(Path("letter-staff/李小红.docx")) == shown.replace("\n\n", "\n").strip()


@needs_libreoffice
def test_each_command_of_the_page_does_its_work(page: Path) -> None:
    for words in commands(page)[1:]:
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, (words, done.output)
    made = {path.as_posix() for path in Path().rglob("*.*") if path.suffix in (".docx", ".pdf")}
    assert made >= {
        *("all.docx", "one.docx", "March/张小明.docx", "letter-staff/李小红-2026年3月1日.docx"),
        *("letter-staff/张小明.pdf", "letter-rows/赵小丽.docx", "letter-staff/张小明.docx"),
    }
    assert "300.00 元已于 2026年3月5日" in text(Path("one.docx"))
    assert "75.50 元" in text(Path("letter-rows/赵小丽.docx"))
    sections = docx.Document("all.docx").sections
    assert [section.header.paragraphs[0].text for section in sections] == ["致张小明", "致李小红"]


def test_the_error_of_the_page_is_what_is_said(page: Path) -> None:
    book = openpyxl.load_workbook("staff.xlsx")
    book["名单"]["C3"] = "#REF!"
    book.save("staff.xlsx")
    done = CliRunner().invoke(main, commands(page)[0])
    assert done.exit_code == 1
    told = [inner for name, inner in blocks(page) if name == ""][1]
    assert told.strip() in done.output
    assert [path.stem for path in Path("letter-staff").iterdir()] == ["张小明"]


def test_the_python_of_the_page_runs(page: Path) -> None:
    exec(compile(block(page, "python"), str(page), "exec"), {})
    assert Path("March/李小红.docx").is_file()


def test_both_pages_have_the_same_commands_files_and_sheet() -> None:
    english, chinese = PAGES.values()
    assert commands(english) == commands(chinese)
    assert sheet_rows(english) == sheet_rows(chinese)
    for name in ("letter.docx", "letter-staff/李小红.docx", "one.yaml", "rows.json", "python"):
        assert block(english, name) == block(chinese, name)
