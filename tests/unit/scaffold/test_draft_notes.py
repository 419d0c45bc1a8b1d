"""What a form says on how to fill in a blank, kept for the writer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen.scaffold.pack.form_reader import read_form
from docgen.scaffold.pack.report.draft_notes import hints_in
from docgen.scaffold.pack.writing.unique_names import Form
from tests.unit.scaffold.drawing import YEAR, form_of


@pytest.mark.parametrize(
    ("parts", "hints"),
    [
        ([["总结|（简述工作，300字以内）"]], ["（简述工作，300字以内）"]),
        (["事由：（请写明原因）"], ["（请写明原因）"]),
        (["____（单位名称）承诺如下："], []),
        (["请假事由：____（请写明原因）"], ["（请写明原因）"]),
        (["请假事由：____（请写明原因）　　请假天数：____"], []),
    ],
)
def test_what_asks_is_a_hint_of_the_one_blank_beside_it(
    parts: Sequence[str | Sequence[str]], hints: list[str]
) -> None:
    document = form_of(*parts)
    form = Form("form.docx", document, "", read_form(document, YEAR))
    assert list(hints_in(form).values()) == hints
