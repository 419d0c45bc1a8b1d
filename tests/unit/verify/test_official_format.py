"""The keys of ``format``: what they must be, and what they are if not given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from docgen.packs.records import record_schema
from docgen.verify.official_format import (
    AnnexRule,
    LayoutGrid,
    Margins,
    OfficialFormat,
    PageNumberRule,
    Paper,
)
from docgen.verify.style_rule import StyleRule
from tests.unit.verify.formats import FORMAT


def test_what_is_not_given() -> None:
    assert OfficialFormat() == OfficialFormat(
        paper=None,
        margins=Margins(None, None, None, None),
        grid=None,
        tolerance=1,
        body="Body Text",
        table="Table Text",
        styles={},
        page_number=None,
        annexes=AnnexRule("", "", ""),
    )
    assert PageNumberRule() == PageNumberRule("footer", "—", 7, 1)
    assert (Paper(), LayoutGrid()) == (Paper(0, 0), LayoutGrid(0, 0))


@pytest.mark.parametrize(
    ("record", "required"),
    [
        (Paper, ["width", "height"]),
        (LayoutGrid, ["lines", "characters"]),
        (Margins, []),
        (PageNumberRule, []),
        (AnnexRule, []),
        (StyleRule, []),
        (OfficialFormat, []),
    ],
)
def test_what_must_be_given(record: type, required: list[str]) -> None:
    assert record_schema(record).get("required", []) == required


@pytest.mark.parametrize(
    ("record", "name", "limits"),
    [
        (LayoutGrid, "lines", (1, None)),
        (LayoutGrid, "characters", (1, None)),
        (StyleRule, "level", (1, 9)),
        (Paper, "width", (0, None)),
    ],
)
def test_numbers_have_limits(record: type, name: str, limits: tuple[Any, Any]) -> None:
    schema = record_schema(record)["properties"][name]
    assert (schema.get("minimum"), schema.get("maximum")) == limits


def test_the_text_area_is_what_the_margins_leave() -> None:
    formats = FORMAT, replace(FORMAT, paper=None), replace(FORMAT, margins=Margins(top=37))
    assert [official.area for official in formats] == [(156, 225), (-54, -72), (210, 260)]


def test_a_margin_that_is_not_given_is_0() -> None:
    assert [FORMAT.edge(side) for side in ("top", "bottom", "left", "right")] == [37, 35, 28, 26]
    assert replace(FORMAT, margins=Margins(top=37)).edge("left") == 0
