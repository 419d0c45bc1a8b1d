"""Sound papers with contents and references: every field says what is printed."""

from __future__ import annotations

from tests.papers.contents import (
    BARE,
    LINKED,
    WORD,
    WPS_MANNER,
    Manner,
    caption,
    contents,
    figure_list,
    kept,
)
from tests.papers.draft import Draft
from tests.papers.figures import figure
from tests.papers.forms import (
    DATA,
    DATA_LABELS,
    LISTED,
    data_head,
    data_rows,
    listed_head,
    listed_rows,
)
from tests.papers.looks import FIXED, PLAIN, SCHOOL, STANDARD, WPS
from tests.papers.registry import paper
from tests.papers.stale import cover, listed_report, report
from tests.papers.wordml import VANISH, bookmark, field, paragraph, run, simple_field


@paper("自评报告：目录在内容控件里，正文从 1 起编", STANDARD)
def sound_contents_standard(draft: Draft) -> bytes:
    return listed_report(draft, WORD, kept)


@paper("自评报告：标题由 Word 编号，目录没有控件", FIXED)
def sound_contents_numbered(draft: Draft) -> bytes:
    return listed_report(draft, LINKED, kept)


@paper("自评报告：目录收自定义样式", SCHOOL)
def sound_contents_custom(draft: Draft) -> bytes:
    code = 'TOC \\h \\z \\t "章标题,1,节标题,2,条标题,3"'
    return listed_report(draft, WORD, kept, code=code)


@paper("自评报告（WPS）：目录条目自带制表位", WPS)
def sound_contents_wps(draft: Draft) -> bytes:
    return listed_report(draft, WPS_MANNER, kept)


@paper("自评报告：目录按大纲级别，页码是普通文字", PLAIN)
def sound_contents_outline(draft: Draft) -> bytes:
    return listed_report(draft, BARE, kept)


@paper("自评报告：目录只收一级", STANDARD)
def sound_contents_one_level(draft: Draft) -> bytes:
    return listed_report(draft, LINKED, kept, levels=1)


@paper("实施方案：目录不带页码（\\n）", WPS)
def sound_contents_without_pages(draft: Draft) -> bytes:
    draft.title("数字财政建设实施方案")
    contents(draft, LINKED, code='TOC \\o "1-3" \\n \\h \\z \\u', numbered=False)
    report(draft, 1)
    return draft.save()


@paper("评价报告：前言罗马页码，正文重新编页", STANDARD)
def sound_roman_front(draft: Draft) -> bytes:
    cover(draft, "2023年度", "绩效评价报告")
    draft.end_section(footer=False)
    draft.title("评价报告目录")
    contents(draft, WORD, head="")
    draft.heading("编写说明", ppr="<w:pageBreakBefore/>")
    draft.paragraphs(2)
    draft.end_section(number_format="lowerRoman")
    report(draft)
    return draft.save(start=1)


@paper("汇编：第二部分从 21 页续编", FIXED)
def sound_restarted(draft: Draft) -> bytes:
    draft.title("财政管理制度汇编")
    contents(draft, WORD)
    draft.end_section(footer=False)
    draft.heading("预算管理制度")
    draft.paragraphs(5)
    draft.end_section()
    draft.heading("资产管理制度")
    draft.paragraphs(7)
    draft.heading("采购管理制度")
    draft.paragraphs(3)
    return draft.save(start=21)


@paper("决算说明：图目录和目录都对", SCHOOL)
def sound_figure_list(draft: Draft) -> bytes:
    draft.title("2023年度部门决算说明")
    contents(draft, LINKED, levels=1)
    draft.add(paragraph("图目录", style="TOCHeading"))
    figure_list(draft, "图")
    for number, title in enumerate(("收入构成", "支出构成", "三年对比"), 1):
        draft.heading(draft.prose.title(), ppr="<w:pageBreakBefore/>" if number == 1 else "")
        draft.paragraphs(3)
        figure(draft, title, number)
    draft.paragraphs(2)
    return draft.save()


@paper("自评报告：页码引用、交叉引用、共几页都对", STANDARD)
def sound_references(draft: Draft) -> bytes:
    draft.title("2023年度项目支出自评报告")
    draft.text("本报告共", field("NUMPAGES", draft.page("#")), "页。")
    draft.heading("自评结论")
    draft.text("偏离原因详见第", field("PAGEREF _Ref2024 \\h", draft.page("_Ref2024")), "页。")
    heading = "有关情况说明"
    draft.text("制度建设见“", field("REF _Ref2025 \\h", heading), "”一节。")
    draft.paragraphs(5)
    draft.heading(bookmark("_Ref2025", draft.identifier(), run(heading)), listed=heading)
    draft.paragraphs(2)
    words = "偏离原因分析如下"
    draft.marks["_Ref2024"] = words
    draft.text(bookmark("_Ref2024", draft.identifier(), run(words)), "：合同顺延至次年。")
    draft.paragraphs(1)
    return draft.save()


@paper("分析报告：表题编号连续，“见表 2”对", WPS)
def sound_captions(draft: Draft) -> bytes:
    draft.title("资产运行分析")
    draft.text(
        "明细见", field("REF _Ref31 \\h", "表 2"), "，清单见", field("REF _Ref32 \\h", "表 1"), "。"
    )
    caption(draft, "表", "处置清单", 1, ppr="<w:keepNext/>", name="_Ref32")
    draft.table([listed_head(), *listed_rows(draft.prose, 4)], *LISTED)
    draft.paragraphs(1)
    caption(draft, "表", "出租明细", 2, ppr="<w:keepNext/>", name="_Ref31")
    draft.table([data_head(), *data_rows(draft.prose, DATA_LABELS[:6])], *DATA)
    draft.paragraphs(1)
    return draft.save()


@paper("通知：日期、文件名、邮件合并域，版面无从知道", PLAIN)
def sound_other_fields(draft: Draft) -> bytes:
    draft.title("资金下达通知书")
    draft.text(field("MERGEFIELD 单位名称", "«单位名称»"), "：")
    draft.text("下达你单位专项资金", field("MERGEFIELD 金额", "«金额»"), "万元。")
    draft.paragraphs(2)
    draft.text("打印日期：", field('DATE \\@ "yyyy年M月d日"', "2024年3月1日"))
    draft.text("文件：", simple_field("FILENAME", "下达通知书（第三稿）.docx"))
    draft.text("作者：", field("AUTHOR", "办公室"))
    return draft.save()


@paper("自评报告：标题里有隐藏字和空标题，目录都不收", STANDARD)
def sound_hidden_headings(draft: Draft) -> bytes:
    draft.title("绩效自评报告")
    contents(draft, Manner(link="element", pageref=True))
    draft.heading(run("基本情况") + run("（初稿）", VANISH), listed="基本情况")
    draft.paragraphs(3)
    draft.add(paragraph(style=draft.look.heading_style(2)))
    draft.heading("绩效情况")
    draft.paragraphs(4)
    return draft.save()


@paper("长目录：三级标题，目录跨两页", STANDARD)
def sound_long_contents(draft: Draft) -> bytes:
    contents(draft, WORD)
    draft.end_section(number_format="upperRoman")
    for _ in range(4):
        draft.heading(draft.prose.title())
        for _ in range(3):
            draft.heading(draft.prose.title(), 2)
            for _ in range(2):
                draft.heading(draft.prose.title(), 3)
                draft.paragraphs(1)
    draft.lines(7)
    return draft.save(start=1)
