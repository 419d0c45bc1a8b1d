"""``docgen render --public``: which file is copied, what is written, and when nothing is."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
import yaml

from docgen.atomic import write_atomically
from docgen.diagnostics import UsageError
from docgen.filing.public import public_copy as making
from docgen.filing.public.leak_search import leaks_in_package, leaks_in_pdf
from docgen.pdf.page_count import page_count
from docgen.runs.freeze import freeze_edition
from docgen.runs.render import RenderOptions, render_edition
from docgen.runs.results import Result
from docgen.runs.status import edition_status
from docgen.templates.lint.pack_faults import lint_pack
from tests.support import SmallProject, needs_libreoffice, small_project

NAME, PHONE, HOTLINE = "欧阳小敏", "138-0013-8000", "0731-12345678"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a report of who filled it in, and of a public hotline."""
    project = small_project(tmp_path_factory.mktemp("public"))
    project.schema(
        名称={"type": "string"},
        填报={"type": "string"},
        手机={"type": "string"},
        热线={"type": "string"},
    )
    project.template("{{ 名称 }}", "由{{ 填报 }}办理，{{ 手机 }}；监督电话：{{ 热线 }}。")
    project.content(f"填报: {NAME}\n手机: {PHONE}\n热线: {HOTLINE}\n")
    text = (project.pack / "pack.yaml").read_text("utf-8")
    text += "public:\n  remove: [填报]\n  keep: [热线]\n"
    (project.pack / "pack.yaml").write_text(text, "utf-8")
    return project.root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> SmallProject:
    shutil.copytree(made, tmp_path / "p")
    return SmallProject(tmp_path / "p")


def publish(project: SmallProject, *, pdf: bool = False, draft: bool = False) -> Result:
    options = RenderOptions(public=True, make_pdf=pdf, verify=False, draft=draft)
    return render_edition("2023", options, root=project.root)


def errors(result: Result) -> list[str]:
    return [problem.code for problem in result.all_problems() if problem.is_error]


def copies(project: SmallProject, ending: str = ".docx") -> list[Path]:
    return sorted((project.output / "public").glob(f"*{ending}"))


def text_of(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def test_the_fields_of_the_pack_are_out_and_what_it_keeps_stays(project: SmallProject) -> None:
    assert errors(publish(project)) == []
    (copy,) = copies(project)
    (report,) = (file for file in project.output.glob("*.docx"))
    assert NAME in text_of(report)
    assert "由＊＊＊办理，＊＊＊；监督电话：" + HOTLINE in text_of(copy)
    assert leaks_in_package(copy.read_bytes(), [NAME, PHONE]) == []


def test_the_list_says_what_was_taken_out_and_lies_elsewhere(project: SmallProject) -> None:
    publish(project)
    (listed,) = (project.output / "public-report").glob("*.removed.yaml")
    text = listed.read_text("utf-8")
    kinds = {row["种类"].split(" · ")[1] for row in yaml.safe_load(text)["删去"]}
    assert {"listed in the pack", "telephone number"} <= kinds
    assert NAME not in text
    assert PHONE not in text
    assert all(file.suffix in (".docx", ".pdf") for file in (project.output / "public").iterdir())


def test_it_is_a_copy_of_the_file_as_the_office_has_edited_it(project: SmallProject) -> None:
    project.render()
    (report,) = project.output.glob("*.docx")
    document = docx.Document(str(report))
    document.add_paragraph("补充一段，请拨打13900139000。")
    document.save(str(report))
    assert errors(publish(project)) == []
    (copy,) = copies(project)
    assert "补充一段，请拨打＊＊＊。" in text_of(copy)


def test_public_copies_are_no_reports_of_their_own(project: SmallProject) -> None:
    publish(project)
    files = [row.docx for row in edition_status("2023", root=project.root)]
    assert [file.parent.name for file in files if file] == ["2023"]


def test_a_value_that_is_left_stops_the_copy(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "redact_paragraphs", lambda *_: None)
    result = publish(project)
    assert "public-leak" in errors(result)
    assert copies(project) == []
    assert NAME not in str([problem.words for problem in result.all_problems()])


def test_an_older_copy_is_told_where_none_is_written(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "public-older" not in [problem.code for problem in publish(project).all_problems()]
    (copy,) = copies(project)
    copy.with_suffix(".pdf").write_bytes(b"%PDF-")
    without = [
        problem.place.file for problem in publish(project).all_problems() if not problem.is_error
    ]
    assert [name for name in without if name.endswith(".pdf")] == [
        f"build/2023/public/{copy.stem}.pdf"
    ]
    monkeypatch.setattr(making, "redact_paragraphs", lambda *arguments: None)
    told = [
        problem.place.file
        for problem in publish(project).all_problems()
        if problem.code == "public-older"
    ]
    assert {name.rpartition(".")[2] for name in told} == {"docx", "pdf"}


def test_a_value_of_one_sign_is_told(project: SmallProject) -> None:
    project.content(f"填报: 敏\n手机: {PHONE}\n热线: {HOTLINE}\n")
    result = publish(project)
    assert errors(result) == ["public-short"]
    assert copies(project) == []


def test_a_unit_with_errors_has_none(project: SmallProject) -> None:
    project.content(f"填报: {NAME}\n手机: {PHONE}\n热线: [1]\n")
    assert errors(publish(project))
    assert copies(project) == []


def test_a_draft_has_none(project: SmallProject) -> None:
    with pytest.raises(UsageError, match="public-draft"):
        publish(project, draft=True)


def test_lint_names_fields_that_there_are_not(project: SmallProject) -> None:
    path = project.pack / "pack.yaml"
    text = path.read_text("utf-8").replace("[填报]", "[填报员]").replace("[热线]", "[热线]")
    path.write_text(text + "  names: [章]\n", "utf-8")
    codes = [problem.code for problem in lint_pack(project.pack.name, root=project.root)]
    assert codes == ["public-no-field", "public-short-name"]


def test_a_name_of_the_unit_is_not_in_the_name_of_the_file(project: SmallProject) -> None:
    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8").replace("{{ 名称 }}", "{{ 填报 }}的报告", 1), "utf-8")
    assert errors(publish(project)) == []
    assert [file.name for file in copies(project)] == ["＊＊＊的报告.docx"]


@pytest.mark.slow
@needs_libreoffice
def test_the_pdf_is_that_of_the_copy(project: SmallProject) -> None:
    result = publish(project, pdf=True)
    assert errors(result) == []
    (pdf,) = copies(project, ".pdf")
    (report,) = project.output.glob("*.pdf")
    assert leaks_in_pdf(report.read_bytes(), [NAME, PHONE]) != []
    assert leaks_in_pdf(pdf.read_bytes(), [NAME, PHONE]) == []
    assert page_count(pdf.read_bytes()) == page_count(report.read_bytes())
    assert {pdf, pdf.with_suffix(".docx")} < set(result.outcomes[0].checks)


@pytest.mark.slow
@needs_libreoffice
def test_of_a_fixed_report_it_is_the_file_that_is_fixed(project: SmallProject) -> None:
    project.render(pdf=True)
    assert errors(freeze_edition("2023", root=project.root)) == []
    assert errors(publish(project)) == []
    assert "＊＊＊办理" in text_of(copies(project)[0])
    copies(project)[0].unlink()
    (report,) = project.output.glob("*.docx")
    write_atomically(report, report.read_bytes() + b"\0", "x")
    assert errors(publish(project)) == ["changed-since-fixed"]
    assert copies(project) == []
