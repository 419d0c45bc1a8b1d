"""``docgen fill`` with what offices have: workbooks saved by Calc, PDFs, a power cut."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader

from docgen import ExitCode
from docgen.pdf import libreoffice
from tests.fill_scenes import data, filled, form, text, texts
from tests.support import SOFFICE, codes, needs_libreoffice

pytestmark = pytest.mark.slow

PEOPLE = [{"姓名": f"员工{number:02}", "金额": number * 10.5} for number in range(12)]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@needs_libreoffice
def test_a_workbook_says_the_same_whoever_has_saved_it(here: Path) -> None:
    template = form(here / "信.docx", "{{ 姓名 }} {{ 金额 }}")
    source = data(here / "人.xlsx", PEOPLE)
    filled(template, source, "原")
    expected = texts(here / "原")
    assert expected["员工03"] == "员工03 31.5"
    for kind, name in (("xls", "人.xls"), ("ods", "人.ods"), ("xlsx", "calc/人.xlsx")):
        folder = (here / name).parent
        folder.mkdir(exist_ok=True)
        command = [str(SOFFICE), f"-env:UserInstallation={(here / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        assert codes(filled(template, here / name, f"出-{kind}")) == []
        assert texts(here / f"出-{kind}") == expected


def pages(path: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


@needs_libreoffice
def test_each_file_has_its_pdf_beside_it(here: Path) -> None:
    template = form(here / "信.docx", "{{ 姓名 }}", "{{ 金额 }}元", header="致{{ 姓名 }}")
    rows: list[dict[str, object]] = [*PEOPLE[:3], {"姓名": "", "金额": 1}]
    result = filled(template, data(here / "人.json", rows), make_pdf=True)
    assert codes(result) == ["row-name-blank"]
    assert [outcome.pages for outcome in result.outcomes] == [1, 1, 1, 0]
    assert [outcome.pdf for outcome in result.outcomes[:3]] == [
        Path(f"信-人/员工0{number}.pdf") for number in range(3)
    ]
    assert pages(here / "信-人" / "员工01.pdf") == ["致员工01员工0110.5元"]


@needs_libreoffice
def test_together_each_begins_on_a_page_of_its_own_with_its_own_header(here: Path) -> None:
    template = form(here / "信.docx", "{{ 姓名 }}", "{{ 金额 }}元", header="致{{ 姓名 }}")
    source = data(here / "人.json", PEOPLE[:3])
    result = filled(template, source, "全.docx", together=True, make_pdf=True)
    assert codes(result) == []
    assert pages(here / "全.pdf") == [
        *("致员工00员工000.0元", "致员工01员工0110.5元", "致员工02员工0221.0元")
    ]


def test_without_libreoffice_the_word_files_are_there_and_it_is_said(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: None)
    template = form(here / "信.docx", "{{ 姓名 }}")
    result = filled(template, data(here / "人.json", PEOPLE[:3]), make_pdf=True)
    assert codes(result) == ["no-converter"]
    assert result.exit_code is ExitCode.NO_PDF
    assert len(texts(here / "信-人")) == 3


@pytest.mark.parametrize("number", range(int(os.environ.get("DOCGEN_KILLS", "2"))))
def test_killed_at_any_moment_no_file_is_half_written(here: Path, number: int) -> None:
    rows = [{"姓名": f"员工{number:03}", "金额": number} for number in range(120)]
    template = form(here / "信.docx", "{{ 姓名 }} {{ 金额 }}")
    source, folder = data(here / "人.json", rows), here / "信-人"
    command = [sys.executable, "-m", "docgen", "fill", template.name, source.name]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        some = Random(f"fill {number}").randrange(1, 90)
        while process.poll() is None and len(list(folder.glob("*.docx"))) < some:
            os.sched_yield()
        process.send_signal(signal.SIGKILL)
    found = list(folder.glob("*.docx"))
    assert found
    for path in found:
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
        assert text(path).split()[0] == path.stem
    subprocess.run(command, check=True, capture_output=True)
    assert len(texts(folder)) == 120
    shutil.rmtree(folder)
