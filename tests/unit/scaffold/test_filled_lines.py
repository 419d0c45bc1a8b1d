"""What somebody wrote into a line is found, and told where it is not sure."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.filled.filled_lines import written_in
from docgen.scaffold.pack.lines.form_line import FormLine
from tests.unit.scaffold.drawing import line_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("签字：罗斌", [("罗斌", True)]),
        ("签字：蓝天", [("蓝天", False)]),
        ("签字：", []),
        ("参加人数：45 人", [("45", True)]),
        ("特殊要求：桌签 12 个；预留车位。", [("桌签 12 个；预留车位。", False)]),
        ("签字：本人签名", []),
    ],
)
def test_what_is_written_behind_labels_in_cells(text: str, found: list[tuple[str, bool]]) -> None:
    line = FormLine(line_of(text).paragraph)
    written = written_in(line, in_cell=True)
    assert [(line.text[each.start : each.end], each.sure) for each in written] == found


def test_a_label_with_blanks_between_its_signs_is_one() -> None:
    line = FormLine(line_of("项 目 名 称：生产线改造    填 表 人：张三").paragraph)
    written = written_in(line)
    texts = [(line.text[each.start : each.end], each.sure) for each in written]
    assert texts == [("生产线改造", True), ("张三", True)]


def test_two_signs_far_apart_are_one_label() -> None:
    line = FormLine(line_of("地      址：东城区北湖路3号    职务：科长").paragraph)
    texts = [(line.text[each.start : each.end], each.sure) for each in written_in(line)]
    assert texts == [("东城区北湖路3号", True), ("科长", True)]


def test_the_place_before_a_file_number_is_a_doubt() -> None:
    line = FormLine(line_of("（江北）检字〔2024〕第7号").paragraph)
    texts = [(line.text[each.start : each.end], each.sure) for each in written_in(line)]
    assert texts == [("江北", False), ("〔2024〕第7", True)]
