"""Lists of a table: which blank rows are one, what it is called, and what is told of it."""

from __future__ import annotations

import pytest
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.form_fields import Block, FormFields
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.lists import read_lists
from docgen.word.xml import W, w
from tests.unit.scaffold.drawing import content, dotted, scan_of

HEADS = "名称|数量"
TWO = ["|", "|"]


def read(*rows: str, title: str = "") -> tuple[FormFields, HeaderScan]:
    found = FormFields()
    return found, read_lists(scan_of(*rows), title, found)


def lists(*rows: str, title: str = "") -> list[str]:
    """``path rows: columns`` of each list."""
    return [shown(block) for block in read(*rows, title=title)[0].blocks]


def shown(block: Block) -> str:
    columns = ", ".join(field.path[-1] for field in block.fields)
    return f"{dotted(block.path)} {len(block.rows)}: {columns}"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([HEADS, *TWO], ["明细[] 2: 名称, 数量"]),
        ([HEADS, "|", "|", "|", "合计|"], ["明细[] 3: 名称, 数量"]),
        ([HEADS, "|"], []),
        ([HEADS, "甲|", "乙|"], []),
        ([HEADS, "甲|", *TWO], []),
        ([HEADS, "甲|1", *TWO], []),
        (["名称", "", ""], []),
        (["名称|1", *TWO], ["明细[] 2: 名称, 1"]),
        (["名称|1。", *TWO], []),
        (["名称|数量|", "||", "||"], []),
        ([HEADS, "|<", "|<"], []),
        (["甲|本年|<", "^|数|额", "||", "||"], ["明细[] 2: 甲, 数, 额"]),
        (["甲|数|<", "^|去年|今年", "||", "||"], ["明细[] 2: 甲, 去年, 今年"]),
        (["姓名||职务|", "|||", "|||"], []),
    ],
)
def test_several_blank_rows_below_heads_are_a_list(rows: list[str], found: list[str]) -> None:
    assert lists(*rows) == found


@pytest.mark.parametrize(
    ("between", "found"),
    [
        ("栏次|1|2", True),
        ("1|2|3=1+2", True),
        ("甲|1|2", True),
        ("1|2|3=(1-2)/2", True),
        ("1|2|", True),
        ("甲||", False),
        ("甲|乙|5分", False),
        ("合计||", True),
        ("总计||", True),
        ("小计||", True),
        ("合计数||", True),
        ("丁|丙|乙", True),
    ],
)
def test_numbers_of_columns_and_a_total_may_stand_above_a_list(between: str, found: bool) -> None:
    rows = ["名称|数量|金额", between, "||", "||"]
    assert lists(*rows) == (["明细[] 2: 名称, 数量, 金额"] if found else [])
    assert lists(rows[0], between, between, "||", "||") == lists(*rows)


def test_two_columns_may_be_numbered() -> None:
    assert lists(HEADS, "1|2", *TWO) == ["明细[] 2: 名称, 数量"]
    assert lists(HEADS, "合计|") == []


@pytest.mark.parametrize(
    ("rows", "title", "name"),
    [
        ([HEADS, *TWO], "设备", "设备"),
        ([HEADS, *TWO], "长" * 12, "长" * 12),
        ([HEADS, *TWO], "长" * 13, "明细"),
        (["一、人员|<", HEADS, *TWO], "设备", "人员"),
        (["人员明细|<", HEADS, *TWO], "人员", "人员"),
        (["人员明细|<", HEADS, *TWO], "", "人员明细"),
        (["2023年人员|<", HEADS, *TWO], "", "人员"),
        (["|<", HEADS, *TWO], "设备", "设备"),
        (["1|<", HEADS, *TWO], "设备", "设备"),
        (["甲|", HEADS, *TWO], "设备", "设备"),
    ],
)
def test_a_list_is_named_by_the_row_above_its_heads_or_by_the_title(
    rows: list[str], title: str, name: str
) -> None:
    assert lists(*rows, title=title) == [f"{name}[] 2: 名称, 数量"]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["人员|名称|数量", "^||", "^||"], "人员"),
        (["一、人员|名称|数量", "^||", "^||"], "人员"),
        (["2023年人员|名称|数量", "^||", "^||"], "人员"),
        (["5|名称|数量", "^||", "^||"], "设备"),
    ],
)
def test_a_list_is_named_by_the_label_beside_it(rows: list[str], name: str) -> None:
    assert lists(*rows, title="设备") == [f"{name}[] 2: 名称, 数量"]


SECTIONS = ["序号|问题|措施", "一、甲方|<|<", "1||", "2||", "二、乙方|<|<", "1||", "2||"]


def test_each_section_below_the_heads_has_a_list() -> None:
    assert lists(*SECTIONS) == ["甲方[] 2: 问题, 措施", "乙方[] 2: 问题, 措施"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *((f"工作{word}", True) for word in ("项目", "明细", "清单", "名单", "一览", "台账")),
        *((word, False) for word in ("工作", "项", "细目")),
    ],
)
def test_one_row_is_a_list_if_its_name_says_so(name: str, found: bool) -> None:
    fields, _ = read(f"{name}|名称|数量", "^||")
    assert [shown(block) for block in fields.blocks] == (
        [f"{name}[] 1: 名称, 数量"] if found else []
    )
    told = [(code, words) for code, _, words in fields.doubts]
    assert told == ([("draft-one-row", {"label": name})] if found else [])


def test_several_rows_are_a_list_without_a_doubt() -> None:
    fields, _ = read("工作明细|名称|数量", "^||", "^||")
    assert fields.doubts == []


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (["序号|名称", "1|", "2|"], ["名称 text", "{{ loop.index }}"]),
        (["序号|名称", "|", "|"], ["名称 text", "{{ loop.index }}"]),
        (["序号|名称", "2|", "3|"], ["序号 text", "名称 text"]),
        (
            ["序号|名称|数|号", "1|||1", "2|||2"],
            ["名称 text", "数 figure", *["{{ loop.index }}"] * 2],
        ),
        (["名称|是否", "|□是 □否", "|□是 □否"], ["名称 text", "是否 ticks, 是否 ticks"]),
    ],
)
def test_numbers_of_rows_are_counted(rows: list[str], cells: list[str]) -> None:
    (block,) = read(*rows)[0].blocks
    assert list(map(content, block.cells.values())) == cells
    assert block.item == "行"


@pytest.mark.parametrize(
    ("rows", "text", "is_counted"), [((2, 3), "", True), ((2,), "", False), ((2, 3), "……", False)]
)
def test_empty_cells_that_word_numbers_stay_as_they_are(
    rows: tuple[int, ...], text: str, is_counted: bool
) -> None:
    scan, found = scan_of("序号|名称", f"{text}|", f"{text}|"), FormFields()
    for row in rows:
        properties = next(scan.grid.row(row)[0].cell.element.iter(w("pPr")))
        properties.append(parse_xml(f'<w:numPr xmlns:w="{W}"/>'))
    read_lists(scan, "", found)
    count = 1 if text else 2  # …… behind a row only says that more may follow
    assert [shown(block) for block in found.blocks] == [
        "明细[] 2: 名称" if is_counted else f"明细[] {count}: 序号, 名称"
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([HEADS, *TWO, "……|……"], ["明细[] 2: 名称, 数量"]),
        ([HEADS, *TWO, "…|"], ["明细[] 2: 名称, 数量"]),
        ([HEADS, "|", "……|……"], ["明细[] 1: 名称, 数量"]),
        ([HEADS, "|", "……|……", "|"], ["明细[] 2: 名称, 数量"]),
        ([HEADS, "|", "甲|……"], []),
        ([HEADS, *TWO, HEADS, *TWO], ["明细[] 4: 名称, 数量"]),
        ([HEADS, *TWO, HEADS], ["明细[] 2: 名称, 数量"]),
        ([HEADS, *TWO, "名称|金额", *TWO], ["明细[] 2: 名称, 数量", "明细[] 2: 名称, 金额"]),
        (
            ["甲|本年|<", "^|数|额", "||", "||", "甲|本年|<", "^|数|额", "||"],
            ["明细[] 3: 甲, 数, 额"],
        ),
    ],
)
def test_dots_and_heads_once_more_are_no_end_of_a_list(rows: list[str], found: list[str]) -> None:
    assert lists(*rows) == found


def test_the_total_of_a_list_is_behind_what_no_report_prints() -> None:
    fields, scan = read(HEADS, *TWO, "……|……", HEADS, "|", "合计|")
    assert [len(block.dropped) for block in fields.blocks] == [2]
    assert {(region.row, region.column) for region in scan.summed} == {(7, 1)}


def test_a_column_for_signatures_is_told_and_no_field() -> None:
    fields, _ = read("名称|签字|数量", "||", "||")
    assert [shown(block) for block in fields.blocks] == ["明细[] 2: 名称, 数量"]
    assert [(code, words) for code, _, words in fields.doubts] == [
        ("draft-left-out", {"label": "签字"})
    ]


@pytest.mark.parametrize(
    ("rows", "summed"),
    [
        ([HEADS, *TWO, "合计|"], {(4, 1): "数量"}),
        ([HEADS, "合计|", *TWO], {(2, 1): "数量"}),
        (["名称|数量|金额", "||", "||", "合计||"], {(4, 1): "数量", (4, 2): "金额"}),
        (["名称|数量|金额", "||", "||", "合计|<|"], {(4, 2): "金额"}),
        (["名称|数量|金额", "||", "||", "合计||<"], {}),
        (["名称|数量|金额", "||", "||", "|合计|"], {(4, 0): "名称", (4, 2): "金额"}),
        (["名称|数量|金额", "||", "||", "合计|5|"], {(4, 2): "金额"}),
        ([HEADS, *TWO, "甲|"], {}),
        ([HEADS, *TWO], {}),
        ([HEADS, *TWO, "小计|", "合计|"], {(4, 1): "数量"}),
    ],
)
def test_the_total_of_a_list_has_the_keys_of_its_columns(
    rows: list[str], summed: dict[tuple[int, int], str]
) -> None:
    _, scan = read(*rows)
    assert {(region.row, region.column): key for region, key in scan.summed.items()} == summed


EACH = ["经费|上年|本年", "1、专项（一个专项一行）||", "||", "||"]


def test_rows_below_a_label_that_says_one_row_each() -> None:
    fields, scan = read(*EACH)
    (block,) = fields.blocks
    assert shown(block) == "经费.专项（一个专项一行）[] 2: 名称, 上年, 本年"
    assert block.item == "行"
    assert [region.row for region in scan.grid.regions if scan.is_open(region)] == [2, 2]


@pytest.mark.parametrize(
    "label",
    [
        "甲（一个专项一行）",
        "甲（每项一列）",
        "甲（每个部门填写一行）",
        "甲（一项填一列）",
        "甲（逐个填写）",
        "甲（逐项填写）",
    ],
)
def test_words_for_one_row_each(label: str) -> None:
    assert len(lists("经费|上年|本年", f"{label}||", "||")) == 1


@pytest.mark.parametrize(
    "label", ["甲（一行）", "甲（每个部门）", "甲（逐行填写）", "5（一个专项一行）。"]
)
def test_other_words(label: str) -> None:
    assert lists("经费|上年|本年", f"{label}||", "||") == []


@pytest.mark.parametrize(
    ("rows", "found", "doubts"),
    [
        ([*EACH[:2], "||"], ["经费.专项（一个专项一行）[] 1: 名称, 上年, 本年"], 0),
        ([*EACH[:2], "5||"], [], 1),
        ([*EACH[:2], "甲||"], [], 1),
        ([*EACH[:2]], [], 1),
        (["经费|上年|本年", "专项（一个专项一行）||", "||", "^|^|"], [], 1),
        (
            ["子|经费|上年|本年", "甲|专项（一个专项一行）||", "^|||"],
            ["甲.经费.专项（一个专项一行）[] 1: 名称, 上年, 本年"],
            0,
        ),
        (
            ["经费|上年|上年", "专项（一个专项一行）||", "||"],
            ["经费.专项（一个专项一行）[] 1: 名称, 上年, 上年2"],
            0,
        ),
        (["专项（一个专项一行）||", "||"], ["专项（一个专项一行）[] 1: 名称, 填空, 填空2"], 0),
    ],
)
def test_without_blank_rows_below_it_a_doubt(
    rows: list[str], found: list[str], doubts: int
) -> None:
    fields, _ = read(*rows)
    assert [shown(block) for block in fields.blocks] == found
    assert [code for code, _, _ in fields.doubts] == ["draft-no-rows"] * doubts


def test_the_doubt_names_the_label() -> None:
    ((_, element, words),) = read(*EACH[:2])[0].doubts
    assert words == {"label": "1、专项（一个专项一行）"}
    assert element.tag == w("tc")
