"""Places of a finished file in words and in JSON."""

from __future__ import annotations

import json

import pytest

from docgen.checking.checks.near_names import NEAR_NAMES
from docgen.diagnostics import DocumentPlace, Place, warning
from docgen.messages.problem_words import place_words
from docgen.wording.problem_texts import (
    problem_text,
    problems_github,
    problems_json,
    set_fields,
)

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


CELL = Place("报告.docx", 9, 4, spot=DocumentPlace(page=3, table=2, row=4, cell=2, label="名称"))
LINE = Place("报告.docx", 5, 1, spot=DocumentPlace(page=1, heading="一、概况", words="造林甲"))
PROBLEM = warning(NEAR_NAMES, CELL, name="甲", other_name="乙", other=LINE)


def test_a_place_in_a_word_file_is_told_in_words_wherever_it_stands() -> None:
    text = problem_text(PROBLEM, "zh")
    assert text.startswith("报告.docx 第 3 页 第 2 个表格 第 4 行 第 2 格 「名称」: 警告")
    assert "（报告.docx 第 1 页 「一、概况」下 「造林甲」）" in text
    text = problem_text(PROBLEM, "en")
    assert text.startswith("报告.docx, page 3, table 2, row 4, cell 2, 「名称」: warning")
    assert "(报告.docx, page 1, under 「一、概况」, 「造林甲」)" in text


def test_editors_and_workflows_get_a_place_in_a_word_file_as_fields_and_words() -> None:
    (told,) = json.loads(problems_json([PROBLEM], "en"))
    assert (told["file"], told["line"], told["column"]) == ("报告.docx", 0, 0)
    assert told["where"] == {"page": 3, "table": 2, "row": 4, "cell": 2, "label": "名称"}
    line = problems_github([PROBLEM], "en")
    assert line.startswith(
        "::warning file=报告.docx,line=1,col=1,title=near-names::page 3, table 2"
    )
