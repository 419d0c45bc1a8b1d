"""Which files are measured by which format, and what is said of those that cannot be."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from docgen.diagnostics import DocumentPlace, ExitCode, Place, Problem, UsageError, deviation
from docgen.project import Project
from docgen.runs import verify
from docgen.runs.render import RenderOptions, render_edition
from docgen.runs.results import Outcome
from docgen.runs.verify import NOT_MEASURED, Verifier, verify_files
from docgen.scaffold.new_project import make_project
from docgen.verify.finished_report import FinishedReport
from tests.support import PACK_YAML, SHIPPED_PACKS, SmallProject, known
from tests.unit.helpers import codes

FORMAT = "format:\n  paper: {width: 100, height: 100}\n"


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A report that departs from the format of its pack."""
    (project.pack / "pack.yaml").write_text(PACK_YAML + FORMAT, "utf-8")
    project.render(jobs=1, verify=False)
    return project


@pytest.fixture
def _said(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured says by which functions, of which file and by which format."""

    def saying(kind: str) -> object:
        def found(report: FinishedReport, place: Place) -> list[Problem]:
            assert report.official.paper is not None
            reason = f"{kind} {report.official.paper.width:g}"
            return [deviation(NOT_MEASURED, place, DocumentPlace(), reason=reason)]

        return found

    monkeypatch.setattr(verify, "word_file_deviations", saying("word"))
    monkeypatch.setattr(verify, "pdf_file_deviations", saying("pdf"))
    monkeypatch.setattr(verify, "link_deviations", lambda *_: [])


def said(project: SmallProject, target: str, pack: str = "", out: Path | None = None) -> list[str]:
    result = verify_files(target, root=project.root, pack=pack, out=out)
    return [f"{problem.place} {problem.words['reason']}" for problem in result.all_problems()]


def word(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def test_deviations_are_those_of_each_file(built: SmallProject) -> None:
    result = verify_files("2023", root=built.root)
    (outcome,) = result.outcomes
    assert (outcome.name, outcome.docx, outcome.built) == ("报告.docx", word(built), False)
    assert (codes(outcome.problems), result.verified, result.problems) == (["format-paper"], 1, ())
    assert result.exit_code is ExitCode.CONTENT


@pytest.mark.usefixtures("_said")
def test_a_word_file_and_the_pdf_beside_it_are_measured(built: SmallProject) -> None:
    assert said(built, "2023") == ["build/2023/报告.docx word 100"]
    word(built).with_suffix(".pdf").touch()
    shutil.copy(word(built), built.output / "a.docx")
    assert said(built, "2023") == [
        "build/2023/a.docx word 100",
        "build/2023/报告.docx word 100",
        "build/2023/报告.pdf pdf 100",
    ]
    (built.output / "b.pdf").touch()
    assert len(said(built, "2023")) == 3


@pytest.mark.usefixtures("_said")
@pytest.mark.parametrize(
    ("name", "kind"), [("x.docx", "word"), ("x.DOCX", "word"), ("x.pdf", "pdf"), ("x.PDF", "pdf")]
)
def test_a_file_is_measured_wherever_it_lies(
    built: SmallProject, tmp_path_factory: pytest.TempPathFactory, name: str, kind: str
) -> None:
    file = tmp_path_factory.mktemp("别处") / name
    shutil.copy(word(built), file)
    assert said(built, str(file)) == [f"{file} {kind} 100"]
    out = file.parent
    expected = [f"{file} word 100"] if name == "x.docx" else []
    if expected:
        assert said(built, "2023", out=out) == expected


@pytest.mark.usefixtures("_said")
def test_the_pack_is_the_one_that_is_asked_for_or_that_the_file_names_or_the_only_one(
    built: SmallProject,
) -> None:
    other = built.pack.with_name("other")
    shutil.copytree(built.pack, other)
    (other / "pack.yaml").write_text(PACK_YAML + FORMAT.replace("100", "200"), "utf-8")
    file, pdf = str(word(built)), word(built).with_suffix(".pdf")
    pdf.touch()
    assert said(built, file) == ["build/2023/报告.docx word 100"]
    assert said(built, str(pdf)) == ["build/2023/报告.pdf pdf 100"]
    assert said(built, file, "other") == ["build/2023/报告.docx word 200"]
    docx.Document().save(file)  # it has no identity
    assert said(built, file, "form") == ["build/2023/报告.docx word 100"]
    result = verify_files(file, root=built.root)
    (problem,) = result.all_problems()
    assert (result.exit_code, result.verified) == (ExitCode.USAGE, 0)
    assert (problem.code, problem.place) == ("which-pack", Place("build/2023/报告.docx"))
    assert dict(problem.words) == known(f"form、other、{SHIPPED_PACKS}")
    shutil.rmtree(built.pack)
    assert said(built, file) == ["build/2023/报告.docx word 200"]
    shutil.rmtree(other)
    assert codes(verify_files(file, root=built.root).all_problems()) == ["which-pack"]


def test_a_file_outside_of_any_project_goes_by_the_packs_of_docgen(
    built: SmallProject, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    made = make_project(elsewhere / "new", "official-letter", "zh")
    render_edition("2023", RenderOptions(make_pdf=False, verify=False), root=made.root)
    (letter,) = (made.root / "build" / "2023").glob("*.docx")
    shutil.copy(letter, elsewhere / "来文.docx")
    within = verify_files(str(letter), root=made.root)
    shutil.rmtree(made.root)
    alone = verify_files("来文.docx")
    assert (alone.verified, alone.exit_code) == (within.verified, within.exit_code) == (1, 0)
    assert [path.name for path in elsewhere.iterdir()] == ["来文.docx"]
    foreign = next(built.root.glob("build/2023/*.docx"))
    assert codes(verify_files(shutil.copy(foreign, "别处.docx")).all_problems()) == ["unknown-pack"]
    # A file that lies in a project goes by the packs of that one.
    assert codes(verify_files(str(foreign)).all_problems()) != ["unknown-pack"]
    with pytest.raises(UsageError, match="no-project"):
        verify_files("2023")


def test_a_pack_that_is_not_there_is_told(built: SmallProject) -> None:
    with pytest.raises(UsageError) as caught:
        verify_files("2023", root=built.root, pack="nothing")
    problem = caught.value.problem
    assert (problem.code, problem.place) == ("unknown-pack", Place("word_templates"))
    assert dict(problem.words) == {
        "pack": "nothing",
        **known(f"form、{SHIPPED_PACKS}"),
        "nearest": "",
    }


@pytest.mark.parametrize(
    ("target", "code"),
    [("nothing.docx", "not-found"), ("nothing.pdf", "not-found"), ("2021", "unknown-edition")],
)
def test_what_is_not_there_is_told(built: SmallProject, target: str, code: str) -> None:
    with pytest.raises(UsageError, match=code):
        verify_files(target, root=built.root)


def test_a_pack_without_a_format_measures_nothing(built: SmallProject) -> None:
    (built.pack / "pack.yaml").write_text(PACK_YAML, "utf-8")
    result = verify_files("2023", root=built.root)
    assert (result.outcomes[0].problems, result.verified) == ((), 0)


def test_faults_of_a_pack_are_told_once(built: SmallProject) -> None:
    (built.pack / "pack.yaml").write_text("parts: 3\n", "utf-8")
    shutil.copy(word(built), built.output / "a.docx")
    result = verify_files("2023", root=built.root)
    assert result.problems
    assert all(result.problems.count(problem) == 1 for problem in result.problems)
    assert (list(result.all_problems()), result.verified) == (list(result.problems), 0)


@pytest.mark.parametrize("name", ["坏.docx", "坏.pdf"])
def test_a_damaged_file_is_told_and_costs_the_others_nothing(
    built: SmallProject, name: str
) -> None:
    file = built.output / name
    file.write_bytes(b"damaged")
    (problem,) = verify_files(str(file), root=built.root).all_problems()
    code = "not-a-docx" if name == "坏.docx" else "not-measured"
    assert (problem.code, problem.place) == (code, Place(f"build/2023/{name}"))
    if name == "坏.docx":
        result = verify_files("2023", root=built.root)
        assert [codes(outcome.problems) for outcome in result.outcomes] == [
            ["not-a-docx"],
            ["format-paper"],
        ]
        assert result.verified == 1


@pytest.mark.parametrize(
    ("reason", "expected"), [(ValueError("odd"), "odd"), (KeyError(), "KeyError")]
)
def test_why_a_file_cannot_be_measured_is_told(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch, reason: Exception, expected: str
) -> None:
    def failing(*_: object) -> None:
        raise reason

    monkeypatch.setattr(verify, "word_file_deviations", failing)
    assert said(built, "2023") == [f"build/2023/报告.docx {expected}"]


def test_a_worker_reads_the_formats_once(built: SmallProject) -> None:
    verifier = Verifier(Project(built.root))
    for _ in range(2):
        result = verifier([word(built)])
        assert (codes(result.all_problems()), result.verified) == (["format-paper"], 1)
        assert isinstance(result.outcomes[0], Outcome)
    assert verifier.formats is verifier.formats
    shutil.rmtree(built.pack)
    assert codes(verifier([word(built)]).all_problems()) == ["format-paper"]


def test_a_worker_tells_why_the_format_of_a_file_is_not_known(built: SmallProject) -> None:
    built.pack.rename(built.pack.with_name("new"))
    result = Verifier(Project(built.root))([word(built)])
    (problem,) = result.all_problems()
    assert (problem.code, problem.place) == ("unknown-pack", Place("build/2023/报告.docx"))
    assert (len(result.outcomes), result.verified) == (1, 0)


def test_files_that_killed_their_worker_are_told(built: SmallProject) -> None:
    files = [word(built), word(built).with_suffix(".pdf")]
    result = Verifier(Project(built.root)).failed(files, TimeoutError())
    assert [(problem.code, problem.place.file) for problem in result.all_problems()] == [
        ("unit-timeout", "build/2023/报告.docx"),
        ("unit-timeout", "build/2023/报告.pdf"),
    ]
    assert {problem.words["step"] for problem in result.all_problems()} == {"verify"}
    assert (result.problems, result.verified) == ((), 0)
