"""Papers in which something stands on a page without its fellows."""

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
from tests.papers.looks import FIXED, PLAIN, SCHOOL, STANDARD, WPS
from tests.papers.registry import Defect, paper
from tests.papers.wordml import Cell, Row, row

LOOSE = '<w:keepNext w:val="0"/>'
"""A heading that may be the last line of a page."""


@paper("通知：末页只有两行", STANDARD, Defect("alone", ("请各单位于4月26日前报送。", "特此通知。")))
def alone_two_lines(draft: Draft) -> bytes:
    draft.title("关于报送2023年度绩效自评材料的通知")
    draft.lines(20)
    draft.text("请各单位于4月26日前报送。")
    draft.text("特此通知。")
    return draft.save()


@paper("决算说明：末页只有一行", FIXED, Defect("alone", ("以上说明由县财政局负责解释。",)))
def alone_one_line(draft: Draft) -> bytes:
    draft.title("2023年度部门决算说明")
    draft.lines(20)
    draft.text("以上说明由县财政局负责解释。")
    return draft.save()


@paper(
    "实施方案：一节之前分了页，前一页只有一行",
    WPS,
    Defect("alone", ("附则由领导小组办公室另行制定。",)),
)
def alone_middle_page(draft: Draft) -> bytes:
    draft.title("预算管理一体化实施方案")
    draft.lines(22)
    draft.text("附则由领导小组办公室另行制定。")
    draft.annex("附件1", "任务分工表")
    draft.table([listed_head(), *listed_rows(draft.prose, 8)], *LISTED)
    return draft.save()


@paper("任务清单：最后一行独自到了下一页", PLAIN, Defect("alone", ("印发总结报告",), (1, 24, 0)))
def alone_last_row(draft: Draft) -> bytes:
    draft.title("重点任务清单")
    rows = [listed_head(), *listed_rows(draft.prose, 22)]
    draft.table([*rows, row("23", "印发总结报告", "镇财政所", "12月底", height=500)], *LISTED)
    draft.lines(3)
    return draft.save()


@paper(
    "自评表：合计一行在下一页重复的表头下面",
    STANDARD,
    Defect("alone", ("总分", "98.5"), (1, 26, 0)),
)
def alone_sum_row(draft: Draft) -> bytes:
    draft.annex("附件2", "部门整体支出绩效自评表")
    rows = [evaluation_head(head=True), *evaluation_rows(height=428, times=2), evaluation_sum(428)]
    draft.table(rows, *EVALUATION)
    draft.signed_below(SIGNED)
    draft.lines(3)
    return draft.save()


@paper(
    "决算说明：表头在页底，数据都在下一页",
    FIXED,
    Defect("alone", ("经费控制情况（万元）", "2022年决算数"), (1, 1, 0)),
)
def alone_head(draft: Draft) -> bytes:
    draft.title("2023年度部门决算说明")
    draft.lines(19)
    draft.table([data_head(height=500), *data_rows(draft.prose, DATA_LABELS, height=500)], *DATA)
    draft.lines(3)
    return draft.save()


@paper(
    "实施方案：两行表头在页底，没有一行数据",
    SCHOOL,
    Defect("alone", ("任务", "牵头单位"), (1, 0, 0)),
)
def alone_two_heads(draft: Draft) -> bytes:
    draft.title("校园安全整治实施方案")
    draft.lines(24)
    first = row(Cell("任务", span=2), Cell("分工", span=2), height=440)
    second = row("序号", "事项", "牵头单位", "完成时限", height=440)
    rows = [first, second, *listed_rows(draft.prose, 12, height=440)]
    draft.table(rows, *LISTED)
    draft.lines(3)
    return draft.save()


@paper(
    "自评表：填表人、负责人签字一行到了下一页",
    STANDARD,
    Defect("alone", ("填表人：", "单位负责人签字：")),
)
def alone_signature_line(draft: Draft) -> bytes:
    draft.annex("附件1", "部门整体支出绩效评价基础数据表")
    draft.table([data_head(height=658), *data_rows(draft.prose, DATA_LABELS, height=658)], *DATA)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("自评表：签字行和填表说明到了下一页", WPS, Defect("alone", ("填表人：", "单位负责人签字：")))
def alone_signature_and_notes(draft: Draft) -> bytes:
    draft.annex("附件3", "项目支出绩效自评表")
    rows = [evaluation_head(), *evaluation_rows(height=428, times=2), evaluation_sum(428)]
    draft.table(rows, *EVALUATION)
    draft.signed_below(SIGNED)
    for note in ("一个一级项目支出一张表。", "金额单位为万元。", "得分保留一位小数。"):
        draft.signed_below(f"说明：{note}")
    return draft.save()


@paper("通知：署名和成文日期到了下一页", PLAIN, Defect("alone", ("青禾县财政局", "2024年4月26日")))
def alone_date(draft: Draft) -> bytes:
    draft.title("关于开展绩效评价的通知")
    draft.lines(24)
    draft.signature("青禾县财政局", "2024年4月26日")
    draft.blank()
    draft.text("（联系科室：绩效管理科）")
    draft.text("抄送：县人大财经委，县审计局。")
    return draft.save()


@paper(
    "自评报告：标题是一页的最后一行", STANDARD, Defect("alone", ("二、存在的问题", "存在的问题"))
)
def alone_heading(draft: Draft) -> bytes:
    draft.title("2023年度绩效自评报告")
    draft.heading("工作开展情况")
    draft.lines(18)
    draft.heading("存在的问题", ppr=LOOSE)
    draft.lines(6)
    return draft.save()


@paper("工作总结：两级标题都留在页底", FIXED, Defect("alone", ("下一步工作", "强化约束")))
def alone_two_headings(draft: Draft) -> bytes:
    draft.title("财政工作总结")
    draft.heading("工作开展情况")
    draft.lines(17)
    draft.heading("下一步工作", ppr=LOOSE)
    draft.heading("强化约束", 2, ppr=LOOSE)
    draft.lines(6)
    return draft.save()


@paper("决算说明：表题在页底，表在下一页", WPS, Defect("alone", ("表 1 收入决算", "收入决算")))
def alone_table_caption(draft: Draft) -> bytes:
    draft.title("2023年度决算情况说明")
    draft.lines(22)
    caption(draft, "表", "收入决算", 1)
    draft.table(
        [data_head(height=480), *data_rows(draft.prose, DATA_LABELS[:8], height=480)], *DATA
    )
    draft.lines(3)
    return draft.save()


@paper("分析报告：图在页底，图题在下一页", SCHOOL, Defect("alone", ("图 1 支出构成", "支出构成")))
def alone_figure_caption(draft: Draft) -> bytes:
    draft.title("学校经费运行分析")
    draft.lines(20)
    figure(draft, "支出构成", 1, apart=True)
    draft.lines(5)
    return draft.save()


@paper(
    "总结表：表只有一行又不许跨页，标题独自留在前一页",
    WPS,
    Defect("alone", ("课题研究总结表",)),
)
def alone_title(draft: Draft) -> bytes:
    draft.title("课题研究总结表")
    text = "\n".join(draft.prose.sentences(3) for _ in range(24))
    draft.table([Row((Cell("总结"), Cell(text, align="left")), whole=True)], 1200, 7400)
    draft.lines(3)
    return draft.save()
