"""``docgen check REPORT.docx``: Word reports of many makes, without a project."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.text import WD_BREAK

from docgen import RenderOptions, render_edition
from docgen.cli.main import main
from docgen.diagnostics import ExitCode, Problem
from docgen.pdf import libreoffice
from docgen.runs import check_files as module
from docgen.runs.against import read_others
from docgen.runs.check import check_edition
from docgen.runs.check_files import check_files
from docgen.runs.results import Result
from tests.any_reports import centred, report
from tests.report_makes import (
    MANNERS,
    SLIP_CODES,
    TITLE,
    report_in,
    saved_by_libreoffice,
)
from tests.support import ROOT, UNIT

needs_libreoffice = pytest.mark.skipif(
    libreoffice.find_libreoffice() is None, reason="LibreOffice is not installed on this machine"
)
ENDINGS = ("docx", "odt", "doc", "rtf")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No project is above."""
    monkeypatch.chdir(tmp_path)


def saved(manner: str, name: str = "报告.docx", *, slips: bool = False) -> Path:
    file = Path(name)
    report_in(manner, slips=slips).save(str(file))
    return file


def checked(*files: Path, pages: bool = False) -> list[Problem]:
    return list(check_files(files, pages=pages).all_problems())


def codes(problems: list[Problem]) -> list[str]:
    return sorted(problem.code for problem in problems)


@pytest.mark.parametrize("manner", MANNERS)
def test_a_sound_report_is_sound_in_each_manner(manner: str) -> None:
    assert checked(saved(manner)) == []


@pytest.mark.parametrize("manner", MANNERS)
def test_the_same_slips_are_found_in_each_manner(manner: str) -> None:
    problems = checked(saved(manner, slips=True))
    assert codes(problems) == SLIP_CODES
    by_code = {str(problem.code): problem.place for problem in problems}
    spot = by_code["no-such-date"].spot
    assert spot is not None
    while spot.nested:
        spot = spot.nested
    assert (spot.row, spot.cell, spot.label) == (5, 2, "验收日期")
    assert str(by_code["repeated"]).endswith(("”", "!「说明」"))
    assert all(problem.fix is None for problem in problems)


@pytest.mark.slow
def test_a_report_that_docgen_made_is_as_sound_as_its_content(tmp_path: Path) -> None:
    result = render_edition("2023", RenderOptions(make_pdf=False), root=ROOT, out=tmp_path)
    files = [outcome.docx for outcome in result.outcomes if outcome.docx]
    assert files
    assert checked(*files) == []


@needs_libreoffice
@pytest.mark.slow
def test_reports_that_libreoffice_saved_are_read_alike(tmp_path: Path) -> None:
    found: dict[tuple[str, str, bool], list[str]] = {}
    for ending in ENDINGS:
        manners = list(MANNERS) if ending == "docx" else ["plain headings", "styled headings"]
        pairs = [(manner, slips) for manner in manners for slips in (False, True)]
        files = [
            saved(manner, f"{number}.docx", slips=slips)
            for number, (manner, slips) in enumerate(pairs)
        ]
        made = saved_by_libreoffice(files, ending, tmp_path)
        outcomes = check_files(made, pages=False).outcomes
        for (manner, slips), outcome in zip(pairs, outcomes, strict=True):
            found[ending, manner, slips] = codes(list(outcome.problems))
    assert {key: value for key, value in found.items() if value != SLIP_CODES * key[2]} == {}


def paged(break_kind: str) -> Path:
    """A report with one slip on its second page."""
    document = docx.Document()
    document.add_paragraph("一、概况")
    last = document.add_paragraph()
    last.add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("全年造林1.2万亩，新建护林站3个个。")
    if break_kind == "of Word":
        run = document.paragraphs[-1].runs[0]._r
        run.insert(0, run.makeelement(f"{{{run.nsmap['w']}}}lastRenderedPageBreak", {}))
    document.save("页.docx")
    return Path("页.docx")


def page_of(result: Result) -> int:
    (problem,) = result.all_problems()
    assert problem.place.spot is not None
    return problem.place.spot.page


def test_word_says_where_its_pages_end_and_nothing_is_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "find_converter", lambda *_: pytest.fail("laid out"))
    assert page_of(check_files([paged("of Word")])) == 2


@needs_libreoffice
def test_a_report_with_problems_is_laid_out_to_name_the_page() -> None:
    assert page_of(check_files([paged("none")])) == 2


def test_no_page_is_named_where_none_is_asked_for_or_no_program_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert page_of(check_files([paged("none")], pages=False)) == 0
    monkeypatch.setattr(module, "find_converter", lambda *_: None)
    assert page_of(check_files([paged("none")])) == 0


def test_a_sound_report_is_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_converter", lambda *_: pytest.fail("laid out"))
    assert list(check_files([saved("plain headings")]).all_problems()) == []


CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD = {
    "扫描.pdf": (b"%PDF-1.4 \xff", "is-pdf"),
    "其实是.docx": (b"%PDF-1.4 \xff", "is-pdf"),
    "空.docx": (b"", "empty-docx"),
    "密.docx": (CFB + "EncryptedPackage".encode("utf-16-le"), "locked-docx"),
    "文.docx": ("全年".encode(), "not-a-docx"),
    "坏.docx": (b"PK\x03\x04" + bytes(99), "damaged-docx"),
    "没有.docx": (None, "not-found"),
}


def test_one_bad_file_costs_only_itself() -> None:
    for name, (data, _) in BAD.items():
        if data is not None:
            Path(name).write_bytes(data)
    cut = saved("plain headings", "断.docx").read_bytes()
    Path("断.docx").write_bytes(cut[: len(cut) // 2])
    good = saved("plain headings", slips=True)
    result = check_files([*map(Path, BAD), Path("断.docx"), good], pages=False)
    found = [codes(list(outcome.problems)) for outcome in result.outcomes]
    assert found == [*([code] for _, code in BAD.values()), ["damaged-docx"], SLIP_CODES]


def test_what_nobody_expected_in_a_file_is_a_problem_of_that_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "rendered_pages", fail)
    assert codes(checked(saved("plain headings"))) == ["docgen-failed"]


def test_a_file_that_word_makes_beside_an_open_one_is_passed_over() -> None:
    Path("~$报告.docx").write_bytes(b"\x05abc")
    result = check_files([Path("~$报告.docx"), saved("plain headings")])
    assert [outcome.name for outcome in result.outcomes] == ["报告.docx"]


@pytest.mark.parametrize("name", ["报告.doc", "报告.wps"])
def test_an_old_file_needs_a_program(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("docgen.runs.word_source.find_reader", lambda _: None)
    Path(name).write_bytes(CFB + "WordDocument".encode("utf-16-le"))
    assert codes(checked(Path(name))) == ["old-format"]


def run(*words: str) -> int:
    try:
        main([*words, "--lang", "zh"])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_the_command_tells_page_table_row_and_cell(capsys: pytest.CaptureFixture[str]) -> None:
    saved("plain headings", slips=True)
    assert run("check", "报告.docx", "--no-pages") == ExitCode.CONTENT
    out, err = capsys.readouterr()
    where = "报告.docx 第 1 个表格 第 5 行 第 2 格 「验收日期」: 错误[no-such-date]"
    assert where in err
    assert "报告.docx 「三、主要成效」下 「一是完成造林1.2万亩，…」: 警告[numbering]" in err
    assert out.splitlines()[-1] == "检查 1 份报告：错误 2，警告 1"


def test_a_sound_report_ends_with_0_and_strict_makes_errors() -> None:
    saved("plain headings", "好.docx")
    document = docx.Document()
    document.add_paragraph("全年造林,新建护林站3个。")
    document.save("警告.docx")
    assert run("check", "好.docx") == 0
    assert run("check", "好.docx", "警告.docx", "--no-pages") == 0
    assert run("check", "好.docx", "警告.docx", "--no-pages", "--strict") == ExitCode.CONTENT


def test_json_has_the_place_in_fields(capsys: pytest.CaptureFixture[str]) -> None:
    saved("plain headings", slips=True)
    run("check", "报告.docx", "--no-pages", "--format", "json")
    told = {each["code"]: each for each in json.loads(capsys.readouterr().out)}
    wanted = {"table": 1, "row": 5, "cell": 2, "label": "验收日期"}
    assert told["no-such-date"]["where"] == wanted
    assert told["no-such-date"]["fix"] is None


@pytest.mark.parametrize("option", ["--fix", "--diff", "--undo", "--unit=甲"])
def test_what_is_for_content_is_refused_for_a_word_file(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    saved("plain headings")
    assert run("check", "报告.docx", option) == ExitCode.USAGE
    assert "only-of-content" in capsys.readouterr().err


def test_two_editions_are_one_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "2023", "2024") == ExitCode.USAGE
    assert "「2024」" in capsys.readouterr().err


LAST_FORM = [["项目（万元）", "2022年决算数"], ["公用经费", "106.1"], ["公务接待", "0.55"]]


def last_report(unit: str, name: str = "上年.docx") -> Path:
    """Last year's report of a unit, in which 公用经费 is 106.1."""
    title = centred(f"2022年度{unit}部门整体支出绩效自评报告")
    report(title, "一、支出情况", LAST_FORM).save(name)
    return Path(name)


def test_a_report_is_compared_with_last_years(capsys: pytest.CaptureFixture[str]) -> None:
    last_report("青山市林业局")
    form = [["项目（万元）", "上年决算数", "本年决算数"], ["公用经费", "101.6", "99"]]
    report(centred(TITLE), "一、支出情况", form).save("报告.docx")
    words = ("check", "报告.docx", "--against", "上年.docx", "--no-pages")
    assert run(*words) == ExitCode.CONTENT
    told = capsys.readouterr().err
    assert "「公用经费」2022 年的数这里是 101.6万元" in told
    assert "上年.docx 第 1 个表格 第 2 行 第 2 格 「公用经费」 是 106.1万元" in told


@pytest.mark.parametrize(
    ("name", "code"), [("没有.xlsx", "not-found"), ("坏.docx", "damaged-docx")]
)
def test_what_cannot_be_compared_with_stops_the_check(
    name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    saved("plain headings")
    Path("坏.docx").write_bytes(b"PK\x03\x04" + bytes(99))
    assert run("check", "报告.docx", "--against", name) != 0
    assert code in capsys.readouterr().err


def test_the_approved_budget_is_a_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    workbook = openpyxl.Workbook()
    for row in (["2023年部门预算批复表"], ["单位：万元"], ["项目", "批复数"], ["基本支出", 410]):
        workbook["Sheet"].append(row)
    workbook.save("批复预算.xlsx")
    form = [["项目", "年初预算数", "全年执行数"], ["基本支出", "401", "399"]]
    report(centred(TITLE), "单位：万元", form).save("报告.docx")
    run("check", "报告.docx", "--against", "批复预算.xlsx", "--no-pages")
    told = capsys.readouterr().err
    assert "「基本支出」的预算数这里是 401万元，批复的（批复预算.xlsx!Sheet!B4）是 410万元" in told


@pytest.mark.slow
def test_the_content_of_an_edition_is_compared_too(tmp_path: Path) -> None:
    unit = "株洲职业教育科技园管理办公室"
    found = []
    for each in (unit, "青山市林业局"):
        sources = read_others([last_report(each)], pages=False)
        checked = check_edition("2023", root=ROOT, units=[UNIT.name], against=sources)
        problems = checked.all_problems()
        found += [(problem.code, problem.words) for problem in problems]
    differs, stranger = found
    assert differs[0] == "other-report-differs"
    words = {"label": "公用经费", "value": "101.6万元", "then": "106.1万元", "year": "2022"}
    assert {key: differs[1][key] for key in words} == words
    assert stranger[0] == "not-compared"
