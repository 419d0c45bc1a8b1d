"""Joins a table that a form goes on with in another, its heads printed once more.

    姓名 | 年龄          姓名 | 年龄
         |                    |
    (page break, 续表)        |
    姓名 | 年龄
         |

Such a form was split by hand, where its page ended. As one table its rows are one list, and Word
breaks it where the page ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from docgen.word.grid import cells_of
from docgen.word.xml import remove, text_of, w

_BETWEEN = re.compile(r"[（(]?(?:续(?:上?表)?[一二三四五六七八九十\d]*|接上[页表])[）)]?|")
_SEVERAL = 2


def join_split_tables(body: etree._Element) -> list[etree._Element]:
    """Joins the tables of ``body`` that go on in the next one. Returns the joined tables."""
    joined: list[etree._Element] = []
    for first, second in reversed(list(pairwise(body.findall(w("tbl"))))):
        between = list(_between(first, second))
        if all(map(_says_nothing, between)) and _goes_on(first, second):
            for element in (*between, second):
                remove(element)
            first.extend(second.findall(w("tr")))
            joined = [first, *(table for table in joined if table is not second)]
    return joined


def _between(first: etree._Element, second: etree._Element) -> Iterator[etree._Element]:
    for sibling in first.itersiblings():
        if sibling is second:
            return
        yield sibling


def _says_nothing(element: etree._Element) -> bool:
    """Whether a paragraph is empty, or says that a table goes on; the end of a section is more."""
    text = "".join(text_of(element).split())
    return _BETWEEN.fullmatch(text) is not None and element.find(f".//{w('sectPr')}") is None


def _goes_on(first: etree._Element, second: etree._Element) -> bool:
    """Whether the second table begins with a row of heads of the first, which ends in its rows."""
    rows, heads = cells_of(first), next(iter(cells_of(second)), [])
    texts = ["".join(cell.text.split()) for cell in heads]
    if sum(map(bool, texts)) < _SEVERAL:
        return False
    printed = [["".join(cell.text.split()) for cell in row] for row in rows]
    if texts not in printed:
        return False
    below = rows[printed.index(texts) + 1 :]
    return bool(below) and all(len(row) == len(heads) for row in below)
