"""A table of contents is written: entries that stay keep their look, new ones look alike."""

from __future__ import annotations

import pytest

from docgen.word.fields.field import fields_of
from docgen.word.xml import w
from tests.growth import TIMES, is_linear
from tests.unit.word.elements import shown, values
from tests.unit.word.fields.documents import (
    Pages,
    heading,
    laid_out,
    lines,
    mark,
    run,
    stale,
    text_document,
    written,
)
from tests.unit.word.fields.manners import (
    LISTING,
    MANNERS,
    between,
    closed_in_last,
    hyperlinks,
    plain,
)

OLD = [(1, "一、概况", "9"), (1, "二、旧的", "9"), (1, "三、成效", "13")]
BODY = "".join(heading(f"{title}") for title in ("一、概况", "二、旧的", "三、成效"))


def pages_of(body: str, contents: str) -> tuple[list[str], str]:
    """The lines and the XML of a document whose headings stand on the pages 21, 22 …."""
    document = text_document(contents + body)
    paragraphs = document.element.body.iter(w("p"))
    headings = [found for found in paragraphs if values(found, "pStyle") == ["1"]]
    pages = Pages({paragraph: at for at, paragraph in enumerate(headings, 21)}, 30)
    written(document, pages)
    assert stale(document, pages) == []
    return lines(document.element.body), shown(document.element.body)


@pytest.mark.parametrize("manner", LISTING)
def test_pages_alone_are_written_in_place(manner: str) -> None:
    found, xml = pages_of(BODY, MANNERS[manner](OLD))
    dots = "……………" if manner == "dotted" else "\t"
    rows = [line for line in found if dots in line]
    titles = [title for _, title, _ in OLD]
    assert rows == [f"{title}{dots}{page}" for page, title in enumerate(titles, 21)]
    assert xml.count("PAGEREF") == MANNERS[manner](OLD).count("PAGEREF")


def test_a_page_in_several_runs_is_written_once_and_words_behind_it_stay() -> None:
    parted = plain(OLD).replace(run("三、成效\t13"), run("三、成效\t1") + run("3"))
    assert "三、成效\t23" in pages_of(BODY, parted)[0]
    typed = plain(OLD[:1]).replace(mark("end"), "").replace("</w:p><w:p>", mark("end"), 1)
    behind = typed.replace(mark("end"), mark("end") + run("注9"))
    assert pages_of(heading("一、概况"), behind)[0][0] == "一、概况\t21注9"


def test_an_entry_that_stays_keeps_its_look_and_new_ones_look_like_it() -> None:
    bold = hyperlinks(OLD[:1]).replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t")
    found, xml = pages_of(heading("一、概况") + heading("二、新的"), bold)
    assert found[:2] == ["一、概况\t21", "二、新的\t22"]
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">二、新的</w:t>' in xml


def test_headings_of_the_same_words_have_entries_of_their_own() -> None:
    twice = hyperlinks([(1, "小结", "1"), (1, "小结", "2")])
    document = text_document(twice + heading("小结") * 3)
    written(document, laid_out(document, 1))
    anchors = values(document.element.body, "hyperlink", "anchor")
    assert len(set(anchors)) == 3
    assert anchors[:2] == ["_Toc101", "_Toc102"]


def test_words_beside_the_marks_are_kept_where_they_stood() -> None:
    first, last = mark("begin"), mark("end")
    contents = between(closed_in_last([(1, "旧", "1")]), "{", "}")
    contents = contents.replace("{" + first, first.replace("<w:fld", "<w:t>目录</w:t><w:fld"))
    contents = contents.replace(last + "}", last.replace("</w:r>", "<w:t>完</w:t></w:r>"))
    found, _ = pages_of(heading("一") + heading("二"), contents)
    assert found[:2] == ["目录一\t21", "二\t22完"]


def test_marks_are_not_dirty_and_locks_are_kept() -> None:
    contents = hyperlinks([(1, "旧", "1")]).replace(
        'w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true" w:fldLock="1"', 1
    )
    document = text_document(contents + heading("一"))
    written(document)
    begin = fields_of(document.element.body)[0].begin
    assert (begin.get(w("dirty")), begin.get(w("fldLock"))) == (None, "1")


def test_a_section_stands_before_a_change_of_properties() -> None:
    change = '<w:pPrChange w:id="1" w:author="a"><w:pPr/></w:pPrChange>'
    contents = closed_in_last([(1, "旧", "1")]).replace(
        "</w:pPr>", f"<w:sectPr/>{change}</w:pPr>", 1
    )
    document = text_document(contents + heading("一"))
    written(document)
    properties = document.element.body[0][0]
    assert [child.tag for child in properties][-2:] == [w("sectPr"), w("pPrChange")]


def test_the_time_for_many_entries_grows_with_their_number() -> None:
    def write(count: int) -> None:
        entries = [(1, f"第{at}项", "1") for at in range(0, count, 2)]
        body = "".join(heading(f"第{at}项") for at in range(count))
        document = text_document(hyperlinks(entries) + body)
        written(document, laid_out(document))

    assert is_linear(lambda: write(400), lambda: write(400 * TIMES))
