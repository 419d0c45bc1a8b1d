"""Defects planted into a sound unit, one at a time, and sentences that are correct."""

from __future__ import annotations

from dataclasses import dataclass, field

REPORT, BASE, DEPARTMENT = "report.yaml", "附件1-基础数据.yaml", "附件2-整体支出自评.yaml"
HOTLINE = "projects/hotline.yaml"
OVERVIEW, BUDGET = "narrative/1-部门（单位）基本情况.md", "narrative/2-一般公共预算支出情况.md"
PERFORMANCE, PROBLEMS = "narrative/6-资金使用及绩效情况.md", "narrative/7-存在的问题及原因分析.md"


@dataclass(frozen=True)
class Defect:
    """``old`` becomes ``new`` in ``file``; ``found`` are (code or rule, file, line)."""

    name: str
    file: str
    old: str
    new: str
    found: list[tuple[str, str, int]]
    more: list[tuple[str, str, str]] = field(default_factory=list)


def defect(
    name: str, file: str, old: str, new: str, *problems: tuple[str, int] | tuple[str, str, int]
) -> Defect:
    places = [
        (problem[0], file, problem[1]) if len(problem) == 2 else problem for problem in problems
    ]
    return Defect(name, file, old, new, places)


def line(old: str, new: str, code: str, number: int, file: str = PROBLEMS) -> Defect:
    return defect(new, file, old, new, (code, number))


NARRATIVE = "年中更换设备，热线停机两日，接通率低于目标。"
"""The whole of narrative/7-存在的问题及原因分析.md, for defects of the text."""

DEFECTS = [
    # rules of the pack, and of every evaluation form
    defect(
        "more staff than posts",
        BASE,
        "实际在职人数: 6",
        "实际在职人数: 9",
        ("在职人数不超过编制数", 1),
    ),
    defect(
        "reception over budget",
        BASE,
        "本年决算数: 0.12",
        "本年决算数: 0.62",
        ("三公经费决算不超过预算", 7),
    ),
    defect(
        "cars over budget",
        BASE,
        "本年决算数: 0.95",
        "本年决算数: 1.25",
        ("三公经费决算不超过预算", 5),
        ("三公经费决算不超过预算", 4),
    ),
    defect(
        "parts over the whole",
        BASE,
        "本年决算数: 8.8}",
        "本年决算数: 20}",
        ("公用经费不少于其中各项之和", 11),
    ),
    defect(
        "annex 1 against annex 2",
        BASE,
        "本年预算数: 8, 本年决算数: 8.00",
        "本年预算数: 8, 本年决算数: 7.50",
        ("附件1与附件2的项目支出一致", DEPARTMENT, 13),
    ),
    defect(
        "more spent than planned",
        DEPARTMENT,
        "全年预算数: 100.00",
        "全年预算数: 97.00",
        ("全年执行数不超过全年预算数", 4),
        ("各项收入之和等于全年预算数", 7),
    ),
    defect(
        "income does not add up",
        DEPARTMENT,
        "一般公共预算: 100.00",
        "一般公共预算: 99.00",
        ("各项收入之和等于全年预算数", 7),
    ),
    defect(
        "income off by a cent",
        DEPARTMENT,
        "一般公共预算: 100.00",
        "一般公共预算: 99.99",
        ("rule-rounding", 7),
    ),
    defect(
        "spending does not add up",
        DEPARTMENT,
        "基本支出: 90.00",
        "基本支出: 89.00",
        ("基本支出与项目支出之和等于全年执行数", 12),
    ),
    defect(
        "weights of the whole",
        DEPARTMENT,
        "分值: 25, 得分: 25",
        "分值: 24, 得分: 24",
        ("产出指标40分", 21),
    ),
    defect(
        "weight of the budget",
        DEPARTMENT,
        "分值: 10\n",
        "分值: 9\n",
        ("整体支出分值合计100", 20),
    ),
    defect(
        "weights of benefit",
        DEPARTMENT,
        "分值: 20, 得分: 19",
        "分值: 21, 得分: 19",
        ("效益指标20分", 26),
    ),
    defect(
        "weights of satisfaction",
        DEPARTMENT,
        "分值: 10, 得分: 10",
        "分值: 9, 得分: 9",
        ("满意度指标10分", 29),
    ),
    defect(
        "weights of cost",
        DEPARTMENT,
        "分值: 20, 得分: 20",
        "分值: 19, 得分: 19",
        ("成本指标20分", 32),
    ),
    defect(
        "score over its weight",
        DEPARTMENT,
        "分值: 15, 得分: 15",
        "分值: 15, 得分: 16",
        ("得分不超过分值", 24),
    ),
    defect(
        "full marks below the target",
        "facts.yaml",
        "来访: 1620",
        "来访: 1420",
        ("未达到指标值按比例得分", DEPARTMENT, 22),
    ),
    defect(
        "a project below its target",
        HOTLINE,
        "实际完成值: 完成4批",
        "实际完成值: 完成3批",
        ("项目未达到指标值按比例得分", 18),
    ),
    defect(
        "points lost without a reason",
        DEPARTMENT,
        "分值: 15, 得分: 15",
        "分值: 15, 得分: 14",
        ("扣分要写明原因", 24),
    ),
    defect(
        "full marks beside 未完成",
        DEPARTMENT,
        "分值: 15, 得分: 15, 偏差原因分析及改进措施: ",
        "分值: 15, 得分: 15, 偏差原因分析及改进措施: 部分未完成",
        ("未完成却得满分", 24),
    ),
    defect(
        "the target again",
        DEPARTMENT,
        '"{{ 工作数据.接通率 }}%"',
        "≥98%",
        ("实际完成值不照抄指标值", 27),
    ),
    defect("no actual value", DEPARTMENT, '"{{ 工作数据.接通率 }}%"', "", ("实际完成值不留空", 27)),
    defect(
        "no actual value in a project",
        HOTLINE,
        "实际完成值: 完成4批",
        "实际完成值: ",
        ("实际完成值不留空", 18),
    ),
    defect(
        "a project over its budget",
        HOTLINE,
        "全年执行数: 8.00",
        "全年执行数: 8.50",
        ("项目执行数不超过项目预算数", 6),
        ("项目未达到指标值按比例得分", 27),
    ),
    defect(
        "weights of a project",
        HOTLINE,
        "分值: 40, 得分: 40",
        "分值: 30, 得分: 30",
        ("项目分值合计100", 16),
    ),
    defect(
        "a project's score",
        HOTLINE,
        "分值: 40, 得分: 40",
        "分值: 40, 得分: 41",
        ("得分不超过分值", 18),
    ),
    defect(
        "a project's lost points",
        HOTLINE,
        "分值: 40, 得分: 40",
        "分值: 40, 得分: 39",
        ("扣分要写明原因", 18),
    ),
    defect(
        "a project's target again",
        HOTLINE,
        "年度指标值: 4批, 实际完成值: 完成4批",
        "年度指标值: ≥4批, 实际完成值: ≥4批",
        ("实际完成值不照抄指标值", 18),
    ),
    defect(
        "a project's 未完成",
        HOTLINE,
        "分值: 40, 得分: 40, 偏差原因分析及改进措施: ",
        "分值: 40, 得分: 40, 偏差原因分析及改进措施: 未完成",
        ("未完成却得满分", 18),
    ),
    defect(
        "two names for one",
        HOTLINE,
        "项目支出名称: 便民热线运行",
        "项目支出名称: 档案整理费",
        ("near-names", 1),
    ),
    defect(
        "another unit",
        HOTLINE,
        "实施单位: 某县某某服务中心",
        "实施单位: 某县某中心",
        ("实施单位与封面一致", 3),
    ),
    defect(
        "a cover before the year's end",
        REPORT,
        "日期: 2024年3月8日",
        "日期: 2023年3月8日",
        ("封面日期在年度之后", 6),
    ),
    # derived values
    defect(
        "a rate typed wrong",
        DEPARTMENT,
        "全年执行数: 98.00",
        "全年执行数: 98.00\n  执行率: 97%",
        ("derived-differs", 5),
    ),
    defect(
        "a total typed wrong",
        BASE,
        "出国经费:",
        "三公经费: {上年决算数: 1.4, 本年预算数: 1.7, 本年决算数: 1.17}\n  出国经费:",
        ("derived-differs", 6),
    ),
    # text against tables
    defect(
        "the wrong figure",
        BUDGET,
        "基本支出{{ 年度预算申请.按支出性质分.基本支出 }}万元",
        "基本支出8.00万元",
        ("text-differs", 3),
    ),
    defect(
        "the wrong binding",
        BUDGET,
        "基本支出{{ 年度预算申请.按支出性质分.基本支出 }}万元",
        "基本支出{{ 年度预算申请.按支出性质分.项目支出 }}万元",
        ("text-differs", 3),
    ),
    defect(
        "transposed digits",
        BUDGET,
        "基本支出{{ 年度预算申请.按支出性质分.基本支出 }}万元",
        "基本支出共计09.00万元",
        ("text-differs", 3),
    ),
    defect(
        "in 元",
        BUDGET,
        "基本支出{{ 年度预算申请.按支出性质分.基本支出 }}万元",
        "基本支出9000元",
        ("text-differs", 3),
    ),
    defect(
        "a rounded figure",
        PROBLEMS,
        NARRATIVE,
        f"{NARRATIVE}公用经费21万元。",
        ("text-rounded", 1),
    ),
    defect(
        "more digits than the form, and others",
        BUDGET,
        "基本支出{{ 年度预算申请.按支出性质分.基本支出 }}万元",
        "基本支出90.014万元",
        ("text-differs", 3),
    ),
    defect(
        "a figure to bind",
        PROBLEMS,
        NARRATIVE,
        f"{NARRATIVE}公用经费21.36万元。",
        ("could-be-bound", 1),
    ),
    defect(
        "a rate to bind",
        PROBLEMS,
        NARRATIVE,
        f"{NARRATIVE}预算执行率98.0%，热线接通率97.1%。",
        ("could-be-bound", 1),
        ("could-be-bound", 1),
    ),
    defect(
        "a fact that differs",
        OVERVIEW,
        "实有在职人员{{ 财政供养人员情况.实际在职人数 }}人",
        "实际在职人数7人",
        ("text-differs", 7),
    ),
    defect(
        "a wrong rate in a cell",
        DEPARTMENT,
        "按期办结率{{ 工作数据.办结率 }}%。",
        "按期办结率96.5%。",
        ("two-values", 17),
    ),
    defect(
        "a wrong fact in a cell",
        DEPARTMENT,
        '"{{ 工作数据.满意度 }}%"',
        "满意度92.3%",
        ("text-differs", 30),
    ),
    *(
        line(NARRATIVE, NARRATIVE + text, "text-differs", 1)
        for text in (
            "年初预算95.60万元，年中调整。",
            "2023年，我中心公用经费21.63万元。",
            "公务接待费支出0.21万元。",
            "项目支出8万元、公用经费12.36万元。",
            "2022年，公用经费21.50万元。",
            "公用经费216300元。",
        )
    ),
    line(NARRATIVE, f"{NARRATIVE}公用经费20.5万元，与上年持平。", "text-differs", 1),
    line(
        NARRATIVE,
        NARRATIVE + "2022年，公用经费{{ 经费控制情况.公用经费.本年决算数 }}万元。",
        "year-differs",
        1,
    ),
    # one indicator, one value; over time
    defect(
        "two values",
        PROBLEMS,
        NARRATIVE,
        f"{NARRATIVE}日均接听群众来电45次。十月以来，日均接听群众来电60次。",
        ("two-values", 1),
    ),
    defect(
        "a wrong percentage",
        PROBLEMS,
        NARRATIVE,
        f"{NARRATIVE}公务接待比上年下降40%。",
        ("growth-differs", 1),
    ),
    *(
        line(NARRATIVE, NARRATIVE + text, "growth-differs", 1)
        for text in (
            "公用经费{{ 经费控制情况.公用经费.本年决算数 }}万元，比上年增长5.2%。",
            "公务接待费较2022年下降40%。",
            "公务接待费比上年下降60%（上年为0.2万元）。",
            "三公经费比上年下降9%。",
            "公务接待费由上年的{{ 经费控制情况.公务接待.上年决算数 }}万元降至"
            "{{ 经费控制情况.公务接待.本年决算数 }}万元，下降40%。",
        )
    ),
    defect(
        "rise for fall",
        PROBLEMS,
        NARRATIVE,
        f"{NARRATIVE}公务接待比上年增长60%。",
        ("growth-differs", 1),
    ),
    defect("another year", REPORT, "年度: 2023", "年度: 2022", ("year-differs", 2)),
    defect(
        "last year's title",
        PROBLEMS,
        NARRATIVE,
        f"{NARRATIVE}见2022年度整体支出绩效自评报告。",
        ("year-differs", 1),
    ),
    # the form of the text
    *(
        line(NARRATIVE, NARRATIVE + text, "placeholder", 1)
        for text in (
            "金额XX万元。",
            "（填写具体内容）",
            "说明100字以内。",
            "情况________。",
            "待补充。",
            "……………",
            "数据待补，尚未核实。",
            "（请填写原因）",
            "（不超过200字）",
        )
    ),
    line(NARRATIVE, "指标1：", "placeholder", 1),
    line(NARRATIVE, f"{NARRATIVE}维修费0.30000000000000004万元。", "binary-noise", 1),
    line(NARRATIVE, "年中更换设备,热线停机两日，接通率低于目标。", "half-width", 1),
    line(NARRATIVE, "年中更换设备，热线停机两日，接通率低于目标.", "half-width", 1),
    *(
        line(NARRATIVE, NARRATIVE + text, "half-width", 1)
        for text in ("签约率43.5%,更高。", "共13项,", "依据《办法（试行)》。")
    ),
    line(NARRATIVE, "年中更换“设备，热线停机两日，接通率低于目标。", "unpaired", 1),
    line(NARRATIVE, "年中更换设备》，热线停机两日，接通率低于目标。", "unpaired", 1),
    line(NARRATIVE, "年中更换设备（两台，热线停机两日，接通率低于目标。", "unpaired", 1),
    line(NARRATIVE, "一是更换设备；三是加强值守。", "numbering", 1),
    line(NARRATIVE, "①更换设备；②加强值守；②完善预案。", "numbering", 1),
    line(NARRATIVE, "（1）更换设备；（3）加强值守。", "numbering", 1),
    Defect(
        "1、2、3、3",
        PROBLEMS,
        NARRATIVE,
        "1、甲\n\n2、乙\n\n3、丙\n\n3、丁",
        [("numbering", PROBLEMS, 7)],
    ),
    line(NARRATIVE, "（一）更换设备。（二）加强值守。（四）完善预案。", "numbering", 1),
    Defect("一、三、", PROBLEMS, NARRATIVE, "一、甲\n\n三、丙", [("numbering", PROBLEMS, 3)]),
    Defect(
        "一是 to 十二是",
        PROBLEMS,
        NARRATIVE,
        "。".join(f"{n}是甲" for n in (*"一二三四五六七八九十", "十一", "十三")),
        [("numbering", PROBLEMS, 1)],
    ),
    Defect("list 1 2 4", PROBLEMS, NARRATIVE, "1. 甲\n2. 乙\n4. 丙", [("numbering", PROBLEMS, 3)]),
    Defect(
        "list 1 2 2",
        PROBLEMS,
        NARRATIVE,
        "1. 甲\n\n   1) 子\n   2) 丑\n2. 乙\n2. 丙",
        [("numbering", PROBLEMS, 6)],
    ),
    # slips of the pen
    *(
        line(NARRATIVE, NARRATIVE + text, "repeated", 1)
        for text in ("执行率{{ 年度预算申请.执行率 }}%。", "支出3万元万元。", "完成。。")
    ),
    *(
        line(NARRATIVE, NARRATIVE + text, "no-such-date", 1)
        for text in ("2月30日完成。", "2023年2月29日完成。", "2023年13月完成。")
    ),
    line(NARRATIVE, f"{NARRATIVE}每月3—2次。", "range-reversed", 1),
    line(NARRATIVE, f"{NARRATIVE}依据某政办发[2021]7号。", "document-number", 1),
    Defect(
        "a table's total",
        PROBLEMS,
        NARRATIVE,
        "| 项目 | 数 | 占比 |\n|--|--|--|\n| 甲 | 450 | 82% |\n| 乙 | 100 | 18% |\n"
        "| 合计 | 540 | 100% |",
        [("table-total", PROBLEMS, 5)],
    ),
    line(NARRATIVE, f"{NARRATIVE}发现问题31个，已整改29个，整改率100%。", "ratio-differs", 1),
    line(NARRATIVE, "**便民热线行运。**全年平稳。", "near-names", 1),
    line(NARRATIVE, f"{NARRATIVE}核定编制数9人。", "text-differs", 1),
    # exceptions
    defect(
        "an exception for nothing",
        REPORT,
        "落款:",
        f"例外:\n  - {{规则: numbering, 位置: {PROBLEMS}, 理由: 原文如此}}\n落款:",
        ("exception-unused", 9),
    ),
    defect(
        "half an exception",
        REPORT,
        "落款:",
        "例外:\n  - {规则: numbering, 位置: report.yaml}\n落款:",
        ("exception-wrong", 9),
    ),
]


CORRECT = [
    # another thing than the label alone
    "人均公用经费3.56万元。",
    "行政编制数5人、事业编制数3人。",
    "安排项目资金450万元。",
    "项目成本7.8万元。",
    "受理信访件20件，办结率100%。",
    "窗口服务满意度99.1%。",
    "一般公共预算支出98.54万元。",
    "基本支出、项目支出合计98.54万元。",
    "公用经费1.9万元/人。",
    "热线维修项目支出3万元。",
    "政府性基金全部支出，执行率95%。",
    "三公经费控制有效，年初预算1.75万元。",
    "政府性基金预算支出3万元。项目支出3万元。",
    "各院校加大力度，接通率95.2%。",
    # another time
    "2024年，基本支出压减到85万元。",
    "下一年，项目支出12万元。",
    "截至2024年2月，项目支出{{ 年度预算申请.按支出性质分.项目支出 }}万元已支付。",
    "一季度公用经费支出5.25万元。",
    "2021年公用经费为19.85万元。",
    "2021年基本支出85万元；项目支出3万元。",
    "2021年至2023年，公用经费61.55万元。",
    # no exact figure
    "公用经费约21万元。",
    "公用经费25万元以内。",
    "公用经费21.4万元。",
    "公用经费0.002亿元。",
    # from zero, and from a figure of few digits
    "出国经费比上年增长100%。",
    "公务接待费比上年下降50%。",
    # growth of something else
    "公车运行维护费比上年下降13.6%，公务接待费比上年下降60.0%。",
    "公务接待费比上年下降60%，比2021年下降75%。",
    "公务接待从严控制，接待考察团28批次，比上年增长16.7%。",
    "未安排出国经费，热线话务量比上年下降8.2%。",
    # a rate that is equal by chance
    "垃圾处理合格率97.1%。",
    "较年初增加用水户320家，较年初增加用水户15家。",
    # words of an empty form that stand in sentences
    "设置绩效指标36项，下达绩效指标120余条。",
    "发放接待补助，待补偿资金已到位，制度有待补充。",
    "落实请示（请休假）、（待岗培训）制度。",
    "每期简报不超过200字，信息控制在300字以内。",
    "购置型号XXL-200。",
    "（请各股室对照整改）",
    # last year's report spoken of
    "对2022年度整体支出绩效评价发现的3个问题整改。",
    "运用2022年度绩效自评结果。",
    "《2022年度部门整体支出绩效自评报告》已公开。",
    "见《关于2022年度绩效评价结果的通报》。",
    "发现问题31个，已整改31个，整改率100%；受理3件，办结2件，办结率66.7%。",
    # brackets and numbers within a sentence
    "流程为：1）业主申报；2）干部初核。",
    "举办Ancient China’s Bronze展。",
    "列入②号安置区，其中③项最大。",
    "一是强化责任，一是一、二是二。",
    # ranges, dates and signs that are as they should be
    "每日8:00—2:00、11—2月开放，每期2—3次。",
    "2024年2月29日完成，幼儿满18月龄。",
    "依据〔2021〕7号和（2021）湘01号。",
]
"""Sentences that are right, or that nobody can judge without understanding them."""
