"""Finds what somebody wrote around the text of a letter: who gets it, what it is about, who signs.

关于举办养老护理员培训班的通知        told, as the words of the form are in it
市社会福利院：                        who gets it
    青山市民政局                      who signs it, above the date
    2022年4月20日
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from docgen.scaffold.pack.body.titles import titles_in
from docgen.scaffold.pack.filled.filled_lines import Written
from docgen.scaffold.pack.filled.value_looks import DATE, is_organisation
from docgen.scaffold.pack.lines.form_line import FormLine

_SUBJECT = re.compile(
    r"关于(?!印发)[^_×XＸ]{4,}的(?:通知|通报|请示|报告|批复|函|复函|意见|决定|公告)"
)
_COLONS = "：:"
_NAMELESS = re.compile(r"(?:各|有关|相关|直属|所属|单位|部门|处室|科室|[、，和及])+")
"""Who gets a letter, without a name: 各有关单位, which a form prints."""

_OFFICE = "XX局"
"""What stands in for a unit's name in a blank letter."""


def letter_parts(body: etree._Element) -> Iterator[tuple[FormLine, Written]]:
    """What somebody wrote around the text of a letter, each with its line; none if it has no date.

    The date of a letter stands alone below who signs it.
    """
    titles = titles_in(body)
    lines = [line for line in map(FormLine, body.iterchildren("{*}p")) if line.text.strip()]
    signed = list(_signed(lines))
    yield from signed
    if signed:
        yield from _subjects([line for line in lines if line.paragraph in titles])
        yield from _addressee([line for line in lines if line.paragraph not in titles])


def _signed(lines: Sequence[FormLine]) -> Iterator[tuple[FormLine, Written]]:
    for line, below in pairwise(lines):
        start, end = _inside(line.text)
        if is_organisation(line.text[start:end]) and DATE.fullmatch(below.text.strip()):
            yield line, Written(start, end, _OFFICE)


def _subjects(titles: Sequence[FormLine]) -> Iterator[tuple[FormLine, Written]]:
    for line in titles:
        if _SUBJECT.search(line.text):
            yield line, Written(*_inside(line.text), sure=False)


def _addressee(lines: Sequence[FormLine]) -> Iterator[tuple[FormLine, Written]]:
    """The first line that ends in a colon and names units, above the first sentence.

    One unit alone may be the one that gets the form each year.
    """
    for line in lines:
        start, end = _inside(line.text)
        text = line.text[start:end]
        if text[-1] in _COLONS:
            names = re.split("[，、]", text[:-1])
            if not _NAMELESS.fullmatch(text[:-1]) and any(map(is_organisation, names)):
                yield line, Written(start, end - 1, _OFFICE, sure=len(names) > 1)
            return
        if re.search("[。；，]", text):
            return


def _inside(text: str) -> tuple[int, int]:
    """Where a line begins and ends, without the blanks around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
