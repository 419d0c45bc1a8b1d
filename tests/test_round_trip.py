"""Each scripted edit, saved by Word or LibreOffice, is written back or stays in the file.

What becomes of an edit follows from what is read of the file. LibreOffice's files are read as
Word's, and so make the whole trip only for one edit of each outcome.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from docgen import RenderOptions, Review, pull_files, render_edition
from docgen.roundtrip.reading.docx_model import DocxFile
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from tests.scripted_edits import EDITS, ScriptedEdit
from tests.support import SOFFICE, needs_libreoffice, saved_by_libreoffice, whole_project

pytestmark = pytest.mark.slow


def read(path: Path) -> DocxFile:
    return read_document(open_document(path.read_bytes()))


@dataclass(frozen=True)
class EditedProject:
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
def edited(tmp_path_factory: pytest.TempPathFactory) -> EditedProject:
    root = whole_project(tmp_path_factory.mktemp("edited"))
    built = (
        render_edition("2023", RenderOptions(make_pdf=False, verify=False), root=root)
        .outcomes[0]
        .docx
    )
    assert built is not None
    folders = {program: root / program for program in ("word", "libreoffice")}
    for folder in folders.values():
        folder.mkdir()
    files = []
    for edit in IN_WORD:
        document = docx.Document(str(built))
        edit.make(document)
        files.append(folders["word"] / f"{edit.name}.docx")
        document.save(str(files[-1]))
    if SOFFICE:
        saved_by_libreoffice(files, folders["libreoffice"])
    return EditedProject(root, built.name, folders)


def fates(review: Review) -> tuple[int, tuple[str, ...]]:
    """How many edits were carried back whole, and why the others stay."""
    stays = tuple(proposal.reason.why.value for proposal in review.proposals if proposal.reason)
    return sum(proposal.writable for proposal in review.proposals), stays


BY_OUTCOME = {(edit.carried > 0, edit.stays): edit for edit in EDITS}.values()
IN_LIBREOFFICE = [edit for edit in EDITS if edit in BY_OUTCOME]
"""An edit of each outcome."""

EACH = 1 if "DOCGEN_EXAMPLES" in os.environ else 12
IN_WORD = [edit for edit in EDITS if edit in IN_LIBREOFFICE or EDITS.index(edit) % EACH == 0]
"""Those, and a twelfth of the others; ``make batches`` tries all."""

TRIPS = 5
"""One of as many edits that LibreOffice saved makes the whole trip in ``make test``."""


@pytest.mark.parametrize("edit", IN_WORD, ids=lambda edit: edit.name)
def test_a_scripted_edit_in_word_is_carried_back_or_stays(
    edit: ScriptedEdit, edited: EditedProject, tmp_path: Path
) -> None:
    makes_the_trip(edit, "word", edited, tmp_path)


@needs_libreoffice
def test_scripted_edits_in_libreoffice_are_read_as_in_word(edited: EditedProject) -> None:
    different = {
        edit.name
        for edit in IN_WORD
        if read(edited.file(edit.name, "word")).key
        != read(edited.file(edit.name, "libreoffice")).key
    }
    assert different == set()


@needs_libreoffice
@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            edit,
            id=edit.name,
            marks=[pytest.mark.campaign("edits that LibreOffice saved")] * (number % TRIPS != 0),
        )
        for number, edit in enumerate(IN_LIBREOFFICE)
    ],
)
def test_an_edit_of_each_outcome_in_libreoffice(
    edit: ScriptedEdit, edited: EditedProject, tmp_path: Path
) -> None:
    makes_the_trip(edit, "libreoffice", edited, tmp_path)


def makes_the_trip(edit: ScriptedEdit, program: str, edited: EditedProject, root: Path) -> None:
    """Pulls, renders, and pulls again: what went back is in the content, the rest in the file."""
    file = edited.project(root, edit.name, program)
    theirs = read(file)

    (review,) = pull_files("2023", root=root)
    assert not review.problems
    assert fates(review) == (edit.carried, edit.stays)
    assert_content(edit, root)

    result = render_edition("2023", RenderOptions(make_pdf=False, verify=False), root=root)
    assert result.exit_code == 0, list(result.all_problems())
    docx_after = result.outcomes[0].docx
    assert docx_after is not None
    if not edit.follows:
        assert read(docx_after).key == theirs.key
    (remaining,) = pull_files(str(docx_after), root=root, dry_run=True)
    assert sorted(why_of(remaining)) == sorted(edit.stays)
    again = render_edition("2023", RenderOptions(make_pdf=False, verify=False), root=root)
    assert again.outcomes[0].edited == bool(remaining.proposals)


def why_of(review: Review) -> list[str]:
    return [
        proposal.reason.why.value if proposal.reason else "carried" for proposal in review.proposals
    ]


def assert_content(edit: ScriptedEdit, root: Path) -> None:
    files = {path: path.read_text("utf-8") for path in (root / "content").rglob("*.*")}
    for name, words in edit.content:
        assert any(words in text for path, text in files.items() if name in path.name), words
    for words in edit.gone:
        assert not any(words in text for text in files.values()), words
