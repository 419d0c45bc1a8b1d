"""A comment on a conflict stands where it is seen, and holds up the edits of its place alone."""

from __future__ import annotations

import pytest

from docgen.diagnostics import Place
from docgen.roundtrip.comparing.diff import edits_between
from docgen.roundtrip.merging.conflict_comments import holders, open_comments
from docgen.roundtrip.merging.merged_file import merge_into
from docgen.roundtrip.reading.docx_model import DocxFile, paragraphs, words_of
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.test_merged_file import built
from tests.unit.roundtrip.word_files import read


def merged(base: list[str], ours: list[str], theirs: list[str]) -> DocxFile:
    old, new, office = (built(*blocks) for blocks in (base, ours, theirs))
    data = merge_into(old, new, office, Place("报告.docx"), FormLabels()).data
    return read_document(open_document(data))


def held(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """What each edit leads to; behind it ``held`` if a comment holds it up."""
    file = merged(base, ours, theirs)
    comments = open_comments(file)
    return [
        "/".join(words_of(item).replace("\n", "|") for item in edit.new)
        + (" held" if any(holders(edit, comments)) else "")
        for edit in edits_between(read(*ours), file, FormLabels())
    ]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "edits"),
    [
        (["甲", "共5项"], ["甲", "共6项"], ["甲改", "共7项"], ["甲改", "共7项 held"]),
        (["甲", "乙"], ["甲", "丙"], ["甲改"], ["甲改", " held"]),
        (["共5项"], ["共6项", "新"], ["共7项"], ["共7项 held"]),
        # the office has split what both changed, and docgen reads one part of it as new
        (
            ["全年支出用于共5个项目。另有结余5元，主要是设备购置。"],
            ["本年经费安排共6项工作。另有结余6元，主要是设备购置。"],
            ["全年支出用于共7个项目。", "另有结余7元，主要是设备购置。"],
            ["全年支出用于共7个项目。 held", "另有结余7元，主要是设备购置。 held"],
        ),
        # rows that both added at one place: each cell of the office's
        (["一|1"], ["一|1\n新|2"], ["一|1\n旧|3"], ["旧 held", "3 held"]),
        # a removed row whose figure the row above has, too
        (["一|5\n二十|5"], ["一|5\n二十多|5"], ["一|10"], ["10", " held"]),
        # a cell that both changed: the others of its row are free
        (["一|1|2"], ["一|5|2"], ["一|6|8"], ["6 held", "8"]),
        (["一|1|"], ["一|5|"], ["一|6|8"], ["6 held", "8"]),
    ],
)
def test_a_comment_holds_up_all_edits_of_its_place_and_no_other(
    base: list[str], ours: list[str], theirs: list[str], edits: list[str]
) -> None:
    assert held(base, ours, theirs) == edits


def test_a_comment_on_a_row_is_on_a_cell_that_is_seen() -> None:
    file = merged(["一|1\n^|2\n二|3"], ["一|1\n二|3"], ["一|1\n^|5\n二|3"])
    commented = [
        paragraph.text
        for block in file.body
        for paragraph in paragraphs(block)
        if paragraph.trail.comments
    ]
    assert commented == ["5"]
