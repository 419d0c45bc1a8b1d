"""``docgen check REPORT.docx``: Word reports of many makes, without a project."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK

from docgen import RenderOptions, render_edition
from docgen.cli.main import main
from docgen.diagnostics import ExitCode, Problem
from docgen.pdf import libreoffice
from docgen.runs import check_files as module
from docgen.runs.check_files import check_files
from docgen.runs.results import Result
from tests.report_makes import (
    MANNERS,
    SLIP_CODES,
    report_in,
    saved_by_libreoffice,
)
from tests.support import ROOT

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
        for slips in (False, True):
            manners = list(MANNERS) if ending == "docx" else ["plain headings", "styled headings"]
            files = [
                saved(manner, f"{number}-{slips:d}.docx", slips=slips)
                for number, manner in enumerate(manners)
            ]
            made = saved_by_libreoffice(files, ending, tmp_path)
            for manner, file in zip(manners, made, strict=True):
                found[ending, manner, slips] = codes(checked(file))
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
    monkeypatch.setattr(module, "find_converter", lambda fonts: pytest.fail("laid out"))
    assert page_of(check_files([paged("of Word")])) == 2


@needs_libreoffice
def test_a_report_with_problems_is_laid_out_to_name_the_page() -> None:
    assert page_of(check_files([paged("none")])) == 2


def test_no_page_is_named_where_none_is_asked_for_or_no_program_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert page_of(check_files([paged("none")], pages=False)) == 0
    monkeypatch.setattr(module, "find_converter", lambda fonts: None)
    assert page_of(check_files([paged("none")])) == 0


def test_a_sound_report_is_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_converter", lambda fonts: pytest.fail("laid out"))
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
def test_an_old_file_needs_libreoffice(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("docgen.runs.word_source.find_libreoffice", lambda: None)
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
