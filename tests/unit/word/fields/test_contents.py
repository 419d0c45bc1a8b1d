"""What a table of contents shows is read entry by entry, and compared with what it should."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from docgen.word.fields.contents import has_page, tables_of_contents
from docgen.word.fields.field import fields_of
from tests.growth import TIMES, is_linear
from tests.unit.word.elements import element
from tests.unit.word.fields.documents import (
    begin,
    contents_of,
    heading,
    known,
    mark,
    par,
    run,
    simple,
    spelled,
    stale,
    text_document,
)
from tests.unit.word.fields.manners import INSTRUCTION, LISTING, MANNERS, between, hyperlinks

LISTED = [(1, "一、基本情况", "1"), (2, "（一）立项……", "- 2 -"), (1, "1.2 A", "iv")]


def entry_of(inner: str, instruction: str = INSTRUCTION, more: str = "") -> tuple[str, str]:
    """Words and page of the only entry of a table of contents."""
    contents = contents_of(text_document(par(begin(instruction) + inner + mark("end")) + more))
    (shown,) = contents.shown
    return shown.words, shown.page


@pytest.mark.parametrize("manner", LISTING)
def test_entries_are_read_in_every_manner(manner: str) -> None:
    contents = contents_of(text_document(MANNERS[manner](LISTED)))
    words = [(entry.words.rstrip("…"), entry.page) for entry in contents.shown]
    assert words == [(title.rstrip("…"), page) for _, title, page in LISTED]
    has_field = manner not in ("plain", "dotted")
    assert all((entry.field is not None) == has_field for entry in contents.shown)


@pytest.mark.parametrize("manner", sorted(set(MANNERS) - set(LISTING)))
def test_a_placeholder_is_one_entry_or_none(manner: str) -> None:
    contents = contents_of(text_document(MANNERS[manner](LISTED[:1])))
    assert len(contents.shown) == (manner != "never_updated")


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (run("一\t3"), ("一", "3")),
        (run("一\t 3 "), ("一", "3")),
        (run("第1章\t概况\t12"), ("第1章\t概况", "12")),
        (run("一\t- 3 -"), ("一", "- 3 -")),
        (run("一\tⅢ"), ("一\tⅢ", "")),
        (run("一\tXII"), ("一", "XII")),
        (run("一\t十二"), ("一", "十二")),
        (run("一\tB"), ("一", "B")),
        (run("一\t二三四五号"), ("一\t二三四五号", "")),
        (run("一……3"), ("一……3", "")),
        (run("一.....3"), ("一", "3")),
        (run("一…………  3"), ("一", "3")),
        (run("一．．．．3"), ("一", "3")),
        (run("其他......\t3"), ("其他......", "3")),
        (run("其他") + run("\t") + spelled(" PAGEREF a ", "3"), ("其他", "3")),
        (run("其他......\t") + spelled(" PAGEREF a ", "3"), ("其他......", "3")),
        (run("其他......") + spelled(" PAGEREF a ", "3"), ("其他", "3")),
        (run("一\t") + spelled(" PAGEREF a "), ("一", "")),
        (run("一\t") + mark("begin") + run("3") + mark("end"), ("一", "")),
        (run("没有页码"), ("没有页码", "")),
        (run("\t3"), ("3", "")),
        (run("一\t....3"), ("一", "3")),
        (run("一. . . 3"), ("一", "3")),
    ],
)
def test_words_and_page_are_told_apart(inner: str, expected: tuple[str, str]) -> None:
    assert entry_of(inner) == expected


@pytest.mark.parametrize(
    ("separator", "inner", "expected"),
    [
        ("-", run("一-3"), ("一", "3")),
        ("-", run("一-") + spelled(" PAGEREF a ", "3"), ("一", "3")),
        (" ", run("一 3"), ("一", "3")),
        ("(*", run("一(*3"), ("一", "3")),
        ("-", run("一\t3"), ("一", "3")),
    ],
)
def test_another_separator_is_known(separator: str, inner: str, expected: tuple[str, str]) -> None:
    assert entry_of(inner, rf' TOC \o \p "{separator}" ') == expected


def test_what_reads_as_a_heading_has_no_page() -> None:
    inner = run("附件....3")
    assert entry_of(inner, r" TOC \o \n ") == ("附件", "3")
    assert entry_of(inner, r" TOC \o \n ", heading("附件 ....3")) == ("附件....3", "")


def test_a_reference_beside_the_table_of_contents_is_no_page_of_an_entry() -> None:
    beside = between(hyperlinks([], apart=False), spelled(" PAGEREF a ", "3"), "")
    document = text_document(
        beside.replace(
            mark("separate") + mark("end"), mark("separate") + run("一\t3") + mark("end")
        )
    )
    (entry,) = contents_of(document).shown
    assert (entry.words, entry.page, entry.field) == ("一", "3", None)


@pytest.mark.parametrize(
    ("shown", "headings", "expected"),
    [
        ("一 二", "一 二", []),
        ("一 三", "一 二 三", ["missing"]),
        ("", "一", ["missing"]),
        ("一 二 三", "一 三", ["extra 二"]),
        ("一", "", ["extra 一"]),
        ("一 旧 三", "一 新 三", ["title 旧"]),
        ("一 旧 三", "一 新 又 三", ["title 旧", "missing"]),
        ("一 旧 又 三", "一 新 三", ["title 旧", "extra 又"]),
        ("二 一", "一 二", ["extra 二", "missing"]),
        ("一 一", "一 一 一", ["missing"]),
    ],
)
def test_changes_are_told_entry_by_entry(shown: str, headings: str, expected: list[str]) -> None:
    contents = hyperlinks([(1, title, "1") for title in shown.split()])
    body = "".join(heading(title) for title in headings.split())
    found = stale(text_document(contents + body))
    assert sorted(found) == sorted(expected) or shown == "二 一"
    assert len(found) == len(expected)


@given(strategies.lists(strategies.sampled_from("一二三"), max_size=6), strategies.data())
def test_only_what_lists_all_headings_is_right(
    titles: list[str], data: strategies.DataObject
) -> None:
    shown = data.draw(
        strategies.one_of(
            strategies.just(titles), strategies.lists(strategies.sampled_from("一二三"), max_size=6)
        )
    )
    contents = hyperlinks([(1, title, "1") for title in shown])
    body = "".join(heading(title) for title in titles)
    assert (stale(text_document(contents + body)) == []) == (shown == titles)


@pytest.mark.parametrize(
    ("switch", "levels"),
    [
        ("", {1, 2, 3}),
        (r"\n", set()),
        (r'\n "2-3"', {1}),
        (r"\n 1-1", {2, 3}),
        (r'\n "2 - 2"', {1, 3}),
        (r"\n x", set()),
        (r"\n 2", set()),
        (r"\n 1-" + "9" * 5000, set()),
    ],
)
def test_some_levels_have_no_pages(switch: str, levels: set[int]) -> None:
    (field,) = fields_of(element(f"<w:body>{par(spelled(f' TOC {switch} '))}</w:body>"))
    assert {level for level in (1, 2, 3) if has_page(field, level)} == levels


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (hyperlinks([]) * 2, 2),
        (par(simple(" TOC ")), 1),
        (par(begin(" TOC ") + run("一")), 0),
        (par(mark("begin") + run("一") + mark("end")), 0),
        (par(begin(" IF ") + spelled(" TOC ") + mark("end")), 0),
        (par(begin(" TOC ")) + "<w:tbl/>" + par(mark("end")), 0),
        (par(spelled(r" TOC \f ")), 0),
        (par(run("字")), 0),
    ],
)
def test_tables_of_contents_that_can_be_worked_out_are_found(body: str, count: int) -> None:
    assert len(list(tables_of_contents(*known(text_document(body))))) == count


@pytest.mark.parametrize("sign", [".", "…", " ", "\t", ".\t", ". "])
def test_the_time_for_an_entry_of_many_dots_grows_with_their_number(sign: str) -> None:
    def read(count: int) -> object:
        return entry_of(run("题" + sign * count + "号"))

    assert is_linear(lambda: read(4_000), lambda: read(4_000 * TIMES))
