"""Where the items of lists stand in Markdown, by the numbers that Word prints."""

from __future__ import annotations

import pytest

from docgen.scaffold.taken.chapters.chapter_lists import ChapterLists, ListNumber


@pytest.mark.parametrize(
    ("values", "is_typed", "prefixes"),
    [
        ([1, 2, 3], False, ["1) ", "2) ", "3) "]),
        ([1, 1, 2, 3], False, ["1) ", "2) ", "3) ", "4) "]),  # as LibreOffice saves a .doc
        ([1, 1, 2, 1, 2], False, ["1) ", "2) ", "3) ", "|1) ", "2) "]),
        ([1, 2, 1, 2], False, ["1) ", "2) ", "|1) ", "2) "]),
        ([1, 1, 2], True, ["1) ", "|1) ", "2) "]),
        ([3, 1, 2], False, ["3) ", "|1) ", "2) "]),
    ],
)
def test_a_list_is_one_that_a_conversion_parted_behind_its_first_item(
    values: list[int], is_typed: bool, prefixes: list[str]
) -> None:
    lists = ChapterLists()
    found = [lists.number(ListNumber(1, value, 3), is_typed=is_typed) for value in values]
    assert [f"{'|' * it.is_parted}{it.prefix}" for it in found if it] == prefixes


def test_a_text_between_two_lists_parts_them() -> None:
    lists = ChapterLists()
    assert lists.number(ListNumber(1, 1, 3), is_typed=False)
    lists.end()
    markup = lists.number(ListNumber(1, 1, 3), is_typed=False)
    assert markup
    assert markup.prefix == "1) "
