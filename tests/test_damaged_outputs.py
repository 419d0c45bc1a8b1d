"""A damaged Word file among the outputs is named in each command, and the report beside it is done.

Each damage once ended the whole run, or made a PDF of nothing.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen import convert_files, diff_files, pull_files, verify_files
from docgen.diagnostics import ExitCode
from tests.support import PACK_YAML, SmallProject, codes, entries, needs_libreoffice, packed

MAIN = "word/document.xml"
FORMAT = "format:\n  paper: {width: 210, height: 297}\n"


def bad_stream(path: Path) -> None:
    """Spoils the compressed bytes of the main part."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        info = package.getinfo(MAIN)
    start = info.header_offset + 30 + len(MAIN)
    path.write_bytes(data[: start + 10] + b"\xff" * 40 + data[start + 50 :])


def with_header(path: Path, local: int, central: int, value: int) -> None:
    """Changes two bytes of each header."""
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\3\4", local), (b"PK\1\2", central)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, value)
            at = data.find(signature, at + 4)
    path.write_bytes(data)


def encrypted_entry(path: Path) -> None:
    with_header(path, 6, 8, 1)


def unknown_method(path: Path) -> None:
    with_header(path, 8, 10, 99)


def bomb(path: Path) -> None:
    """Unpacks to more than the machine should hold."""
    path.write_bytes(packed({**entries(path.read_bytes()), "word/media/a.bin": bytes(257 << 20)}))


def empty_zip(path: Path) -> None:
    path.write_bytes(packed({}))


DAMAGES: dict[Callable[[Path], None], str] = {
    bad_stream: "damaged-docx",
    encrypted_entry: "locked-docx",
    unknown_method: "damaged-docx",
    bomb: "docx-too-large",
    empty_zip: "not-a-docx",
}


@pytest.fixture
def report(project: SmallProject) -> Path:
    """A report, and a copy of it that the tests damage."""
    (project.pack / "pack.yaml").write_text(PACK_YAML + FORMAT, "utf-8")
    path = project.render().outcomes[0].docx
    assert path is not None
    path.with_name("坏.docx").write_bytes(path.read_bytes())
    return path


@needs_libreoffice
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_pdf_of_the_other_is_made(
    project: SmallProject, report: Path, damage: Callable[[Path], None]
) -> None:
    bad = report.with_name("坏.docx")
    damage(bad)
    result = convert_files("2023", root=project.root)
    assert {outcome.name: outcome.pdf for outcome in result.outcomes} == {
        "坏.docx": None,
        "报告.docx": report.with_suffix(".pdf"),
    }
    alone = convert_files(str(bad), root=project.root)
    for told in (result, alone):
        assert (codes(told), told.exit_code) == ([DAMAGES[damage]], ExitCode.NO_PDF)
    assert [path.name for path in report.parent.glob("*.pdf")] == ["报告.pdf"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_other_is_measured_and_read_back(
    project: SmallProject, report: Path, damage: Callable[[Path], None]
) -> None:
    damage(report.with_name("坏.docx"))
    root, told = project.root, [DAMAGES[damage]]
    measured = verify_files("2023", root=root)
    assert (codes(measured), measured.verified) == (told, 1)
    damage(report)
    for verb in (diff_files, pull_files):
        problems = [problem for row in verb("2023", root=root) for problem in row.problems]
        assert set(told) <= {problem.code for problem in problems}, verb
    measured = verify_files("2023", root=root)
    assert (codes(measured), measured.verified) == (told * 2, 0)
