"""Old reports that are texts: an annual report with a table in it, a notice with filled blanks."""

from __future__ import annotations

from tests.old_reports_page import RIGHT, Page, Value, Written

_BASICS = (
    "青山市民政局内设科室6个，下属事业单位3个。2022年末实有在编人员42人，退休人员17人。",
    "全年落实民政资金4,286.50万元，支付进度为97.8%。",
)
_AID = (
    "城乡低保标准分别提高到每人每月650元和465元，全年发放低保金2,136.80万元，惠及困难群众5,874户。",
    "临时救助1,203人次，发放救助金168.42万元。",
)
_CARE = (
    "新建街道养老服务中心2个，改造农村敬老院3所，新增护理型床位120张，护理型床位占比达到56.3%。",
)
_PROBLEMS = (
    "一是基层民政力量不足，个别乡镇只有1名专职人员。",
    "二是养老机构运营成本较高，社会资本进入的意愿不强。",
)
_NEXT = ("继续推进“一老一小”服务体系建设，2023年计划新建社区食堂8个。",)
SPENT = {
    "困难群众救助": ("2,450.00", "2,412.22", "98.46%"),
    "养老服务": ("1,180.00", "1,133.40", "96.05%"),
    "儿童福利": ("420.50", "412.08", "98.00%"),
    "合计": ("4,050.50", "3,957.70", "97.71%"),
}


def annual_report() -> Page:
    """An annual report: headings with typed numbers, prose, a table with a caption."""
    page = Page()
    page.title("青山市民政局", Value("年度", "2022"), "年工作总结")
    page.heading("一、基本情况")
    page.text("基本情况", *_BASICS)
    page.heading("二、主要工作")
    page.heading("（一）社会救助", 2)
    page.text("主要工作/社会救助", *_AID)
    page.heading("（二）养老服务", 2)
    page.text("主要工作/养老服务", *_CARE)
    page.heading("三、资金使用情况")
    page.text("资金使用情况", "2022年专项资金使用情况见表1。")
    page.line("表1  2022年专项资金使用情况（单位：万元）")
    _spent(page)
    page.heading("四、存在的问题")
    page.text("存在的问题", *_PROBLEMS)
    page.heading("五、下一步打算")
    page.text("下一步打算", *_NEXT)
    page.line(Value("落款/单位", "青山市民政局"), align=RIGHT)
    page.line(Value("落款/日期", "2023年1月12日"), align=RIGHT)
    return page


def _spent(page: Page) -> None:
    labels = ("预算数", "执行数", "执行率")
    rows: list[list[Written]] = [
        [
            name,
            *(Value(f"表1/{name}/{label}", text) for label, text in zip(labels, row, strict=True)),
        ]
        for name, row in SPENT.items()
    ]
    page.table([["资金类别", *labels], *rows], (5, 3, 3, 3))


def notice() -> Page:
    """A notice: blanks in sentences are filled on lines; a list of attachments; a receipt."""
    page = Page()
    page.title("关于举办", Value("培训班名称", "全市养老护理员"), "培训班的通知")
    page.line(Value("文号", "青民函〔2022〕18号"), align=RIGHT)
    page.line(Value("主送", "各县（市、区）民政局，市社会福利院"), "：")
    _sentences(page)
    for number, name in enumerate(("培训日程安排", "参训人员名额分配表", "报名回执"), 1):
        lead = "附件：" if number == 1 else "　　　"
        page.line(f"{lead}{number}. ", Value(f"附件/{number}", name), indent=True)
    page.line(Value("落款/单位", "青山市民政局"), align=RIGHT)
    page.line(Value("落款/日期", "2022年4月20日"), align=RIGHT)
    page.line(
        "（联系人：", Value("联系人", "赵大勇"), "，电话：", Value("电话", "0731-22681111"), "）"
    )
    return page


def _sentences(page: Page) -> None:
    def blank(path: str, text: str) -> Value:
        return Value(path, text, underlined=True)

    start, end = blank("培训时间/起", "2022年5月12日"), blank("培训时间/止", "5月14日")
    place = blank("培训地点", "青山市会议中心三楼")
    page.line(
        "兹定于", start, "至", end, "在", place, "举办培训班，现将有关事项通知如下：", indent=True
    )
    people, hours = blank("培训人数", "85"), blank("培训学时", "24")
    page.line(
        "一、培训对象为在岗养老护理员，共", people, "人，学时为", hours, "学时。", indent=True
    )
    fee = blank("培训经费", "3.4")
    page.line("二、培训经费", fee, "万元由市级福彩公益金列支，学员往返交通费自理。", indent=True)
    until, mail = blank("报名截止日期", "2022年5月6日"), blank("报名邮箱", "mz@example.org")
    page.line("三、请各单位于", until, "前将报名回执发至", mail, "，逾期不再受理。", indent=True)
