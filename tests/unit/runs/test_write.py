"""What becomes of the file that lies where a fresh report is to be written."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from docgen.atomic import WRITE_FAILED
from docgen.diagnostics import ExitCode, OutputError, Place
from docgen.project import Project
from docgen.roundtrip.files.bases import Bases
from docgen.roundtrip.files.fingerprint import Owner
from docgen.roundtrip.merging.merged_file import merge_into
from docgen.runs import write
from docgen.runs.edition import Edition
from docgen.runs.results import Outcome
from docgen.runs.unit_task import Builder, WorkerResult
from docgen.runs.write import WriteSettings, write_unit
from tests.support import SmallProject, paragraphs
from tests.unit.helpers import codes


class Unit:
    """A unit that is built and written, with a form that prints a number and a fixed text."""

    def __init__(self, project: SmallProject) -> None:
        self.project = project
        self.number(1)

    @property
    def edition(self) -> Edition:
        return Edition(Project(self.project.root), "2023")

    @property
    def path(self) -> Path:
        return self.project.output / "报告.docx"

    def number(self, number: int, text: str = "固定的一段") -> None:
        """Changes the content, or the form."""
        self.project.template("{{ 名称 }}", text, "共{{ 数 }}项")
        self.project.content(f"数: {number}\n")

    def built(self) -> WorkerResult:
        return Builder(self.edition)(self.project.unit)

    def written(self, *, replaced: bool = False, owner: str = "one") -> Outcome:
        settings = WriteSettings(self.edition, replaced)
        return write_unit(self.built(), settings, owner)

    def texts(self, path: Path | None = None) -> list[str]:
        return paragraphs(docx.Document(str(path or self.path)))

    def edited(self, text: str = "办公室加的", path: Path | None = None) -> bytes:
        """The file after the office has added a paragraph."""
        document = docx.Document(str(path or self.path))
        document.add_paragraph(text)
        document.save(str(path or self.path))
        return (path or self.path).read_bytes()

    def renamed(self) -> Path:
        """The path of the report after it got another name."""
        text = (self.project.unit / "report.yaml").read_text("utf-8")
        self.project.template("固定的一段", "共{{ 数 }}项{{ 名称 }}")
        (self.project.unit / "report.yaml").write_text(text.replace("报告", "新报告"), "utf-8")
        return self.path.with_name("新报告.docx")

    def bases(self) -> list[Path]:
        return sorted((self.project.output / ".docgen" / "one").glob("*.docx"))


@pytest.fixture
def unit(project: SmallProject) -> Unit:
    return Unit(project)


def problem_of(outcome: Outcome) -> tuple[str, str, dict[str, str]]:
    (problem,) = outcome.problems
    return problem.code, str(problem.place), dict(problem.words)


def test_where_nothing_lies_the_report_is_written_and_its_base_kept(unit: Unit) -> None:
    outcome = unit.written()
    assert outcome == Outcome("one", unit.path)
    assert unit.texts() == ["报告", "固定的一段", "共1项"]
    (base,) = unit.bases()
    assert base.read_bytes() == unit.path.read_bytes()


def test_a_unit_with_errors_is_not_written(unit: Unit) -> None:
    unit.project.content("")
    outcome = unit.written()
    assert (codes(outcome.problems), outcome.docx) == (["missing-field"], None)
    assert not unit.project.output.exists()


def test_a_file_as_docgen_wrote_it_is_replaced(unit: Unit) -> None:
    unit.written()
    unit.number(2)
    assert unit.written() == Outcome("one", unit.path)
    assert unit.texts() == ["报告", "固定的一段", "共2项"]
    assert len(unit.bases()) == 2


def test_the_same_report_is_not_written_again(unit: Unit) -> None:
    unit.written()
    before = unit.path.stat().st_mtime_ns
    assert unit.written() == Outcome("one", unit.path, changed=False)
    assert unit.path.stat().st_mtime_ns == before


def test_the_base_of_the_same_report_is_kept_again_if_it_can_be(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit.written()
    unit.bases()[0].unlink()
    unit.written()
    assert len(unit.bases()) == 1

    def failing(*_: object) -> None:
        raise OutputError(WRITE_FAILED, Place("甲"), reason="")

    monkeypatch.setattr(Bases, "keep", failing)
    assert unit.written() == Outcome("one", unit.path, changed=False)


def test_an_edited_file_stays_while_the_content_does(unit: Unit) -> None:
    unit.written()
    before = unit.edited()
    assert unit.written() == Outcome("one", unit.path, changed=False, edited=True)
    assert unit.path.read_bytes() == before


def test_new_content_is_merged_into_an_edited_file(unit: Unit) -> None:
    unit.written()
    unit.edited()
    unit.number(2)
    assert unit.written() == Outcome("one", unit.path, merged=True, edited=True)
    assert unit.texts() == ["报告", "固定的一段", "共2项", "办公室加的"]
    assert unit.written() == Outcome("one", unit.path, changed=False, edited=True)


def test_a_conflict_is_told_and_the_office_s_words_stay(unit: Unit) -> None:
    unit.written()
    document = docx.Document(str(unit.path))
    document.paragraphs[2].runs[0].text = "共九项"
    document.save(str(unit.path))
    unit.number(2)
    outcome = unit.written()
    assert codes(outcome.problems) == ["edit-conflict"]
    assert (outcome.docx, outcome.problems[0].exit_code) == (unit.path, ExitCode.EDITS_AT_RISK)
    assert "共九项" in unit.texts()
    (comment,) = docx.Document(str(unit.path)).comments
    assert (comment.author, "共2项" in comment.text) == ("docgen", True)


def test_each_run_tells_that_a_conflict_is_open(unit: Unit) -> None:
    test_a_conflict_is_told_and_the_office_s_words_stay(unit)
    before = unit.path.read_bytes()
    outcome = unit.written()
    assert codes(outcome.problems) == ["open-conflicts"]
    assert (outcome.edited, unit.path.read_bytes()) == (True, before)


def test_an_edited_file_of_unknown_origin_is_never_overwritten(unit: Unit) -> None:
    unit.written()
    before = unit.edited()
    unit.bases()[0].unlink()
    unit.number(2)
    outcome = unit.written()
    assert problem_of(outcome) == ("edited-file", "build/2023/报告.docx", {})
    assert (outcome.docx, unit.path.read_bytes()) == (None, before)
    unit.path.write_bytes(b"something else")
    code, _, words = problem_of(unit.written())
    assert (code, words) == ("unread-output", {"unread": "not-a-docx"})
    assert unit.path.read_bytes() == b"something else"


def test_asked_to_replace_an_edited_file_it_is_moved_aside(unit: Unit) -> None:
    unit.written()
    before = unit.edited()
    unit.number(2)
    outcome = unit.written(replaced=True)
    (aside,) = (unit.project.output / "edited").iterdir()
    words = {"moved": f"build/2023/edited/{aside.name}"}
    assert problem_of(outcome) == ("moved-aside", "build/2023/报告.docx", words)
    assert (outcome.docx, outcome.problems[0].is_error) == (unit.path, False)
    assert aside.read_bytes() == before
    assert unit.texts() == ["报告", "固定的一段", "共2项"]


def test_asked_to_replace_what_nobody_has_edited_is_not_moved(unit: Unit) -> None:
    unit.written(replaced=True)
    unit.number(2)
    assert unit.written(replaced=True) == Outcome("one", unit.path)
    assert not (unit.project.output / "edited").exists()


def untouched(unit: Unit) -> None:
    pass


def edited(unit: Unit) -> None:
    unit.edited()


@pytest.mark.parametrize("replaced", [False, True])
@pytest.mark.parametrize("before", [untouched, edited])
def test_a_file_that_is_open_is_not_written(
    unit: Unit, before: Callable[[Unit], None], replaced: bool
) -> None:
    unit.written()
    before(unit)
    data = unit.path.read_bytes()
    lock = unit.path.with_name(".~lock.报告.docx#")
    lock.write_text(",李某,电脑,今天,;", "utf-8")
    unit.number(2)
    outcome = unit.written(replaced=replaced)
    words = {"holder": "李某", "lock": lock.name}
    assert problem_of(outcome) == ("file-open", "build/2023/报告.docx", words)
    assert (outcome.docx, unit.path.read_bytes()) == (None, data)
    assert not (unit.project.output / "edited").exists()
    lock.unlink()
    assert unit.written(replaced=replaced).docx == unit.path


def test_a_file_that_is_open_and_stays_the_same_is_no_problem(unit: Unit) -> None:
    unit.written()
    unit.path.with_name(".~lock.报告.docx#").touch()
    assert unit.written() == Outcome("one", unit.path, changed=False)
    unit.edited()
    assert unit.written().edited


def test_a_file_of_another_unit_is_not_overwritten(unit: Unit) -> None:
    outcome = unit.written(owner="two")
    words = {"other": "two", "output": "报告.docx", "pack": "form"}
    assert problem_of(outcome) == ("same-output", "content/2023/one", words)
    assert not unit.path.exists()
    unit.written()
    other = replace(unit.built().outcome, name="two")
    result = replace(unit.built(), outcome=other)
    unit.number(2)
    result = replace(result, report=unit.built().report)
    problem = write_unit(result, WriteSettings(unit.edition), "two").problems[0]
    assert (problem.code, problem.words["other"]) == ("same-output", "one")
    assert unit.texts() == ["报告", "固定的一段", "共1项"]


def test_a_file_that_was_saved_while_it_was_merged_is_not_overwritten(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit.written()
    unit.edited()
    unit.number(2)
    saved = list[bytes]()

    def slow(*arguments: object, **named: object) -> object:
        saved.append(unit.edited("又加了一段"))
        return merge_into(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(write, "merge_into", slow)
    outcome = unit.written()
    assert problem_of(outcome) == (
        "saved-meanwhile",
        "build/2023/报告.docx",
        {"edition": "2023"},
    )
    assert unit.path.read_bytes() == saved[0]


def test_another_layout_of_the_form_is_told_when_words_are_merged(unit: Unit) -> None:
    unit.written()
    unit.edited()
    unit.number(2)
    document = docx.Document(str(unit.project.pack / "form.docx"))
    document.styles["Normal"].font.bold = True
    document.save(str(unit.project.pack / "form.docx"))
    outcome = unit.written()
    assert problem_of(outcome) == (
        "layout-not-merged",
        "build/2023/报告.docx",
        {"edition": "2023"},
    )
    assert (outcome.merged, outcome.docx) == (True, unit.path)


# ---- a report that got another name


def test_edits_go_with_a_report_that_gets_another_name(unit: Unit) -> None:
    unit.written()
    before = unit.edited()
    path = unit.renamed()
    outcome = unit.written()
    (aside,) = (unit.project.output / "edited").iterdir()
    words = {"moved": f"build/2023/edited/{aside.name}", "output": "新报告.docx"}
    assert problem_of(outcome) == ("renamed-file", "build/2023/报告.docx", words)
    assert (outcome.docx, outcome.merged, outcome.problems[0].is_error) == (path, True, False)
    assert "办公室加的" in unit.texts(path)
    assert "共1项新报告" in unit.texts(path)
    assert (aside.read_bytes(), unit.path.exists()) == (before, False)


@pytest.mark.parametrize("replaced", [False, True])
def test_without_edits_or_asked_to_replace_them_a_report_of_another_name_is_written_afresh(
    unit: Unit, replaced: bool
) -> None:
    unit.written()
    if replaced:
        unit.edited()
    before = unit.path.read_bytes()
    path = unit.renamed()
    outcome = unit.written(replaced=replaced)
    (aside,) = (unit.project.output / "edited").iterdir()
    assert codes(outcome.problems) == ["moved-aside" if replaced else "former-file"]
    assert outcome.problems[0].words["moved"] == f"build/2023/edited/{aside.name}"
    assert (outcome.docx, outcome.merged, aside.read_bytes()) == (path, False, before)
    assert "办公室加的" not in unit.texts(path)


def test_of_two_former_reports_with_edits_none_is_chosen(unit: Unit) -> None:
    unit.written()
    copies = [unit.path.with_name(f"{name}.docx") for name in ("王改", "李改")]
    for copy in copies:
        copy.write_bytes(unit.path.read_bytes())
        unit.edited(copy.stem, copy)
    path = unit.renamed()
    outcome = unit.written()
    assert codes(outcome.problems) == ["former-file"]
    assert (outcome.docx, outcome.merged, unit.path.exists()) == (path, False, False)
    assert [unit.texts(copy)[-1] for copy in copies] == ["王改", "李改"]


def test_a_file_without_a_fingerprint_is_no_former_report(unit: Unit) -> None:
    unit.written()
    path = unit.renamed()
    settings = WriteSettings(unit.edition)
    settings.__dict__["files"] = {Owner("2023", "one"): [unit.path.with_name("fremd.docx")]}
    docx.Document().save(str(unit.path.with_name("fremd.docx")))
    assert write_unit(unit.built(), settings, "one") == Outcome("one", path)


def test_a_former_report_that_is_gone_meanwhile_is_none(unit: Unit) -> None:
    unit.written()
    unit.edited()
    settings = WriteSettings(unit.edition)
    assert settings.files == {Owner("2023", "one"): [unit.path]}
    path = unit.renamed()
    unit.path.unlink()
    assert write_unit(unit.built(), settings, "one") == Outcome("one", path)


def in_conflict(unit: Unit) -> tuple[bytes, Path]:
    """A unit whose report has another name and other words than the file that was edited."""
    unit.written()
    document = docx.Document(str(unit.path))
    document.paragraphs[2].runs[0].text = "共九项"
    document.save(str(unit.path))
    return unit.path.read_bytes(), unit.renamed()


def test_a_former_report_that_is_open_stays(unit: Unit) -> None:
    before, path = in_conflict(unit)
    unit.path.with_name(".~lock.报告.docx#").touch()
    outcome = unit.written()
    assert codes(outcome.problems) == ["file-open"]
    assert (outcome.docx, unit.path.read_bytes(), path.exists()) == (None, before, False)


def test_the_words_of_a_former_report_stay_in_a_conflict(unit: Unit) -> None:
    before, path = in_conflict(unit)
    outcome = unit.written()
    assert codes(outcome.problems) == ["edit-conflict", "renamed-file"]
    (moved,) = (unit.path.parent / "edited").iterdir()
    assert (outcome.docx, moved.read_bytes()) == (path, before)


# ---- what cannot be written


def test_what_cannot_be_written_is_told_of_the_unit(unit: Unit) -> None:
    unit.project.output.parent.mkdir()
    unit.project.output.write_text("a file where the folder should be", "utf-8")
    outcome = unit.written()
    assert outcome.problems[0].code == "write-failed"
    assert (outcome.docx, outcome.problems[0].exit_code) == (None, ExitCode.OUTPUT)


def test_a_full_disk_is_told_of_the_units_file_and_not_of_its_base(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("docgen.atomic.os.fsync", full)
    code, place, _ = problem_of(unit.written())
    assert (code, place) == ("disk-full", "build/2023/报告.docx")


def test_an_edited_file_comes_back_if_the_fresh_one_cannot_be_written(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit.written()
    before = unit.edited()
    pdf = unit.path.with_suffix(".pdf")
    pdf.write_bytes(b"%PDF-")
    unit.number(2)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(write, "write_atomically", full)
    assert unit.written(replaced=True).docx is None
    assert (unit.path.read_bytes(), pdf.read_bytes()) == (before, b"%PDF-")
    assert list((unit.project.output / "edited").iterdir()) == []


def test_an_error_of_docgen_is_told_of_the_unit(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(write, "read_identity", failing)
    unit.written()
    unit.number(2)
    code, place, words = problem_of(unit.written())
    assert (code, place) == ("docgen-failed", "content/2023/one")
    assert words["reason"] == "RecursionError: too deep"


def test_problems_of_the_build_come_first(unit: Unit) -> None:
    unit.project.content("数: 1\n多余: 2\n")
    unit.written()
    unit.edited()
    outcome = unit.written(replaced=True)
    assert codes(outcome.problems) == ["unused-key", "moved-aside"]
    assert codes(unit.written(owner="two").problems) == ["unused-key", "same-output"]


def test_files_are_known_by_their_units(unit: Unit) -> None:
    unit.written()
    (unit.project.output / "坏.docx").write_bytes(b"no zip")
    assert WriteSettings(unit.edition).files == {
        Owner(): [unit.project.output / "坏.docx"],
        Owner("2023", "one"): [unit.path],
    }
    assert WriteSettings(unit.edition).replace is False
