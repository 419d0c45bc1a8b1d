"""The blanks for dates in a line: behind a label, an event or nothing, perhaps beside a name.

申请日期：    年  月  日      经办人：        年  月  日      （盖章）    年  月  日
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docgen.content.characters import columns
from docgen.scaffold.pack.lines.blank_words import label_before, word_before
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.lines.gap_names import END
from docgen.scaffold.pack.lines.lexer import LineToken, tokens

Production = Callable[[str, LineToken], Iterator[Gap]]
"""What reads the blanks of a token in a line."""

_UNTIL = ("至", "到", "—", "－", "-", "~", "～")
_SAYS_DATE = re.compile(
    r"日期|时间|年月|[日期]$|[期时年]限|时刻|起止|何时|[自于截]$|年[度份]$|期间|出生|成立"
)
_STAMPED = re.compile(r"[（(](?:加?盖章|公章)[）)]$")
_NAME_WIDTH, _YEAR_WIDTH = 6, 4
"""Columns before 年 from which on the room is for a name too, and those of them for the year."""

_PRINTED = re.compile(r"(?:19|20)\d\d|[一二]")
_BEFORE_DATE = re.compile(r"(?:[定拟请]于|截至|自|从)$")
_EVENT = re.compile(
    r"(?:前(?:一次性)?)?(?P<event>出生|入职|入[党团伍学]|参加工作|成立|签订|生效|到期|开工|竣工|完工|验收|离职|退休|去世"
    "|受理|立案|结案|办结|送达|支付|付清|交付|归还|还清)"
)
"""What is dated, behind its date."""

_ASKED_BY = re.compile(r"请[^，。；]*于$")
_SPACES = " \t\u3000\u00a0\u2002\u2003"
_VERBS = dict.fromkeys(("自", "从"), "开始日期")
_LINE_BEFORE = re.compile(r"(?P<line>[_＿]{2,})[ \t\u3000]+(?=(?:20)?[_＿\s]*年)")
"""A line for a name, and the date's own behind it: ________ ____年."""

_PRINTED_FIRST = re.compile(r"\s*[\d一二]")


def says_date(label: str) -> bool:
    """Whether the words of a label ask for a date."""
    return _SAYS_DATE.search(label) is not None


def has_date(line: FormLine) -> bool:
    """Whether a line has room for a date, including one that is written by hand."""
    return any(token.kind == "DATE" for token in tokens(line.shape))


def date_gaps(text: str, token: LineToken, room: Production) -> Iterator[Gap]:
    """The blanks of a token of the kind ``DATE``: the date, perhaps a name or a line before it.

    ``room`` reads the room that a line shows.
    """
    if line := _LINE_BEFORE.match(text, token.start, token.end):
        yield from room(text, LineToken("LINE", *line.span("line")))
        yield _undated(line.end(), token.end, text)
        return
    before = text[: token.start]
    label = "" if before.rstrip(_SPACES).endswith(("_", "＿")) else label_before(before)
    if label:
        yield from _behind_label(text, token, label)
        return
    start = token.start
    stretch = text[start : token.end]
    if _PRINTED_FIRST.match(stretch):
        start += len(stretch) - len(stretch.lstrip())
    if before.rstrip().endswith(_UNTIL) and not before.rstrip().endswith("截至"):
        name = END
    else:
        before = before.rstrip("_ \u3000")
        word, verb = word_before(before), _BEFORE_DATE.search(before)
        word = "请于" if _ASKED_BY.search(before) else word
        name = f"{word}日期" if word else _VERBS.get(verb[0], f"{verb[0]}日期") if verb else ""
    if not name and (event := _EVENT.match(text, token.end)):
        name = f"{event['event']}日期"
    named = Gap(start, token.end, "date", name, sure=False)
    yield named if name else _undated(start, token.end, text)


def _undated(start: int, end: int, text: str) -> Gap:
    """Room for a date, or for a quarter of a year, that no label names.

    Half of the spaces behind a remark stay, which part the two: （单位公章）　　　年　月　日.
    """
    spaces = text[start:end][: -len(text[start:end].lstrip(_SPACES))]
    if text[:start].endswith(("）", ")")) and columns(spaces) > _YEAR_WIDTH:
        start += len(spaces) // 2
    is_quarter = "季" in text[start:end]
    return Gap(start, end, "room", "季度") if is_quarter else Gap(start, end, "date")


def _behind_label(text: str, token: LineToken, label: str) -> Iterator[Gap]:
    start, end = len(text[: token.start].rstrip(_SPACES)), token.end
    room = text[start:end][: -len(text[start:end].lstrip(_SPACES))]
    if says_date(label):
        yield Gap(start, end, "date", label)
    elif "\t" in room:
        tab = start + room.index("\t")
        yield Gap(start, tab, "room", label)
        yield Gap(tab, end, "date")
    elif _STAMPED.search(label):
        yield Gap(start, start, "room", label)
        yield Gap(start + len(room) // 2, end, "date")
    elif columns(room) < _NAME_WIDTH:
        yield Gap(start, end, "date", label)
    else:
        cut = len(room)
        while columns(room[cut - 1 :]) <= _YEAR_WIDTH:
            cut -= 1
        yield Gap(start, start + cut, "room", label)
        # A year that is printed needs no room, which parts the name from the date.
        printed = _PRINTED.match(text, start + len(room)) is not None
        yield _undated(start + (len(room) if printed else cut), end, text)
