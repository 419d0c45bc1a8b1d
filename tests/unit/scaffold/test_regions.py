"""What a cell of a form holds: a label, room, a hint, an ordinal, or something else."""

from __future__ import annotations

import pytest
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.tables.regions import FormRegion, edges
from docgen.word.xml import W
from tests.unit.scaffold.drawing import grid_of, named, places


def cell(text: str) -> FormRegion:
    return grid_of(f"{text}|").regions[0]


def test_whitespace_and_paragraphs_are_no_part_of_a_text() -> None:
    assert cell("姓 名\n（签\u3000字）").text == "姓名（签字）"


LABELS = [
    *("名称", "QQ", "说明：", "（盖章）", "项目1", "1.项目", "其中：甲", "目标", "一", "（一）"),
    *("2021年", "200亿", "甲" * 59, "单位元/人", "人数", "2人数", "单位：元", "月份", "约200元"),
    *("占比（7=5/6，%）", "面积（平方米，不含附属）", "其他（甲、乙）"),
]
OTHERS = [
    *(
        "",
        "2021",
        "—",
        "％",
        "人",
        "万元",
        "(元)",
        "（月）",
        "同意。",
        "甲；乙",
        "甲，乙",
        "（甲，乙）",
        "类别（□甲，□乙）",
        "甲，乙（丙）",
        "经研究，……\n签字：　年　月　日",
        "□甲",
        "☑甲",
    ),
    *("年月", "月日时分", "日至日", "日—月", "日到月", "元/人", "千元/年", "亿元/人", "甲" * 60),
    *(
        "200元",
        "≥95%",
        "≤1,000.5万元",
        ">3天",
        "<3天",
        "＞3天",
        "＜3天",
        "目标1：",
        "2．",
        "……",
        "（可附页）",
    ),
]


@pytest.mark.parametrize("text", LABELS)
def test_a_label(text: str) -> None:
    assert cell(text).is_label


@pytest.mark.parametrize("text", OTHERS)
def test_no_label(text: str) -> None:
    assert not cell(text).is_label


@pytest.mark.parametrize(
    ("text", "is_hint"),
    [
        *(
            ("目标1：", True),
            ("指标12、", True),
            ("措施1.", True),
            ("内容1．", True),
            ("成效1:", True),
        ),
        *(
            ("1：", True),
            ("目标1：\n目标2：", True),
            ("123：", False),
            ("目标：", False),
            ("1", False),
        ),
        *(
            ("目标1：甲", False),
            ("甲1：", False),
            ("……", True),
            (".", True),
            ("·", True),
            ("", False),
        ),
        *((f"（{words}）", True) for words in ("可填写", "请填写", "应填写", "由财政部门填写")),
        *((f"（{words}500字）", True) for words in ("限", "不超过", "不少于")),
        *(("(请填写)", True), ("（请）", False), ("（限）", False), ("甲（请填写）", False)),
        ("1．……（请续填）", True),
    ],
)
def test_a_hint_tells_how_to_fill_it_in(text: str, is_hint: bool) -> None:
    region = cell(text)
    assert (region.is_hint, region.is_blank) == (is_hint, is_hint or not text)


@pytest.mark.parametrize(
    ("text", "is_blank"), [("", True), (" __\n_", True), ("_甲", False), ("0", False)]
)
def test_room(text: str, is_blank: bool) -> None:
    assert cell(text).is_blank == is_blank


def test_a_cell_with_more_than_text_is_no_room() -> None:
    for name in ("tbl", "drawing", "pict", "object", "sdt"):
        region = cell("")
        assert not region.holds_more
        inner = f'<w:p xmlns:w="{W}"><w:r><w:{name}/></w:r></w:p>'
        other = cell("")
        other.cell.element.append(parse_xml(inner))
        assert (other.holds_more, other.is_blank) == (True, False)


@pytest.mark.parametrize(
    ("text", "is_ordinal"),
    [
        ("一", True),
        ("（十一）", True),
        ("(二)", True),
        ("三、", False),
        ("1", False),
        ("一甲", False),
    ],
)
def test_the_number_of_a_row(text: str, is_ordinal: bool) -> None:
    assert cell(text).is_ordinal == is_ordinal


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (["姓名|月|日", "||"], [(1, 1), (1, 2)]),
        (["姓名|1|日", "||"], [(1, 1), (1, 2)]),
        (["姓名|1|日", "甲|乙|"], [(1, 2)]),
        (["姓名|月|日"], []),
        (["月|<", "|"], []),
        (["姓名|月|", "||"], []),
        (["姓名|月|—", "||"], []),
        (["姓名|数量|金额", "单位|人|万元", "||"], []),
        (["姓名|用印|<", "^|月|日", "||"], [(2, 1), (2, 2)]),
        (["姓名|", "月|日", "|"], []),
        (["出勤|病假|天", "总结||<"], []),
        (["出勤|病假|天|事假|天", "考核|优秀||合格|"], []),
        (["项目|月|日", "甲||"], [(1, 1), (1, 2)]),
        (["项目|月|收入|<", "^|^|数量|金额", "|||"], [(1, 1)]),
    ],
)
def test_units_and_numbers_that_are_heads(rows: list[str], heads: list[tuple[int, int]]) -> None:
    assert places(grid_of(*rows).other_heads) == heads


def test_the_edges_of_a_row() -> None:
    grid = grid_of("甲|<|乙", "丙|丁|")
    assert edges(grid.row(1)) == [(0, 2), (2, 3)]
    assert edges([named(grid, "丁")]) == [(1, 2)]
