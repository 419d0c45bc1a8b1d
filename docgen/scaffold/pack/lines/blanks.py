"""Finds the blanks in a line: ____, （  ）, boxes □, dates, labels such as 填表人： before room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.content.characters import columns
from docgen.ordinals import NUMERALS
from docgen.scaffold.pack.lines.form_line import (
    GAP,
    LABEL,
    FormLine,
    Gap,
    label_before,
    whole_label,
    word_before,
)
from docgen.scaffold.pack.naming import SIGNATURE
from docgen.scaffold.pack.terms import BOXES, COUNTING, MEASURE
from docgen.templates.units_of_measure import UNITS

_FREE = rf"(?:{GAP}|\t)"
_DAY = rf"(?:{_FREE}|[×xXＸ])"
_CLOCK = rf"(?:{_FREE}+时(?:{_FREE}+分)?)"
_PRINTED = rf"(?:(?:(?:19|20)\d\d|[一二][{NUMERALS}〇○ＯO0零]{{3}}){_FREE}*)"
"""A year that the form prints before 年: part of the date, which is typed whole."""

_IN_YEAR = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})"
"""A month or day that the form prints."""

_DATE = re.compile(
    rf"(?:{_PRINTED}|(?:20)?{_DAY}*)年(?:{_DAY}+|{_FREE}*{_IN_YEAR}{_FREE}*)月{_DAY}+日{_CLOCK}?"
    rf"|(?:{_PRINTED}|20{_FREE}+|{_FREE}{{2,}})年{_DAY}+月(?:{_DAY}*{_IN_YEAR}{_FREE}*日{_CLOCK}?)?"
    rf"|{_IN_YEAR}{_FREE}*月{_DAY}+日{_CLOCK}?"
    rf"|(?:^|{_FREE}+)月{_FREE}+日{_CLOCK}?|{_FREE}+时{_FREE}+分|20{_FREE}+年(?!度|末|初)"
)
_BLANKS = " \t\u3000\u00a0\u2002\u2003"
_UNTIL = ("至", "到", "—", "－", "-", "~")
_SAYS_DATE = re.compile(
    r"日期|时间|年月|[日期]$|[期时]限|时刻|起止|何时|[自于截]$|年[度份]$|期间|出生|成立"
)
_YEAR = re.compile(
    rf"(?P<blank>20{GAP}+|{GAP}{{2,}}|[×xX]{{2,4}}|20[_×xX]{{2}})(?=年度)"
    r"|(?P<marks>(?<![—－~至-])(?:_{2,}|[×xX]{2,4}|20[_×xX]{2}))(?=年[^_\s月—－~至-])"
)
_PRINTED_YEAR = re.compile(r"20\d\d(?=年)")
_NAME_WIDTH, _YEAR_WIDTH = 6, 4
"""Columns before 年 from which on the room is for a name too, and those of them for the year."""


def dates(text: str) -> Iterator[Gap]:
    """The blanks for dates and times of day.

    部门：        年  月  日 is two blanks: room for a name, and the date.
    """
    for match in _DATE.finditer(text):
        before = text[: match.start()]
        if label := label_before(before):
            yield from _behind_label(text, match, label)
        elif before.rstrip().endswith(_UNTIL):
            yield Gap(match.start(), match.end(), "date", "结束日期", sure=False)
        elif word := word_before(before.rstrip("_ 于在自从至到")):
            yield Gap(match.start(), match.end(), "date", f"{word}日期", sure=False)
        else:
            yield Gap(match.start(), match.end(), "date")


def _behind_label(text: str, match: re.Match[str], label: str) -> Iterator[Gap]:
    start, end = len(text[: match.start()].rstrip(_BLANKS)), match.end()
    room = text[start:end][: -len(text[start:end].lstrip(_BLANKS))]
    if "\t" in room and not says_date(label):
        tab = start + room.index("\t")
        yield Gap(start, tab, "room", label)
        yield Gap(tab, end, "date")
        return
    if says_date(label) or columns(room) < _NAME_WIDTH:
        yield Gap(start, end, "date", label)
        return
    cut = len(room)
    while columns(room[cut - 1 :]) <= _YEAR_WIDTH:
        cut -= 1
    yield Gap(start, start + cut, "room", label)
    # A year that is printed needs no room, which parts the name from the date.
    yield Gap(max(start + cut, match.start()), end, "date")


def says_date(label: str) -> bool:
    """Whether the words of a label ask for a date."""
    return _SAYS_DATE.search(label) is not None


def has_date(line: FormLine) -> bool:
    """Whether a line has room for a date, including one that is written by hand."""
    return _DATE.search(line.shape) is not None


def years(text: str) -> Iterator[Gap]:
    """The blank and the printed years; blanks in a range of years may be of other editions."""
    for match in _YEAR.finditer(text):
        yield Gap(match.start(), match.end(), "year")
    for match in _PRINTED_YEAR.finditer(text):
        yield Gap(match.start(), match.end(), "year", year=int(match[0]))


_BOX = re.compile(f"[{BOXES}]")
_OPTION = re.compile(rf"[^\s{BOXES}，。；：:、（(）)_]+")
_BEFORE_BOX = re.compile(rf"{_OPTION.pattern}$")
_ENDS_IN_BOX = re.compile(rf"[{BOXES}][\s。；，.]*$")
_NEXT_QUESTION = re.compile(rf"{GAP}{{2,}}(?P<label>[^\s_：:，。；、（）()]{{2,14}})[：:]?{GAP}*")
_BRACKETS = re.compile(rf"(?<=[（(]){GAP}+(?=[）)])")
_ROOM = re.compile(r"[_＿]*(?:__|＿)[_＿]*")
_UNIT = re.compile(rf"[）)]?(?:{MEASURE})(?:以[上下内]|左右)?(?![^\W_])")
_PLACES = "省|市|州|盟|县|区|旗|乡|镇|村|街道|社区"
_BEFORE_UNIT = re.compile(
    rf"(?:{GAP}{{2,}}|\u3000)(?={_UNIT.pattern}(?!{GAP}*[：:]))|^(?:{GAP}{{2,}}|\u3000)(?=[年月]$)"
    rf"|{GAP}{{2,}}(?=/{GAP}{{2,}})|(?:{GAP}{{2,}}|\u3000)(?=(?:{_PLACES})(?![^\W_]))"
)
_SPREAD = re.compile(r"(?P<gap>^|[\s：:，。；、])(?P<sign>[^\W\d_])$")
_SPREAD_LINE = re.compile(r"\s*[^\W\d_]{2,}\u3000[^\W\d_]\s*")
_FILE_NUMBER = re.compile(
    rf"[〔［\[](?:20)?{GAP}+[〕］\]](?:第?{GAP}*(?=号))?|(?<=第)(?:{GAP}{{2,}}|\u3000+)(?=号)"
)
_SUM = re.compile(rf"[￥¥][：:]?(?P<room>{GAP}*)(?=$|\t|{GAP}|[）)])")
_IN_WORDS = re.compile(rf"大写[）)]?(?P<room>{GAP}{{2,}})")
_OPEN = re.compile(
    rf"(?P<label>{LABEL})[：:](?:(?P<wide>{GAP}{{2,}})(?=\S)"
    rf"|(?P<room>{GAP}*)(?=$|\t|[（(](?:加?盖章|公章)[）)]))"
)
_SEPARATOR = 2
"""Signs of room that stay between what is filled in and the text behind it."""

_NO_FIELD = re.compile(
    rf"^(?:说明|注|附|附[件表录]\d*|附[件表录]?[{NUMERALS}]|如下|抄送|其中)$|如下$|包括$|以下"
)
_BEHIND = re.compile(r"^[^\W_]{1,8}")
_NOTE_BEHIND = re.compile(r"^[（(]([^）)_\s]{2,12})[）)]")
_NO_NAME = re.compile(r"^(?:年度?|[月日于为])?$")


def gaps_in(line: FormLine) -> list[Gap]:
    """The blanks of a line from left to right, without those that are filled in by hand."""
    gaps: list[Gap] = []
    start = 0
    for part in line.shape.split("\n"):
        for gap in _gaps_in_part(part):
            gaps.append(replace(gap, start=gap.start + start, end=gap.end + start))
        start += len(part) + 1
    gaps = [
        replace(
            gap,
            counted=_is_counted(gap, line.shape),
            has_room=columns(line.shape[gap.start : gap.end]) > 1,
        )
        for gap in gaps
    ]
    gaps = [gap for gap in gaps if not SIGNATURE.search(gap.label)]
    if SIGNATURE.search(line.shape):
        gaps = [gap for gap in gaps if gap.kind != "date" or gap.label]
    return sorted(gaps, key=lambda gap: gap.start)


def _gaps_in_part(text: str) -> list[Gap]:
    """The blanks between two line breaks; of two that overlap, the first one found stays."""
    gaps: list[Gap] = []
    finders = (dates, years, _boxes, _file_numbers, _sums, _rooms, _open_labels, _before_units)
    for finder in finders:
        for gap in finder(text):
            if not any(_overlap(other, gap) for other in gaps):
                gaps.append(gap)
    return gaps


def gaps_of_lines(lines: Sequence[FormLine]) -> list[tuple[FormLine, Gap]]:
    """The blanks of successive lines, each with its line.

    Boxes without a label in their own line take the line above them, their question, as label.
    """
    found: list[tuple[FormLine, Gap]] = []
    question = ""
    gaps_by_line = [gaps_in(line) for line in lines]
    for line, gaps, below in zip(lines, gaps_by_line, [*gaps_by_line, []][1:], strict=True):
        if any(gap.kind == "box" for gap in gaps):
            gaps = [
                replace(gap, label=gap.label or question) if gap.kind == "box" else gap
                for gap in gaps
            ]
        elif line.text.strip():
            is_question = any(gap.kind == "box" and not gap.label for gap in below)
            question = line.text.strip().rstrip("：:？?") if is_question else ""
            gaps = [gap for gap in gaps if not (is_question and gap.start == gap.end)]
        found += [(line, gap) for gap in gaps]
    return found


def _overlap(gap: Gap, other: Gap) -> bool:
    """Whether two blanks share a sign, or ``other`` is empty and touches ``gap``."""
    if other.start == other.end:
        return gap.start <= other.start <= gap.end
    return gap.start < other.end and other.start < gap.end


def _boxes(text: str) -> Iterator[Gap]:
    """Boxes, each with the option behind it, or before it if the line ends in a box."""
    words = [(box, _BEFORE_BOX.search(text[: box.start()])) for box in _BOX.finditer(text)]
    if not _ENDS_IN_BOX.search(text) or any(word is None for _, word in words):
        yield from _boxes_before(text)
        return
    first = words[0][1]
    label = label_before(text[: first.start()]) if first else ""
    for box, word in words:
        yield Gap(*box.span(), "box", label, True, word[0] if word else "")


def _boxes_before(text: str) -> Iterator[Gap]:
    """Boxes with the options behind them; a word apart from the option before it is a new label."""
    end, label = 0, ""
    for box in _BOX.finditer(text):
        between = text[end : box.start()]
        if not end:
            label = label_before(between) or between.strip()
        elif question := _NEXT_QUESTION.fullmatch(between):
            label = question["label"]
        option = _OPTION.search(text, box.end())
        end = option.end() if option else box.end()
        if option or not text.strip(f"{BOXES} "):
            yield Gap(*box.span(), "box", label, True, option[0] if option else "是")


def _file_numbers(text: str) -> Iterator[Gap]:
    """The blanks in the number of a document: 〔20  〕    号, 第    号."""
    for match in _FILE_NUMBER.finditer(text):
        label = label_before(text[: match.start()].removesuffix("第"))
        yield Gap(*match.span(), "room", label or "文号", sure=bool(label))


def _sums(text: str) -> Iterator[Gap]:
    """The blanks for sums of money, in words (大写) or behind ￥."""
    for match in _IN_WORDS.finditer(text):
        yield Gap(*_before_text(*match.span("room")), "room", "大写")
    for match in _SUM.finditer(text):
        label = label_before(text[: match.start()])
        yield Gap(*match.span("room"), "room", label or ("小写" if "大写" in text else ""))


def _rooms(text: str) -> Iterator[Gap]:
    for pattern in (_BRACKETS, _ROOM):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if pattern is _BRACKETS:
                before = before[:-1].rstrip("？?：: ")
            yield Gap(
                match.start(), match.end(), "room", *_name_around(before, text[match.end() :])
            )


def _name_around(before: str, behind: str) -> tuple[str, bool]:
    """The name of a blank by the text around it, and whether that text is a label."""
    note = _NOTE_BEHIND.search(behind)
    if label := label_before(before) or (note[1] if note else ""):
        return label, True
    word = word_before(before.rstrip())
    if word and not _NO_NAME.match(word):
        return word, False
    match = _BEHIND.search(behind)
    return match[0] if match else "", False


def _before_text(start: int, end: int) -> tuple[int, int]:
    """The part of room before text that is filled in: what parts the two stays."""
    return start, end - _SEPARATOR if end - start > _SEPARATOR else end


def _open_labels(text: str) -> Iterator[Gap]:
    for match in _OPEN.finditer(text):
        label = whole_label(text[: match.start()], match["label"])
        wide = match["wide"] is not None
        start, end = _before_text(*match.span("wide")) if wide else match.span("room")
        if not _NO_FIELD.search(label) and label not in UNITS and any(map(str.isalpha, label)):
            yield Gap(start, end, "room", label)


def _before_units(text: str) -> Iterator[Gap]:
    """Room before a unit, as in 共　　人; none in 联　系　人, a label that is spread out."""
    if _SPREAD_LINE.fullmatch(text):
        return
    for match in _BEFORE_UNIT.finditer(text):
        before = text[: match.start()]
        spread = _SPREAD.search(before)
        units = {*COUNTING, *UNITS, *_PLACES.split("|")} if spread and spread["gap"] else COUNTING
        if spread is None or spread["sign"] in units:
            yield Gap(*match.span(), "room", *_name_around(before, ""))


def _is_counted(gap: Gap, text: str) -> bool:
    if gap.kind != "room":
        return False
    money = text[: gap.start].rstrip("：:").endswith(("￥", "¥"))
    return money or _UNIT.match(text, gap.end) is not None
