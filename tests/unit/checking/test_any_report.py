"""A report without a pack: its year, its unit's name, and the checks that it goes through."""

from __future__ import annotations

import pytest
from docx.document import Document

from docgen.checking.any_report import any_report
from docgen.checking.check_registry import all_checks
from docgen.checking.check_unit import check_unit
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problem, Problems
from tests.any_reports import NAME, centred, read, report, table


def problems_of(document: Document, name: str = NAME) -> list[Problem]:
    unit, pack = any_report(read(document), name)
    return list(check_unit(unit, pack, None))


YEARS = {
    "in the title": ([centred("2023年度市林业局整体支出绩效自评报告"), "2022年度已结束。"], "2023"),
    "in Chinese numerals": ([centred("二〇二三年度市林业局绩效自评报告")], "2023"),
    "in a title of two lines": ([centred("2021年度"), centred("部门整体支出绩效自评报告")], "2021"),
    "behind the name": ([centred("市林业局2022年度部门整体支出"), centred("绩效自评报告")], "2022"),
    "with 年 alone": ([centred("市水利局关于2024年部门整体支出绩效自评的报告")], "2024"),
    "not that of a document": (
        ["根据《关于开展2020年度绩效评价的通知》要求。", "2023年度支出5万元，2023年度结余。"],
        "2023",
    ),
    "in no place": (["一、概况", "本单位编制16人。"], ""),
}


@pytest.mark.parametrize(("parts", "wanted"), YEARS.values(), ids=YEARS)
def test_the_year_is_that_of_the_title(parts: list[str], wanted: str) -> None:
    unit, _ = any_report(read(report(*parts)), NAME)
    assert unit.edition == wanted


def test_the_name_of_the_file_has_the_year_where_no_title_has_it() -> None:
    document = read(report(centred("部门整体支出绩效自评报告"), "一、概况"))
    assert any_report(document, "2023年报告（终稿）.docx")[0].edition == "2023"


NAMES = {
    "on the cover": (["单位名称：市林业局（盖章）", "一、概况"], "市林业局"),
    "with blanks": (["填报单位： 市水利局 ", "一、概况"], "市水利局"),
    "in a cell": ([[["市级预算部门（单位）名称", "市档案馆"], ["分值", "10"]]], "市档案馆"),
    "in a merged cell": (
        [
            table(
                [["部门名称", "", "县统计局", ""], ["甲", "乙", "丙", "丁"]],
                (0, 0, 0, 1),
                (0, 2, 0, 3),
            )
        ],
        "县统计局",
    ),
    "in the title": ([centred("2023年度市博物馆部门整体支出绩效自评报告")], "市博物馆"),
    "in the title before the year": (
        [centred("市博物馆2023年度部门整体支出绩效自评报告")],
        "市博物馆",
    ),
    "in the title of a project": (
        [centred("市档案馆2023年度档案数字化项目绩效自评报告")],
        "市档案馆",
    ),
    "of who carries it out": (
        [centred("城东污水处理厂运营补贴项目2023年度绩效自评报告"), "实施单位：市排水管理处"],
        "市排水管理处",
    ),
    "not a label alone": ([[["单位名称", "金额"], ["一级", "5"]]], ""),
}


@pytest.mark.parametrize(("parts", "wanted"), NAMES.values(), ids=NAMES)
def test_the_name_of_the_unit_is_what_the_report_says(parts: list[str], wanted: str) -> None:
    unit, _ = any_report(read(report(*parts)), NAME)
    assert str(unit.data.get("单位名称", "")) == wanted


def test_checks_of_texts_find_in_word_what_they_find_in_markdown() -> None:
    document = report(
        centred("2023年度市林业局整体支出绩效自评报告"),
        "一、概况",
        "全年造林12亩亩,成活率98%%。",
        "三、成效",
        [["事项", "日期"], ["验收", "2023年2月30日"]],
        "全年护林3—2次。",
    )
    found = {(problem.code, str(problem.place)) for problem in problems_of(document)}
    text = f"{NAME}!「一、概况」!“全年造林12亩亩,成活率…”"
    assert {
        ("repeated", text),
        ("half-width", text),
        ("numbering", f"{NAME}!「一、概况」!“三、成效”"),
        ("no-such-date", f"{NAME}!t1r2c2!「验收」"),
        ("range-reversed", f"{NAME}!「三、成效」!“全年护林3—2次。”"),
    } <= found


def test_what_is_typed_in_word_is_no_slip_of_markdown() -> None:
    """Indents, blanks that line things up, and titles without ## are as they should be."""
    document = report(
        "　　一、概况",
        "　　（一）职能",
        "（二）机构",
        "•造林",
        "{甲}",
        "填表人：张三     日期：4月",
    )
    assert problems_of(document) == []


def test_checks_of_the_source_are_left_out_of_word_reports_only() -> None:
    of_source = {check.function.__name__ for check in all_checks() if check.of_source}
    assert {"heading_numbers", "blocks_as_typed", "unrevised", "pack_rules"} <= of_source
    assert not {"numbering", "placeholders", "unpaired", "two_values"} & of_source


def test_a_merged_cell_is_told_once() -> None:
    document = report(table([["支出《甲", "", ""], ["1", "2", "3"]], (0, 0, 0, 2)))
    assert [problem.code for problem in problems_of(document)] == ["unpaired"]


def test_numbers_of_a_form_run_on_over_its_cells() -> None:
    rows = [["3、公务接待", "5"], ["1、业务费", "2、运行费"], ["2、出国", "7"]]
    assert problems_of(report("1、甲", rows, "2、乙")) == []


def test_a_target_is_no_result() -> None:
    rows = [["指标", "年度指标值", "实际完成值"], ["培训", "农村实用人才培训班次数5期", "6期"]]
    document = report("农村实用人才培训班次数6期。", rows)
    assert problems_of(document) == []


def test_a_markdown_text_goes_through_the_same_door() -> None:
    place = Place("报告.md", 1, 1)
    text = parse_markdown("# 2023年度市林业局自评报告\n\n支出《甲。", place, Problems())
    unit, pack = any_report(text, "报告.md")
    (problem,) = check_unit(unit, pack, None)
    assert (problem.code, str(problem.place)) == ("unpaired", "报告.md:3:3")
