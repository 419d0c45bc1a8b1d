"""Lines of YAML as people type them, and as they must be typed.

    填表人：张三        ->  填表人: 张三           a full-width colon
    －三级指标: 完成率   ->  - 三级指标: 完成率     a full-width dash
    年度指标值: >=98%   ->  年度指标值: ≥98%       what YAML takes for a sign of its own

Each *rewriting* takes the lines of a file and the number of one, and yields what may have been
meant, the likeliest first. Whether it is that is for :mod:`docgen.content.yaml_slips` to try.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docgen.content.characters import columns
from docgen.content.numbers import Figure
from docgen.content.plain_scalars import BLANKS, is_plain, quoted
from docgen.content.yaml_odd_nodes import SENTENCE_END

BLANK = f"[{BLANKS}]"
"""A blank of any kind: a tab, a no-break one, a full-width one, one of no width."""

_DASH = "(?:[－–—‐‑−﹣·•●◆]|-(?=[^ -]))"
_NO_KEY = "。；！？，,;!?"
_COLONS = ":：︰﹕∶"
_KEY = (
    rf"""'[^']*'|"[^"]*"|[^\s#{_COLONS}'"{{\[\]}}&*!|>%@`{_NO_KEY}-]"""
    rf"""[^{_COLONS}{{\[{_NO_KEY}]{{0,39}}?"""
)
_ENTRY = re.compile(
    rf"(?P<indent>{BLANK}*)(?P<dash>(?:- |{_DASH}){BLANK}*)?(?P<key>{_KEY})"
    rf"(?P<colon>{BLANK}*[{_COLONS}](?!//))(?P<gap>{BLANK}*)(?P<value>.*)"
)
_SOUND = re.compile(r""" *(?:- +)?(?:[^#:'"{\[][^:]*|'[^']*'|"[^"]*"):(?= |$)""")
_LETTER = re.compile(r"[^\W\d_]")
_PAIR = re.compile(
    rf"(?P<indent>{BLANK}*)(?P<key>{_KEY})(?:{BLANK}+|{BLANK}*=+{BLANK}*)(?P<value>\S+)"
)
_TWO = re.compile(
    rf"(?P<value>-?\d[\d.]*)[,，、；;\s]\s*(?P<key>{_KEY})\s*[{_COLONS}]\s*(?P<rest>\S.*)"
)
_CELLS = re.compile(rf"(?P<indent>{BLANK}*)(?P<key>{_KEY})\t+(?P<value>[^\t]+)\t*")
_BARE = re.compile(rf"(?P<indent>{BLANK}*)(?P<key>{_KEY}){BLANK}*")
_ITEM = re.compile(rf"(?P<indent>{BLANK}*)(?P<dash>{_DASH}|\d+[.、．](?=[^:]+: )){BLANK}*(?=\S)")
_REMARK = re.compile(rf"{BLANK}*(?://|／／|＃|/\*|<!--|--+){BLANK}*(?P<text>.*?)\s*(?:\*/|-->)?$")
_HEADER = re.compile(rf"[|｜]{BLANK}*[-－—–‐]?(?={BLANK}|[^|]|$)")
"""The sign of a block: ``|-``."""
_COMPARED = re.compile(r"[>＞]\s*[=＝]|[<＜]\s*[=＝]|=>|=<")
_OPENING_QUOTES, _CLOSING_QUOTES = "'\"“‘＇＂", "'\"”’“‘＇＂"
_NOT_TEXT = (*_OPENING_QUOTES, "{", "｛", "|", "｜")
_COMMENT = re.compile(r"(?:^|\s+)#(?:\s.*)?$")
_CHINESE = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"(?:\d+[.、．]|{_CHINESE}[、是]|[（(](?:\d+|{_CHINESE})[)）]|第{_CHINESE})"
)


@dataclass(frozen=True)
class Rewritten:
    """Lines of a file as they may have been meant.

    Attributes:
        first: the number of the first line, from 0.
        lines: the text of that line and of those below it; one may hold several new lines.
    """

    first: int
    lines: tuple[str, ...]


Rewriting = Callable[[Sequence[str], int], Iterator[Rewritten]]


def is_entry(line: str) -> bool:
    """Whether YAML sees the key of a mapping in ``line``."""
    return _SOUND.match(line) is not None


def indent_of(line: str) -> int:
    """The columns before the first sign of ``line``, whatever blanks fill them."""
    return len(re.match(f"{BLANK}*", line)[0])  # type: ignore[index]


def is_blank(line: str) -> bool:
    """Whether ``line`` has neither key nor text."""
    return indent_of(line) == len(line) or line[indent_of(line)] == "#"


def colon(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A colon that is full-width, or has no blank, or an odd one, behind it."""
    entry = _entry(lines[number])
    if not entry or (SENTENCE_END.search(entry["value"]) and not _is_among_entries(lines, number)):
        return
    is_sound = entry["colon"] == ":" and (entry["gap"].startswith(" ") or not entry["value"])
    if not is_sound or entry["gap"].strip(" "):
        yield Rewritten(number, (_entry_line(entry),))


def remark(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A comment that begins with another sign than #."""
    if match := _REMARK.match(lines[number]):
        yield Rewritten(number, (f"# {match['text']}",))


def _entry(line: str) -> re.Match[str] | None:
    """Key, colon and value of a line, however they are typed; a numbered sentence has no key."""
    entry = _ENTRY.fullmatch(line)
    is_key = entry and _LETTER.search(entry["key"]) and not _NUMBERED.match(entry["key"])
    return entry if is_key else None


def _is_among_entries(lines: Sequence[str], number: int) -> bool:
    """Whether the line above or below is an entry of the same group."""
    around = [*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]]
    column = indent_of(lines[number])
    return any(is_entry(other) and indent_of(other) == column for other in around)


def dash(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """The dashes of a list that are none of ASCII, or have no blank behind them.

    What stands below an item moves along with its text.
    """
    match = _ITEM.match(lines[number])
    if not match:
        return
    first, stop = number, number
    while first and _is_in_list(lines[first - 1], match):
        first -= 1
    while stop < len(lines) and _is_in_list(lines[stop], match):
        stop += 1
    moved, shift = list[str](), None
    for line in lines[first:stop]:
        if item := _ITEM.match(line):
            moved.append(f"{' ' * len(item['indent'])}- {line[item.end() :]}")
            shift = None
        else:
            shift = len(match["indent"]) + 2 - indent_of(line) if shift is None else shift
            moved.append(" " * (indent_of(line) + shift) + line.lstrip(BLANKS))
    yield Rewritten(first, tuple(moved))


def missing_dash(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """The first key of an item that has no dash, so that it seems to belong to the item above."""
    line = lines[number]
    column = indent_of(line)
    if column >= 2 and is_entry(line) and not line.lstrip().startswith("- "):
        yield Rewritten(number, (f"{' ' * (column - 2)}- {line[column:]}",))


def _is_in_list(line: str, item: re.Match[str]) -> bool:
    """Whether a line belongs to the list of an item: another one, or a line below one."""
    other = _ITEM.match(line)
    column = len(item["indent"])
    if other and len(other["indent"]) == column:
        return True
    return bool(line.strip()) and indent_of(line) > column


def quotes(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A text whose ASCII quotes are not a pair around it: those inside become Chinese ones."""
    entry = _entry(lines[number])
    value, comment = _parted(entry["value"]) if entry else ("", "")
    if entry and value and value[0] in _OPENING_QUOTES:
        text = repaired_quotes(value)
        is_whole = value[-1] in _CLOSING_QUOTES or not is_plain(text)
        value = quoted(text) if is_whole else text
        yield Rewritten(number, (_entry_line(entry, value + comment),))


def repaired_quotes(value: str) -> str:
    """The text in ``value``, which begins with a quote, with Chinese quotes inside."""
    is_around = value[-1] in _CLOSING_QUOTES and len(value) > 1
    text = re.sub(r"""(["'])(.+?)\1""", r"“\2”", value[1:-1] if is_around else value)
    return text.strip("\"'＇＂")


def unquoted(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A text that needs quotes, as it begins with a sign of YAML or holds one."""
    entry = _entry(lines[number])
    value, comment = _parted(entry["value"]) if entry else ("", "")
    is_text = value.startswith("{{") or value[:1] not in _NOT_TEXT
    if entry and value and is_text and not is_plain(value):
        yield Rewritten(number, (_entry_line(entry, as_text(value) + comment),))


def two_entries(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A figure and the next key on one line, with a comma between them."""
    entry = _entry(lines[number])
    parts = _TWO.fullmatch(entry["value"]) if entry else None
    if entry and parts:
        column = len(_narrow(entry["indent"])) + (2 if entry["dash"] else 0)
        first = _entry_line(entry, parts["value"])
        yield Rewritten(number, (f"{first}\n{' ' * column}{parts['key']}: {parts['rest']}",))


def tab_for_colon(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A key and its value as two cells of Excel's, with a tab between them."""
    match = _CELLS.fullmatch(lines[number])
    if match and _LETTER.search(match["key"]):
        key, value = match["key"].rstrip(), as_text(match["value"].strip())
        yield Rewritten(number, (f"{_narrow(match['indent'])}{key}: {value}",))


def no_colon(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A key with a blank or = behind it, and no colon; or a group's name alone."""
    line = lines[number]
    if (pair := _PAIR.fullmatch(line)) and _LETTER.search(pair["key"]):
        value = as_text(pair["value"])
        yield Rewritten(number, (f"{_narrow(pair['indent'])}{pair['key'].rstrip()}: {value}",))
    elif (bare := _BARE.fullmatch(line)) and _LETTER.search(bare["key"]):
        yield Rewritten(number, (f"{_narrow(bare['indent'])}{bare['key'].rstrip()}:",))


def odd_indent(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A line that is moved in by tabs, or by full-width or other odd blanks."""
    blanks = lines[number][: indent_of(lines[number])]
    if not blanks.strip(" ") or blanks == lines[number]:
        return
    above = next((line for line in reversed(lines[:number]) if not is_blank(line)), "")
    column, typed = indent_of(above), columns(blanks.expandtabs(2))
    if above.rstrip().endswith((":", "：")):
        column += 2
    elif typed < column:
        column = typed
    yield Rewritten(number, (" " * column + lines[number][len(blanks) :],))
    yield from indent(lines, number)


def between(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A line that is not in one column with those above and below, which are."""
    above, below = (
        next((_key_column(line) for line in near if not is_blank(line)), -1)
        for near in (reversed(lines[:number]), lines[number + 1 :])
    )
    if above == below >= 0:
        yield from _moved(lines, number, above)


def indent(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A line that is not in one column with its group."""
    above = [line for line in reversed(lines[:number]) if not is_blank(line)]
    below = [line for line in lines[number + 1 : number + 3] if not is_blank(line)]
    for column in dict.fromkeys(map(_key_column, [*above[:1], *below[:1], *above[1:8]])):
        yield from _moved(lines, number, column)


def _key_column(line: str) -> int:
    """The column of the key of a line, from 0: behind the dash of an item."""
    return indent_of(line) + (2 if line[indent_of(line) :].startswith("- ") else 0)


def _moved(lines: Sequence[str], number: int, column: int) -> Iterator[Rewritten]:
    """The line with its key in another column."""
    line, now = lines[number], _key_column(lines[number])
    shift = column - now
    if shift and line.strip() and indent_of(line) + shift >= 0:
        moved = " " * (indent_of(line) + shift) + line[indent_of(line) :]
        yield Rewritten(number, (moved,))


def folded(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A text below ``>-``, which runs its lines into one, as ``|-`` does not."""
    header = re.fullmatch(r"(.*:|.*- )( *)>[+-]?(\s*)", lines[number])
    if header:
        yield Rewritten(number, (f"{header[1]}{header[2]}|-",))


def block(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """Several lines of text without ``|-`` behind their key, or with one that is not."""
    entry = _entry(lines[number])
    value = _HEADER.sub("", entry["value"], count=1).strip() if entry else ""
    if (
        not entry
        or value.startswith((">", "{", "[", "'", '"', "#"))
        or Figure.read(value) is not None
    ):
        return
    column = len(entry["indent"]) + len(entry["dash"] or "")
    stop = number + 1
    while stop < len(lines) and not (is_entry(lines[stop]) or lines[stop].startswith("#")):
        stop += 1
    ends_group = stop == len(lines) or indent_of(lines[stop]) <= column
    while stop > number + 1 and not lines[stop - 1].strip():
        stop -= 1
    if stop > number + 1 and ends_group:
        body = [" " * (column + 2) + line.strip() for line in lines[number + 1 : stop]]
        head = f"{entry['indent']}{entry['dash'] or ''}{entry['key']}: |-"
        first = f"{head}\n{' ' * (column + 2)}{value}" if value else head
        yield Rewritten(number, (first, *(line.rstrip() for line in body)))


def _entry_line(entry: re.Match[str], typed: str | None = None) -> str:
    """A key and its value as YAML reads them; ``typed`` is the value if it is known already."""
    dashed = "- " if entry["dash"] else ""
    value = typed
    if value is None:
        value, comment = _parted(entry["value"].strip(BLANKS))
        is_text = value[:1] not in ("'", '"', "{", "[", "|", ">", "") and not is_plain(value)
        value = (as_text(value) if is_text else value) + comment
    gap = " " if value else ""
    return f"{_narrow(entry['indent'])}{dashed}{entry['key'].rstrip()}:{gap}{value}"


def _narrow(blanks: str) -> str:
    """Half-width blanks in the place of any; a tab is two."""
    return " " * len(blanks.expandtabs(2))


def _parted(value: str) -> tuple[str, str]:
    """A value, and the comment behind it with the blanks before that."""
    comment = _COMMENT.search(value)
    return (value[: comment.start()], comment[0]) if comment else (value.rstrip(), "")


def as_text(value: str) -> str:
    """A value as YAML reads it: ``>=98%`` as ≥98%, else in quotes where it needs them."""
    signs = {">": "≥", "＞": "≥", "<": "≤", "＜": "≤"}
    compared = _COMPARED.match(value)
    if compared:
        sign = signs.get(compared[0][0]) or {"=>": "≥", "=<": "≤"}[compared[0]]
        value = sign + value[compared.end() :].lstrip()
    return value if is_plain(value) else quoted(value)
