"""Values of a filled form are taken out, and put back, with all their paragraphs."""

from __future__ import annotations

from docx.document import Document

from docgen.diagnostics import Problems
from docgen.scaffold.pack.filled.blanking import take_out
from docgen.scaffold.pack.filled.filled_form import FilledForms
from docgen.scaffold.pack.filled.filled_values import filled_in
from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.writing.unique_names import Form
from tests.unit.scaffold.drawing import form_of


def paragraphs(form: Document) -> list[str]:
    """Those of the second cell of the first table."""
    return [line.text for line in form.tables[0].cell(0, 1).paragraphs]


def test_an_opinion_of_several_paragraphs_is_one_value() -> None:
    form = form_of(["申请事由|先后住院三次。", "备注|无"])
    cell = form.tables[0].cell(0, 1)
    for text in ("家中积蓄已用完。", "", "申请人（签字）：蒋敏  2023年6月10日"):
        cell.add_paragraph(text)
    before = paragraphs(form)
    taken = take_out(filled_in(form).values)
    assert "先后住院三次。\n家中积蓄已用完。" in [value.text for value in taken]
    assert paragraphs(form)[:2] == ["", ""]
    for value in reversed(taken):
        value.put_back()
    assert paragraphs(form) == before


def test_the_year_of_a_filled_form_is_the_latest_that_is_common_in_it() -> None:
    rows = ["合同编号|A-001-003|签订日期|2020年3月1日", "经办人|王小明|联系电话|0731-12345678"]
    form = form_of("填报人：张三    填报日期：2023年10月18日", rows)
    forms = FilledForms("take")
    forms.read(form, "form.docx", Problems())
    assert forms.year == 2023


def chapters(*paragraphs: str) -> list[tuple[str, bool]]:
    """The chapters that somebody wrote, and whether that is certain."""
    found = filled_in(form_of("一、检查情况", "我局现有床位180张，住143人。", *paragraphs)).values
    return [(value.text, value.sure) for value in found if value.heading is not None][1:]


def test_numbered_sentences_are_a_chapter_and_no_attachments() -> None:
    items = ("1.东侧通道被占用，净宽不足1.1米；", "2.自行车停在门厅里充电。")
    assert chapters("二、存在的隐患", *items) == [("\n".join(items), True)]
    assert chapters("二、存在的隐患", items[0], "附件：1.照片", "2.照片") == [(items[0], True)]


def test_a_chapter_above_a_line_with_values_is_a_doubt() -> None:
    lines = ("轮椅当场移走，指示灯尽快更换。", "整改期限：2023年11月15日")
    assert chapters("二、整改要求", *lines) == [(lines[0], False)]


def test_the_indent_of_an_opinion_is_taken_with_it() -> None:
    form = form_of(["领导批示|　　请抓紧核实。"])
    form.tables[0].cell(0, 1).add_paragraph("签字：蒋敏　　2022.5.10")
    take_out(filled_in(form).values)
    assert paragraphs(form)[0] == ""


def test_the_colon_of_a_label_is_hidden_beside_an_answer_only() -> None:
    form = form_of(["单位意见：|同意。|备注：|", "经办人|王小明|电话|0731-12345678"])
    form.tables[0].cell(0, 1).add_paragraph("负责人：蒋敏　　2022.5.10")
    (colon,) = filled_in(form).colons
    taken = take_out([colon])
    assert form.tables[0].cell(0, 0).text == "单位意见"
    taken[0].put_back()
    assert form.tables[0].cell(0, 0).text == "单位意见："


def test_what_the_drafter_did_not_see_is_there_again() -> None:
    rows = ["合同编号：|A-001-003|签订日期|2020年3月1日", "经办人|王小明|联系电话|0731-12345678"]
    form, forms = form_of(rows), FilledForms("take")
    forms.read(form, "form.docx", Problems())
    assert form.tables[0].cell(0, 0).text == "合同编号"
    drawn = Form("form.docx", form, "", FormFields())
    forms.take([drawn], 2020, Problems())
    assert form.tables[0].cell(0, 0).text == "合同编号："


def test_what_is_told_around_a_table_in_a_cell_is_a_value() -> None:
    form = form_of(["处理情况|", "经办人|王小明"])
    cell = form.tables[0].cell(0, 1)
    told = ("经查，水田三亩登记有误，应补差额如下：", "弃土六月二日清运完毕；水渠恢复通水。")
    cell.paragraphs[0].add_run(told[0])
    cell.add_table(1, 2).cell(0, 0).text = "地类"
    for text in (told[1], "注：分段填写；每段三行。"):
        cell.add_paragraph(text)
    found = [(value.text, value.sure) for value in filled_in(form).values]
    assert found[:2] == [(told[0], False), (told[1], True)]
    assert len(found) == 3
