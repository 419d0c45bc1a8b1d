"""Checks: each planted defect is found at its line and nothing else; correct units are clean."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen import Result, check_edition
from docgen.diagnostics import Problems
from docgen.packs.expressions.targets import attained, repeats
from docgen.packs.pack import load_pack
from docgen.wording.problem_texts import problem_text, problems_github, problems_json
from docgen.wording.result_lines import result_lines
from tests.planted_defects import (
    BASE,
    CORRECT,
    DEFECTS,
    DEPARTMENT,
    HOTLINE,
    NARRATIVE,
    PROBLEMS,
    REPORT,
    Defect,
)
from tests.support import PACK, ROOT, codes

CONTENT = ROOT / "tests" / "content"
UNIT = "content/2023/small-office"


@pytest.mark.parametrize("text", CORRECT)
def test_a_correct_sentence_is_left_alone(root: Path, text: str) -> None:
    change(root, PROBLEMS, NARRATIVE, NARRATIVE + text)
    result = check_edition("2023", root=root)
    assert [problem_text(problem, "zh") for problem in result.all_problems()] == []


@pytest.mark.parametrize(
    ("actual", "target", "ratio"),
    [
        ("培训1,268人次", "≥1200人次", "1"),
        ("9,000人", "≥10,000人", "0.9"),
        ("较上年提高2.1%，达到43.5%", "≥40%", "1"),
        ("示范村3个，共完成9个", "≥12个", "0.75"),
        ("完成12个村，其中示范村3个", "≥12个", "1"),
        ("165天", "180天", ""),
        ("89元", "100元", ""),
        ("20万元", "≤15万元", "0.75"),
        ("2期", "4期", "0.5"),
    ],
)
def test_how_far_a_number_reaches_its_target(actual: str, target: str, ratio: str) -> None:
    assert str(attained(actual, target)) == ratio


@pytest.mark.parametrize(
    ("value", "expected"),
    [("≥98%", True), ("4批", False), ("100%", False), ("0起", False), ("0", False)],
)
def test_what_only_repeats_its_target(value: str, expected: bool) -> None:
    assert repeats(value, value) is expected


def test_a_subordinate_unit_may_carry_out_a_project(root: Path) -> None:
    change(root, HOTLINE, "实施单位: 某县某某服务中心", "实施单位: 某县某某服务站")
    assert codes(check_edition("2023", root=root)) == []


def test_a_rule_over_many_rows_tells_its_sum_at_its_group(root: Path) -> None:
    change(root, DEPARTMENT, "分值: 25, 得分: 25", "分值: 24, 得分: 24")
    (problem,) = check_edition("2023", root=root).all_problems()
    assert (problem.place.file, problem.place.line) == (f"{UNIT}/{DEPARTMENT}", 21)
    assert problem.code == "sum-differs"
    words = ("group", "field", "rows", "sum", "required")
    assert [problem.words[word] for word in words] == ["绩效指标.产出指标", "分值", "2", "39", "40"]


def test_two_names_that_stand_in_several_places_are_two_things(root: Path) -> None:
    rows = "（一个专项一行）:\n" + "".join(
        f"    - {{名称: 农村水库维修{numeral}期, 上年决算数: 0, 本年预算数: 0, 本年决算数: 0}}\n"
        for numeral in "一二"
    )
    change(root, BASE, "（一个专项一行）: []\n", rows)
    change(root, HOTLINE, "项目支出名称: 便民热线运行", "项目支出名称: 农村水库维修一期")
    assert set(codes(check_edition("2023", root=root))) == {"near-names"}
    change(
        root, "projects/archive.yaml", "项目支出名称: 档案整理", "项目支出名称: 农村水库维修二期"
    )
    assert codes(check_edition("2023", root=root)) == []


def test_rows_may_be_numbered_among_themselves(root: Path) -> None:
    change(root, DEPARTMENT, "三级指标: 热线接通率", "三级指标: 4、热线接通率")
    assert codes(check_edition("2023", root=root)) == []
    change(root, DEPARTMENT, "停机两日；已增设", "停机两日；1、已增设")
    change(root, DEPARTMENT, "备用线路。", "备用线路；3、已加强值守。")
    assert codes(check_edition("2023", root=root)) == ["numbering"]


def test_a_folder_of_projects_is_no_list_of_rows(root: Path) -> None:
    change(root, HOTLINE, "实际完成情况: ", "实际完成情况: 2、")
    assert codes(check_edition("2023", root=root)) == ["numbering-begins"]


def test_values_of_different_projects_are_not_compared(root: Path) -> None:
    change(
        root,
        PROBLEMS,
        NARRATIVE,
        "便民热线运行：受益群众满意度94.2%。\n\n档案整理：受益群众满意度95.5%。",
    )
    assert codes(check_edition("2023", root=root)) == []
    change(root, PROBLEMS, "档案整理：", "便民热线运行：")
    assert codes(check_edition("2023", root=root)) == ["two-values"]


def test_a_hint_names_the_field_of_this_year(root: Path) -> None:
    change(root, PROBLEMS, NARRATIVE, f"{NARRATIVE}公用经费25.10万元，三公经费比上年下降9%。")
    differs, percent = check_edition("2023", root=root).all_problems()
    group = "经费控制情况.公用经费"
    bindings = f"{{{{ {group}.本年决算数 }}}} / {{{{ {group}.本年预算数 }}}}"
    assert problem_text(differs, "zh").endswith(f"{bindings} 就不会不一致")
    assert (percent.place.column, "None" in problem_text(percent, "zh")) == (44, False)


def test_a_project_speaks_of_its_own_figures(root: Path) -> None:
    old = "实际完成情况: 按计划完成档案整理。"
    change(
        root, "projects/archive.yaml", old, "实际完成情况: 项目支出2.4万元。全年预算数2.61万元。"
    )
    change(root, PROBLEMS, NARRATIVE, "便民热线运行。项目支出7.85万元。")
    (problem,) = check_edition("2023", root=root).all_problems()
    assert problem.words["fields"].startswith("{{ projects[0].项目资金.")


def test_a_plan_is_not_the_result(root: Path) -> None:
    change(
        root, DEPARTMENT, "预期目标: 办好", "预期目标: 公用经费25万元，群众综合满意度达到90%，办好"
    )
    change(root, PROBLEMS, NARRATIVE, f"{NARRATIVE}群众综合满意度达到93%。\n\n三、四季度进度较快。")
    assert codes(check_edition("2023", root=root)) == []


def test_tables_that_add_up_in_their_own_way_are_left_alone(root: Path) -> None:
    rounded = "| 甲 | 1.05 |\n| 乙 | 2.04 |\n| 合计 | 3.10 |"
    nested = "| 甲 | 1 |\n| 其中：乙 | 1 |\n| 合计 | 1 |"
    worded = "| 甲 | 约1 |\n| 乙 | 1 |\n| 合计 | 5 |"
    tables = "\n\n".join(f"| 项 | 数 |\n|--|--|\n{rows}" for rows in (rounded, nested, worded))
    tables += "\n\n| 项 | 满意度 |\n|--|--|\n| 甲 | 95 |\n| 乙 | 97 |\n| 合计 | 96 |"
    change(root, PROBLEMS, NARRATIVE, tables)
    assert codes(check_edition("2023", root=root)) == []


def test_a_list_that_word_shall_count_is_left_alone(root: Path) -> None:
    change(root, PROBLEMS, NARRATIVE, "1. 甲\n1. 乙\n1. 丙")
    assert codes(check_edition("2023", root=root)) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "word_templates", tmp_path / "word_templates")
    shutil.copytree(CONTENT / "small-office", tmp_path / UNIT)
    return tmp_path


def change(root: Path, file: str, old: str, new: str, unit: str = UNIT) -> None:
    path = root / unit / file
    text = path.read_text("utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


BY_CODE = {"rule-rounding", "exception-unused"}


def found(result: Result) -> list[tuple[str, str, int]]:
    """``(rule, or code if there is none, file in the unit, line)`` of every problem."""
    return sorted(
        (
            problem.code if problem.code in BY_CODE else problem.words.get("rule", problem.code),
            problem.place.file.removeprefix(f"{UNIT}/"),
            problem.place.line,
        )
        for problem in result.all_problems()
    )


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_each_planted_defect_is_found_and_nothing_else(root: Path, defect: Defect) -> None:
    change(root, defect.file, defect.old, defect.new)
    result = check_edition("2023", root=root)
    actual = found(result)
    assert actual == sorted(defect.found), [
        problem_text(problem, "zh") for problem in result.all_problems()
    ]
    for problem in result.all_problems():
        assert problem_text(problem, "en")


def test_there_are_enough_of_them_and_every_rule_is_covered() -> None:
    assert len(DEFECTS) >= 45
    pack = load_pack(PACK, ROOT, Problems())
    assert pack is not None
    planted = {code for defect in DEFECTS for code, _, _ in defect.found}
    assert [rule.name for rule in pack.rules if rule.name not in planted] == []


@pytest.mark.parametrize("unit", ["small-office", "large-office"])
def test_clean_units_are_clean(tmp_path: Path, unit: str) -> None:
    shutil.copytree(ROOT / "word_templates", tmp_path / "word_templates")
    shutil.copytree(CONTENT / unit, tmp_path / "content" / "2023" / unit)
    result = check_edition("2023", root=tmp_path, strict=True)
    assert [problem_text(problem, "zh") for problem in result.all_problems()] == []


def test_the_report_of_2023_is_clean() -> None:
    result = check_edition("2023", root=ROOT, strict=True)
    assert [problem_text(problem, "zh") for problem in result.all_problems()] == []


def test_last_years_figures_are_compared_with_last_years_report(root: Path) -> None:
    last = root / "content" / "2022" / "small-office"
    shutil.copytree(root / UNIT, last)
    change(root, REPORT, "年度: 2023", "年度: 2023")
    for old, new in (
        ("本年决算数: 0.95", "本年决算数: 1.1"),
        ("本年决算数: 0.12", "本年决算数: 0.41"),
        ("本年决算数: 21.36", "本年决算数: 20.5"),
        ("本年决算数: 8.8", "本年决算数: 8"),
        ("本年决算数: 2.41", "本年决算数: 2.2"),
        ("本年决算数: 8.00", "本年决算数: 0"),
    ):
        change(root, BASE, old, new, "content/2022/small-office")
    result = check_edition("2023", root=root)
    (problem,) = result.all_problems()
    assert (problem.code, problem.place.line) == ("last-year-differs", 7)
    assert problem.words["other"] == "content/2022/small-office/附件1-基础数据.yaml:7:41"


def test_an_exception_silences_one_rule_at_one_place_and_is_counted(root: Path) -> None:
    change(root, PROBLEMS, NARRATIVE, "一是更换设备；三是加强值守。")
    change(
        root,
        REPORT,
        "落款:",
        "例外:\n  - 规则: numbering\n    位置: narrative/7-存在的问题及原因分析.md:1\n"
        "    理由: 引用原文\n落款:",
    )
    result = check_edition("2023", root=root)
    assert codes(result) == []
    lines = list(result_lines(result, "zh"))
    assert lines[0] == f"例外 {UNIT}/narrative/7-存在的问题及原因分析.md:1:8 [numbering]：引用原文"
    assert lines[-1] == "检查 1 个单位：错误 0，警告 0"


def test_a_rule_can_be_silenced_by_its_name(root: Path) -> None:
    change(root, HOTLINE, "实施单位: 某县某某服务中心", "实施单位: 某县某中心")
    change(
        root,
        REPORT,
        "落款:",
        "例外:\n  - {规则: 实施单位与封面一致, 位置: projects/hotline.yaml, 理由: 下属单位}\n落款:",
    )
    assert codes(check_edition("2023", root=root)) == []


def test_strict_makes_warnings_errors(root: Path) -> None:
    change(root, PROBLEMS, NARRATIVE, "一是更换设备；三是加强值守。")
    assert check_edition("2023", root=root).exit_code == 0
    assert check_edition("2023", root=root, strict=True).exit_code == 1


def test_a_problem_shows_both_places_and_both_values(root: Path) -> None:
    change(root, DEPARTMENT, "基本支出: 90.00", "基本支出: 89.00")
    (problem,) = check_edition("2023", root=root).all_problems()
    text = problem_text(problem, "zh")
    for part in (
        "附件2-整体支出自评.yaml:12:11: ",
        "基本支出 89.00 + 项目支出 8.00 = 97.00，全年执行数填的是 98.00（第 4、13 行）",
    ):
        assert part in text


def test_the_github_format_points_at_the_line(root: Path) -> None:
    change(root, PROBLEMS, NARRATIVE, "一是更换设备；三是加强值守。")
    problems = list(check_edition("2023", root=root).all_problems())
    line_of = problems_github(problems, "en")
    assert line_of.startswith(
        f"::warning file={UNIT}/narrative/7-存在的问题及原因分析.md,line=1,col=8,title=numbering::"
    )
    assert '"code": "numbering"' in problems_json(problems, "en")
