"""Bookmarks are found where they stand, and made for headings that have none."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from docgen.word.fields.bookmark_names import HeadingBookmarks
from docgen.word.fields.bookmarks import bookmarks_of
from docgen.word.xml import w
from tests.growth import TIMES, is_linear
from tests.unit.word.elements import element, shown
from tests.unit.word.fields.documents import heading, marked, par, run, simple, spelled

START, END = '<w:bookmarkStart w:id="7" w:name="k"/>', '<w:bookmarkEnd w:id="7"/>'


@pytest.mark.parametrize(
    ("body", "offset", "words"),
    [
        (par(run("前 ") + START + run("甲 乙") + END + run("后")), 1, "甲 乙"),
        (par(START + run("甲") + END), 0, "甲"),
        (par(run("前") + START + END), 1, ""),
        (par(run("前") + START + run("甲")), 1, None),
        (par(run("前") + START) + par(END), 1, None),
        (START + par(run("甲")), 0, None),
        (START + "<w:tbl/>" + par(run("甲")) + END, 0, None),
        (par(END + run("前") + START + run("甲") + END), 1, "甲"),
        (par(spelled(" SEQ 图 ", "12") + START + spelled(" SEQ 图 ", "34") + END), 2, "34"),
        (par(f"<w:hyperlink>{run('链')}{START}{run('甲')}{END}</w:hyperlink>"), 1, "甲"),
        (par(f"<w:ins>{START}{run('甲')}</w:ins>{run('乙')}{END}"), 0, "甲乙"),
        (par(f"<w:r><w:t>前</w:t>{START}<w:t>甲</w:t></w:r>{END}"), 1, "甲"),
        (par(run("前") + f"<w:del>{run('旧')}</w:del>" + START + run("甲") + END), 1, "甲"),
    ],
)
def test_a_bookmark_is_found(body: str, offset: int, words: str | None) -> None:
    found = bookmarks_of(element(f"<w:body>{body}</w:body>"), {"k", "other"})
    assert list(found) == ["k"]
    assert (found["k"].offset, found["k"].words) == (offset, words)
    assert found["k"].paragraph.tag == w("p")


def test_the_first_of_a_name_counts_and_one_that_marks_nothing_is_none() -> None:
    body = par(marked("k", run("甲"))) + par(marked("k", run("乙"), "8")) + START
    assert bookmarks_of(element(f"<w:body>{body}</w:body>"), {"k"})["k"].words == "甲"
    assert bookmarks_of(element(f"<w:body>{par('')}{START}</w:body>"), {"k"}) == {}


def test_the_fields_in_a_bookmark_are_known() -> None:
    inner = simple(" REF a ") + spelled(" REF b ", "1")
    root = element(f"<w:body>{par(simple(' REF c ') + marked('k', inner) + inner)}</w:body>")
    fields = bookmarks_of(root, {"k"})["k"].fields
    assert fields[0].get(w("instr")) == " REF a "
    assert [mark.get(w("fldCharType")) for mark in fields[1:]] == ["begin", "separate", "end"]


def test_a_heading_keeps_the_name_that_it_has() -> None:
    root = element(f"<w:body>{par(marked('x', '') + marked('_Toc12', run('甲')), '1')}</w:body>")
    before = shown(root)
    assert HeadingBookmarks(root).name(root[0]) == "_Toc12"
    assert shown(root) == before


def test_a_bookmark_is_made_around_a_heading_that_has_none() -> None:
    root = element(f"<w:body>{heading('甲')}{par(run('乙'))}</w:body>")
    made = HeadingBookmarks(root)
    names = [made.name(paragraph) for paragraph in root]
    assert names == ["_Toc200000001", "_Toc200000002"]
    assert [made.name(paragraph) for paragraph in root] == names
    assert shown(root[0]) == heading("甲").replace(
        "</w:pPr>", f'</w:pPr><w:bookmarkStart w:id="1" w:name="{names[0]}"/>'
    ).replace("</w:p>", '<w:bookmarkEnd w:id="1"/></w:p>')
    assert shown(root[1]).startswith("<w:p><w:bookmarkStart")


@given(
    strategies.lists(
        strategies.tuples(
            strategies.sampled_from(("1", "7", "x", "-1", "", "9" * 5000)),
            strategies.sampled_from(("_Toc200000001", "_Toc200000002", "_toc3", "_Tocx", "a", "")),
        ),
        max_size=5,
    ),
    strategies.integers(1, 4),
)
def test_new_bookmarks_have_names_and_numbers_of_their_own(
    old: list[tuple[str, str]], count: int
) -> None:
    starts = "".join(f'<w:bookmarkStart w:id="{at}" w:name="{name}"/>' for at, name in old)
    root = element(f"<w:body>{par(starts + '<w:bookmarkStart/>')}{heading('甲') * count}</w:body>")
    made = HeadingBookmarks(root)
    names = [made.name(paragraph) for paragraph in root[1:]]
    assert len({*names, *(name for _, name in old)}) == count + len({name for _, name in old})
    numbers = [start.get(w("id")) for start in root.iter(w("bookmarkStart"))][-count:]
    assert len(set(numbers)) == count
    assert not set(numbers) & {number for number, _ in old if len(number) < 5000}


def test_the_time_for_names_grows_with_their_number() -> None:
    def name(count: int) -> None:
        root = element(f"<w:body>{heading('甲') * count}</w:body>")
        made = HeadingBookmarks(root)
        for paragraph in root:
            made.name(paragraph)

    assert is_linear(lambda: name(5_000), lambda: name(5_000 * TIMES))
