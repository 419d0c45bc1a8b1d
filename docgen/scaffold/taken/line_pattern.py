"""Lines of a template as a pattern that the lines of a filled report are read by.

    填表人：{{ 落款.填表人 }}  联系电话：{{ 落款.联系电话 }}     read in 填 表 人:张三 联系电话：—
                                                             gives 张三 and —

People type other blanks, widths and numbers than the form: none of them counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from docgen.ordinals import without_ordinals
from docgen.scaffold.pack.terms import BOXES
from docgen.scaffold.pack.update.label_paths import FormGap, PrintedLine

TICKS = "☑☒■√✓✔✅●◉▣"
"""The signs of a box that is ticked."""
_ROOM = r"[\s_]*"
_ORDINAL = rf"(?:{_ROOM}[(]?(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}}|[①-⑳])[)、.])*"
_YEAR = r"(?:19|20)\d\d|[〇○零一二三四五六七八九]{4}"
_BOX = rf"[{BOXES}☐◻○◯{TICKS}]?"
_NOTE = rf"(?:\([^()\n]{{1,6}}\))?{_ROOM}"
"""A note before a colon that the form has not: 编制单位（盖章）：."""
_COLON = f"{_NOTE}:"
_NO_COLON = rf"(?:{_COLON}|(?<=[\s_])(?=[^\s_])|(?=\d))"
"""A colon, or only a blank where the form has one."""
_SKIPPED = re.compile(r"[\s_]+")
_APART = (r"[\s_]{2,}", r"[\s_]+")
"""What parts two values that have only blanks between them: as many as possible."""
_PEN = re.compile(r"(?<=[^\s_])(?:[ \t_]{2,}(?=[^\s_])|[ \t_]+(?=[年月日]))|(?<=:)[ \t_]*(?=\n)")
_LAST_PEN = re.compile(rf"{_PEN.pattern}|(?<=:)[ \t_]*$")
"""Room that a form prints without a field, for a pen: a name, a date; and behind all fields."""
_OPEN_DAY = re.compile(r"[ \t_]*(?:20)?[ \t_]*年[ \t_]+月[ \t_]+日")
"""A date for a pen, with the room before it: people write 2023.4.6 there, or none."""
_FEWEST = 2
"""So many printed characters tell a line from others."""


def plain(text: str) -> str:
    """The text with half-width letters, figures and signs: as many characters as before."""
    return "".join(_narrow(sign) for sign in text)


def _narrow(sign: str) -> str:
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 else sign


@dataclass(frozen=True, eq=False)
class LinePattern:
    """A line of a template, or the lines of a cell.

    Attributes:
        lines: the lines with their tags.
    """

    lines: tuple[PrintedLine, ...]

    @cached_property
    def stretches(self) -> list[FormGap]:
        """The stretches of the tags in the text of all lines."""
        found, start = [], 0
        for line in self.lines:
            for gap in line.stretches:
                found.append(replace(gap, start=gap.start + start, end=gap.end + start))
            start += len(line.text) + 1
        return found

    @cached_property
    def words(self) -> str:
        """What it prints besides the tags, without blanks and the numbers before it."""
        return without_ordinals(_SKIPPED.sub("", "".join(map(plain, self._printed)))).strip(":")

    @property
    def tells(self) -> bool:
        """Whether its words tell it from other lines."""
        return sum(map(str.isalnum, self.words)) >= _FEWEST

    @property
    def has_print(self) -> bool:
        """Whether it prints anything besides the tags: a colon is enough."""
        return any(printed.strip() for printed in self._printed)

    def read(self, text: str) -> list[FormGap] | None:
        """The stretches of ``text`` that stand where the tags are; ``None`` for another line."""
        found = self._match(text)
        if found is None:
            return None
        return [
            FormGap(*_stripped(text, *found.span(f"gap{number}")), "", gap.is_box, gap.year)
            for number, gap in enumerate(self.stretches)
        ]

    def penned(self, text: str) -> list[tuple[int, int]]:
        """The stretches that were typed where the form has room for a pen, of a ``text`` it reads.

        Each is the line up to the next fields: 签字：张三 of 签字：.
        """
        found = self._match(text)
        if found is None:
            return []
        gaps = [found.span(f"gap{number}") for number, _ in enumerate(self.stretches)]
        held = found.groupdict("").items()
        pens = [(name, text) for name, text in held if name.startswith("pen")]
        typed = [found.start(name) for name, text in pens if text.strip(" _")]
        stretches = dict.fromkeys(_around(text, gaps, at) for at in typed)
        return [_stripped(text, *each) for each in stretches]

    def _match(self, text: str) -> re.Match[str] | None:
        narrow = plain(text)
        return next(filter(None, (each.fullmatch(narrow) for each in self._regexes)), None)

    @cached_property
    def runs_on(self) -> list[bool]:
        """Whether a word is printed right behind each of the tags: {{ 单位 }}自评报告."""
        return [printed.lstrip("\n")[:1].isalpha() for printed in self._printed[1:]]

    @cached_property
    def _printed(self) -> list[str]:
        """The text before, between and behind the tags."""
        text, gaps = "\n".join(line.text for line in self.lines), self.stretches
        starts = [0, *(gap.end for gap in gaps)]
        ends = [*(gap.start for gap in gaps), len(text)]
        return [text[start:end] for start, end in zip(starts, ends, strict=True)]

    @cached_property
    def _regexes(self) -> list[re.Pattern[str]]:
        """The ways to read a text, the surest first."""
        shared = any(not _SKIPPED.sub("", between) for between in self._printed[1:-1])
        ways = [(apart, False) for apart in _APART[: 1 + shared]]
        if self.tells:
            ways += [(_APART[0], True), (_APART[1], False)]
        texts = [_ROOM.join(self._pieces(*way)) for way in ways]
        if self.tells:  # 联系电话 0731 for 联系电话：0731
            *before, last = texts[-1].replace(_COLON, _NO_COLON).rpartition(_NO_COLON)
            end = "?" if before[1] and not last else ""  # 签字 for 签字： behind all fields
            texts[-1] = f"{''.join(before)}{end}{last}"
        return [re.compile(text + r"[\s_:]*", re.DOTALL) for text in texts]

    def _pieces(self, apart: str, pens: bool) -> Iterator[str]:
        first, *others = self._printed
        names = (f"(?P<pen{number}>[^\n]*?)" for number in count())
        first_room = _LAST_PEN if not others else _PEN
        literal = _penned(without_ordinals(plain(first)), first_room if pens else None, names)
        yield ""
        yield _ORDINAL + literal if first.strip() else ""  # a value may begin with 29.
        last = len(others) - 1
        for number, (gap, printed) in enumerate(zip(self.stretches, others, strict=True)):
            yield f"(?P<gap{number}>{_YEAR if gap.year else _BOX if gap.is_box else '.*?'})"
            is_room = printed and not _SKIPPED.sub("", printed) and number < last
            room = (_LAST_PEN if number == last else _PEN) if pens else None
            yield apart if is_room else _penned(plain(printed), room, names)


def _literal(text: str) -> str:
    signs = _SKIPPED.sub("", text)
    return _ROOM.join(_COLON if sign == ":" else re.escape(sign) for sign in signs)


def _penned(text: str, room: re.Pattern[str] | None, pens: Iterator[str]) -> str:
    """The pattern of a printed text, with what was typed by hand in its ``room``."""
    if room is None:
        return _literal(text)
    *dated, last = _OPEN_DAY.split(text)
    before = (_with_pens(each, _PEN, pens) + _open_day(pens) for each in dated)
    return "".join(before) + _with_pens(last, room, pens)


def _with_pens(text: str, room: re.Pattern[str], pens: Iterator[str]) -> str:
    first, *others = map(_literal, room.split(text))
    return first + "".join(f"{_ROOM}{next(pens)}{_ROOM}{piece}" for piece in others)


def _open_day(pens: Iterator[str]) -> str:
    """The pattern of a date for a pen: what was typed around 年, 月 and 日, or all of it."""
    dated = "".join(f"{_ROOM}{next(pens)}{_ROOM}{sign}" for sign in "年月日")
    return f"(?:{dated}|{_ROOM}{next(pens)})"


def _around(text: str, gaps: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """The stretch of a line around a place, up to the fields before and behind it."""
    starts = [text.rfind("\n", 0, at) + 1, *(end for _, end in gaps if end <= at)]
    ends = [(text + "\n").find("\n", at), *(start for start, _ in gaps if start > at)]
    return max(starts), min(ends)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the blanks at its ends, and without the line that it stands on.

    Half a pair of brackets around the next label is none of its own: 张三（电话：1）.
    """
    while start < end and (text[start].isspace() or text[start] in "_＿"):
        start += 1
    while start < end and (
        text[end - 1].isspace()
        or text[end - 1] in "_＿(（；;"
        or (text[end - 1] in ")）" and not {*"(（"} & {*text[start:end]})
    ):
        end -= 1
    return start, end
