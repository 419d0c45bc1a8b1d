"""Reads boxes: the options beside them, and the question that they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.checking.hints import is_hint
from docgen.scaffold.pack.lines.blank_words import label_before, word_before
from docgen.scaffold.pack.lines.form_line import GAP, Gap
from docgen.scaffold.pack.lines.lexer import CROSS, UNIT
from docgen.scaffold.pack.terms import BOXES, RADIO

_SIGNS = f"{BOXES}{RADIO}"
_ENDS = rf"\s_＿，。；：:、{_SIGNS}"
_WORD = rf"[^{_ENDS}（()）]"
_PAIR = r"[（(][^（()）]*[）)]"
_OPTION = re.compile(rf"\s*[，：:]?\s*(?P<word>(?:{_WORD}|{_PAIR})+)")
_BEFORE_BOX = re.compile(rf"(?P<word>{_WORD}(?:{_WORD}|{_PAIR})*)$")
_ENDS_IN_BOX = re.compile(rf"[{_SIGNS}][\s。；，.]*$")
_NEXT_QUESTION = re.compile(
    rf"(?:{GAP}|\t){{2,}}(?P<label>{_WORD}(?:{_WORD}|{_PAIR}){{1,19}})[：:]?{GAP}*"
)
_LETTER = re.compile(r"(?:^|(?<=\s))\s*[A-Ha-h][.．、]\s*$")
"""The letter of an option, which asks nothing: A.□同意."""

SEXES = dict.fromkeys(("男", "女"), "性别")
"""What options ask that no label asks for."""

_QUOTED = re.compile(r"^([^“「]*)[”」]$")
_ROOM_INSIDE = re.compile(rf"[（(](?:[^（()）]*(?:_{{2,}}|＿|{GAP}{{2,}})[^（()）]*)[）)]")
_BEFORE_ROOM = re.compile(
    rf"(?P<question>.*)[{_SIGNS}]{GAP}*(?P<word>(?:{_WORD}|{_PAIR})*)(?P<rest>[^{_SIGNS}]*)$"
)
_TICKED = re.compile(rf"[（(\[](?P<room>{GAP}{{1,3}})[）)\]](?=[^\W\d_])(?!{UNIT})")
_UP_TO_BLANK = re.compile(rf"^.*(?:_|＿|(?:{GAP}|{CROSS})日)(?=..)")
"""What a sentence says before its question, up to its last blank: 您于X月X日通过□来信."""

_WAY = re.compile(r"(?<=..)(?:方式|形式|途径|渠道)(?=.).*$")
"""How a sentence goes on behind its last option: 通过□来信 □电话方式反映."""

_FEWEST_OPTIONS = 2
_IS_QUESTION = re.compile(r"(?:是否|有无|能否|可否)[^，。；]*$|[？?吗]$")
_SEPARATORS = "/／|｜,"
YES = "是"
"""What a box without words stands for."""

OTHER = "其他"
"""The option of a box with nothing but room behind it."""


def boxes(text: str, starts: Sequence[int]) -> Iterator[Gap]:
    """The boxes at ``starts``, each with the option behind it, or before it if all end in one."""
    found = [_BEFORE_BOX.search(text[:start]) for start in starts]
    words = [word for word in found if word is not None]
    if words and len(words) == len(starts) and _ENDS_IN_BOX.search(text):
        label = label_before(text[: words[0].start()])
        for start, word in zip(starts, words, strict=True):
            yield Gap(start, start + 1, "box", label, True, word["word"].lstrip(_SEPARATORS))
    else:
        yield from _boxes_before(text, starts)


def bracketed_boxes(text: str) -> Iterator[Gap]:
    """Brackets to tick: （　）是（　）否, [ ]涉密 [ ]公开."""
    if not is_ticked_in_brackets(text):
        return
    inside = {match.end() - 1: match.span("room") for match in _TICKED.finditer(text)}
    drawn = _TICKED.sub(lambda match: f"{' ' * (len(match[0]) - 1)}□", text)
    for gap in _boxes_before(drawn, sorted(inside)):
        start, end = inside[gap.start]
        yield replace(gap, start=start, end=end)


def is_ticked_in_brackets(text: str) -> bool:
    """Whether the brackets of a line are boxes: several, each before its word."""
    found = list(_TICKED.finditer(text))
    if len(found) < _FEWEST_OPTIONS or re.search(rf"[（(\[]{GAP}+[）)\]]\W*$", text):
        return False
    before = text[: found[0].start()].rstrip()
    return not before or before.endswith(("：", ":")) or _IS_QUESTION.search(before) is not None


def _boxes_before(text: str, starts: Sequence[int]) -> Iterator[Gap]:
    """Boxes with the options behind them; a word apart from the option before it is a new label."""
    found = list(_boxes_with_words(text, starts))
    if found and not any(_WAY.search(gap.option) for gap in found[:-1]):
        found[-1] = replace(found[-1], option=_WAY.sub("", found[-1].option))
    yield from found


def _boxes_with_words(text: str, starts: Sequence[int]) -> Iterator[Gap]:
    """Boxes with all the words behind them, up to a gap or the next box."""
    end, label = 0, ""
    for start in starts:
        between = _LETTER.sub("", text[end:start])
        if not end:
            label = label_before(between) or _question(between, _option(text, start + 1)[0])
        elif question := _NEXT_QUESTION.fullmatch(between):
            label = question["label"]
        word, end = _option(text, start + 1)
        if word or not text.strip(f"{_SIGNS} "):
            yield Gap(start, start + 1, "box", label, True, word or YES)


def _question(before: str, option: str) -> str:
    """The question without a colon before the first box, which has this ``option``."""
    clause = before.rstrip(' \t\u3000，。；“"「（(')
    if clause == before.rstrip():
        return _UP_TO_BLANK.sub("", before).strip()
    return SEXES.get(option) or word_before(clause)


def _option(text: str, at: int) -> tuple[str, int]:
    """The option behind a box that ends at ``at``, and its end: up to a gap or the next box."""
    match = _OPTION.match(text, at)
    if match is None:
        return (OTHER if re.match(rf"{GAP}*_{{2}}", text[at:]) else ""), at
    word = match["word"]
    for pair in re.finditer(_PAIR, word):
        if _ROOM_INSIDE.match(pair[0]) or is_hint(pair[0]):
            word = word[: pair.start()]
            break
    return _QUOTED.sub(r"\1", word).rstrip(f"{_SEPARATORS}“「《"), match.start("word") + len(word)


def option_before(before: str) -> tuple[str, str] | None:
    """The question and the option that room behind it tells more of; ``None`` if it does not.

    ``before`` is the line up to the room: 性质：□新建 □其他（请注明：.
    """
    match = _BEFORE_ROOM.match(before)
    if match is None:
        return None
    starts = [index for index, sign in enumerate(before) if sign in _SIGNS]
    last = next(iter([*_boxes_before(before, starts)][-1:]), None)
    rest = before[starts[-1] + 1 :]
    word = last.option if last is not None else OTHER
    told = rest.strip().removeprefix(word).strip(" \t（(：:）)")
    if told and not is_hint(told) and not is_hint(f"（{told}）"):
        return None
    return (last.label if last is not None else ""), word
