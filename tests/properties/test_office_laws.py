"""Properties of the round trip: content -> Word file -> office edits -> content -> Word file."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from docgen import diff_files, pull_files
from docgen.roundtrip.reading.docx_model import DocxFile
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from tests.properties.marked_units import Words, built, rendered
from tests.properties.office_edits import OFFICE_EDITS, Editor, words_inserted
from tests.support import SmallProject, needs_libreoffice, saved_by_libreoffice

pytestmark = pytest.mark.slow

laws = settings(
    max_examples=max(settings().max_examples // 3, 1),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Each example renders three times or more; a seed tells as much as a shorter example."""


def read(path: Path) -> DocxFile:
    return read_document(open_document(path.read_bytes()))


def edited(words: Words, path: Path) -> list[str]:
    """Makes up to four edits; their names."""
    editor = Editor(docx.Document(str(path)), words)
    names = [words.random.choice(sorted(OFFICE_EDITS)) for _ in range(words.random.randint(1, 4))]
    for name in names:
        OFFICE_EDITS[name](editor)
    editor.document.save(str(path))
    return names


def edit_kinds(project: SmallProject) -> list[str]:
    (review,) = diff_files(str(next(project.output.glob("*.docx"))), root=project.root)
    assert not review.problems
    return [proposal.edit.kind.value for proposal in review.proposals]


@laws
@given(st.integers(0, 2**32))
def test_rendered_then_diff_shows_nothing(seed: int) -> None:
    words = Words(Random(seed))
    with TemporaryDirectory() as folder:
        project, _ = built(Path(folder), words)
        assert edit_kinds(project) == []


@laws
@given(st.integers(0, 2**32))
def test_edited_pulled_and_rendered_it_says_what_the_office_said(seed: int) -> None:
    words = Words(Random(seed))
    with TemporaryDirectory() as folder:
        project, path = built(Path(folder), words)
        edited(words, path)
        theirs = read(path)
        pull_files(str(path), root=project.root)
        assert read(rendered(project)).key == theirs.key
        fresh = rendered(project)
        before = fresh.read_bytes()
        assert rendered(project).read_bytes() == before


@laws
@given(st.integers(0, 2**32))
def test_edits_that_are_not_pulled_stay_and_new_content_arrives(seed: int) -> None:
    words = Words(Random(seed))
    with TemporaryDirectory() as folder:
        project, path = built(Path(folder), words)
        editor = Editor(docx.Document(str(path)), words)
        words_inserted(editor)
        editor.document.save(str(path))
        theirs = Editor(docx.Document(str(path)), words).body()
        text = (project.unit / "report.yaml").read_text("utf-8")
        new = "  - 类: 第三类\n    名: 后来的一项\n    数: 7.77\n    注: 新\n"
        (project.unit / "report.yaml").write_text(text + new, "utf-8")
        after = docx.Document(str(rendered(project)))
        assert [paragraph.text for paragraph in Editor(after, words).body()] == [
            paragraph.text for paragraph in theirs
        ]
        assert [cell.text for cell in after.tables[-1].rows[-1].cells] == [
            "第三类",
            "后来的一项",
            "7.77",
            "新",
        ]


@pytest.fixture(scope="module")
def opened_and_saved(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[SmallProject, bool]]:
    """Projects whose reports LibreOffice has opened and saved, every second one edited before."""
    root = tmp_path_factory.mktemp("saved")
    projects, files = [], []
    for seed in range(16):
        words = Words(Random(seed))
        project, path = built(root / str(seed), words)
        if seed % 2:
            edited(words, path)
        projects.append((project, bool(seed % 2)))
        files.append(Path(shutil.copy(path, root / f"{seed}.docx")))
    saved_by_libreoffice(files, root / "saved")
    for number, (project, _) in enumerate(projects):
        shutil.copy(root / "saved" / f"{number}.docx", next(project.output.glob("*.docx")))
    return projects


@needs_libreoffice
def test_saved_by_libreoffice_it_shows_nothing(
    opened_and_saved: list[tuple[SmallProject, bool]],
) -> None:
    for project, was_edited in opened_and_saved:
        assert was_edited or edit_kinds(project) == [], project.root.name


@needs_libreoffice
def test_edited_and_saved_by_libreoffice_it_comes_back(
    opened_and_saved: list[tuple[SmallProject, bool]],
) -> None:
    for project, was_edited in opened_and_saved:
        path = next(project.output.glob("*.docx"))
        theirs = read(path)
        pull_files(str(path), root=project.root)
        assert read(rendered(project)).key == theirs.key, project.root.name
        assert was_edited or edit_kinds(project) == []
