"""Old reports of which there is no pack, filled by hand, with the values that they have.

``OLD_REPORTS[name]()`` writes one: its document, and its values by the path of their labels:
``预算执行/年度资金总额/得分``; items of a list count from 1, ``家庭成员/2/姓名``. Titles and labels
that stay the same each year are no values; totals are, whether they are worked out or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.old_reports_offices import (
    acceptance,
    leave_and_expenses,
    meeting_record,
    month_of_work,
    score_card,
)
from tests.old_reports_page import ABOVE, BESIDE, RIGHT, Choice, Page, Photo, Piece, Value, Written
from tests.old_reports_texts import annual_report, notice


def registration_form() -> Page:
    """A personal form: labels side by side, a photo, boxes to tick, a list of the family."""
    page = Page()
    page.title("青山市基层志愿服务人员登记表")
    page.line(
        "填表单位：",
        Value("填表单位", "青山市河东街道办事处"),
        "        编号：",
        Value("编号", "QS-0417"),
    )
    page.table(_person(), (2.2, 3, 2, 2.6, 2.2, 2.8, 3))
    page.line("注：本表一式两份，由街道和市志愿服务中心各存一份。")
    return page


def _person() -> list[list[Written]]:
    sex = Choice("性别", ("男", "女"), ("女",))
    party = Choice("政治面貌", ("中共党员", "共青团员", "群众"), ("中共党员",))
    number = Value("身份证号", "430200198806150000")
    phone = Value("联系电话", "13900000000")
    first: list[Written] = ["姓名", Value("姓名", "李文静"), "性别", sex]
    second: list[Written] = ["民族", Value("民族", "汉族"), "籍贯", Value("籍贯", "湖南株洲")]
    return [
        [*first, "出生年月", Value("出生年月", "1988.06"), Photo()],
        [*second, "学历", Value("学历", "大学本科"), ABOVE],
        ["政治面貌", party, BESIDE, BESIDE, "婚姻状况", Value("婚姻状况", "已婚"), ABOVE],
        ["身份证号", number, BESIDE, BESIDE, "联系电话", phone, BESIDE],
        *_service(),
        ["家庭成员", "姓名", "关系", "出生年月", "政治面貌", "工作单位", BESIDE],
        *_family(),
        *_history(),
    ]


def _service() -> list[list[Written]]:
    kinds = ("社区服务", "环境保护", "应急救援", "文化教育")
    work = Choice("志愿服务类别", kinds, ("社区服务", "文化教育"))
    office = Value("工作单位及职务", "河东街道民政办公室 科员")
    rest = [BESIDE] * 5
    return [["工作单位\n及职务", office, *rest], ["志愿服务类别", work, *rest]]


def _history() -> list[list[Written]]:
    school = "2010年9月至2014年6月，在湖南师范大学学习；"
    past = Value("个人简历", f"{school}2014年7月至今，在河东街道工作。")
    opinion = Value("街道意见", "情况属实，同意推荐。")
    day = Value("街道意见/日期", "2022年3月8日")
    rest = [BESIDE] * 5
    return [["个人简历", past, *rest], ["街道意见", (opinion, "\n（盖章）    ", day), *rest]]


def _family() -> list[list[Written]]:
    people = (
        ("周志强", "配偶", "1986.11", "群众", "青山市第二中学"),
        ("周小雨", "女儿", "2015.04", "", "青山市实验小学"),
    )
    labels = ("姓名", "关系", "出生年月", "政治面貌", "工作单位")
    return [
        [ABOVE, *_values(f"家庭成员/{number}", labels, person), BESIDE]
        for number, person in enumerate(people, 1)
    ]


def _values(path: str, labels: Sequence[str], texts: Sequence[str]) -> list[Piece]:
    """Cells of a row by the labels of their columns; an empty one is blank."""
    pairs = zip(labels, texts, strict=True)
    return [Value(f"{path}/{label}", text) if text else "" for label, text in pairs]


def project_evaluation() -> Page:
    """A project's self-evaluation: money, goals, a list of indicators in merged groups."""
    page = Page()
    page.title(Value("年度", "2022"), "年度市级项目支出绩效自评表")
    left = ("填报单位（盖章）：", Value("填报单位", "青山市林业局"))
    page.line(*left, "            单位：万元")
    page.table([*_project(), *_indicators()], (1.6, 2, 2.6, 3, 2.4, 2.4, 1.4, 1.4))
    page.line(
        "填报人：", Value("填报人", "刘晓燕"), "    联系电话：", Value("联系电话", "0731-22680000")
    )
    return page


_MONEY = ("年初预算数", "调整后预算数", "全年执行数", "分值", "执行率", "得分")


def _project() -> list[list[Written]]:
    amounts = {
        "年度资金总额": ("180.00", "176.50", "170.32", "10", "96.50%", "9.65"),
        "其中：市级财政拨款": ("150.00", "150.00", "146.82", "", "", ""),
        "自有资金": ("30.00", "26.50", "23.50", "", "", ""),
    }
    money: list[list[Written]] = [
        [ABOVE, name, *_values(f"预算执行/{name}", _MONEY, row)] for name, row in amounts.items()
    ]
    return [
        ["项目名称", BESIDE, Value("项目名称", "森林防火能力提升"), *[BESIDE] * 5],
        [
            "主管部门",
            BESIDE,
            Value("主管部门", "青山市林业局"),
            BESIDE,
            "实施单位",
            Value("实施单位", "青山市森林防火中心"),
            BESIDE,
            BESIDE,
        ],
        ["预算执行", "资金来源", *_MONEY],
        *money,
        ["总体目标", "预期目标", BESIDE, BESIDE, "实际完成情况", BESIDE, BESIDE, BESIDE],
        [
            ABOVE,
            Value("总体目标/预期目标", "新建防火瞭望塔2座，火灾受害率控制在0.5‰以内。"),
            BESIDE,
            BESIDE,
            Value("总体目标/实际完成情况", "建成瞭望塔2座，全年火灾受害率0.21‰。"),
            BESIDE,
            BESIDE,
            BESIDE,
        ],
    ]


INDICATORS = {
    ("产出指标", "数量指标"): (
        ("新建瞭望塔", "2座", "2座", "10", "10"),
        ("开设防火隔离带", "≥35公里", "38.6公里", "10", "10"),
        ("培训护林员", "≥260人次", "241人次", "10", "9.3"),
    ),
    ("产出指标", "质量指标"): (("工程验收合格率", "100%", "100%", "10", "10"),),
    ("产出指标", "时效指标"): (("完成时间", "11月底前", "12月6日", "10", "8"),),
    ("效益指标", "生态效益"): (
        ("森林火灾受害率", "≤0.5‰", "0.21‰", "15", "15"),
        ("林区监测覆盖率", "≥85%", "88.2%", "15", "15"),
    ),
    ("满意度指标", "服务对象满意度"): (("林区群众满意度", "≥90%", "93.4%", "10", "10"),),
}


def _indicators() -> list[list[Written]]:
    labels = ("三级指标", "年度指标值", "实际完成值", "分值", "得分")
    rows: list[list[Written]] = [
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    ]
    last = ""
    for (first, second), items in INDICATORS.items():
        for number, item in enumerate(items, 1):
            path = f"绩效指标/{first}/{second}/{number}"
            groups = [ABOVE if last == first else first, second if number == 1 else ABOVE]
            rows.append([ABOVE, *groups, *_values(path, labels, item)])
            last = first
    total = [Value("总分/分值", "100"), Value("总分/得分", "96.95")]
    return [*rows, ["总分", *[BESIDE] * 5, *total]]


def figures_over_years() -> Page:
    """A table over years, with units, groups, subtotals and a total."""
    page = Page()
    page.title("青山市图书馆近三年经费收支与业务情况表")
    page.line(
        "编制单位：",
        Value("编制单位", "青山市图书馆"),
        "    编制日期：",
        Value("编制日期", "2022年12月30日"),
    )
    page.line("金额单位：万元", align=RIGHT)
    page.table([["项目", "计量单位", *YEARS, "备注"], *_years()], (5, 2, 2.3, 2.3, 2.3, 3))
    page.line(
        "单位负责人：", Value("单位负责人", "陈思远"), "    制表人：", Value("制表人", "吴桂芳")
    )
    return page


YEARS = ("2020年", "2021年", "2022年")
_FIGURES = {
    "一、收入合计": ("万元", "612.40", "655.18", "1,023.75", ""),
    "一、收入合计/财政拨款": ("万元", "580.00", "620.00", "980.50", "2022年含新馆设备购置"),
    "一、收入合计/其他收入": ("万元", "32.40", "35.18", "43.25", ""),
    "二、支出合计": ("万元", "608.15", "649.92", "1,001.36", ""),
    "二、支出合计/基本支出": ("万元", "401.25", "412.60", "425.88", ""),
    "二、支出合计/项目支出": ("万元", "206.90", "237.32", "575.48", ""),
    "三、业务情况/馆藏图书": ("万册", "41.2", "44.9", "52.7", ""),
    "三、业务情况/到馆读者": ("人次", "118,260", "203,417", "187,905", "受闭馆影响"),
    "三、业务情况/在编人员": ("人", "28", "28", "27", ""),
}


def _years() -> list[list[Written]]:
    rows: list[list[Written]] = []
    for path, (unit, *texts) in _FIGURES.items():
        group, _, name = path.partition("/")
        if group.startswith("三") and not any(row[0] == group for row in rows):
            rows.append([group, *[BESIDE] * 5])
        cells = _values(path, (*YEARS, "备注"), texts)
        rows.append([f"　　{name}" if name else group, unit, *cells])
    return rows


OLD_REPORTS: dict[str, Callable[[], Page]] = {
    "registration-form": registration_form,
    "project-evaluation": project_evaluation,
    "annual-report": annual_report,
    "figures-over-years": figures_over_years,
    "notice": notice,
    "leave-and-expenses": leave_and_expenses,
    "acceptance": acceptance,
    "month-of-work": month_of_work,
    "score-card": score_card,
    "meeting-record": meeting_record,
}


def write_old_report(name: str, folder: Path) -> tuple[Path, dict[str, str]]:
    """Writes a report into ``folder``; gives its file and its values."""
    page = OLD_REPORTS[name]()
    file = folder / f"{name}.docx"
    page.document.save(str(file))
    return file, page.values
