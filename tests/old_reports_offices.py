"""Five more old reports of offices: leave, procurement, a month's work, a score card, a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from tests.old_reports_page import ABOVE, BESIDE, RIGHT, Choice, Page, Piece, Value, Written


def _cells(path: str, labels: Sequence[str], texts: Sequence[str]) -> list[Piece]:
    pairs = zip(labels, texts, strict=True)
    return [Value(f"{path}/{label}", text) if text else "" for label, text in pairs]


def leave_and_expenses() -> Page:
    """A form for leave and the journey's expenses, with opinions that are signed."""
    page = Page()
    page.title("青山市水利局职工休假及差旅费审批表")
    page.line("填表日期：", Value("填表日期", "2022年7月4日"), align=RIGHT)
    page.table([*_leave(), *_expenses(), *_opinions()], (2.6, 2.8, 2.2, 2.8, 2.2, 3))
    page.line("备注：本表由人事科留存，休假结束后3个工作日内销假。")
    return page


def _leave() -> list[list[Written]]:
    kind = Choice("休假类别", ("年休假", "探亲假", "婚假", "病假"), ("探亲假",))
    first, last = Value("起止时间/起", "2022年7月11日"), Value("起止时间/止", "2022年7月25日")
    span: Written = ("自", first, "至", last, "，共", Value("起止时间/天数", "15"), "天")
    why = "父母居住在四川绵阳，两年未探望，申请探亲假一次。"
    return [
        [
            "姓名",
            Value("姓名", "罗建军"),
            "所在科室",
            Value("所在科室", "工程建设科"),
            "职务",
            Value("职务", "副科长"),
        ],
        [
            "参加工作时间",
            Value("参加工作时间", "2009年8月"),
            "工龄",
            Value("工龄", "13年"),
            "联系方式",
            Value("联系方式", "13800001111"),
        ],
        ["休假类别", kind, *[BESIDE] * 4],
        ["起止时间", span, *[BESIDE] * 4],
        ["休假事由", Value("休假事由", why), *[BESIDE] * 4],
    ]


def _expenses() -> list[list[Written]]:
    labels = ("起止地点", "交通工具", "票据张数", "金额（元）")
    trips = (
        ("7月11日", "青山—绵阳", "火车", "2", "386.50"),
        ("7月25日", "绵阳—青山", "火车", "2", "391.00"),
    )
    rows: list[list[Written]] = [
        [ABOVE, *_cells(f"差旅费/{number}", ("日期", *labels), trip)]
        for number, trip in enumerate(trips, 1)
    ]
    words = Value("合计（大写）", "柒佰柒拾柒元伍角整")
    total = [Value("合计/票据张数", "4"), Value("合计/金额（元）", "777.50")]
    return [
        ["差旅费", "日期", *labels],
        *rows,
        [ABOVE, "合计", BESIDE, BESIDE, *total],
        ["合计（大写）", words, *[BESIDE] * 4],
    ]


def _opinions() -> list[list[Written]]:
    office = Value("科室意见", "工作已交接，同意休假。")
    leader = Value("局领导意见", "同意。")
    return [
        [
            "科室意见",
            (office, "\n签字：            ", Value("科室意见/日期", "2022年7月4日")),
            *[BESIDE] * 4,
        ],
        [
            "局领导意见",
            (leader, "\n签字：            ", Value("局领导意见/日期", "2022年7月5日")),
            *[BESIDE] * 4,
        ],
    ]


def acceptance() -> Page:
    """An acceptance of goods: a list with sums, the total in words, an opinion, signatures."""
    page = Page()
    page.title("政府采购货物验收单")
    page.line(
        "采购单位：",
        Value("采购单位", "青山市第三中学"),
        "    验收编号：",
        Value("验收编号", "YS2022-031"),
    )
    page.table([*_contract(), *_goods(), *_accepted()], (2, 3.4, 3.4, 1.8, 1.8, 2.2, 2.4))
    page.line(
        "供应商代表：",
        Value("供应商代表", "邓海波"),
        "    ",
        "联系电话：",
        Value("联系电话", "0731-28880099"),
    )
    return page


def _contract() -> list[list[Written]]:
    return [
        [
            "项目名称",
            Value("项目名称", "教学楼多媒体设备更新"),
            BESIDE,
            BESIDE,
            "合同编号",
            Value("合同编号", "QSCG-2022-118"),
            BESIDE,
        ],
        [
            "供应商",
            Value("供应商", "湖南星远科技有限公司"),
            BESIDE,
            BESIDE,
            "合同金额",
            Value("合同金额", "318,600.00元"),
            BESIDE,
        ],
        [
            "交货地点",
            Value("交货地点", "学校致远楼一楼报告厅"),
            BESIDE,
            BESIDE,
            "验收日期",
            Value("验收日期", "2022年8月26日"),
            BESIDE,
        ],
    ]


_GOODS = (
    ("智慧黑板", "希沃 BB86EB", "套", "12", "19,800.00", "237,600.00"),
    ("无线扩音器", "得胜 E300W", "台", "15", "600.00", "9,000.00"),
    ("实物展台", "鸿合 HZ-V560", "台", "12", "6,000.00", "72,000.00"),
)


def _goods() -> list[list[Written]]:
    labels = ("货物名称", "规格型号", "单位", "数量", "单价（元）", "金额（元）")
    rows: list[list[Written]] = [
        [str(number), *_cells(f"货物/{number}", labels, item)]
        for number, item in enumerate(_GOODS, 1)
    ]
    total: list[Written] = ["合计", *[BESIDE] * 5, Value("合计/金额（元）", "318,600.00")]
    words = Value("金额大写", "叁拾壹万捌仟陆佰元整")
    return [["序号", *labels], *rows, total, ["金额大写", words, *[BESIDE] * 5]]


def _accepted() -> list[list[Written]]:
    result = Choice("验收结论", ("合格", "整改后合格", "不合格"), ("合格",))
    seen = "设备数量、型号与合同一致，通电运行正常，随机资料齐全。"
    rest = [BESIDE] * 5
    people = Value("验收小组成员", "谭志明、何丽、袁小平")
    return [
        ["验收情况", Value("验收情况", seen), *rest],
        ["验收结论", result, *rest],
        ["验收小组成员", people, *rest],
    ]


def month_of_work() -> Page:
    """A summary of a month's work: a letterhead, dates and figures in its headings, prose."""
    page = Page()
    page.title("青山市应急管理局", Value("年度", "2022"), "年", Value("月份", "6"), "月份工作小结")
    page.line("（", Value("日期", "2022年7月1日"), "）", align=RIGHT)
    page.heading("一、6月份工作完成情况")
    page.text(
        "6月份工作完成情况/引言",
        "6月份，我局紧盯“安全生产月”，出动检查组46个，检查企业213家，查处隐患587处。",
    )
    page.heading("（一）6月1日至6月10日：启动部署", 2)
    page.text("启动部署", "召开全市动员会1次，发放宣传手册12,000册，覆盖社区88个。")
    page.heading("（二）6月11日至6月30日：集中整治", 2)
    page.text(
        "集中整治",
        "对危化品企业开展“回头看”，复查36家，责令停产整顿2家，罚款18.6万元。",
        "组织防汛演练3场，转移群众演练1,420人次。",
    )
    page.heading("二、存在的主要问题")
    page.text(
        "存在的主要问题", "部分小微企业主体责任落实不到位，隐患反复出现；基层执法人员只有9名。"
    )
    page.heading("三、7月份工作计划")
    page.text("7月份工作计划", "一是抓好主汛期值班值守。", "二是对24家尾矿库企业开展专项检查。")
    page.line(Value("落款/单位", "青山市应急管理局"), align=RIGHT)
    page.line(Value("落款/日期", "2022年7月1日"), align=RIGHT)
    return page


_CARD = {
    "组织领导": (
        ("成立工作领导小组，明确专人负责", "10", "10", "成立了由局长任组长的领导小组"),
        ("每季度专题研究不少于1次", "5", "4", "三季度未召开专题会"),
    ),
    "制度建设": (
        ("内部控制制度健全", "15", "15", "修订制度7项"),
        ("档案资料完整规范", "10", "8.5", "2份合同未归档"),
    ),
    "工作成效": (
        ("年度任务完成率达到100%", "40", "38", "完成率95%"),
        ("群众满意度达到90%以上", "20", "20", "满意度94.6%"),
    ),
}


def score_card() -> Page:
    """A score card: printed items and points, scores and reasons written beside them."""
    page = Page()
    page.title(Value("年度", "2022"), "年度机关效能建设考核评分表")
    page.line(
        "被考核单位：",
        Value("被考核单位", "青山市司法局"),
        "        考核时间：",
        Value("考核时间", "2022年12月15日"),
    )
    rows: list[list[Written]] = [["考核项目", "考核内容", "分值", "得分", "扣分原因及说明"]]
    for group, items in _CARD.items():
        for number, (content, points, score, why) in enumerate(items, 1):
            path = f"{group}/{content}"
            written = [Value(f"{path}/得分", score), Value(f"{path}/扣分原因及说明", why)]
            rows.append([group if number == 1 else ABOVE, content, points, *written])
    rows.append(["合计", BESIDE, "100", Value("合计/得分", "95.5"), ""])
    grade = Choice("考核等次", ("优秀", "良好", "合格", "不合格"), ("优秀",))
    rows.append(["考核等次", BESIDE, grade, BESIDE, BESIDE])
    said = Value("考核组意见", "该局效能建设扎实，建议评为优秀等次，并督促整改合同归档问题。")
    rows.append(["考核组意见", BESIDE, said, BESIDE, BESIDE])
    page.table(rows, (2.4, 5, 1.6, 1.6, 5))
    page.line(
        "考核组长：",
        Value("考核组长", "汪国庆"),
        "      考核人员：",
        Value("考核人员", "曾丽、范文斌"),
    )
    return page


def meeting_record() -> Page:
    """A record of a meeting: labels and values in a table, the talk in wide cells, resolutions."""
    page = Page()
    page.title("会议记录")
    rest = [BESIDE] * 3
    talk = (
        "刘志刚：上半年完成固定资产投资12.6亿元，占年计划的54%。",
        "沈芳：老旧小区改造已开工9个，资金缺口约860万元。",
    )
    rows: list[list[Written]] = [
        ["会议名称", Value("会议名称", "局务会2022年第7次会议"), *rest],
        [
            "时间",
            Value("时间", "2022年7月18日上午9时"),
            BESIDE,
            "地点",
            Value("地点", "三楼会议室"),
        ],
        ["主持人", Value("主持人", "韩卫东"), BESIDE, "记录人", Value("记录人", "邹敏")],
        ["出席人员", Value("出席人员", "韩卫东、刘志刚、沈芳、孟凡林"), *rest],
        ["缺席人员及原因", Value("缺席人员及原因", "夏雨（出差）"), *rest],
        ["会议议题", Value("会议议题", "研究上半年项目建设和老旧小区改造工作"), *rest],
        ["发言记录", Value("发言记录", "\n".join(talk)), *rest],
        ["议定事项", "序号", "事项", "责任科室", "完成时限"],
    ]
    agreed = (
        ("编制资金缺口解决方案", "计划财务科", "7月31日前"),
        ("每周通报改造进度", "城市建设科", "长期"),
    )
    for number, item in enumerate(agreed, 1):
        cells = _cells(f"议定事项/{number}", ("事项", "责任科室", "完成时限"), item)
        rows.append([ABOVE, str(number), *cells])
    page.table(rows, (3, 1.6, 5, 3, 3.4))
    page.line("记录整理：", Value("记录整理", "邹敏"), "    审核：", Value("审核", "韩卫东"))
    return page
