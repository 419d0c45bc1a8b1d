"""Two files that differ in what fields show alone are the same without results."""

from __future__ import annotations

import pytest

from docgen.word.fields.without_results import without_results
from tests.unit.word.fields.documents import (
    begin,
    mark,
    par,
    run,
    simple,
    spelled,
    text_document,
    xml_of,
)
from tests.unit.word.fields.manners import closed_in_last, hyperlinks


def bare(body: str) -> bytes:
    return without_results(xml_of(text_document(body)))


@pytest.mark.parametrize("data", [b"", b"no fldSimple XML", b"<a/>"])
def test_what_has_no_fields_stays_byte_for_byte(data: bytes) -> None:
    assert without_results(data) == data
    other = xml_of(text_document(par(spelled(" DATE ", "2023"))))
    assert without_results(other) == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (par(spelled(" PAGE ", "1")), par(spelled(" PAGE ", "12"))),
        (par(spelled(" PAGE ", "1")), par(spelled(" PAGE "))),
        (par(simple(" SEQ 图 ", "1")), par(simple(" SEQ 图 "))),
        (hyperlinks([(1, "一", "1")]), hyperlinks([(1, "一", "1"), (1, "二", "2")])),
        (hyperlinks([(1, "一", "1")]), closed_in_last([(1, "一", "1")])),
        (closed_in_last([]), par(simple(r' TOC \o "1-3" \h \z \u ', "旧"))),
    ],
)
def test_other_results_make_no_difference(one: str, other: str) -> None:
    assert bare(one) == bare(other)
    assert bare(par(run("字")) + one) != bare(par(run("词")) + one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (begin(" PAGE ") + run("甲"), begin(" PAGE ") + run("乙")),
        (begin(r" TOC \o ") + run("甲"), begin(r" TOC \o ") + run("乙")),
        (run("甲") + spelled(" TOC "), run("乙") + spelled(" TOC ")),
        (spelled(" TOC ") + run("甲"), spelled(" TOC ") + run("乙")),
        (spelled(r" TOC \o "), spelled(r" TOC \u ")),
        (spelled(" REF a "), spelled(" REF b ")),
        (
            spelled(" PAGE ", "1") + spelled(" DATE ", "1"),
            spelled(" PAGE ", "1") + spelled(" DATE ", "2"),
        ),
        (
            f"<w:r>{mark('begin')[5:-6]}<w:t>甲</w:t></w:r>" + spelled(" PAGE "),
            f"<w:r>{mark('begin')[5:-6]}<w:t>乙</w:t></w:r>" + spelled(" PAGE "),
        ),
    ],
)
def test_what_somebody_has_typed_makes_a_difference(one: str, other: str) -> None:
    assert bare(par(one + spelled(" SEQ 图 "))) != bare(par(other + spelled(" SEQ 图 ")))
