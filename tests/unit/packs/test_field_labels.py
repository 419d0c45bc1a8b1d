"""What messages call the fields of an expression."""

from __future__ import annotations

import pytest

from docgen.packs.field_labels import is_of_column, keys_of, short_labels


@pytest.mark.parametrize(
    ("paths", "labels"),
    [
        (["按支出性质分.基本支出", "全年执行数"], ["基本支出", "全年执行数"]),
        (["公用经费.本年决算数"], ["公用经费·本年决算数"]),
        (["甲.乙.丙", "甲.丁.丙"], ["乙·丙", "丁·丙"]),
        (["甲.乙.丙", "丁.乙.丙", "丙"], ["甲·乙·丙", "丁·乙·丙", "丙"]),
        (
            ["""经费['水费、电费'].金额""", '经费["会议费"].金额'],
            ["水费、电费·金额", "会议费·金额"],
        ),
        (["甲", "甲.甲"], ["甲", "甲·甲"]),
        ([], []),
    ],
)
def test_a_label_is_as_short_as_it_may_be(paths: list[str], labels: list[str]) -> None:
    assert list(short_labels(paths).values()) == labels


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        *(
            (label, True)
            for label in ("本年决算数", "全年预算数", "2023年决算数", "执行数", "金额")
        ),
        *((label, False) for label in ("基本支出", "公用经费", "在职人数", "执行率", "得分")),
    ],
)
def test_a_label_of_a_column_says_nothing_of_its_row(label: str, expected: bool) -> None:
    assert is_of_column(label) is expected


def test_keys_in_brackets_are_read_whole() -> None:
    assert keys_of("""甲["乙.丙"].丁['戊]'].己""") == ["甲", "乙.丙", "丁", "戊]", "己"]
