"""What once went wrong when the report of a form was taken: each cause as a small form."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drafted_forms_fill import Schema
from tests.properties.drawn_forms import HINTS, DrawnForm
from tests.taken_forms import score_form
from tests.taken_forms_filled import Various

_LISTS = [
    *("一、设备情况|<|<", "序号|名称|数量", "1|«»|«»", "2|«»|«»"),
    *("二、车辆情况|<|<", "序号|名称|数量", "1|«»|«»", "2|«»|«»"),
]
_SIGNED = ["申请人|«»", "单位意见|«»\n\n负责人签字：　　年　　月　　日", "主管意见|«»\n\n签字："]
CAUSES = {
    "two lists below the same heads": ("登记表", _LISTS),
    "an opinion above a signature": ("审批表", _SIGNED),
    "a ticked box": ("审批表", ["姓名|«»", "类别|«□»甲类 «□»乙类 «□»其他«____»", "电话|«»"]),
    "an indented line": ("收据", ["姓名|«»|电话|«»"], "　　今收到«____»交来现金«____»元。"),
    "labels that are all in one cell with their room": ("登记表", ["籍贯：«»|驾驶员：«»"]),
    "labels in brackets": ("统计表", ["指标|上年|本年", "人数（人）|«»|«»", "面积（亩）|«»|«»"]),
    "two rooms with only blanks between": ("资产表", ["姓名|«»"], "单位：«____»　　«  年  月  日»"),
    "a form of one field": ("审批表", ["资金用途|«»"]),
    "a value like the print of another cell": (
        "审批表",
        ["奖惩情况|«»|电话|«»", "呈报单位|（盖章）«　　年　　月　　日»|姓名|«»"],
    ),
}


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_value_is_taken_again(cause: str, seed: int) -> None:
    form = DrawnForm(CAUSES[cause])
    score = score_form(form.document(), Various({}, {}, frozenset(HINTS), seed=seed))
    assert (score.failure, score.details) == ("", [])
    assert score.values


class _NextLabel(Various):
    """Types the label of the next field into each."""

    def _value(self, kind: Schema, noted: str) -> Any:
        self._count += 1
        return ("备注", "电话", "单位", "姓名")[(self._count - 1) % 4]


def test_a_value_may_be_a_word_of_the_form() -> None:
    form = DrawnForm(("登记表", ["姓名|«»|备注|«»", "电话|«»|单位|«»"]))
    score = score_form(form.document(), _NextLabel({}, {}, frozenset(HINTS)))
    assert (score.failure, score.details, score.right) == ("", [], 4)


def test_what_the_form_prints_is_not_told() -> None:
    form = DrawnForm(
        ("登记表", ["栏次|1|2", "人数|«»|«»"], ["序号|名称|数量", "1|«»|«»", "2|«»|«»"])
    )
    score = score_form(form.document(), Various({}, {}, frozenset(HINTS), plain=True))
    assert (score.failure, score.told, score.right) == ("", 0, score.values)
