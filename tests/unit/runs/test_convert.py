"""Which files get a PDF, under which name, and what is said of those that get none."""

from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest

from docgen.diagnostics import ExitCode, Place, UsageError
from docgen.pdf import PDF_SECONDS
from docgen.project import Project
from docgen.runs import convert
from docgen.runs.convert import (
    WrittenPdf,
    convert_files,
    missing_converter,
    write_pdfs,
)
from docgen.runs.edition import Edition
from docgen.runs.results import Outcome
from docgen.runs.stale_pdfs import stale_pdfs
from tests.unit.helpers import codes
from tests.unit.runs.executors import LIBREOFFICE, HereExecutor, older


def word_file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    docx.Document().save(str(path))
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edition with three Word files."""
    (tmp_path / "content" / "2023" / "one").mkdir(parents=True)
    for name in "bac":
        word_file(tmp_path / "build" / "2023" / f"{name}.docx")
    return tmp_path


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> HereExecutor:
    executor = HereExecutor()
    monkeypatch.setattr(convert, "executor_for", executor)
    return executor


def test_all_files_of_an_edition_get_a_pdf_beside_them(root: Path, here: HereExecutor) -> None:
    steps: list[tuple[str, int, int]] = []
    result = convert_files("2023", root=root, progress=lambda *step: steps.append(step))
    folder = root / "build" / "2023"
    assert result.outcomes == tuple(
        Outcome(f"{name}.docx", folder / f"{name}.docx", folder / f"{name}.pdf", built=False)
        for name in "abc"
    )
    assert (folder / "b.pdf").read_bytes() == b"%PDF b.docx"
    assert (result.problems, result.substituted) == ((), LIBREOFFICE.substituted)
    assert steps == [("pdf", 1, 3), ("pdf", 2, 3), ("pdf", 3, 3)]
    assert here.asked == [
        ("executor_for", "2023", 0, "none"),
        ("find_converter",),
        ("convert", ["a.docx", "b.docx", "c.docx"], PDF_SECONDS, False),
    ]


def test_archives_have_names_of_their_own(root: Path, here: HereExecutor) -> None:
    out = root / "别处"
    word_file(out / "a.docx")
    result = convert_files("2023", root=root, out=out, archive=True, seconds=9, jobs=5)
    assert [outcome.pdf for outcome in result.outcomes] == [out / "a-archive.pdf"]
    assert (out / "a-archive.pdf").read_bytes() == b"%PDF a.docx"
    assert here.called("convert") == [[["a.docx"], 9, True]]
    assert here.called("executor_for") == [["2023", 5, "none"]]


@pytest.mark.parametrize("name", ["报告.docx", "报告.DOCX"])
def test_a_file_gets_a_pdf_wherever_it_lies(
    root: Path,
    here: HereExecutor,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    file = word_file(tmp_path_factory.mktemp("别处") / name)
    (outcome,) = convert_files(str(file), root=root).outcomes
    assert outcome.pdf == file.with_suffix(".pdf")
    monkeypatch.chdir(file.parent)
    (outcome,) = convert_files(name).outcomes
    assert outcome.pdf == Path(name).with_suffix(".pdf")
    here.pdfs = {"报告": "broken"}
    (problem,) = convert_files(name).all_problems()
    assert problem.place == Place(name)
    (problem,) = convert_files(str(file), root=root).all_problems()
    assert problem.place == Place(str(file))


def test_a_file_in_the_project_is_named_as_in_it(
    root: Path, here: HereExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.pdfs = {"a": "broken"}
    monkeypatch.chdir(root / "content")
    (problem,) = convert_files(str(root / "build" / "2023" / "a.docx")).all_problems()
    assert problem.place == Place("build/2023/a.docx")


@pytest.mark.parametrize(
    ("target", "code"),
    [("nothing.docx", "not-found"), ("2021", "unknown-edition"), ("2022", "nothing-built")],
)
def test_what_is_not_there_is_told(root: Path, here: HereExecutor, target: str, code: str) -> None:
    (root / "content" / "2022" / "one").mkdir(parents=True)
    with pytest.raises(UsageError) as caught:
        convert_files(target, root=root)
    assert (caught.value.problem.code, here.asked) == (code, [])


@pytest.mark.parametrize(
    ("reason", "code", "words"),
    [
        ("timeout", "pdf-timeout", {"seconds": "9"}),
        ("exit 3", "pdf-failed", {"reason": "exit 3"}),
    ],
)
def test_a_file_without_a_pdf_is_told_and_costs_the_others_nothing(
    root: Path, here: HereExecutor, reason: str, code: str, words: dict[str, str]
) -> None:
    here.pdfs = {"b": reason}
    result = convert_files("2023", root=root, seconds=9)
    assert [outcome.pdf is not None for outcome in result.outcomes] == [True, False, True]
    (problem,) = result.all_problems()
    assert (problem.code, problem.place) == (code, Place("build/2023/b.docx"))
    assert (dict(problem.words), problem.exit_code) == (words, ExitCode.NO_PDF)


def test_a_file_that_is_no_zip_is_not_given_to_the_converter(
    root: Path, here: HereExecutor
) -> None:
    """LibreOffice would make a PDF of any text."""
    (root / "build" / "2023" / "b.docx").write_text("a text", "utf-8")
    result = convert_files("2023", root=root)
    (problem,) = result.all_problems()
    assert (problem.code, dict(problem.words)) == ("not-a-docx", {"holds": "text"})
    assert [outcome.docx is not None for outcome in result.outcomes] == [True, False, True]
    assert problem.exit_code is ExitCode.NO_PDF
    assert here.called("convert") == [[["a.docx", "c.docx"], PDF_SECONDS, False]]


def test_a_pdf_that_cannot_be_written_is_told(root: Path, here: HereExecutor) -> None:
    (root / "build" / "2023" / "b.pdf").mkdir()
    (problem,) = convert_files("2023", root=root).all_problems()
    assert (problem.code, problem.place) == ("write-failed", Place("build/2023/b.pdf"))
    assert problem.exit_code is ExitCode.OUTPUT


def test_without_a_converter_that_and_old_pdfs_are_told(root: Path, here: HereExecutor) -> None:
    here.converter = None
    pdf = root / "build" / "2023" / "b.pdf"
    pdf.touch()
    older(pdf)
    result = convert_files("2023", root=root)
    assert codes(result.problems) == ["no-converter", "stale-pdf"]
    assert result.problems[0].place == Place("build/2023")
    assert [outcome.pdf for outcome in result.outcomes] == [None, None, None]
    assert (result.exit_code, result.substituted) == (ExitCode.NO_PDF, {})


def test_the_folder_of_the_first_file_is_named_if_there_is_no_converter(tmp_path: Path) -> None:
    files = [word_file(tmp_path / folder / "a.docx") for folder in "xyz"]
    edition = Edition(Project(tmp_path), "")
    (problem,) = missing_converter(files, edition, HereExecutor(None))
    assert problem.place == Place("x")


def test_without_files_no_converter_is_missed(tmp_path: Path) -> None:
    assert list(missing_converter([], Edition(Project(tmp_path), ""), HereExecutor(None))) == []


def test_what_is_not_asked_for_is_no_archive(tmp_path: Path) -> None:
    here = HereExecutor()
    file = word_file(tmp_path / "a.docx")
    (written,) = write_pdfs([file], Project(tmp_path), here, LIBREOFFICE, 9)
    assert written == WrittenPdf(file, tmp_path / "a.pdf")
    assert here.called("convert") == [[["a.docx"], 9, False]]


@pytest.mark.parametrize(("pdf_age", "stale"), [(None, False), (0, False), (-5, False), (1, True)])
@pytest.mark.parametrize("edition", ["2023", ""])
def test_a_pdf_is_old_if_its_word_file_is_younger(
    tmp_path: Path, pdf_age: int | None, stale: bool, edition: str
) -> None:
    file = word_file(tmp_path / "a.docx")
    if pdf_age is not None:
        pdf = file.with_suffix(".pdf")
        pdf.touch()
        os.utime(file, (1000, 1000))
        os.utime(pdf, (1000, 1000 - pdf_age))
    found = list(stale_pdfs([file], Edition(Project(tmp_path), edition)))
    assert codes(found) == ["stale-pdf"] * stale
    for problem in found:
        assert (problem.place, problem.is_error) == (Place("a.pdf"), False)
        assert problem.words["edition"] == (edition or "a.docx")
