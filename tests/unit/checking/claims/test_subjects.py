"""What a figure is the amount of."""

from __future__ import annotations

import pytest

from docgen.checking.claims.subjects import Subjects, speaks_of
from docgen.checking.claims.times import Times

SUBJECTS = Subjects(Times("2023"), "某县农业农村局")


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("公用经费", "公用经费"),
        ("2023年公用经费", "公用经费"),
        ("上年公用经费", "公用经费"),
        ("其中：公用经费", "公用经费"),
        ("其中公用经费约", "公用经费"),
        ("公用经费共计", "公用经费"),
        ("公用经费达到", "公用经费"),
        ("公用经费为", "公用经费"),
        ("公用经费实现", "公用经费"),
        ("某县农业农村局公用经费", "公用经费"),
        ("农业农村局2023年公用经费", "公用经费"),
        ("（一）公用经费", "公用经费"),
        ("1.公用经费", "公用经费"),
        ("一是公用经费", "公用经费"),
        ("公用经费（含水电费）", "公用经费"),
        ("全年培训农技人员", "培训农技人员"),
        ("经费", "经费"),
        ("经测算公用经费", "测算公用经费"),
        ("", ""),
        ("共", ""),
        ("2023年", ""),
    ],
)
def test_a_subject_is_without_what_narrows_nothing(words: str, subject: str) -> None:
    assert SUBJECTS.bare(words) == subject


@pytest.mark.parametrize(
    ("words", "subject", "expected"),
    [
        ("公用经费", "公用经费", True),
        ("基本支出公用经费", "公用经费", True),
        ("公用", "公用经费", True),
        ("中央财政补助资金", "中央资金", True),
        ("公用经费", "人员经费", False),
        ("", "人员经费", False),
        ("公用经费", "", False),
    ],
)
def test_words_that_name_a_subject(words: str, subject: str, expected: bool) -> None:
    assert speaks_of(words, subject) is expected
