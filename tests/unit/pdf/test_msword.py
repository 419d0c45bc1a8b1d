"""Word makes PDFs through docx2pdf, on systems that have Word."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from docgen.pdf import msword
from tests.linked_files import docx, linked_files
from tests.support import entries


@pytest.mark.parametrize(
    ("platform", "installed", "expected"),
    [
        ("win32", True, True),
        ("darwin", True, True),
        ("linux", True, False),
        ("win32", False, False),
        ("linux", False, False),
    ],
)
def test_word_is_there_where_docx2pdf_is(
    monkeypatch: pytest.MonkeyPatch, platform: str, installed: bool, expected: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(importlib.util, "find_spec", {"docx2pdf": installed or None}.get)
    assert msword.has_word() is expected


def with_docx2pdf(monkeypatch: pytest.MonkeyPatch, convert: Callable[[str, str], None]) -> None:
    module = ModuleType("docx2pdf")
    module.convert = convert  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "docx2pdf", module)


def copied(source: str, target: str) -> None:
    Path(target).write_bytes(b"PDF of " + Path(source).read_bytes())


def test_a_copy_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def noting(source: str, target: str) -> None:
        names.extend([source, target])
        copied(source, target)

    with_docx2pdf(monkeypatch, noting)
    file = tmp_path / "报告.docx"
    file.write_bytes(b"words")
    assert msword.convert(file) == b"PDF of words"
    assert [Path(name).name for name in names] == ["report.docx", "report.pdf"]
    assert not Path(names[0]).parent.exists()
    assert list(tmp_path.iterdir()) == [file]


def test_the_copy_has_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_docx2pdf(monkeypatch, copied)
    file = tmp_path / "报告.docx"
    file.write_bytes(docx(linked_files("http://x.example/")["picture"]))
    pdf = msword.convert(file)
    assert isinstance(pdf, bytes)
    copy = entries(pdf.removeprefix(b"PDF of "))
    assert b"x.example" not in b"".join(copy.values())
    file.write_bytes(b"PK\3\4 damaged")
    assert "damaged-docx" in str(msword.convert(file))


@pytest.mark.parametrize(
    ("error", "reason"), [(ValueError("no Word"), "no Word"), (KeyError(), "KeyError")]
)
def test_why_there_is_no_pdf_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def failing(source: str, target: str) -> None:
        raise error

    with_docx2pdf(monkeypatch, failing)
    file = tmp_path / "报告.docx"
    file.write_bytes(b"words")
    assert msword.convert(file) == reason


@pytest.mark.usefixtures("held")
def test_a_copy_that_word_still_holds_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_docx2pdf(monkeypatch, copied)
    file = tmp_path / "报告.docx"
    file.write_bytes(b"words")
    assert msword.convert(file) == b"PDF of words"
