"""All checks of a unit, one after the other."""

from __future__ import annotations

from docgen.checking.check_unit import check_unit
from docgen.content.values import Text
from docgen.diagnostics import Place
from docgen.packs.rules import Rule
from tests.unit.checking.units import pack_with, read
from tests.unit.helpers import placed

FORM = """年度: 2022
数: 3
经费: {公用: {上年决算数: 1}}
说明: 完成。。于2月30日，甲;乙
"""


def test_the_problems_of_all_checks_come_in_a_fixed_order() -> None:
    rule = Rule(name="数", require=Text("数 == 4"), place=Place("pack.yaml", 1, 1))
    last = read("经费: {公用: {本年决算数: 2}}").data
    assert placed(check_unit(read(FORM), pack_with(rules=(rule,)), last)) == [
        "3:18 last-year-differs",
        "2:4 rule-broken",
        "4:8 repeated",
        "4:17 half-width",
        "1:5 year-differs",
        "4:10 no-such-date",
    ]


def test_without_last_years_content_there_is_nothing_to_compare_with() -> None:
    assert placed(check_unit(read("经费: {公用: {上年决算数: 1}}"), pack_with(), None)) == []
