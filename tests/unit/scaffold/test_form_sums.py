"""The sums that a form shows by the labels of its rows, and rates and scores by their names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen.scaffold.pack.form_fields import Field, FormFields, Kind, Path, Spot
from docgen.scaffold.pack.formulas.form_sums import rates_in, sums_in
from docgen.scaffold.pack.naming import key_of
from tests.unit.scaffold.drawing import line_of

SPOT = Spot(line_of("").paragraph)


def rows_of(
    *labels: str, group: Path = (), heads: Sequence[str] = ("数",), lacking: str = ""
) -> list[Field]:
    """A figure below each head for each row; the row ``lacking`` has none below the last head."""
    return [
        Field((*group, key_of(label), head), SPOT, "figure", row=label, row_key=key_of(label))
        for label in labels
        for head in (heads[:-1] if label == lacking else heads)
    ]


def sums(fields: list[Field]) -> list[str]:
    """The sums, ``=`` if complete, ``>=`` if not, and ``?`` if they are not sure; then doubts."""
    found = FormFields(fields)
    lines = [
        f"{form_sum.whole} {'=' if form_sum.complete else '>='} {' + '.join(form_sum.parts)}"
        f"{'' if form_sum.sure else ' ?'}"
        for form_sum in sums_in(found)
    ]
    return lines + [f"{words['field']} open {words['first']}" for _, _, words in found.doubts]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["合计", "一、甲", "二、乙"], ["合计 = 甲 + 乙"]),
        (["一、甲", "二、乙", "合计"], ["合计 = 甲 + 乙"]),
        (["总计", "一、甲", "二、乙"], ["总计 = 甲 + 乙"]),
        (["小计", "一、甲", "二、乙"], ["小计 = 甲 + 乙"]),
        (["合计", "一、甲"], []),
        (["合计", "甲", "乙"], ["合计 = 甲 + 乙 ?"]),
        (["合计", "甲"], []),
        (["合计", "一、甲", "三、乙"], ["合计 open 甲"]),
        (["合计", "二、甲", "三、乙"], ["合计 open 甲"]),
        (["合计", "一、甲", "（一）丙", "（二）丁", "二、乙"], ["合计 = 甲 + 乙", "甲 = 丙 + 丁"]),
        (
            ["合计", "（一）丙", "（二）丁", "一、甲", "二、乙"],
            ["合计 = 甲 + 乙"],
        ),
        (["合计", "一、甲", "子", "二、乙"], ["合计 = 甲 + 乙 ?"]),
        (
            ["合计", "三公经费", "1、甲", "2、乙", "其他"],
            ["合计 = 三公经费 + 其他 ?", "三公经费 = 甲 + 乙"],
        ),
        (
            ["合计", "三公经费", "（1）甲", "（2）乙", "其他"],
            ["合计 = 三公经费 + 其他 ?", "三公经费 = 甲 + 乙"],
        ),
        (["合计", "子", "（一）甲", "（二）乙"], ["合计 = 甲 + 乙 ?", "子 = 甲 + 乙"]),
        (["合计", "一、甲", "其中：丙", "二、乙"], ["合计 = 甲 + 乙"]),
        (["合计", "甲", "其中：丙", "乙"], ["合计 open 甲", "甲 open 丙"]),
        (["合计", "甲", "其中：1、丙", "乙"], ["合计 open 甲"]),
        (["合计", "甲", "乙", "其中：丙"], ["合计 = 甲 + 乙 ?"]),
        (["合计", "甲", "乙", "期末余额"], ["合计 open 甲"]),
        (["合计", "甲", "乙", "减：丙"], ["合计 open 甲"]),
        (
            ["201、公共", "20101、人大", "20102、政协", "205、教育", "合计"],
            ["合计 = 公共 + 教育 ?"],
        ),
        (["20101、人大", "20102、政协", "合计"], ["合计 = 人大 + 政协 ?"]),
        (["201、公共", "205、教育", "其他", "合计"], ["合计 = 公共 + 教育 + 其他 ?"]),
        (["12、公共", "13、教育", "合计"], ["合计 open 公共"]),
        (["甲", "乙"], []),
    ],
)
def test_a_total_is_the_sum_of_the_rows_beside_it(labels: list[str], found: list[str]) -> None:
    assert sums(rows_of(*labels)) == found


@pytest.mark.parametrize(
    "label",
    [
        *(
            "本年合计",
            "本年小计",
            "本年总计",
            "资金总额",
            "累计",
            "期末余额",
            "净额",
            "减少",
            "减少数",
        ),
        *("期初", "期末", "期初数", "期末数", "减：甲", "加:甲", "净甲", "负债"),
    ],
)
def test_rows_that_are_no_parts_leave_a_total_open(label: str) -> None:
    assert sums(rows_of("合计", "甲", "乙", label)) == ["合计 open 甲"]


@pytest.mark.parametrize("label", ["总额数", "期间", "结余", "增加数", "纯收入"])
def test_rows_that_may_be_parts(label: str) -> None:
    assert sums(rows_of("合计", "甲", "乙", label)) == [f"合计 = 甲 + 乙 + {label} ?"]


@pytest.mark.parametrize(
    ("labels", "group", "found"),
    [
        (["资金总额", "其中：财政", "其他"], ("来源",), ["资金总额 = 财政 + 其他"]),
        (["资金总额", "其中：财政", "其他"], (), ["资金总额 = 财政 + 其他 ?"]),
        (["子", "资金总额", "其中：财政", "其他"], ("来源",), ["资金总额 = 财政 + 其他 ?"]),
        (["资金总额", "其中：财政", "其他", "一、乙"], ("来源",), ["资金总额 = 财政 + 其他 ?"]),
        (["资金合计", "其中：财政", "其他"], ("来源",), ["资金合计 = 财政 + 其他"]),
        (["资金总计", "其中：财政", "其他"], ("来源",), ["资金总计 = 财政 + 其他"]),
        (["人员总数", "其中：男", "女"], ("来源",), ["人员总数 = 男 + 女"]),
        (["资金", "其中：财政", "其他"], ("来源",), ["资金 open 财政"]),
        (["一、资金", "其中：财政", "其他"], ("来源",), ["资金 >= 财政 + 其他 ?"]),
        (["资金总额", "其中：财政"], ("来源",), []),
        (
            ["资金总额", "其中：财政", "其中：省级", "其他"],
            ("来源",),
            ["资金总额 open 财政", "财政 open 省级"],
        ),
        (["资金总额", "其中：财政", "年末余额"], ("来源",), ["资金总额 open 财政"]),
        (["资金总额", "其中：财政", "小计", "其他"], ("来源",), ["小计 open 资金总额"]),
        (
            ["资金总额", "其中：财政", "其他", "合计"],
            ("来源",),
            ["资金总额 = 财政 + 其他 ?", "合计 open 资金总额"],
        ),
        (["资金总额", "其中财政", "其他"], ("来源",), ["资金总额 = 财政 + 其他"]),
        (["资金总额", "其中：1、财政", "2、其他"], ("来源",), ["资金总额 = 财政 + 其他"]),
    ],
)
def test_rows_from_among_on_are_parts(labels: list[str], group: Path, found: list[str]) -> None:
    assert sums(rows_of(*labels, group=group)) == found


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["三公经费", "1、甲", "2、乙"], ["三公经费 = 甲 + 乙"]),
        (["三公经费", "1、甲", "2、乙", "3、丙"], ["三公经费 = 甲 + 乙 + 丙"]),
        (["三公经费", "1、甲"], []),
        (["三公经费", "2、甲", "3、乙"], []),
        (["三公经费", "1、甲", "3、乙"], []),
        (["三公经费", "1、甲", "2、乙", "1、丙", "2、丁"], ["三公经费 = 甲 + 乙"]),
        (
            ["三公经费", "1、甲", "（1）子", "（2）丑", "2、乙"],
            ["三公经费 = 甲 + 乙", "甲 = 子 + 丑"],
        ),
        (["三公经费", "1、甲", "子", "2、乙"], ["三公经费 = 甲 + 乙"]),
        (["三公经费", "1、甲", "期末余额", "2、乙"], ["三公经费 open 甲"]),
        (["三公经费", "1、甲", "2、乙", "期末余额"], ["三公经费 open 甲"]),
        (["三公经费", "子", "1、甲", "2、乙"], ["子 = 甲 + 乙"]),
        (["一、经费", "1、甲", "2、乙", "二、其他"], ["经费 = 甲 + 乙"]),
        (["一、经费", "1、甲", "2、乙", "一、其他"], ["经费 = 甲 + 乙"]),
        (
            ["一、经费", "（一）甲", "（二）乙", "二、其他", "（一）丙", "（二）丁"],
            ["经费 = 甲 + 乙", "其他 = 丙 + 丁"],
        ),
        (["一、经费", "1、甲", "子", "2、乙"], ["经费 open 甲"]),
        (["一、经费", "1、甲", "其中：子", "2、乙"], ["经费 = 甲 + 乙"]),
        (["一、经费", "子", "1、甲", "2、乙"], ["子 = 甲 + 乙"]),
        (["（一）经费", "一、甲", "二、乙"], []),
        (["一、甲", "二、乙"], []),
        (["其中：一、经费", "1、甲", "2、乙"], ["经费 = 甲 + 乙"]),
    ],
)
def test_numbered_rows_below_a_label_are_its_parts(labels: list[str], found: list[str]) -> None:
    assert sums(rows_of(*labels)) == found


@pytest.mark.parametrize(
    ("lacking", "heads", "everywhere"),
    [
        ("", ("甲数", "乙数"), True),
        ("一、子", ("甲数",), False),
        ("合计", ("甲数",), True),
    ],
)
def test_a_sum_holds_for_the_columns_that_all_its_rows_have(
    lacking: str, heads: tuple[str, ...], everywhere: bool
) -> None:
    fields = rows_of("合计", "一、子", "二、丑", heads=("甲数", "乙数"), lacking=lacking)
    (form_sum,) = sums_in(FormFields(fields))
    assert form_sum.heads == tuple((head,) for head in heads)
    assert form_sum.everywhere == everywhere
    assert (form_sum.group, form_sum.whole, form_sum.parts) == ((), "合计", ("子", "丑"))


def test_rows_without_a_common_column_have_no_sum() -> None:
    fields = rows_of("合计", heads=("甲数",)) + rows_of("一、子", "二、丑", heads=("乙数",))
    assert list(sums_in(FormFields(fields))) == []


def test_each_group_has_sums_of_its_own() -> None:
    first = rows_of("合计", "一、子", "二、丑", group=("甲组",))
    second = rows_of("合计", "一、寅", "二、卯", group=("乙组",))
    found = list(sums_in(FormFields([*first, *second])))
    assert [(form_sum.group, form_sum.parts) for form_sum in found] == [
        *((("甲组",), ("子", "丑")), (("乙组",), ("寅", "卯"))),
    ]


@pytest.mark.parametrize(
    "more",
    [
        Field(("子", "数"), SPOT, "text", row="三、子", row_key="子"),
        Field(("子",), SPOT, "figure", row="三、子", row_key="子"),
        Field(("子", "数"), SPOT, "figure", row="三、子"),
    ],
)
def test_only_figures_below_a_row_and_a_head_are_summed(more: Field) -> None:
    assert sums([*rows_of("合计", "一、甲", "二、乙"), more]) == ["合计 = 甲 + 乙"]


def test_a_doubt_is_at_the_row_that_it_is_about() -> None:
    other = Spot(line_of("甲").paragraph)
    total = Field(("合计", "数"), other, "figure", row="合计", row_key="合计")
    found = FormFields([*rows_of("甲", "期末余额", "乙"), total])
    assert list(sums_in(found)) == []
    ((code, element, words),) = found.doubts
    assert (code, element, words) == (
        *("draft-open-sum", other.paragraph, {"field": "合计", "first": "甲"}),
    )


# Rates and scores.


def field(*path: str, kind: Kind = "figure", row: str = "", points: str = "") -> Field:
    return Field(path, SPOT, kind, row=row, points=points)


def rates(*fields: Field) -> list[str]:
    return [f"{'.'.join(path)}: {formula}" for path, formula in rates_in(list(fields))]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["执行率", "全年执行数", "全年预算数"], ["执行率: (全年执行数 / 全年预算数) | percent"]),
        (
            ["甲.执行率", "甲.全年执行数", "甲.全年预算数"],
            ["甲.执行率: (全年执行数 / 全年预算数) | percent"],
        ),
        (["甲.执行率", "甲.全年执行数", "全年预算数"], []),
        (["甲.执行率", "甲.全年执行数", "乙.全年预算数"], []),
        (["执行率", "全年预算数"], []),
        (["执行率"], []),
        (["其他率", "全年执行数", "全年预算数"], []),
    ],
)
def test_a_rate_divides_what_is_beside_it(paths: list[str], found: list[str]) -> None:
    assert rates(*(field(*path.split(".")) for path in paths)) == found


@pytest.mark.parametrize(
    ("row", "paths", "found"),
    [
        (
            "甲",
            ["甲.编制数", "甲.实际在职人数"],
            ["控制率: (甲.实际在职人数 / 甲.编制数) | percent"],
        ),
        (
            "一、甲",
            ["甲.编制数", "甲.实际在职人数"],
            ["控制率: (甲.实际在职人数 / 甲.编制数) | percent"],
        ),
        ("甲", ["编制数", "甲.实际在职人数"], ["控制率: (甲.实际在职人数 / 编制数) | percent"]),
        ("乙", ["甲.编制数", "甲.实际在职人数"], []),
        ("", ["填空.编制数", "填空.实际在职人数"], []),
        ("甲、乙", ["甲、乙.编制数", "甲、乙.实际在职人数"], []),
    ],
)
def test_a_rate_divides_what_is_in_its_row(row: str, paths: list[str], found: list[str]) -> None:
    assert rates(field("控制率", row=row), *(field(*path.split(".")) for path in paths)) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (
            [field("得分", points="10"), field("执行率")],
            ["得分: [10, 10 * 执行率] | min | round(2)"],
        ),
        (
            [field("得分", points="10"), field("预算执行率")],
            ["得分: [10, 10 * 预算执行率] | min | round(2)"],
        ),
        (
            [field("得分", points="10"), field("执行率"), field("预算执行率")],
            ["得分: [10, 10 * 执行率] | min | round(2)"],
        ),
        (
            [field("得分"), field("执行率"), field("分值")],
            ["得分: [分值, 分值 * 执行率] | min | round(2)"],
        ),
        (
            [field("得分", points="5"), field("执行率"), field("分值")],
            ["得分: [5, 5 * 执行率] | min | round(2)"],
        ),
        ([field("得分"), field("执行率")], []),
        ([field("得分", points="10")], []),
        ([field("自评分", points="10"), field("执行率")], []),
        ([field("甲", "得分", points="10"), field("执行率")], []),
        ([field("甲", "得分"), field("甲", "执行率"), field("分值")], []),
        (
            [field("甲", "得分"), field("甲", "执行率"), field("甲", "分值")],
            ["甲.得分: [分值, 分值 * 执行率] | min | round(2)"],
        ),
    ],
)
def test_a_score_is_the_rates_share_of_the_points(fields: list[Field], found: list[str]) -> None:
    assert rates(*fields) == found
