"""What of a report only says what its form prints, so that nobody has to do anything about it.

附件1                             of a form that is annex 2 elsewhere
2022年度某某局                    the title on two lines: the year and a name are taken elsewhere,
部门整体支出绩效自评报告              the rest is the form's title in nearly the same words
（续表）                           a note for who turns the page
序号 | 1 | 2 | 3                  a column that counts the rows
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from lxml import etree
from rapidfuzz import fuzz

from docgen.ordinals import without_ordinals
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import PrintedLine, squeezed
from docgen.scaffold.pack.update.old_part import tag_units
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.template_blocks import ReadPart
from docgen.scaffold.taken.unit_lines import is_unit_line, unit_in
from docgen.word.grid import Grid, Region, cells_of
from docgen.word.tag_pattern import TAG
from docgen.word.xml import w

_PAGE_WORDS = re.compile(
    r"目录|[(]?(?:续上?表|[上下]表续|(?:接|续|转|见|上接|下接|续接|下转)[上下]?[页表])[一二三四五\d]*[)]?"
)
"""Notes for who turns the page, and the head of a table of contents."""
_ANNEX = re.compile(r"附[件表](?:[\d一二三四五六七八九十]+(?:[-—.][\d一二三四五六七八九十]+)*)?")
_COUNTED = re.compile(r"[(](?:续表?|[\d一二三四五六七八九十]+|接[上下]页)[)]$")
"""The number of one of several, behind a title."""
_LEADERS = re.compile(r"[.…·⋯]{3,}\d*$")
"""The dots up to the page, in a table of contents."""
_YEAR = re.compile(r"[(]?(20\d\d)年度?[)]?")
_CONSTANT = re.compile(r"""\{\{\s*["']([^"'{}]+)["']""")
"""A word that a tag prints: {{ "绩效指标" | merge }}."""
_ALIKE, _FEWEST, _LONGEST = 85, 4, 40
"""How alike two titles are, of 100; of how many signs print is at least, and a title at most."""
_NOTE = re.compile(r"[(][^()]*[)]")
_SERIAL = "序号"
_SENTENCE = re.compile(r"[。；;!?]|[,，].*[,，]")


class PrintedWords:
    """The print of a pack's forms.

    Args:
        parts: its parts.
        year: the edition.
        values: texts that were taken from the report: a title has them as well.
    """

    def __init__(self, parts: Sequence[ReadPart], year: int, values: Iterable[str]) -> None:
        self._parts, self._year = parts, year
        bare = {squeezed(plain(text)) for text in values}
        names = (text for text in bare if _FEWEST <= len(text) <= _LONGEST and _is_name(text))
        self._values = sorted(names, key=len, reverse=True)

    def say(self, line: etree._Element) -> bool:
        """Whether a paragraph of a report says nothing but what the form prints."""
        typed = plain(FormLine(line).text).strip()
        text = squeezed(typed)
        if text in self._constants or (typed.endswith(":") and text in self._pieces):
            return True  # a word that a tag prints, or a label without a value
        if next(line.iterancestors(w("tc")), None) is not None:
            return line in self._serials(line)
        if is_unit_line(typed):
            return squeezed(unit_in(typed)) in self._values
        if _PAGE_WORDS.fullmatch(text) or _ANNEX.fullmatch(text):
            return True
        return self._is_title(_LEADERS.sub("", text))

    def _is_title(self, text: str) -> bool:
        """Whether it is a title of the form, with texts in it that were taken elsewhere."""
        if len(text) > _LONGEST + _LONGEST or _SENTENCE.search(text):
            return False
        bare = self._without_year(without_ordinals(_COUNTED.sub("", text)))
        rest = self._without_values(bare)
        return not rest or any(
            piece == rest or self._is_alike(piece, rest) for piece in self._pieces
        )

    def _is_alike(self, piece: str, rest: str) -> bool:
        """Whether two titles are one but for a word."""
        short = min(len(piece), len(rest)) > _FEWEST and len(rest) <= _LONGEST
        one, other = (_NOTE.sub("", text) for text in (piece, rest))
        return short and _is_name(rest) and fuzz.ratio(one, other) >= _ALIKE

    def _without_year(self, text: str) -> str:
        return _YEAR.sub(lambda found: "" if int(found[1]) == self._year else found[0], text)

    def _without_values(self, text: str) -> str:
        for value in self._values:
            text = text.replace(value, "")
        return text.strip("()《》:、-—")

    def _serials(self, line: etree._Element) -> set[etree._Element]:
        """The paragraphs of a column of its table that counts the rows."""
        table = next(line.iterancestors(w("tbl")))
        if table not in self._counting:
            self._counting[table] = set(_counting_column(table))
        return self._counting[table]

    @cached_property
    def _counting(self) -> dict[etree._Element, set[etree._Element]]:
        return {}

    @cached_property
    def _constants(self) -> frozenset[str]:
        tags = (tag for line in self._lines() for tag in TAG.findall(FormLine(line).text))
        found = (word for tag in tags for word in _CONSTANT.findall(tag))
        return frozenset(squeezed(plain(word)) for word in found)

    @cached_property
    def _pieces(self) -> frozenset[str]:
        """What the lines of the form print, between their tags; no word behind a box."""
        found = (piece for line in self._lines() for piece in _pieces(line))
        bare = (without_ordinals(squeezed(plain(piece))).strip(":") for piece in found)
        return frozenset(piece for piece in bare if len(piece) >= _FEWEST)

    def _lines(self) -> Iterator[etree._Element]:
        for part in self._parts:
            yield from part.document.element.body.iter(w("p"))


def _pieces(line: etree._Element) -> Iterator[str]:
    gaps = tag_units(line)
    text, start, is_option = PrintedLine(line, gaps).text, 0, False
    for gap in gaps:
        if not is_option:
            yield text[start : gap.start]
        start, is_option = gap.end, gap.is_box
    if not is_option:
        last = text[start:].lstrip("\n")
        yield last.removeprefix("年度")
        yield from re.split(r"[ \t\u3000]{2,}", last)


def _is_name(text: str) -> bool:
    """Whether it is words, and no figure."""
    return sum(map(str.isalpha, text)) * 2 > len(text)


def _counting_column(table: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of 序号 and of the numbers below it, from 1 on."""
    grid = Grid(cells_of(table), Region)
    for head in grid.regions:
        if squeezed(head.text) != _SERIAL:
            continue
        yield from head.cell.element.iter(w("p"))
        below = grid.below(head)
        number = 1
        while below is not None and squeezed(plain(below.text)) == str(number):
            yield from below.cell.element.iter(w("p"))
            below, number = grid.below(below), number + 1
