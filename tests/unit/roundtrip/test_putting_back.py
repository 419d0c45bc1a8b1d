"""Edits of the office's are taken out of its file; nothing else in it changes."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx.document import Document
from lxml import etree

from docgen.diagnostics import DocumentPlace, Place
from docgen.roundtrip.comparing.diff import Edit, EditKind, edits_between
from docgen.roundtrip.comparing.edit_ids import edit_ids
from docgen.roundtrip.merging.putting_back import FileWithout, _are_same, put_back
from docgen.roundtrip.reading.docx_model import DocxParagraph
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.templates.table_labels import FormLabels
from docgen.word.tracked_changes import Author, TrackedChanges
from docgen.word.xml import w
from tests.unit.roundtrip.word_files import document, shown

PLACE, FORM = Place("报告.docx"), FormLabels()


def saved(made: Document) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def ids_of(ours: bytes, theirs: bytes) -> list[str]:
    before, after = (read_document(open_document(data)) for data in (ours, theirs))
    return edit_ids(edits_between(before, after, FORM))


def without(ours: Document, theirs: Document, *numbers: int) -> FileWithout:
    """The file without the edits of these numbers, or without all."""
    sides = saved(ours), saved(theirs)
    ids = ids_of(*sides)
    chosen = [ids[number] for number in numbers] or ids
    return put_back(*sides, PLACE, FORM, chosen)


def reading(done: FileWithout) -> list[str]:
    return shown(read_document(open_document(done.data)))


def reasons(done: FileWithout) -> list[str]:
    return [reason.value for _, reason in done.kept]


def tracked(made: Document) -> TrackedChanges:
    return TrackedChanges(made.element.body, Author("审核员", "2024-04-01T09:00:00Z"))


OLD = ["甲甲甲甲甲甲", "乙乙乙乙乙乙", "丙丙丙丙丙丙", "丁丁丁丁丁丁"]


@pytest.mark.parametrize(
    ("new", "number", "result"),
    [
        (["甲甲甲甲甲新", "乙乙乙乙乙新", *OLD[2:]], 0, [OLD[0], "乙乙乙乙乙新", *OLD[2:]]),
        (["甲甲甲甲甲新", "乙乙乙乙乙新", *OLD[2:]], 1, ["甲甲甲甲甲新", *OLD[1:]]),
        ([OLD[0], "新", *OLD[1:3]], 0, [OLD[0], *OLD[1:3]]),
        ([OLD[0], "新", *OLD[1:3]], 1, [OLD[0], "新", *OLD[1:]]),
        ([*OLD[:2], "丙丙丙", "丙丙丙", "丁丁丁丁丁新"], 0, [*OLD[:3], "丁丁丁丁丁新"]),
        ([OLD[0] + OLD[1], OLD[2], "丁丁丁丁丁新"], 0, [*OLD[:3], "丁丁丁丁丁新"]),
        ([*OLD[1:3], OLD[0], "丁丁丁丁丁新"], 0, [*OLD[:3], "丁丁丁丁丁新"]),
    ],
)
def test_the_chosen_edit_is_gone_and_the_other_stays(
    new: list[str], number: int, result: list[str]
) -> None:
    done = without(document(*OLD), document(*new), number)
    assert (reading(done), done.kept) == (result, [])


def test_of_equal_edits_the_chosen_one_is_put_back() -> None:
    old, new = ["一", "同样的一段话", "二", "同样的一段话", "三"], "同样的一段文字"
    theirs = document("一", new, "二", new, "三")
    done = without(document(*old), theirs, 1)
    assert reading(done) == ["一", new, "二", old[3], "三"]


def test_unknown_edits_count_for_nothing_and_are_not_found() -> None:
    data = saved(document(*OLD))
    done = put_back(data, data, PLACE, FORM, ["甲"])
    assert (done.data, done.found, done.kept) == (data, frozenset(), [])


def test_a_tracked_change_is_rejected() -> None:
    theirs = document(*OLD)
    old = theirs.paragraphs[1].runs[0]._r
    changes = tracked(theirs)
    changes.deleted([old])
    new = theirs.paragraphs[1].add_run("新的文字")
    changes.inserted([new._r])
    done = without(document(*OLD), theirs)
    assert reading(done) == OLD
    body = open_document(done.data).element.body
    assert [etree.QName(mark).localname for mark in body.iter(w("ins"), w("del"))] == []


def test_a_paragraph_that_was_deleted_as_a_tracked_change_stands_there_once() -> None:
    theirs = document(*OLD)
    tracked(theirs).blocks([theirs.paragraphs[1]._p], "del")
    done = without(document(*OLD), theirs)
    assert reading(done) == OLD
    texts = open_document(done.data).element.body.iter(w("t"), w("delText"))
    assert [text.text for text in texts] == OLD


def test_tracked_changes_of_other_edits_stay() -> None:
    theirs = document(*OLD)
    changes = tracked(theirs)
    changes.inserted([theirs.paragraphs[0].add_run("新")._r])
    changes.inserted([theirs.paragraphs[2].add_run("新")._r])
    done = without(document(*OLD), theirs, 0)
    assert reading(done) == [*OLD[:2], f"{OLD[2]}新", OLD[3]]
    assert len(list(open_document(done.data).element.body.iter(w("ins")))) == 1


def test_a_column_is_not_put_back_since_whole_rows_would_be_replaced() -> None:
    done = without(document("一|二|三", "四|五|六"), document("一|二", "四|五"))
    assert set(reasons(done)) == {"table"}


def test_the_last_item_that_lost_its_number_is_numbered_with_the_others_again() -> None:
    numbered = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    old = [f"<w:p><w:pPr>{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>" for text in OLD[:3]]
    ours, theirs = document(*old), document(*old)
    (number,) = theirs.paragraphs[2]._p.iter(w("numId"))
    number.set(w("val"), "0")
    done = without(ours, theirs)
    numbers = [n.get(w("val")) for n in open_document(done.data).element.body.iter(w("numId"))]
    assert (reasons(done), len(set(numbers))) == ([], 1)


def test_which_of_two_ways_back_is_taken_follows_from_the_edits() -> None:
    """Either of two rows that changed places may have been moved, the other one by so much less."""
    old = "丙乙戊乙辛辛|493\n庚丁乙辛甲庚|453\n甲辛戊丁乙己|41\n甲甲甲庚丁庚|753"
    new = "甲辛戊丁乙己|41\n庚丁乙辛甲庚|792\n丙乙戊乙辛辛|493\n甲甲甲庚丁庚|753"
    done = without(document(old), document(new))
    assert (reading(done), done.kept) == ([old], [])
    ids = ids_of(saved(document(old)), saved(document(new)))
    for number in range(len(ids)):
        alone = without(document(old), document(new), number)
        assert alone.kept == []
        left = ids_of(saved(document(old)), alone.data)
        assert left == [name for name in ids if name != ids[number]]


def test_of_two_paragraphs_removed_side_by_side_one_comes_back() -> None:
    theirs = document(OLD[0], OLD[3])
    assert reading(without(document(*OLD), theirs, 1)) == [OLD[0], *OLD[2:]]


def test_edits_are_the_same_if_none_is_gone_and_none_is_new() -> None:
    first, other = (
        Edit(EditKind.CHANGED, (DocxParagraph.of_text(old),), (), DocumentPlace())
        for old in ("甲", "乙")
    )
    number = replace(other, kind=EditKind.RENUMBERED)
    assert _are_same([first, other], [first, other])
    assert _are_same([first, number], [first])
    for before, after in (([first], []), ([first], [first, other]), ([first], [first, number])):
        assert not _are_same(before, after)
