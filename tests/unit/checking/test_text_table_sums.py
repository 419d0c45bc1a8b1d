"""Totals of tables in texts, and columns that follow from others."""

from __future__ import annotations

import pytest

from docgen.checking.checks.text_table_sums import text_table_sums
from docgen.wording.problem_texts import problem_text
from tests.unit.checking.units import markdown, marked, said


def table(*rows: str, head: str = "项 | 数") -> str:
    """A Markdown table with its first line at line 1: the first row is line 3."""
    rule = "|--" * (head.count("|") + 1)
    return "\n".join((f"| {head} |", f"{rule}|", *(f"| {row} |" for row in rows)))


def totals(*rows: str, head: str = "项 | 数") -> list[str]:
    return without_labels(said(text_table_sums(markdown(table(*rows, head=head)))))


def without_labels(told: list[str]) -> list[str]:
    """Without the names of row and column, and the number of rows."""
    left = ("label=", "head=", "parts=")
    return ["; ".join(it for it in line.split("; ") if not it.startswith(left)) for line in told]


@pytest.mark.parametrize("word", ["合计", "总计"])
def test_a_total_that_is_not_the_sum_is_a_warning_at_the_total(word: str) -> None:
    assert totals("甲 | 450", "乙 | 100", f"{word} | 540") == [
        "5:8 warning table-total; found=540; wanted=550"
    ]
    assert totals("甲 | 450", "乙 | 100", f"{word} | 550") == []


def test_each_column_has_its_total_and_the_word_may_stand_in_any() -> None:
    rows = ("甲 | 1 | 2.5 | ", "乙 | 2 | 2.5 | ", " | ▸4 | ▸5.5 | 合计")
    text, places = marked(table(*rows, head="项 | 数 | 额 | 注"))
    assert without_labels(said(text_table_sums(markdown(text)))) == [
        f"{places[0]} warning table-total; found=4; wanted=3",
        f"{places[1]} warning table-total; found=5.5; wanted=5.0",
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (("甲 | 1.05", "乙 | 2.04", "合计 | 3.10"), None),
        (("甲 | 1.05", "乙 | 2.04", "合计 | 3.08"), None),
        (("甲 | 1.05", "乙 | 2.04", "合计 | 3.11"), "3.09"),
        (("甲 | 1.05", "乙 | 2.04", "合计 | 3.07"), "3.09"),
        (("甲 | 1.05", "乙 | 2.04", "丙 | 1", "合计 | 4.11"), None),
        (("甲 | 1.05", "乙 | 2.04", "丙 | 1", "合计 | 4.12"), "4.09"),
        (("甲 | 1", "乙 | 2", "合计 | 4"), "3"),
        (("甲 | 1", "乙 | 2", "合计 | 3.1"), None),
        (("甲 | 1.0", "乙 | 2", "合计 | 3.2"), "3.0"),
        (("甲 | 1,000", "乙 | 2,000", "合计 | 4,000"), "3,000"),
        (("甲 | -1", "乙 | 2", "合计 | 3"), "1"),
        (("甲 | ", "乙 | 2", "合计 | 3"), "2"),
        (("甲 | ", "乙 | ", "合计 | 3"), None),
        (("甲 | 1", "乙 | 2", "合计 | "), None),
        (("甲 | 约1", "乙 | 2", "合计 | 5"), None),
        (("甲 | 1", "乙 | 2", "合计 | 约5"), None),
        (("甲 | 1", "乙 | 2%", "合计 | 5"), None),
        (("甲 | 1", "合计 | 5"), None),
    ],
)
def test_a_total_may_differ_by_rounding(rows: tuple[str, ...], wanted: str | None) -> None:
    found = totals(*rows)
    assert [problem.rpartition("=")[2] for problem in found] == ([wanted] if wanted else [])


@pytest.mark.parametrize("part", ["其中：乙", "小计", "合计", "总计", "乙小计"])
def test_a_table_with_subtotals_is_left_alone(part: str) -> None:
    assert totals("甲 | 1", f"{part} | 1", "合计 | 9") == []


@pytest.mark.parametrize("row", ["乙 | 9", "年合计数 | 9"])
def test_a_table_without_a_total_has_none(row: str) -> None:
    assert totals("甲 | 1", "丙 | 1", row) == []


@pytest.mark.parametrize(
    "head",
    ["完成率", "满意度", "占比", "比例", "平均数", "人均数", "单价", "序号", "年份"],
)
def test_some_columns_have_no_sum(head: str) -> None:
    assert totals("甲 | 95", "乙 | 97", "合计 | 96", head=f"项 | {head}") == []


def test_text_that_is_no_table_has_no_total_and_bold_and_bound_totals_have_their_places() -> None:
    rows = "甲 | 1 | 2", "乙 | 1 | 2", "合计 | **9** | {{ 总数 }}"
    text = f"合计\n\n{table(*rows, head='项 | 数 | 额')}"
    unit = markdown(text, "总数: 5")
    assert without_labels(said(text_table_sums(unit))) == [
        "7:10 warning table-total; found=9; wanted=2",
        "7:16 warning table-total; found=5; wanted=4",
    ]


@pytest.mark.parametrize("before", ["{{ 空 }}", "![](a.png)"])
def test_the_place_of_a_total_is_that_of_its_first_characters(before: str) -> None:
    text, (place,) = marked(table("甲 | 1", "乙 | 1", f"合计 | {before}▸9"))
    assert without_labels(said(text_table_sums(markdown(text, "空:")))) == [
        f"{place} warning table-total; found=9; wanted=2"
    ]


SOUND = {
    "rates": """
任务 | 计划 | 完成 | 完成率
口蹄疫免疫（万头次） | 32.0 | 33.18 | 103.7%
禽流感免疫（万羽次） | 410.0 | 402.60 | 98.2%
血清抗体监测（份） | 1,800 | 1,926 | 107.0%
""",
    "growth": """
科目 | 2022年决算 | 2023年决算 | 增减率
工资福利支出 | 6,018,300 | 6,327,500 | 5.1%
商品和服务支出 | 1,846,200 | 1,792,640 | -2.9%
资本性支出 | 210,000 | 602,400 | 186.9%
合计 | 8,074,500 | 8,722,540 | 8.0%
""",
    "falls": """
污染物 | 上年（吨） | 本年（吨） | 同比下降（%）
二氧化硫 | 1,208 | 1,114 | 7.8
氮氧化物 | 2,340 | 2,215 | 5.3
颗粒物 | 861 | 806 | 6.4
""",
    "differences": """
费用 | 概算（万元） | 审定（万元） | 节约（万元）
建筑安装工程费 | 14,720.00 | 14,266.58 | 453.42
征地拆迁费 | 2,050.00 | 2,050.00 | 0.00
预备费 | 750.00 | 580.00 | 170.00
合计 | 17,520.00 | 16,896.58 | 623.42
""",
    "shares": """
序号 | 支出事项 | 金额（元） | 占比
1 | 场地修缮 | 118,600 | 38.6%
2 | 设施购置 | 96,350 | 31.3%
3 | 活动开展 | 62,480 | 20.3%
4 | 水电物业 | 29,970 | 9.7%
 | 合计 | 307,400 | 100%
""",
    "averages": """
乡镇 | 学校数 | 学生数 | 支出（万元） | 生均（元）
城关镇 | 18 | 9,426 | 928.16 | 985
龙门镇 | 31 | 8,875 | 884.52 | 997
茶店乡 | 29 | 6,051 | 598.50 | 989
合计 | 78 | 24,352 | 2,411.18 | 990
""",
    "subtotals": """
科目 | 预算数 | 执行数
工资 | 302.40 | 301.96
津贴 | 58.60 | 52.31
小计 | 361.00 | 354.27
办公费 | 12.00 | 11.20
差旅费 | 8.00 | 6.75
小计 | 20.00 | 17.95
合计 | 381.00 | 372.22
""",
    "parts": """
项目 | 2022年 | 2023年
三公经费 | 5.35 | 4.97
其中：公务接待 | 0.55 | 0.29
公车运行 | 4.80 | 4.68
培训费 | 3.00 | 2.10
合计 | 8.35 | 7.07
""",
    "balance": """
项目 | 2022年 | 2023年
票务收入 | 3,126 | 3,508
财政补贴 | 6,350 | 6,180
收入合计 | 9,476 | 9,688
运营成本 | 10,418 | 10,326
""",
    "capped": """
库点 | 合同（吨） | 入库（吨） | 考核得分 | 排名
中心库 | 21,500 | 21,500 | 96 | 1
城南库 | 12,300 | 12,100 | 92 | 2
合计 | 33,800 | 33,600 | 94 | —
""",
    "rounded differences": """
科目 | 2022年（万元） | 2023年（万元） | 增减（万元） | 增减率
工资 | 1,903.18 | 1,876.33 | -26.84 | -1.4%
津贴 | 42.90 | 46.46 | 3.57 | 8.3%
办公 | 18.26 | 21.70 | 3.44 | 18.8%
""",
    "mean rates": """
标段 | 合同（万元） | 支付（万元） | 支付率
一标段 | 2,960.0 | 2,851.6 | 96.3%
二标段 | 415.5 | 318.9 | 76.8%
三标段 | 108.0 | 86.4 | 80.0%
合计 | 3,483.5 | 3,256.9 | 84.4%
""",
    "row totals": """
项目 | 自然人 | 法人 | 其他 | 总计
本年新收 | 52 | 14 | 3 | 69
上年结转 | 1 | 0 | / | 1
予以公开 | 31 | 8 | 2 | 41
结转下年 | 2 | 0 | 0 | 2
""",
    "totals in front": """
单位 | 合计 | 基本支出 | 项目支出
甲镇 | 1,204.35 | 512.20 | 692.15
乙镇 | 986.40 | 430.10 | 556.30
丙镇 | 750.00 | 310.00 | 440.00
""",
    "ratios": """
费用 | 概算 | 决算 | 决算占概算比例 | 每公里费用
工程 | 400.00 | 392.00 | 98.00% | 3.92
设备 | 100.00 | 95.00 | 95.00% | 0.95
勘察 | 20.00 | 13.00 | 65.00% | 0.13
合计 | 520.00 | 500.00 | 96.15% | 5.00
""",
    "growth of parts": """
指标 | 2023年末 | 2024年末 | 增加额
存款余额 | 412.65 | 446.28 | 33.63
其中：住户存款 | 318.40 | 352.16 | 33.76
贷款余额 | 326.72 | 351.94 | 25.22
""",
    "unrelated": """
季度 | 处理量（万吨） | 达标率 | 投诉（件）
一季度 | 328 | 99.1% | 3
二季度 | 365 | 98.7% | 5
三季度 | 402 | 99.4% | 2
""",
}


def told_of(text: str) -> list[str]:
    head, *rows = text.strip().splitlines()
    return said(text_table_sums(markdown(table(*rows, head=head))))


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_said_of_a_table_that_is_right(name: str) -> None:
    assert told_of(SOUND[name]) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("rates", "103.7%", "107.3%", "warning row-differs 33.18 ÷ 32.0 103.7%"),
        ("rates", "1,926", "1,296", "warning row-differs 1,296 ÷ 1,800 72.0%"),
        ("growth", "-2.9%", "2.9%", "error row-differs (1,792,640 − 1,846,200) ÷ 1,846,200 -2.9%"),
        ("growth", "8.0%", "8.6%", "error row-differs (8,722,540 − 8,074,500) ÷ 8,074,500 8.0%"),
        ("falls", "| 5.3", "| 3.5", "warning row-differs (2,215 − 2,340) ÷ 2,340 -5.3"),
        ("differences", "170.00", "107.00", "error row-differs 750.00 − 580.00 170.00"),
        ("shares", "20.3%", "23.0%", "error row-differs 62,480 ÷ 307,400 20.3%"),
        ("averages", "997", "979", "error row-differs 884.52 ÷ 8,875 997"),
        ("row totals", "| 69", "| 96", "error row-differs 52 + 14 + 3 69"),
        ("totals in front", "986.40", "968.40", "warning row-differs 430.10 + 556.30 986.40"),
        ("subtotals", "| 20.00", "| 22.00", "warning table-total 20.00"),
        ("subtotals", "372.22", "327.22", "warning table-total 372.22"),
        ("parts", "| 0.29", "| 9.29", "warning part-over-whole 4.97"),
        ("parts", "| 7.07", "| 7.70", "warning table-total 7.07"),
        ("balance", "9,688", "9,868", "warning table-total 9,688"),
        ("capped", "33,600", "36,300", "warning table-total 33,600"),
    ],
)
def test_a_slip_of_a_table_is_told_with_its_sum(name: str, old: str, new: str, found: str) -> None:
    assert SOUND[name].count(old) == 1
    told = told_of(SOUND[name].replace(old, new))
    words = [dict(part.split("=", 1) for part in line.split("; ")[1:]) for line in told]
    shown = [
        " ".join(
            filter(None, (line.split("; ")[0].split(" ", 1)[1], it.get("formula"), it["wanted"]))
        )
        for line, it in zip(told, words, strict=True)
    ]
    assert found in shown
    assert len(told) <= 2  # a column total besides


def test_a_message_does_the_sum() -> None:
    head, *rows = SOUND["rates"].replace("103.7%", "107.3%").strip().splitlines()
    (problem,) = text_table_sums(markdown(table(*rows, head=head)))
    assert (
        problem_text(problem, "zh")
        .partition("\n")[0]
        .endswith("「口蹄疫免疫（万头次）」的完成率是 107.3%，33.18 ÷ 32.0 = 103.7%")
    )
