"""The rules of the pack are checks of the unit; what they say, tests/unit/packs has."""

from __future__ import annotations

import pytest

from docgen.checking.checks.pack_rules import pack_rules
from docgen.content.values import Text
from docgen.diagnostics import Place
from docgen.packs.rules import Rule
from tests.unit.checking.units import checked, pack_with, said


@pytest.mark.parametrize(
    ("require", "problem"),
    [
        ("分值 >= 得分", ""),
        ("分值 == 得分 + 0.01", "1:5 warning rule-rounding"),
        ("分值 < 得分", "1:5 error rule-broken"),
    ],
)
def test_a_rule_that_does_not_hold_is_a_problem(require: str, problem: str) -> None:
    rule = Rule(name="分", require=Text(require), place=Place("pack.yaml", 1, 1))
    found = pack_rules(checked("分值: 10.00\n得分: 10.00", pack=pack_with(rules=(rule,))))
    assert [item.partition(";")[0] for item in said(found)] == ([problem] if problem else [])
