"""Lists of a changed text are numbered as before: from 1, from another number, or with gaps."""

from __future__ import annotations

import pytest

from docgen.content.typed_numbers import numbered_alike


@pytest.mark.parametrize(
    ("text", "changed", "numbered"),
    [
        ("1. 甲\n2. 乙", "1. 甲\n1. 新\n2. 乙", "1. 甲\n2. 新\n3. 乙"),
        ("1. 甲\n2. 乙", "2. 乙\n1. 甲", "1. 乙\n2. 甲"),
        ("5. 甲\n6. 乙", "5. 甲\n6. 乙\n6. 新", "5. 甲\n6. 乙\n7. 新"),
        # with gaps, which stay
        ("1) 甲\n3) 乙\n5) 丙", "1) 甲\n3) 乙\n3) 新\n5) 丙", "1) 甲\n3) 乙\n4) 新\n5) 丙"),
        ("1) 甲\n3) 乙\n4) 丙", "1) 甲\n3) 乙\n3) 新\n4) 丙", "1) 甲\n3) 乙\n4) 新\n5) 丙"),
        ("1. 甲\n5. 乙", "1. 甲\n5. 乙\n5. 新", "1. 甲\n5. 乙\n6. 新"),
        ("1. 甲\n3. 乙\n5. 丙", "1. 甲\n5. 丙", "1. 甲\n5. 丙"),
        (
            "3. 甲\n9. 乙\n\n文\n\n1. 丙",
            "3. 甲\n9. 乙\n\n文\n\n1. 丙\n1. 新",
            "3. 甲\n9. 乙\n\n文\n\n1. 丙\n2. 新",
        ),
        # numbered by nobody
        ("1. 甲\n1. 乙", "1. 甲\n1. 新\n1. 乙", "1. 甲\n1. 新\n1. 乙"),
        ("2. 甲\n1. 乙", "2. 甲\n2. 新\n1. 乙", "2. 甲\n2. 新\n1. 乙"),
        # lists in lists
        (
            "1. 甲\n   1) 子\n   4) 丑\n2. 乙",
            "1. 甲\n   1) 子\n   4) 丑\n   4) 新\n2. 乙",
            "1. 甲\n   1) 子\n   4) 丑\n   5) 新\n2. 乙",
        ),
        ("- 1. 甲\n  3. 乙", "- 1. 甲\n  3. 乙\n  3. 新", "- 1. 甲\n  3. 乙\n  4. 新"),
        ("- 甲\n- 乙", "- 甲\n- 乙\n- 2. 新", "- 甲\n- 乙\n- 1. 新"),
    ],
)
def test_new_items_have_numbers_as_the_others_have(text: str, changed: str, numbered: str) -> None:
    assert numbered_alike(text, changed) == numbered


@pytest.mark.parametrize(
    "text", ["1. 甲\n2. 乙", "4. 甲", "1) 甲\n7) 乙", "3. 甲\n3. 乙", "甲\n\n- 乙", ""]
)
def test_a_text_is_numbered_as_itself(text: str) -> None:
    assert numbered_alike(text, text) == text
