"""A run does what is not up to date, and says the same of what is."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen import Result
from docgen.diagnostics import ExitCode, Severity, UsageError
from docgen.pdf import PDF_SECONDS
from docgen.runs import inputs_digest, render
from docgen.runs.render import RenderOptions, render_edition
from docgen.runs.results import Outcome
from docgen.verify import pdf_file
from tests.support import PACK_YAML, SmallProject
from tests.unit.helpers import codes
from tests.unit.runs.executors import HereExecutor, older

pytestmark = pytest.mark.usefixtures("later")

FORMAT = "format:\n  paper: {width: 100, height: 100}\n"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> HereExecutor:
    """The executor of all runs; no font of the machine is looked at."""
    executor = HereExecutor()
    monkeypatch.setattr(render, "executor_for", executor)
    monkeypatch.setattr(inputs_digest, "_SYSTEM_FONTS", ())
    return executor


@pytest.fixture
def units(project: SmallProject) -> SmallProject:
    """Two units, of which the second has a warning."""
    project.template("{{ 名称 }}", "{{ 数 }}")
    project.content("数: 1\n")
    add_unit(project, "two", "多余: 2\n数: 2\n")
    return project


def add_unit(project: SmallProject, name: str, text: str = "数: 1\n", title: str = "") -> None:
    path = project.unit.parent / name / "report.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"模板: form\n名称: {title or name}\n{text}", "utf-8")


def rendered(project: SmallProject, here: HereExecutor, **options: Any) -> tuple[Result, list[str]]:
    """The result of a run, and the units that were built."""
    here.asked.clear()
    result = project.render(**{"pdf": True, **options})
    return result, [unit for units, _ in here.called("build") for unit in units]


def word(project: SmallProject, name: str = "报告") -> Path:
    return project.output / f"{name}.docx"


def edited(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph("办公室加的")
    document.save(str(path))


def converted(here: HereExecutor) -> list[str]:
    return [name for names, *_ in here.called("convert") for name in names]


def test_what_is_not_asked_for_is_usual() -> None:
    assert RenderOptions() == RenderOptions(
        units=(),
        replace_edited=False,
        make_pdf=True,
        verify=True,
        force=False,
        seconds=PDF_SECONDS,
        jobs=0,
        scheduler="",
        draft=False,
    )


def test_a_run_builds_converts_and_verifies(units: SmallProject, here: HereExecutor) -> None:
    steps: list[tuple[str, int, int]] = []
    result = render_edition("2023", root=units.root, progress=lambda *step: steps.append(step))
    assert [(outcome.name, outcome.files) for outcome in result.outcomes] == [
        ("one", (word(units), word(units).with_suffix(".pdf"))),
        ("two", (word(units, "two"), word(units, "two").with_suffix(".pdf"))),
    ]
    for outcome in result.outcomes:
        assert all(file.is_file() for file in outcome.files)
        assert (outcome.changed, outcome.pdf_changed, outcome.built) == (True, True, True)
    assert (codes(result.all_problems()), result.exit_code) == (["unused-key"], ExitCode.DONE)
    assert (result.substituted, result.verified) == ({"宋体": "FandolSong", "黑体": None}, 0)
    assert steps == [("render", 1, 2), ("render", 2, 2)]
    assert here.asked == [
        ("executor_for", "2023", 0, ""),
        ("build", ["one", "two"], True),
        ("find_converter",),
        ("convert", ["报告.docx", "two.docx"], PDF_SECONDS, False),
        ("verify", [["报告.docx", "报告.pdf"], ["two.docx", "two.pdf"]]),
    ]


def test_a_run_does_what_is_asked_for(units: SmallProject, here: HereExecutor) -> None:
    options = RenderOptions(["two/"], jobs=3, scheduler="tcp://x", seconds=9, verify=False)
    out = units.root / "别处"
    (outcome,) = render_edition("2023", options, root=units.root, out=out).outcomes
    assert (outcome.name, outcome.docx) == ("two", out / "two.docx")
    assert here.asked == [
        ("executor_for", "2023", 3, "tcp://x"),
        ("build", ["two"], True),
        ("find_converter",),
        ("convert", ["two.docx"], 9, False),
    ]


def test_what_is_up_to_date_is_not_done_again_and_told_again(
    units: SmallProject, here: HereExecutor
) -> None:
    first, _ = rendered(units, here)
    for _ in range(2):
        result, built = rendered(units, here)
        assert (built, converted(here)) == ([], [])
        assert here.called("verify") == []
        for outcome, before in zip(result.outcomes, first.outcomes, strict=True):
            assert outcome.files == before.files
            assert outcome.problems == before.problems
            assert not outcome.changed
            assert not outcome.pdf_changed
            assert not outcome.edited
        assert result.substituted == first.substituted


def test_a_forced_run_does_all_again(units: SmallProject, here: HereExecutor) -> None:
    rendered(units, here)
    result, built = rendered(units, here, force=True)
    assert (built, converted(here)) == (["one", "two"], ["报告.docx", "two.docx"])
    assert here.called("verify")
    assert [outcome.changed for outcome in result.outcomes] == [False, False]  # the same bytes
    assert [outcome.pdf_changed for outcome in result.outcomes] == [True, True]


CHANGES: dict[str, Callable[[SmallProject], object]] = {
    "content": lambda project: project.content("数: 3\n"),
    "a file more": lambda project: project.content("多: 3\n", "more.yaml"),
    "the Word file": lambda project: edited(word(project)),
    "no Word file": lambda project: word(project).unlink(),
    "last year": lambda project: shutil.copytree(
        project.unit, project.root / "content" / "2022" / "one"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_done_again_alone(
    units: SmallProject, here: HereExecutor, change: str
) -> None:
    rendered(units, here)
    CHANGES[change](units)
    assert rendered(units, here)[1] == ["one"]
    assert rendered(units, here)[1] == []


PACK_CHANGES: dict[str, Callable[[SmallProject], object]] = {
    "the template": lambda project: project.template("{{ 名称 }}", "新{{ 数 }}"),
    "pack.yaml": lambda project: (project.pack / "pack.yaml").write_text(
        PACK_YAML + "# 注\n", "utf-8"
    ),
    "the schema": lambda project: project.schema(数={"type": "number"}),
}


@pytest.mark.parametrize("change", PACK_CHANGES)
def test_after_a_change_of_the_pack_all_its_units_are_built(
    units: SmallProject, here: HereExecutor, change: str
) -> None:
    rendered(units, here)
    PACK_CHANGES[change](units)
    assert rendered(units, here)[1] == ["one", "two"]
    assert rendered(units, here)[1] == []


def test_a_unit_that_changes_its_pack_is_built_with_it(
    units: SmallProject, here: HereExecutor
) -> None:
    shutil.copytree(units.pack, units.pack.parent / "other")
    rendered(units, here)
    path = units.unit / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("form", "other"), "utf-8")
    assert rendered(units, here)[1] == ["one"]
    (units.pack.parent / "other" / "schema.json").write_text('{"type": "object"} ', "utf-8")
    assert rendered(units, here)[1] == ["one"]
    assert rendered(units, here)[1] == []


def test_a_unit_with_errors_is_built_and_told_each_time(
    units: SmallProject, here: HereExecutor
) -> None:
    rendered(units, here)
    units.content("")
    for _ in range(2):
        result, built = rendered(units, here)
        assert built == ["one"]
        assert codes(result.all_problems()) == ["missing-field", "unused-key"]
        assert result.outcomes[0] == Outcome("one", None, problems=result.outcomes[0].problems)
        assert (converted(here), here.called("verify")) == ([], [])
    units.content("数: 1\n")
    assert rendered(units, here)[1] == ["one"]


def test_problems_of_a_pack_are_told_once(units: SmallProject, here: HereExecutor) -> None:
    (units.pack / "pack.yaml").write_text("parts: 3\n", "utf-8")
    result, _ = rendered(units, here)
    assert result.problems
    assert all(result.problems.count(problem) == 1 for problem in result.problems)
    assert list(result.all_problems()) == list(result.problems)
    assert result.exit_code is ExitCode.TEMPLATE
    assert [outcome.docx for outcome in result.outcomes] == [None, None]


def test_a_file_that_the_office_has_edited_is_left_alone_each_time(
    units: SmallProject, here: HereExecutor
) -> None:
    rendered(units, here)
    edited(word(units))
    before = word(units).read_bytes()
    for built in (["one"], []):
        result, found = rendered(units, here)
        assert found == built
        assert [outcome.edited for outcome in result.outcomes] == [True, False]
        assert word(units).read_bytes() == before


def test_a_file_into_which_content_was_merged_is_edited_from_then_on(
    units: SmallProject, here: HereExecutor
) -> None:
    rendered(units, here)
    edited(word(units))
    units.content("数: 3\n")
    result, _ = rendered(units, here)
    assert (result.outcomes[0].merged, result.outcomes[0].edited) == (True, True)
    result, built = rendered(units, here)
    assert (built, result.outcomes[0].merged, result.outcomes[0].edited) == ([], False, True)


def test_asked_to_replace_all_units_are_built(units: SmallProject, here: HereExecutor) -> None:
    rendered(units, here)
    edited(word(units))
    result, built = rendered(units, here, replace_edited=True)
    assert built == ["one", "two"]
    assert codes(result.outcomes[0].problems) == ["moved-aside"]
    result, built = rendered(units, here)
    assert (built, codes(result.outcomes[0].problems)) == ([], [])


def test_two_units_with_one_name_are_told_whichever_is_unchanged(
    units: SmallProject, here: HereExecutor
) -> None:
    rendered(units, here)
    add_unit(units, "two", title="报告")
    result, _ = rendered(units, here)
    assert [codes(outcome.problems) for outcome in result.outcomes] == [[], ["same-output"]]
    result, _ = rendered(units, here, force=True)
    assert [codes(outcome.problems) for outcome in result.outcomes] == [[], ["same-output"]]


PDF_CHANGES: dict[str, Callable[[SmallProject], object]] = {
    "no PDF": lambda project: word(project).with_suffix(".pdf").unlink(),
    "another PDF": lambda project: word(project).with_suffix(".pdf").write_bytes(b"%PDF other"),
    "the Word file": lambda project: edited(word(project)),
}


@pytest.mark.parametrize("change", PDF_CHANGES)
def test_a_pdf_is_made_again_when_it_has_to_be(
    units: SmallProject, here: HereExecutor, change: str
) -> None:
    rendered(units, here)
    PDF_CHANGES[change](units)
    result, _ = rendered(units, here)
    assert converted(here) == ["报告.docx"]
    assert [outcome.pdf_changed for outcome in result.outcomes] == [True, False]
    rendered(units, here)
    assert converted(here) == []


def test_a_pdf_stays_when_the_word_file_has_the_same_bytes(
    units: SmallProject, here: HereExecutor
) -> None:
    rendered(units, here)
    path = units.unit / "report.yaml"
    path.write_text(path.read_text("utf-8") + "# 注\n", "utf-8")
    assert rendered(units, here)[1] == ["one"]
    assert converted(here) == []


def test_all_pdfs_are_made_again_with_other_fonts(units: SmallProject, here: HereExecutor) -> None:
    rendered(units, here)
    units.render(pdf=False)  # a run without PDFs in between
    rendered(units, here)
    assert converted(here) == []
    (units.root / "fonts").mkdir()
    (units.root / "fonts" / "新.ttf").touch()
    rendered(units, here)
    assert converted(here) == ["报告.docx", "two.docx"]


def test_a_pdf_that_failed_is_tried_each_time(units: SmallProject, here: HereExecutor) -> None:
    here.pdfs = {"two": "broken"}
    for names in (["报告.docx", "two.docx"], ["two.docx"]):
        result, built = rendered(units, here)
        assert converted(here) == names
        assert codes(result.outcomes[1].problems) == ["unused-key", "pdf-failed"]
        assert result.outcomes[1].pdf is None
    assert built == []


def test_without_a_converter_what_is_there_stays(units: SmallProject, here: HereExecutor) -> None:
    rendered(units, here)
    units.content("数: 3\n")
    older(word(units).with_suffix(".pdf"))
    here.converter = None
    result, _ = rendered(units, here)
    assert codes(result.problems) == ["no-converter", "stale-pdf"]
    assert [outcome.pdf is not None for outcome in result.outcomes] == [False, True]
    assert result.exit_code is ExitCode.NO_PDF


def test_without_pdfs_old_ones_are_told(units: SmallProject, here: HereExecutor) -> None:
    rendered(units, here)
    older(word(units).with_suffix(".pdf"))
    result, _ = rendered(units, here, pdf=False)
    assert codes(result.problems) == ["stale-pdf"]
    assert [outcome.pdf for outcome in result.outcomes] == [None, None]
    assert here.called("find_converter") == []


@pytest.fixture
def measured(units: SmallProject) -> SmallProject:
    """The pack has a format, from which each Word file departs."""
    (units.pack / "pack.yaml").write_text(PACK_YAML + FORMAT, "utf-8")
    return units


def test_deviations_are_warnings_and_told_again(measured: SmallProject, here: HereExecutor) -> None:
    first, _ = rendered(measured, here, pdf=False)
    assert [codes(outcome.problems) for outcome in first.outcomes] == [
        ["format-paper"],
        ["unused-key", "format-paper"],
    ]
    assert {problem.severity for problem in first.all_problems()} == {Severity.WARNING}
    assert (first.verified, first.exit_code) == (2, ExitCode.DONE)
    second, _ = rendered(measured, here, pdf=False)
    assert here.called("verify") == []
    assert list(second.all_problems()) == list(first.all_problems())
    assert second.verified == 2
    third, _ = rendered(measured, here, pdf=False, verify=False)
    assert (codes(third.all_problems()), third.verified) == (["unused-key"], 0)


def test_another_format_is_measured_again(measured: SmallProject, here: HereExecutor) -> None:
    rendered(measured, here, pdf=False)
    (measured.pack / "pack.yaml").write_text(PACK_YAML, "utf-8")
    result, _ = rendered(measured, here, pdf=False)
    assert (codes(result.all_problems()), result.verified) == (["unused-key"], 0)


def test_another_format_is_measured_though_the_clock_of_the_content_is_ahead(
    measured: SmallProject, here: HereExecutor
) -> None:
    """Such a unit is built each time, and nothing is recorded of it."""
    ahead = measured.unit.stat().st_mtime + 10**6
    os.utime(measured.unit / "report.yaml", (ahead, ahead))
    for pack, expected in ((PACK_YAML + FORMAT, ["format-paper"]), (PACK_YAML, [])):
        (measured.pack / "pack.yaml").write_text(pack, "utf-8")
        result, built = rendered(measured, here, pdf=False, units=["one"])
        assert built == ["one"]
        assert codes(result.all_problems()) == expected


def test_what_kept_a_file_from_being_measured_may_be_gone_next_time(
    measured: SmallProject, here: HereExecutor
) -> None:
    """The PDFs of the stand-in are none."""
    for _ in range(2):
        result, built = rendered(measured, here)
        assert codes(result.outcomes[0].problems) == ["format-paper", "not-measured"]
        assert here.called("verify") == [[[["报告.docx", "报告.pdf"], ["two.docx", "two.pdf"]]]]
    assert built == []


def test_a_file_of_a_pack_that_is_gone_is_told_and_costs_the_others_nothing(
    measured: SmallProject, here: HereExecutor
) -> None:
    rendered(measured, here, pdf=False)
    edited(word(measured))
    measured.pack.rename(measured.pack.with_name("new"))
    for path in measured.unit.parent.glob("*/report.yaml"):
        path.write_text(path.read_text("utf-8").replace("form", "new"), "utf-8")
    for _ in range(2):
        result, _ = rendered(measured, here, pdf=False)
        assert codes(result.outcomes[0].problems) == ["unknown-pack"]
        assert codes(result.outcomes[1].problems) == ["unused-key", "format-paper"]
        assert (result.verified, result.exit_code) == (1, ExitCode.DONE)
    measured.pack.with_name("new").rename(measured.pack)
    shutil.copytree(measured.pack, measured.pack.with_name("new"))
    result, _ = rendered(measured, here, pdf=False)
    assert codes(result.outcomes[0].problems) == ["format-paper"]


def test_a_substitute_of_a_font_is_named_for_the_run_and_not_for_each_file(
    measured: SmallProject, here: HereExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_file, "FONT_SUBSTITUTED", "format-paper")
    result, _ = rendered(measured, here, pdf=False)
    assert (codes(result.all_problems()), result.verified) == (["unused-key"], 2)


def test_what_was_recorded_is_forgotten_with_its_folder(
    units: SmallProject, here: HereExecutor
) -> None:
    """Also what the Word files were built from: it is kept again, though they are up to date."""
    rendered(units, here)
    shutil.rmtree(units.output / ".docgen")
    result, built = rendered(units, here)
    assert (built, [outcome.changed for outcome in result.outcomes]) == (
        ["one", "two"],
        [False] * 2,
    )
    assert rendered(units, here)[1] == []
    edited(word(units))
    units.content("数: 3\n")
    assert rendered(units, here)[0].outcomes[0].merged


def test_records_do_not_grow_with_the_number_of_runs(
    units: SmallProject, here: HereExecutor
) -> None:
    for _ in range(8):
        rendered(units, here, force=True)
    lines = (units.output / ".docgen" / "actions.jsonl").read_text("ascii").splitlines()
    assert len(lines) <= 3 * 6
    assert {json.loads(line)["step"] for line in lines} == {"docx", "pdf", "format"}


def test_after_ctrl_c_what_was_built_is_not_built_again(
    units: SmallProject, here: HereExecutor
) -> None:
    def stop(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rendered(units, here, progress=stop)
    assert rendered(units, here)[1] == ["two"]


def test_temporary_files_of_killed_runs_are_removed(
    units: SmallProject, here: HereExecutor
) -> None:
    units.output.mkdir(parents=True)
    old = units.output / ".docgen-0123"
    old.touch()
    older(old, 4000)
    rendered(units, here)
    assert not old.exists()


def test_what_is_not_there_is_told(units: SmallProject, here: HereExecutor) -> None:
    with pytest.raises(UsageError, match="unknown-unit"):
        rendered(units, here, units=["nothing"])
    assert here.asked == []


def test_inputs_are_those_at_the_beginning_of_the_run(
    units: SmallProject, here: HereExecutor
) -> None:
    """A form that is saved while units are built is built with next time."""
    template = units.pack / "pack.yaml"

    def save(step: str, done: int, total: int) -> None:
        template.write_text(PACK_YAML + "# 注\n", "utf-8")

    rendered(units, here, progress=save)
    assert rendered(units, here)[1] == ["one", "two"]
    assert rendered(units, here)[1] == []


def test_a_unit_is_verified_before_the_next_is_built(
    units: SmallProject, here: HereExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that its PDF, which an office makes, is made while others are built and verified."""
    done: list[str] = []

    def noting(call: str, run: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: Any, **named: Any) -> Any:
            for result in run(*given, **named):
                done.append(call)
                yield result

        return noted

    for call in ("build", "convert", "verify"):
        monkeypatch.setattr(here, call, noting(call, getattr(here, call)))
    add_unit(units, "three")
    rendered(units, here)
    assert done == ["build", "convert", "verify"] * 3
    assert here.expected == [(3, PDF_SECONDS)]


def test_an_edition_that_is_up_to_date_starts_nothing(
    units: SmallProject, here: HereExecutor
) -> None:
    rendered(units, here)
    here.expected.clear()
    rendered(units, here)
    assert here.expected == []
    assert [call for call, *_ in here.asked] == ["executor_for"]
