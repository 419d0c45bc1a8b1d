"""Laws of the office's edits one by one, over every kind of edit that the tests know.

What is put back is gone, all else in the Word file stays, and undoing it gives the old bytes; all
taken one by one is what ``docgen pull`` writes of all at once.
"""

from __future__ import annotations

import io
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import docx
import pytest
from lxml import etree

from docgen import pull_files
from docgen.diagnostics import Place
from docgen.roundtrip.comparing.diff import edits_between
from docgen.roundtrip.comparing.edit_ids import edit_ids, words_key
from docgen.roundtrip.merging.putting_back import put_back
from docgen.roundtrip.reading.docx_model import DocxFile, paragraphs
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import find_edition
from docgen.runs.office_desk import OfficeDesk
from docgen.runs.office_review import OfficeEdit
from docgen.runs.undo import undo_pull
from docgen.word.xml import w
from tests.properties.marked_units import Words, built
from tests.properties.office_edits import OFFICE_EDITS, Editor
from tests.scripted_edits import EDITS
from tests.support import needs_libreoffice, saved_by_libreoffice, whole_project

pytestmark = pytest.mark.slow

KINDS = sorted(OFFICE_EDITS)
STEP = 1 if os.environ.get("DOCGEN_EXAMPLES") else 6
"""``make test`` tries each law with a sixth of the kinds, ``make batches`` with all."""

NEVER_PUT_BACK = {"margin", "paper", "section-added", "renumbered", "column-removed"}
"""Kinds of edits that stay in Word, with a reason."""


def read(data: bytes) -> DocxFile:
    return read_document(open_document(data))


@dataclass(frozen=True)
class Office:
    """A unit whose Word file has edits."""

    root: Path
    path: Path

    @property
    def desk(self) -> OfficeDesk:
        edition = find_edition("2023", self.root)
        return OfficeDesk(edition, edition.units()[0], Packs(edition.project))

    def edits(self) -> list[OfficeEdit]:
        """All edits, those of conflicts too."""
        review = self.desk.review()
        assert review.problems == ()
        return [*review.edits, *(edit for each in review.conflicts for edit in each.edits)]

    def told(self) -> Counter[str]:
        """What ``docgen diff`` lists, without numbers of items that follow from other edits."""
        desk = self.desk
        report = build_unit(desk.folder, desk.edition, desk.packs).report
        assert report is not None
        edits = edits_between(read(report.data), read(self.path.read_bytes()), report.form)
        return Counter(words_key(edit) for edit in edits if not edit.kind.is_layout)

    def content(self) -> dict[str, bytes]:
        paths = (path for path in sorted((self.root / "content").rglob("*")) if path.is_file())
        return {str(path): path.read_bytes() for path in paths}

    def paragraphs(self) -> Counter[bytes]:
        """Each paragraph of the Word file as it is written, with its formats and comments."""
        body = docx.Document(str(self.path)).element.body
        return Counter(etree.tostring(found, method="c14n") for found in body.iter(w("p")))

    def restore(self, content: dict[str, bytes], word: bytes) -> None:
        for name in self.content().keys() - content.keys():
            Path(name).unlink()
        for name, data in content.items():
            Path(name).write_bytes(data)
        self.path.write_bytes(word)


def office(root: Path, seed: int, *names: str) -> Office:
    """A unit of random words with some random edits, and those that are named."""
    words = Words(Random(seed))
    project, path = built(root, words)
    editor = Editor(docx.Document(str(path)), words)
    for name in (*names, *(words.random.choice(sorted(OFFICE_EDITS)) for _ in range(2))):
        OFFICE_EDITS[name](editor)
    editor.document.save(str(path))
    return Office(project.root, path)


def is_put_back(made: Office, edit: OfficeEdit) -> bool:
    """Puts an edit back and undoes that; all else stays. Whether it could be put back."""
    before, was, told = made.path.read_bytes(), made.paragraphs(), made.told()
    result = made.desk.put_back([edit.id])
    if result.problem:
        assert result.problem.code == "edit-not-put-back"
        assert made.path.read_bytes() == before
        return False
    own = edit.proposal.edit
    assert told - made.told() == Counter({words_key(own): 1})
    assert made.told() - told == Counter()
    now = made.paragraphs()
    gone, new = (sum(one.values()) for one in (was - now, now - was))
    assert gone <= sum(1 for item in own.new for _ in paragraphs(item)), "more than the edit"
    assert new <= sum(1 for item in own.old for _ in paragraphs(item)), "more than the edit"
    (unit,) = undo_pull("2023", root=made.root)
    assert unit.problems == ()
    assert made.path.read_bytes() == before
    return True


@pytest.mark.parametrize("name", KINDS[::STEP])
def test_what_is_put_back_is_gone_alone_and_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    made = office(tmp_path, KINDS.index(name), name)
    for edit in made.edits():
        if not edit.proposal.edit.kind.is_layout:
            is_put_back(made, edit)


def test_nearly_everything_can_be_put_back_alone(tmp_path: Path) -> None:
    """What hangs together with an edit beside it can be put back along with that."""
    done, refused = 0, list[str]()
    for seed in range(5):
        made = office(tmp_path / str(seed), seed + 100)
        for edit in made.edits():
            if edit.proposal.edit.kind.value not in NEVER_PUT_BACK:
                is_done = is_put_back(made, edit)
                done += is_done
                refused += [] if is_done else [f"{seed}: {edit.proposal.edit.kind.value}"]
        result = made.desk.put_back([edit.id for edit in made.edits()])
        kinds = {edit.proposal.edit.kind.value for edit in made.edits()}
        assert kinds <= NEVER_PUT_BACK, (seed, result.problem)
    assert len(refused) <= done / 8, refused


@pytest.mark.parametrize("name", KINDS[STEP // 2 :: STEP])
def test_all_taken_one_by_one_is_what_pull_writes_of_all(name: str, tmp_path: Path) -> None:
    """An edit that waits for another is taken after that."""
    made = office(tmp_path, KINDS.index(name) + 50, name)
    content, word = made.content(), made.path.read_bytes()
    for _ in range(3):
        writable = [edit for edit in made.edits() if edit.writable]
        for edit in writable:
            before = made.told()
            if not made.desk.take([edit.id]).problem:
                gone = before - made.told()
                assert words_key(edit.proposal.edit) in gone
    by_desk = made.content()
    made.restore(content, word)
    pull_files("2023", root=made.root)
    assert by_desk == made.content()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, object]:
    """The report of the reference content, and the labels of its form."""
    edition = find_edition("2023", whole_project(tmp_path_factory.mktemp("whole")))
    built_unit = build_unit(edition.units()[0], edition, Packs(edition.project))
    assert built_unit.report is not None
    return built_unit.report.data, built_unit.report.form


@pytest.mark.parametrize("edit", EDITS[::STEP], ids=lambda edit: edit.name)
def test_a_scripted_edit_of_the_reference_report_is_put_back_or_stays(
    edit: object, report: tuple[bytes, object]
) -> None:
    ours, form = report
    document = docx.Document(io.BytesIO(ours))
    edit.make(document)  # type: ignore[attr-defined]
    buffer = io.BytesIO()
    document.save(buffer)
    edits = edits_between(read(ours), read(buffer.getvalue()), form)  # type: ignore[arg-type]
    done = put_back(ours, buffer.getvalue(), Place("报告.docx"), form, edit_ids(edits))  # type: ignore[arg-type]
    assert {kept.kind.value for kept, _ in done.kept} <= NEVER_PUT_BACK
    if not done.kept:
        assert read(done.data).key == read(ours).key
    comments = docx.Document(io.BytesIO(done.data)).comments
    assert len(list(comments)) == len(list(document.comments))


@needs_libreoffice
def test_edits_that_libreoffice_saved_are_taken_and_put_back(tmp_path: Path) -> None:
    """LibreOffice writes all of a file in its own way; nothing but the edits changes in that."""
    made = office(tmp_path / "unit", 7, "words_inserted", "a_figure_of_a_row", "a_comment")
    file = Path(shutil.copy(made.path, tmp_path / "saved.docx"))
    saved_by_libreoffice([file], tmp_path / "saved")
    shutil.copy(tmp_path / "saved" / file.name, made.path)
    edits = [edit for edit in made.edits() if edit.proposal.edit.kind.value not in NEVER_PUT_BACK]
    assert len(edits) >= 3
    assert [is_put_back(made, edit) for edit in edits] == [True] * len(edits)
    comments = len(made.desk.review().comments)
    assert comments == 1
    first = next(edit for edit in edits if edit.writable)
    assert made.desk.take([first.id]).problem is None
    assert first.id not in [edit.id for edit in made.edits()]
    assert len(made.desk.review().comments) == comments
