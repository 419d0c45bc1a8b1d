"""Every edit an office makes: carried back or kept, made in Word and saved by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from docgen import Review, pull_files, render_edition
from docgen.edits.model import File
from docgen.edits.reading import open_document, read_document
from tests.scripted_edits import EDITS, Scripted
from tests.support import whole_project

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def read(path: Path) -> File:
    return read_document(open_document(path.read_bytes()))


def saved_by_libreoffice(files: list[Path], folder: Path) -> None:
    """Opens and saves each file in one call; the results lie in ``folder`` under the same names."""
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=600)


@dataclass(frozen=True)
class Edited:
    """The report's Word file with each edit in it, by the edit's name and who saved it."""

    name: str
    folders: dict[str, Path]

    def file(self, edit: str, program: str) -> Path:
        return self.folders[program] / f"{edit}.docx"


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    root = whole_project(tmp_path_factory.mktemp("edited"))
    built = render_edition("2023", root=root, make_pdf=False, measure=False).outcomes[0].docx
    assert built is not None
    folders = {program: root / program for program in ("word", "libreoffice")}
    for folder in folders.values():
        folder.mkdir()
    files = []
    for one in EDITS:
        document = docx.Document(str(built))
        one.make(document)
        files.append(folders["word"] / f"{one.name}.docx")
        document.save(str(files[-1]))
    if SOFFICE:
        saved_by_libreoffice(files, folders["libreoffice"])
    return Edited(built.name, folders)


def fates(review: Review) -> tuple[int, tuple[str, ...]]:
    """How many edits were carried back whole, and why the others stay."""
    stays = tuple(one.reason.why.value for one in review.proposals if one.reason)
    return sum(one.carries for one in review.proposals), stays


@pytest.mark.parametrize("program", ["word", pytest.param("libreoffice", marks=needs_libreoffice)])
@pytest.mark.parametrize("one", EDITS, ids=lambda one: one.name)
def test_every_edit_is_carried_back_or_stays(
    one: Scripted, program: str, edited: Edited, tmp_path: Path
) -> None:
    root = whole_project(tmp_path)
    render_edition("2023", root=root, make_pdf=False, measure=False)
    file = root / "build" / "2023" / edited.name
    shutil.copy(edited.file(one.name, program), file)
    theirs = read(file)

    (review,) = pull_files("2023", root=root)
    assert not review.problems
    assert fates(review) == (one.carried, one.stays)
    assert_content(one, root)

    result = render_edition("2023", root=root, make_pdf=False, measure=False)
    assert result.exit_code == 0, list(result.all_problems())
    docx_after = result.outcomes[0].docx
    assert docx_after is not None
    if not one.follows:
        assert read(docx_after).key == theirs.key
    (left,) = pull_files(str(docx_after), root=root, dry_run=True)
    assert tuple(sorted(why_of(left))) == tuple(sorted(one.stays))
    assert render_edition("2023", root=root, make_pdf=False, measure=False).outcomes[0].left_alone


def why_of(review: Review) -> list[str]:
    return [one.reason.why.value if one.reason else "carried" for one in review.proposals]


def assert_content(one: Scripted, root: Path) -> None:
    files = {path: path.read_text("utf-8") for path in (root / "content").rglob("*.*")}
    for name, words in one.content:
        assert any(words in text for path, text in files.items() if name in path.name), words
    for words in one.gone:
        assert not any(words in text for text in files.values()), words
