"""Fixes are tried before they are written; what is written can be taken back."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from docgen import fix_edition, pull_files, undo_fixes, undo_pull
from docgen.diagnostics import Place, Problem, UsageError
from docgen.packs.schema import WRONG_TYPE
from docgen.project import Project
from docgen.roundtrip.files import change_records
from docgen.roundtrip.files.change_records import ChangeRecord, ChangeRecords, ReplacedFile
from docgen.runs import fix as fix_module
from docgen.runs.edition import Edition
from docgen.runs.fix import FixedUnit, Fixer, FixResult
from docgen.runs.restoring import PutBack
from tests.fake_checks import Word, plant
from tests.scripted_edits import reword, with_words
from tests.support import SmallProject

YAML, MARKDOWN = "content/2023/one/report.yaml", "content/2023/one/narrative/文.md"
GOOD, STAYS, BREAKS = Word("Qa", "Ra"), Word("Qb", "xQb"), Word("Qc", "Rc")
BROKEN = Word("Rc", None, is_error=True)


@pytest.fixture
def form(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """A unit of a value and a text, and checks that find words in it."""
    project.template("{{ 单位 }}", "{{p narrative.文 }}")
    project.content("单位: 某办公室\n")
    project.content("第一段。\n\n第二段。\n", "narrative/文.md")
    plant(monkeypatch, GOOD, STAYS, BREAKS, BROKEN)
    return project


def fixed(project: SmallProject, *, dry_run: bool = False) -> FixedUnit:
    (unit,) = fix_edition("2023", root=project.root, dry_run=dry_run).units
    return unit


def text(project: SmallProject, file: str = MARKDOWN) -> str:
    return (project.root / file).read_text("utf-8")


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    return [
        (problem.code, problem.place.line, problem.words.get("why", "")) for problem in problems
    ]


def codes(result: FixResult) -> list[str]:
    return [problem.code for problem in result.result.all_problems()]


def test_a_fix_is_told_with_the_place_where_it_stands_in_the_end(
    form: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, GOOD, Word("Qd", "Qe", is_error=True), Word("Qe", "甲\n\n乙"))
    form.content("甲Qd。\n\nQa。\n", "narrative/文.md")
    unit = fixed(form)
    assert text(form) == "甲甲\n\n乙。\n\nRa。\n"
    assert sorted((done.fix.new, done.place.line, done.place.column) for done in unit.fixes) == [
        ("Qe", 1, 2),
        ("Ra", 5, 1),
        ("甲\n\n乙", 1, 2),
    ]
    assert unit.files[MARKDOWN].before == "甲Qd。\n\nQa。\n".encode()


def test_a_fix_that_is_left_out_is_told_with_the_place_where_its_problem_stands_in_the_end(
    form: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, STAYS, Word("Qd", "Qe", is_error=True), Word("Qe", "甲\n\n乙"))
    form.content("甲Qd。\n\nQb。\n", "narrative/文.md")
    unit = fixed(form)
    assert text(form) == "甲甲\n\n乙。\n\nQb。\n"
    assert told(unit.problems) == [("fix-left-out", 5, "still")]


def test_what_checks_say_of_a_value_whose_type_was_mended_does_not_stop_its_fix(
    form: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, Word("Qd", "Rc", code=WRONG_TYPE), Word("Qe", "Qd"), BROKEN)
    form.content("甲Qd。\n\n乙Qe。\n", "narrative/文.md")
    result = fix_edition("2023", root=form.root)
    assert text(form) == "甲Rc。\n\n乙Qe。\n"
    assert sorted(codes(result)) == ["fix-left-out", "half-width", "unpaired"]


def test_nothing_is_changed_outside_of_the_unit(
    form: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = "content/2022/one/report.yaml"
    (form.root / last).parent.mkdir(parents=True)
    (form.root / last).write_text("Qa\n", "utf-8")
    plant(monkeypatch, Word("Qa", "Ra", elsewhere=last))
    form.content("Qa\n", "narrative/文.md")
    assert (fixed(form).fixes, text(form, last)) == ((), "Qa\n")


def test_a_fix_that_does_not_mend_or_makes_an_error_is_left_out_and_told(
    form: SmallProject,
) -> None:
    form.content("甲Qa。\n\n乙Qb。\n\n丙Qa丁Qc戊Qa。\n", "narrative/文.md")
    result = fix_edition("2023", root=form.root)
    assert text(form) == "甲Ra。\n\n乙Qb。\n\n丙Ra丁Qc戊Ra。\n"
    (unit,) = result.units
    assert told(unit.problems) == [("fix-left-out", 3, "still"), ("fix-left-out", 5, "error")]
    words = dict(unit.problems[1].words)
    assert (words["old"], words["new"], words["code"]) == ("Qc", "Rc", "unpaired")
    assert words["place"] == f"{MARKDOWN}:5:5"
    assert (
        codes(result) == ["fix-left-out", "half-width"] * 2
        or codes(result)
        == [
            "half-width",
            "fix-left-out",
        ]
        * 2
    )


def test_what_a_file_hides_is_mended_after_it_is_read(form: SmallProject) -> None:
    (form.root / MARKDOWN).write_bytes("第一段讲职责Qa。\r\n\r\n第二段讲预算。\r\n".encode("gbk"))
    (form.root / YAML).write_bytes("模板: form\r名称: 报告\r单位: Qa\r".encode())
    unit = fixed(form)
    assert sorted(done.problem.code for done in unit.fixes) == [
        "half-width",
        "half-width",
        "not-utf-8",
        "old-line-ends",
    ]
    assert (form.root / MARKDOWN).read_bytes() == (
        "第一段讲职责Ra。\r\n\r\n第二段讲预算。\r\n".encode()
    )
    assert (form.root / YAML).read_bytes() == "模板: form\n名称: 报告\n单位: Ra\n".encode()


def test_errors_that_a_file_hid_are_told_and_do_not_stop_its_fix(form: SmallProject) -> None:
    data = "模板: form\n名称: 报告\n单位: 名称Rc\n".encode("gbk")
    (form.root / YAML).write_bytes(data)
    result = fix_edition("2023", root=form.root)
    assert (form.root / YAML).read_bytes() == data.decode("gbk").encode()
    assert codes(result) == ["unpaired"]
    (undone,) = undo_fixes("2023", root=form.root)
    assert dict(undone.put_back) == {YAML: PutBack.RESTORED}
    assert (form.root / YAML).read_bytes() == data


def test_a_file_of_another_encoding_is_not_merged_with_what_came_since(form: SmallProject) -> None:
    (form.root / MARKDOWN).write_bytes("第一段讲职责。\n".encode("gbk"))
    fixed(form)
    (form.root / MARKDOWN).write_bytes("第一段讲职责。\n\n第二段。\n".encode())
    (undone,) = undo_fixes("2023", root=form.root)
    assert [problem.code for problem in undone.problems] == ["recoded-since"]
    assert text(form) == "第一段讲职责。\n\n第二段。\n"


def test_a_dry_run_writes_nothing_and_finds_the_same(form: SmallProject) -> None:
    form.content("Qa。\n", "narrative/文.md")
    result = fix_edition("2023", root=form.root, dry_run=True)
    assert (text(form), codes(result)) == ("Qa。\n", ["half-width"])
    assert not form.output.exists()
    assert result.units[0].fixes == fixed(form).fixes


def test_with_strict_what_was_left_out_is_an_error(form: SmallProject) -> None:
    form.content("Qb。\n", "narrative/文.md")
    result = fix_edition("2023", root=form.root, strict=True).result
    assert {problem.is_error for problem in result.all_problems()} == {True}


@pytest.mark.parametrize("mode", [0o664, 0o600])
def test_who_may_write_a_file_stays_as_it_was(form: SmallProject, mode: int) -> None:
    form.content("Qa。\n", "narrative/文.md")
    (form.root / MARKDOWN).chmod(mode)
    fixed(form)
    assert text(form) == "Ra。\n"
    assert stat.S_IMODE((form.root / MARKDOWN).stat().st_mode) == mode


@pytest.mark.parametrize(
    ("hold", "code"), [("protect", "write-protected"), (".文.md.swp", "file-open")]
)
def test_a_file_that_is_held_is_told_and_nothing_of_its_unit_is_written(
    form: SmallProject, hold: str, code: str
) -> None:
    form.content("Qa。\n", "narrative/文.md")
    form.content("单位: Qa\n")
    before = text(form, YAML)
    if hold == "protect":
        (form.root / MARKDOWN).chmod(0o444)
    else:
        (form.unit / "narrative" / hold).touch()
    unit = fixed(form)
    assert [(problem.code, problem.place) for problem in unit.problems] == [(code, Place(MARKDOWN))]
    assert (text(form), text(form, YAML), unit.fixes) == ("Qa。\n", before, ())


@pytest.mark.parametrize("name", ["linked.yaml", "unreadable.yaml"])
def test_a_unit_of_which_a_file_cannot_be_read_waits(form: SmallProject, name: str) -> None:
    (form.root / "elsewhere.yaml").touch()
    target = form.root / "elsewhere.yaml" if name == "linked.yaml" else Path("nowhere")
    (form.unit / name).symlink_to(target)
    (form.root / MARKDOWN).write_bytes("第一段讲职责。\n".encode("gbk"))
    unit = fixed(form)
    (problem,) = unit.problems
    assert (problem.code, problem.place.file) == ("fixes-wait", f"content/2023/one/{name}")
    assert (form.root / MARKDOWN).read_bytes() == "第一段讲职责。\n".encode("gbk")


def test_content_that_is_saved_meanwhile_is_tried_again(
    form: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    form.content("Qa。\n", "narrative/文.md")
    saves = ["又一段。\n\nQa。\n"]

    class SlowFixer(Fixer):
        def __call__(self, folder: Path) -> FixedUnit:
            plan = super().__call__(folder)
            if saves:
                form.content(saves.pop(), "narrative/文.md")
            return plan

    monkeypatch.setattr(fix_module, "Fixer", SlowFixer)
    assert fixed(form).problems == ()
    assert text(form) == "又一段。\n\nRa。\n"
    saves += [f"{'甲' * number}Qa。\n" for number in range(10, 0, -1)]
    form.content("Qa。\n", "narrative/文.md")
    assert [problem.code for problem in fixed(form).problems] == ["content-moved"]
    assert text(form) == f"{'甲' * 10}Qa。\n"


def test_last_years_content_and_other_units_are_not_touched(form: SmallProject) -> None:
    for folder in ("2022/one", "2023/two"):
        other = form.root / "content" / folder
        other.mkdir(parents=True)
        (other / "report.yaml").write_text("模板: form\n名称: 乙\n单位: Qa\nnarrative:\n", "utf-8")
    form.content("Qa。\n", "narrative/文.md")
    (unit,) = fix_edition("2023", root=form.root, units=["one"]).units
    assert list(unit.files) == [MARKDOWN]
    assert all(
        "Qa" in text(form, f"content/{folder}/report.yaml") for folder in ("2022/one", "2023/two")
    )


def test_while_another_run_writes_the_unit_nothing_is_written(
    form: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_records, "_SECONDS", 0.1)
    form.content("Qa。\n", "narrative/文.md")
    edition = Edition(Project(form.root), "2023")
    with edition.changes("one").locked(Place("one")):
        assert [problem.code for problem in fixed(form).problems] == ["change-running"]
    assert text(form) == "Qa。\n"


def half_written(project: SmallProject, after: str) -> ChangeRecords:
    """A pull was stopped after it had written ``after``; the records of the unit."""
    records = Edition(Project(project.root), "2023").changes("one")
    before = text(project)
    project.content(after, "narrative/文.md")
    records.folder.mkdir(parents=True)
    files = {MARKDOWN: ReplacedFile(before.encode(), after.encode())}
    records.begin(ChangeRecord("1", "build/2023/报告.docx", files))
    return records


@pytest.mark.parametrize("after", ["第一段Qa。\n", "第一段改了。\n"])
def test_a_change_that_was_stopped_is_put_back_before_anything_is_mended(
    form: SmallProject, after: str
) -> None:
    before = text(form)
    records = half_written(form, after)
    assert fixed(form).fixes == ()
    assert text(form) == before
    assert records.newest_first() == []


def test_a_change_that_is_stopped_while_fixes_are_tried_is_put_back(
    form: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    form.content("第一段Qa。\n", "narrative/文.md")
    stopped = list[ChangeRecords]()

    class SlowFixer(Fixer):
        def __call__(self, folder: Path) -> FixedUnit:
            if not stopped:
                stopped.append(half_written(form, "第一段Qa，第二段Qa。\n"))
            return super().__call__(folder)

    monkeypatch.setattr(fix_module, "Fixer", SlowFixer)
    assert len(fixed(form).fixes) == 1
    assert text(form) == "第一段Ra。\n"
    assert stopped[0].begun() == []


def test_each_kind_of_change_is_undone_by_its_own_command(form: SmallProject) -> None:
    form.render(jobs=1, verify=False)
    form.content("第一段。\n\n第二段Qa。\n", "narrative/文.md")
    fixed(form)
    form.render(jobs=1, verify=False)
    document = docx.Document(str(form.output / "报告.docx"))
    reword(with_words(document, "第一段"), "第一段", "头一段")
    document.save(str(form.output / "报告.docx"))
    pull_files("2023", root=form.root)
    assert text(form) == "头一段。\n\n第二段Ra。\n"
    undo_fixes("2023", root=form.root)
    assert text(form) == "头一段。\n\n第二段Qa。\n"
    with pytest.raises(UsageError, match="nothing-fixed"):
        undo_fixes("2023", root=form.root)
    undo_pull("2023", root=form.root)
    assert text(form) == "第一段。\n\n第二段Qa。\n"
    with pytest.raises(UsageError, match="nothing-pulled"):
        undo_pull("2023", root=form.root)


def test_undo_keeps_other_lines_that_were_changed_since_and_refuses_the_same(
    form: SmallProject,
) -> None:
    form.content("第一段Qa。\n\n第二段。\n", "narrative/文.md")
    fixed(form)
    form.content("第一段Ra。\n\n第二段，又。\n", "narrative/文.md")
    (undone,) = undo_fixes("2023", root=form.root, dry_run=True)
    assert dict(undone.put_back) == {MARKDOWN: PutBack.MERGED}
    undo_fixes("2023", root=form.root)
    assert text(form) == "第一段Qa。\n\n第二段，又。\n"
    fixed(form)
    form.content("第一段Ra，又。\n\n第二段，又。\n", "narrative/文.md")
    (undone,) = undo_fixes("2023", root=form.root)
    (problem,) = undone.problems
    assert (problem.code, problem.place) == ("lines-changed-since", Place(MARKDOWN, 1, 1))
    assert text(form) == "第一段Ra，又。\n\n第二段，又。\n"


@pytest.mark.slow
def test_of_two_runs_at_once_one_mends_and_the_other_finds_it_done(project: SmallProject) -> None:
    project.template("{{ 单位 }}", "{{p narrative.文 }}")
    (project.unit / "narrative").mkdir()
    before = "第一段讲职责。\n\n第二段讲预算。\n".encode("gbk")
    (project.root / MARKDOWN).write_bytes(before)
    project.content("单位: 某办公室\n")
    command = [sys.executable, "-m", "docgen", "--project", str(project.root), "check", "2023"]
    runs = [
        subprocess.Popen(
            [*command, "--fix"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(3)
    ]
    outputs = [run.communicate(timeout=120)[0] for run in runs]
    assert [run.returncode for run in runs] == [0] * 3, outputs
    assert (project.root / MARKDOWN).read_bytes() == before.decode("gbk").encode()
    records = Edition(Project(project.root), "2023").changes("one")
    assert [path.name for path in records.newest_first()] == ["000001.zip"]
    undo_fixes("2023", root=project.root)
    assert (project.root / MARKDOWN).read_bytes() == before
