"""A pack and its first unit drafted from blank forms: what is written, and what keeps it back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document
from docx.oxml.parser import parse_xml

from docgen.atomic import write_folder
from docgen.diagnostics import UsageError
from docgen.packs.pack_yaml import SCHEMA_FILE, pack_schema_text
from docgen.scaffold.pack import draft, drafted_files
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.word.xml import W
from tests.unit.scaffold.drawing import form_of

Parts = Sequence[str | Sequence[str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("word_templates", "content"):
        (tmp_path / folder).mkdir()
    return tmp_path


def drafted(
    root: Path, forms: Mapping[str, Document], name: str = "new", edition: int = 2023
) -> DraftReport:
    for file, form in forms.items():
        form.save(str(root / file))
    return draft_pack([root / file for file in forms], name, edition=edition, root=root)


def codes(report: DraftReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_what_a_draft_writes(root: Path) -> None:
    report = drafted(root, {"My form.docx": form_of("2023年度经费表", ["甲|", "乙|□是 □否"])})
    assert (report.pack, report.content) == (root / "word_templates/new", root / "content/2023/new")
    assert (report.edition, report.files, report.fields, report.problems) == (2023, 4, 2, ())
    assert sorted(path.name for path in report.pack.iterdir()) == [
        *("my-form.docx", "pack.yaml", "schema.json"),
    ]
    assert [path.name for path in report.content.iterdir()] == ["report.yaml"]
    form = docx.Document(str(report.pack / "my-form.docx"))
    assert form.paragraphs[0].text == "{{ 年度 }}年度经费表"
    assert [cell.text for cell in form.tables[0].column_cells(1)] == [
        *("{{ 甲 }}", '{{ 乙 | box("是") }}是 {{ 乙 | box("否") }}否'),
    ]
    schema = json.loads((report.pack / "schema.json").read_text("utf-8"))
    assert (schema["title"], list(schema["properties"])) == (
        *("经费表", ["模板", "年度", "单位名称", "甲", "乙"]),
    )
    assert (root / "word_templates" / SCHEMA_FILE).read_text("utf-8") == pack_schema_text()


def test_without_a_title_the_pack_is_called_by_its_name(root: Path) -> None:
    report = drafted(root, {"form.docx": form_of(["甲|", "乙|"])})
    assert json.loads((report.pack / "schema.json").read_text("utf-8"))["title"] == "new"


def test_the_first_title_is_that_of_the_pack(root: Path) -> None:
    forms = {"a.docx": form_of(["甲|", "乙|"]), "b.docx": form_of("经费表", ["丙|"])}
    report = drafted(root, forms)
    assert json.loads((report.pack / "schema.json").read_text("utf-8"))["title"] == "经费表"


def test_projects_have_a_schema_for_their_files(root: Path) -> None:
    report = drafted(root, {"form.docx": form_of(["项目名称|", "乙|"])})
    assert codes(report) == ["draft-repeated"]
    text = (report.pack / "project.schema.json").read_text("utf-8")
    assert text == '{\n  "$ref": "schema.json#/$defs/项目"\n}\n'
    assert sorted(path.name for path in report.content.rglob("*.yaml")) == ["1.yaml", "report.yaml"]


def test_each_form_is_a_part_in_order_and_of_a_name_of_its_own(root: Path) -> None:
    files = ["表.docx", "B  b.docx", "b_b.docx", "-b-b-.docx", "表2.docx", "（）.docx"]
    report = drafted(root, {file: form_of([f"{file}甲|"]) for file in files})
    parts = yaml.safe_load((report.pack / "pack.yaml").read_text("utf-8"))["parts"]
    assert [part["file"] for part in parts] == [
        *("表.docx", "b-b.docx", "b-b-2.docx", "b-b-3.docx", "表2.docx", "form-6.docx"),
    ]
    assert all((report.pack / part["file"]).is_file() for part in parts)


@pytest.mark.parametrize(
    ("text", "edition", "year"),
    [
        ("2021年经费表", 2023, 2023),
        ("2021年经费表", 0, 2021),
        ("经费表", 0, date.today().year - 1),
    ],
)
def test_the_edition_is_given_or_printed_or_last_year(
    root: Path, text: str, edition: int, year: int
) -> None:
    report = drafted(root, {"form.docx": form_of(text, ["甲|"])}, edition=edition)
    assert report.edition == year
    assert report.content == root / "content" / str(year) / "new"
    assert f"年度: {year}\n" in (report.content / "report.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["项目自评表", "湖南省（2024）", "自评 表", "_x", "a.b", "2024"])
def test_a_pack_is_called_what_people_call_it(root: Path, name: str) -> None:
    report = drafted(root, {"附件1：经费表（2024）.docx": form_of(["甲|"])}, name)
    assert (report.pack, report.content.name) == (root / "word_templates" / name, name)
    assert (report.pack / "附件1-经费表-2024.docx").is_file()
    loaded = yaml.safe_load((report.content / "report.yaml").read_text("utf-8"))
    assert str(loaded["模板"]) == name


@pytest.mark.parametrize("name", ["../x", "", "-x", "　", "表 ", "表/一", "aux"])
def test_a_name_that_no_folder_can_have(root: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        drafted(root, {"form.docx": form_of(["甲|"])}, name)
    assert caught.value.problem.code == "bad-file-name"


def test_what_exists_is_not_changed(root: Path) -> None:
    forms = {"form.docx": form_of(["甲|"])}
    (root / "content/2023/new").mkdir(parents=True)
    with pytest.raises(UsageError) as caught:
        drafted(root, forms)
    assert (caught.value.problem.code, caught.value.problem.words["unit"]) == ("unit-exists", "new")
    (root / "word_templates/new").mkdir()
    with pytest.raises(UsageError) as caught:
        drafted(root, forms)
    assert (caught.value.problem.code, caught.value.problem.words["pack"]) == ("pack-exists", "new")
    assert drafted(root, forms, "A_new-2").files == 4


def test_one_form_that_has_nothing_to_fill_in_keeps_all_back(root: Path) -> None:
    report = drafted(root, {"a.docx": form_of(["甲|"]), "b.docx": form_of("函", "2023年")})
    assert [(problem.code, problem.place.file) for problem in report.problems] == [
        ("no-form", "b.docx")
    ]
    assert (report.files, report.fields) == (0, 0)
    assert list((root / "word_templates").iterdir()) == []


def test_errors_of_the_self_check_keep_all_back(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafted_files, "pack_yaml", lambda *_: "parts: 1\n")
    report = drafted(root, {"form.docx": form_of(["甲|"])})
    assert report.files == 0
    assert report.fields == 1
    assert codes(report) != []
    assert list((root / "word_templates").iterdir()) == []
    assert list((root / "content").iterdir()) == []


def test_pack_and_content_are_written_both_or_neither(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(folder: Path, files: dict[str, bytes], name: str) -> None:
        if folder.parts[-3] == "content":
            raise KeyboardInterrupt
        write_folder(folder, files, name)

    monkeypatch.setattr(draft, "write_folder", write)
    with pytest.raises(KeyboardInterrupt):
        drafted(root, {"form.docx": form_of(["甲|"])})
    assert [path.name for path in (root / "word_templates").iterdir()] == [SCHEMA_FILE]
    assert list((root / "content").iterdir()) == []


def test_hints_and_years_are_as_the_pack_prints_them(root: Path) -> None:
    report = drafted(root, {"form.docx": form_of("____年度表", ["甲|目标1：", "乙|"])})
    assert codes(report) == []


def test_a_doubt_is_told_at_its_place(root: Path) -> None:
    table = ["甲|乙|丙", "1|丁|", "||5"]
    report = drafted(root, {"form.docx": form_of("共__人", table)})
    assert [code for code in codes(report) if code != "filled-unsure"] == [
        *("draft-no-label", "draft-no-label", "draft-guessed-name"),
    ]
    assert {problem.place.file for problem in report.problems} == {"form.docx"}
    told = (problem for problem in report.problems if problem.code != "filled-unsure")
    places = [problem.template for problem in told]
    assert [(place.table, place.row, place.cell, place.paragraph) for place in places if place] == [
        *((1, 3, 1, 0), (1, 3, 2, 0), (0, 0, 0, 1)),
    ]


def header_form(text: str) -> Document:
    form = form_of(["甲|"])
    form.sections[0].header.paragraphs[0].text = text
    return form


BOX = "<w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict>"


def boxed_form(*texts: str) -> Document:
    form = form_of(["甲|"])
    inside = "".join(map(BOX.format, texts))
    form.add_paragraph()._p.append(parse_xml(f'<w:r xmlns:w="{W}">{inside}</w:r>'))
    return form


def test_blanks_that_are_not_read_are_told(root: Path) -> None:
    forms = {
        "a.docx": header_form("编号：____"),
        "b.docx": header_form("____年度"),
        "c.docx": header_form("____年度，编号：____"),
        "d.docx": header_form("页眉"),
        "e.docx": boxed_form("编号：____"),
        "f.docx": boxed_form("编号：____", "编号：____"),
        "g.docx": boxed_form("编号", "编号：____"),
        "h.docx": boxed_form("____年度"),
    }
    report = drafted(root, forms)
    told = [problem for problem in report.problems if problem.code == "draft-not-read"]
    assert [(problem.place.file, problem.words["story"]) for problem in told] == [
        *(("a.docx", "header1"), ("c.docx", "header1")),
        *((f"{name}.docx", "text box") for name in "efg"),
    ]
    places = [problem.template for problem in told]
    assert [(place.part, place.story) for place in places if place] == [
        (problem.place.file, problem.words["story"]) for problem in told
    ]


def test_the_project_is_that_of_the_working_directory(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form_of(["甲|"]).save(str(root / "form.docx"))
    monkeypatch.chdir(root)
    assert draft_pack([root / "form.docx"], "new").files == 4
    assert DraftReport(root, root, 2023).files == 0


def test_many_forms_with_rows_of_one_name_are_one_pack(root: Path) -> None:
    """Each has a total with columns of its own, and formulas for some of them."""
    forms = {
        "a.docx": form_of(["项目|预算数|备注", "合计||", "一、子||", "二、丑||"]),
        "b.docx": form_of(["项目|决算数|甲数", "合计||", "一、寅||", "二、卯||"]),
        "c.docx": form_of(["名称|数量|金额", "||", "||", "合计||"]),
        "d.docx": form_of(["名称|人数", "|", "|", "合计|"], ["项目|年初数", "甲|", "合计|"]),
    }
    report = drafted(root, forms)
    assert report.files == 10
    assert not any(problem.is_error for problem in report.problems)


def test_one_printed_weight_of_several_keeps_no_pack_back(root: Path) -> None:
    form = form_of(
        [
            "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
            "产出|数量指标|发放次数|||10|",
            "^|质量指标|||||",
            "合计|<|<|<|<|100|",
        ]
    )
    report = drafted(root, {"a.docx": form})
    assert codes(report) == []
    assert report.files == 4


def test_an_empty_column_of_numbers_is_numbered(root: Path) -> None:
    report = drafted(root, {"a.docx": form_of(["序号|名称|金额", "||", "||", "合计|<|"])})
    assert codes(report) == []
    table = docx.Document(str(report.pack / "a.docx")).tables[0]
    assert table.cell(2, 0).text == "{{ loop.index }}"
