"""Formulas and rules that follow from what a form prints."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen.scaffold.pack.form_reader import read_form
from docgen.scaffold.pack.formulas.drafted_rules import Rules, rules_of
from docgen.scaffold.pack.writing.unique_names import Form, resolve
from tests.unit.scaffold.drawing import YEAR, dotted, form_of

Rows = Sequence[str]


def rules(*parts: str | Rows) -> Rules:
    """The rules of a form with these tables."""
    document = form_of(*parts)
    return rules_of(resolve([Form("form.docx", document, "", read_form(document, YEAR))]))


def formulas(*parts: str | Rows) -> list[str]:
    return [f"{dotted(path)}: {formula}" for path, formula in rules(*parts).derived.items()]


def required(*parts: str | Rows) -> list[str]:
    """``at each require`` of each rule, ``?`` in front if it only warns."""
    return [
        " ".join(
            [
                *("?" if "warn" in rule else "").split(),
                *(rule.get(key, "-") for key in ("at", "each")),
            ]
        )
        + f" {rule['require']}"
        for rule in rules(*parts).rules
    ]


def test_a_rule_has_no_empty_keys() -> None:
    made = Rules()
    made.require("甲", "乙 == 丙")
    made.require("甲", "乙 == 丙", at=("子", "丑"), each="行", warns=True)
    assert made.rules == [
        {"name": "甲", "require": "乙 == 丙"},
        {"name": "甲", "at": "子.丑", "each": "行", "require": "乙 == 丙", "warn": "是"},
    ]


# Sums of rows.


def test_two_totals_with_their_parts_below_them_may_stand_side_by_side() -> None:
    rows = ["收入合计||支出合计|", "其中：会费收入||其中：业务费|", "其他收入||其他费用|"]
    assert formulas(rows) == [
        "收入合计: total(会费收入, 其他收入)",
        "支出合计: total(业务费, 其他费用)",
    ]


def test_parts_beside_other_numbers_may_be_read_across_and_are_told() -> None:
    document = form_of(["收入合计||支出|", "其中：会费收入||捐赠收入|", "经营收入||其他收入|"])
    forms = resolve([Form("form.docx", document, "", read_form(document, YEAR))])
    assert rules_of(forms).derived == {}
    assert [str(code) for code, _, _ in forms[0].form_fields.doubts] == ["draft-open-sum"]


def test_totals_that_cross_are_formulas_though_nothing_says_what_is_counted() -> None:
    assert formulas(["项目|自然人|法人|总计", "公开|||", "不予公开|||", "（四）总计|||"]) == [
        "公开.总计: total(自然人, 法人)",
        "不予公开.总计: total(自然人, 法人)",
        "总计: total(公开, 不予公开)",
    ]


def test_numbers_that_count_the_rows_are_no_levels_where_the_labels_have_theirs() -> None:
    rows = ["1|一、支出合计|", "2|（一）直接费用|", "3|1.设备|", "4|（1）购置|", "5|（2）租赁|"]
    rows += ["6|2.业务|", "7|（二）间接费用|", "8|其中：绩效|"]
    assert formulas(["序号|科目|金额（万元）", *rows]) == [
        "设备: total(购置, 租赁)",
        "直接费用: total(设备, 业务)",
        "支出合计: total(直接费用, 间接费用)",
    ]
    rows = ["1|办公费|", "2|差旅费|", "3|其中：车船费|", "|合计|"]
    assert formulas(["序号|科目|金额（万元）", *rows]) == ["合计: total(办公费, 差旅费)"]


@pytest.mark.parametrize("heads", [("按来源分", "按类型分"), ("资金来源", "支出类型")])
def test_columns_that_part_a_sum_in_two_ways_are_not_added_twice(heads: tuple[str, str]) -> None:
    rows = [
        f"项目|合计（万元）|{heads[0]}|<|{heads[1]}|<",
        "^|^|甲（万元）|乙（万元）|丙（万元）|丁（万元）",
    ]
    assert formulas([*rows, "子|||||"]) == []
    assert required([*rows, "子|||||"]) == [f"? 子 - 合计 == {heads[0]}.甲 + {heads[0]}.乙"]


def test_single_columns_of_which_one_begins_another_way_are_no_sum() -> None:
    assert formulas(["人数|合计|男|女|按学历分：本科|其他（人）", "子|||||"]) == []
    assert required(["人数|合计|男|女|按学历分：本科|其他（人）", "子|||||"]) == []


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ("年初预算数|全年预计执行数|预计执行率", "(全年预计执行数 / 年初预算数) | percent"),
        ("年初预算数|预计执行数|全年预计执行率", "(预计执行数 / 年初预算数) | percent"),
        ("年初预算数|全年执行数|预计执行率", ""),
        ("年度任务（个）|完成（个）|完成率（%）", "(完成 / 年度任务) | percent"),
    ],
)
def test_rates_by_the_names_of_their_parts(heads: str, found: str) -> None:
    rate = heads.rpartition("|")[2].removesuffix("（%）")
    made = formulas([f"指标|{heads}", "子|||"])
    assert made == ([f"子.{rate}: {found}"] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("承担任务{  }项，已完成{  }项，完成率{  }%。", "完成率 == (完成 / 承担任务) | percent"),
        ("共受理{  }件，办结{  }件，办结率为{  }%。", "办结率 == (办结 / 受理) | percent"),
        ("上年结转{  }件，受理{  }件，办结{  }件，办结率{  }%。", ""),
        ("发现问题{  }个，整改{  }处，整改率{  }%。", ""),
        ("发现问题{  }个。整改{  }个，整改率{  }%。", ""),
        ("本年收入{  }万元，增长{  }万元，增长率{  }%。", ""),
        ("常住人口{  }人，出生{  }人，出生率{  }‰。", ""),
    ],
)
def test_a_rate_in_a_sentence_is_likely_of_what_the_sentence_begins_with(
    text: str, found: str
) -> None:
    assert formulas(text) == []
    assert required(text) == ([f"? - - {found}"] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲费占支出合计的比例为{  }%。", ["(支出合计.甲费 / 支出合计.合计) | percent"]),
        ("其中，乙费占设备费比重{  }%。", ["(设备费.乙费 / 设备费.合计) | percent"]),
        ("甲费占总收入的比例为{  }%。", []),
    ],
)
def test_a_sentence_tells_of_which_row_and_column_a_share_is(text: str, found: list[str]) -> None:
    table = ["科目|合计（元）|甲费（元）|乙费（元）", "支出合计|||", "设备费|||"]
    shares = [it.partition(": ")[2] for it in formulas(table, text) if "占" in it]
    assert shares == found


def test_codes_in_brackets_of_their_own_are_a_formula_of_columns() -> None:
    rows = ["科目|合计（1）=（2）+（3）|专项经费（2）|自筹经费（3）", "设备费|||", "业务费|||"]
    assert formulas(rows) == [
        "设备费.合计: total(专项经费, 自筹经费)",
        "业务费.合计: total(专项经费, 自筹经费)",
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["项目|预算数|决算数", "合计||", "一、子||", "二、丑||"], ["合计: total(子, 丑)"]),
        (["项目|预算数", "合计|", "一、子|", "二、丑|"], ["合计: total(子, 丑)"]),
        (["项目|预算数|决算数", "合计||", "子||", "丑||"], ["合计: total(子, 丑)"]),
        (
            ["项目|预算数|决算数", "合计||", "一、子||", "二、丑||5"],
            ["合计.预算数: total(子.预算数, 丑.预算数)"],
        ),
        (["项目|预算数|决算数", "合计||5", "一、子||", "二、丑||"], ["合计: total(子, 丑)"]),
        (
            ["项目|年初数|<", "^|甲数|乙数", "合计||", "一、子||", "二、丑||"],
            ["合计.年初数: total(子.年初数, 丑.年初数)"],
        ),
        (["项目|预算数|决算数", "合计||", "一、子、寅||", "二、丑||"], ["合计: total(子寅, 丑)"]),
        (
            ["费|项目|预算数|决算数", "来源|合计||", "^|一、子||", "^|二、丑||"],
            ["来源.合计: total(子, 丑)"],
        ),
        (
            ["费|项目|预算数|决算数", "来源|合计||", "^|一、子、寅||", "^|二、丑||"],
            ['来源.合计: total(来源["子、寅"], 丑)'],
        ),
    ],
)
def test_a_sure_sum_is_a_formula_of_its_row_or_of_its_column(
    rows: list[str], found: list[str]
) -> None:
    assert formulas(rows) == found


def test_rows_with_a_cell_that_no_head_names_are_rows_of_the_table_too() -> None:
    """The remark beside a total, whose cell the form leaves without its head."""
    rows = ["编码|项目|2022年|<|备注", "^|^|甲数|乙数|^", "|合计|||", "301|子|||", "302|丑|||"]
    assert formulas(rows) == [
        "合计.甲数: total(子.甲数, 丑.甲数)",
        "合计.乙数: total(子.乙数, 丑.乙数)",
    ]


def test_groups_in_rows_are_added_column_by_column() -> None:
    rows = ["项目|年初数|<|年末数", "^|甲数|乙数|^", "合计|||", "一、子|||", "二、丑|||"]
    assert formulas(rows) == [
        "合计.年初数: total(子.年初数, 丑.年初数)",
        "合计.年末数: total(子.年末数, 丑.年末数)",
    ]


def test_a_likely_sum_is_a_rule_that_warns() -> None:
    rows = ["项目|预算数", "一、资金|", "其中：子|", "丑|"]
    assert required(rows) == ["? - - 资金.预算数 >= 子.预算数 + 丑.预算数"]
    assert [rule["name"] for rule in rules(rows).rules] == ["资金预算数不少于其中各项之和"]
    assert formulas(rows) == []


def test_each_formula_and_each_rule_has_its_reason() -> None:
    rows = ["项目|预算数|执行数|执行率", "合计|||", "一、子|||", "二、丑|||"]
    reasons = {reason.path: reason for reason in rules(rows).reasons}
    assert reasons["合计", "预算数"].code == "formula-sum"
    assert reasons["合计", "预算数"].words == {"field": "合计", "parts": "子、丑"}
    assert reasons["子", "执行率"].code == "formula-rate"
    assert all(reason.is_sure for reason in reasons.values())
    (likely,) = rules(["项目|预算数", "一、资金|", "其中：子|", "丑|"]).reasons
    assert (likely.path, likely.is_sure) == (("资金", "预算数"), False)


def test_formulas_stand_behind_those_they_read() -> None:
    rows = ["项目|数量|单价|金额", "甲|||", "乙|||", "合计|<|<|"]
    assert formulas(rows) == [
        "甲.金额: 数量 * 单价",
        "乙.金额: 数量 * 单价",
        "合计: total(甲, 乙)",
    ]


def test_a_formula_names_fields_of_the_groups_around_it() -> None:
    rows = ["项目名称||<|<", "资金|来源|预算数|执行率", "^|总额||", "^|其中：财政||", "^|其他||"]
    assert "projects[].资金.来源.总额.预算数: total(财政.预算数, 其他.预算数)" in formulas(rows)


# Totals of lists.

LIST = ["名称|数量|金额", "||", "||"]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([[*LIST, "合计||"]], ["合计: total(明细)"]),
        ([[*LIST, "总计||"]], ["总计: total(明细)"]),
        ([[*LIST, "小计||"]], ["小计: total(明细)"]),
        ([[LIST[0], "合计||", *LIST[1:]]], ["合计: total(明细)"]),
        ([[*LIST, "合计|<|"]], ["合计: total(明细)"]),
        ([LIST], []),
        ([[*LIST, "甲||"]], []),
        ([[*LIST, "子||", "合计||"]], []),
        (["设备、人员表", [*LIST, "合计||"]], ["合计: total(设备人员)"]),
        (["设备表", ["项目名称|"], [*LIST, "合计||"]], ["projects[].合计: total(设备)"]),
        (["设备、人员表", ["项目名称|"], [*LIST, "合计||"]], []),
        ([[*LIST, "合计||", *LIST]], []),
        ([[*LIST, "小计||", *LIST]], ["小计: total(明细)"]),
        ([[*LIST, "合计||", "姓名|职务|签名", "||", "||"]], ["合计: total(明细)"]),
        ([[*LIST, "合计||", "设备|台数|金额", "||", "||"]], []),
        ([[*LIST, "合计||"], [*LIST, "合计||"]], ["合计: total(明细)", "合计2: total(明细2)"]),
        (
            [["名称|数量|个数|金额", "|||", "|||", "合计|人民币（大写）：        |¥：        |<"]],
            ['合计: 明细 | rows | sum(attribute="金额")'],
        ),
        ([[*LIST, "备注|人民币（大写）：        |¥：        "]], []),
        ([[*LIST, "合计（大写）：        |<|（小写）：        "]], []),
        ([["摘要|千|百|元", "|||", "|||", "合计|||"]], []),
        ([["摘要|数量|元", "||", "||", "合计||"]], ["合计: total(明细)"]),
    ],
)
def test_the_total_of_a_list_is_a_formula(parts: list[str | Rows], found: list[str]) -> None:
    assert formulas(*parts) == found


def test_what_stands_below_one_head_of_money_is_summed_in_each_row() -> None:
    rows = ["出差人|住宿费|补助|<|小计", "^|^|伙食补助|市内交通|^", "||||", "||||", "合计||||"]
    assert formulas(rows) == [
        "明细[].小计: total(住宿费, 伙食补助, 市内交通)",
        "合计: total(明细)",
    ]


def test_a_head_of_money_may_have_names_below_it_too() -> None:
    rows = ["收入|<|支出|<", "项目|金额|对象|金额", "|||", "|||"]
    (block,) = read_form(form_of(rows), YEAR).blocks
    assert [it.kind for it in block.fields] == ["text", "figure"] * 2


def test_a_formula_does_not_hide_fields_of_other_tables() -> None:
    """What a formula of a whole row does not give could neither be typed nor printed."""
    matrix = ["项目|预算数|备注", "三公||", "1、子||", "2、丑||"]
    assert formulas(matrix) == ["三公.预算数: total(子.预算数, 丑.预算数)"]
    other = ["项目|决算数|甲数", "三公||"]
    assert formulas(matrix, other) == ["三公.预算数: total(子.预算数, 丑.预算数)"]


def test_a_row_that_names_the_list_is_its_total() -> None:
    rows = ["经费|上年数|本年数", "子||", "1、专项（一个专项一行）||", "||", "||"]
    assert formulas(rows) == ['经费.专项: total(经费["专项（一个专项一行）"])']
    other = ["经费|预算数|决算数", "子||", "专项||"]
    assert formulas(rows, other) == [
        f'经费.专项.{key}: 经费["专项（一个专项一行）"] | rows | sum(attribute="{key}")'
        for key in ("上年数", "本年数")
    ]
    rows[2] = "1、专项（一个专项一行）||5"
    assert formulas(rows) == ['经费.专项: total(经费["专项（一个专项一行）"])']
    rows[3:3] = ["甲||"]
    assert formulas(rows) == []


def test_no_total_below_groups() -> None:
    assert formulas(["一级指标|二级指标|分值", "产出||", "合计|<|"]) == []


@pytest.mark.parametrize(
    ("names", "total"),
    [
        (("实际完成率", "结余"), "子.二级.小计: total(实际完成率, 结余)"),
        (("实际完成率", "扣分项"), ""),
    ],
)
def test_a_score_is_added_whatever_its_row_measures(names: Sequence[str], total: str) -> None:
    first, second = names
    rows = ["一级|二级|分值|得分", f"子|{first}|5|", f"^|{second}|5|", "^|小计|10|"]
    assert [it for it in formulas(rows) if it] == [total] * bool(total)


def test_the_total_of_a_group_with_one_group_in_it_adds_the_rows_of_that() -> None:
    heads = "一级|二级|三级|金额"
    rows = [heads, "子|甲|丙|", "^|^|丁|", "^|小计|<|", "丑|乙|戊|", "^|^|己|", "^|小计|<|"]
    found = [it.partition(": total(")[2] for it in formulas(rows)]
    assert [it.count("丙") + it.count("丁") for it in found] == [2, 0]
    assert [it.count("戊") + it.count("己") for it in found] == [0, 2]


# Sums of columns.


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            ["名称|金额（元）|<|<", "^|合计|甲数|乙数", "|||", "|||"],
            ["明细[].合计: total(甲数, 乙数)"],
        ),
        (
            ["姓名|甲（60分）|乙（40分）|总分|名次", "子||||"],
            ["姓名.子.总分: total(甲, 乙)"],
        ),
        (
            ["序号|单位|甲（50分）|乙（50分）|总分（100分）", "1||||", "2||||"],
            ["明细[].总分: total(甲, 乙)"],
        ),
        (["姓名|甲（60分）|乙（40分）|总分（50分）", "子|||"], []),
        (["姓名|甲（60分）|乙（40分）|扣分|总分", "子||||"], []),
        (["姓名|笔试成绩|面试成绩|总分", "子|||"], []),
        (
            ["内容|投资合计|中央资金|省级资金|自筹", "子||||"],
            ["子.投资合计: total(中央资金, 省级资金, 自筹)"],
        ),
        (
            ["类别|本年增加|<|<", "^|小计|购置|接受划拨", "子|||"],
            ["子.本年增加.小计: total(购置, 接受划拨)"],
        ),
        (
            ["内容|投资合计|资金来源|<", "^|^|中央资金|自筹资金", "子|||"],
            ["子.投资合计: total(资金来源.中央资金, 资金来源.自筹资金)"],
        ),
        (["内容|投资合计|其中：中央资金|自筹资金", "子|||"], []),
        (["内容|投资合计|中央资金|自筹资金|已支付资金", "子||||"], []),
        (
            ["经费（万元）|总经费|财政资金|单位自筹|其他来源", "^||||"],
            ["经费.总经费: total(财政资金, 单位自筹, 其他来源)"],
        ),
        (["内容|总投资|中央资金|自筹资金|已完成投资", "子||||"], []),
    ],
)
def test_a_column_that_sums_others_is_a_formula(rows: list[str], found: list[str]) -> None:
    assert formulas(rows) == found


QUARTERS = "一季度|二季度|三季度|四季度"
MONTHS = "|".join(f"{month}月" for month in range(1, 13))


@pytest.mark.parametrize(
    ("heads", "parts"),
    [
        (f"{QUARTERS}|全年累计", "一季度, 二季度, 三季度, 四季度"),
        ("第一季度|第二季度|第三季度|第四季度|本年合计", "第一季度, 第二季度, 第三季度, 第四季度"),
        (f"全年累计|{QUARTERS}", "一季度, 二季度, 三季度, 四季度"),
        ("上半年|下半年|全年累计", "上半年, 下半年"),
        ("一季度|上半年|前三季度|全年累计", ""),
        ("一季度|二季度|三季度|累计", ""),
        ("一季度|二季度|三季度|四季度|全年", ""),
    ],
)
def test_a_year_is_what_its_parts_add_up_to(heads: str, parts: str) -> None:
    blanks = "|" * heads.count("|")
    found = formulas([f"指标（万元）|{heads}", f"基金收入|{blanks}", f"基金支出|{blanks}"])
    sums = [it.partition(": ")[2] for it in found]
    assert sums == [f"total({parts})"] * 2 * bool(parts)


def test_half_years_and_quarters_are_not_added_twice() -> None:
    heads = "一季度|二季度|上半年|三季度|四季度|下半年|合计"
    assert formulas([f"科目（万元）|{heads}", "甲|||||||"]) == [
        "甲.上半年: total(一季度, 二季度)",
        "甲.下半年: total(三季度, 四季度)",
        "甲.合计: total(上半年, 下半年)",
    ]
    (year,) = formulas([f"科目（万元）|{MONTHS}|累计", "甲" + "|" * 13])
    assert year.count("甲[") == 12
    assert formulas(["科目（万元）|1月|2月|3月|一季度|合计", "甲|||||"]) == [
        '甲.一季度: total(甲["1月"], 甲["2月"], 甲["3月"])'
    ]


@pytest.mark.parametrize(
    ("row", "is_added"),
    [
        ("期末参保人数（人）", False),
        ("在岗职工（人）", False),
        ("基金率（%）", False),
        ("户数（户）", False),
        ("就诊（人次）", True),
        ("当期结余（万元）", True),
        ("累计结余（万元）", False),
    ],
)
def test_what_there_is_at_one_time_is_not_added_over_quarters(row: str, is_added: bool) -> None:
    assert bool(formulas([f"指标|{QUARTERS}|全年累计", f"{row}|||||"])) == is_added


def test_no_column_adds_up_a_row_of_rates() -> None:
    rows = ["项目|第1年|第2年|合计", "支出（万元）|||", "占比（%）|||"]
    assert formulas(rows) == ["支出.合计: total(第1年, 第2年)"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (
            "行政编制（人）||事业编制（人）||编制合计（人）|",
            ["编制合计: total(行政编制, 事业编制)"],
        ),
        ("行政编制（人）||公务用车（辆）||编制合计（人）|", []),
        ("行政编制（人）||其中：事业编制（人）||编制合计（人）|", []),
        ("行政编制（人）||编制合计（人）||事业编制（人）|", []),
        ("财政收入（元）||其他收入（万元）||收入合计（元）|", []),
    ],
)
def test_a_total_of_pairs_of_a_kind(row: str, found: list[str]) -> None:
    assert formulas([row]) == found


def test_where_the_money_comes_from_is_in_numbers_below_the_total_of_its_group() -> None:
    heads = ["项目|资金来源（万元）|<|<|<|单位", "^|小计|其中|<|<|^", "^|^|中央|省级|市县|^"]
    rows = [*heads, "总计|||||", "|||||", "|||||"]
    found = formulas(rows, "注：小计等于中央、省级、市县之和。")
    assert "明细[].小计: total(中央, 省级, 市县)" in found
    assert '总计.市县: 明细 | rows | sum(attribute="市县")' in found


# What is carried from one period into the next.


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            ["项目|上月汇缴|本月增加|本月减少|本月汇缴", "人数（人）||||"],
            ["人数.本月汇缴: total(上月汇缴, 本月增加) - 本月减少"],
        ),
        (
            ["类别|年初人数|调入人数|调出人数|年末人数", "甲||||"],
            ["甲.年末人数: total(年初人数, 调入人数) - 调出人数"],
        ),
        (
            ["类别|上年收入（万元）|增加额|减少额|本年收入（万元）", "甲||||"],
            ["甲.本年收入: total(上年收入, 增加额) - 减少额"],
        ),
        (
            ["上月人数||本月增加||本月减少||本月人数|"],
            ["本月人数: total(上月人数, 本月增加) - 本月减少"],
        ),
        (
            [
                "类别|年初余额（元）|<|本年增加（元）|<|本年减少（元）|<|年末余额（元）|<",
                "^|基本户|专户|基本户|专户|基本户|专户|基本户|专户",
                "甲||||||||",
            ],
            [
                f"甲.年末余额.{it}: total(年初余额.{it}, 本年增加.{it}) - 本年减少.{it}"
                for it in ("基本户", "专户")
            ],
        ),
        (["项目|上月汇缴|本月增加|本月减少|本月支出", "人数（人）||||"], []),
        (["项目|上月汇缴|本月增加|本月新增|本月减少|本月汇缴", "人数（人）|||||"], []),
        (["项目|上月汇缴|本月增加|本月汇缴", "人数（人）|||"], []),
        (["项目|上月汇缴|本月增加原因|本月减少|本月汇缴", "人数（人）||||"], []),
    ],
)
def test_what_there_was_what_came_and_what_went_is_what_there_is(
    rows: list[str], found: list[str]
) -> None:
    assert formulas(rows) == found


def test_a_text_in_a_cell_speaks_of_what_the_cell_is_about() -> None:
    text = "项目预算安排____万元，合同金额____万元，节约资金____万元；"
    rows = [f"经费情况|{text}截至填报日已支付____万元，尚未支付____万元。"]
    assert formulas(rows) == ["经费情况节约资金: 经费情况项目预算安排 - 经费情况合同金额"]
    paid = "? - - 经费情况尚未支付 == 经费情况合同金额 - 经费情况截至填报日已支付"
    assert required(rows) == [paid]


# Formulas that notes tell.

FUNDS = ["项目|计划数|到位数|支出数|支出进度（%）", "甲（万元）||||"]
PROGRESS = ["甲.支出进度: (支出数 / 到位数) | percent"]
SOURCES = ["项目|资金（万元）|<|<", "^|小计|中央|省级", "甲|||"]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([FUNDS, "填表说明：1.支出进度=支出数÷到位数×100%。2.其他。"], PROGRESS),
        ([FUNDS, "说明：其他；（2）支出进度＝支出数/到位数*100%"], PROGRESS),
        ([[*FUNDS, "注：支出进度=支出数÷到位数×100%|<|<|<|<"]], PROGRESS),
        ([FUNDS, "1.支出进度=支出数÷到位数。", "2.支出进度=支出数÷计划数。"], []),
        ([FUNDS, "注：支出进度=实际支出数÷到位数×100%。"], []),
        (
            [SOURCES, "3.资金小计应等于中央、省级两级资金之和。"],
            ["甲.资金.小计: total(中央, 省级)"],
        ),
        (
            [["项目|金额（万元）", "收入|", "支出|", "净额|"], "净额=收入－支出"],
            ["净额: 收入 - 支出"],
        ),
        ([["项目|收入（元）|支出（元）|净额（万元）", "甲|||"], "净额=收入-支出"], []),
        (
            ["到位经费{  }元，结余经费{  }元，结余率{  }%（结余率=结余经费÷到位经费×100%）"],
            ["结余率: (结余经费 / 到位经费) | percent"],
        ),
    ],
)
def test_what_a_note_tells_is_worked_out(parts: list[str | Rows], found: list[str]) -> None:
    assert formulas(*parts) == found


def test_a_note_that_tells_of_another_formula_speaks_against_the_names() -> None:
    rows = ["项目|收入（元）|支出（元）|结余（元）", "甲|||"]
    assert formulas(rows) == ["甲.结余: 收入 - 支出"]
    assert formulas(rows, "说明：结余=收入-支出-上缴。") == []
    assert formulas(rows, "说明：结余=本年收入-本年支出。") == ["甲.结余: 收入 - 支出"]


def test_a_formula_may_have_a_unit_behind_it() -> None:
    rows = ["项目|金额（万元）", "1.支出|", "2.预算|", "3.占比（3=1/2,%）|"]
    assert formulas(rows) == ["占比: (支出 / 预算) | percent"]


# Shares of a total.


@pytest.mark.parametrize("head", ["占比", "占合计比重", "所占比例（%）", "比重", "占比（%）"])
def test_a_share_is_that_of_the_amount_beside_it_in_the_total(head: str) -> None:
    rows = [f"项目|金额|{head}", "子||", "丑||", "合计||"]
    shares = [it.partition(": ")[2] for it in formulas(rows) if "percent" in it]
    assert shares == ["(金额 / 合计.金额) | percent"] * 2


@pytest.mark.parametrize(
    "rows",
    [
        ["项目|金额|占收入比重", "子||", "丑||", "合计||"],
        ["项目|金额|占比", "子||", "丑||"],
        ["项目|预算|决算|占比", "子|||", "丑|||", "合计|||"],
        ["项目|金额|占比", "子||", "合计||", "丑||", "合计||"],
    ],
)
def test_no_share_without_one_amount_and_one_total(rows: list[str]) -> None:
    assert not [it for it in formulas(rows) if "percent" in it]


def test_each_amount_has_its_share() -> None:
    rows = ["项目|人数|占比|金额|占比", "子||||", "丑||||", "合计||||"]
    assert "子.占比: (人数 / 合计.人数) | percent" in formulas(rows)
    assert "丑.占比2: (金额 / 合计.金额) | percent" in formulas(rows)
    rows = ["项目|收入|<|支出|<", "^|金额|占比|金额|占比", "子||||", "丑||||", "合计||||"]
    assert "子.支出.占比: (金额 / 合计.支出.金额) | percent" in formulas(rows)


def test_the_share_of_a_row_of_a_list() -> None:
    found = formulas(["项目名称|金额|占比", "||", "||", "合计||"])
    assert "明细[].占比: (金额 / 合计.金额) | percent" in found


# Scores.

SCORED = ["一级指标|二级指标|分值|得分", "产出（50分）|||", "^|||", "效益（30分）|||"]


@pytest.mark.parametrize(
    "rows",
    [
        SCORED,
        ["一级指标|二级指标|分值|得分", "|||", "|||"],
        ["名称|分值|得分|偏差原因", "|||", "|||"],
    ],
)
def test_what_holds_in_every_evaluation_form_is_no_rule_of_the_pack(rows: list[str]) -> None:
    assert required(rows) == []


RATE = ["资金|全年预算数|全年执行数|分值|执行率|得分", "年度资金|||10||"]
FULL = [*("名称|<|<|<|分值|得分",), "|<|<|<||", "|<|<|<||", "总分|<|<|<|100|"]


@pytest.mark.parametrize(
    ("rate", "full", "formula", "rule"),
    [
        (
            RATE,
            FULL,
            '资金.年度资金.得分 + (明细 | rows | sum(attribute="得分"))',
            '(明细 | rows | sum(attribute="分值")) == 90',
        ),
        (
            [RATE[0], "年度资金|||||"],
            FULL,
            '资金.年度资金.得分 + (明细 | rows | sum(attribute="得分"))',
            '资金.年度资金.分值 + (明细 | rows | sum(attribute="分值")) == 100',
        ),
        (
            RATE,
            [*FULL[:-1], "总分|<|<|<|110|"],
            '资金.年度资金.得分 + (明细 | rows | sum(attribute="得分"))',
            '(明细 | rows | sum(attribute="分值")) == 100',
        ),
        (RATE, FULL[:-1], "", ""),
        (RATE, [*FULL[:-1], "合计|<|<|<|100|"], "", ""),
        (
            [RATE[0].replace("执行率", "比率"), RATE[1]],
            FULL,
            '资金.年度资金.得分 + (明细 | rows | sum(attribute="得分"))',
            "",
        ),
    ],
)
def test_the_full_score_adds_the_score_of_the_rate(
    rate: Rows, full: Rows, formula: str, rule: str
) -> None:
    found = rules([*rate], [*full])
    assert found.derived.get(("总分",), "") == formula
    name = f"分值合计{rule.rpartition(' ')[2]}"
    assert [(each["name"], each["require"]) for each in found.rules] == (
        [(name, rule)] if rule else []
    )


@pytest.mark.parametrize("label", ["自评总分", "评价总得分", "绩效自评总分"])
def test_the_full_score_may_say_who_gives_it(label: str) -> None:
    total = rules([*RATE], [*FULL[:-1], f"{label}|<|<|<|100|"]).derived.get((label, "得分"))
    assert total == '资金.年度资金.得分 + (明细 | rows | sum(attribute="得分"))'


FUNDS = ["支出类别|全年预算数|全年执行数|执行率", "基本支出|||", "项目支出|||", "合计|||"]


def test_a_score_does_not_follow_from_a_rate_in_a_row_of_the_same_name() -> None:
    """合计 of the funds and 合计 of the scores are one group, but two rows."""
    scores = ["一级指标|二级指标|三级指标|分值|得分", "产出|甲|||", "效益|乙|||", "合计|<|<|100|"]
    found = rules(FUNDS, scores).derived
    assert found["合计", "得分"] == '绩效指标 | rows | sum(attribute="得分")'


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (
            [
                ["项目|分值|得分", "甲|20|", "乙|30|", "合计|50|"],
                ["项目|分值|得分", "丙|20|", "丁|30|", "合计|50|"],
            ],
            ["合计.得分: total(甲.得分, 乙.得分)", "合计.得分2: total(丙.得分, 丁.得分)"],
        ),
        (
            [
                ["项目|得分", "甲|", "乙|", "合计|"],
                ["项目|得分", "丙|", "丁|", "总分|"],
            ],
            [
                "合计.得分: total(甲.得分, 乙.得分)",
                "总分: total(甲.得分, 乙.得分, 丙.得分, 丁.得分)",
            ],
        ),
        (
            [["姓名|笔试得分|面试得分", "甲||", "乙||", "合计||"]],
            [
                "姓名.合计.笔试得分: total(甲.笔试得分, 乙.笔试得分)",
                "姓名.合计.面试得分: total(甲.面试得分, 乙.面试得分)",
            ],
        ),
        ([["项目|分值|得分", "甲|20|", "乙|30|", "总分|40|"]], []),
    ],
)
def test_a_total_of_scores_adds_those_of_its_table_and_column(
    parts: list[Rows], found: list[str]
) -> None:
    assert formulas(*parts) == found


def test_the_rates_of_a_form_are_formulas() -> None:
    assert formulas(RATE) == [
        "资金.年度资金.执行率: (全年执行数 / 全年预算数) | percent",
        "资金.年度资金.得分: [10, 10 * 执行率] | min | round(2)",
    ]


def test_a_change_beside_years_with_totals_is_that_of_the_totals() -> None:
    heads = ["项目|上年数|<|<|本年数|<|<|比上年|<", "^|合计|财政|其他|合计|财政|其他|增减额|增减%"]
    assert formulas([*heads, "甲||||||||"])[-2:] == [
        "甲.比上年.增减额: 本年数.合计 - 上年数.合计",
        "甲.比上年.增减: ((本年数.合计 - 上年数.合计) / 上年数.合计) | percent",
    ]
    heads[1] = "^|合计|财政|其他|合计|财政|其他|财政拨款增减|其他增减"
    changes = [it for it in formulas([*heads, "甲||||||||"]) if "比上年" in it]
    assert changes == ["甲.比上年.其他增减: 本年数.其他 - 上年数.其他"]


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ("年初数|年末数|增减额", ["甲.增减额: 年末数 - 年初数"]),
        ("期末余额|期初余额|变动额", ["甲.变动额: 期末余额 - 期初余额"]),
        ("年初余额|期末余额|比年初增减", ["甲.比年初增减: 期末余额 - 年初余额"]),
        ("年初数|年末数|增减率", ["甲.增减率: ((年末数 - 年初数) / 年初数) | percent"]),
        ("年初数|年末数|增减原因", []),
        ("年初数|年末数|同比增减", []),
        ("年初数|增加数|核销数|年末数", []),
        ("年初户数（户）|年末金额（元）|增减额", []),
        ("上年末数|年末数|增减额", []),
        ("年初数|本月数|增减额", []),
        ("年初数|年末数|期初数|期末数|增减额", []),
    ],
)
def test_a_change_is_that_between_the_beginning_and_the_end_of_a_period(
    heads: str, found: list[str]
) -> None:
    assert formulas([f"项目|{heads}", f"甲{'|' * (heads.count('|') + 1)}"]) == found


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ("接受金额（元）|使用金额（元）|结余金额（元）", ["甲.结余金额: 接受金额 - 使用金额"]),
        ("接收数量|发放数量|结余数量", ["甲.结余数量: 接收数量 - 发放数量"]),
        (
            "上年结余资金|到位资金|使用资金|结余资金",
            ["甲.结余资金: total(上年结余资金, 到位资金) - 使用资金"],
        ),
        ("接受金额|使用金额|退回金额|结余金额", []),
        ("收入数|支出数|上缴数|结余数", []),
        ("预算数|到位数|支出数|结余数", []),
        ("接受金额|转赠金额|结余金额", []),
    ],
)
def test_what_is_left_follows_from_what_came_and_went_if_that_is_all(
    heads: str, found: list[str]
) -> None:
    assert formulas([f"项目|{heads}", f"甲{'|' * (heads.count('|') + 1)}"]) == found


def test_net_assets_are_likely_the_assets_less_the_debts() -> None:
    rows = ["项目|年末数", "资产总额|", "负债总额|", "净资产合计|"]
    assert formulas(rows) == []
    assert required(rows) == ["? - - 净资产合计.年末数 == 资产总额.年末数 - 负债总额.年末数"]
    assert required(["项目|年末数", "资产总额|", "流动负债|", "净资产合计|"]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "岗位工资{    }元，薪级工资{    }元，合计{    }元。",
            ["? - - 合计金额 == 岗位工资 + 薪级工资"],
        ),
        (
            "每月{    }日前付岗位工资{    }元、绩效工资{    }元，共计{    }元。",
            ["? - - 共计金额 == 付岗位工资 + 绩效工资"],
        ),
        ("岗位工资{    }元，合计{    }元。", []),
        ("岗位工资{    }元，薪级工资{    }元。合计{    }元。", []),
        ("岗位工资{    }元，薪级工资{    }元，工龄{    }年，合计{    }元。", []),
        ("单价{    }元，运费{    }元，合计{    }元。", []),
    ],
)
def test_a_total_behind_amounts_in_a_sentence_is_likely_their_sum(
    text: str, found: list[str]
) -> None:
    assert required(text) == found
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (
            ["家庭人口总数", "家庭月总收入（元）", "人均月收入（元）"],
            ["? - - 人均月收入 == (家庭月总收入 / 家庭人口总数) | round(2)"],
        ),
        (["家庭人口总数", "家庭年总收入（元）", "人均月收入（元）"], []),
        (["家庭人口总数", "家庭月总收入（万元）", "人均月收入（元）"], []),
        (["家庭人口总数", "总人数", "月收入（元）", "人均月收入（元）"], []),
        (["劳动力人数", "月收入（元）", "人均月收入（元）"], []),
    ],
)
def test_what_each_person_has_is_likely_the_total_by_persons(
    labels: list[str], found: list[str]
) -> None:
    assert required([f"{label}|" for label in labels]) == found


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ("分值|20|30|50", ["得分.总分: total(德, 能)"]),
        ("分值|20|30|100", []),
        ("人数|20|30|50", []),
    ],
)
def test_a_total_of_scores_adds_those_whose_points_stand_in_a_row_above(
    points: str, found: list[str]
) -> None:
    derived = formulas(["考核指标|德|能|总分", points, "得分|||"])
    assert [it.removeprefix("考核指标.") for it in derived] == found
