"""What the cells of a table are that may be filled in."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.filled.cell_states import CellState
from docgen.scaffold.pack.filled.filled_table import states_of
from tests.unit.scaffold.drawing import grid_of

HEADS, ROW = "编码|项目|金额|备注", "301|工资||"


def values(*rows: str) -> list[str]:
    """The texts that somebody wrote."""
    states = states_of(grid_of(*rows))
    return [region.text for region, state in states.items() if state is CellState.VALUE]


@pytest.mark.parametrize("codes", ["—|A|B|C", "|A|B|C", "/|甲|1|2", "栏次|1|2|—", "1|2|3|4"])
def test_codes_of_columns_are_print(codes: str) -> None:
    assert values(HEADS, codes, ROW) == []


def test_what_is_written_below_codes_is_a_value() -> None:
    rows = ("项目|预算数|执行数|备注", "—|A|B|C", "工资|439.45|431.60|", "津贴|12.00||含补发")
    assert sorted(values(*rows)) == ["12.00", "431.60", "439.45", "含补发"]


def test_strokes_among_rows_that_the_unit_names_are_values() -> None:
    heads = "日期|出发地|目的地|交通工具|备注"
    rows = ("9月13日|青岭|云江市|高铁|", "9月14日|云江市|云江市|—|培训")
    assert "—" in values(heads, *rows)


def test_strokes_beside_names_of_the_form_are_print() -> None:
    rows = ("项目|预算数|执行数", "人员经费|439.45|431.60", "公用经费|—|12.00")
    assert sorted(values(*rows)) == ["12.00", "431.60", "439.45"]


def test_goods_with_quantity_and_price_are_listed_by_the_unit() -> None:
    heads = "序号|支出内容|数量|计量单位|单价（万元）|金额（万元）|资金渠道"
    rows = ("1|加工中心|4|台|62.50|250.00|自筹", "2|检测设备|6|台（套）|15.00|90.00|贷款")
    found = values(heads, *rows)
    assert {"加工中心", "检测设备", "台", "台（套）", "62.50", "自筹"} <= {*found}


def test_numbered_rows_with_codes_are_listed_by_the_unit() -> None:
    heads = "序号|案卷题名|档号|年度|页数|备注"
    rows = ("1|2000年工资表|A-001-003|2000年|96|—", "2|杂支凭证|A-001-004|2001年|1,086|破损")
    found = values(heads, *rows)
    assert {"2000年工资表", "杂支凭证", "A-001-003", "2000年", "96", "—", "破损"} <= {*found}


def test_heads_that_are_printed_again_end_a_list() -> None:
    heads = "序号|案卷题名|档号|页数"
    first, second = "1|2000年工资表|A-001-003|96", "2|杂支凭证|A-001-004|305"
    assert {"2000年工资表", "杂支凭证"} <= {*values(heads, first, heads, second)}


def test_criteria_beside_points_and_scores_are_print() -> None:
    heads = "评估项目|评估要点|标准分|得分|扣分原因"
    rows = (
        "预案准备|预案与方案衔接|10|9.5|",
        "^|通讯录完整有效|10|8|型号与清单不符",
        "应急响应|30分钟内集结|15|13.5|迟到6分钟",
        "合计|<|35|31|",
    )
    found = values(heads, *rows)
    assert sorted(found) == sorted(["9.5", "8", "型号与清单不符", "13.5", "迟到6分钟", "31"])


def test_numbered_rows_with_words_of_a_form_are_print() -> None:
    rows = ("1|合同价款|120.00|", "2|加：设计变更|12.00|", "3|减：违约罚款|1.50|")
    assert sorted(values("序号|内容|金额（元）|备注", *rows)) == ["1.50", "12.00", "120.00"]


def test_a_figure_with_its_unit_is_a_value_as_a_whole_where_it_leaves_no_room() -> None:
    assert values("参加人数|35人|合格率|99.2%") == ["35人", "99.2%"]
    assert values("参加人数|35 人|姓名|王小明") == ["王小明"]


def test_dates_in_wide_digits_are_values() -> None:
    rows = ("到达时间|２０２３年９月６日|离开时间|２０２３年９月８日", "姓名|王小明|性别|男")
    assert {"２０２３年９月６日", "２０２３年９月８日"} <= {*values(*rows)}


def test_a_unit_of_measure_among_heads_is_one() -> None:
    rows = ("课程名称|授课人|学时|时间", "公文写作|王小明|4|2023年5月6日", "保密|李文静|2|5月7日")
    assert {"王小明", "4", "2023年5月6日"} <= {*values(*rows)}


SHIFTS = ("工序|<|白班|<|夜班|<|说明", "^|^|投料|出料|投料|出料|^")


def test_cells_above_the_same_words_are_heads_of_any_words() -> None:
    rows = ("粗磨|一线|31|30|12|11|", "^|二线|28|27|—|—|停机", "抛光|<|9|8|3|2|")
    figures = ["31", "30", "12", "11", "28", "27", "9", "8", "3", "2"]
    assert sorted(values(*SHIFTS, *rows)) == sorted([*figures, "停机"])


def test_a_stroke_among_figures_leaves_them_values() -> None:
    rows = ("社区|12|340|3|—", "学校|8|900|5|1200")
    found = values("项目|培训|<|演练|<", "^|期数|人数|期数|人数", *rows)
    assert sorted(found) == sorted(["12", "340", "3", "8", "900", "5", "1200"])


@pytest.mark.parametrize("groups", [("一、指挥组（2人）", "二、抢险组"), ("甲组", "乙组")])
def test_persons_below_the_name_of_a_group_are_values(groups: tuple[str, str]) -> None:
    heads = "姓名|性别|专长|联系电话"
    first, second = "王小明|男|指挥协调|13800000101", "李小红|女|信息报送|13800000102"
    above, below = (f"{group}|<|<|<" for group in groups)
    found = values(heads, above, first, below, second)
    assert sorted(found) == sorted([*first.split("|"), *second.split("|")])


CHECKED = "序号|检查类别|检查内容|检查结果|存在问题"


def test_what_the_same_boxes_stand_behind_in_each_row_is_asked_by_the_form() -> None:
    rows = (
        "1|人员管理|是否组织岗前培训并存档|☑合格 □不合格 □不涉及|",
        "2|^|值班安排是否上墙公示|□合格 ☑不合格 □不涉及|夜班未列",
        "3|设备设施|报警装置是否在校验有效期内|☑合格 □不合格 □不涉及|校验至2025.3",
    )
    assert sorted(values(CHECKED, *rows)) == sorted(["夜班未列", "校验至2025.3"])


def test_the_rows_of_a_checklist_are_below_heads_though_their_groups_are_not_merged() -> None:
    rows = (
        "一、安全疏散|疏散通道畅通，未堆放杂物|□是  ☑否  □不适用|东侧通道放有轮椅",
        "一、安全疏散|安全出口未上锁、未封堵|☑是  □否  □不适用|—",
        "二、消防设施|灭火器配置符合要求、压力正常|☑是  □否  □不适用|共42具",
    )
    found = values("类  别|检查项目|检查结果|情况记录", *rows)
    assert sorted(found) == sorted(["东侧通道放有轮椅", "共42具"])


def test_boxes_in_rows_that_the_unit_left_blank_are_of_its_list() -> None:
    rows = (
        "1|水泵检修|☑完成 □未完成|A-0017",
        "2|围网更换|□完成 ☑未完成|A-0018",
        "3||□完成 □未完成|",
    )
    assert {"水泵检修", "围网更换"} <= {*values("序号|事项|完成情况|编号", *rows)}


def test_a_date_behind_a_word_for_until_is_print_only_if_the_form_has_it_in_each_row() -> None:
    rows = ("甲班|自2024.3.1起|", "乙班|自2024.4.1起|", "丙班|自2024.5.1起|")
    assert values("班次|安排时间|说明", *rows) == []


def test_a_sentence_with_dates_in_it_is_written_as_a_whole() -> None:
    text = "2023年6月负责人由甲变更为乙，已于6月28日办理登记。"
    assert values(f"变更登记情况|{text}") == [text]


def test_a_value_that_ends_like_a_label_stands_below_the_values_of_its_group() -> None:
    rows = (
        "登记事项|电话|0731-1234567",
        "^|负责人|王小明",
        "^|经费来源|财政补助",
        "^|举办单位|文化局",
    )
    assert {*values(*rows)} == {"0731-1234567", "王小明", "财政补助", "文化局"}


def test_persons_of_whom_only_the_family_name_is_told_are_listed() -> None:
    heads = "序号|姓名|单位|备注"
    rows = ("1|陆某某|市河长办|带队", "2|车某|市河长办|—", "3|甘某某|市河长办|—")
    assert {"陆某某", "车某", "甘某某"} <= {*values(heads, *rows)}


@pytest.mark.parametrize("text", ["局长周某某、股长邓某某（共3人）", "祝某某（等5人）"])
def test_a_veiled_name_is_no_blank(text: str) -> None:
    assert text in values(f"陪同人员|{text}|联系电话|13800000001")


@pytest.mark.parametrize("text", ["某某局", "县某某单位办公室", "由某某公司承办"])
def test_words_in_place_of_others_are_blanks(text: str) -> None:
    assert text not in values(f"承办单位|{text}|联系电话|13800000001")
