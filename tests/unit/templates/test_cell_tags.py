"""Tags that set a property of their cell, and the grid that follows."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.templates.cell_tags import cellbg, colspan, fit_grids, mark_grid, set_cell_property
from docgen.word.xml import w
from tests.unit.word.elements import element, shown, values


@pytest.mark.parametrize(
    ("tag", "before", "after"),
    [
        ("colspan", "", '<w:gridSpan w:val="v"/>'),
        ("colspan", "<w:tcW/><w:vMerge/>", '<w:tcW/><w:gridSpan w:val="v"/><w:vMerge/>'),
        ("colspan", "<w:cnfStyle/><w:shd/>", '<w:cnfStyle/><w:gridSpan w:val="v"/><w:shd/>'),
        ("colspan", '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="v"/>'),
        ("cellbg", "", '<w:shd w:val="clear" w:color="auto" w:fill="v"/>'),
        (
            "cellbg",
            "<w:cnfStyle/><w:tcW/><w:gridSpan/><w:hMerge/><w:vMerge/><w:tcBorders/><w:shd/><w:vAlign/>",
            "<w:cnfStyle/><w:tcW/><w:gridSpan/><w:hMerge/><w:vMerge/><w:tcBorders/>"
            '<w:shd w:val="clear" w:color="auto" w:fill="v"/><w:vAlign/>',
        ),
    ],
)
def test_the_property_stands_in_the_order_of_the_schema(tag: str, before: str, after: str) -> None:
    cell = element(f"<w:tc><w:tcPr>{before}</w:tcPr><w:p/></w:tc>")
    set_cell_property(cell, tag, "v")
    assert shown(cell) == f"<w:tc><w:tcPr>{after}</w:tcPr><w:p/></w:tc>"


@pytest.mark.parametrize("value", ["1", 63, "9"])
def test_a_cell_spans_1_to_63_columns(value: object) -> None:
    assert colspan(value) == str(value)


@pytest.mark.parametrize("value", ["0", 64, "-1", "x", "", 1.5])
def test_other_spans_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="from 1 to 63"):
        colspan(value)


def test_a_colour_is_six_digits_or_empty() -> None:
    assert [cellbg(value) for value in ("D9d9D9", "auto", "")] == ["D9d9D9", "auto", "auto"]
    for wrong in ("D9D9D", "D9D9D9D", "red"):
        with pytest.raises(TypeError, match="a colour such as D9D9D9"):
            cellbg(wrong)


def table(widths: list[int], *rows: int) -> Any:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(f"<w:tr>{'<w:tc><w:p/></w:tc>' * cells}</w:tr>" for cells in rows)
    return element(f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")


@pytest.mark.parametrize(
    ("widths", "rows", "fitted"),
    [
        ([1000, 2000], [3, 1], [666, 1333, 1000]),
        ([1000, 2000], [2, 4], [500, 1000, 750, 750]),
        ([1000, 2000, 3000], [2], [2500, 3500]),
        ([1000, 2000, 3000], [1, 1], [6000]),
        ([1000, 2000], [2], [1000, 2000]),
        ([1000, 2000], [], [1000, 2000]),
        ([], [2], []),
    ],
)
def test_a_marked_grid_gets_as_many_columns_as_the_longest_row(
    widths: list[int], rows: list[int], fitted: list[int]
) -> None:
    root = table(widths, *rows)
    mark_grid(root.find(w("tblGrid")))
    mark_grid(root.find(w("tblGrid")))
    assert len(root.find(w("tblGrid"))) == len(widths) + 1
    fit_grids(element("<w:body/>"))
    fit_grids(root)
    assert values(root, "gridCol", "w") == list(map(str, fitted))
    assert len(root.find(w("tblGrid"))) == len(fitted)


def test_a_grid_without_a_mark_stays_and_so_does_a_table_without_a_grid() -> None:
    root = table([1000], 3)
    root[0].append(element("<w:x/>"))
    fit_grids(root)
    assert values(root, "gridCol", "w") == ["1000"]
    bare = element("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>")
    mark_grid(bare[0][0])
    mark_grid(element("<w:p/>"))
    assert shown(bare) == "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"
