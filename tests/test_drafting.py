"""Reading blank forms: labels, lines, sums; each small form of one difficulty."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.parser import parse_xml
from pytest_regressions.file_regression import FileRegressionFixture

from docgen.diagnostics import Problems
from docgen.project import Project
from docgen.scaffold.pack.blanks import gaps_in
from docgen.scaffold.pack.form_fields import Field, Spot
from docgen.scaffold.pack.form_file import open_form
from docgen.scaffold.pack.form_reader import read_form
from docgen.scaffold.pack.lines import FormLine
from docgen.scaffold.pack.naming import is_figure, key_of, list_key, name_of, without_year
from docgen.scaffold.pack.tag_placement import key_access, tag_of, type_in
from docgen.word.xml import W
from tests.blank_forms import add_paragraph, add_table
from tests.golden.check import golden
from tests.golden.drafts import FOLDER
from tests.golden.small_forms import SMALL, small_page

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", SMALL)
def test_a_small_form(name: str, file_regression: FileRegressionFixture) -> None:
    """Read the pages in ``tests/golden/drafts/small`` as a person would look at the forms."""
    golden(
        file_regression, small_page(name) + "\n", FOLDER / "small" / f"{name.replace(' ', '-')}.txt"
    )


KEYS = {
    "其中：1、公车购置 （万元）": "公车购置",
    "一、一般公共服务支出": "一般公共服务支出",
    "（二）商品和服务支出": "商品和服务支出",
    "部门（单位）名称": "部门（单位）名称",
    "姓 名": "姓名",
    "项目支出：": "项目支出",
    "3、市级专项资金（一个专项一行）": "市级专项资金",
    "2.5万元以上": "25万元以上",
    '说"明\\': "说明",
    "（一）": "（一）",
    "": "",
    "《》": "《》",
}


@pytest.mark.parametrize("label", KEYS)
def test_a_key_is_the_label_without_what_only_orders_it(label: str) -> None:
    assert key_of(label) == KEYS[label]


def test_a_list_keeps_the_note_that_tells_it_from_its_total() -> None:
    assert list_key("3、市级专项资金（一个专项一行）") == "市级专项资金（一个专项一行）"


@pytest.mark.parametrize(
    ("label", "say", "key"),
    [
        ("2022年决算数", True, "上年决算数"),
        ("2023年实际在职人数", False, "实际在职人数"),
        ("2024年计划", True, "下年计划"),
        ("2019年决算数", True, "2019年决算数"),
        ("2023年", False, "2023年"),
        ("2023年", True, "本年"),
    ],
)
def test_years_become_words(label: str, say: bool, key: str) -> None:
    assert without_year(label, 2023, say=say) == key


def test_names_at_the_top_can_stand_in_a_tag_and_are_no_folders() -> None:
    assert name_of("水费、电费") == "水费电费"
    assert name_of("部门（单位）名称") == "部门单位名称"
    assert [name_of(label) for label in ("QQ", "2021年", "for")] == ["项QQ", "项2021年", "项for"]
    assert [key_access(label) for label in ("金额", "水费、电费", "㎡")] == [
        ".金额",
        '["水费、电费"]',
        '["㎡"]',
    ]


def test_figures_are_known_by_label_and_unit() -> None:
    assert is_figure("编制数", "")
    assert is_figure("上年实际", "资金测算（万元）")
    assert not is_figure("联系电话", "")
    assert not is_figure("备注", "资金测算（万元）")


def gaps(text: str) -> list[tuple[str, str, str]]:
    """What, name and stretch of each blank; ``{  }`` are underlined blanks."""
    document = docx.Document()
    line = FormLine(add_paragraph(document, text)._p)
    return [
        (gap.kind, gap.option or gap.label, line.text[gap.start : gap.end]) for gap in gaps_in(line)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("单位名称：____", [("room", "单位名称", "____")]),
        ("共（  ）万元", [("room", "共", "  ")]),
        ("就{    }项目", [("room", "就", "    ")]),
        ("____（单位名称）承诺", [("room", "单位名称", "____")]),
        ("公开方式：□网站 □报纸", [("box", "网站", "□"), ("box", "报纸", "□")]),
        ("填报日期：  年  月  日", [("date", "填报日期", "  年  月  日")]),
        ("填报日期：\t年\t月\t日", [("date", "填报日期", "\t年\t月\t日")]),
        ("____年度预算表", [("year", "", "____")]),
        ("2023年度预算表", [("year", "", "2023")]),
        ("填表人：        电话：    ", [("room", "填表人", "      "), ("room", "电话", "    ")]),
        ("编制单位：      2023年度", [("room", "编制单位", "    "), ("year", "", "2023")]),
        ("部门：        年  月  日", [("room", "部门", "    "), ("date", "", "    年  月  日")]),
        ("出生年月：        年  月", [("date", "出生年月", "        年  月")]),
        ("（  年  月至  年  月）", [("date", "", "  年  月"), ("date", "结束日期", "  年  月")]),
        ("  月  日  时  分", [("date", "", "  月  日  时  分")]),
        ("联　系　人", []),
        ("总    分", []),
        ("采购事　项", []),
        ("填　报　人：", [("room", "填报人", "")]),
        ("负责人：      电　话：", [("room", "负责人", "    "), ("room", "电话", "")]),
        ("共　　人，女  人", [("room", "共", "　　"), ("room", "女", "  ")]),
        ("　　间　　天", [("room", "", "　　"), ("room", "间", "　　")]),
        ("附件1：", []),
        ("编号：〔20  〕    号", [("room", "编号", "〔20  〕    ")]),
        ("第　　号", [("room", "文号", "　　")]),
        ("大写：      小写：￥", [("room", "大写", "    "), ("room", "小写", "")]),
        ("填报单位：（盖章）", [("room", "填报单位", "")]),
        ("20××年—20××+n年", []),
        ("20  年度考核表", [("year", "", "20  ")]),
        ("满意□ 不满意□", [("box", "满意", "□"), ("box", "不满意", "□")]),
        ("负责人签字：      年  月  日", []),
        ("说明：", []),
        ("单位：万元", []),
        ("出生年 月", []),
        ("财预〔2020〕10号", []),
        ("如下：", []),
    ],
)
def test_blanks_of_a_line(text: str, found: list[tuple[str, str, str]]) -> None:
    assert gaps(text) == found


def test_a_tag_takes_the_look_of_what_it_replaces_and_the_rest_stays() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("金额")
    paragraph.add_run("____").bold = True
    paragraph.add_run("万元")
    spot = Spot(paragraph._p, 2, 6, keeps=True)
    type_in(spot, tag_of(Field(("金额",), spot)))
    assert paragraph.text == '金额{{ 金额 or "____" }}万元'
    assert [run.bold for run in paragraph.runs if "{{" in run.text] == [True]


def test_tabs_in_a_blank_go_with_it() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("日期：\t年\t月\t日")
    spot = Spot(paragraph._p, 3, 9, keeps=True)
    type_in(spot, tag_of(Field(("日期",), spot)))
    assert paragraph.text == '日期：{{ 日期 or "\\t年\\t月\\t日" }}'


def test_a_heading_above_a_table_has_no_text_of_its_own() -> None:
    form = docx.Document()
    for heading in ("一、基本情况", "二、资金情况"):
        form.add_paragraph(heading)
        add_table(form, [2000, 4000], [f"{heading[2:]}说明|"])
    assert read_form(form, 2023).chapters == []


def test_controls_are_taken_away_and_their_prompts_with_them(tmp_path: Path) -> None:
    form = docx.Document()
    table = add_table(form, [2000, 2000, 2000], ["科目|预算数|决算数", "办公费||"])
    cell = table.cell(1, 1)._tc
    control = parse_xml(
        f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    cell.addprevious(control)
    control[1].append(cell)
    cell.p_lst[0].add_r().text = "单击此处输入文字"
    form.save(str(tmp_path / "form.docx"))
    problems = Problems()
    found = open_form(tmp_path / "form.docx", Project(tmp_path), problems)
    assert list(problems) == []
    assert found is not None
    paths = [".".join(path) for path in read_form(found.document(), 2023).paths()]
    assert paths == ["办公费.预算数", "办公费.决算数"]


def test_a_finished_template_is_no_blank_form(tmp_path: Path) -> None:
    form = docx.Document()
    form.add_paragraph("{{ 名称 }}")
    form.save(str(tmp_path / "form.docx"))
    problems = Problems()
    assert open_form(tmp_path / "form.docx", Project(tmp_path), problems) is None
    assert [problem.code for problem in problems] == ["form-has-tags"]


def test_deleted_rows_of_a_form_are_gone(tmp_path: Path) -> None:
    form = docx.Document()
    table = add_table(form, [2000, 2000], ["甲|", "乙|"])
    properties = table.rows[1]._tr.get_or_add_trPr()
    properties.append(parse_xml(f'<w:del xmlns:w="{W}" w:id="1" w:author="x"/>'))
    form.save(str(tmp_path / "form.docx"))
    found = open_form(tmp_path / "form.docx", Project(tmp_path), Problems())
    assert found is not None
    assert list(read_form(found.document(), 2023).paths()) == [("甲",)]
