"""Sound papers that a hasty check would blame."""

from __future__ import annotations

from tests.papers.contents import LINKED, caption, contents, figure_list
from tests.papers.draft import Draft
from tests.papers.figures import figure
from tests.papers.forms import LISTED, SIGNED, listed_head, listed_rows
from tests.papers.looks import FIXED, HEI, PLAIN, SCHOOL, SONG, STANDARD, TITLE_FONT, WPS
from tests.papers.registry import paper
from tests.papers.shapes import text_box
from tests.papers.wordml import VANISH, Cell, deleted, field, font, paragraph, row, run

_LINE = '<w:spacing w:line="360" w:lineRule="exact"/>'
_LOOSE = '<w:spacing w:line="240" w:lineRule="auto"/>'


@paper("决算公开：各部分之前有一页只印部分的名称", STANDARD)
def trap_divider_pages(draft: Draft) -> bytes:
    draft.title("2023年度部门决算公开")
    draft.lines(10)
    for number, name in (("第一部分", "部门概况"), ("第二部分", "部门决算表")):
        large = run(f"{number}　{name}", font(TITLE_FONT, 26))
        before = '<w:pageBreakBefore/><w:spacing w:before="4800" w:line="240" w:lineRule="auto"/>'
        draft.add(paragraph(large, ppr=f'{before}<w:jc w:val="center"/>'))
        draft.heading(draft.prose.title(), ppr="<w:pageBreakBefore/>")
        draft.paragraphs(3)
    return draft.save()


@paper("分析报告：末页只有一幅整页的图和图题", WPS)
def trap_picture_page(draft: Draft) -> bytes:
    draft.title("财政收入分析")
    draft.paragraphs(4)
    draft.end_section()
    figure(draft, "三年收入对比", 1, height=280)
    return draft.save(landscape=True)


@paper("审批表：第二页只有两栏意见，格子很高，留给手写", FIXED)
def trap_blank_form_page(draft: Draft) -> bytes:
    draft.annex("附件2", "专项资金审批表")
    rows = [
        row("申请单位", "青禾县南渡镇财政所", height=1200),
        row("申请事由", "农村公路养护", height=5000),
        row("经办科室", "", height=4200),
        row("分管领导意见", "", height=5200, exact=True),
        row("主要领导意见", "", height=5200, exact=True),
    ]
    draft.table(rows, 2200, 6600)
    return draft.save()


@paper("填报说明：文本框随文字长高，文件里写的高度不够", SCHOOL)
def trap_growing_box(draft: Draft) -> bytes:
    draft.title("填报说明")
    draft.paragraphs(1)
    words = "本表须加盖单位公章并由主要负责人签字，于4月26日前报送财政局绩效科，逾期不予受理。"
    inner = paragraph(run(words, font(SONG, 12)), ppr=_LINE)
    box = text_box(draft.identifier(), inner, 200, 20, grows=True)
    draft.add(paragraph(box, ppr=_LOOSE))
    draft.paragraphs(2)
    return draft.save()


@paper("登记表：复选框用 Wingdings 符号字体", PLAIN)
def trap_symbol_font(draft: Draft) -> bytes:
    draft.title("资格审查登记表")
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="00FE"/></w:r>'
    empty = '<w:r><w:sym w:font="Wingdings" w:char="00A8"/></w:r>'
    choice = paragraph(ticked, "是　", empty, "否", style="TableText")
    rows = [row("条件", "结论", height=480)]
    rows += [row(words, Cell(choice), height=480) for words in ("证照齐全", "三年内无违规")]
    draft.table(rows, 4600, 3600)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("登记表：Word 写的复选框是 Wingdings 的自造字码位", WPS)
def trap_word_symbol(draft: Draft) -> bytes:
    draft.title("资格审查登记表")
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    choice = Cell(paragraph(ticked, "是　□否", style="TableText"))
    rows = [row("条件", "结论", height=480), row("证照齐全", choice, height=480)]
    draft.table([*rows, row("三年内无违规", "□是　□否", height=480)], 4600, 3600)
    draft.signed_below(SIGNED)
    return draft.save()


@paper("底稿：没有字体的字只在隐藏文字里", STANDARD)
def trap_hidden_rare(draft: Draft) -> bytes:
    draft.title("核查底稿")
    draft.text("核查人：张一。", run("（户籍登记为张\U0002ceb0）", VANISH))
    draft.paragraphs(2)
    return draft.save()


@paper("修订稿：删去的字里有旧的姓名", FIXED)
def trap_deleted_words(draft: Draft) -> bytes:
    draft.title("工作专班调整方案")
    draft.text("组长由", deleted("王一"), "张一担任。")
    draft.paragraphs(2)
    return draft.save()


@paper("自评报告：标题带脚注，目录里没有注号", SCHOOL)
def trap_heading_with_note(draft: Draft) -> bytes:
    draft.title("绩效自评报告")
    code = 'TOC \\h \\z \\t "章标题,1,节标题,2"'
    contents(draft, LINKED, code=code, levels=2)
    note = draft.footnote("数据截至2023年12月31日。")
    draft.heading(run("基本情况") + note, listed="基本情况")
    draft.paragraphs(3)
    draft.heading("绩效情况", ppr="<w:pageBreakBefore/>")
    draft.paragraphs(3)
    return draft.save()


@paper("方案：目录之后手工补了附件名，附件不是标题", STANDARD)
def trap_typed_below_contents(draft: Draft) -> bytes:
    draft.title("国有资产管理方案")
    contents(draft, LINKED)
    draft.add(paragraph(run("附件：1. 任务清单", font(HEI))))
    draft.heading("总体要求", ppr="<w:pageBreakBefore/>")
    draft.paragraphs(3)
    draft.heading("任务安排")
    draft.paragraphs(2)
    draft.annex("附件1", "任务清单")
    draft.table([listed_head(), *listed_rows(draft.prose, 9)], *LISTED)
    return draft.save()


@paper("自评报告：目录收到的标题在表格里", WPS)
def trap_heading_in_cell(draft: Draft) -> bytes:
    draft.title("项目评价摘要")
    contents(draft, LINKED)
    draft.heading("评价结论")
    draft.paragraphs(2)
    inner = draft.heading_xml("分项得分", 2)
    rows = [row(Cell(inner, span=2)), row("产出", "48"), row("效益", "29")]
    draft.table(rows, 4200, 4200)
    draft.paragraphs(2)
    return draft.save()


@paper("预算表：公式、节页数、样式引用等域都对", FIXED)
def trap_more_fields(draft: Draft) -> bytes:
    draft.title("项目预算申报表")
    draft.heading("资金构成")
    draft.text("本节共", field("SECTIONPAGES", draft.page("#")), "页。")
    total = paragraph(field("=SUM(ABOVE)", "350.5"), style="TableText")
    rows = [row("来源", "金额（万元）"), row("上级补助", "230"), row("县级配套", "120.5")]
    draft.table([*rows, row("合计", Cell(total))], 4400, 4400)
    draft.text("以上见“", field('STYLEREF "heading 1"', "资金构成"), "”。")
    draft.text(field('QUOTE "金额单位为万元。"', "金额单位为万元。"))
    draft.paragraphs(1)
    return draft.save()


@paper("方案：两个目录，总目录只收一级，附表目录按表题", SCHOOL)
def trap_two_contents(draft: Draft) -> bytes:
    draft.title("学校预算编制方案")
    contents(draft, LINKED, code='TOC \\h \\z \\t "章标题,1"', levels=1)
    draft.add(paragraph("表目录", style="TOCHeading"))
    figure_list(draft, "表")
    for number in (1, 2):
        draft.heading(draft.prose.title(), ppr="<w:pageBreakBefore/>" if number == 1 else "")
        draft.heading(draft.prose.title(), 2)
        draft.paragraphs(4)
        caption(draft, "表", draft.prose.title(), number, ppr="<w:keepNext/>")
        draft.table([listed_head(), *listed_rows(draft.prose, 5)], 800, 4000, 1700, 1700)
    draft.paragraphs(2)
    return draft.save()
