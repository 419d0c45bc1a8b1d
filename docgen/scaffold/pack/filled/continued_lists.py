"""Joins a list that somebody went on with in another table, its heads and its name once more.

    人员名单                  人员名单
    姓名 | 原岗位 | 现岗位      姓名 | 原岗位 | 现岗位
    甲   | 九级  | 八级        甲   | 九级  | 八级
    人员名单（续表）            乙   | 九级  | 七级
    姓名 | 原岗位 | 现岗位
    乙   | 九级  | 七级

Whoever fills a form in splits its list where a page ends; the blank form has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from lxml import etree

from docgen.ordinals import without_ordinals
from docgen.scaffold.pack.tables.regions import FormGrid
from docgen.word.grid import cells_of
from docgen.word.xml import remove, text_of, w

_GOES_ON = re.compile(
    r"(?P<name>.*?)[（(]?(?:续(?:上?表)?[一二三四五六七八九十\d]*|接上[页表])[）)]?"
)
_SEVERAL = 2


def join_continued(body: etree._Element) -> list[str]:
    """Joins the lists of ``body`` that go on in the next table. Returns the heads of each."""
    joined: list[etree._Element] = []
    for first, second in reversed(list(pairwise(body.findall(w("tbl"))))):
        between = _between(first, second)
        heads = _heads(first, second)
        caption = _caption(first)
        if heads and all(_says_nothing(each, caption) for each in between):
            for element in (*between, second):
                remove(element)
            first.extend(second.findall(w("tr"))[heads:])
            joined = [first, *(table for table in joined if table is not second)]
    return [_told(table) for table in joined]


def _told(table: etree._Element) -> str:
    return " · ".join(filter(None, (cell.text.strip() for cell in cells_of(table)[0])))


def _between(first: etree._Element, second: etree._Element) -> list[etree._Element]:
    return list(takewhile(lambda each: each is not second, first.itersiblings()))


def _heads(first: etree._Element, second: etree._Element) -> int:
    """How many rows of heads a table has in common with the one that it goes on with; 0 if none."""
    ours, theirs = _texts(first), _texts(second)
    if not theirs or sum(map(bool, theirs[0])) < _SEVERAL or theirs[0] not in ours:
        return 0
    at, heads = ours.index(theirs[0]), max(cell.rows for cell in FormGrid(second).row(1))
    below, rest = ours[at + heads :], theirs[heads:]
    is_again = ours[at : at + heads] == theirs[:heads]
    is_list = below and rest and _are_alike([*below, *(rest[:-1] or rest)])
    return heads if is_again and is_list else 0


def _are_alike(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether rows have as many cells as each other; a total at the end may have fewer."""
    return len({len(row) for row in rows}) == 1


def _texts(table: etree._Element) -> list[tuple[str, ...]]:
    return [tuple("".join(cell.text.split()) for cell in row) for row in cells_of(table)]


def _caption(table: etree._Element) -> str:
    """The words above a table, without their number."""
    texts = (_squeezed(each) for each in _above(table))
    text = next(filter(None, texts), "")
    return without_ordinals(text)


def _above(table: etree._Element) -> Iterator[etree._Element]:
    return takewhile(lambda each: each.tag == w("p"), table.itersiblings(preceding=True))


def _says_nothing(element: etree._Element, caption: str) -> bool:
    """Whether a paragraph is empty, or only says that a table goes on, by its name."""
    text = _squeezed(element)
    if element.find(f".//{w('sectPr')}") is not None or element.tag == w("tbl"):
        return False
    on = _GOES_ON.fullmatch(text)
    return not text or (on is not None and on["name"] in ("", caption))


def _squeezed(element: etree._Element) -> str:
    return "".join(text_of(element).split())
