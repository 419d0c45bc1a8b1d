"""Blanks in the text of a cell, and what of it is done by hand."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.form_cell import cell_blanks, is_by_hand, is_signed, room_above
from docgen.scaffold.pack.tables.regions import FormRegion
from tests.unit.scaffold.drawing import scan_of


def cell(text: str) -> FormRegion:
    return scan_of(f"甲|{text}").grid.regions[1]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("单位：", []),
        ("单位：，□甲", ["box"]),
        ("单位：\n电话：", ["room", "room"]),
        ("□甲 □其他：", ["box", "box", "room"]),
        ("单位：__", ["room"]),
        ("单位：　", ["room"]),
        ("金额：￥", ["room"]),
        ("单位：\n金额：￥", ["room"]),
        ("　　年　月", ["date"]),
        ("____年度", []),
        ("签字：\n  年  月  日", []),
        ("（盖章）\n  年  月  日", ["date"]),
        ("签字：\n日期：  年  月  日", ["date"]),
        ("经第    次会议研究，……\n主席（签字）：  年  月  日", []),
        ("经第____次会议研究决定\n主席（签字）：  年  月  日", ["room"]),
    ],
)
def test_a_single_label_with_a_colon_is_no_blank(text: str, kinds: list[str]) -> None:
    assert [gap.kind for _, gap in cell_blanks(cell(text))] == kinds


@pytest.mark.parametrize(
    ("text", "signed", "by_hand"),
    [
        ("签字：　年　月　日", True, True),
        ("经第    次会议研究，……\n主席（签字）：  年  月  日", True, True),
        ("（盖章）\n　年　月　日", True, True),
        ("公章　年　月　日", True, True),
        ("\n\n签字：", True, True),
        ("意见：\n\n（签章）", True, True),
        ("签字：", False, False),
        ("签字：\n\n", False, False),
        ("同意。\n\n签字：", False, False),
        ("　年　月　日", False, True),
        ("手印", False, False),
        ("", False, False),
    ],
)
def test_a_cell_is_signed_beside_a_date_or_below_room(
    text: str, signed: bool, by_hand: bool
) -> None:
    assert (is_signed(cell(text)), is_by_hand(cell(text))) == (signed, by_hand)


@pytest.mark.parametrize(
    ("text", "line", "stretch"),
    [
        ("\n\n签字：", 0, ""),
        ("意见：\n\n签字：", 1, ""),
        ("意见\n\n签字：", 1, ""),
        ("（限500字）\n签字：", 0, "（限500字）"),
        ("意见：\n（限500字）\n\n签字：", 1, "（限500字）"),
        ("一\n\n签字：", None, ""),
        ("同意。\n\n签字：", None, ""),
        ("共3人\n\n签字：", None, ""),
        ("签字：\n\n日期：", None, ""),
        ("　年　月　日\n\n签字：", None, ""),
        ("意见：\n", None, ""),
        ("意见：", None, ""),
        ("", None, ""),
    ],
)
def test_room_is_the_first_empty_line_or_hint_below_a_label(
    text: str, line: int | None, stretch: str
) -> None:
    region = cell(text)
    spot = room_above(region)
    if spot is None:
        assert line is None
        return
    assert line is not None
    assert spot.paragraph is region.lines[line].paragraph
    assert FormLine(spot.paragraph).text[spot.start : spot.end] == stretch
