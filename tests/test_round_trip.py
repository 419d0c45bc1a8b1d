"""Every edit an office makes: carried back or kept, made in Word and saved by LibreOffice."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from docgen import Review, pull_files, render_edition
from docgen.roundtrip.docx_model import DocxFile
from docgen.roundtrip.docx_reader import open_document, read_document
from tests.scripted_edits import EDITS, Scripted
from tests.support import SOFFICE, needs_libreoffice, saved_by_libreoffice, whole_project


def read(path: Path) -> DocxFile:
    return read_document(open_document(path.read_bytes()))


@dataclass(frozen=True)
class Edited:
    """A project whose report is built, and its Word file with each edit in it."""

    root: Path
    name: str
    folders: dict[str, Path]

    def file(self, edit: str, program: str) -> Path:
        return self.folders[program] / f"{edit}.docx"

    def project(self, root: Path, edit: str, program: str) -> Path:
        """A copy of the project, in which the office has made an edit; the report's path."""
        for name in ("word_templates", "content", "build"):
            shutil.copytree(self.root / name, root / name)
        return Path(shutil.copy(self.file(edit, program), root / "build" / "2023" / self.name))


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    root = whole_project(tmp_path_factory.mktemp("edited"))
    built = render_edition("2023", root=root, make_pdf=False, verify=False).outcomes[0].docx
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
    return Edited(root, built.name, folders)


def fates(review: Review) -> tuple[int, tuple[str, ...]]:
    """How many edits were carried back whole, and why the others stay."""
    stays = tuple(one.reason.why.value for one in review.proposals if one.reason)
    return sum(one.writable for one in review.proposals), stays


@pytest.mark.parametrize("program", ["word", pytest.param("libreoffice", marks=needs_libreoffice)])
@pytest.mark.parametrize("one", EDITS, ids=lambda one: one.name)
def test_every_edit_is_carried_back_or_stays(
    one: Scripted, program: str, edited: Edited, tmp_path: Path
) -> None:
    root = tmp_path
    file = edited.project(root, one.name, program)
    theirs = read(file)

    (review,) = pull_files("2023", root=root)
    assert not review.problems
    assert fates(review) == (one.carried, one.stays)
    assert_content(one, root)

    result = render_edition("2023", root=root, make_pdf=False, verify=False)
    assert result.exit_code == 0, list(result.all_problems())
    docx_after = result.outcomes[0].docx
    assert docx_after is not None
    if not one.follows:
        assert read(docx_after).key == theirs.key
    (left,) = pull_files(str(docx_after), root=root, dry_run=True)
    assert tuple(sorted(why_of(left))) == tuple(sorted(one.stays))
    assert render_edition("2023", root=root, make_pdf=False, verify=False).outcomes[0].left_alone


def why_of(review: Review) -> list[str]:
    return [one.reason.why.value if one.reason else "carried" for one in review.proposals]


def assert_content(one: Scripted, root: Path) -> None:
    files = {path: path.read_text("utf-8") for path in (root / "content").rglob("*.*")}
    for name, words in one.content:
        assert any(words in text for path, text in files.items() if name in path.name), words
    for words in one.gone:
        assert not any(words in text for text in files.values()), words
