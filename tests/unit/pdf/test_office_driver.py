"""The driver answers each line, and ends with its input and its owner; with LibreOffice itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.pdf import office_driver
from docgen.pdf.blank import write_blank
from docgen.pdf.libreoffice import export_options, find_libreoffice
from docgen.pdf.office_process import find_library
from docgen.pdf.profile import write_profile

LIBRARY = find_library(find_libreoffice() or "") or ""

pytestmark = pytest.mark.skipif(not LIBRARY, reason="LibreOffice cannot stay on this machine")


def started(folder: Path, owner: int) -> subprocess.Popen[str]:
    profile = write_profile(folder / "profile", LIBRARY)
    return subprocess.Popen(
        [sys.executable, "-I", "-S", office_driver.__file__, LIBRARY, profile, str(owner)],
        env=os.environ | {"TMPDIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    with started(tmp_path_factory.mktemp("driver"), os.getpid()) as driver:
        assert driver.stdout is not None
        assert driver.stdout.readline() == "{}\n"
        yield driver
        assert driver.communicate(timeout=20)[0] == ""
        assert driver.returncode == 0


def answer(driver: subprocess.Popen[str], source: Path, target: Path, options: str = "{}") -> str:
    assert driver.stdin is not None
    assert driver.stdout is not None
    asked = {"source": source.as_uri(), "target": target.as_uri(), "options": options}
    print(json.dumps(asked), file=driver.stdin, flush=True)
    return str(json.loads(driver.stdout.readline())["reason"])


def test_a_file_becomes_a_pdf_as_its_options_say(
    driver: subprocess.Popen[str], tmp_path: Path
) -> None:
    source = tmp_path / "文 件.docx"
    write_blank(source)
    for archive in (False, True):
        target = tmp_path / f"{archive}.pdf"
        assert answer(driver, source, target, export_options(archive)) == ""
        pdf = target.read_bytes()
        assert pdf.startswith(b"%PDF-1.")
        assert (b"pdfaid:part" in pdf) is archive


def test_what_libreoffice_says_is_the_reason(driver: subprocess.Popen[str], tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    assert "type detection failed" in answer(driver, source, tmp_path / "a.pdf")
    source.write_bytes(b"PK\x03\x04 not a document")  # it would ask whether to repair it
    assert answer(driver, source, tmp_path / "a.pdf") != ""
    write_blank(source)
    assert answer(driver, source, tmp_path / "a.pdf") == ""


def test_it_does_not_begin_when_its_owner_has_ended(tmp_path: Path) -> None:
    with started(tmp_path, os.getpid() + 1) as driver:
        assert driver.communicate(timeout=20)[0] == ""
    assert driver.returncode == 1
