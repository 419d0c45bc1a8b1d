"""The blanks of a line: what each is for, what names it, and where it begins and ends."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.lines.blanks import gaps_in, gaps_of_lines
from docgen.scaffold.pack.lines.box_options import option_before
from docgen.scaffold.pack.lines.date_blanks import has_date, says_date
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from tests.unit.scaffold.drawing import line_of

Found = list[tuple[str, str, str]]


def seen(line: FormLine, gap: Gap) -> tuple[str, str, str]:
    """What a blank is for, its name or option, and its stretch of the line."""
    return gap.kind, gap.option or gap.label, line.text[gap.start : gap.end]


def gaps(text: str) -> Found:
    """The blanks of a line; ``{  }`` are underlined spaces."""
    line = line_of(text)
    return [seen(line, gap) for gap in gaps_in(line)]


def room(label: str, text: str) -> tuple[str, str, str]:
    return "room", label, text


def date(label: str, text: str) -> tuple[str, str, str]:
    return "date", label, text


def box(option: str, sign: str = "□") -> tuple[str, str, str]:
    return "box", option, sign


def year(text: str) -> tuple[str, str, str]:
    return "year", "", text


LINES: dict[str, Found] = {
    "单位名称：____": [room("单位名称", "____")],
    "共（  ）万元": [room("共", "  ")],
    "就{    }项目": [room("项目名称", "    ")],
    "____（单位名称）承诺": [room("单位名称", "____")],
    "填表人：        电话：    ": [room("填表人", "      "), room("电话", "    ")],
    "联　系　人": [],
    "总    分": [],
    "采购事　项": [],
    "填　报　人：": [room("填报人", "")],
    "负责人：      电　话：": [room("负责人", "    "), room("电话", "")],
    "共　　人，女  人": [room("共", "　　"), room("女", "  ")],
    "　　间　　天": [room("间数", "　　"), room("天数", "　　")],
    "附件1：": [],
    "编号：〔20  〕    号": [room("编号", "〔20  〕    ")],
    "第　　号": [room("文号", "　　")],
    "大写：      小写：￥": [room("大写", "    "), room("小写", "")],
    "填报单位：（盖章）": [room("填报单位", "")],
    "满意□ 不满意□": [box("满意"), box("不满意")],
    "负责人签字：      年  月  日": [],
    "说明：": [],
    "单位：万元": [],
    "如下：": [],
}

SPACED: dict[str, Found] = {
    "甲方位于    的房屋，": [],
    "甲方将位于    的房屋出租，租金按    支付。": [
        room("甲方将位于", "    "),
        room("租金", "    "),
    ],
    "逾期    日的，应当赔偿。": [room("逾期", "    ")],
    "支付    %的赔偿，逾期另计。": [room("支付", "    ")],
    "地点在        。": [room("地点", "        ")],
    "本人　　　　，住在　　　　。": [room("本人", "　　　　"), room("住", "　　　　")],
    "档案、    等材料寄我单位    科。": [room("", "    "), room("寄我单位", "    ")],
    "        ：": [room("主送单位", "        ")],
    "合格    不合格    基本合格；": [],
    "姓名    性别    年龄": [],
    "第一条    甲方按时付款。": [],
    "（二）    甲方按时付款。": [],
    "请负责人签　　字，盖章。": [],
    "内容属实，愿负责    承诺人：": [room("承诺人", "")],
    "内容属实，愿负责    （签字）": [],
    "内容属实，愿负责    承诺人签字": [],
    "内容属实，愿负责    承诺人（本人）：": [room("承诺人（本人）", "")],
    "兹有    同志（性别：__）前往。": [room("姓名", "    "), room("性别", "__")],
    "说    明，附后。": [],
    "填表说明    一、本表一式两份。": [],
}

DATES: dict[str, Found] = {
    "年  月至  年  月": [date("", "年  月"), date("结束日期", "  年  月")],
    "年  月": [date("", "年  月")],
    "年  月预算表": [],
    "年 月": [],
    "年  月  日  时至  时": [date("", "年  月  日  时"), date("结束日期", "  ")],
    "  时  分至  时  分": [date("", "  时  分"), date("结束日期", "  时  分")],
    "填报日期：  年  月  日": [date("填报日期", "  年  月  日")],
    "填报日期：\t年\t月\t日": [date("填报日期", "\t年\t月\t日")],
    "部门：        年  月  日": [room("部门", "    "), date("", "    年  月  日")],
    "部门：  \t年  月  日": [room("部门", "  "), date("", "\t年  月  日")],
    "时间：  \t年  月  日": [date("时间", "  \t年  月  日")],
    "出生年月：        年  月": [date("出生年月", "        年  月")],
    "2025年  月  日": [date("", "2025年  月  日")],
    "2025 年   月   日": [date("", "2025 年   月   日")],
    "        2025年  月  日": [date("", "2025年  月  日")],
    "二〇二五年  月  日": [date("", "二〇二五年  月  日")],
    "二○二五年　月　日": [date("", "二○二五年　月　日")],
    "2025年____月____日": [date("", "2025年____月____日")],
    "2025年{  }月{  }日": [date("", "2025年  月  日")],
    "2025年×月×日": [date("", "2025年×月×日")],
    "XXXX年XX月XX日": [date("", "XXXX年XX月XX日")],
    "2025年3月  日": [date("", "2025年3月  日")],
    "二〇二五年三月　日": [date("", "二〇二五年三月　日")],
    "3月  日": [date("", "3月  日")],
    "2025年  月至2025年  月": [date("", "2025年  月"), date("结束日期", "2025年  月")],
    "填报日期：2025年  月  日": [date("填报日期", "2025年  月  日")],
    "填报日期：    2025年  月  日": [date("填报日期", "    2025年  月  日")],
    "部门：      2025年  月  日": [room("部门", "  "), date("", "2025年  月  日")],
    "部门：     2025年  月  日": [date("部门", "     2025年  月  日")],
    "于2025年  月  日前": [date("", "2025年  月  日")],
    "2025年12月31日": [year("2025")],
    "二〇二五年十二月三十一日": [],
    "2025年月日": [date("", "2025年月日")],
    "部门：      年  月  日": [room("部门", "  "), date("", "    年  月  日")],
    "部门：     年  月  日": [date("部门", "     年  月  日")],
    "部门：　　　年　月　日": [room("部门", "　"), date("", "　　年　月　日")],
    "部门：      　年　月　日": [room("部门", "    "), date("", "  　年　月　日")],
    "（  年  月至  年  月）": [date("", "  年  月"), date("结束日期", "  年  月")],
    "  年  月到  年  月": [date("", "  年  月"), date("结束日期", "  年  月")],
    "  年  月—  年  月": [date("", "  年  月"), date("结束日期", "  年  月")],
    "  年  月~  年  月": [date("", "  年  月"), date("结束日期", "  年  月")],
    "  年  月 - \u00a0年  月": [date("", "  年  月"), date("结束日期", " \u00a0年  月")],
    "  月  日  时  分": [date("", "  月  日  时  分")],
    "  月  日  时": [date("", "  月  日  时")],
    "  年  月  日  时  分": [date("", "  年  月  日  时  分")],
    "  年  月  日  时": [date("", "  年  月  日  时")],
    "20 年 月 日": [date("", "20 年 月 日")],
    "年 月 日": [date("", "年 月 日")],
    "20 年 月": [date("", "20 年 月")],
    "20年 月": [],
    " 年 月": [],
    "  年 月 日": [date("", "  年 月 日")],
    "月 日": [date("", "月 日")],
    "本月 日": [],
    "本 月 日": [date("本日期", " 月 日")],
    "  时  分": [date("", "  时  分")],
    "时  分": [],
    "20  年": [date("", "20  年")],
    "20  年度": [year("20  ")],
    "20  年末": [],
    "20  年初": [],
    "于____年____月____日": [date("", "____年____月____日")],
    "开工于  年  月  日": [date("开工日期", "  年  月  日")],
    "出生年 月": [],
    "自  年  月  日起": [date("开始日期", "  年  月  日")],
}

YEARS: dict[str, Found] = {
    "____年度预算表": [year("____")],
    "2023年度预算表": [year("2023")],
    "编制单位：      2023年度": [room("编制单位", "    "), year("2023")],
    "20××年—20××+n年": [],
    "20  年度考核表": [year("20  ")],
    "  年度表": [year("  ")],
    " 年度表": [],
    "××年度表": [year("××")],
    "xx年度表": [year("xx")],
    "20xx年度表": [year("20xx")],
    "20__年度表": [year("20__")],
    "20XX年预算": [year("20XX")],
    "XXXX年预算": [year("XXXX")],
    "__年预算": [year("__")],
    "_年预算": [],
    "20××年": [],
    "__年 预算": [room("年", "__")],
    "—__年预算": [room("年预算", "__")],
    "2023年": [year("2023")],
    "（2023—2024学年）": [year("2023"), year("2024")],
    "2023-2024学年度第一学期": [year("2023"), year("2024")],
    "2019—2024年": [year("2024")],
    "（2024）第____号": [year("2024"), room("文号", "____")],
    "〔2024〕　　　号": [year("2024"), room("文号", "　　　")],
    "收文〔2024〕第 号": [year("2024"), room("文号", " ")],
    "鲁财函〔2024〕12号": [],
    "经费（2024）": [],
    "1923年": [],
    "财预〔2020〕10号": [],
}

BOXES: dict[str, Found] = {
    "公开方式：□网站 □报纸": [box("网站"), box("报纸")],
    "□": [box("是")],
    "□ ☑": [box("是"), box("是", "☑")],
    "是□ 否□": [box("是"), box("否")],
    "是□ 否□。": [box("是"), box("否")],
    "是□否□.": [box("是"), box("否")],
    "□甲□": [box("甲")],
    "是□ □": [],
    "甲□乙": [box("乙")],
    "□，甲": [box("甲")],
    "□甲、□乙": [box("甲"), box("乙")],
    "□甲 ____": [box("甲"), room("甲", "____")],
    "☐甲◻乙☑丙☒丁": [box("甲", "☐"), box("乙", "◻"), box("丙", "☑"), box("丁", "☒")],
}

ROOM: dict[str, Found] = {
    "共（  ）": [room("共", "  ")],
    "合格(_)不合格( )": [room("合格", "_"), room("不合格", " ")],
    "合格？（  ）": [room("合格", "  ")],
    "合格：（  ）": [room("合格", "  ")],
    "年度（  ）": [room("", "  ")],
    "为（  ）": [room("", "  ")],
    "（  ）甲": [room("", "  ")],
    "（）": [],
    "（甲 ）": [],
    "__": [room("", "__")],
    "_": [],
    "甲__乙": [room("甲", "__")],
    "年__乙": [room("乙", "__")],
    "甲，__一二三四五六七八九": [room("一二三四五六", "__")],
    "甲，__（乙丙）": [room("乙丙", "__")],
    "甲，__(乙丙)": [room("乙丙", "__")],
    "甲，__（乙）": [room("", "__")],
    "甲，__（乙丙": [room("", "__")],
    "甲，__（乙 丙）": [room("", "__")],
    "甲，__，（乙丙）": [room("", "__")],
    "甲：__（乙丙）": [room("甲", "__")],
}

OPEN_LABELS: dict[str, Found] = {
    "单位：": [room("单位", "")],
    "单位:": [room("单位", "")],
    "单位： ": [room("单位", " ")],
    "单位：\t甲": [room("单位", "")],
    "单位：甲": [],
    "单位： 甲": [],
    "单位：  甲": [room("单位", "  ")],
    "单位：   甲": [room("单位", " ")],
    "单位：    （盖章）": [room("单位", "  ")],
    "单位：（加盖章）": [room("单位", "")],
    "单位：(公章)": [room("单位", "")],
    "单位：（签章）": [],
    "联　系　人：    甲": [room("联系人", "  ")],
    "元：": [],
    "（一）：": [],
    "1：": [],
    "附：": [],
    "注：": [],
    "附表2：": [],
    "附录二：": [],
    "附一：": [],
    "附图：": [room("附图", "")],
    "附件甲：": [room("附件甲", "")],
    "批注：": [room("批注", "")],
    "包括：": [],
    "情况如下：": [],
    "抄送：": [],
    "其中：": [],
    "抄送单位：": [room("抄送单位", "")],
    "以下各项：": [],
    "签字：    ": [],
}

SUMS: dict[str, Found] = {
    "金额：￥": [room("金额", "")],
    "金额：¥  （元）": [room("金额", "  ")],
    "￥____元": [room("", "____")],
    "￥：  ": [room("", "  ")],
    "总价：￥____元": [room("总价", "____")],
    "总价：￥____，由甲方付": [room("总价", "____")],
    "总价：￥    元": [room("总价", "    ")],
    "（￥    元）": [room("", "    ")],
    "￥5": [],
    "小写￥：": [room("", "")],
    "￥（甲）": [],
    "（￥  ）": [room("", "  ")],
    "人民币（大写）    元": [room("大写", "  ")],
    "人民币(大写)   元": [room("大写", " ")],
    "大写  元": [room("大写", "  ")],
    "大写   元": [room("大写", " ")],
    "大写 元": [],
    "年租金为人民币（大写）____（￥____元）": [
        room("年租金大写", "____"),
        room("年租金小写", "____"),
    ],
    "合同总价（大写）：____（小写：￥____元）": [
        room("合同总价大写", "____"),
        room("合同总价小写", "____"),
    ],
    "甲方支付人民币（大写）____": [room("大写", "____")],
    "出租方（以下简称甲方）：": [room("出租方（以下简称甲方）", "")],
    "（大写）    ￥  ": [room("大写", "  "), room("小写", "  ")],
}

NUMBERS: dict[str, Found] = {
    "〔  〕号": [room("文号", "〔  〕")],
    "[20 ]  号": [room("文号", "[20 ]  ")],
    "［ ］第  号": [room("文号", "［ ］第  ")],
    "〔 〕第  页": [room("文号", "〔 〕"), room("第", "  ")],
    "文号：第  号": [room("文号", "  ")],
    "编号：〔  〕第  号": [room("编号", "〔  〕第  ")],
    "第 号": [],
    "第  本": [room("第", "  ")],
    "第　号": [room("文号", "　")],
}

UNITS: dict[str, Found] = {
    "共    人": [room("共", "    ")],
    "共    人：": [room("共人", "")],
    "  人": [room("", "  ")],
    "　人": [room("", "　")],
    " 人": [],
    "　　人员": [],
    "　月": [room("", "　")],
    "  年": [room("", "  ")],
    " 月": [],
    "　月份": [],
    "　日": [],
    "数　人": [],
    "共　分": [room("共", "　")],
    "人　分": [],
    "，共　人": [room("共", "　")],
    "，省　人": [room("省", "　")],
    "，人　人": [room("人", "　")],
    "，甲　人": [],
    "有无　　人以上": [room("有无", "　　")],
    "　　℃左右）": [room("", "　　")],
    "（  ）人": [room("", "  ")],
    "  /  ": [room("", "  ")],
    " /  ": [],
    "  / ": [],
    "　　省　　市　　街道": [room("省", "　　"), room("市", "　　"), room("街道", "　　")],
    "　　社区居委会": [],
    "采购事　项": [],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *[
            *LINES.items(),
            *SPACED.items(),
            *DATES.items(),
            *YEARS.items(),
            *BOXES.items(),
            *ROOM.items(),
        ],
        *[*OPEN_LABELS.items(), *SUMS.items(), *NUMBERS.items(), *UNITS.items()],
    ],
)
def test_blanks_of_a_line(text: str, found: Found) -> None:
    assert gaps(text) == found


def flags(text: str, attribute: str) -> list[bool]:
    return [getattr(gap, attribute) for gap in gaps_in(line_of(text))]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("单位：", [True]),
        ("甲：__", [True]),
        ("甲，__（乙丙）", [True]),
        ("甲__", [False]),
        ("，__甲", [False]),
        ("，__", [False]),
        ("  年  月至  年  月", [True, False]),
        ("开工于  年  月", [False]),
        ("开工：  年  月", [True]),
        ("第　号", [True]),
        ("文号：第　号", [True]),
        ("大写：  小写：￥", [True, True]),
        ("是□ 否□", [True, True]),
        ("□甲", [True]),
        ("____年度", [True]),
    ],
)
def test_a_label_is_sure_by_a_colon_or_brackets(text: str, sure: list[bool]) -> None:
    assert flags(text, "sure") == sure


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("共    人", [True]),
        ("共（  ）人", [True]),
        ("共____万元以上", [True]),
        ("共____人数", [False]),
        ("金额：￥", [True]),
        ("金额：￥：__", [True]),
        ("金额：¥  ", [True]),
        ("金额：__", [False]),
        ("单位：", [False]),
        ("□个", [False]),
        ("20  年", [False]),
        ("____年度", [False]),
    ],
)
def test_a_unit_or_the_sign_of_money_makes_a_figure(text: str, counted: list[bool]) -> None:
    assert flags(text, "counted") == counted


@pytest.mark.parametrize(
    ("text", "has_room"),
    [
        ("单位：", [False]),
        ("单位： ", [False]),
        ("单位：\u3000", [True]),
        ("甲（ ）乙（  ）", [False, True]),
    ],
)
def test_room_is_wider_than_a_space(text: str, has_room: list[bool]) -> None:
    assert flags(text, "has_room") == has_room


@pytest.mark.parametrize(
    ("text", "stands_in"),
    [
        ("编号：×调字〔2024〕第____号", False),
        ("编号：×调字〔20　〕第　号", False),
        ("X信处〔2024〕XX号", True),
    ],
)
def test_letters_for_words_stay_beside_room(text: str, stands_in: bool) -> None:
    assert [gap.stands_in for gap in gaps_in(line_of(text))] == [stands_in]


def test_a_printed_year_is_a_blank_that_knows_it() -> None:
    assert [gap.year for gap in gaps_in(line_of("2022年或____年度"))] == [2022, 0]


def test_blanks_are_in_the_order_of_the_text() -> None:
    found = gaps_in(line_of("编制单位：      2023年度，共（  ）项，  年  月"))
    starts = [gap.start for gap in found]
    assert starts == sorted(starts)
    assert [gap.kind for gap in found] == ["room", "year", "room", "date"]


def test_each_line_of_a_paragraph_has_its_own_blanks() -> None:
    assert gaps("单位：\n电话：__\n□甲") == [room("单位", ""), room("电话", "__"), box("甲")]
    assert gaps("日期\n  年  月") == [date("", "  年  月")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("签字：__   年  月  日", []),
        ("签字：  日期：  年  月  日", [date("日期", "  年  月  日")]),
        ("签字  共__人", [room("共", "__")]),
        ("签名：", []),
        ("共__人", [room("共", "__")]),
    ],
)
def test_what_is_written_by_hand_is_no_blank(text: str, found: Found) -> None:
    assert gaps(text) == found


def of_lines(*texts: str) -> Found:
    return [
        (gap.kind, f"{gap.label}/{gap.option}", line.text[gap.start : gap.end])
        for line, gap in gaps_of_lines([line_of(text) for text in texts])
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["性别：", "□男 □女"], [("box", "性别/男", "□"), ("box", "性别/女", "□")]),
        (["您的选择？", "", "□甲"], [("box", "/甲", "□")]),
        (["性别", "□男", "□女"], [("box", "性别/男", "□"), ("box", "性别/女", "□")]),
        (["性别", "学历：□大专"], [("box", "学历/大专", "□")]),
        (["共__人", "□男"], [("room", "共/", "__"), ("box", "共__人/男", "□")]),
        (["类别：", "", "□甲"], [("room", "类别/", ""), ("box", "/甲", "□")]),
        (["性别：", "姓名：", "□男"], [("room", "性别/", ""), ("box", "姓名/男", "□")]),
        (["性别：", "学历：□大专"], [("room", "性别/", ""), ("box", "学历/大专", "□")]),
        (["性别：", "□男", "姓名："], [("box", "性别/男", "□"), ("room", "姓名/", "")]),
        (["□男", "□女"], [("box", "性别/男", "□"), ("box", "性别/女", "□")]),
        (["□甲", "□乙 __"], [("box", "/甲", "□"), ("box", "/乙", "□"), ("room", "乙/乙", "__")]),
    ],
)
def test_boxes_ask_the_question_above_them(lines: list[str], found: Found) -> None:
    assert of_lines(*lines) == found


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("类型：□甲 □乙", ["类型", "类型"]),
        ("类型 □甲", ["类型"]),
        ("□甲 □乙", ["", ""]),
        ("□甲  类型 □乙", ["", "类型"]),
        ("□甲  类型：  □乙 □丙", ["", "类型", "类型"]),
        ("□甲 类型 □乙", ["", ""]),
        ("□甲  类 □乙", ["", ""]),
        ("类型：甲□ 乙□", ["类型", "类型"]),
        ("类型甲□ 乙□", ["", ""]),
    ],
)
def test_what_boxes_ask(text: str, labels: list[str]) -> None:
    assert [gap.label for gap in gaps_in(line_of(text))] == labels


@pytest.mark.parametrize(
    ("label", "says"),
    [
        *((text, True) for text in ("填报日期", "时间", "年月", "到期", "期限", "时限", "时刻")),
        *((text, True) for text in ("起止", "何时", "自", "截至于", "截", "年度", "年份", "期间")),
        *((text, True) for text in ("出生地", "成立日", "生日")),
        *((text, False) for text in ("部门", "期数", "日程", "自主", "年度表", "年")),
    ],
)
def test_labels_that_ask_for_a_date(label: str, says: bool) -> None:
    assert says_date(label) == says


def test_a_date_may_be_for_the_pen() -> None:
    assert has_date(line_of("签字：    年  月  日"))
    assert has_date(line_of("____年{  }月__日"))
    assert not has_date(line_of("日期：____"))


def test_a_box_that_is_ticked_in_brackets_has_no_option_to_tell_more_of() -> None:
    assert option_before("（☑）年休假　（") is None
    assert [found[1] for found in gaps("（☑）年休假　（　）事假")] == ["年休假"]
