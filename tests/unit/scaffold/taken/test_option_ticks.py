"""Options are ticked before them, behind them, in brackets, or by leaving out the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.scaffold.taken.option_ticks import ticked_options
from tests.unit.scaffold.taken.test_table_reading import texts_of


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("（√）合格 （ ）不合格", {"合格"}),
        ("□合格  ☑不合格", {"不合格"}),
        ("□合格  □不合格√", {"不合格"}),
        ("合格√ 不合格", {"合格"}),
        ("√ 合格  □不合格", {"合格"}),
        ("不合格", {"不合格"}),
        ("□合格  □不合格", set()),
        ("合格√不合格", None),
        ("合格 不合格", None),
        ("基本合格", None),
        ("√合格，已整改", None),
        ("", None),
    ],
)
def test_the_options_that_are_ticked(text: str, ticked: set[str] | None) -> None:
    assert ticked_options(text, ["合格", "不合格"]) == ticked


def test_a_cell_of_options_is_read_by_its_ticks(tmp_path: Path) -> None:
    boxes = '{{ 类 ¦ box("甲类") }}甲类 {{ 类 ¦ box("乙类") }}乙类'
    template, report = (f"类别|{boxes}", "电话|{{ 电话 }}"), ("类别|甲类√ 乙类", "电话|1")
    assert texts_of(tmp_path, template, report, "类", "电话") == {"电话": "1", "类": "甲类"}
