"""Cells that somebody split are joined as the template has them, and no others."""

from __future__ import annotations

import pytest

from docgen.scaffold.taken.joined_cells import join_split_cells
from docgen.word.grid import Grid, Region, cells_of
from tests.unit.scaffold.drawing import table_of

_TEMPLATE = ("产出|数量|{{ 数量 }}", "^|质量|{{ 质量 }}", "效益|社会|{{ 社会 }}")


def heights(*rows: str, template: tuple[str, ...] = _TEMPLATE) -> list[int]:
    """How many rows each cell of the first column has, once they are joined."""
    table = table_of(*rows)
    join_split_cells(table_of(*template), table)
    regions = Grid(cells_of(table), Region).regions
    return [region.rows for region in regions if region.column == 0]


@pytest.mark.parametrize("second", ["产出", " 产 出 ", ""])
def test_a_cell_that_is_repeated_or_empty_is_joined(second: str) -> None:
    assert heights("产出|数量|12", f"{second}|质量|98%", "效益|社会|3") == [2, 1]


def test_a_cell_of_other_words_stays() -> None:
    assert heights("产出|数量|12", "过程|质量|98%", "效益|社会|3") == [1, 1, 1]


def test_no_more_rows_are_joined_than_the_template_has() -> None:
    assert heights("产出|数量|12", "产出|质量|98%", "产出|时效|3") == [2, 1]


def test_cells_without_words_are_not_joined() -> None:
    template = ("—|数量|{{ 数量 }}", "^|质量|{{ 质量 }}")
    assert heights("—|数量|12", "—|质量|3", template=template) == [1, 1]
