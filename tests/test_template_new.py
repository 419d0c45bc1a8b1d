"""``docgen template new``: blank official forms become packs, with few fields left to place."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.document import Document
from docx.oxml.parser import parse_xml
from pytest_regressions.file_regression import FileRegressionFixture

from docgen import RenderOptions, render_edition
from docgen.diagnostics import UsageError
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.scaffold.pack.writing.self_check import body_lines
from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.lint.pack_outline import outline_pack
from docgen.word.grid import cells_of
from docgen.word.xml import W, text_of, w
from tests.blank_forms import FORMS, add_table, as_doc
from tests.blank_forms_of_packs import blank_forms_of_first_pack, central_project_form
from tests.golden.check import golden
from tests.golden.drafts import FOLDER, draft_page, drafted
from tests.golden.small_forms import SMALL, small_form
from tests.support import ROOT, SmallProject, audit, needs_libreoffice
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

SHAPES = [name for name in FORMS if name != "no_form"]
BUILDERS: dict[str, Callable[[], Document]] = {**FORMS, "central": central_project_form}

PACKS: dict[str, Callable[[], dict[str, Document]]] = {
    "hunan-self-evaluation": blank_forms_of_first_pack,
    "central-project-form": lambda: {"project-form.docx": central_project_form()},
}

Spots = dict[tuple[str, str], set[tuple[int, int, int]]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "word_templates").mkdir(parents=True)
    (root / "content").mkdir()
    return root


def draft(root: Path, forms: Mapping[str, Document], name: str = "drafted") -> DraftReport:
    files = []
    for file, form in forms.items():
        form.save(str(root / file))
        files.append(root / file)
    return draft_pack(files, name, root=root, edition=2023)


Copied = Callable[[str, Path], DraftReport]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """Copies a draft into a project: of the forms of a finished pack, or of one shape of form.

    It is drafted once; the tests that look at it have it each to itself.
    """

    @cache
    def made(name: str) -> tuple[Path, DraftReport]:
        root = tmp_path_factory.mktemp("drafted")
        for folder in ("word_templates", "content"):
            (root / folder).mkdir()
        forms = PACKS[name]() if name in PACKS else {f"{name}.docx": BUILDERS[name]()}
        return root, draft(root, forms)

    def copy(name: str, root: Path) -> DraftReport:
        drafted, report = made(name)
        shutil.copytree(drafted, root, dirs_exist_ok=True)
        pack, content = (root / path.relative_to(drafted) for path in (report.pack, report.content))
        return replace(report, pack=pack, content=content)

    return copy


def fields_of(root: Path, pack: str) -> Spots:
    """The cells of each field of each part; the year is no field to fill in."""
    spots: Spots = {}
    for use in outline_pack(pack, root=root).uses:
        place = use.placeholder.place
        for path in use.paths if use.placeholder.kind in ("value", "merge", "slot") else ():
            if path != "年度":
                cell = (place.table, place.row, place.cell)
                spots.setdefault((Path(place.part).name, path), set()).add(cell)
    return spots


@pytest.mark.parametrize("pack", PACKS)
def test_the_fields_of_a_finished_pack_are_placed_and_named(
    pack: str, root: Path, copied: Copied
) -> None:
    copied(pack, root)
    finished, placed = fields_of(ROOT, pack), fields_of(root, "drafted")
    assert len(finished) > 20
    found = [field for field in finished if placed.get(field) == finished[field]]
    assert len(found) / len(finished) >= 0.9, sorted(finished.keys() - set(found))


@pytest.mark.parametrize("pack", PACKS)
def test_no_field_is_in_a_wrong_cell(pack: str, root: Path, copied: Copied) -> None:
    """Each cell that gets a field has one in the finished pack, and not another."""
    copied(pack, root)
    finished, placed = fields_of(ROOT, pack), fields_of(root, "drafted")
    for (part, path), cells in placed.items():
        for cell in cells - {(0, 0, 0)}:
            fields = {
                field
                for (file, field), places in finished.items()
                if file == part and cell in places
            }
            assert path in fields, (part, cell, path, fields)


@pytest.mark.parametrize("pack", PACKS)
def test_filled_with_nothing_it_equals_the_blank_forms_cell_by_cell(
    pack: str, root: Path, copied: Copied
) -> None:
    """But for hints such as 指标1：, which no report may print, and the year, which is typed."""
    forms = PACKS[pack]()
    report = copied(pack, root)
    assert "draft-differs" not in [problem.code for problem in report.problems]
    result = render_edition("2023", RenderOptions(make_pdf=False), root=root)
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    built = body_lines(docx.Document(str(outcome.docx)).element.body)
    expected = [line for form in forms.values() for line in body_lines(form.element.body)]
    plain = [line.replace("指标1：", "").replace("指标2：", "") for line in expected]
    assert built == [line.replace("（    年度）", "（2023年度）") for line in plain]
    assert any(line.startswith("[") for line in built)


@pytest.mark.parametrize("pack", PACKS)
def test_lint_finds_nothing_in_a_draft_of_a_known_form(
    pack: str, root: Path, copied: Copied
) -> None:
    copied(pack, root)
    assert lint_pack("drafted", root=root) == []


@pytest.mark.parametrize("name", [*SHAPES, "central"])
def test_each_shape_of_form_becomes_a_sensible_pack(
    name: str, root: Path, file_regression: FileRegressionFixture
) -> None:
    """Read the page in ``tests/golden/drafts`` as a person would look at the form."""
    report = drafted(BUILDERS[name](), name, root / "new")
    golden(file_regression, draft_page(report), FOLDER / f"{name}.txt")
    assert "draft-differs" not in [problem.code for problem in report.problems]
    # Of words that tell how to fill in the form, lint says where they still print.
    assert {problem.code for problem in lint_pack(report.pack.name, root=root / "new")} <= {
        "form-hint"
    }


@pytest.mark.parametrize("name", SMALL)
def test_a_small_form_filled_with_nothing_is_the_form_again(name: str, root: Path) -> None:
    report = draft(root, {"form.docx": small_form(name)})
    assert report.files
    assert "draft-differs" not in [problem.code for problem in report.problems]


@pytest.mark.parametrize("name", [*SHAPES, "central"])
def test_each_draft_renders(name: str, root: Path, tmp_path: Path, copied: Copied) -> None:
    report = copied(name, root)
    result = render_edition(str(report.edition), RenderOptions(make_pdf=False), root=root)
    assert {problem.code for problem in result.all_problems()} == {"not-filled"}
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    assert audit(outcome.docx.read_bytes(), tmp_path) == []


@pytest.mark.parametrize("name", SHAPES)
def test_every_field_that_the_skeleton_asks_for_is_printed(
    name: str, root: Path, copied: Copied
) -> None:
    """Each blank gets a figure of its own; rules about figures are put aside for that."""
    report = copied(name, root)
    words = _fill(report.content)
    assert words
    pack = yaml.safe_load((report.pack / "pack.yaml").read_text("utf-8"))
    pack.pop("rules", None)
    (report.pack / "pack.yaml").write_text(yaml.safe_dump(pack, allow_unicode=True), "utf-8")
    result = render_edition("2023", RenderOptions(make_pdf=False), root=root)
    (outcome,) = result.outcomes
    assert outcome.docx is not None, list(result.all_problems())
    printed = outcome.docx.name + text_of(docx.Document(str(outcome.docx)).element.body)
    assert [word for word in words if word not in printed] == []


def _fill(content: Path) -> list[str]:
    """Fills each blank field with a figure, which any field takes."""
    words: list[str] = []

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: entry if key in ("模板", "年度") else filled(entry)
                for key, entry in value.items()
            }
        if isinstance(value, list):
            return [filled(item) for item in value]
        if value is None:
            words.append(f"7{len(words):03}.37")
            return words[-1]
        return value

    for file in sorted(content.rglob("*.yaml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        choices = {"公开属性": "不予公开", "公开方式": "网站、公报", "是否涉密": "否"}
        rest = {key: value for key, value in data.items() if key not in choices}
        kept = {key: value for key, value in choices.items() if key in data}
        file.write_text(yaml.safe_dump(filled(rest) | kept, allow_unicode=True), "utf-8")
    for file in sorted(content.rglob("*.md")):
        words.append(f"章{len(words):03}号")
        file.write_text(words[-1], "utf-8")
    return words


def test_boxes_are_ticked_by_what_stands_behind_them(root: Path) -> None:
    report = draft(root, {"form.docx": FORMS["checkboxes"]()})
    _fill(report.content)
    (outcome,) = render_edition("2023", RenderOptions(make_pdf=False), root=root).outcomes
    rows = cells_of(next(docx.Document(str(outcome.docx)).element.body.iter(w("tbl"))))
    assert rows[1][1].text == "□主动公开 □依申请公开 ☑不予公开"
    assert rows[2][1].text.startswith("☑网站 ☑公报 □其他")
    assert rows[3][1].text == "□是 ☑否"


@needs_libreoffice
def test_a_doc_of_word_97_gives_the_same_pack(root: Path, tmp_path: Path) -> None:
    path = as_doc(central_project_form(), tmp_path, "project-form")
    report = draft_pack([path], "from-doc", root=root, edition=2023)
    assert "draft-differs" not in [problem.code for problem in report.problems]
    draft(root, {"project-form.docx": central_project_form()}, "from-docx")
    assert fields_of(root, "from-doc") == fields_of(root, "from-docx")
    assert lint_pack("from-doc", root=root) == []


def test_what_is_no_form_is_refused_and_nothing_is_written(root: Path) -> None:
    report = draft(root, {"letter.docx": FORMS["no_form"]()})
    assert [problem.code for problem in report.problems] == ["no-form"]
    assert report.files == 0
    assert not report.pack.exists()
    assert not report.content.exists()


def test_one_that_is_no_form_among_others_is_named_and_nothing_is_written(root: Path) -> None:
    forms = {"good.docx": FORMS["side_by_side"](), "letter.docx": FORMS["no_form"]()}
    report = draft(root, forms)
    assert [(problem.code, problem.place.file) for problem in report.problems] == [
        ("no-form", "letter.docx")
    ]
    assert list((root / "word_templates").iterdir()) == []


def test_a_file_that_is_no_word_file_is_refused(root: Path) -> None:
    path = root / "form.docx"
    path.write_bytes(b"no zip")
    report = draft_pack([path], "drafted", root=root)
    assert [problem.code for problem in report.problems] == ["not-a-docx"]
    with pytest.raises(UsageError) as caught:
        draft_pack([root / "nowhere.docx"], "drafted", root=root)
    assert caught.value.problem.code == "no-such-form"


def test_an_old_file_needs_a_program(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "form.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    monkeypatch.setattr("docgen.runs.word_source.find_reader", lambda _: None)
    report = draft_pack([path], "drafted", root=root)
    assert [problem.code for problem in report.problems] == ["old-format"]


def test_nothing_that_exists_is_overwritten(root: Path) -> None:
    report = draft(root, {"form.docx": FORMS["side_by_side"]()})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(UsageError) as caught:
        draft(root, {"form.docx": FORMS["nested"]()})
    assert caught.value.problem.code == "pack-exists"
    shutil.rmtree(report.pack)
    with pytest.raises(UsageError) as caught:
        draft_pack([root / "form.docx"], "drafted", root=root, edition=2023)
    assert caught.value.problem.code == "unit-exists"
    assert all(
        path.read_bytes() == data for path, data in before.items() if report.content in path.parents
    )


def test_two_packs_of_one_title_make_files_of_two_names(root: Path) -> None:
    form = {"form.docx": FORMS["sections"]()}
    outputs = []
    for name in ("first", "second", "third"):
        draft(root, form, name)
        pack = yaml.safe_load((root / "word_templates" / name / "pack.yaml").read_text("utf-8"))
        outputs.append(pack["output"])
    assert outputs[1:] == [f"{outputs[0]}（second）", f"{outputs[0]}（third）"]
    result = render_edition("2023", RenderOptions(make_pdf=False), root=root)
    assert "same-output" not in {problem.code for problem in result.all_problems()}


def test_a_name_that_no_folder_can_have_is_refused(root: Path) -> None:
    with pytest.raises(UsageError) as caught:
        draft(root, {"form.docx": FORMS["side_by_side"]()}, "../表")
    assert caught.value.problem.code == "bad-file-name"


def test_chapters_are_named_as_in_the_finished_pack(root: Path, copied: Copied) -> None:
    copied("hunan-self-evaluation", root)
    drafted, finished = fields_of(root, "drafted"), fields_of(ROOT, "hunan-self-evaluation")
    chapters = {path for _, path in finished if path.startswith("narrative")}
    assert len(chapters) == 9
    assert {path for _, path in drafted if path.startswith("narrative")} == chapters


def test_a_content_file_is_called_what_people_call_the_form(root: Path) -> None:
    """The first form's is report.yaml, each project has its own, and others are told apart."""
    report, basis, department, projects = blank_forms_of_first_pack().values()
    forms = {
        "报告.docx": report,
        "附件1 基础数据表.docx": basis,
        "annex-2.docx": department,
        "annex-2b.docx": department,
        "附件3.docx": projects,
    }
    made = draft(root, forms)
    names = {path.name for path in made.content.glob("*.yaml")}
    title = "部门整体支出绩效自评表"
    assert names == {"report.yaml", "附件1基础数据表.yaml", f"{title}.yaml", f"{title}-2.yaml"}


def test_forms_of_one_pack_share_the_units_name_and_the_sign_off(
    root: Path, copied: Copied
) -> None:
    copied("hunan-self-evaluation", root)
    placed = fields_of(root, "drafted")
    parts = {"annex-1-base-data.docx", "annex-2-department.docx", "annex-3-project.docx"}
    assert {part for part, path in placed if path == "落款.填表人"} == parts
    unit = {part for part, path in placed if path == "封面.部门（单位）名称"}
    assert unit == {"report.docx", "annex-2-department.docx"}


def test_two_fields_of_one_name_are_told_apart(root: Path) -> None:
    form = docx.Document()
    for _ in range(2):
        add_table(form, [2000, 4000], ["经费来源|"])
        form.add_paragraph()
    report = draft(root, {"form.docx": form})
    assert sorted(path for _, path in fields_of(root, "drafted")) == ["经费来源", "经费来源2"]
    assert "draft-same-name" in [problem.code for problem in report.problems]


def test_the_year_on_the_form_is_the_editions(root: Path) -> None:
    form = docx.Document()
    form.add_paragraph("2022年度经费表")
    add_table(form, [3000, 3000, 3000], ["项目|2021年决算数|2022年预算数", "办公费||"])
    path = root / "form.docx"
    form.save(str(path))
    report = draft_pack([path], "drafted", root=root)
    assert report.edition == 2022
    assert {path for _, path in fields_of(root, "drafted")} == {
        "办公费.上年决算数",
        "办公费.本年预算数",
    }
    document = docx.Document(io.BytesIO((report.pack / "form.docx").read_bytes()))
    assert document.paragraphs[0].text == "{{ 年度 }}年度经费表"


def test_the_command_says_what_it_made_and_what_to_do_next(root: Path) -> None:
    central_project_form().save(str(root / "form.docx"))
    command = ("template", "new", "form.docx", "--pack", "central", "--lang", "en")
    result = run(SmallProject(root), *command)
    assert result.returncode == 0, result.stderr
    assert "warning[draft-repeated]" in result.stderr
    assert "26 fields" in result.stdout
    assert "docgen render 2025" in result.stdout
    second = run(SmallProject(root), *command)
    assert second.returncode == 2
    assert "pack-exists" in second.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_shows_what_the_command_prints(language: Language, root: Path) -> None:
    form = ROOT / "docs" / "examples" / "project-form.docx"
    shutil.copy(form, root)
    page = (ROOT / "docs" / language / "templates.md").read_text("utf-8")
    shown, *_ = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    typed, *_ = re.findall(r"^docgen (template new project-form.*)$", page, re.MULTILINE)
    done = run(SmallProject(root), *typed.split(), "--lang", language)
    assert set(shown.splitlines()) <= {*done.stderr.splitlines(), *done.stdout.splitlines()}


def test_the_blank_form_of_the_guide_is_the_one_that_is_tested() -> None:
    example = docx.Document(str(ROOT / "docs" / "examples" / "project-form.docx"))
    assert body_lines(example.element.body) == body_lines(central_project_form().element.body)


def test_blanks_in_headers_are_told(root: Path) -> None:
    form = FORMS["side_by_side"]()
    form.sections[0].header.paragraphs[0].text = "编号：________"
    report = draft(root, {"form.docx": form})
    (problem,) = (problem for problem in report.problems if problem.code == "draft-not-read")
    assert problem.words["story"].startswith("header")


def test_blanks_in_text_boxes_are_told(root: Path) -> None:
    form = FORMS["side_by_side"]()
    box = parse_xml(
        f'<w:r xmlns:w="{W}"><w:pict><w:txbxContent><w:p><w:r><w:t>编号：____</w:t></w:r></w:p>'
        "</w:txbxContent></w:pict></w:r>"
    )
    form.paragraphs[0]._p.append(box)
    report = draft(root, {"form.docx": form})
    (problem,) = (problem for problem in report.problems if problem.code == "draft-not-read")
    assert problem.words["story"] == "text box"
