"""Each kind of claim as it is read aloud: what is wrong, what the sum gives, what to do."""

from __future__ import annotations

import pytest

from docgen.checking.checks.against_text_tables import against_text_tables
from docgen.checking.waivers import figure_of
from docgen.messages.problem_words import message_and_hint
from tests.unit.checking.claims.judged_texts import problems_of, unit_of

_SPOKEN = [
    (
        "growth-differs",
        "全年支出420.71万元，比上年的375.10万元增长16.2%。",
        "「比上年的375.10万元增长16.2%」：(420.71 − 375.10) ÷ 375.10 = 12.2%，不是 16.2%",
        "改成 12.2%，或核对本句的其他数",
        "「比上年的375.10万元增长16.2%」: (420.71 − 375.10) ÷ 375.10 = 12.2%, and not 16.2%",
        "make it 12.2%, or check the other figures of the sentence",
    ),
    (
        "growth-differs",
        "接种7,426人，比上年的6,812人下降9.0%。",
        "「比上年的6,812人下降9.0%」：6,812 → 7,426 是增长 9.0%，这里写的是下降",
        "写成增长，或核对本句的其他数",
        "「比上年的6,812人下降9.0%」: 6,812 → 7,426 is a rise of 9.0%, and not a fall",
        "make it a rise, or check the other figures of the sentence",
    ),
    (
        "growth-differs",
        "出动1,284次，比上年减少68次，增长5.0%。",
        "「增长5.0%」：68 ÷ (1,284 + 68) 是下降 5.0%，这里写的是增长",
        "写成下降，或核对本句的其他数",
        "「增长5.0%」: 68 ÷ (1,284 + 68) is a fall of 5.0%, and not a rise",
        "make it a fall, or check the other figures of the sentence",
    ),
    (
        "growth-differs",
        "普及率由88.7%提高到91.5%，降低2.8个百分点。",
        "「降低2.8个百分点」：88.7% → 91.5% 是上升 2.8个百分点，这里写的是下降",
        "写成上升，或核对本句的其他数",
        "「降低2.8个百分点」: 88.7% → 91.5% is a rise of 2.8个百分点, and not a fall",
        "make it a rise, or check the other figures of the sentence",
    ),
    (
        "growth-differs",
        "满意率由61.5%提高到83.2%，提高21.7%。",
        "「提高21.7%」：(83.2% − 61.5%) ÷ 61.5% = 35.3%，不是 21.7%",
        "说的是百分点的，写成 21.7个百分点；说的是增长率的，改成 35.3%；或核对本句的其他数",
        "「提高21.7%」: (83.2% − 61.5%) ÷ 61.5% = 35.3%, and not 21.7%",
        "if points are meant, make it 21.7个百分点; if a rate of growth, 35.3%; or check the other "
        "figures of the sentence",
    ),
    (
        "growth-differs",
        "修复档案1,260页，比上年的1,260页增加275页。",
        "「比上年的1,260页增加275页」：1,260 − 1,260 = 0页，不是 275页",
        "前后两个数相同，核对本句的其他数",
        "「比上年的1,260页增加275页」: 1,260 − 1,260 = 0页, and not 275页",
        "both figures are the same: check the other figures of the sentence",
    ),
    (
        "growth-differs",
        "投入资金5268万元，比上年的4,980万元增长58%。",
        "「比上年的4,980万元增长58%」：(5268 − 4,980) ÷ 4,980 = 5.8%，不是 58%",
        "改成 5.8%，或核对本句的其他数",
        "「比上年的4,980万元增长58%」: (5268 − 4,980) ÷ 4,980 = 5.8%, and not 58%",
        "make it 5.8%, or check the other figures of the sentence",
    ),
    (
        "share-differs",
        "全年支出620.71万元，其中：基本支出420.71万元，占76.8%。",
        "「占76.8%」：420.71 ÷ 620.71 = 67.8%，不是 76.8%",
        "改成 67.8%，或核对本句的其他数",
        "「占76.8%」: 420.71 ÷ 620.71 = 67.8%, and not 76.8%",
        "make it 67.8%, or check the other figures of the sentence",
    ),
    (
        "ratio-differs",
        "应办15件，办结14件，办结率95%。",
        "「办结率95%」：14 ÷ 15 = 93.3%，不是 95%",
        "改成 93.3%，或核对本句的其他数",
        "「办结率95%」: 14 ÷ 15 = 93.3%, and not 95%",
        "make it 93.3%, or check the other figures of the sentence",
    ),
    (
        "total-differs",
        "甲镇1,235个、乙镇828个，共2,036个。",
        "「共2,036个」：各项相加 1,235 + 828 = 2,063个，不是 2,036个",
        "改成 2,063个，或核对本句的其他数",
        "「共2,036个」: the parts add up to 1,235 + 828 = 2,063个, and not 2,036个",
        "make it 2,063个, or check the other figures of the sentence",
    ),
    (
        "average-differs",
        "支出2216.4万元，救助5680人次，次均3092元。",
        "「次均3092元」：2216.4万元 ÷ 5680人次 = 3902元，不是 3092元",
        "改成 3902元，或核对本句的其他数",
        "「次均3092元」: 2216.4万元 ÷ 5680人次 = 3902元, and not 3092元",
        "make it 3902元, or check the other figures of the sentence",
    ),
    (
        "balance-differs",
        "项目预算450万元，实际支出420万元，结余35万元。",
        "「结余35万元」：450 − 420 = 30万元，不是 35万元",
        "改成 30万元，或核对本句的其他数",
        "「结余35万元」: 450 − 420 = 30万元, and not 35万元",
        "make it 30万元, or check the other figures of the sentence",
    ),
    (
        "product-differs",
        "补助学生742人次，每人次1,500元，共113.1万元。",
        "「共113.1万元」：1,500元 × 742人次 = 111.3万元，不是 113.1万元",
        "改成 111.3万元，或核对本句的其他数",
        "「共113.1万元」: 1,500元 × 742人次 = 111.3万元, and not 113.1万元",
        "make it 111.3万元, or check the other figures of the sentence",
    ),
    (
        "unit-differs",
        "盘活资金5,318元，折合0.53亿元。",
        "「折合0.53亿元」：5,318元 等于 0.00005318亿元，不是 0.53亿元",
        "单位写错的，改成前面写 5,318万元，或这里写 0.53万元；或核对这两个数",
        "「折合0.53亿元」: 5,318元 is 0.00005318亿元, and not 0.53亿元",
        "make it 5,318万元 before it or 0.53万元 here, or check both figures",
    ),
    (
        "unit-differs",
        "实际支出1,226,400万元，即122.64万元。",
        "「即122.64万元」：前面写的是 1,226,400万元，这里是 122.64万元，两个数不相等",
        "单位写错的，改成前面写 1,226,400元，或这里写 122.64亿元；或核对这两个数",
        "「即122.64万元」: before it stands 1,226,400万元, which is not 122.64万元",
        "make it 1,226,400元 before it or 122.64亿元 here, or check both figures",
    ),
    (
        "rank-differs",
        "石门镇35户、平畈镇28户、大洲乡41户，平畈镇最多。",
        "「平畈镇最多」：按这里列出的数从大到小，平畈镇（28）在 3 个里排第 3，第 1 是大洲乡（41）",
        "改正名称或名次，或核对这里列出的数",
        "「平畈镇最多」: by the figures listed here, from the most, 平畈镇 (28) is number 3 of 3, "
        "and number 1 is 大洲乡 (41)",
        "correct the name or the rank, or check the figures listed here",
    ),
    (
        "count-differs",
        "采取四项措施：一是增人手;二是改流程；三是严考核。",
        "写的是「四项」，列出的是 3 个：一是、二是、三是",
        "个数改成 3，或补全所列的内容",
        "「四项」, and 3 are listed: 一是、二是、三是",
        "make the number 3, or complete the list",
    ),
]


@pytest.mark.parametrize(("code", "text", "zh", "zh_hint", "en", "en_hint"), _SPOKEN)
def test_what_is_wrong_is_said_in_a_sentence(
    code: str, text: str, zh: str, zh_hint: str, en: str, en_hint: str
) -> None:
    [problem] = problems_of(text)
    assert problem.code == code
    assert message_and_hint(problem, "zh") == (zh, zh_hint)
    assert message_and_hint(problem, "en") == (en, en_hint)


def test_a_long_clause_is_quoted_from_its_beginning() -> None:
    clause = "该县人民医院门诊综合楼建设项目配套医疗设备购置和信息系统升级改造资金完成预算的"
    [problem] = problems_of(f"预算数60万元，支出决算数46.82万元，{clause}7.0%。")
    quoted = problem.words["words"]
    assert quoted.startswith("该县人民医院")
    assert quoted.endswith("预算的7.0%")
    assert len(quoted) <= 40


@pytest.mark.parametrize("text", [text for _, text, *_ in _SPOKEN[:-2]])
def test_an_exception_is_for_the_figure_that_is_told(text: str) -> None:
    [problem] = problems_of(text)
    at = problem.place.column - 1
    assert text[at:].startswith(figure_of(problem))
    assert figure_of(problem)


def test_a_clause_with_a_slip_in_its_name_does_not_speak_of_the_clause_before() -> None:
    table = (
        "| 项目 | 执行率 |\n| --- | --- |\n| 救灾物资储备 | 98.9% |\n"
        "| 应急能力提升工程 | 95.7% |\n| 宣传培训经费 | 97.1% |\n\n"
    )
    right = "执行率最高的是救灾物资储备，应急能力提升工程的执行率居第2位。"
    assert [it.code for it in problems_of(table + right)] == ["rank-differs"]
    slip = "执行率最高的是救灾物资储备，应急能提力升工程的执行率居第2位。"
    assert problems_of(table + slip) == []


def test_a_cell_is_told_with_the_name_of_its_row() -> None:
    table = (
        "| 项目 | 完成人数（人） | 完成率 |\n| --- | --- | --- |\n| 辅助器具适配 | 642 | 97.3% |\n"
        "| 家庭医生签约 | 720 | 100.0% |\n\n"
    )
    unit = unit_of(f"{table}辅助器具适配完成率97.3%，完成人数462人。")
    [problem] = against_text_tables(unit)
    assert problem.code == "table-differs"
    told = message_and_hint(problem, "zh")
    assert told.message.startswith("这里的「辅助器具适配 完成人数」是 462人，表里是 642人（")
    assert told.hint == "核对哪一处对，改正另一处"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("财政拨款收入642.18万元，占93.76%。", 0),
        ("财政拨款收入624.18万元，占93.76%。", 1),
        ("财政拨款收入未到位的43.78万元。", 0),
        ("财政拨款收入企均2.22万元。", 0),
    ],
)
def test_a_level_repeats_no_column_of_changes(sentence: str, told: int) -> None:
    table = (
        "| 项目 | 2023年度（万元） | 2022年度（万元） | 增减额（万元） |\n|---|---|---|---|\n"
        "| 财政拨款收入 | 642.18 | 598.40 | 43.78 |\n| 其他收入 | 5.26 | 3.75 | 1.51 |\n"
    )
    unit = unit_of(f"{sentence}\n\n{table}")
    assert len(list(against_text_tables(unit))) == told
