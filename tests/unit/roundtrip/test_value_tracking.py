"""Values of a paragraph are found again after the office has edited it."""

from __future__ import annotations

import pytest

from docgen.roundtrip.comparing.value_tracking import TrackedValues, join_paragraphs, track_values
from tests.unit.roundtrip.models import HEADING, paragraph, valued


def tracked(old: str, new: str) -> TrackedValues:
    before = valued(old)
    return track_values(before, paragraph(new), before.sources)


def shown(found: TrackedValues, new: str) -> str:
    """The new text: ``[…]`` are values that stay, ``<…>`` new ones; then the other changes."""
    text = new
    for value in sorted(found.values, key=lambda value: -value.start):
        signs = "[]" if value.same else "<>"
        inside = text[value.start : value.stop]
        text = f"{text[: value.start]}{signs[0]}{inside}{signs[1]}{text[value.stop :]}"
    others = [f"{change.start}:{change.stop}+{change.text}" for change in found.other_changes]
    return " ".join([text, *others])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("共[5]项", "共5项", "共[5]项"),
        ("共[5]项", "共7项", "共<7>项"),
        ("共[5]项", "总共5项目", "总共[5]项目 0:0+总 3:3+目"),
        ("[5]项", "共5项", "共[5]项 0:0+共"),
        ("项[5]", "项5个", "项[5]个 2:2+个"),
        ("共[5]项", "共项", "共项 1:2+"),
        ("共[5]项[6]元", "共7项8元", "共<7>项<8>元"),
        ("共[5]项[6]元", "共项6元", "共项[6]元 1:2+"),
        ("从[5]到[6]", "从7至8", "从<7>至<8> 1:4+7至8"),
        ("为[5]万元", "为7亿元", "为<7>亿元 1:3+7亿"),
        ("为[5]，[6]万元", "为7、6亿元", "为<7>、[6]亿元 1:3+7、 4:5+亿"),
        ("为[甲]万元", "为乙万元", "为<乙>万元"),
        ("为[甲乙]万元", "为甲丙乙万元", "为<甲丙乙>万元"),
        ("为[甲乙]万元", "为乙万元", "为<乙>万元"),
        ("为[甲乙]万元", "为甲万元", "为<甲>万元"),
        ("为[甲乙丙]元", "为乙丁元", "为<乙丁>元"),
        ("为[甲乙]万元", "为甲亿元", "为甲亿元 2:4+亿"),
        ("为[]万元", "为5万元", "为<5>万元"),
        ("为[]万元", "为万元", "为[]万元"),
        ("为[]万元", "为万角", "为[]万角 2:3+角"),
        ("[]", "甲", "<甲>"),
        ("[甲乙丙]", "丁乙戊", "<丁乙戊>"),
        ("共[1,260.00]元", "共1,270.00元", "共<1,270.00>元"),
    ],
)
def test_values_are_found_where_they_went(old: str, new: str, expected: str) -> None:
    assert shown(tracked(old, new), new) == expected.strip()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("共[甲]项", "共甲乙项", "共<甲乙>项"),
        ("共[甲]项", "共乙甲项", "共<乙甲>项"),
        ("共[甲]项", "总共甲项", "总共[甲]项 0:0+总"),
        ("[甲][乙]", "甲丙乙", "<甲丙>[乙]"),
        ("共[甲]项", "共丁甲丁项", "共<丁甲丁>项"),
        ("共[甲]二项", "共甲项", "共[甲]项 2:3+"),
    ],
)
def test_a_value_is_widened_by_what_was_typed_right_beside_it(
    old: str, new: str, expected: str
) -> None:
    assert shown(tracked(old, new).widened(), new) == expected


def test_joined_paragraphs_have_the_values_of_all_and_the_kind_of_the_first() -> None:
    first, second = valued("甲[5]"), valued("[6]乙")
    joined = join_paragraphs([paragraph("题", "b", HEADING), first, second])
    assert (joined.text, joined.weights, joined.kind) == ("题甲56乙", "b    ", HEADING)
    spans = [(stretch.start, stretch.stop) for stretch in joined.sources]
    assert spans == [(2, 3), (3, 4)]
    assert join_paragraphs([first]).text == "甲5"
