"""Finds the blanks in a line: ____, （  ）, boxes □, dates, labels such as 填表人： before room.

LABEL : ROOM UNIT?        DATE        〔20  〕  号        LABEL? (BOX WORD)+
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from docgen.checking.hints import hints_in, without_imperative
from docgen.ordinals import NUMERALS
from docgen.scaffold.pack.lines.blank_words import (
    label_before,
    name_around,
    sum_before,
)
from docgen.scaffold.pack.lines.box_options import (
    SEXES,
    boxes,
    bracketed_boxes,
    is_ticked_in_brackets,
    option_before,
)
from docgen.scaffold.pack.lines.counted import UNIT_BEHIND, measured, unit_name
from docgen.scaffold.pack.lines.date_blanks import Production, date_gaps
from docgen.scaffold.pack.lines.form_line import GAP, FormLine, Gap
from docgen.scaffold.pack.lines.gap_names import by_neighbours
from docgen.scaffold.pack.lines.lexer import CROSS, MARK, UNIT, LineToken, tokens
from docgen.scaffold.pack.terms import PLACES, RADIO
from docgen.templates.by_hand import SIGNATURE
from docgen.templates.units_of_measure import UNITS

_SEPARATOR = 2
"""Signs of room that stay between what is filled in and the text behind it."""

_NO_FIELD = re.compile(
    rf"^(?:(?:填[表报写列])?说明|注|附|附[件表录]\d*|附[件表录]?[{NUMERALS}]|如下|抄送|其中)$|如下$|包括$|以下(?!简?称)|下列|要求$|有关事项$|须知$"
    r"|^(?!.*[填编申主承]).+(?:局|厅|政府|委员会|办公室)(?:[审核批复查]{2}?意见|意见)?$"
    r"|^(?:同志|先生|女士|老师|领导)$|^尊敬的|^亲爱的|^各(?!.*意见)|^全体"
)
"""Labels that nothing is filled in behind: notes, those whom a letter is for, their opinions."""

_PERSONS = re.compile(r"(?:同志|(?<!分管)(?<!主管)领导)$")
"""Those whom a letter is for if they are all of a line; in a line of signatures they sign."""

_HAS_OWN_WORDS = re.compile(r"[^\W\d_]")
_IN_WORDS = re.compile(r"大写[）)]?[：:]?\s*(?:人民币)?\s*$")
_ITEM = re.compile(rf"\s*(\d{{1,2}})[.．、]\s*{GAP}+")
_NUMBERED = re.compile(r"(?P<name>\D+)(?P<number>\d{1,2})")
_COUNTED_IN_LABEL = re.compile(rf"(?P<unit>{UNIT})[）)][：:]")
"""Behind a blank in a label: 多数意见（__人）：."""

_ISSUER = re.compile(
    r"(?!.*年度)\s*[\w×✕╳○*＊ \u3000]{2,20}?(?:[局厅委部办]|政府|委员会|办公室|管理中心)[ \u3000]*"
    r"(?:[（(]?(?:19|20)\d\d年(?:\d{1,2}月)?[）)]?)?[ \u3000]*(?:统一)?[监印编]?[ \u3000]*制表?\s*"
)
"""Who printed the form, which stays: ××市民政局制, ××省财政厅监制."""

_OFFICE_CODE = re.compile(r"(?<=[：:])\s*[\u4e00-\u9fff]{1,6}$")
"""What the number of a document begins with: 文号：鄂审__〔20__〕__号."""

_YEAR_OF_CODE = re.compile(r"[〔［\[（(]20\d\d[〕］\]）)]$")

_PLACE = re.compile(rf"(?:{PLACES})(?![^\W_])|(?:省|市|县|镇|村)")
_CROSS = re.compile(CROSS)
_WORDS_BEHIND = re.compile(r"[\u4e00-\u9fff]{1,6}")
_MARK = re.compile(MARK)
UNIT_NAME, ADDRESSEE = "单位名称", "主送单位"


def gaps_in(line: FormLine) -> list[Gap]:
    """The blanks of a line from left to right, without those that are filled in by hand."""
    gaps: list[Gap] = []
    start = 0
    for part in line.shape.split("\n"):
        for gap in _gaps_in_part(part):
            gaps.append(replace(gap, start=gap.start + start, end=gap.end + start))
        start += len(part) + 1
    gaps = list(by_neighbours((measured(gap, line.shape) for gap in gaps), line.shape))
    gaps = [gap for gap in gaps if not SIGNATURE.search(gap.label)]
    if SIGNATURE.search(line.shape):
        gaps = [gap for gap in gaps if gap.kind != "date" or gap.label]
    nameless = [gap for gap in gaps if gap.unit and not gap.label]
    if len(nameless) > 1:
        gaps = [replace(gap, label=unit_name(gap.unit)) if gap in nameless else gap for gap in gaps]
    return sorted(gaps, key=lambda gap: gap.start)


def _gaps_in_part(text: str) -> Iterator[Gap]:
    """The blanks between two line breaks, not in order."""
    if _ISSUER.fullmatch(text):
        return
    found = list(tokens(text))
    yield from bracketed_boxes(text)
    starts = [token.start for token in found if token.kind == "BOX"]
    if len(starts) > 1 or not any(text[start] == RADIO for start in starts):
        yield from boxes(text, starts)
    ticked = is_ticked_in_brackets(text)
    for token in found:
        if token.kind != "BOX" and not (ticked and token.kind == "BRACKETS"):
            yield from _productions()[token.kind](text, token)
    yield from _prompts(text, found)


def gaps_of_lines(lines: Sequence[FormLine]) -> list[tuple[FormLine, Gap]]:
    """The blanks of successive lines, each with its line.

    Boxes without a label in their own line take the line above them, their question, as label.
    """
    found: list[tuple[FormLine, Gap]] = []
    question = ""
    gaps_by_line = [gaps_in(line) for line in lines]
    for line, gaps, below in zip(lines, gaps_by_line, [*gaps_by_line, []][1:], strict=True):
        if any(gap.kind == "box" for gap in gaps):
            gaps = [_asked(gap, question) for gap in gaps]
        elif line.text.strip():
            is_question = any(gap.kind == "box" and not gap.label for gap in below)
            question = line.text.strip().rstrip("：:？?") if is_question else ""
            gaps = [gap for gap in gaps if not (is_question and gap.start == gap.end)]
        found += [(line, gap) for gap in gaps]
    return _counted_on(found)


def _counted_on(found: list[tuple[FormLine, Gap]]) -> list[tuple[FormLine, Gap]]:
    """The blanks, those that only go on with numbers named after the first: 附件1, 附件2."""
    named: list[tuple[FormLine, Gap]] = []
    for line, gap in found:
        item = _ITEM.fullmatch(line.shape)
        above = _NUMBERED.fullmatch(named[-1][1].label) if named and not gap.label else None
        if item and above and int(item[1]) == int(above["number"]) + 1:
            gap = replace(gap, label=f"{above['name']}{item[1]}", sure=True)
        named.append((line, gap))
    return named


def _asked(gap: Gap, question: str) -> Gap:
    """A blank in a line of boxes below their ``question``."""
    if gap.kind == "box":
        return replace(gap, label=gap.label or question or SEXES.get(gap.option, ""))
    if gap.option and gap.label == gap.option and question:
        return replace(gap, label=f"{question}{gap.label}", sure=True)
    return gap


def dates(text: str) -> Iterator[Gap]:
    """The blanks for dates and times of day.

    部门：        年  月  日 is two blanks: room for a name, and the date.
    """
    for token in tokens(text):
        if token.kind == "DATE":
            yield from _date(text, token)


def _date(text: str, token: LineToken) -> Iterator[Gap]:
    yield from date_gaps(text, token, _room)


def _year(_: str, token: LineToken) -> Iterator[Gap]:
    """A blank year; those in a range of years may be of other editions."""
    yield Gap(token.start, token.end, "year")


def _printed_year(text: str, token: LineToken) -> Iterator[Gap]:
    yield Gap(token.start, token.end, "year", year=int(text[token.start : token.end]))


def _number(text: str, token: LineToken) -> Iterator[Gap]:
    """The blanks in the number of a document: 〔20  〕    号, 第    号."""
    before = _YEAR_OF_CODE.sub("", text[: token.start].removesuffix("第"))
    label = label_before(_OFFICE_CODE.sub("", before))
    yield Gap(token.start, token.end, "room", label or "文号")


def _words(text: str, token: LineToken) -> Iterator[Gap]:
    """The room for a sum of money in words."""
    stretch = text[token.start : token.end]
    start = token.start + len(stretch) - len(stretch.lstrip("）)：:人民币"))
    label = f"{sum_before(text[: token.start])}大写"
    yield Gap(*_before_text(start, token.end, text), "room", label)


def _digits(text: str, token: LineToken) -> Iterator[Gap]:
    """A sum in words whose units are printed: it is typed whole."""
    before = text[: token.start]
    label = f"{sum_before(before)}大写" if _IN_WORDS.search(before) else label_before(before)
    yield Gap(token.start, token.end, "room", label or "大写", sure=bool(label))


def _money(text: str, token: LineToken) -> Iterator[Gap]:
    """The room behind ￥."""
    stretch = text[token.start : token.end]
    start = token.start + len(stretch) - len(stretch.lstrip("￥¥：:"))
    end = token.end
    if not UNIT_BEHIND.match(text, end):
        start, end = _before_text(start, end, text)
    label = label_before(text[: token.start])
    if "大写" in text and label in ("", "小写"):
        label = f"{sum_before(text[: token.start])}小写"
    yield Gap(start, end, "room", label)


def _room(text: str, token: LineToken) -> Iterator[Gap]:
    """Room that a line, brackets or a unit of measure show."""
    start, end = token.start, token.end
    before, behind = text[:start], text[end:]
    if _IN_WORDS.search(before):
        yield Gap(start, end, "room", f"{sum_before(before)}大写")
        return
    if option := option_before(before):
        label, word = option
        yield Gap(start, end, "room", f"{label}{word}", bool(label), option=word)
        return
    if not before.strip() and behind.strip() in ("：", ":"):
        yield Gap(start, end, "room", ADDRESSEE)
        return
    if token.kind == "BRACKETS":
        before = before[:-1].rstrip("？?：: ")
    name, sure = name_around(before, "" if token.kind == "COUNT" else behind)
    if not sure and (counted := _COUNTED_IN_LABEL.match(behind)):
        name = f"{name}{unit_name(counted['unit'])}"
    if not sure and (place := _PLACE.match(behind)):
        name = place[0]
    yield Gap(start, end, "room", without_imperative(name), sure)


def _open(text: str, token: LineToken) -> Iterator[Gap]:
    """Room behind a label and its colon that nothing else shows."""
    label = label_before(text[: token.start])
    if token.end > token.start and text[token.end :].startswith(("）", ")")):
        yield from _room(text, token)  # □不合格（说明：      ）
        return
    is_greeted = _PERSONS.search(label) and text.strip().rstrip("：:") == label
    if (
        is_greeted
        or _NO_FIELD.search(label)
        or label in UNITS
        or label.endswith(("￥", "¥"))
        or _MARK.search(label)
    ):
        return
    if _HAS_OWN_WORDS.search(label):
        yield Gap(*_before_text(token.start, token.end, text), "room", without_imperative(label))


def _before_text(start: int, end: int, text: str) -> tuple[int, int]:
    """The part of room before text that is filled in: what parts the two stays."""
    is_line = text[end - 1 : end] in ("_", "＿")
    if not text[end:].strip() or is_line or end - start <= _SEPARATOR:
        return start, end
    return start, end - _SEPARATOR


def _office(text: str, token: LineToken) -> Iterator[Gap]:
    """XX局 in place of the name of a unit: the form's own, or that of who gets a letter."""
    is_addressee = not text[: token.start].strip() and text[token.end :].strip() in ("：", ":")
    label = label_before(text[: token.start])
    name = label or (ADDRESSEE if is_addressee else UNIT_NAME)
    yield Gap(token.start, token.end, "room", name, stands_in=True)


def _crosses(text: str, token: LineToken) -> Iterator[Gap]:
    """XX, which stands in for words or a figure."""
    for gap in _room(text, token):
        words = _WORDS_BEHIND.match(text, token.end)
        behind = words[0] if words else ""
        label = behind if behind and not gap.sure and _CROSS.search(gap.label) else gap.label
        yield replace(gap, label=label, stands_in=True)


def _named(text: str, token: LineToken) -> Iterator[Gap]:
    """（单位名称） in place of the name."""
    name = text[token.start + 1 : token.end - 1]
    if "单位" in name:
        name = UNIT_NAME
    yield Gap(token.start, token.end, "room", name, stands_in=True)


def _prompts(text: str, found: Sequence[LineToken]) -> Iterator[Gap]:
    """What is behind a label and its colon to tell what to write there."""
    for start, end in hints_in(text):
        label = label_before(text[:start])
        taken = any(token.end > start and token.kind != "PRINTED" for token in found)
        taken = taken or not text[:start].rstrip().endswith(("：", ":"))
        if label and not text[end:].strip() and not taken and not _NO_FIELD.search(label):
            yield Gap(start, end, "room", label, is_hint=True)


@cache
def _productions() -> dict[str, Production]:
    """What reads the blanks of a token, by its kind; boxes are read together."""
    return {
        "DATE": _date,
        "DIGITS": _digits,
        "NUMBER": _number,
        "CODE": _number,
        "YEAR": _year,
        "PRINTED": _printed_year,
        "WORDS": _words,
        "MONEY": _money,
        "BRACKETS": _room,
        "OPEN": _open,
        "LINE": _room,
        "SQUARES": _room,
        "COUNT": _room,
        "SPACED": _room,
        "OFFICE": _office,
        "CROSSES": _crosses,
        "NAMED": _named,
    }
