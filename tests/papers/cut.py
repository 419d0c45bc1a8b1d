"""Papers in which text is lost on paper."""

from __future__ import annotations

from tests.papers.draft import Draft
from tests.papers.forms import (
    DATA,
    DATA_LABELS,
    EVALUATION,
    SIGNED,
    data_head,
    data_rows,
    evaluation_head,
    evaluation_rows,
    evaluation_sum,
)
from tests.papers.looks import FIXED, PLAIN, SCHOOL, SONG, STANDARD, WPS
from tests.papers.registry import Defect, paper
from tests.papers.shapes import text_box, vml_box
from tests.papers.wordml import Cell, font, paragraph, row, run, table

_REASON = "因上级专项资金下达较晚，部分设备采购合同顺延至次年第一季度验收并支付尾款"


@paper(
    "自评表：一行高度固定，偏差原因的末几行印不出来",
    STANDARD,
    Defect("cut", (_REASON, "支付尾款"), (1, 4, 8)),
)
def cut_body_cell(draft: Draft) -> bytes:
    draft.annex("附件2", "部门整体支出绩效自评表")
    rows = [evaluation_head(), *evaluation_rows()[:2]]
    first = Cell(down="continue")
    rows.append(
        row(
            first,
            "成本指标",
            "预算控制率",
            "≤100%",
            "93%",
            "5",
            "4.5",
            _REASON,
            height=900,
            exact=True,
        )
    )
    draft.table([*rows, *evaluation_rows()[5:], evaluation_sum()], *EVALUATION)
    draft.signed_below(SIGNED)
    return draft.save()


@paper(
    "基础数据表：行高固定，第二行字只剩上半截",
    FIXED,
    Defect(
        "cut", ("其中：公务用车运行维护费（含租赁车辆及新能源充电费用）", "充电费用"), (1, 5, 1)
    ),
)
def cut_half_line(draft: Draft) -> bytes:
    draft.annex("附件1", "部门整体支出绩效评价基础数据表")
    label = Cell("其中：公务用车运行维护费（含租赁车辆及新能源充电费用）", align="left")
    rows = data_rows(draft.prose, DATA_LABELS)
    rows[3] = row(label, "12.00", "13.00", "11.20", height=420, exact=True)
    draft.table([data_head(), *rows], *DATA)
    draft.signed_below(SIGNED)
    return draft.save()


@paper(
    "自评表：纵向合并的单元格跨三行，行高固定，文字放不下",
    STANDARD,
    Defect("cut", ("项目单位对绩效目标", "逐季跟踪并在年末形成报告"), (1, 2, 1)),
)
def cut_merged_cell(draft: Draft) -> bytes:
    draft.annex("附件3", "项目支出绩效自评表")
    long = "项目单位对绩效目标实行分级管理，由科室负责人逐季跟踪并在年末形成报告，接受考核"
    names = ("培训期数", "培训合格率", "支付及时率")
    rows = [evaluation_head()]
    for number, name in enumerate(names):
        first = Cell(long if number == 0 else "", down="continue" if number else "restart")
        rows.append(row(first, "数量指标", name, "≥6", "8", "5", "5", "无", height=480, exact=True))
    draft.table([*rows, evaluation_sum()], *EVALUATION)
    draft.signed_below(SIGNED)
    return draft.save()


@paper(
    "自评表：横向合并的目标一格高度固定，少印两行",
    WPS,
    Defect("cut", ("目标一", "目标三"), (1, 2, 2)),
)
def cut_wide_cell(draft: Draft) -> bytes:
    draft.title("项目支出绩效自评表")
    goals = "\n".join(
        (
            "目标一：完成全县校舍安全排查。",
            "目标二：建成标准化考点12个。",
            "目标三：培训骨干教师300人次。",
            "目标四：群众满意度达到95%以上。",
        )
    )
    rows = [
        row("项目名称", Cell("教育质量提升专项", span=7)),
        row("年度总体目标", Cell(goals, span=7, align="left"), height=620, exact=True),
        evaluation_head(),
        *evaluation_rows()[:6],
        evaluation_sum(),
    ]
    draft.table(rows, *EVALUATION)
    return draft.save()


@paper(
    "实施方案：单元格里套着表，内层一行高度固定",
    SCHOOL,
    Defect("cut", ("由后勤处会同财务处", "形成清单报校长办公会审定"), (1, 3, 2)),
)
def cut_nested_table(draft: Draft) -> bytes:
    draft.title("校产清查实施方案")
    draft.heading(draft.prose.title())
    draft.paragraphs(2)
    long = "由后勤处会同财务处逐间清点设备，贴好标签，形成清单报校长办公会审定后录入资产系统"
    inner = table(
        [row("步骤", "做法"), row("一", long, height=400, exact=True), row("二", "公示五个工作日")],
        [900, 3600],
    )
    rows = [
        row("阶段", "安排"),
        row("动员", "三月上旬召开动员会"),
        row("清查", Cell(inner + paragraph(style="TableText"))),
        row("总结", "七月底前报送总结"),
    ]
    draft.table(rows, 1600, 5600)
    draft.paragraphs(2)
    return draft.save()


@paper(
    "任务清单：重复表头行高度固定，两行字只印出一行",
    PLAIN,
    Defect("cut", ("责任单位及配合单位（首位为牵头单位）", "牵头单位"), (1, 1, 3)),
)
def cut_header_row(draft: Draft) -> bytes:
    draft.title("重点工作任务清单")
    head = row(
        "序号",
        "事项",
        "责任单位及配合单位（首位为牵头单位）",
        "时限",
        height=300,
        exact=True,
        head=True,
    )
    rows = [
        row(str(number), Cell(draft.prose.title(), align="left"), "镇财政所", "6月底")
        for number in range(1, 9)
    ]
    draft.table([head, *rows], 800, 4400, 1900, 1500)
    draft.paragraphs(1)
    return draft.save()


@paper(
    "决算说明：文本框放不下最后几行",
    FIXED,
    Defect("cut", ("编制口径", "不含社会保险基金")),
)
def cut_text_box(draft: Draft) -> bytes:
    draft.title("2023年度部门决算说明")
    draft.heading(draft.prose.title())
    draft.paragraphs(2)
    words = "编制口径：本说明所列收支均为一般公共预算口径，单位为万元；"
    words += "合计数与分项数之和的差异由四舍五入产生；数据不含社会保险基金。"
    inner = paragraph(
        run(words, font(SONG, 12)), ppr='<w:spacing w:line="360" w:lineRule="exact"/>'
    )
    draft.add(
        paragraph(
            text_box(draft.identifier(), inner, 200, 50),
            ppr='<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        )
    )
    draft.paragraphs(2)
    return draft.save()


@paper(
    "通知附件：旧式（VML）文本框放不下盖章说明",
    WPS,
    Defect("cut", ("本表须加盖单位公章", "逾期不予受理")),
)
def cut_vml_box(draft: Draft) -> bytes:
    draft.title("专项资金申报表填报说明")
    draft.paragraphs(2)
    words = "本表须加盖单位公章并由主要负责人签字，于4月26日前报送财政局绩效科，逾期不予受理。"
    inner = paragraph(
        run(words, font(SONG, 12)), ppr='<w:spacing w:line="360" w:lineRule="exact"/>'
    )
    draft.add(
        paragraph(
            vml_box(draft.identifier(), inner, 150, 42),
            ppr='<w:spacing w:line="240" w:lineRule="auto"/>',
        )
    )
    draft.paragraphs(2)
    return draft.save()


@paper(
    "人员名册：一列太窄、行高固定，只印出姓",
    PLAIN,
    Defect("cut", ("欧阳明德", "明德"), (1, 3, 2)),
)
def cut_narrow_cell(draft: Draft) -> bytes:
    draft.title("财政供养人员名册")
    people = (("张一", "科长"), ("欧阳明德", "科员"), ("李二", "会计"))
    rows = [row("序号", "姓名", "职务", "所在单位", height=400)]
    for number, (name, post) in enumerate(people, 1):
        rows.append(row(str(number), name, post, "镇财政所", height=400, exact=number == 2))
    draft.table(rows, 900, 620, 1800, 4000)
    draft.paragraphs(2)
    return draft.save()


@paper(
    "横向大表：两处单元格被固定行高截断",
    STANDARD,
    Defect("cut", ("购置便携式检测设备", "六个监测站点"), (1, 3, 3)),
    Defect("cut", ("第三方机构出具检测报告并经专家组评审通过后方可支付", "方可支付"), (1, 6, 6)),
)
def cut_landscape_form(draft: Draft) -> bytes:
    draft.title("项目实施情况说明")
    draft.paragraphs(3)
    draft.end_section()
    draft.add(paragraph("附表：项目支出明细表", style="Caption"))
    rows = [row("序号", "项目", "建设内容", "预算数", "执行数", "验收要求", height=560, exact=True)]
    for number in range(1, 9):
        content = (
            "购置便携式检测设备二十台套，配发至全县六个监测站点" if number == 2 else "常规维护"
        )
        accepted = (
            "第三方机构出具检测报告并经专家组评审通过后方可支付" if number == 5 else "现场验收"
        )
        rows.append(
            row(
                str(number),
                draft.prose.title(),
                content,
                "20.00",
                "19.50",
                accepted,
                height=560,
                exact=True,
            )
        )
    draft.table(rows, 800, 3800, 2200, 1500, 1500, 2200)
    return draft.save(landscape=True)


@paper(
    "竖排文字：格子高度固定，竖排的栏目名只印出一部分",
    SCHOOL,
    Defect("cut", ("年度预算申请及调整情况说明", "调整情况说明"), (1, 2, 1)),
)
def cut_vertical_cell(draft: Draft) -> bytes:
    draft.title("年度预算申请表")
    upright = '<w:textDirection w:val="tbRlV"/><w:vAlign w:val="center"/>'
    label = Cell("年度预算申请及调整情况说明", properties=upright)
    rows = [
        row("类别", "项目", "金额"),
        row(label, "年度资金总额", "469.32", height=1300, exact=True),
        row("备注", "不含上年结转", "无"),
    ]
    draft.table(rows, 460, 4200, 3000)
    draft.paragraphs(2)
    return draft.save()


@paper(
    "评价表：段前间距把固定行高里的字推出格外",
    FIXED,
    Defect("cut", ("评价等级为优秀",), (1, 4, 2)),
)
def cut_by_space_before(draft: Draft) -> bytes:
    draft.title("项目评价结论表")
    down = '<w:spacing w:before="420" w:line="240" w:lineRule="auto"/>'
    top = '<w:vAlign w:val="top"/>'
    rows = [
        row("项目", "结论"),
        row("立项情况", "规范", height=460, exact=True),
        row("资金管理", "合规", height=460, exact=True),
        row(
            "综合评价", Cell("评价等级为优秀", spacing=down, properties=top), height=460, exact=True
        ),
        row("评价组长", "", height=460, exact=True),
    ]
    draft.table(rows, 2600, 6000)
    draft.paragraphs(2)
    return draft.save()


@paper(
    "附件里的表：一处截断，另一处正好放得下",
    WPS,
    Defect("cut", ("以实际到账金额为准，超出部分由县级财政统筹解决", "统筹解决"), (2, 3, 2)),
)
def cut_second_table(draft: Draft) -> bytes:
    draft.title("奖补资金申报材料")
    draft.heading(draft.prose.title())
    draft.table([row("申报单位", "青禾县南渡镇人民政府", height=380, exact=True)], 2000, 6000)
    draft.heading(draft.prose.title())
    draft.paragraphs(1)
    note = "以实际到账金额为准，超出部分由县级财政统筹解决"
    rows = [
        row("来源", "金额说明"),
        row("上级补助", "120.00万元"),
        row("县级配套", note, height=340, exact=True),
    ]
    draft.table(rows, 3000, 3400)
    draft.paragraphs(1)
    return draft.save()


@paper(
    "填表须知：高度固定的图文框只印出前两行",
    PLAIN,
    Defect("cut", ("填表须知", "逐一列出")),
)
def cut_frame(draft: Draft) -> bytes:
    draft.title("困难群众救助申请表")
    words = (
        "填表须知：一律用黑色签字笔填写，字迹清楚，不得涂改；身份证号码不得省略；家庭成员逐一列出。"
    )
    frame = (
        '<w:framePr w:w="3600" w:h="800" w:hRule="exact" w:hSpace="180" w:wrap="around"'
        ' w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="100"/>'
    )
    draft.add(
        paragraph(
            run(words, font(SONG, 12)), ppr=f'{frame}<w:spacing w:line="360" w:lineRule="exact"/>'
        )
    )
    draft.paragraphs(3)
    return draft.save()


@paper(
    "明细表：表比纸宽，最右一栏印到了纸外",
    STANDARD,
    Defect("cut", ("结余处理意见",), (1, 1, 9)),
)
def cut_off_page(draft: Draft) -> bytes:
    draft.title("专项资金结余明细表")
    labels = (
        "序号",
        "项目",
        "预算数",
        "下达数",
        "支出数",
        "支付率",
        "结余",
        "账户",
        "结余处理意见",
    )
    rows = [row(*labels, height=480)]
    for number in range(1, 7):
        figures = [draft.prose.figure() for _ in range(4)]
        rows.append(
            row(str(number), draft.prose.title(), *figures, "0.00", "零余额", "", height=480)
        )
    widths = [700, 2400, 1300, 1300, 1300, 1200, 1200, 1200, 1500]
    draft.add(table(rows, widths, align="left"))
    draft.paragraphs(2)
    return draft.save()
