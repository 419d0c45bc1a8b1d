"""What each cell of a table is: a drawing, and below it the same drawing of roles."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.roles import COLON
from tests.unit.scaffold.drawing import roles_in, scan_of

Drawings = list[tuple[list[str], list[str]]]


def judge(rows: list[str], roles: list[str]) -> None:
    assert roles_in(scan_of(*rows)) == roles


# By a cell's own text.

BY_TEXT: dict[str, str] = {
    "": "blank",
    "____": "blank",
    "名称": "label",
    "2023年预算数": "label",
    "占比（7=5/6，%）": "label",
    "（盖章）": "label",
    "10": "printed",
    "—": "printed",
    "万元": "unit",
    "≥95%": "printed",
    "同意。": "printed",
    "填写本年度总体目标": "hint",
    "（限300字）": "hint",
    "目标1：": "hint",
    "……": "hint",
    "□是 □否": "line",
    "共____人": "line",
    "办公：\n手机：": "line",
    "　　年　月　日": "line",
    "（盖章）\n　　年　月　日": "line",
    "\n\n签字：　年　月　日": "line",
    "经第    次会议研究，……\n主席（签字）：  年  月  日": "line",
    "意见：\n\n签字：": "line",
    "签字：　年　月　日": "pen",
    "签名：": "pen",
    "经办人：": "room",
}


@pytest.mark.parametrize(("text", "role"), BY_TEXT.items(), ids=[*map(repr, BY_TEXT)])
def test_a_cell_beside_a_label(text: str, role: str) -> None:
    judge([f"甲|{text}"], [f"label {role}"])


def test_units_and_numbers_above_blanks_are_labels() -> None:
    judge(["姓名|月|日|1", "|||"], ["label label label label", "blank blank blank blank"])
    judge(["姓名|月|日|1"], ["label printed printed printed"])


QUESTIONS: Drawings = [
    (["请说明原因|"], ["label blank"]),
    (["请说明原因|", "请说明措施|"], ["label blank", "label blank"]),
    (["请说明原因|1"], ["hint printed"]),
    (["请说明原因|请填写"], ["hint hint"]),
    (["……|"], ["hint blank"]),
    (["事由|请说明原因|"], ["label hint blank"]),
    (["事由", "请说明原因"], ["label", "hint"]),
    (["事由|措施", "请说明原因|"], ["label label", "hint blank"]),
]


@pytest.mark.parametrize(("rows", "roles"), QUESTIONS)
def test_what_sounds_like_a_hint_names_the_blank_beside_it_if_nothing_else_does(
    rows: list[str], roles: list[str]
) -> None:
    judge(rows, roles)


LINES: Drawings = [
    (["出生年月（　　岁）|"], ["label_line blank"]),
    (["1|出生年月（　　岁）|"], ["printed label_line blank"]),
    (["出生年月（　　岁）|1"], ["line printed"]),
    (["甲|出生年月（　　岁）|"], ["label line blank"]),
    (["甲|乙", "出生年月（　　岁）|"], ["label label", "line blank"]),
    (["甲|", "出生年月（　　岁）|"], ["label blank", "label_line blank"]),
    (["□是 □否|"], ["line blank"]),
    (["长____宽____|"], ["line blank"]),
]


@pytest.mark.parametrize(("rows", "roles"), LINES)
def test_a_label_with_one_blank_in_it_names_the_empty_cell_beside_it(
    rows: list[str], roles: list[str]
) -> None:
    judge(rows, roles)


ALIKE: Drawings = [
    (["1|□是 □否", "2|□是 □否"], ["printed alike", "printed alike"]),
    (["1|□是", "2|□是", "3|□是"], ["printed alike"] * 3),
    (["1|□是|  年  月  日", "2|□是|  年  月  日"], ["printed alike alike"] * 2),
    (["|□是", "|□是"], ["blank alike", "blank alike"]),
    (["□甲|□是", "□甲|□是"], ["alike alike", "alike alike"]),
    (
        ["序号|是否", "1|□是", "2|□是", "合计|"],
        [
            "label label",
            "printed alike",
            "printed alike",
            "label blank",
        ],
    ),
    (["是否|□是", "是否|□是"], ["label line", "label line"]),
    (["1|□是", "2|□否"], ["printed line", "printed line"]),
    (["1|□是", "2|"], ["printed line", "printed blank"]),
    (["1|□是", "甲|□是"], ["printed line", "label line"]),
    (["1|□是|<", "2|□是|"], ["printed line <", "printed line blank"]),
    (["1|□是", "^|□是"], ["printed line", "^ line"]),
    (["1|□是"], ["printed line"]),
]


@pytest.mark.parametrize(("rows", "roles"), ALIKE)
def test_rows_that_differ_in_their_numbers_only_are_perhaps_of_a_list(
    rows: list[str], roles: list[str]
) -> None:
    judge(rows, roles)


CODES: Drawings = [
    (
        ["项目|甲|乙", "栏次||", "丙||"],
        ["label label label", "code code code", "label blank blank"],
    ),
    (
        ["项目|甲|乙", "行次|1|2", "丙||"],
        ["label label label", "code code code", "label blank blank"],
    ),
    (
        ["项目|上年|本年", "1|2|3=2-1", "||"],
        ["label label label", "code code code", "blank blank blank"],
    ),
    (
        ["项目|上年|本年", "甲|1|2", "||"],
        ["label label label", "code code code", "blank blank blank"],
    ),
    (
        ["项目|上年|本年", "|（1）|（2）", "丙||"],
        ["label label label", "code code code", "label blank blank"],
    ),
    (
        ["项目|上年|本年", "次序||", "丙||"],
        ["label label label", "label blank blank", "label blank blank"],
    ),
    (
        ["类别|年初|本年购置|年末", "^|（1）|（2）|（3）=（1）+（2）", "丙|||"],
        ["label label label label", "^ code code code", "label blank blank blank"],
    ),
    (["项目|上年", "编号|"], ["label label", "label blank"]),
    (["项目|上年|本年", "丁戊|1|2"], ["label label label", "label printed printed"]),
    (["项目|上年|本年", "甲|1|"], ["label label label", "label printed blank"]),
    (["项目|本年", "甲|1"], ["label label", "label printed"]),
]


@pytest.mark.parametrize(("rows", "roles"), CODES)
def test_a_row_that_numbers_the_columns(rows: list[str], roles: list[str]) -> None:
    judge(rows, roles)


CORNERS: Drawings = [
    (["|甲", "乙|"], ["corner label", "label blank"]),
    (["|甲|乙", "丙||"], ["corner label label", "label blank blank"]),
    (["|甲", "|丁", "乙|"], ["corner label", "corner label", "label blank"]),
    (["|甲", "乙|1"], ["corner label", "label printed"]),
    (["丁||甲|戊", "^|乙||"], ["label corner label label", "^ label blank blank"]),
    (["丁||甲", "^|乙|"], ["label corner label", "^ label blank"]),
    (["|甲", "乙|丙"], ["blank label", "label label"]),
    (["|甲", "|乙"], ["blank label", "blank label"]),
    (["|甲", "1|"], ["blank label", "printed blank"]),
    (["|1", "甲|"], ["blank printed", "label blank"]),
    (["|", "甲|"], ["blank blank", "label blank"]),
    (["|甲"], ["blank label"]),
    (["甲|", "乙|"], ["label blank", "label blank"]),
    (["丁||甲", "戊|乙|"], ["label blank label", "label label blank"]),
    (["|甲", "^|丙", "乙|"], ["blank label", "^ label", "label blank"]),
    (["|甲", "乙|<"], ["blank label", "label <"]),
    (
        ["姓名||性别|民族|", "单位|职务|||"],
        ["label blank label label blank", "label label blank blank blank"],
    ),
    (["姓名||照片", "年龄||^"], ["label blank label", "label blank ^"]),
]


@pytest.mark.parametrize(("rows", "roles"), CORNERS)
def test_the_corner_between_the_labels_of_rows_and_those_of_columns(
    rows: list[str], roles: list[str]
) -> None:
    judge(rows, roles)


GROUPS: Drawings = [
    (
        ["资金||预算|决算", "|总额||", "|其他||"],
        ["label corner label label", "padding label blank blank", "padding label blank blank"],
    ),
    (
        ["资金||预算|决算", "|总额||", "|||"],
        ["label corner label label", "padding label blank blank", "blank blank blank blank"],
    ),
    (
        ["资金||预算|决算", "甲|总额||", "|其他||"],
        ["label corner label label", "label label blank blank", "blank label blank blank"],
    ),
    (
        ["资金|数|预算|决算", "|总额||"],
        ["label label label label", "blank label blank blank"],
    ),
]


@pytest.mark.parametrize(("rows", "roles"), GROUPS)
def test_below_the_name_of_a_group_empty_cells_are_padding(
    rows: list[str], roles: list[str]
) -> None:
    judge(rows, roles)


SIGNED: Drawings = [
    (["代表签字|　年　月　日"], ["label pen"]),
    (["代表签字\n（盖章）|　年　月　日"], ["label pen"]),
    (["经办|代表签字", "|　年　月　日"], ["label label", "blank pen"]),
    (["签字日期|　年　月　日"], ["label line"]),
    (["代表意见|　年　月　日"], ["label line"]),
    (["代表签字|姓名：____　年　月　日"], ["label line"]),
    (["代表签字|□是 □否"], ["label line"]),
]


@pytest.mark.parametrize(("rows", "roles"), SIGNED)
def test_the_date_of_a_signature_is_for_its_pen(rows: list[str], roles: list[str]) -> None:
    assert roles_in(scan_of(*rows)) == roles


ROOM: Drawings = [
    (["单位："], ["room"]),
    (["单位：|"], ["label blank"]),
    (["单位：|1"], ["label printed"]),
    (["单位：|甲"], ["room label"]),
    (["单位：|电话："], ["room room"]),
    (["单位：|电话：1"], ["room label"]),
    (["单位：|电话：__"], ["room line"]),
    (["单位：|□是"], ["label line"]),
    (["人：|电话："], ["label room"]),
    (["单位：|电话：", "地址：|"], ["room room", "room blank"]),
    (["单位：|电话：", "地址：|邮编：", "备注：|"], ["room room", "room room", "room padding"]),
    (["单位：|", "电话：|"], ["label blank", "label blank"]),
    (["单位：|", "|", "|电话："], ["room blank", "blank blank", "blank room"]),
    (["主送：|<", "单位|"], ["room <", "label blank"]),
    (["一、主送：|<", "单位|"], ["label <", "label blank"]),
    (["单位：|签名："], ["room pen"]),
    (["单位：|甲", "|乙"], ["room label", "blank label"]),
    (["单位：|甲", "|乙", "电话：|丙"], ["room label", "padding label", "room label"]),
    (["绩效：|产出|", "^|效益|"], ["label label blank", "^ label blank"]),
    (["单位：|姓名：", "^|电话："], ["label room", "^ room"]),
    (
        ["按收入分：|按支出分：", "其中：公共预算：|其中：基本支出：", "其他资金：|"],
        ["label label", "room room", "room padding"],
    ),
    (
        ["资金||预算|决算", "^|年度总额：||", "^|其中：财政拨款||"],
        ["label corner label label", "^ label blank blank", "^ label blank blank"],
    ),
]


@pytest.mark.parametrize(("rows", "roles"), ROOM)
def test_a_label_with_a_colon_has_room_unless_a_blank_is_beside_it(
    rows: list[str], roles: list[str]
) -> None:
    judge(rows, roles)


def test_colons_of_labels() -> None:
    texts = ("单位：", "单位:", "其中：单位：", "单位", "甲：乙：", "：", "其：", "长" * 25 + "：")
    assert [bool(COLON.match(text)) for text in texts] == [True] * 3 + [False] * 5


ACCOUNTS = ["项目|年初|项目|年初", "流动资产：||流动负债：|", "现金||借款|"]


@pytest.mark.parametrize(
    ("rows", "roles"),
    [
        (
            ACCOUNTS,
            ["label label label label", "label padding label padding", "label blank label blank"],
        ),
        (ACCOUNTS[1:], ["label blank label blank"] * 2),
        (ACCOUNTS[:2], ["label label label label", "label blank label blank"]),
        (
            ["项目|年初", "资金总额：|", "财政拨款|"],
            ["label label", "label blank", "label blank"],
        ),
        (
            ["项目|年初|年末", "流动资产：||—", "现金||"],
            ["label label label", "label padding printed", "label blank blank"],
        ),
    ],
)
def test_headings_of_accounts_have_nothing_beside_them(rows: list[str], roles: list[str]) -> None:
    judge(rows, roles)


def test_every_role_that_a_form_alone_gives_is_drawn_here() -> None:
    drawn = [QUESTIONS, LINES, ALIKE, CODES, CORNERS, GROUPS, ROOM]
    words = {
        word for drawings in drawn for _, roles in drawings for row in roles for word in row.split()
    } | set(BY_TEXT.values())
    missing = {role.name.lower() for role in CellRole} - words
    assert missing == {"in_rows"}  # the reader of lists gives it


def test_a_role_does_not_depend_on_what_was_asked_before() -> None:
    drawings = (rows for drawn in (ROOM, CORNERS, GROUPS, ALIKE) for rows, _ in drawn)
    for rows in drawings:
        scan = scan_of(*rows)
        before = roles_in(scan)
        for region in scan.grid.regions:
            scan.headers(region)
            scan.is_of_row(region)
        assert roles_in(scan) == before == roles_in(scan_of(*rows))


def test_a_label_with_a_colon_explains_nothing() -> None:
    rows = ["指标|得分|评分依据", "甲||缺一项扣1分", "总分||评价等级："]
    roles = ["label label label", "label blank printed", "label blank room"]
    judge(rows, roles)


SENTENCES: Drawings = [
    (
        [
            "项目|内容|结果|问题",
            "消防|灭火器有效，标识清楚|□是 □否|",
            "用电|无私拉乱接现象|□是 □否|",
        ],
        ["label label label label", "label printed line blank", "label printed line blank"],
    ),
    (
        ["项目|内容|结果|问题", "消防|灭火器有效|□是 □否|", "用电|无私拉乱接|□是 □否|"],
        ["label label label label", "label label line blank", "label label line blank"],
    ),
    (
        ["姓名||职务|", "说明：经审核，同意。|<|<|<", "电话||住址|"],
        ["label blank label blank", "printed < < <", "label blank label blank"],
    ),
]


@pytest.mark.parametrize(("rows", "roles"), SENTENCES)
def test_what_stands_among_sentences_explains_the_name_beside_it(
    rows: list[str], roles: list[str]
) -> None:
    judge(rows, roles)


def test_rows_without_a_printed_number_have_none() -> None:
    rows = ["项目|行次|金额", "甲||", "乙|1|"]
    judge(rows, ["label label label", "label padding blank", "label printed blank"])
    judge(rows[:2], ["label label label", "label blank blank"])


def test_the_sentences_of_a_checklist_name_their_rows() -> None:
    judge(
        [
            "类别|检查项目|结果|记录",
            "疏散|通道畅通，未堆放杂物|□是 □否|",
            "^|出口未上锁、未封堵|□是 □否|",
        ],
        ["label label label label", "label label line blank", "^ label line blank"],
    )


def test_sentences_that_explain_beside_boxes_name_nothing() -> None:
    judge(
        [
            "项目|评分标准|结果|记录",
            "疏散|通道畅通，未堆放杂物|□是 □否|",
            "^|出口未上锁，未封堵|□是 □否|",
        ],
        ["label label label label", "label printed line blank", "^ printed line blank"],
    )
