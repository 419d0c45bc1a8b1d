"""The rows of a list when a workbook was made, as they are in it, and as they are in the content.

base   甲 乙 丙        theirs  甲 丙 丁(new)        ours  甲 乙 丙 戊(new)
target 甲 丙 丁 戊     乙 was deleted in the workbook, 戊 was added in the content meanwhile
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from docgen.runs.workbooks.workbook_records import Item

_ALIKE = 0.5
"""From this share of equal values on, two rows are the same one, changed."""

New = TypeVar("New")


def matched_rows(base: Sequence[Item], now: Sequence[Item]) -> list[int | None]:
    """The number that each row of ``base`` has now; ``None`` for one that is gone."""
    keys = [[tuple(sorted(item.items(), key=str)) for item in side] for side in (base, now)]
    numbers: list[int | None] = [None] * len(base)
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for tag, start, stop, now_start, now_stop in matcher.get_opcodes():
        if tag == "equal":
            numbers[start:stop] = range(now_start, now_stop)
    taken = {number for number in numbers if number is not None}
    for number, key in enumerate(keys[0]):  # moved as it is
        same = [other for other, own in enumerate(keys[1]) if own == key and other not in taken]
        if numbers[number] is None and same:
            numbers[number] = same[0]
            taken.add(same[0])
    for number, item in enumerate(base):
        if numbers[number] is None:
            free = [other for other in range(len(now)) if other not in taken]
            best = max(free, key=lambda other: _likeness(item, now[other]), default=None)
            if best is not None and _likeness(item, now[best]) >= _ALIKE:
                numbers[number] = best
                taken.add(best)
    _match_by_place(numbers, len(now), [not any(item.values()) for item in base])
    return numbers


def _match_by_place(numbers: list[int | None], count: int, are_blank: Sequence[bool]) -> None:
    """Matches what is left between two rows that are known: blank rows that were filled in.

    Others only if as many are left on both sides: each was changed as a whole.
    """
    start = 0
    for stop in [*(at for at, number in enumerate(numbers) if number is not None), len(numbers)]:
        first = (numbers[start - 1] or 0) + 1 if start else 0
        last = numbers[stop] if stop < len(numbers) else count
        taken = {number for number in numbers if number is not None}
        free = [number for number in range(first, last or 0) if number not in taken]
        left = range(start, stop)
        if len(free) != len(left):
            left = [at for at in left if are_blank[at]]  # type: ignore[assignment]
        for at, number in zip(left, free, strict=False):
            numbers[at] = number
        start = stop + 1


def _likeness(item: Item, other: Item) -> float:
    """The share of values that two rows have in common; blanks in both do not count."""
    keys = [key for key in item.keys() | other.keys() if item.get(key) or other.get(key)]
    return sum(item.get(key) == other.get(key) for key in keys) / len(keys) if keys else 1.0


@dataclass(frozen=True)
class ListPlan(Generic[New]):
    """What becomes of the rows of a list.

    Attributes:
        rows: the rows in their order: numbers of those that are there, and new ones.
        gone: the numbers of those that go.
        is_moved: whether those that stay change their order.
        disagrees: whether both sides have changed the order, in different ways.
    """

    rows: tuple[int | New, ...]
    gone: frozenset[int]
    is_moved: bool = False
    disagrees: bool = False

    def keeping(self, number: int) -> ListPlan[New]:
        """The same with a row that stays, where it is."""
        rows = list(self.rows)
        rows.insert(rows.index(number - 1) + 1 if number - 1 in rows else 0, number)
        return replace(self, rows=tuple(rows), gone=self.gone - {number})


def list_plan(
    theirs: Sequence[int | New], numbers: Sequence[int | None], count: int
) -> ListPlan[New]:
    """What becomes of ``count`` rows.

    Args:
        theirs: the rows of the workbook in their order: numbers in base, and new rows.
        numbers: the number that each row of base has now, as :func:`matched_rows` gives them.
        count: how many there are now.
    """
    kept = [number for number in theirs if isinstance(number, int)]
    gone = {numbers[number] for number in range(len(numbers)) if number not in kept} - {None}
    theirs_now = [numbers[number] for number in kept if numbers[number] is not None]
    ours_now = sorted(number for number in theirs_now if number is not None)
    base_now = [numbers[number] for number in sorted(kept) if numbers[number] is not None]
    moved_there, moved_here = theirs_now != base_now, ours_now != base_now
    takes_theirs = moved_there and not moved_here
    disagrees = moved_there and moved_here and theirs_now != ours_now
    order = [number for number in (theirs_now if takes_theirs else ours_now) if number is not None]
    rows: list[int | New] = list(order)
    for number in range(count):  # those that nobody had in the workbook
        if number not in order and number not in gone:
            before = rows.index(number - 1) + 1 if number - 1 in rows else 0
            rows.insert(before if number else 0, number)
    for place, row in enumerate(theirs):
        if not isinstance(row, int):
            above = [at for at in _above(theirs[:place], numbers) if at in rows]
            rows.insert(rows.index(above[0]) + 1 if above else 0, row)
    plain = frozenset(number for number in gone if number is not None)
    return ListPlan(tuple(rows), plain, takes_theirs, disagrees)


def _above(theirs: Sequence[int | New], numbers: Sequence[int | None]) -> list[int | New]:
    """The rows above one of the workbook, as they are called now, the nearest first."""
    named = [numbers[row] if isinstance(row, int) else row for row in reversed(theirs)]
    return [row for row in named if row is not None]
