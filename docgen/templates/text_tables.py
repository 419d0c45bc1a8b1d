"""How a table of a Markdown text is set: its style, the widths and alignments of its columns.

As offices set tables in reports: over the whole width of the text, in 小四 (or in 五号 where the
columns are many), single lines of half a point, the header centred and repeated on each page, rows
whole. In a column whose alignment was not typed, figures stand flush right among themselves and in
the middle of the column; texts of up to six characters are centred, longer ones flush left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from docgen.content.blocks import Align, Break, Inlines, Span, Table
from docgen.word.made_styles import TABLE_TEXT, TEXT_TABLE
from docgen.word.text_width import half_ems

CELL_MARGIN = 108
"""Twips between the line of a cell and its text, left and right, as in Word."""

_NARROW_MARGIN = 57
"""The same where the columns are many."""

_SETTINGS = (
    (TEXT_TABLE, CELL_MARGIN, 10),
    (TABLE_TEXT, CELL_MARGIN, 10),
    (TABLE_TEXT, _NARROW_MARGIN, 10),
    (TABLE_TEXT, _NARROW_MARGIN, 4),
)
"""Style, margin of the cells, and halves of a character that a column has room for.

The first is taken in which no word breaks, nor a label that fits into such room.
"""

_FIGURE = re.compile(
    r"[-—–+−±≥≤<>＞＜约]*\s*[\d,，.]+\s*(?:[%％‰]|[-—~～]\s*[\d,.]+[%％]?)?|[-—–/]+|"
)
_HALF = 10
"""Twips of half a character, for each point of its size."""

_WORD = re.compile(r"[!-~]+")
"""Letters, digits and signs that a line end does not part."""

_SHORT = 12
"""Halves of a character up to which a text is centred."""

_SLACK = 1
"""Halves of a character by which a line may be longer than estimated."""


@dataclass(frozen=True)
class ColumnLook:
    """How a column is set.

    Attributes:
        width: its width, in twips.
        align: where its texts stand.
        indent: twips to the right of figures, so that as a block they stand in the middle.
    """

    width: int
    align: Align
    indent: int = 0


@dataclass(frozen=True)
class TableLook:
    """How a table is set.

    Attributes:
        style: the name of the style of its texts.
        margin: twips between the line of a cell and its text.
        columns: its columns.
    """

    style: str
    margin: int
    columns: tuple[ColumnLook, ...]

    @property
    def properties(self) -> str:
        """The end of its ``w:tblPr``."""
        sides = (("top", 60), ("left", self.margin), ("bottom", 60), ("right", self.margin))
        cells = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
        width = sum(column.width for column in self.columns)
        return (
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{cells}</w:tblCellMar>'
        )


@dataclass(frozen=True)
class _Column:
    """The texts of a column; lengths in halves of a character.

    Attributes:
        typed: the alignment that was typed.
        whole: the longest line.
        word: the longest word, which must not break.
        figures: the longest text, if all but the header are figures.
        is_short: whether all texts but the header are short.
    """

    typed: Align | None
    whole: int
    word: int
    figures: int
    is_short: bool

    def least(self, label: int) -> int:
        """What must not break: its longest word, and a text of up to ``label`` halves."""
        return min(self.whole, max(label, self.word) + _SLACK)

    def look(self, width: int, half: float, margin: int) -> ColumnLook:
        """How it is set in ``width`` twips, in a size of two ``half`` twips."""
        if self.figures and self.typed is None:
            beside = (width - 2 * margin - (self.figures + _SLACK) * half) / 2
            return ColumnLook(width, Align.RIGHT, max(0, int(beside)))
        usual = Align.CENTER if self.is_short else Align.LEFT
        return ColumnLook(width, self.typed or usual)


def table_look(
    table: Table, room: int, size: Callable[[str], float], *, in_cell: bool = False
) -> TableLook:
    """How ``table`` is set in ``room`` twips; in a cell of a form its texts are as small.

    ``size`` gives the points of a style.
    """
    columns = [
        _measured(align, [_text(row[number]) for row in table.rows])
        for number, align in enumerate(table.aligns)
    ]
    for style, margin, label in _SETTINGS[in_cell:]:
        half = size(style) * _HALF
        whole = [round(column.whole * half) + 2 * margin for column in columns]
        least = [round(column.least(label) * half) + 2 * margin for column in columns]
        if sum(least) <= room:
            break
    widths = _widths(whole, least, room)
    looks = (
        column.look(width, half, margin) for column, width in zip(columns, widths, strict=True)
    )
    return TableLook(style, margin, tuple(looks))


def _text(inlines: Inlines) -> str:
    """The text of a cell, with its line ends."""
    texts = (
        part.text if isinstance(part, Span) else "\n" * isinstance(part, Break) for part in inlines
    )
    return "".join(texts)


def _measured(typed: Align | None, texts: Sequence[str]) -> _Column:
    lines = [half_ems(line) for text in texts for line in text.split("\n")]
    words = [half_ems(word) for text in texts for word in _WORD.findall(text)]
    below = [text.strip() for text in texts[1:] if text.strip()]
    is_figures = all(_FIGURE.fullmatch(text) for text in below)
    return _Column(
        typed,
        whole=max(lines) + _SLACK,
        word=max(words, default=0),
        figures=max(map(half_ems, below), default=0) if is_figures else 0,
        is_short=all(half_ems(text) <= _SHORT for text in below),
    )


def _widths(whole: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """``room`` divided among columns: short ones have their texts on one line, long ones the rest.

    What is left over is divided in proportion, and so is what is missing if even words do not fit.
    """
    widths = _filled(whole, least, room)
    scale = room / sum(widths)
    result = [int(width * scale) for width in widths]
    result[-1] += room - sum(result)
    return result


def _filled(whole: Sequence[int], least: Sequence[int], room: float) -> list[float]:
    """The widths before they are scaled to the room.

    A column with four times the text of another is twice as wide.
    """
    widths = list(map(float, whole))
    rest = sorted(range(len(whole)), key=whole.__getitem__)
    while rest and whole[rest[0]] <= room / len(rest):
        room -= whole[rest.pop(0)]
    while rest:
        total = sum(sqrt(whole[number]) for number in rest)
        shares = {number: room * sqrt(whole[number]) / total for number in rest}
        narrow = [number for number in rest if shares[number] < least[number]]
        for number in narrow or rest:
            widths[number] = least[number] if narrow else shares[number]
        room -= sum(widths[number] for number in narrow)
        rest = [number for number in rest if narrow and number not in narrow]
    return widths
