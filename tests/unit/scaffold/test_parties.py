"""Labels that a form prints once for each party, topic or candidate."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen.scaffold.pack.form_reader import read_form
from tests.unit.scaffold.drawing import YEAR, dotted, form_of


def read(*parts: str | Sequence[str]) -> list[str]:
    """The paths of all fields of a form, in order."""
    return sorted(dotted(path) for path in read_form(form_of(*parts), YEAR).paths())


@pytest.mark.parametrize(
    ("parts", "paths"),
    [
        (
            ["出租方：__", "住址：__", "承租方：__", "住址：__"],
            ["出租方", "出租方住址", "承租方", "承租方住址"],
        ),
        (
            ["申请人：__", "电话：__", "被申请人：__", "电话：__"],
            ["申请人", "申请人电话", "被申请人", "被申请人电话"],
        ),
        (["议题一", "汇报人：__", "议题二", "汇报人：__"], ["议题一汇报人", "议题二汇报人"]),
        (
            ["甲方：__　　乙方：__", "地址：__　　地址：__", "账号：__　　账号：__"],
            ["甲方", "乙方", "甲方地址", "乙方地址", "甲方账号", "乙方账号"],
        ),
        (
            [["甲方||乙方|", "住址||住址|"]],
            ["甲方", "乙方", "甲方住址", "乙方住址"],
        ),
        (
            [
                *("甲方：__", "法人：__", "乙方：__", "法人：__"),
                ["甲方：__\n账号：__\n日期：__|乙方：__\n账号：__\n日期：__"],
            ],
            [
                *("甲方", "甲方法人", "乙方", "乙方法人", "甲方", "甲方账号", "甲方日期"),
                *("乙方", "乙方账号", "乙方日期"),
            ],
        ),
        (
            ["甲方：__", "账号：__", "乙方：__", "账号：__"] * 2,
            ["甲方", "甲方账号", "乙方", "乙方账号"] * 2,
        ),
        (
            [["甲方|", "盖章|□是 □否", "乙方|", "盖章|□是 □否"]],
            ["甲方", "甲方盖章", "甲方盖章", "乙方", "乙方盖章", "乙方盖章"],
        ),
    ],
)
def test_a_label_that_all_parties_have_is_named_by_the_party(
    parts: Sequence[str | Sequence[str]], paths: list[str]
) -> None:
    assert read(*parts) == sorted(paths)


@pytest.mark.parametrize(
    "parts",
    [
        ["姓名：__", "电话：__", "部门：__", "电话：__"],
        ["甲方：__", "电话：__", "电话：__"],
        ["电话：__", "甲方：__", "电话：__", "乙方：__"],
        ["甲方：__　　乙方：__", "电话：__", "电话：__"],
        ["甲方：__", "电话：__", "甲方：__", "电话：__"],
    ],
)
def test_other_labels_keep_their_names(parts: Sequence[str | Sequence[str]]) -> None:
    assert "电话" in read(*parts)
