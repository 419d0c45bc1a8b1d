"""Pages and copies are written over what docgen wrote, and over nothing that a person did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docgen.diagnostics import DocgenError, EditsAtRiskError, Place
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.runs.sealed_files import EDITED_CHECK, sealed_copy, sealed_page, write_sealed
from tests.support import SmallProject
from tests.unit.roundtrip.word_files import data_of, document

PLACE = Place("checks/页.html")


def page(words: str) -> bytes:
    return sealed_page(f"<html><head>\n<title>{words}</title></head></html>")


def copy(words: str) -> bytes:
    return sealed_copy(data_of(document(words)))


def edited_page(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("一".encode(), "二".encode()))


def edited_copy(path: Path) -> None:
    opened = docx.Document(str(path))
    opened.add_paragraph("三")
    opened.save(str(path))


@pytest.mark.parametrize("made", [page, copy])
def test_what_docgen_wrote_is_overwritten(tmp_path: Path, made: Callable[[str], bytes]) -> None:
    path = tmp_path / "checks" / "文件"
    for words in ("一", "二", "二"):
        write_sealed(path, made(words), PLACE)
        assert path.read_bytes() == made(words)


@pytest.mark.parametrize(("made", "edit"), [(page, edited_page), (copy, edited_copy)])
def test_what_a_person_edited_is_not(
    tmp_path: Path, made: Callable[[str], bytes], edit: Callable[[Path], None]
) -> None:
    path = tmp_path / "文件"
    write_sealed(path, made("一"), PLACE)
    edit(path)
    before = path.read_bytes()
    with pytest.raises(EditsAtRiskError) as reason:
        write_sealed(path, made("一"), PLACE)
    assert reason.value.problem.code == EDITED_CHECK
    assert path.read_bytes() == before


@pytest.mark.parametrize("foreign", [b"", b"<html><head></head></html>", b"PK\x03\x04"])
def test_nor_is_what_docgen_never_wrote(tmp_path: Path, foreign: bytes) -> None:
    path = tmp_path / "文件"
    path.write_bytes(foreign)
    with pytest.raises(EditsAtRiskError):
        write_sealed(path, page("一"), PLACE)
    assert path.read_bytes() == foreign


def test_nor_is_the_report_of_a_unit(project: SmallProject) -> None:
    report = project.render().outcomes[0].docx
    assert report is not None
    before = report.read_bytes()
    with pytest.raises(EditsAtRiskError):
        write_sealed(report, copy("一"), PLACE)
    assert report.read_bytes() == before


def test_a_copy_is_no_report_of_a_unit(project: SmallProject) -> None:
    report = project.render().outcomes[0].docx
    assert report is not None
    identity = read_identity(sealed_copy(report.read_bytes()), PLACE)
    assert (identity.unit, identity.edition, identity.pack) == ("", "", "")
    assert identity.untouched


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "checks").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DocgenError):
        write_sealed(tmp_path / "checks" / "页.html", page("一"), PLACE)
