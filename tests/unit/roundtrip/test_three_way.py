"""The new content and the office's edits in one file, and what both changed as a conflict."""

from __future__ import annotations

import pytest
from docx.document import Document

from docgen.roundtrip.merging.grafting import graft
from docgen.roundtrip.merging.three_way import Take, TakeCell, merge_files
from docgen.roundtrip.reading.docx_reader import read_document
from tests.unit.roundtrip.models import words
from tests.unit.roundtrip.word_files import document, read, shown

LONG = "全年支出共计5元，其中基本支出3元，项目支出2元。"
OTHER = "全年支出共计5元，其中基本支出4元，项目支出1元。"
NOTED = '<w:p><w:r><w:t>全年支出6元</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
COMMENTED = '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>{}</w:t></w:r></w:p>'
MARKED = '<w:p><w:r><w:t>{}</w:t><w:commentReference w:id="0"/></w:r></w:p>'


def merged(base: list[str], ours: list[str], theirs: list[str]) -> tuple[list[str], list[str]]:
    """The office's file after the merge, and ``base|ours|theirs`` of each conflict."""
    old, new, office = document(*base), document(*ours), document(*theirs)
    merge = merge_files(*map(read_document, (old, new, office)))
    graft(new, office, merge)
    conflicts = [
        "|".join(words(side) for side in (conflict.base, conflict.ours, conflict.theirs))
        for conflict in merge.conflicts
    ]
    return shown(read_document(office)), conflicts


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        (["甲"], ["甲"], ["甲"], ["甲"]),
        (
            ["甲", "乙", "丙"],
            ["甲", "丁", "丙"],
            ["甲", "乙", "丙", "戊"],
            ["甲", "丁", "丙", "戊"],
        ),
        (["甲", "乙"], ["甲"], ["甲", "乙"], ["甲"]),
        (["甲", "乙"], ["甲", "乙"], ["甲"], ["甲"]),
        (["甲", "乙"], ["丁"], ["丁"], ["丁"]),
        (["甲"], ["甲", "乙", "丙"], ["甲", "丁", "乙", "丙"], ["甲", "丁", "乙", "丙"]),
        (["甲"], ["新", "甲"], ["甲"], ["新", "甲"]),
        (["甲"], ["甲", "新", "又"], ["甲"], ["甲", "新", "又"]),
        (["甲", "乙"], ["甲", "新", "乙"], ["甲改", "乙"], ["甲改", "新", "乙"]),
        (["甲", "乙"], ["甲", "新", "乙"], ["乙"], ["新", "乙"]),
        (["共5项，7元"], ["共6项，7元"], ["共6项，8元"], ["共6项，8元"]),
        (["共5项，7元"], ["共6项，8元"], ["共6项，7元"], ["共6项，8元"]),
        (["甲"], ["# 甲"], ["甲"], ["# 甲"]),
        (["甲"], ["甲**乙**"], ["甲"], ["甲**乙**"]),
        (["一|1\n二|2"], ["一|1\n二|3"], ["一|4\n二|2"], ["一|4\n二|3"]),
        (["一|1\n二|2"], ["一|1\n新|3\n二|2"], ["一|4\n二|2"], ["一|4\n新|3\n二|2"]),
        (["一|1\n二|2"], ["新|3\n一|1\n二|2"], ["一|1\n二|4"], ["新|3\n一|1\n二|4"]),
        (["一|1\n二|2"], ["二|2"], ["一|1\n二|4"], ["二|4"]),
        (["一|1\n二|2"], ["一|1\n二|4"], ["二|2"], ["二|4"]),
        (["一|1\n一|2"], ["一|1\n^|2"], ["一|1\n一|3"], ["一|1\n^|3"]),
        (["一|1\n^|2"], ["一|1\n^|3"], ["一|4\n^|2"], ["一|4\n^|3"]),
        # the office put a row of one merged cell under another one, and the content as well
        (
            ["一|1\n^|2\n二|3\n^|4"],
            ["一|1\n^|2\n^|3\n二|4"],
            ["一|1\n二|2\n^|3\n^|4"],
            ["一|1\n二|2\n^|3\n^|4"],
        ),
        (["一|1"], ["一|1"], ["一|1", "二|2"], ["一|1", "二|2"]),
        (["一|1"], ["一|1", "甲"], ["一|2"], ["一|2", "甲"]),
        (["一|1", "甲"], ["甲"], ["一|1", "甲"], ["甲"]),
        (["一|1"], ["一|1|2"], ["一|1"], ["一|1|2"]),
        # the content has split what the office changed, with a new paragraph between the halves
        (
            [LONG],
            ["全年支出共计5元，其中基本支出3元，", "新的一段。", "项目支出2元。"],
            [LONG.replace("2元", "6元")],
            ["全年支出共计5元，其中基本支出3元，", "新的一段。", "项目支出6元。"],
        ),
        # both made the same of a text, and the office added a note to it
        (["全年支出6亿"], ["全年支出6元"], [NOTED], [shown(read(NOTED))[0]]),
        # the office has moved what the content changed
        ([LONG, "甲", "乙"], [OTHER, "甲", "乙"], ["甲", "乙", LONG], ["甲", "乙", OTHER]),
        (
            [LONG, "甲", "乙"],
            [OTHER, "甲", "乙"],
            ["甲", "新", LONG.replace("全年", "本年"), "又"],
            ["甲", "新", OTHER.replace("全年", "本年"), "又"],
        ),
        (["一|1\n二|2\n三|3"], ["一|9\n二|2\n三|3"], ["二|2\n三|3\n一|1"], ["二|2\n三|3\n一|9"]),
    ],
)
def test_what_one_side_changed_is_in_the_merged_file(
    base: list[str], ours: list[str], theirs: list[str], result: list[str]
) -> None:
    assert merged(base, ours, theirs) == (result, [])


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "conflict"),
    [
        (["共5项"], ["共6项"], ["共7项"], "共5项|共6项|共7项"),
        (["甲"], ["甲", "乙"], ["甲", "丙"], "|乙|丙"),
        (["甲"], ["甲", "乙", "丙"], ["甲", "丙", "乙"], "|乙 丙|丙 乙"),
        (["甲", "乙"], ["甲"], ["甲", "丙"], "乙||丙"),
        (["甲", "乙"], ["甲", "丙"], ["甲"], "乙|丙|"),
        (["一|1"], ["一|2"], ["一|3"], "1|2|3"),
        (["一|1"], ["一|1|5"], ["一|2"], "一|1|一|1|5|一|2"),
        (["一|1\n二|2"], ["一|1\n二|3"], ["一|1"], "二|2|二|3|"),
        (["共5项"], ["# 共5项"], ["1. 共5项"], "共5项|共5项|共5项"),
        ([LONG, "甲", "乙"], ["甲", "乙"], ["甲", "乙", LONG], f"{LONG}||{LONG}"),
        (["一|1\n二|2\n三|3"], ["二|2\n三|3"], ["二|2\n三|3\n一|1"], "一|1||一|1"),
        (["甲"], [], [COMMENTED.format("甲")], "甲||甲"),
        (["甲"], [], [MARKED.format("甲")], "甲||甲"),
    ],
)
def test_what_both_changed_in_different_ways_is_a_conflict_and_stays_theirs(
    base: list[str], ours: list[str], theirs: list[str], conflict: str
) -> None:
    result, conflicts = merged(base, ours, theirs)
    assert conflicts == [conflict]
    assert result == shown(read(*theirs))


def test_a_paragraph_with_a_comment_may_be_reworded() -> None:
    assert merged(["甲"], ["乙"], [MARKED.format("甲")]) == (["乙"], [])


def test_a_conflict_knows_the_item_before_it() -> None:
    merge = merge_files(read("甲", "乙"), read("甲"), read("甲", "丙"))
    (conflict,) = merge.conflicts
    assert conflict.near is not None
    assert words([conflict.near]) == "甲"
    (first,) = merge_files(read("甲"), read("乙"), read("丙")).conflicts
    assert first.near is None


def test_a_conflict_behind_a_changed_item_is_near_what_that_is_now() -> None:
    (conflict,) = merge_files(
        read("甲", "乙", "丙"), read("甲", "乙", "丁"), read("甲", "戊")
    ).conflicts
    assert conflict.near is not None
    assert words([conflict.near]) == "戊"


def test_paragraphs_of_both_files_that_correspond_are_pairs() -> None:
    base, ours = read("甲", "丙", "一|二"), read("乙", "丙", "一|四")
    pairs = merge_files(base, ours, read("甲", "丙", "三|二")).pairs
    assert [(new.text, office.text) for new, office in pairs] == [
        ("乙", "甲"),
        ("丙", "丙"),
        ("四", "二"),
    ]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "takes"),
    [
        ("一|1\n二|2", "一|1\n^|2", "一|1\n二|2", 2),
        ("一|1\n二|2", "一|1\n^|2", "一|1\n^|2", 0),
        ("一|1\n二|2", "一|1\n^|2", "一|5\n二|2", 2),
    ],
)
def test_cells_whose_merge_changed_are_taken_as_a_whole(
    base: str, ours: str, theirs: str, takes: int
) -> None:
    merge = merge_files(read(base), read(ours), read(theirs))
    assert [type(take) for take in merge.takes] == [TakeCell] * takes
    assert merge.conflicts == []


def test_a_cell_that_the_office_changed_is_not_taken_with_its_merge() -> None:
    merge = merge_files(read("一|1\n二|2"), read("一|1\n^|2"), read("一|1\n三|2"))
    assert [words(conflict.theirs) for conflict in merge.conflicts] == ["三"]


def test_a_cell_with_a_comment_is_not_taken_with_its_merge() -> None:
    office = document("一|1\n二|2")
    office.tables[0].cell(1, 0)._tc.append(document(MARKED.format("")).element.body[0])
    cell = office.tables[0].cell(1, 0)._tc
    cell.remove(cell.p_lst[1])
    run = document(MARKED.format("")).element.body[0][0]
    cell.p_lst[0].append(run)
    old = document("一|1\n二|2")
    old.tables[0].cell(1, 0)._tc.p_lst[0].append(document("<w:p><w:r/></w:p>").element.body[0][0])
    merge = merge_files(
        read_document(old), read_document(document("一|1\n^|2")), read_document(office)
    )
    assert [words(conflict.theirs) for conflict in merge.conflicts] == ["二"]


def test_a_take_names_what_it_replaces_and_where() -> None:
    files: list[Document] = [document("甲"), document("甲", "新"), document("甲")]
    base, ours, theirs = map(read_document, files)
    (take,) = merge_files(base, ours, theirs).takes
    assert isinstance(take, Take)
    assert (words(take.base), words(take.ours), words(take.theirs)) == ("", "新", "")
    assert take.after is theirs.body[0].element
    assert take.parent is theirs.element


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ([], ["甲"]),
        (["甲"], []),
        (["甲", "乙", "丙"], ["丙", "甲", "乙乙"]),
        (["甲", "一|1"], ["一|2", "乙", "甲"]),
        (["一|1\n二|2"], ["一|1\n三|2\n二|4"]),
    ],
)
def test_an_unchanged_side_takes_all_of_the_other(base: list[str], other: list[str]) -> None:
    assert merged(base, other, base) == (shown(read(*other)), [])
    assert merged(base, base, other) == (shown(read(*other)), [])
    assert merged(base, other, other) == (shown(read(*other)), [])
