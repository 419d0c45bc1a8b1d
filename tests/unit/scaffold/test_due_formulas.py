"""What is due, done and left of one thing."""

from __future__ import annotations

import pytest

from tests.unit.scaffold.test_drafted_rules import formulas, required


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ("应整改问题数|已整改问题数|整改率", "(已整改问题数 / 应整改问题数) | percent"),
        ("应到人数|实到人数|出勤率", "(实到人数 / 应到人数) | percent"),
        ("应缴金额|实缴金额|收缴率", "(实缴金额 / 应缴金额) | percent"),
        ("应缴金额|已缴金额|未缴金额", "应缴金额 - 已缴金额"),
        ("应到人数|实到人数|缺席人数", "应到人数 - 实到人数"),
    ],
)
def test_what_is_done_and_left_of_what_is_due(heads: str, found: str) -> None:
    own = heads.rpartition("|")[2]
    assert formulas([f"类别|{heads}", "子|||", "丑|||"]) == [
        f"子.{own}: {found}",
        f"丑.{own}: {found}",
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "应整改问题数|已整改金额|整改率",
        "应整改问题数|已整改问题数|处分率",
        "应整改问题数|已整改问题数|未整改率",
        "应整改数|已整改数|应整改金额|已整改金额|整改率",
        "应缴金额|已缴金额|缺席人数",
    ],
)
def test_nothing_follows_from_other_things(heads: str) -> None:
    rows = [f"类别|{heads}", f"子{'|' * heads.count('|')}|", f"丑{'|' * heads.count('|')}|"]
    assert formulas(rows) == []


def test_what_is_left_of_all_that_there_is_is_likely() -> None:
    rows = ["审计查出的问题|问题金额|已整改金额|未整改金额", "|||", "|||"]
    assert formulas(rows) == []
    assert required(rows) == ["? - 明细 未整改金额 == 问题金额 - 已整改金额"]
