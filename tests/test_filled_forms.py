"""A form that somebody filled in: told from a blank one, and taken apart into form and values.

The law: the values that were taken, filled into the pack of the blank form, give the filled form
again, the same text at every place; and what the form prints stays in the pack.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document

from docgen.diagnostics import Problems
from docgen.runs.results import Outcome
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.scaffold.pack.filled.blanking import take_out
from docgen.scaffold.pack.filled.filled_values import FilledIn, filled_in
from docgen.scaffold.pack.opening.controls import without_controls
from tests.blank_forms import FORMS
from tests.blank_forms_of_packs import blank_forms_of_first_pack, central_project_form
from tests.drafted_forms_file import Blank, build_form, form_files, read_form_file
from tests.drafted_forms_fill import built
from tests.drafted_forms_marks import shown
from tests.drafted_forms_places import Found, find_places, plain
from tests.filled_forms import YEAR, FilledForm, fill_form

CORPUS = form_files()
LEAST_TAKEN = 0.9
_ROOM = re.compile(r"XX局|[\s_年月日时分至（）()20]|X+|[□☐○◻]")
_LETTERS = ("meeting-notice", "reply-letter", "request-for-funds", "service-contract")
"""Forms of sentences, in which a value cannot be told from print: they are told, not taken."""

EACH = 4
"""Of as many forms ``make test`` takes one apart and fills it again; all are read in one test."""

MORE = pytest.mark.campaign("each filled form of the corpus is taken apart and given back")


def filled(name: str, seed: int = 0) -> FilledForm:
    form = fill_form(read_form_file(CORPUS[name]), seed)
    without_controls(form.document.element.body)
    return form


def blank_documents() -> dict[str, Document]:
    """Every blank form of the tests, as it is opened."""
    documents = {name: build_form(read_form_file(path)) for name, path in CORPUS.items()}
    documents |= {name: make() for name, make in FORMS.items()}
    documents |= blank_forms_of_first_pack() | {"central": central_project_form()}
    for document in documents.values():
        without_controls(document.element.body)
    return documents


def test_no_blank_form_is_taken_for_a_filled_one() -> None:
    sure = {name: [value.text for value in filled_in(form).sure] for name, form in _blank().items()}
    assert {name: texts for name, texts in sure.items() if texts} == {}


def _blank() -> dict[str, Document]:
    documents = blank_documents()
    assert len(documents) > 40
    return documents


def test_every_filled_form_of_the_corpus_is_told_from_a_blank_one() -> None:
    seen = {name: filled_in(filled(name).document) for name in CORPUS}
    missed = {name: found.share for name, found in seen.items() if not found.is_filled}
    assert missed.keys() <= set(_LETTERS)


@dataclass
class Tally:
    """How the blanks of filled forms were judged.

    Attributes:
        taken, told, left: values by what became of them.
        damaged: printed texts that went with a value.
    """

    taken: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def add(self, name: str, seed: int) -> None:
        """Takes the values out of a filled form and judges what is left."""
        form = filled(name, seed)
        found = filled_in(form.document)
        take_out(found.values)
        for place in find_places(form.form, form.document.element.body).found:
            typed = place.blanks()
            if typed is None or (not typed and plain(place.typed) != _printed(place)):
                self.damaged.append(f"{name}: {_printed(place)} -> {place.typed}")
                continue
            for blank, text in typed.items():
                self._judge(f"{name}: {blank.name}", blank, form.values[blank], text, found)

    def _judge(self, where: str, blank: Blank, value: str, text: str, found: FilledIn) -> None:
        if not value or blank.mark in ("pen", "year"):
            return
        unsure = [plain(told.text) for told in found.values if not told.sure]
        if not _ROOM.sub("", text):
            self.taken.append(where)
        elif plain(value) not in plain(text):
            self.damaged.append(f"{where}: {value} -> {text}")
        elif any(plain(value) in told or told in plain(value) for told in unsure):
            self.told.append(where)
        else:
            self.left.append(where)


def _printed(place: Found) -> str:
    return plain(shown(place.text.fixed))


@pytest.mark.parametrize("seed", [0, pytest.param(3, marks=MORE)])
def test_values_are_taken_and_what_the_form_prints_stays(seed: int) -> None:
    tally = Tally()
    for name in CORPUS:
        tally.add(name, seed)
    judged = len(tally.taken) + len(tally.told) + len(tally.left) + len(tally.damaged)
    assert len(tally.taken) >= LEAST_TAKEN * judged, tally.left
    assert len(tally.damaged) <= judged / 500, tally.damaged


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "word_templates").mkdir()
    (tmp_path / "content").mkdir()
    return tmp_path


def taken_apart(document: Document, root: Path) -> DraftReport:
    document.save(str(root / "form.docx"))
    return draft_pack([root / "form.docx"], "drafted", root=root, edition=YEAR, filled="take")


def report_of(report: DraftReport, root: Path) -> Document | None:
    """The report of a taken unit, whatever the rules say of last year's figures."""
    settings = yaml.safe_load((report.pack / "pack.yaml").read_text("utf-8"))
    settings.pop("rules", None)
    (report.pack / "pack.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    problems = Problems()
    printed = built(report.content, root, problems)
    assert printed is not None, [problem.code for problem in problems if problem.is_error]
    return printed


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[MORE] * (number % EACH != 0))
        for number, name in enumerate(name for name in CORPUS if name not in _LETTERS)
    ],
)
def test_taken_values_give_the_filled_form_back_at_every_place(name: str, root: Path) -> None:
    form = fill_form(read_form_file(CORPUS[name]))
    report = taken_apart(form.document, root)
    assert report.files, [problem.code for problem in report.problems]
    assert report.taken
    printed = report_of(report, root)
    assert printed is not None
    assert [p.words for p in report.problems if p.code == "taken-differs"] == []
    wanted, got = (
        texts_of(form, document) for document in (fill_form(form.form).document, printed)
    )
    assert got == wanted


def texts_of(form: FilledForm, document: Document) -> Mapping[Blank, str]:
    """What a document has at each blank of a form, without room for the pen."""
    without_controls(document.element.body)
    texts: dict[Blank, str] = {}
    for place in find_places(form.form, document.element.body).found:
        for blank, text in (place.blanks() or {}).items():
            if blank.mark != "pen":
                texts[blank] = _ROOM.sub("", text)
    return texts


def test_a_filled_form_is_refused_with_values_and_what_to_type(root: Path) -> None:
    form = filled("leave-approval")
    form.document.save(str(root / "leave.docx"))
    report = draft_pack([root / "leave.docx"], "drafted", root=root)
    (problem,) = report.problems
    assert (problem.code, report.files) == ("form-filled", 0)
    assert not list((root / "word_templates").iterdir())
    assert next(iter(form.values.values())) in problem.words["examples"]
    assert draft_pack([root / "leave.docx"], "drafted", root=root, filled="as-blank").files


def test_the_finished_report_of_the_project_is_taken_apart_and_given_back(
    report: Outcome, root: Path
) -> None:
    assert report.docx is not None
    document = docx.Document(io.BytesIO(report.docx.read_bytes()))
    drafted = taken_apart(document, root)
    codes = {problem.code for problem in drafted.problems}
    assert drafted.files
    assert drafted.taken > 150
    assert codes.isdisjoint({"taken-differs", "filled-left", "draft-differs"})
    text = "".join(path.read_text("utf-8") for path in drafted.content.rglob("*.md"))
    assert len(text) > 3000


INDICATORS = """\
@table 1500 1500 2500 1200 1200 800 800
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训班期数 | ≥6期 | {0} | 10 | {1}
^ | 质量指标 | 考核合格率 | ≥95% | {0} | 15 | {1}
效益指标 | 社会效益 | 持证上岗率 | ≥90% | {0} | 15 | {1}
总分 | < | < | < | < | 40 | {1}
"""
BLANK = {
    "indicators": INDICATORS.format("", ""),
    "codes over names": """\
@table 1000 1000 1000 1000
类别 | 项目 | 数量 | 金额
| | 1 | 2
大类 | 甲种 | |
小类 | 乙种 | |
""",
    "codes that are formulas": """\
@table 1200 1600 1000 1100 1100 1300
一级指标 | 二级指标 | 权重（%） | 自评分 | 专家分 | 平均分
| | W | a | b | d=(a+b)/2
投入 | 预算编制 | | | |
过程 | 预算执行 | | | |
""",
    "codes of lines": """\
@table 3000 600 1400 3000 600 1400
收入 | < | < | 支出 | < | <
项目 | 行次 | 决算数 | 项目 | 行次 | 决算数
栏次 | | 1 | 栏次 | | 2
一、事业收入 | 1 | | 一、教育支出 | 18 |
二、其他收入 | 2 | | 二、农林水支出 | 19 |
""",
    "codes in heads, a total above": """\
@table 700 1200 1600 2200 1000 1000 1200 1000
序号 | 户主姓名 | 一卡通信息 | < | 面积（亩） | < | 补贴标准（元/亩） | 农户签字
^ | ^ | 开户行 | 账号 | 确权面积a | 补贴面积c=a-b | d | ^
全村合计 | < | < | < | | | — |
1 | | | | | | |
2 | | | | | | |
""",
    "halves": """\
@table 1800 1300 1200 1800 1300 1200
调出 | < | < | 调入 | < | <
项目名称 | 功能科目 | 调剂额① | 项目名称 | 功能科目 | 调剂额①
 | | | | |
 | | | | |
""",
    "limits of options": """\
@table 1500 6000
评价等级 | □优（90分以上）　□良（80—90分）　□中（≥60分）　□差（60分以下）
资产负债率 | %
开办费用 | 元
""",
    "boxes beside what is inspected": """\
@table 1200 1300 3000 1900 2000
类别 | 检查项目 | 检查要点 | 检查结果 | 问题描述
消防安全 | 灭火器材 | 在有效期内，压力正常 | □合格　□不合格 |
^ | 疏散通道 | 畅通，指示标志完好 | □合格　□不合格 |
用电安全 | 配电箱 | 有门有锁，无杂物堆放 | □合格　□不合格 |
""",
    "lines": """\
@table 4000 4000
甲方（盖章）： | 乙方（盖章）：
是否涉密 | [ ]涉密　[ ]公开
请假时间 | 2023年　　月　　日至　　月　　日，共计　　天
培训费用 | 合计：参训人员____人，每人____元

移交事由：○调动　○退休　○离职
编号：〔2023〕____号
部门：____（乡）
负责人：____　　经办人：____　　盖章处
介绍：______　等____名同志
""",
}


def drawn(text: str, folder: Path) -> FilledIn:
    (folder / "drawn.form").write_text(text, "utf-8")
    document = build_form(read_form_file(folder / "drawn.form"))
    without_controls(document.element.body)
    return filled_in(document)


def test_the_units_above_a_table_are_no_value(tmp_path: Path) -> None:
    table = "@table 2000 2000\n县区 | 本次下达\n合计 |\n东山区 |\n"
    found = drawn(f"@title 分配表\n@right 单位：人、万元\n{table}", tmp_path)
    assert "人、万元" not in {value.text for value in found.values}


@pytest.mark.parametrize("name", BLANK)
def test_what_a_form_prints_is_no_value(name: str, tmp_path: Path) -> None:
    assert [value.text for value in drawn(BLANK[name], tmp_path).sure] == []


def test_targets_beside_results_are_values_of_a_filled_form(tmp_path: Path) -> None:
    found = drawn(INDICATORS.format("8期", "10"), tmp_path)
    assert found.is_filled
    assert {"8期", "≥95%"} <= {value.text for value in found.sure}


def test_a_ticked_box_and_the_figure_of_an_option_are_values(tmp_path: Path) -> None:
    ticked = BLANK["boxes beside what is inspected"].replace("□合格", "☑合格")
    assert [value.text for value in drawn(ticked, tmp_path).sure].count("☑") == 3
    text = "@table 1500 6000\n困难原因 | ☑因病（自付医疗费12万元）　□优（90分以上）\n"
    assert [value.text for value in drawn(text, tmp_path).sure] == ["☑", "12"]
