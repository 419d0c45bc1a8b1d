"""Papers whose table of contents is old."""

from __future__ import annotations

from tests.papers.contents import (
    BARE,
    LINKED,
    WORD,
    WPS_MANNER,
    Change,
    Manner,
    contents,
    figure_list,
    moved,
    paged,
    retitled,
    shifted,
    with_deleted,
    without,
)
from tests.papers.draft import Draft
from tests.papers.figures import figure
from tests.papers.looks import FIXED, HEI, PLAIN, SCHOOL, STANDARD, TITLE_FONT, WPS
from tests.papers.registry import Defect, paper
from tests.papers.wordml import font, paragraph, run

TITLES = (
    ("部门概况", ("主要职能", "机构设置")),
    ("收支情况", ("收入情况", "支出情况", "结转结余")),
    ("绩效评价", ("指标得分", "偏差分析")),
    ("下一步打算", ("管理措施", "资金保障")),
)


def cover(draft: Draft, *lines: str) -> None:
    """A cover page without a number."""
    middle = '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
    draft.blank(4)
    for line in lines:
        draft.add(paragraph(run(line, font(TITLE_FONT, 26)), ppr=middle))
    draft.blank(8)
    for line in ("青禾县财政局", "2024年4月"):
        draft.add(paragraph(run(line, font(HEI, 16)), ppr=middle))


def report(draft: Draft, long: int = 2) -> None:
    """Four chapters, each of two or three parts, and some lines, so that the last page has them."""
    for chapter, parts in TITLES:
        draft.heading(chapter)
        for part in parts:
            draft.heading(part, 2)
            draft.paragraphs(long)
    draft.lines(4)


def listed_report(
    draft: Draft,
    manner: Manner,
    change: Change,
    *,
    code: str = "",
    levels: int = 3,
) -> bytes:
    """A report with a cover, its contents on a page of their own, and four chapters."""
    cover(draft, "2023年度部门整体支出", "绩效自评报告")
    draft.end_section(footer=False)
    contents(draft, manner, change=change, code=code, levels=levels)
    draft.end_section(footer=False)
    report(draft)
    return draft.save(start=1)


@paper(
    "自评报告：目录里一章还是旧标题",
    STANDARD,
    Defect("stale", ("绩效评价结果", "绩效评价")),
)
def stale_old_title(draft: Draft) -> bytes:
    return listed_report(draft, WORD, retitled("绩效评价", "绩效评价结果"))


@paper("自评报告：目录里一节的页码错", FIXED, Defect("stale", ("结转结余",)))
def stale_wrong_page(draft: Draft) -> bytes:
    return listed_report(draft, LINKED, moved("结转结余", 4))


@paper("自评报告：目录缺一节", SCHOOL, Defect("stale", ("偏差分析",)))
def stale_missing_entry(draft: Draft) -> bytes:
    code = 'TOC \\h \\z \\t "章标题,1,节标题,2,条标题,3"'
    return listed_report(draft, WORD, without("偏差分析"), code=code)


@paper("自评报告（WPS）：目录多出已删去的一节", WPS, Defect("stale", ("国有资产管理",)))
def stale_deleted_heading(draft: Draft) -> bytes:
    return listed_report(draft, WPS_MANNER, with_deleted("（三）国有资产管理", "机构设置"))


@paper("自评报告：编辑后从第三章起页码都差一页", PLAIN, Defect("stale", ("绩效评价",)))
def stale_shifted(draft: Draft) -> bytes:
    return listed_report(draft, BARE, shifted("绩效评价", 1))


@paper(
    "目录里的页码全是制作模板时的",
    WPS,
    Defect("stale", ("部门概况", "主要职能", "机构设置", "收支情况")),
)
def stale_template_pages(draft: Draft) -> bytes:
    return listed_report(draft, BARE, shifted("部门概况", 20), levels=2)


@paper("自评报告：目录没有编号，标题已由 Word 编号", FIXED, Defect("stale", ("部门概况",)))
def stale_number_of_heading(draft: Draft) -> bytes:
    return listed_report(draft, WORD, retitled("一、部门概况", "二、部门概况"))


@paper(
    "实施方案：目录只有旧标题和 99 页",
    STANDARD,
    Defect("stale", ("旧标题",)),
    Defect("stale", ("总体要求",)),
)
def stale_template_contents(draft: Draft) -> bytes:
    draft.title("预算绩效管理改革实施方案")
    contents(
        draft,
        WORD,
        change=lambda entries: [
            retitled("一、总体要求", "旧标题")(moved("总体要求", 97)(entries))[0]
        ],
    )
    draft.heading("总体要求", ppr="<w:pageBreakBefore/>")
    draft.paragraphs(7)
    return draft.save()


@paper("决算说明：图目录的页码是旧的", SCHOOL, Defect("stale", ("收入构成",)))
def stale_figure_list(draft: Draft) -> bytes:
    draft.title("2023年度部门决算说明")
    draft.add(paragraph("图目录", style="TOCHeading"))
    figure_list(draft, "图", moved("收入构成", 2))
    draft.heading("收入", ppr="<w:pageBreakBefore/>")
    draft.paragraphs(3)
    figure(draft, "收入构成", 1)
    draft.heading("支出")
    draft.paragraphs(5)
    figure(draft, "支出构成", 2)
    draft.paragraphs(2)
    return draft.save()


@paper("决算说明：图目录缺最后一个图", WPS, Defect("stale", ("三年对比",)))
def stale_figure_missing(draft: Draft) -> bytes:
    draft.title("2023年度部门决算分析")
    draft.add(paragraph("图目录", style="TOCHeading"))
    figure_list(draft, "图", without("三年对比"))
    for number, title in enumerate(("收入构成", "支出构成", "三年对比"), 1):
        draft.heading(f"{title}分析")
        draft.paragraphs(2)
        figure(draft, title, number)
    return draft.save()


@paper(
    "前置部分用罗马数字：目录里前言的页码写成阿拉伯数字",
    STANDARD,
    Defect("stale", ("编写说明",)),
)
def stale_roman_page(draft: Draft) -> bytes:
    cover(draft, "2023年度", "绩效评价报告")
    draft.end_section(footer=False)
    draft.title("评价报告目录")
    contents(draft, WORD, change=paged("编写说明", "3"), head="")
    draft.heading("编写说明", ppr="<w:pageBreakBefore/>")
    draft.paragraphs(2)
    draft.end_section(number_format="lowerRoman")
    report(draft)
    return draft.save(start=1)
