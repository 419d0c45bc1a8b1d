"""The single blanks of a table: which are fields, their paths and kinds, and what is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.scaffold.pack.form_fields import Field, FormFields, Path
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.table_cells import (
    keys_of_heads,
    names_of,
    read_blanks,
    spot_in,
)
from docgen.word.xml import w
from tests.unit.scaffold.drawing import dotted, paths, scan_of, table_of


def read(*rows: str, in_units: bool = False) -> FormFields:
    found = FormFields()
    read_blanks(scan_of(*rows, in_units=in_units), found)
    return found


def summed(*rows: str, key: str = "数量") -> Field:
    """The field of the last blank of a table, which is in the total row of a list."""
    scan, found = scan_of(*rows), FormFields()
    read_blanks(replace(scan, summed={scan.grid.regions[-1]: key}), found)
    return found.fields[-1]


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (["甲|"], ["甲"]),
        (["甲|乙", "|"], ["甲", "乙"]),
        (["甲||乙|", "丙||丁|"], ["甲", "乙", "丙", "丁"]),
        (["项目|预算|决算", "甲||"], ["甲.预算", "甲.决算"]),
        (["项目|预算", "甲|"], ["甲.预算"]),
        (["项目|预算", "甲|", "乙|"], ["甲.预算", "乙.预算"]),
        (["大类|类别|预算", "资金|财政|"], ["资金.财政.预算"]),
        (["资金|类别|预算", "^|财政|"], ["资金.预算"]),
        (
            ["大类|中类|类别|预算", "资金|财政|本级|", "^|^|上级|", "^|其他|自筹|"],
            ["资金.财政.本级.预算", "资金.财政.上级.预算", "资金.自筹.预算"],
        ),
        (["资金|类别|预算", "^|财政|", "^|其他|"], ["资金.财政.预算", "资金.其他.预算"]),
        (
            ["资金|类别|预算|决算", "^|财政||", "^|其他|1|"],
            ["资金.预算", "资金.财政.决算", "资金.其他.决算"],
        ),
        (["项目|2023年|<", "^|一季度|二季度", "甲||"], ["甲.一季度", "甲.二季度"]),
        (["项目|2023年|2022年", "甲||"], ["甲.本年", "甲.上年"]),
        (["项目|2023年|比例", "甲||"], ["甲.2023年", "甲.比例"]),
        (["项目|<|本年|<", "^|^|预算|决算", "甲|<||"], ["甲.本年.预算", "甲.本年.决算"]),
        (["甲方（盖章）|<|乙方（盖章）|<", "地址||地址|"], ["甲方.地址", "乙方.地址"]),
        (
            ["采购单位|名称||供货单位|名称|", "^|电话||^|电话|"],
            ["采购单位.名称", "供货单位.名称", "采购单位.电话", "供货单位.电话"],
        ),
        (
            ["主体|采购|名称||供货|名称|", "^|^|电话||^|电话|", "^|备注||<|<|<|<"],
            [
                *("主体.采购.名称", "主体.供货.名称", "主体.采购.电话", "主体.供货.电话"),
                "主体.备注",
            ],
        ),
        (
            ["党员互评|优秀|合格", "^||", "群众测评||"],
            ["党员互评.优秀", "党员互评.合格", "群众测评.优秀", "群众测评.合格"],
        ),
    ],
)
def test_a_path_has_the_keys_of_group_row_and_head(rows: list[str], fields: list[str]) -> None:
    assert paths(read(*rows).fields) == fields


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (["项目|金额", "甲|", "乙|"], ["甲", "乙"]),
        (["项目|内容", "甲|", "乙|"], ["甲", "乙"]),
        (["项目|说明", "甲|", "乙|"], ["甲.说明", "乙.说明"]),
        (["项目|金额", "甲|", "合计|"], ["甲.金额", "合计.金额"]),
        (["项目|金额|数量", "甲||", "乙||"], ["甲.金额", "甲.数量", "乙.金额", "乙.数量"]),
        (["项目|金额|数量", "甲||1", "乙||"], ["甲.金额", "乙.金额", "乙.数量"]),
        (["资金|类别|金额", "^|财政|", "^|其他|"], ["资金.财政.金额", "资金.其他.金额"]),
        (["资金|类别|金额", "^|财政|"], ["资金.金额"]),
        (["金额|内容", "|"], ["金额", "内容"]),
        (["甲|金额|乙", "丙||1"], ["甲.丙.金额"]),
        (["项目|金额", "1、甲|", "合计|"], ["甲.金额", "合计.金额"]),
        (["项目|金额", "1、甲|", "2、小计|"], ["甲.金额", "小计.金额"]),
    ],
)
def test_a_head_that_adds_nothing_is_left_out(rows: list[str], fields: list[str]) -> None:
    assert paths(read(*rows).fields) == fields


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (["指标|得分", "甲|", "总分|"], ["甲.得分", "总分"]),
        (["指标|分值", "甲|", "总分|"], ["甲.分值", "总分.分值"]),
        (["总分|"], ["总分"]),
        (
            ["名称|数量", "甲|", "小计|", "乙|", "小计|"],
            ["甲.数量", "小计.数量", "乙.数量", "小计2.数量"],
        ),
        (["甲|", "甲|"], ["甲", "甲"]),
        (["甲|乙", "|", "|"], ["甲", "乙", "甲", "乙"]),
        (["子|甲||丑|甲|"], ["子.甲", "子.甲"]),
        (["项目|预算", "2023年甲|"], ["甲.预算"]),
        (["项目|2022年|2023年", "甲||"], ["甲.上年", "甲.本年"]),
        (["项目|2022年决算", "甲|"], ["甲.决算"]),
        (["项目|预算", "预算|"], ["预算.预算"]),
        (["预算|预算", "甲|", "乙|"], ["预算.甲.预算", "预算.乙.预算"]),
        (
            ["预算|预算|<", "^|预算|决算", "甲||", "乙||"],
            ["预算.甲.预算", "预算.甲.决算", "预算.乙.预算", "预算.乙.决算"],
        ),
    ],
)
def test_keys_of_scores_of_rows_alike_and_of_years(rows: list[str], fields: list[str]) -> None:
    assert paths(read(*rows).fields) == fields


@pytest.mark.parametrize(
    ("rows", "doubts"),
    [
        (["甲|"], []),
        (["|甲", "乙|丙"], ["draft-no-label "]),
        (["1|"], ["draft-no-label "]),
        (["甲|乙", "丙|丁", "|"], []),
        (["甲|乙|丙", "1|丁|", "||5"], ["draft-no-label ", "draft-no-label "]),
        (["编码|项目|数量", "301|甲|", "|乙|"], ["draft-left-out 乙 × 编码"]),
        (["负责人签字|"], ["draft-left-out 负责人签字"]),
        (["盖章|"], ["draft-left-out 盖章"]),
        (["项目|单价|数量", "合计||"], ["draft-left-out 合计 × 单价"]),
        (["项目|备注|数量", "合计||"], []),
        (["项目|名目|数量", "A|①|②=①×2", "合计||"], []),
        (["项目|名目|数量", "合计||"], ["draft-left-out 合计 × 名目"]),
        (
            ["项目|名目|数量", "小计||", "一、总计||"],
            ["draft-left-out 小计 × 名目", "draft-left-out 一、总计 × 名目"],
        ),
        (["项目|名目|数量", "甲||"], []),
        (["合计|"], []),
        (["项目|签字|数量", "甲||"], ["draft-left-out 甲 × 签字"]),
        (["票数|是否通过|主任委员签字", "||"], ["draft-left-out 主任委员签字"]),
        (["项目|去年|<", "^|单价|数量", "合计||"], ["draft-left-out 合计 × 去年 × 单价"]),
        (
            ["指标|分值|评分标准|得分", "管理|10|分工明确|", "效果|90|满意度×90|", "总分|100||"],
            ["draft-left-out 总分 × 评分标准"],
        ),
    ],
)
def test_what_is_no_field_is_told(rows: list[str], doubts: list[str]) -> None:
    found = read(*rows).doubts
    assert [f"{code} {words.get('label', '')}" for code, _, words in found] == doubts


@pytest.mark.parametrize("head", ["单价数", "均价数", "标准数", "平均数", "人均数", "排名数"])
def test_heads_that_a_total_does_not_sum(head: str) -> None:
    assert paths(read(f"项目|{head}|数量", "合计||").fields) == ["合计.数量"]


@pytest.mark.parametrize("head", ["完成率", "数量比例", "占比", "比重", "幅度", "执行进度", "备注"])
def test_what_is_worked_out_or_said_for_each_row_is_so_for_a_total(head: str) -> None:
    assert paths(read(f"项目|{head}|数量", "合计||").fields) == [f"合计.{head}", "合计.数量"]


def test_days_are_added_up_unless_a_price_for_each_stands_beside_them() -> None:
    assert paths(read("项目|天数|补助", "合计||").fields) == ["合计.天数", "合计.补助"]
    assert paths(read("项目|天数|标准|补助", "合计|||").fields) == ["合计.补助"]
    struck_out = read("项目|天数|标准|补助", "合计||—|").fields
    assert paths(struck_out) == ["合计.天数", "合计.补助"]


@pytest.mark.parametrize("head", ["增长（%）", "增长％"])
def test_a_rate_by_its_sign_has_one_for_the_total(head: str) -> None:
    assert len(read(f"项目|{head}|数量", "合计||").fields) == 2


def test_in_a_table_of_money_a_total_sums_all_but_words() -> None:
    found = read("项目|名目|地点|备注", "合计|||", in_units=True)
    kinds = [(dotted(field.path), field.kind) for field in found.fields]
    assert kinds == [("合计.名目", "figure"), ("合计.备注", "text")]


@pytest.mark.parametrize(
    ("rows", "in_units", "kinds"),
    [
        (["甲|"], False, ["text"]),
        (["数量|"], False, ["figure"]),
        (["甲（万元）|"], False, ["figure"]),
        (["甲|"], True, ["text"]),
        (["甲|乙", "|"], True, ["text", "text"]),
        (["项目|子", "甲|"], True, ["figure"]),
        (["项目|子", "甲|"], False, ["text"]),
        (["项目|地点", "甲|"], True, ["text"]),
        (["项目|金额", "甲|", "乙|"], False, ["figure", "figure"]),
        (["项目|内容", "甲|", "乙|"], False, ["text", "text"]),
        (["项目（万元）|子", "甲|"], True, ["figure"]),
        (["项目|子|总计", "甲||", "总计||"], False, ["figure"] * 4),
        (["项目|子|总计|备注", "甲|||", "总计|||"], False, [*["figure"] * 2, "text"] * 2),
        (["项目|子|地点|合计", "甲|||", "乙|||"], False, ["text", "text", "figure"] * 2),
        (["项目|子|合计", "甲||", "乙||"], False, ["text", "figure"] * 2),
        (["债务限额||综合财力|", "债务率||还本支出|"], True, ["figure"] * 4),
        (["债务限额||综合财力|", "债务率||还本支出|"], False, ["figure", "text", *["figure"] * 2]),
        (["限额||承办人|", "债务率||还本支出|"], True, ["figure", "text", *["figure"] * 2]),
        (["限额（元）||合作者|", "债务率||还本支出|"], True, ["figure", "text", *["figure"] * 2]),
        (["综合财力||限额|", "债务率||还本支出|"], True, ["text", *["figure"] * 3]),
        (["目标||<", "甲|乙|丙"], False, ["text"]),
        (["目标||<|<", "甲|乙|丙|丁"], False, ["prose"]),
        (["甲||<|<", "甲|乙|丙|丁"], False, ["text"]),
        (["指标|计量单位|本期", "子|天|", "丑|—|"], False, ["figure", "text"]),
        (["项目|甲|乙|率", "^|a|b|c=b/a", "子|1|2|", "丑||寅|"], False, ["figure", "text", "text"]),
    ],
)
def test_the_kind_of_a_field(rows: list[str], in_units: bool, kinds: list[str]) -> None:
    assert [field.kind for field in read(*rows, in_units=in_units).fields] == kinds


@pytest.mark.parametrize(
    ("rows", "points"),
    [
        (["指标|满分|得分", "甲|5|"], "5"),
        (["指标|分值|得分", "甲|10|"], "10"),
        (["指标|权重|得分", "甲|10|"], "10"),
        (["指标|序数|得分", "甲|5|"], ""),
        (["指标|满分|得分", "甲|5分|"], ""),
        (["指标|序数|满分|得分", "甲|3|5|"], "5"),
        (["甲||满分|5"], ""),
        (["指标|得分", "甲|"], ""),
    ],
)
def test_points_of_a_score(rows: list[str], points: str) -> None:
    assert read(*rows).fields[-1].points == points


def test_a_field_knows_its_label_its_spot_and_whether_it_has_a_head() -> None:
    row, head = read("甲|______").fields[0], read("项目|乙", "丙|").fields[0]
    assert (row.label, row.headed) == ("甲", False)
    assert (head.label, head.headed) == ("乙", True)
    assert (row.spot.start, row.spot.end, row.spot.keeps) == (0, 6, True)
    assert (row.option, row.shift) == ("", 0)


def test_hints_are_fields_too() -> None:
    found = read("甲|目标1：", "乙|")
    assert paths(found.fields) == ["甲", "乙"]
    assert [cell.find(w("p")) for cell in found.hints] == [found.fields[0].spot.paragraph]


@pytest.mark.parametrize(
    ("cell", "end", "keeps"),
    [
        ("", 0, False),
        ("____", 4, True),
        (" _ ", 3, True),
        ("目标1：", 4, False),
        ("_甲", 2, False),
        ("　", 1, False),
    ],
)
def test_the_spot_of_a_cell(cell: str, end: int, keeps: bool) -> None:
    element = next(table_of(f"{cell}|").iter(w("tc")))
    spot = spot_in(element)
    text = FormLine(spot.paragraph).text
    assert (text, spot.start, spot.end, spot.keeps) == (
        cell.strip(" "),
        0,
        len(cell.strip(" ")),
        keeps,
    )


def test_the_spot_of_empty_lines_is_the_first_of_them() -> None:
    element = next(table_of("甲\n乙|").iter(w("tc")))
    first, second = element.findall(w("p"))
    for text in first.iter(w("t")):
        text.text = " "
    spot = spot_in(element)
    assert (spot.paragraph, spot.end) == (first, 1)
    assert second is not None


@pytest.mark.parametrize(
    ("groups", "names"),
    [
        (("项目", "资金"), ("资金",)),
        (("指标", "年度"), ()),
        (("资产名称", "科目编码", "设备编号", "单位代码"), ()),
        (("会计科目", "支出项目", "工作内容", "办理事项", "资产类别", "行政序号"), ()),
        (("名称甲", "项目资金"), ("名称甲", "项目资金")),
    ],
)
def test_heads_of_names_name_no_group(groups: Path, names: Path) -> None:
    assert names_of(groups) == names


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        ("甲|2023年乙|丙", ("甲", "乙", "丙")),
        ("2022年|2023年|丙", ("上年", "本年", "丙")),
        ("2022年甲|2022年乙|丙", ("甲", "乙", "丙")),
        ("2021年甲|2022年甲|丙", ("前年甲", "上年甲", "丙")),
        ("2017年甲|2022年甲|丙", ("2017年甲", "上年甲", "丙")),
    ],
)
def test_heads_say_their_years_if_they_differ(row: str, keys: Path) -> None:
    scan = scan_of(row, "||")
    assert keys_of_heads(scan.grid.row(1), scan) == keys


@pytest.mark.parametrize(
    ("rows", "key", "path", "in_total"),
    [
        (["名称|数", "合计|"], "数量", "合计.数量", True),
        (["名称|数", "一、合计|"], "金额", "合计.金额", True),
        (["工程|名称|数", "^|合计|"], "数量", "工程合计.数量", True),
        (["分项|工程|名称|数", "^|^|合计|"], "数量", "工程合计.数量", True),
        (["工程|名称|数", "合计|<|"], "数量", "合计.数量", True),
        (["名称|数", "总分|"], "得分", "总分", False),
        (["名称|数", "1|"], "数量", "数量", False),
    ],
)
def test_a_total_of_a_list_has_the_keys_of_its_columns(
    rows: list[str], key: str, path: str, in_total: bool
) -> None:
    field = summed(*rows, key=key)
    assert (dotted(field.path), field.in_total) == (path, in_total)


def test_other_totals_are_in_no_total_row_of_a_list() -> None:
    assert [field.in_total for field in read("名称|数量", "合计|").fields] == [False]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("总结（800字以内）|", "prose"),
        ("总结|（从五个方面填写，1000字以内）", "prose"),
        ("总结（80字以内）|", "text"),
        ("总结（200字左右）|", "prose"),
        ("总结（50字左右）|", "text"),
        ("人数（800字以内）|", "figure"),
    ],
)
def test_a_limit_of_many_characters_asks_for_paragraphs(row: str, kind: str) -> None:
    (field,) = read(row).fields
    assert field.kind == kind
