"""Sound papers whose pages end or begin as an office would let them."""

from __future__ import annotations

from tests.papers.contents import caption
from tests.papers.draft import Draft
from tests.papers.figures import figure
from tests.papers.forms import (
    DATA,
    DATA_LABELS,
    EVALUATION,
    LISTED,
    SIGNED,
    data_head,
    data_rows,
    evaluation_head,
    evaluation_rows,
    evaluation_sum,
    listed_head,
    listed_rows,
)
from tests.papers.looks import FIXED, HEI, PLAIN, SCHOOL, STANDARD, WPS
from tests.papers.registry import paper
from tests.papers.wordml import Cell, font, paragraph, row, run


@paper("通知：末页有三行", STANDARD)
def sound_three_lines(draft: Draft) -> bytes:
    draft.title("关于报送绩效自评材料的通知")
    draft.lines(23)
    return draft.save()


@paper("通知：末页是署名、日期和最后两行正文", FIXED)
def sound_signed_end(draft: Draft) -> bytes:
    draft.title("关于开展绩效评价的通知")
    draft.lines(22)
    draft.blank()
    draft.signature("青禾县财政局", "2024年4月26日")
    return draft.save()


@paper("任务清单：最后两行到了下一页，表头重复", PLAIN)
def sound_two_last_rows(draft: Draft) -> bytes:
    draft.title("重点任务清单")
    draft.table([listed_head(head=True), *listed_rows(draft.prose, 24)], *LISTED)
    draft.lines(3)
    return draft.save()


@paper("自评表：跨两页，表头重复，签字行跟在表后", STANDARD)
def sound_long_form(draft: Draft) -> bytes:
    draft.annex("附件2", "部门整体支出绩效自评表")
    rows = [evaluation_head(head=True), *evaluation_rows(height=520, times=3), evaluation_sum(520)]
    draft.table(rows, *EVALUATION)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("自评表：目标一格很长，行里分页", FIXED)
def sound_broken_row(draft: Draft) -> bytes:
    draft.annex("附件3", "项目支出绩效自评表")
    goals = "\n".join(draft.prose.sentences(3) for _ in range(24))
    rows = [
        row("项目名称", Cell("农村公路养护专项", span=7)),
        row("年度总体目标", Cell(goals, span=7, align="left")),
        evaluation_head(),
        *evaluation_rows(),
        evaluation_sum(),
    ]
    draft.table(rows, *EVALUATION)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("自评报告：标题和其后两行一起在页底", STANDARD)
def sound_heading_near_end(draft: Draft) -> bytes:
    draft.title("绩效自评报告")
    draft.heading("工作开展情况")
    draft.lines(16)
    draft.heading("存在的问题")
    draft.lines(8)
    return draft.save()


@paper("总结：标题与下段同页，前一页留两行空", SCHOOL)
def sound_kept_heading(draft: Draft) -> bytes:
    draft.title("学校财务工作总结")
    draft.heading("工作开展情况")
    draft.lines(23)
    draft.heading("下一步打算")
    draft.paragraphs(2)
    return draft.save()


@paper("决算说明：表题与表同页", WPS)
def sound_kept_caption(draft: Draft) -> bytes:
    draft.title("决算情况说明")
    draft.lines(22)
    caption(draft, "表", "收入决算", 1, ppr="<w:keepNext/>")
    draft.table([data_head(height=480), *data_rows(draft.prose, DATA_LABELS, height=480)], *DATA)
    draft.lines(3)
    return draft.save()


@paper("分析报告：图和图题一起到了下一页", SCHOOL)
def sound_kept_figure(draft: Draft) -> bytes:
    draft.title("经费运行分析")
    draft.lines(20)
    figure(draft, "支出构成", 1)
    draft.lines(5)
    return draft.save()


@paper("汇编：章节从奇数页起，中间有空白页", STANDARD)
def sound_odd_sections(draft: Draft) -> bytes:
    draft.title("制度汇编")
    draft.lines(8)
    draft.end_section("oddPage")
    draft.add(paragraph(run("第一部分　预算管理办法", font(HEI, 18))))
    draft.paragraphs(3)
    draft.end_section("oddPage")
    draft.add(paragraph(run("第二部分　资产管理办法", font(HEI, 18))))
    draft.paragraphs(6)
    return draft.save()


@paper("附件封面页：一页只有附件号、标题和单位三行", PLAIN)
def sound_annex_cover(draft: Draft) -> bytes:
    draft.title("关于印发评价办法的通知")
    draft.lines(10)
    draft.annex("附件", "青禾县预算绩效评价办法")
    draft.add(paragraph("青禾县财政局", ppr='<w:jc w:val="center"/>'))
    draft.annex("第一章", "总则")
    draft.lines(12)
    return draft.save()


@paper("短附件：一个小表占一页，签字行在表下", WPS)
def sound_short_annex(draft: Draft) -> bytes:
    draft.title("关于成立工作专班的通知")
    draft.lines(12)
    draft.annex("附件1", "工作专班名单")
    draft.table([listed_head(), *listed_rows(draft.prose, 3)], *LISTED)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("两张相邻的表：第一张的末行在页底，第二张从下一页起", FIXED)
def sound_adjacent_tables(draft: Draft) -> bytes:
    draft.annex("附件1", "基础数据表")
    draft.table([data_head(height=640), *data_rows(draft.prose, DATA_LABELS, height=640)], *DATA)
    draft.annex("附件2", "任务清单")
    draft.table([listed_head(), *listed_rows(draft.prose, 12)], *LISTED)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("一行两格的大表：整表只有一行，跨页", SCHOOL)
def sound_single_row(draft: Draft) -> bytes:
    draft.title("教学改革项目总结表")
    text = "\n".join(draft.prose.sentences(3) for _ in range(22))
    draft.table([row("总结", Cell(text, align="left"))], 1200, 7000)
    draft.lines(3)
    return draft.save()


@paper("自评报告：附件说明和清单在一节的末尾，附件另起一页", STANDARD)
def sound_list_before_annex(draft: Draft) -> bytes:
    draft.title("绩效自评报告")
    draft.lines(5)
    for text in ("附件：1.预算批复", "2.会议纪要", "3.现场照片"):
        draft.text(text)
    draft.end_section()
    draft.text("附件1")
    draft.lines(8)
    return draft.save()
