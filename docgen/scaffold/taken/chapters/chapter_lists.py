"""Where the items of lists stand in Markdown, so that docgen prints the numbers they had.

1. 甲            1. 甲
（1）乙    ->       1) 乙       docgen prints 1. in the first level, （1） in the second, ①
①丙                   1. 丙     in the third
1. 丁            <!-- … -->     parts two lists of one kind
                 1. 丁
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from docgen.ordinals import ordinal_of, value_of

_HALF = re.compile(r"\s*(\d{1,2})[)）]")
_FIRST_ORDINAL, _LAST_ORDINAL = 3, 5
"""The levels of 1. and ① among ordinals."""
_MARKERS = (".", ")", ".")
_BULLET = -1
PARTED = "<!-- 以下另起编号 -->"


@dataclass(frozen=True)
class ListNumber:
    """The number of an item.

    Attributes:
        form: 0 for 1., 1 for （1）, 2 for ①.
        value: its value.
        length: how many characters of the text it is, with the blanks behind it.
    """

    form: int
    value: int
    length: int

    def fits(self, label: str, text: str) -> bool:
        """Whether it is the whole of a label that Word prints, or has words of ``text`` behind."""
        return self.length == len(label) if label else self.length < len(text)


@dataclass(frozen=True)
class ItemMarkup:
    """What stands before an item.

    Attributes:
        prefix: its indent and marker.
        is_parted: whether it begins another list than that right above it.
    """

    prefix: str
    is_parted: bool = False


@dataclass(frozen=True)
class _OpenItem:
    """An item that others may follow; a bullet has the form -1 and its level as its value."""

    form: int
    value: int
    indent: int
    width: int

    @property
    def inner(self) -> int:
        """The indent of what stands in it."""
        return self.indent + self.width


def list_number(text: str) -> ListNumber | None:
    """The number of an item that a text begins with; none of 一、, which begins no item."""
    ordinal = ordinal_of(text)
    if ordinal and _FIRST_ORDINAL <= ordinal.level <= _LAST_ORDINAL:
        form, value, end = ordinal.level - _FIRST_ORDINAL, ordinal.value, len(ordinal.text)
    elif match := _HALF.match(text):
        form, value, end = 1, value_of(match[1]), match.end()
    else:
        return None
    rest = text[end:].lstrip()
    return ListNumber(form, value, len(text) - len(rest))


class ChapterLists:
    """Places the items of a chapter, in order."""

    def __init__(self) -> None:
        self._open: list[_OpenItem] = []
        self._behind: dict[int, int] = {}

    def end(self) -> None:
        """Tells that another block than an item follows."""
        self._open, self._behind = [], {}

    def bullet(self, level: int) -> ItemMarkup:
        """The markup of an item with a bullet, of a level from 1."""
        while self._open and self._open[-1].form == _BULLET and self._open[-1].value > level:
            self._open.pop()
        same = [at for at, item in enumerate(self._open) if _is_bullet(item, level)]
        if same:
            self._open = self._open[: same[0]]
        elif level == 1:
            self._open = []
        return self._added(_BULLET, level, "- ")

    def number(self, number: ListNumber, *, is_typed: bool = True) -> ItemMarkup | None:
        """The markup of a numbered item; ``None`` if docgen would print another number."""
        if not is_typed:
            number = self._joined(number)
        for at, item in enumerate(self._open):
            if (item.form, item.value + 1) == (number.form, number.value):
                self._open = self._open[:at]
                return self._numbered(number)
        depth = len(self._open)
        is_inner = bool(depth) and self._open[-1].form < number.form
        if is_inner and depth == number.form:
            return self._numbered(number)
        if number.form > 1:
            return None
        outer = self._open[0].form if self._open else None
        self._open = []
        markup = self._numbered(number)
        return ItemMarkup(markup.prefix, is_parted=outer == number.form)

    def _joined(self, number: ListNumber) -> ListNumber:
        """The number of an item of a list that only a conversion parted from its first item.

        LibreOffice saves the first item of a list as a list of its own in a .doc, which prints
        （1）（1）（2）; nobody writes a list of one item right before another.
        """
        if number.value == 1:
            last = next((item for item in self._open if item.form == number.form), None)
            self._behind[number.form] = int(last is not None and last.value == 1)
        return replace(number, value=number.value + self._behind.get(number.form, 0))

    def _numbered(self, number: ListNumber) -> ItemMarkup:
        marker = f"{number.value}{_MARKERS[number.form]} "
        return self._added(number.form, number.value, marker)

    def _added(self, form: int, value: int, marker: str) -> ItemMarkup:
        indent = self._open[-1].inner if self._open else 0
        self._open.append(_OpenItem(form, value, indent, len(marker)))
        return ItemMarkup(" " * indent + marker)


def _is_bullet(item: _OpenItem, level: int) -> bool:
    return (item.form, item.value) == (_BULLET, level)
