"""Places of a finished file in words and in JSON."""

from __future__ import annotations

import pytest

from docgen.diagnostics import DocumentPlace
from docgen.messages.problem_words import place_words
from docgen.wording.problem_texts import set_fields

OUTER = DocumentPlace(heading="附件2", table=3, row=4, cell=9, label="任务／措施")
INNER = DocumentPlace(table=1, row=2, cell=1, label="原因").within(OUTER)


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (DocumentPlace(), "", ""),
        (DocumentPlace(words="甲"), "（「甲」）", " (「甲」)"),
        (
            OUTER,
            "（「附件2」下 第 3 个表格 第 4 行 第 9 格 「任务／措施」）",
            " (under 「附件2」, table 3, row 4, cell 9, 「任务／措施」)",
        ),
        (
            INNER,
            "（「附件2」下 第 3 个表格 第 4 行 第 9 格 「任务／措施」 "
            "这一格里第 1 个表格 第 2 行 第 1 格 「原因」）",
            " (under 「附件2」, table 3, row 4, cell 9, 「任务／措施」, "
            "in that cell table 1, row 2, cell 1, 「原因」)",
        ),
    ],
)
def test_a_place_is_said_in_words_from_the_outside_to_the_inside(
    place: DocumentPlace, zh: str, en: str
) -> None:
    assert (place_words(place, "zh"), place_words(place, "en")) == (zh, en)


def test_the_fields_of_a_place_are_those_that_are_set_at_each_depth() -> None:
    assert set_fields(None) == set_fields(DocumentPlace()) == {}
    assert set_fields(INNER) == {
        "heading": "附件2",
        "table": 3,
        "row": 4,
        "cell": 9,
        "label": "任务／措施",
        "nested": {"table": 1, "row": 2, "cell": 1, "label": "原因"},
    }


def test_labels_go_to_the_tables_from_the_outside_to_the_inside() -> None:
    place = DocumentPlace(table=1).within(DocumentPlace(table=2).within(DocumentPlace(table=3)))
    assert place == DocumentPlace(
        table=3, nested=DocumentPlace(table=2, nested=DocumentPlace(table=1))
    )
    labelled = place.labelled(["外", "中"])
    assert labelled.nested is not None
    assert labelled.nested.nested is not None
    assert (labelled.label, labelled.nested.label, labelled.nested.nested.label) == ("外", "中", "")
