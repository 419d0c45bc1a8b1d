"""Sound papers of the usual kinds: rare but printable signs, lists, notes, changes, sections."""

from __future__ import annotations

from tests.papers.draft import Draft
from tests.papers.forms import LISTED, SIGNED, listed_head, listed_rows
from tests.papers.looks import FIXED, PLAIN, SCHOOL, SONG, STANDARD, WPS
from tests.papers.registry import paper
from tests.papers.shapes import chart, picture
from tests.papers.wordml import (
    VANISH,
    Cell,
    bookmark,
    deleted,
    font,
    inserted,
    paragraph,
    row,
    run,
)

_LIST = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="2"/></w:numPr>'


@paper("基础表：㎡、²、☑、①等符号", STANDARD)
def sound_symbols(draft: Draft) -> bytes:
    draft.annex("附件1", "楼堂馆所控制情况表")
    rows = [
        row("项目", "批复规模（㎡）", "实际规模（m²）", "是否超标"),
        row("①业务用房", "3200㎡", "3150㎡", "☑否 □是"),
        row("②附属用房", "800㎡", "795㎡", "☑否 □是"),
        row("气温要求", "≥18℃", "±2℃", "※见说明"),
    ]
    draft.table(rows, 2200, 2200, 2200, 2200)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("方案：全角数字、长英文词、制表符", WPS)
def sound_wide_digits(draft: Draft) -> bytes:
    draft.title("信息系统建设方案")
    draft.text("建设周期１２个月，概算５００万元，编号ＸＸＺＸ２０２３。")
    draft.text("接口采用RepresentationalStateTransfer与InternationalizationConfiguration规范。")
    draft.text("联系科室：\t信息科\t地址：\t政务中心三楼")
    draft.paragraphs(2)
    return draft.save()


@paper("决算说明：脚注、编号列表、书签", SCHOOL)
def sound_notes_and_lists(draft: Draft) -> bytes:
    draft.title("2023年度决算说明")
    draft.heading("编制范围")
    draft.text("本单位下设二级机构", draft.footnote("含2023年新设的资产管理中心。"), "三个：")
    for words in ("预算编审中心。", "国库支付中心。", "资产管理中心。"):
        draft.text(words, ppr=_LIST.format(0))
    for words in ("办公用房。", "公务用车。"):
        draft.text(words, ppr=_LIST.format(2))
    draft.text(bookmark("编制口径", draft.identifier(), run("编制口径同上年")), "。")
    draft.paragraphs(2)
    return draft.save()


@paper("征求意见稿：有修订和隐藏文字", FIXED)
def sound_changes(draft: Draft) -> bytes:
    draft.title("预算绩效管理办法（征求意见稿）")
    draft.text("各单位应当于每年", deleted("三月"), inserted("四月"), "底前报送自评报告。")
    draft.text("自评结果与预算安排挂钩。", run("（内部掌握：挂钩比例百分之二十）", VANISH))
    draft.paragraphs(2)
    return draft.save()


@paper("报告：纵横几节，首页不同，横页的页码照旧", STANDARD)
def sound_sections(draft: Draft) -> bytes:
    draft.title("2023年度部门整体支出绩效自评报告")
    draft.heading("基本情况")
    draft.paragraphs(6)
    draft.end_section(title_page=True)
    draft.add(paragraph("附表　任务完成情况", style="Caption"))
    rows = [listed_head(head=True), *listed_rows(draft.prose, 12)]
    draft.table(rows, 1200, 6000, 2800, 2800)
    draft.end_section(landscape=True)
    draft.heading("评价结论")
    draft.paragraphs(3)
    return draft.save()


@paper("简报：图片和行内小图", PLAIN)
def sound_pictures(draft: Draft) -> bytes:
    draft.title("财政工作简报")
    draft.paragraphs(1)
    loose = '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
    shown = picture(draft.identifier(), draft.picture(chart(3)), 260, 116, "三年支出柱状图")
    draft.add(paragraph(shown, ppr=loose))
    draft.paragraphs(2)
    return draft.save()


@paper("评价表：跨列跨行的表头，格子里有小字和空行", WPS)
def sound_merged_heads(draft: Draft) -> bytes:
    draft.title("政府采购执行情况表")
    down, more = Cell("品目", down="restart"), Cell(down="continue")
    rows = [
        row(down, Cell("预算数", span=2), Cell("执行数", span=2), head=True),
        row(more, "数量", "金额", "数量", "金额", head=True),
    ]
    for name in ("货物", "工程", "服务"):
        label = Cell(f"{name}\n\n（含配套）", look=font(SONG, 8))
        rows.append(row(label, "12", "30.00", "11", "28.60"))
    draft.table(rows, 2400, 1600, 1600, 1600, 1600)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("名册：宋体的格子里“珺”“堃”宋体都有", FIXED)
def sound_rare_in_song(draft: Draft) -> bytes:
    draft.annex("附件2", "评价组成员名单")
    rows = [row("序号", "姓名", "职务", height=480)]
    for number, name in enumerate(("李珺", "王堃", "赵喆"), 1):
        rows.append(row(str(number), Cell(name, look=font(SONG, 12)), "组员", height=480))
    draft.table(rows, 1200, 3600, 3600)
    draft.paragraphs(1)
    return draft.save()


@paper("函：主送、附件说明、署名、日期", STANDARD)
def sound_letter(draft: Draft) -> bytes:
    draft.title("青禾县财政局", "关于商请提供项目资料的函")
    draft.add(paragraph("县水利局："))
    draft.paragraphs(2, sentences=2)
    draft.text("特此函达。")
    draft.blank()
    draft.text("附件：1. 项目资料清单")
    draft.blank(2)
    draft.signature("青禾县财政局", "2024年4月26日")
    return draft.save()


@paper("工作底稿：三级标题，编号由 Word 编", FIXED)
def sound_three_levels(draft: Draft) -> bytes:
    draft.title("绩效评价工作底稿")
    for _ in range(2):
        draft.heading(draft.prose.title())
        for _ in range(2):
            draft.heading(draft.prose.title(), 2)
            draft.heading(draft.prose.title(), 3)
            draft.paragraphs(1)
    return draft.save()


@paper("台账：很长的表，表头重复，行不跨页", PLAIN)
def sound_long_table(draft: Draft) -> bytes:
    draft.title("项目台账")
    draft.table([listed_head(head=True), *listed_rows(draft.prose, 90)], *LISTED)
    draft.lines(4)
    return draft.save()
