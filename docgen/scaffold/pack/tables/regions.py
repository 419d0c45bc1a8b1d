"""The regions of a blank form: which print a label, which are blank, which only hint."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from lxml import etree

from docgen.checking.hints import is_hint
from docgen.scaffold.pack.lines.blanks import gaps_of_lines
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.terms import BOXES, MEASURE
from docgen.templates.by_hand import PEN_ROOM
from docgen.templates.units_of_measure import UNITS
from docgen.word.grid import Grid, Region, cells_of
from docgen.word.xml import text_of, w

_BLANK = re.compile(r"[\s_]*")
_NO_LABEL = re.compile(rf"[。；，{BOXES}]|^.{{60,}}|^[年月日时分至到\-—]+$|^[千万亿]?元/")
"""Sentences, boxes, and words that only stand around a blank for figures."""
_NOTE = re.compile(rf"(?<=\w\w)[（(][^（()）。；{BOXES}]*[）)]$")
"""A note behind a label, which may have commas in it: 占比（7=5/6，%）."""
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]+[）)]?")
_VALUE = re.compile(rf"[≥≤><＞＜]?\d[\d,.]*(?:{MEASURE})")
"""A figure with its unit."""
_NOT_LEFT = ("center", "right", "end", "distribute")
_CHARACTER = 210
"""The width of a character of 五号, in twips."""
_GAPS = re.compile(r"\s+")
_NON_TEXT = ("tbl", "drawing", "pict", "object", "sdt")
"""Elements that make a cell more than its text."""


class FormRegion(Region):
    """A region of a form."""

    @cached_property
    def text(self) -> str:
        """Its text without whitespace; 姓 名 is 姓名."""
        paragraphs = (text_of(paragraph) for paragraph in self.cell.element.findall(w("p")))
        return _GAPS.sub("", "".join(paragraphs))

    @cached_property
    def indent(self) -> float:
        """How far its first line is set in, in characters: by spaces, or by its layout."""
        paragraph = self.cell.element.find(w("p"))
        if paragraph is None:
            return 0
        text = text_of(paragraph)
        before, behind = (_width(text, text.lstrip()), _width(text[::-1], text.rstrip()[::-1]))
        aligned = paragraph.find(f"{w('pPr')}/{w('jc')}")
        is_left = aligned is None or aligned.get(w("val")) not in _NOT_LEFT
        indents = paragraph.find(f"{w('pPr')}/{w('ind')}") if is_left else None
        names = ("left", "start", "firstLine") if indents is not None else ()
        twips = sum(int(indents.get(w(name), "0")) for name in names) if indents is not None else 0
        return max(0, before - behind) + twips / _CHARACTER

    @cached_property
    def lines(self) -> list[FormLine]:
        """Its paragraphs, without those of nested tables."""
        return [FormLine(paragraph) for paragraph in self.cell.element.findall(w("p"))]

    @cached_property
    def gaps(self) -> list[tuple[FormLine, Gap]]:
        """The blanks in its lines."""
        return gaps_of_lines(self.lines)

    @cached_property
    def holds_more(self) -> bool:
        """Whether it holds a table, a picture or a content control."""
        return any(self.cell.element.find(f".//{w(name)}") is not None for name in _NON_TEXT)

    @cached_property
    def may_be_label(self) -> bool:
        """Whether it is not blank."""
        return not self.is_blank

    @cached_property
    def is_label(self) -> bool:
        """Whether it holds a name, not a figure, a dash, a unit, a sentence or a hint."""
        has_name = any(map(str.isalpha, self.text)) and self.text.strip("（）()") not in UNITS
        is_other = _NO_LABEL.search(_NOTE.sub("", self.text)) or _VALUE.fullmatch(self.text)
        return has_name and not self.is_hint and not is_other

    @cached_property
    def is_ordinal(self) -> bool:
        """Whether it is only the number of a row, such as 一 or （一）."""
        return _ORDINAL.fullmatch(self.text) is not None

    @cached_property
    def is_blank(self) -> bool:
        """Whether it is empty or holds only ``_`` or a hint."""
        return not self.holds_more and (_BLANK.fullmatch(self.text) is not None or self.is_hint)

    @cached_property
    def is_hint(self) -> bool:
        """Whether its text only tells how to fill it in: 目标1：, ……, 填写总体目标.

        A cell that is signed or dated as well tells it in a line above.
        """
        text = "\n".join(line.text for line in self.lines)
        return is_hint(text) and not PEN_ROOM.search(text)


class FormGrid(Grid[FormRegion]):
    """The regions of one table of a form."""

    def __init__(self, table: etree._Element) -> None:
        super().__init__(cells_of(table), FormRegion)
        self.table = table

    @cached_property
    def other_heads(self) -> set[FormRegion]:
        """Units such as 月, and numbers, that are heads: in a row of heads, and not below heads."""
        heads = set[FormRegion]()
        for number in range(1, self.height):
            row = [region for region in self.row(number) if region.row == number]
            others = {region for region in row if region.text in UNITS or region.text.isdecimal()}
            named = all(region.is_label for region in row if region not in others)
            if len(row) > 1 and named and not self._are_pairs(row, others):
                heads |= {region for region in others if self._tops_blank(region)}
        return heads

    def _are_pairs(self, row: Sequence[FormRegion], units: Collection[FormRegion]) -> bool:
        """Whether units stand behind their labels, 事假 | 天 | 病假 | 天, and not over columns."""
        below = [(region, self.below(region)) for region in row]
        return any(
            under.is_label and under.same_columns(region) and number > 0
            if region not in units
            else under.right - under.column > region.right - region.column
            for number, (region, under) in enumerate(below)
            if under is not None
        )

    def _tops_blank(self, unit: FormRegion) -> bool:
        """Whether it is above a blank, and not itself below a region of the same columns."""
        above, below = self.above(unit), self.below(unit)
        has_head = above is not None and above.same_columns(unit)
        return below is not None and below.is_blank and not has_head


def edges(row: Iterable[Region]) -> list[tuple[int, int]]:
    """The first column of each region and the column after its last."""
    return [(region.column, region.right) for region in row]


def _width(text: str, rest: str) -> float:
    """The width of the spaces at the beginning of a text, before its ``rest``, in characters."""
    spaces = text[: len(text) - len(rest)]
    return sum(1 if space == "\u3000" else 0.5 for space in spaces)
