"""Finds what somebody wrote into lines: behind colons, on underlined room, dates, ticks, sums.

填报单位：某某局    填报日期：2024年3月20日        某某局, 2024年3月20日
☑新建 □续建                                       ☑
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.scaffold.pack.filled.value_looks import (
    DATE,
    IN_WORDS,
    UNIT_BEHIND,
    evidence_of,
    is_label_word,
    is_note,
    is_organisation,
    is_person,
)
from docgen.scaffold.pack.lines.form_line import GAP, LABEL, FormLine
from docgen.templates.by_hand import BY_HAND
from docgen.templates.units_of_measure import are_units

_BOXES = {"☑": "□", "☒": "□", "■": "□", "●": "○", "◉": "○", "√": "□", "✓": "□", "✔": "□"}
_EMPTY_BOXES = re.compile("[□☐◻○]")
_TICK = re.compile(r"[☑☒]|[■●◉√✓✔](?=\w)")
_PARTS = re.compile(r"[^\n\t]+")
_PAIR = re.compile(
    rf"(?P<label>{LABEL})[：:](?P<room>{GAP}*)(?P<value>\S.*?)(?=$|{GAP}{{2,}}|\u3000)"
)
_NEXT_LABEL = re.compile(rf"{GAP}?(?P<label>{LABEL})[：:]")
_SEAL = re.compile(r"[（(](?:加?盖章|公章|签[字章名]|单位盖章)[）)](?![：:])")
_NO_LABEL = re.compile(
    r"^(?:其中|时|注|附注|备?注|说明|附件\d*|附|例如?|如下|以下|主送|抄送|报送|分送|发|(?:计量|金额|货币)单位|填.{0,4}说明)$|标准|要求|[如以]下$|包括$"
)
_MONEY = re.compile(rf"[￥¥][：:]?{GAP}*(?P<figure>\d[\d,]*(?:\.\d+)?)")
_OF_PLACE = re.compile(r"^\s*[（(](?P<place>[\u4e00-\u9fff]{1,6})[）)]")
_FILE_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])?[〔［\[]20\d\d[〕］\]]第?\d+(?=号)")
_COUNTED = re.compile(
    r"(?P<figure>-?[\d,]+(?:\.\d+)?) *(?:年|元|万元|人|天|张|份|月|岁|个月|小时|公里|[%％])$"
)
_SPREAD = re.compile(
    rf"(?<![^\s_＿\u3000])(?:(?:[\u4e00-\u9fff]{GAP}{{1,2}}){{2,}}|[\u4e00-\u9fff]{GAP}{{2,8}})[\u4e00-\u9fff]$"
)
_SIGNER = re.compile(r"[\u4e00-\u9fff]{2,3}")
_SHORT, _ROLE = 16, 6
_ENDS = " \u3000，；。、"
_FOR_SEAL = re.compile(r"[（(]?(?:加?盖(?:公?章|印)|签[字章名])处[）)]?")
_NOTE_OF_SEAL = re.compile(r"[（(](?:加?盖章|公章|签[字章]|单位盖章)[）)]$")
_OTHER = re.compile(
    rf"(?P<box>[□☐☑☒■])其他(?:[（(：:]|{GAP}*)(?P<text>[^\s（()）□☐☑☒■，。；：:_]{{2,}})"
)
_OF_OPTION = re.compile(r"(?<=[□☐◻○☑☒■●])[^□☐◻○☑☒■●\s]*[（(][^（()）]*[）)]")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]|[〔［\[]20\d\d[〕］\]]")
_LIMIT_BEFORE = re.compile(r"(?:[≥≤<>＞＜≧≦—–~～\-－至]|不足|超过|[大小高低]于|\d)$")
_LIMIT_BEHIND = re.compile(r"及?以[上下内外]|[)）]?[—–~～\-－至]")
_ROOM_WITHIN = re.compile(r"[_＿]{2,}[^\W_]")
_JOINS = re.compile("[等及和或与至]")
_OPEN_MONTH = re.compile(rf"年{GAP}{{2,}}月")
_ROOM = " " * 8
_BEFORE_DATE = re.compile(rf"(?:^|{GAP}{{2,}}|\u3000|\t|[自从至到于]){GAP}*$")
_IN_WORDS = re.compile(rf"(?<=写[）)])[：:]?{GAP}*(?P<words>{IN_WORDS.pattern})|{IN_WORDS.pattern}")


@dataclass(frozen=True)
class Written:
    """A stretch of a line that somebody wrote.

    Attributes:
        start: index of its first character.
        end: the index behind its last.
        blank: what a blank form has in its place.
        sure: whether it is taken out; else it is told only.
        labelled: whether a label before it, a tick or a line to write on tells it from print.
    """

    start: int
    end: int
    blank: str = ""
    sure: bool = True
    labelled: bool = False


def written_in(line: FormLine, *, in_cell: bool = False) -> list[Written]:
    """What somebody wrote in a line, from left to right; none if it only prints."""
    found: list[Written] = []
    finders = [_ticks, _underlined, _sums, _others, _pairs, _file_numbers, _dates]
    for finder in [*finders, _figures] if in_cell else [*finders, _in_sentences]:
        for written in finder(line):
            if all(written.end <= other.start or other.end <= written.start for other in found):
                found.append(written)
    return sorted(found, key=lambda written: written.start)


def _ticks(line: FormLine) -> Iterator[Written]:
    """Ticked boxes; signs that are also letters only beside an empty box."""
    beside = _EMPTY_BOXES.search(line.text) is not None
    for tick in _TICK.finditer(line.text):
        if beside or tick[0] in "☑☒":
            yield Written(*tick.span(), _BOXES[tick[0]], labelled=True)


def _underlined(line: FormLine) -> Iterator[Written]:
    """What stands on a line to write on; a line that is underlined as a whole is emphasis."""
    drawn = "".join(
        "_" if underlined and character != "\n" else " "
        for underlined, (_, _, character) in zip(line.underlined, line.characters, strict=True)
    )
    for match in re.finditer("_+", drawn):
        text = line.text[slice(*match.span())]
        if text.strip(" _\u3000\t") and len(text) < len(line.text.strip()):
            date = DATE.fullmatch(text.strip(_ENDS))
            room = _room_for(date[0]) if date else " " * max(2 * len(text), 4)
            yield Written(*match.span(), room, labelled=True)


def _pairs(line: FormLine) -> Iterator[Written]:
    """What stands behind labels with a colon."""
    for part in _PARTS.finditer(line.text):
        at = part.start()
        while match := _PAIR.search(line.text, at, part.end()):
            at = match.end("label") + 1
            start, end = match.span("value")
            end = start + _length(match["value"])
            label = _spread_out(line.text[: match.end("label")]) or match["label"]
            behind = line.text[end : part.end()]
            if not _asks_on(line.text[start:end], behind) and _is_pair(
                label, line.text[start:end], line.text[: match.start()]
            ):
                at = end
                room = "" if not behind.strip() or behind[:2].isspace() else _ROOM
                room = "" if _SEAL.match(behind) else room
                known = is_label_word(label) or _names_person(label, line.text[start:end])
                counted = _COUNTED.match(line.text[start:end])
                end = start + counted.end("figure") if counted else end
                yield Written(start, end, "    " if counted else room, known, known)
            elif BY_HAND.search(label) and is_signer(line.text[start:end].strip(_ENDS)):
                yield Written(start, end, sure=is_person(line.text[start:end].strip(_ENDS)))
            elif _is_doubtful(label, line.text[start:end]):
                yield Written(start, end, sure=False)


def _is_doubtful(label: str, value: str) -> bool:
    """Whether a text may be what somebody wrote: a clause behind 特殊要求：."""
    asks = re.search(r"(?:要求|标准)$", label) and not is_note(value)
    return bool(asks and re.search(r"\w", value) and not _ROOM_WITHIN.search(value))


def _spread_out(text: str) -> str:
    """The label at the end of a text that has blanks between its signs: 项 目 名 称, 地    址."""
    found = _SPREAD.search(text)
    return re.sub(GAP, "", found[0]) if found else ""


def is_signer(value: str) -> bool:
    """Whether a text behind 签字： is a name, a rare one too."""
    return is_person(value) or bool(_SIGNER.fullmatch(value) and not is_label_word(value))


def _names_person(label: str, value: str) -> bool:
    """Whether a person is named behind who is asked for, by a rare word: 组长：汪国庆."""
    return len(label) <= _ROLE and is_person(value.strip(_ENDS))


def _others(line: FormLine) -> Iterator[Written]:
    """What stands behind the box of 其他; it may be print where the box is not ticked."""
    for match in _OTHER.finditer(line.text):
        yield Written(*match.span("text"), _ROOM, sure=match["box"] in "☑☒■")


def _length(value: str) -> int:
    """How many characters belong to a value, before the seal or the next label."""
    value = value[: _closed(value)].rstrip(" \u3000，；、")
    if value.endswith("。") and not re.search("[，。；]", value[:-1]):
        value = value[:-1]
    if seal := _SEAL.search(value):
        value = value[: seal.start()]
    following = _NEXT_LABEL.search(value)
    if following is None:
        return len(value.rstrip())
    before = value[: following.end("label")]
    cuts = range(1, len(before) - 1)
    fits = [cut for cut in cuts if is_label_word(before[cut:]) and _is_end(before[:cut])]
    best = max(fits, key=lambda cut: (_ends_well(before[:cut]), cut), default=0)
    return len(before[:best].rstrip(_ENDS)) if best else len(value.rstrip())


def _closed(value: str) -> int:
    """Where brackets that were open before a value are closed; its length if they are not."""
    depth = 0
    for at, sign in enumerate(value):
        depth += (sign in "（(") - (sign in "）)")
        if depth < 0:
            return at
    return len(value)


def _is_end(value: str) -> bool:
    return _ends_well(value) > 1


def _ends_well(value: str) -> float:
    """How well a text ends there as a value, before the label behind it."""
    return 9.0 if value[-1] in _ENDS else evidence_of(value.strip()).value


def _asks_on(value: str, behind: str) -> bool:
    """Whether words behind a label are print before room for more: 合计：参训____人."""
    return bool(_ROOM_WITHIN.match(behind)) and evidence_of(value.strip(_ENDS)).value <= 1


def _is_pair(label: str, value: str, before: str) -> bool:
    """Whether a text behind a colon is what a label asks for."""
    if _NO_LABEL.search(label) or not value.strip("_ \u3000") or are_units(value.strip("（()） ")):
        return False
    if any(print_.fullmatch(value) for print_ in (_BRACKETS, _JOINS, _FOR_SEAL)):
        return False
    if BY_HAND.search(_NOTE_OF_SEAL.sub("", label)) or value.startswith("其中") or is_note(value):
        return False
    following = _NEXT_LABEL.match(value)
    if not re.search(r"\w", value) or re.fullmatch(r"20\d\d年度?", value):
        return False
    if following and is_label_word(following["label"]):
        return False
    is_open = re.search(
        r"_{2,}|[□☐○]|\[[ \u3000]*\]|[（(][ \u3000]+[）)]", value
    ) or value.endswith(("：", ":"))
    in_sentence = re.search(r"[，。；]", before.rpartition("\n")[2]) is not None
    certain = is_label_word(label) and evidence_of(value.strip(_ENDS)).value > 1
    return not is_open and (certain or not in_sentence)


def _sums(line: FormLine) -> Iterator[Written]:
    """Sums of money: in words, and behind ￥."""
    for match in _IN_WORDS.finditer(line.text):
        group = "words" if match["words"] else 0
        if match.end(group) - match.start(group) > len("壹元整"):
            yield Written(*match.span(group), _ROOM)
    for match in _MONEY.finditer(line.text):
        yield Written(*match.span("figure"), _ROOM)


def _file_numbers(line: FormLine) -> Iterator[Written]:
    """The year and the number of the document itself, not of one that a sentence names.

    The place in brackets before it, as in （江北）检字〔2024〕第7号, may be printed.
    """
    place = _OF_PLACE.match(line.text)
    for match in _FILE_NUMBER.finditer(line.text):
        before = line.text[place.end() if place else 0 : match.start()].strip()
        if place and len(before) <= _SHORT:
            yield Written(*place.span("place"), sure=False)
        if len(before) <= _SHORT and not re.search(r"[《（(，。；：]", before):
            yield Written(*match.span(), "〔20  〕  ")


def _dates(line: FormLine) -> Iterator[Written]:
    """Dates that stand alone, behind room, or between 自 and 至; others in sentences are doubts."""
    for match in DATE.finditer(line.text):
        before, behind = line.text[: match.start()], line.text[match.end() :]
        alone = not before.strip("（( \u3000\t") and not behind.strip("）) \u3000\t")
        if alone or _BEFORE_DATE.search(before):
            sure = (
                alone or not re.search(r"[自从至到于]$", before.rstrip()) or "。" not in line.text
            )
            yield Written(*match.span(), _room_for(match[0]), sure)


def _room_for(date: str) -> str:
    year = "" if re.match(r"\d{1,2}月", date) else "    年"
    return f"{year}  月" + ("" if date.endswith("月") else "  日")


def _figures(line: FormLine) -> Iterator[Written]:
    """Figures before a unit in a cell whose other words are printed: 共12天; not 优（90分以上）."""
    options = [match.span() for match in _OF_OPTION.finditer(line.text)]
    for match in UNIT_BEHIND.finditer(line.text):
        open_date = _OPEN_MONTH.match(line.text, match.end("figure"))
        in_option = any(start < match.start() < end for start, end in options)
        if not open_date and not (in_option and _is_limit(line.text, *match.span())):
            yield Written(*match.span("figure"), "    ")


def _is_limit(text: str, start: int, end: int) -> bool:
    """Whether a figure is one that parts options: 90分以上, 80—90分, ≥90分."""
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    return bool(_LIMIT_BEFORE.search(before) or _LIMIT_BEHIND.match(behind))


def _in_sentences(line: FormLine) -> Iterator[Written]:
    """Figures and dates in sentences, names of organisations, attachments: all may be printed."""
    text = line.text.strip()
    if (len(text) > 3 and is_organisation(text)) or re.match(r"附件[：:]\s*\S|\d[.．]\s*\w", text):
        start = line.text.index(text)
        yield Written(start, start + len(text), sure=False)
        return
    if len(line.text) <= _SHORT or is_note(line.text):
        return
    for pattern, group in ((DATE, 0), (UNIT_BEHIND, "figure")):
        for match in pattern.finditer(line.text):
            if match[0][-1] != "年":
                yield Written(*match.span(group), sure=False)
