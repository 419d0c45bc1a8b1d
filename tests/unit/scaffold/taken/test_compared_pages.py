"""Pages of two reports stand beside those that they are most like."""

from __future__ import annotations

import pytest

from docgen.scaffold.taken.compared_pages import paired

_A, _B, _C, _X = "甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未", "天地玄黄宇宙洪荒", "金木水火土日月星"


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([_A, _B], [_A, _B], [(0, 0), (1, 1)]),
        ([_A, _X, _B], [_A, _B], [(0, 0), (1, None), (2, 1)]),
        ([_A, _B], [_A, _X, _B], [(0, 0), (None, 1), (1, 2)]),
        ([_A, _B + _X], [_A, _B + "天地"], [(0, 0), (1, 1)]),
        ([_A], [_X], [(0, None), (None, 0)]),
        ([_A, _B, _C], [_A, _C, _B], [(0, 0), (2, 1), (1, 2)]),
        ([_A, _B, _X], [_B, _A, _C], [(1, 0), (2, None), (0, 1), (None, 2)]),
        ([_A], [], [(0, None)]),
        ([], [_C], [(None, 0)]),
        ([], [], []),
    ],
)
def test_pages_stand_beside_those_they_are_like(
    old: list[str], new: list[str], pairs: list[tuple[int | None, int | None]]
) -> None:
    assert paired(old, new) == pairs
