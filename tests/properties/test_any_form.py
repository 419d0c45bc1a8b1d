"""Drafts of generated forms: the form is kept, only blanks get fields, and the pack renders."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from docx.document import Document
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.scaffold.pack.draft import draft_pack
from docgen.scaffold.pack.tables.regions import FormGrid
from docgen.templates.lint.pack_faults import lint_pack
from docgen.word.tag_pattern import TAG
from docgen.word.xml import w
from tests.blank_forms import add_table
from tests.properties.few import FEW

pytestmark = pytest.mark.slow

LABELS = (
    *("项目", "名称", "金额（万元）", "2023年预算数", "2022年决算数", "合计", "总分", "其中：甲"),
    *("1、乙", "2、丙", "其他资金：", "一级指标", "二级指标", "三级指标", "分值", "得分"),
    *("执行率", "备注", "序号", "负责人签字", "专项资金（一个专项一行）", "水费、电费"),
    *("A&B<1>", "“甲”", "指标1：", "……", "万元", "联　系　人", "月", "一", "任务1", "1=2", "栏次"),
)
BLANKS = (
    *("", "", "", "", "____", "—", "10", "    年  月  日", "□是 □否", "{  }", "（  ）"),
    *(
        "　　人",
        "共　　人，女  人",
        "200元",
        "□",
        "大写：    ￥",
        "〔    〕号",
        "经办人：      年  月  日",
    ),
)

TRUE = {"no-form", "own-label"}
"""What docgen may say besides of such forms: some print below 项目 the word 项目."""

cells = st.one_of(st.sampled_from(LABELS), st.sampled_from(BLANKS))
tables = st.integers(2, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(cells, st.sampled_from(["<", "^"])), min_size=width, max_size=width),
        min_size=1,
        max_size=7,
    )
)
lines = st.lists(
    st.sampled_from(
        [
            "2023年度登记表",
            "填表人：      日期：    年  月  日",
            "项目____共（  ）万元",
            "一、概况",
            "二、问题",
            "",
            "单位：万元",
            "____年度{    }一览表",
            "单位（盖章）：",
        ]
    ),
    max_size=4,
)


def table_notation(rows: list[list[str]]) -> list[str]:
    """Rows in the notation of tables; cells go on to the left or up where they can."""
    result: list[list[str]] = []
    for row in rows:
        above = result[-1] if result else [""] * len(row)
        line = ["" if at == 0 and text == "<" else text for at, text in enumerate(row)]
        line = ["" if text == "^" and not result else text for text in line]
        for at, text in enumerate(line):
            if text == "^" and (above[at] == "<" or "<" in (*above[at + 1 : at + 2],)):
                line[at] = ""
            if text == "<" and line[at - 1] == "^":
                line[at] = ""
        result.append(line)
    return ["|".join(row) for row in result]


def form_of(rows: list[list[str]], before: list[str], after: list[str]) -> Document:
    form = docx.Document()
    for text in before:
        form.add_paragraph(text)
    add_table(form, [1400] * len(rows[0]), table_notation(rows))
    for text in after:
        form.add_paragraph(text)
    return form


@FEW
@given(rows=tables, before=lines, after=lines)
@example(rows=[["项目", "金额（万元）"], ["1、乙", ""], ["合计", ""]], before=[], after=[])
@example(rows=[["一级指标", "一级指标"], ["项目", "名称"]], before=[], after=[])
@example(rows=[["一级指标", "二级指标"], ["项目", "2、丙"]], before=[], after=[])
@example(rows=[["项目", "<"], ["项目", "<"], ["", "项目"]], before=[], after=[])
@example(rows=[["一级指标", "项目", "一级指标"], ["项目"] * 3], before=[], after=[])
@example(rows=[["一级指标", "二级指标", "分值"], ["", "", "名称"]], before=[], after=[])
@example(rows=[["项目", "一级指标", "一级指标", "项目"], *[["项目"] * 4] * 2], before=[], after=[])
@example(
    rows=[["项目"] * 6, ["项目", "一级指标", "一级指标", "项目", "项目", ""], ["项目"] * 6],
    before=[],
    after=[],
)
@example(rows=[["分值", "得分", "执行率"], ["10", "", ""]], before=[], after=[])
def test_a_draft_keeps_the_form_and_renders(
    rows: list[list[str]], before: list[str], after: list[str]
) -> None:
    form = form_of(rows, before, after)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "word_templates").mkdir()
        (root / "content").mkdir()
        form.save(str(root / "form.docx"))
        form_file = root / "form.docx"
        report = draft_pack([form_file], "drafted", root=root, edition=2023, filled="as-blank")
        codes = {problem.code for problem in report.problems} - TRUE
        assert all(code.startswith("draft-") for code in codes), report.problems
        assert "draft-differs" not in codes, report.problems
        if report.files:
            faults = {fault.code for fault in lint_pack("drafted", root=root)}
            assert faults <= {"form-hint"}  # 任务1 as a label sounds like one
            part = (report.pack / "form.docx").read_bytes()
            _labels_stay(form, docx.Document(io.BytesIO(part)))


def _labels_stay(form: Document, part: Document) -> None:
    """Outside of repeated rows a cell's own text is what it was, but for a year and for blanks."""
    before, after = (
        FormGrid(next(document.element.body.iter(w("tbl")))) for document in (form, part)
    )
    if "{%tr" in "".join(region.text for region in after.regions):
        return
    for old, new in zip(before.regions, after.regions, strict=True):
        if old.is_hint and TAG.fullmatch(new.text):
            continue
        plain = TAG.sub("", new.text)
        kept = [sign for sign in plain if sign not in "_ 年月日202320□〔〕"]
        assert kept == [sign for sign in old.text if sign not in "_ 年月日202320□〔〕"], (old, new)
