"""An item more in a list of a file: waivers."""

from __future__ import annotations

import pytest

from docgen.content.item_changes import with_item
from docgen.diagnostics import Place, UsageError

ITEM = {"规则": "numbering", "理由": "a: b"}
LINES = "  - 规则: numbering\n    理由: 'a: b'\n"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("甲: 1\n", f"甲: 1\n例外:\n{LINES}", 3),
        ("甲: 1", f"甲: 1\n例外:\n{LINES}", 3),
        ("", f"例外:\n{LINES}", 2),
        ("例外:  # 写明理由\n甲: 1\n", f"例外:  # 写明理由\n{LINES}甲: 1\n", 2),
        (
            "例外:\n- 规则: 乙  # 注\n\n甲: 1\n",
            "例外:\n- 规则: 乙  # 注\n- 规则: numbering\n  理由: 'a: b'\n\n甲: 1\n",
            3,
        ),
        (f"例外:\n{LINES}", f"例外:\n{LINES}{LINES}", 4),
    ],
)
def test_an_item_comes_to_the_end_of_its_list(before: str, after: str, line: int) -> None:
    changed = with_item("例外", ITEM)("a.yaml", before)
    assert changed.text == after
    assert changed.place.line == line


@pytest.mark.parametrize(
    "before", ["例外: [甲]\n", "例外: {规则: 甲}\n", "{例外: }\n", "例外: 甲\n"]
)
def test_a_list_that_has_no_lines_of_its_own_is_left_alone(before: str) -> None:
    with pytest.raises(UsageError) as refused:
        with_item("例外", ITEM)("a.yaml", before)
    assert refused.value.problem.code == "no-single-value"
    assert refused.value.problem.place.in_file("a.yaml") >= Place("a.yaml", 1, 1)
