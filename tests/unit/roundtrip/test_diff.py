"""The office's edits, one by one and in document order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.roundtrip.comparing.diff import Edit, EditKind, edits_between
from docgen.roundtrip.reading.docx_model import OBJECT, DocxObject, DocxParagraph, DocxRow
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.models import file, paragraph, row, table, words
from tests.unit.roundtrip.word_files import document, read


def shown(edit: Edit) -> str:
    """``kind old > new``."""
    return f"{edit.kind.value} {words(edit.old)}>{words(edit.new)}"


def edits(ours: list[str], theirs: list[str]) -> list[str]:
    return list(map(shown, edits_between(read(*ours), read(*theirs), FormLabels())))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (["甲", "", "乙"], ["甲", "乙", ""], []),
        (["甲乙", "丙"], ["甲丁", "丙"], ["changed 甲乙>甲丁"]),
        (["甲", "丙"], ["甲", "乙", "丙"], ["added >乙"]),
        (["甲", "乙", "丙"], ["甲", "丙"], ["removed 乙>"]),
        (["甲"], ["甲", "乙", "丙"], ["added >乙", "added >丙"]),
        (["甲甲甲乙乙乙"], ["甲甲甲", "乙乙乙"], ["split 甲甲甲乙乙乙>甲甲甲 乙乙乙"]),
        (["甲甲甲", "乙乙乙"], ["甲甲甲乙乙乙"], ["joined 甲甲甲 乙乙乙>甲甲甲乙乙乙"]),
        (["甲", "乙", "丙"], ["乙", "丙", "甲"], ["moved 甲>甲"]),
        (["甲"], ["1. 甲"], ["changed 甲>甲"]),
        (["甲"], ["**甲**"], ["changed 甲>甲"]),
        (["甲", "一|二"], ["甲", "一|三"], ["changed 二>三"]),
        (["一|二"], ["一|二", "三|四"], ["table-added >三|四"]),
        (["一|二", "甲"], ["甲"], ["table-removed 一|二>"]),
        (["一|1\n二|2"], ["一|1\n新|3\n二|2"], ["row-added >新|3"]),
        (["一|1\n二|2"], ["二|2"], ["row-removed 一|1>"]),
        (["一|1\n二|2\n三|3"], ["二|2\n三|3\n一|1"], ["row-moved 一|1>一|1"]),
        (["一|1\n二|2"], ["一|5\n二|6"], ["changed 1>5", "changed 2>6"]),
        (["一|1\n二|2"], ["一|1|5\n二|2|6"], ["column-added >5|6"]),
        (["一|1|5\n二|2|6"], ["一|1\n二|2"], ["column-removed 5|6>"]),
        (["一|1\n一|2"], ["一|1\n^|2"], ["cells 一|1|一|2>一|1||2"]),
        (["一|1\n一|2"], ["一|1\n^|3"], ["changed 2>3"]),
        (["一|1\n二|2"], ["一|1\n^|3"], ["cells 二|2>|3", "changed 2>3"]),
        (["一|1\n^|2"], ["一|1\n二|2"], ["cells |2>二|2"]),
        (["甲", "一|二"], ["一|二", "乙|丙"], ["removed 甲>", "table-added >乙|丙"]),
        (["甲"], ["一|二"], ["table-added >一|二", "removed 甲>"]),
    ],
)
def test_each_edit_is_told_with_what_it_changed(
    ours: list[str], theirs: list[str], expected: list[str]
) -> None:
    assert edits(ours, theirs) == expected


NINE_OF_TEN = "一二三四五六七八九十"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (NINE_OF_TEN.replace("十", "新"), ["moved {old}>{new}"]),
        (NINE_OF_TEN.replace("九十", "新新"), ["removed {old}>", "added >{new}"]),
    ],
)
def test_a_paragraph_that_was_moved_has_kept_nine_tenths_of_its_words(
    new: str, expected: list[str]
) -> None:
    found = edits([NINE_OF_TEN, "甲", "乙"], ["甲", "乙", new])
    assert found == [text.format(old=NINE_OF_TEN, new=new) for text in expected]


def test_of_two_removed_paragraphs_the_most_similar_was_moved() -> None:
    near = NINE_OF_TEN.replace("十", "近")
    ours, theirs = [near, NINE_OF_TEN, "甲", "乙"], ["甲", "乙", NINE_OF_TEN]
    assert edits(ours, theirs) == [f"removed {near}>", f"moved {NINE_OF_TEN}>{NINE_OF_TEN}"]


def test_a_paragraph_that_was_moved_twice_is_removed_once_and_added_again() -> None:
    ours, theirs = ["丁", "甲", "乙", "丙"], ["甲", "乙", "丁", "丙", "丁"]
    assert edits(ours, theirs) == ["moved 丁>丁", "added >丁"]


def test_a_row_and_a_paragraph_of_the_same_words_were_not_moved() -> None:
    ours = ["甲", "乙", "一|1\n二|2"]
    theirs = ["乙", "一|1\n甲|\n二|2"]
    assert edits(ours, theirs) == ["removed 甲>", "row-added >甲|"]


def test_a_cell_is_compared_paragraph_by_paragraph() -> None:
    ours, theirs = document("一|二"), document("一|二")
    theirs.tables[0].cell(0, 1).add_paragraph("三")
    found = edits_between(read_document(ours), read_document(theirs), FormLabels())
    assert list(map(shown, found)) == ["added >三"]


def test_another_weight_in_a_cell_of_the_same_lines_is_an_edit() -> None:
    assert edits(["一|二"], ["一|**二**"]) == ["changed 二>二"]


def test_a_table_within_a_cell_is_compared_too() -> None:
    ours, theirs = document("一|"), document("一|")
    ours.tables[0].cell(0, 1).add_table(1, 1).cell(0, 0).text = "甲"
    theirs.tables[0].cell(0, 1).add_table(1, 1).cell(0, 0).text = "乙"
    found = edits_between(read_document(ours), read_document(theirs), FormLabels())
    assert list(map(shown, found)) == ["changed 甲>乙"]


def boxed(text: str, *boxes: str) -> DocxParagraph:
    return paragraph(text, boxes=tuple(map(paragraph, boxes)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (boxed("甲", "框"), boxed("甲", "盒"), ["changed 框>盒"]),
        (boxed("甲", "框"), boxed("乙", "框"), ["changed 甲>乙"]),
        (boxed("甲", "框"), boxed("乙", "盒"), ["changed 框>盒", "changed 甲>乙"]),
        (boxed("甲"), boxed("甲", "盒"), ["changed 甲>甲"]),
    ],
)
def test_text_boxes_are_compared_one_by_one_if_none_is_new(
    old: DocxParagraph, new: DocxParagraph, expected: list[str]
) -> None:
    assert list(map(shown, edits_between(file(old), file(new), FormLabels()))) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("甲", "乙"), ("乙", "甲"), []),
        (("甲",), ("乙", "丙"), ["margin 甲>丙 乙"]),
        (("甲",), (), ["margin 甲>"]),
        ((), ("甲",), ["margin >甲"]),
    ],
)
def test_headers_and_notes_are_compared_as_a_set(
    ours: tuple[str, ...], theirs: tuple[str, ...], expected: list[str]
) -> None:
    found = edits_between(file(margins=ours), file(margins=theirs), FormLabels())
    assert list(map(shown, found)) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "index"),
    [
        (["甲", "", "丙"], ["甲", "乙", "丙"], 1),
        (["甲", "丙"], ["乙", "甲", "丙"], 0),
        (["", "甲"], ["乙", "甲"], 0),
        (["甲", "丙", ""], ["甲", "丙", "乙"], 2),
    ],
)
def test_an_addition_knows_the_place_behind_the_item_before_it(
    ours: list[str], theirs: list[str], index: int
) -> None:
    ours_read = read(*ours)
    (edit,) = edits_between(ours_read, read(*theirs), FormLabels())
    assert (edit.siblings, edit.index) == (ours_read.body, index)


def test_an_added_row_has_the_rows_of_the_table_as_siblings() -> None:
    old = table("一|1", "二|2")
    (edit,) = edits_between(file(old), file(table("一|1", "新|3", "二|2")), FormLabels())
    assert (edit.siblings, edit.index) == (old.rows, 1)


def test_the_place_is_in_the_office_s_file_and_of_a_removal_in_docgen_s() -> None:
    ours, theirs = read("甲", "# 题", "丙丙", "丁丁"), read("# 题", "丙戊", "丁丁")
    removed, changed = edits_between(ours, theirs, FormLabels())
    assert (removed.kind.value, removed.place.words) == ("removed", "甲")
    assert (changed.kind.value, changed.place.words) == ("changed", "丙戊")
    assert changed.place.heading == "题"


def test_edits_are_told_apart_by_themselves() -> None:
    (edit,) = edits_between(read("甲"), read("乙"), FormLabels())
    assert replace(edit) != edit


def test_the_place_of_a_split_paragraph_is_that_of_its_first_half() -> None:
    (edit,) = edits_between(read("甲甲甲乙乙乙"), read("甲甲甲", "乙乙乙"), FormLabels())
    assert edit.place.words == "甲甲甲"


def places(ours: list[str], theirs: list[str]) -> list[tuple[str, str, int, str]]:
    """Kind, heading, table and label of each edit; the form prints no labels."""
    found = edits_between(read(*ours), read(*theirs), FormLabels())
    return [(e.kind.value, e.place.heading, e.place.table, e.place.label) for e in found]


def test_what_is_below_the_line_of_an_annex_stays_below_it_when_the_line_changes() -> None:
    ours = ["附件1", "甲甲甲", "附件2", "乙|1", "丙丙丙"]
    theirs = ["附件1", "甲甲丁", "附件二（修订）", "乙|2", "丙丙丁"]
    assert places(ours, theirs) == [
        ("changed", "附件1", 0, ""),
        ("changed", "", 0, ""),
        ("changed", "附件二（修订）", 1, "1"),
        ("changed", "附件二（修订）", 0, ""),
    ]


def test_what_is_below_the_line_of_an_annex_stays_below_it_when_the_line_is_gone() -> None:
    ours = ["附件1", "甲甲甲", "乙|1", "附件2", "乙|2", "丙丙丙"]
    theirs = ["附件1", "甲甲甲", "乙|1", "乙|3", "丙丙丁"]
    assert places(ours, theirs) == [
        ("removed", "", 0, ""),
        ("changed", "附件2", 1, "2"),
        ("changed", "附件2", 0, ""),
    ]


def test_a_heading_that_the_office_adds_is_that_of_what_stands_below() -> None:
    ours, theirs = ["附件1", "甲甲甲", "乙乙乙"], ["附件1", "甲甲甲", "# 题", "乙乙丁"]
    assert places(ours, theirs) == [("added", "", 0, ""), ("changed", "题", 0, "")]


@pytest.mark.parametrize(
    ("theirs", "labels"),
    [
        ("项目|金额\n甲|2", ["甲／金额"]),
        ("项目|数额\n甲|2", ["金额", "甲／金额"]),
        ("|金额\n|2", ["项目", "项目", "甲／金额"]),
        ("项目|金额\n丁|2", ["项目", "甲／金额"]),
    ],
)
def test_a_cell_has_the_name_that_docgen_printed_for_it(theirs: str, labels: list[str]) -> None:
    assert [label for *_, label in places(["项目|金额\n甲|1"], [theirs])] == labels


def test_a_row_that_was_moved_has_the_name_that_it_had() -> None:
    ours = ["项目|金额\n甲|1", "中", "乙|2\n丙|3"]
    theirs = ["项目|金额", "中", "乙|2\n丙|3\n甲|1"]
    assert places(ours, theirs) == [("row-moved", "", 2, "甲")]


def noted(words: str, text: str = "甲") -> DocxParagraph:
    return paragraph(f"{text}{OBJECT}", objects=(DocxObject("footnote", words=words),))


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (noted("一"), noted("一"), []),
        (noted("一"), noted("二"), ["note"]),
        (noted("一"), noted("二", "乙"), ["changed"]),
        (noted("一"), paragraph("甲"), ["changed"]),
        (paragraph("甲"), noted("一"), ["changed"]),
    ],
)
def test_a_note_is_one_edit(old: DocxParagraph, new: DocxParagraph, kinds: list[str]) -> None:
    found = edits_between(file(old), file(new), FormLabels())
    assert [edit.kind.value for edit in found] == kinds
    ours, theirs = (file(replace(table("乙|"), rows=(in_a_row(side),))) for side in (old, new))
    found = edits_between(ours, theirs, FormLabels())
    assert [edit.kind.value for edit in found] == kinds


def in_a_row(block: DocxParagraph) -> DocxRow:
    made = row("乙|丙")
    return replace(made, cells=(made.cells[0], replace(made.cells[1], blocks=(block,))))


def test_edits_that_change_no_words_of_the_content_are_layout() -> None:
    layout = {kind.value for kind in EditKind if kind.is_layout}
    assert layout == {"note", "renumbered", "section-added", "section-removed", "paper"}
