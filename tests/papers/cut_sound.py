"""Sound papers that are near to having text cut."""

from __future__ import annotations

from tests.papers.draft import Draft
from tests.papers.forms import (
    DATA,
    DATA_LABELS,
    EVALUATION,
    SIGNED,
    data_head,
    evaluation_head,
    evaluation_rows,
    evaluation_sum,
)
from tests.papers.looks import FIXED, PLAIN, SCHOOL, SONG, STANDARD, WPS
from tests.papers.registry import paper
from tests.papers.shapes import text_box, vml_box
from tests.papers.wordml import SMALL, VANISH, Cell, deleted, font, paragraph, row, run, table

_LINE = '<w:spacing w:line="360" w:lineRule="exact"/>'


@paper("基础数据表：每行高度固定，一行字正好放得下", STANDARD)
def sound_exact_rows(draft: Draft) -> bytes:
    draft.annex("附件1", "部门整体支出绩效评价基础数据表")
    rows = [
        row(
            Cell(label, align="left"),
            *(draft.prose.figure() for _ in range(3)),
            height=340,
            exact=True,
        )
        for label in DATA_LABELS
    ]
    draft.table([data_head(), *rows], *DATA)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("自评表：高度固定的行里几行字都印得出", WPS)
def sound_exact_three_lines(draft: Draft) -> bytes:
    draft.annex("附件2", "部门整体支出绩效自评表")
    reason = "因设备采购合同顺延至次年验收"
    last = row(
        "", "成本指标", "预算控制率", "≤100%", "93%", "5", "4.5", reason, height=1340, exact=True
    )
    draft.table([evaluation_head(), *evaluation_rows(), last, evaluation_sum()], *EVALUATION)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("自评表：高度固定的合并单元格，文字在三行里放得下", FIXED)
def sound_exact_merged(draft: Draft) -> bytes:
    draft.annex("附件3", "项目支出绩效自评表")
    rows = [evaluation_head(), *evaluation_rows(height=700, exact=True), evaluation_sum(400, True)]
    draft.table(rows, *EVALUATION)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("审批表：高度固定的空格子留给手写", PLAIN)
def sound_exact_blank(draft: Draft) -> bytes:
    draft.title("专项资金审批表")
    rows = [
        row("申请单位", "青禾县南渡镇财政所", height=480, exact=True),
        row("申请事由", "", height=1800, exact=True),
        row("科室意见", "", height=900, exact=True),
        row("分管领导意见", "", height=900, exact=True),
        row("备注", "", height=300, exact=True),
    ]
    draft.table(rows, 2400, 6000)
    draft.signed_below("填表人：　　　　填报日期：")
    return draft.save()


@paper("登记表：固定行高里末尾是空段落和已删去的字", STANDARD)
def sound_exact_empty_ends(draft: Draft) -> bytes:
    draft.title("资产登记表")
    ends = paragraph("办公桌", style="TableText") + paragraph(style="TableText") * 3
    removed = paragraph("投影仪", deleted("（旧）"), style="TableText")
    hidden = paragraph(
        "打印机", run("（内部核对：与台账第十七页第四行一致，无须更改）", VANISH), style="TableText"
    )
    rows = [row("序号", "名称", "数量")]
    for number, content in enumerate((ends, removed, hidden), 1):
        rows.append(row(str(number), Cell(content), "2", height=360, exact=True))
    draft.table(rows, 1200, 3200, 2000)
    draft.paragraphs(2)
    return draft.save()


@paper("方案：文本框正好放得下两行", SCHOOL)
def sound_text_box(draft: Draft) -> bytes:
    draft.title("校园维修实施方案")
    draft.paragraphs(1)
    words = "编制口径：金额单位为万元，合计数与分项数之和的差异由四舍五入产生。"
    inner = paragraph(run(words, font(SONG, 12)), ppr=_LINE)
    draft.add(paragraph(text_box(draft.identifier(), inner, 260, 48)))
    draft.paragraphs(2)
    return draft.save()


@paper("通知附件：旧式文本框里一行字，框内还有空行", WPS)
def sound_vml_box(draft: Draft) -> bytes:
    draft.title("填报说明")
    draft.paragraphs(1)
    inner = paragraph(run("本表须加盖单位公章。", font(SONG, 12)), ppr=_LINE) + paragraph(ppr=_LINE)
    loose = '<w:spacing w:line="240" w:lineRule="auto"/>'
    draft.add(paragraph(vml_box(draft.identifier(), inner, 160, 50), ppr=loose))
    draft.paragraphs(2)
    return draft.save()


@paper("名册：窄列里的姓名折成两行，行高是最小值", PLAIN)
def sound_narrow_column(draft: Draft) -> bytes:
    draft.title("财政供养人员名册")
    rows = [row("序号", "姓名", "职务", "所在单位", height=400)]
    for number, name in enumerate(("张一", "欧阳明德", "李二"), 1):
        rows.append(row(str(number), name, "科员", "镇财政所", height=400))
    draft.table(rows, 900, 620, 1800, 4000)
    draft.paragraphs(1)
    return draft.save()


@paper("登记表：竖排栏目名在固定高度里放得下", SCHOOL)
def sound_vertical_text(draft: Draft) -> bytes:
    draft.title("年度预算申请表")
    upright = '<w:textDirection w:val="tbRlV"/><w:vAlign w:val="center"/>'
    rows = [
        row("类别", "项目", "金额"),
        row(
            Cell("年度预算申请", properties=upright),
            "年度资金总额",
            "469.32",
            height=2000,
            exact=True,
        ),
        row("备注", "不含上年结转", "无"),
    ]
    draft.table(rows, 560, 4200, 3000)
    draft.paragraphs(2)
    return draft.save()


@paper("方案：单元格里套着表，内层固定行高放得下", SCHOOL)
def sound_nested_table(draft: Draft) -> bytes:
    draft.title("校产清查实施方案")
    steps = [row("步骤", "做法"), row("一", "逐间清点，贴好标签", height=380, exact=True)]
    inner = table([*steps, row("二", "公示五个工作日", height=380, exact=True)], [900, 3600])
    rows = [row("阶段", "安排"), row("清查", Cell(inner + paragraph(style="TableText")))]
    draft.table([*rows, row("总结", "七月底前报送总结")], 1600, 5600)
    draft.paragraphs(2)
    return draft.save()


@paper("横向大表：高度固定，格子里用小六号字写两行", STANDARD)
def sound_small_font(draft: Draft) -> bytes:
    draft.title("项目实施情况说明")
    draft.paragraphs(3)
    draft.end_section()
    draft.add(paragraph("附表：项目支出明细表", style="Caption"))
    rows = [row("序号", "项目", "建设内容", "预算数", "执行数", height=560, exact=True)]
    for number in range(1, 11):
        small = Cell("购置检测设备二十台套，配发至各监测站点", look=SMALL)
        rows.append(
            row(str(number), draft.prose.title(), small, "20.00", "19.50", height=560, exact=True)
        )
    draft.table(rows, 800, 4200, 2600, 2000, 2000)
    return draft.save(landscape=True)


@paper("表格：行距固定得紧，字都印得全", FIXED)
def sound_tight_lines(draft: Draft) -> bytes:
    draft.title("三公经费情况表")
    tight = '<w:spacing w:line="260" w:lineRule="exact"/>'
    rows = [data_head()]
    for label in DATA_LABELS[:6]:
        figures = (Cell(draft.prose.figure(), spacing=tight) for _ in range(3))
        rows.append(
            row(Cell(f"{label}\n（万元）", spacing=tight), *figures, height=600, exact=True)
        )
    draft.table(rows, *DATA)
    draft.paragraphs(1)
    return draft.save()
