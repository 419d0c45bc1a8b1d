"""A column that was added or removed is one edit, whatever else the table's rows say."""

from __future__ import annotations

import pytest

from docgen.roundtrip.comparing.columns import column_changes
from docgen.roundtrip.comparing.diff import edits_between
from docgen.roundtrip.reading.docx_model import DocxTable
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.models import words
from tests.unit.roundtrip.word_files import document, read


def table(text: str) -> DocxTable:
    (block,) = read(text).body
    assert isinstance(block, DocxTable)
    return block


def shown(old: str, new: str) -> tuple[list[str], list[str]]:
    """The columns that were removed, and those that were added."""
    changes = column_changes(table(old), table(new))
    return (
        [words([column]) for column in changes.removed],
        [words([column]) for column in changes.added],
    )


@pytest.mark.parametrize(
    ("old", "new", "removed"),
    [
        ("一|二|三\n甲|1|无\n乙|2|无", "一|二\n甲|1\n乙|2", ["三|无|无"]),
        ("一|二|三\n甲|1|无\n乙|2|无", "二|三\n1|无\n2|无", ["一|甲|乙"]),
        ("一|二|三\n甲|1|无\n乙|2|无", "一|三\n甲|无\n乙|无", ["二|1|2"]),
        ("一|二|三\n甲|1|无\n乙|2|无", "一|三\n甲|有\n丁|无", ["二|1|2"]),
        ("一|二|三\n甲|1|无", "一\n甲", []),
        ("一|二|三|四\n甲|1|无|5\n乙|2|有|6", "一|四\n甲|5\n乙|6", ["二|1|2", "三|无|有"]),
        ("一|二\n甲|\n乙|", "一\n甲\n乙", []),
        ("一|二\n甲|1", "一|二\n甲|1\n乙|2", []),
        ("一|二|三\n甲|1|无\n乙|2|无", "一|二\n甲|1\n乙|2\n丙|3", ["三|无|无"]),
    ],
)
def test_columns_that_the_other_table_lacks_are_found(
    old: str, new: str, removed: list[str]
) -> None:
    if "|" in new:
        assert shown(old, new) == (removed, [])
        assert shown(new, old) == ([], removed)


def test_a_column_below_a_merged_head_takes_nothing_from_the_head() -> None:
    ours, theirs = (document("一|二|三\n甲|1|无\n乙|2|有") for _ in range(2))
    for made in (ours, theirs):
        first = made.tables[0].rows[0]
        first.cells[1].merge(first.cells[2])
    rows = theirs.tables[0]._tbl.tr_lst
    for row in rows[1:]:
        row.remove(row.tc_lst[2])
    rows[0].tc_lst[1].grid_span = 1
    found = edits_between(read_document(ours), read_document(theirs), FormLabels())
    assert [(edit.kind.value, words(edit.old)) for edit in found] == [("column-removed", "无|有")]


def test_a_cell_that_is_gone_from_one_row_is_no_column() -> None:
    ours, theirs = (document("一|二|三\n甲|1|无\n乙|2|有") for _ in range(2))
    row = theirs.tables[0]._tbl.tr_lst[1]
    row.remove(row.tc_lst[2])
    found = edits_between(read_document(ours), read_document(theirs), FormLabels())
    assert [edit.kind.value for edit in found] == ["row-changed"]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (
            "项|数|注\n甲|1|无\n乙|2|无",
            "项|数\n甲|1\n乙|3",
            ["column-removed 注", "changed 乙／数"],
        ),
        (
            "项|数|注\n甲|1|无\n乙|2|无",
            "项|注\n甲|无\n乙|有",
            ["column-removed 数", "changed 乙／注"],
        ),
        ("项|数\n甲|1\n乙|2", "项|数|注\n甲|1|无\n丙|2|无", ["column-added 注", "changed 项"]),
        (
            "项|数|注\n甲|1|无\n乙|2|无",
            "项|数\n甲|1\n新|7\n乙|2",
            ["column-removed 注", "row-added 新"],
        ),
        ("|数|\n甲|1|无\n乙|2|无", "|数\n甲|1\n乙|2", ["column-removed 无"]),
    ],
)
def test_a_column_is_named_by_its_head_and_other_edits_are_told_beside_it(
    ours: str, theirs: str, expected: list[str]
) -> None:
    found = edits_between(read(ours), read(theirs), FormLabels())
    assert [f"{edit.kind.value} {edit.place.label}" for edit in found] == expected


def test_a_column_of_a_table_in_a_cell_is_named_there() -> None:
    ours, theirs = document("一|"), document("一|")
    for made, columns in ((ours, 2), (theirs, 1)):
        inner = made.tables[0].cell(0, 1).add_table(2, columns)
        for row in range(2):
            for column in range(columns):
                inner.cell(row, column).text = f"{row}项{column}"
    (edit,) = edits_between(read_document(ours), read_document(theirs), FormLabels())
    assert edit.place.nested is not None
    assert (edit.kind.value, edit.place.nested.label) == ("column-removed", "0项1")
    assert edit.place.label != "0项1"
