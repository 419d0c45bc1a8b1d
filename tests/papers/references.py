"""Papers in which a field of the text says what is no longer so."""

from __future__ import annotations

from tests.papers.contents import caption
from tests.papers.draft import Draft
from tests.papers.figures import figure
from tests.papers.forms import LISTED, listed_head, listed_rows
from tests.papers.looks import FIXED, PLAIN, SCHOOL, STANDARD, WPS
from tests.papers.registry import Defect, paper
from tests.papers.wordml import Cell, bookmark, field, paragraph, row, run, simple_field


@paper("自评报告：“见第 9 页”是旧页码", STANDARD, Defect("stale", ("偏离原因详见第", "第9页")))
def stale_pageref(draft: Draft) -> bytes:
    draft.title("2023年度项目支出绩效自评报告")
    draft.heading("自评结论")
    draft.paragraphs(2)
    place = "_Toc1702001"
    draft.text("偏离原因详见第", field(f"PAGEREF {place} \\h", "9"), "页。")
    draft.paragraphs(4)
    draft.heading("有关情况说明")
    draft.paragraphs(1)
    marked = bookmark(place, draft.identifier(), run("偏离原因分析如下"))
    draft.text(marked, "：设备采购合同顺延至次年，资金相应结转。")
    draft.paragraphs(1)
    return draft.save()


@paper("实施方案：交叉引用还是旧的标题", FIXED, Defect("stale", ("资金筹措办法",)))
def stale_ref(draft: Draft) -> bytes:
    draft.title("县级储备物资管理实施方案")
    draft.heading("总体要求")
    draft.paragraphs(1)
    place = draft.identifier()
    draft.text("所需经费按“", field("REF _Ref20240415 \\h", "资金筹措办法"), "”一节执行。")
    draft.paragraphs(1)
    draft.heading(bookmark("_Ref20240415", place, run("经费保障办法")), listed="经费保障办法")
    draft.paragraphs(2)
    return draft.save()


@paper("决算说明：两个表都编成表 3", SCHOOL, Defect("stale", ("表 3 支出决算", "支出决算")))
def stale_caption_number(draft: Draft) -> bytes:
    draft.title("2023年度部门决算说明")
    for number, title in ((1, "人员情况"), (2, "资产情况"), (3, "收入决算"), (3, "支出决算")):
        draft.heading(draft.prose.title())
        draft.paragraphs(1)
        caption(draft, "表", title, number, ppr="<w:keepNext/>")
        draft.table(
            [listed_head(), *listed_rows(draft.prose, 3, height=400)], 800, 4000, 1700, 1700
        )
    draft.paragraphs(1)
    return draft.save()


@paper("通知附件：正文写“共 3 页”，印出来不止", WPS, Defect("stale", ("本附件共", "共3页")))
def stale_page_count(draft: Draft) -> bytes:
    draft.title("专项债券项目资料清单")
    draft.text("本附件共", field("NUMPAGES", "3"), "页，请核对后签收。")
    draft.table([listed_head(head=True), *listed_rows(draft.prose, 72)], *LISTED)
    draft.paragraphs(1)
    return draft.save()


@paper("分析报告：“如图 4 所示”，图已改为图 2", STANDARD, Defect("stale", ("图 4", "支出构成如")))
def stale_figure_ref(draft: Draft) -> bytes:
    draft.title("财政收支运行分析")
    draft.paragraphs(1)
    figure(draft, "收入构成", 1, height=90)
    mark = "_Ref20240002"
    draft.text("支出构成如", field(f"REF {mark} \\h", "图 4"), "所示，教育和农林水支出占比最高。")
    draft.paragraphs(1)
    figure(draft, "支出构成", 2, height=90, name=mark)
    draft.paragraphs(2)
    return draft.save()


@paper(
    "调研报告：图的编号跳过 2，且正文引用旧页码",
    PLAIN,
    Defect("stale", ("图 3 外业核查", "外业核查")),
    Defect("stale", ("照片见第", "第12页")),
)
def stale_two_fields(draft: Draft) -> bytes:
    draft.title("高标准农田项目核查情况")
    draft.paragraphs(2)
    figure(draft, "资料核对", 1)
    draft.text("现场照片见第", simple_field("PAGEREF _Ref20240003 \\h", "12"), "页。")
    figure(draft, "外业核查", 3, name="_Ref20240003")
    draft.paragraphs(3)
    return draft.save()


@paper(
    "表内合计行里引用的页数过期",
    FIXED,
    Defect("stale", ("材料共", "共5页"), (1, 4, 2)),
)
def stale_in_cell(draft: Draft) -> bytes:
    draft.title("申报材料目录")
    draft.paragraphs(1)
    total = paragraph("材料共", field("NUMPAGES", "5"), "页", style="TableText")
    rows = [
        row("序号", "材料名称", "份数", height=600),
        row("1", "资金申请文件", "1", height=600),
        row("2", "实施方案", "1", height=600),
        row("合计", Cell(total), "2", height=600),
    ]
    draft.table(rows, 1200, 5600, 2000)
    draft.paragraphs(1)
    return draft.save()
