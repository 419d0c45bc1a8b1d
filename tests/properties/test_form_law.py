"""Over random forms: every blank is tagged or told, what is filled stands in its place, 0 prints 0.

There are 20 forms in ``make test``; ``make forms`` draws 2,000.
"""

from __future__ import annotations

import os
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.drawn_forms import KINDS, DrawnForm, forms
from tests.properties.form_law import faults_of, spots_of

pytestmark = pytest.mark.slow

EACH = int(os.environ.get("DOCGEN_FORMS", "20")) // len(KINDS)
"""Forms of each kind of table."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_blank_is_tagged_or_told_and_keeps_what_is_typed(kind: str) -> None:
    @settings(max_examples=EACH, deadline=None)
    @given(form=forms(kind))
    def holds(form: DrawnForm) -> None:
        assert faults_of(form) == [], str(form)

    holds()


def test_a_total_that_nobody_types_has_a_rate_worked_out_of_it() -> None:
    rows = [
        *("项目资金（万元）||预算数|执行数|执行率", "^|年度资金总额：|«»|«»|«»"),
        *("^|其中：财政拨款|«»|«»|«»", "^|上年结转资金|«»|«»|«»"),
    ]
    assert faults_of(DrawnForm(("登记表", rows))) == []


@settings(max_examples=8, deadline=None)
@given(form=st.sampled_from(sorted(KINDS)).flatmap(forms))
def test_a_form_is_like_itself_with_each_blank_as_printed(form: DrawnForm) -> None:
    spots, unlike = spots_of(form, form.document())
    assert unlike == []
    assert len(spots) == str(form).count("«")
    assert not any(spot.is_filled for spot in spots)


PAIRS = DrawnForm(("登记表", ["姓名|«»|签字|«»", "合计|5|说明|«____»元"]))


@pytest.mark.parametrize(
    ("row", "column", "text", "unlike"),
    [
        (0, 0, "姓", ["'姓名' became '姓'"]),
        (1, 1, "6", ["'5' became '6'"]),
        (1, 3, "元", []),
        (1, 3, "30元", []),
        (1, 3, "30", ["'«____»元' became '30'"]),
        (0, 1, "甲", []),
    ],
)
def test_other_texts_in_a_report_are_seen(
    row: int, column: int, text: str, unlike: list[str]
) -> None:
    report = PAIRS.document()
    report.tables[0].cell(row, column).text = text
    spots, found = spots_of(PAIRS, report)
    assert found == unlike
    filled = [spot.place for spot in spots if spot.is_filled]
    assert filled == ([(0, row, column)] if text in ("甲", "30元") else [])


def test_a_row_more_and_a_table_more_are_seen() -> None:
    report = PAIRS.document()
    table = report.tables[0]._tbl
    table.append(deepcopy(table[-1]))
    assert spots_of(PAIRS, report)[1] == ["table 0: 2 rows became 3"]
    report.add_table(1, 1)
    assert spots_of(PAIRS, report)[1] == ["2 stretches became 3"]
