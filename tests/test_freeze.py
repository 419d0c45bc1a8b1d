"""A fixed report: sealed with all it is made of, told and refused when something changes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docgen.diagnostics import DocgenError, ExitCode, UsageError
from docgen.messages.problem_words import message_and_hint
from docgen.roundtrip.comparing.inline_diff import inline_diff
from docgen.runs.convert import convert_files
from docgen.runs.freeze import compare_units, freeze_edition
from docgen.runs.pull import pull_files
from docgen.runs.results import Result, UnitStatus
from docgen.runs.status import edition_status
from tests.support import SmallProject, needs_libreoffice, small_project

pytestmark = [pytest.mark.slow, needs_libreoffice]

VERSION = Path("build/2023/fixed/one")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a Word file and its PDF, and an annex of the unit."""
    project = small_project(tmp_path_factory.mktemp("freeze"))
    project.schema(名称={"type": "string"}, 数={"type": "number"})
    project.template("{{ 名称 }}", "预算数{{ 数 }}万元。")
    project.content("数: 12.5\n")
    (project.unit / "附").mkdir()
    (project.unit / "附" / "说明.md").write_text("说明。\n", "utf-8")
    project.render(pdf=True)
    return project.root


@pytest.fixture
def project(rendered: Path, tmp_path: Path) -> SmallProject:
    shutil.copytree(rendered, tmp_path / "p")  # times are kept
    return SmallProject(tmp_path / "p")


@pytest.fixture
def fixed(project: SmallProject) -> SmallProject:
    result = freeze_edition("2023", root=project.root)
    assert [problem.code for problem in result.all_problems()] == []
    return project


def status(project: SmallProject) -> UnitStatus:
    (row,) = edition_status("2023", root=project.root)
    return row


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.all_problems() if problem.is_error]


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_fixed_version_is_the_files_that_the_report_is_made_of(fixed: SmallProject) -> None:
    found = files_of(fixed.root / VERSION / "1")
    own = {f"content/{name}": data for name, data in files_of(fixed.unit).items()}
    own |= {f"pack/{name}": data for name, data in files_of(fixed.pack).items()}
    own |= {path.name: path.read_bytes() for path in fixed.output.glob("报告.*")}
    assert {name: data for name, data in found.items() if name != "manifest.yaml"} == own
    assert {"报告.docx", "报告.pdf"} <= found.keys()
    assert status(fixed).marks == ("fixed",)


def test_nothing_is_done_where_nothing_has_changed(fixed: SmallProject) -> None:
    before = files_of(fixed.root / "build")
    for result in (fixed.render(pdf=True), freeze_edition("2023", root=fixed.root)):
        (outcome,) = result.outcomes
        assert (outcome.problems, outcome.changed, outcome.pdf_changed) == ((), False, False)
    assert files_of(fixed.root / "build") == before


def live_files(project: SmallProject) -> list[Path]:
    folders = (project.unit, project.pack)
    inside = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [*inside, *sorted(project.output.glob("报告.*"))]


def changed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("change", [changed, Path.unlink])
def test_every_file_that_changes_afterwards_is_told_and_nothing_is_rendered(
    fixed: SmallProject, change: Callable[[Path], None]
) -> None:
    for path in live_files(fixed):
        data, times = path.read_bytes(), path.stat()
        change(path)
        output = files_of(fixed.output)
        row = status(fixed)
        assert row.marks[0] == "fixed-changed"
        (problem,) = (it for it in row.problems if it.code == "changed-since-fixed")
        message = message_and_hint(problem, "en").message
        assert message.endswith(f": {path.relative_to(fixed.root).as_posix()}")
        result = fixed.render(pdf=True)
        assert (codes(result), result.exit_code) == (
            ["changed-since-fixed"],
            ExitCode.EDITS_AT_RISK,
        )
        assert codes(freeze_edition("2023", root=fixed.root)) == ["changed-since-fixed"]
        assert files_of(fixed.output) == output
        path.write_bytes(data)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert status(fixed).marks == ("fixed",)


def test_its_pdf_is_not_made_anew(fixed: SmallProject) -> None:
    pdf = (fixed.output / "报告.pdf").read_bytes()
    (outcome,) = convert_files("2023", root=fixed.root).outcomes
    assert (outcome.problems, outcome.pdf_changed) == ((), False)
    assert (fixed.output / "报告.pdf").read_bytes() == pdf
    (fixed.output / "报告.pdf").unlink()
    assert codes(convert_files("2023", root=fixed.root)) == ["changed-since-fixed"]
    assert not (fixed.output / "报告.pdf").exists()


def test_a_file_more_in_the_unit_is_told(fixed: SmallProject) -> None:
    (fixed.unit / "附" / "又一份.md").write_text("又。\n", "utf-8")
    assert codes(fixed.render()) == ["changed-since-fixed"]


def test_a_sealed_file_that_changed_is_told(fixed: SmallProject) -> None:
    path = fixed.root / VERSION / "1" / "content" / "report.yaml"
    path.chmod(0o644)
    changed(path)
    assert codes(fixed.render()) == ["seal-broken"]
    assert status(fixed).marks == ("fixed-changed",)


def test_a_report_in_another_folder_is_fixed_there(project: SmallProject, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    project.render(pdf=True, out=out)
    assert codes(freeze_edition("2023", root=project.root, out=out)) == []
    assert status(project).marks[0] == "fixed"
    changed(out / "报告.pdf")
    assert codes(project.render()) == ["changed-since-fixed"]


def test_drafts_and_other_units_are_rendered(fixed: SmallProject) -> None:
    shutil.copytree(fixed.unit, fixed.unit.with_name("two"))
    text = (fixed.unit / "report.yaml").read_text("utf-8")
    (fixed.unit.with_name("two") / "report.yaml").write_text(text.replace("报告", "另报"), "utf-8")
    fixed.content("数: 13\n")
    assert codes(fixed.render(draft=True)) == []
    result = fixed.render()
    assert [bool(outcome.docx) for outcome in result.outcomes] == [False, True]
    assert codes(result) == ["changed-since-fixed"]


def test_thawed_rendered_and_fixed_again_two_versions_are_compared(fixed: SmallProject) -> None:
    fixed.content("数: 13.75\n")
    assert codes(fixed.render(pdf=True, unfreeze=True)) == []
    assert "fixed" not in status(fixed).marks
    assert codes(freeze_edition("2023", root=fixed.root)) == []
    (compared,) = compare_units("2023", ["one"], root=fixed.root)
    assert (compared.old.number, compared.new.number) == (1, 2)
    assert [inline_diff(edit) for edit in compared.edits] == ["预算数[-12.5-]{+13.75+}万元。"]
    assert status(fixed).marks == ("fixed",)


def test_a_unit_without_two_versions_has_nothing_to_compare(fixed: SmallProject) -> None:
    with pytest.raises(UsageError) as reason:
        compare_units("2023", root=fixed.root)
    assert reason.value.problem.code == "too-few-versions"


def test_edits_of_the_office_are_not_carried_into_it(fixed: SmallProject) -> None:
    path = fixed.output / "报告.docx"
    document = docx.Document(str(path))
    document.paragraphs[1].runs[0].text = "预算数14万元。"
    document.save(str(path))
    content = files_of(fixed.unit)
    (review,) = pull_files(str(path), root=fixed.root)
    assert [problem.code for problem in review.problems] == ["fixed-report"]
    assert files_of(fixed.unit) == content


def older(project: SmallProject) -> None:
    os.utime(project.output / "报告.pdf", (1, 1))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda project: (project.output / "报告.docx").unlink(), "not-fixed-stale"),
        (lambda project: project.content("数: 13\n"), "not-fixed-stale"),
        (lambda project: project.content("数: 很多\n"), "not-fixed-errors"),
        (lambda project: (project.output / "报告.pdf").unlink(), "not-fixed-pdf"),
        (older, "not-fixed-pdf"),
        (
            lambda project: (project.output / "~$报告.docx").write_bytes(b"\x04" * 162),
            "not-fixed-open",
        ),
    ],
)
def test_what_is_not_up_to_date_is_not_fixed(
    project: SmallProject, spoil: Callable[[SmallProject], object], code: str
) -> None:
    spoil(project)
    assert codes(freeze_edition("2023", root=project.root)) == [code]
    assert not (project.root / VERSION).exists()


def test_a_folder_that_cannot_be_written_leaves_nothing(project: SmallProject) -> None:
    (project.output / "fixed").write_text("a file in its place", "utf-8")
    result = freeze_edition("2023", root=project.root)
    assert [problem.is_error for problem in result.all_problems()] == [True]
    assert (project.output / "fixed").read_text("utf-8") == "a file in its place"


def test_a_unit_with_a_link_to_elsewhere_or_a_pipe_is_not_fixed(
    project: SmallProject, tmp_path: Path
) -> None:
    (tmp_path / "外.png").write_bytes(b"private")
    (project.unit / "附" / "链接.png").symlink_to(tmp_path / "外.png")
    os.mkfifo(project.unit / "附" / "管道.png")
    assert codes(freeze_edition("2023", root=project.root)) == ["not-fixed-errors"]
    assert not (project.root / VERSION).exists()


def test_a_file_that_cannot_be_read_is_named(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.suffix == ".pdf":
            raise PermissionError(13, "held by another program")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    (problem,) = freeze_edition("2023", root=project.root).all_problems()
    assert (problem.code, problem.place.file) == ("unreadable-file", "build/2023/报告.pdf")
    assert not (project.root / VERSION).exists()


def test_an_unknown_unit_is_told(project: SmallProject) -> None:
    with pytest.raises(DocgenError):
        freeze_edition("2023", root=project.root, units=["none"])
