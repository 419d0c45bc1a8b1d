"""Where each character of a YAML scalar's value stands in the text of its file."""

from __future__ import annotations

import re
from itertools import takewhile

_FOLDED = re.compile(r"[ \t]*\n[ \t\n]*")
"""A line end in a plain or quoted scalar, with the blanks and empty lines around it."""
_ESCAPE = re.compile(r"\\(?:x(\w{2})|u(\w{4})|U(\w{8})|(\n[ \t]*)|(.))", re.DOTALL)
_SIGNS = dict(zip("0abt\tnvfre N_LP", "\0\a\b\t\t\n\v\f\r\x1b \x85\xa0\u2028\u2029", strict=True))
"""What a letter behind a backslash stands for, unless that is the letter itself."""


def character_offsets(typed: str, style: str | None, value: str) -> list[int | None] | None:
    """The offset in ``typed`` of each character of ``value``; ``None`` for a line end.

    Args:
        typed: the scalar as its file has it, with quotes or the header of a block.
        style: as PyYAML has it: a quotation mark, ``|``, ``>`` or nothing.
        value: the value that was read.

    Returns:
        The offsets, of an escaped character that of what follows the backslash; ``None`` if the
        value is not what was typed.
    """
    line_end = _block_line_end(typed, value) if style in ("|", ">") else _FOLDED
    at = typed.index("\n") if style in ("|", ">") else len(style or "")
    if style in ("|", ">") and (start := line_end.match(typed, at)):
        blank = len(value) - len(value.lstrip("\n"))
        at, value = start.end(), value[blank:]
        return _matched([None] * blank, typed, at, style, value, line_end)
    return _matched([], typed, at, style, value, line_end)


def _matched(
    offsets: list[int | None],
    typed: str,
    at: int,
    style: str | None,
    value: str,
    line_end: re.Pattern[str],
) -> list[int | None] | None:
    """``offsets`` with those of the characters of ``value``, which begin at ``at``."""
    done = 0
    while done < len(value):
        sign = value[done]
        if end := line_end.match(typed, at):
            count = len(list(takewhile("\n".__eq__, value[done:]))) or sign == " "
            found: list[int | None] = [None] * count
            stop = end.end()
        elif style == '"' and (escape := _ESCAPE.match(typed, at)):
            stop, meant = escape.end(), _meant(escape)
            found = [at + 1] if meant == sign else []
            if escape[4]:
                at = stop
                continue
        else:
            stop = at + 1 + (style == "'" and typed.startswith("''", at))
            found = [at] if typed[at : at + 1] == sign else []
        if not found:
            return None
        offsets += found
        done, at = done + len(found), stop
    return offsets


def _block_line_end(typed: str, value: str) -> re.Pattern[str]:
    """A line end in a block scalar, with the empty lines and the indent behind it."""
    indent = _blanks(typed.partition("\n")[2]) - _blanks(value)
    return re.compile(rf"\n(?: *\n)* {{0,{indent}}}")


def _blanks(text: str) -> int:
    """The blanks before the first line that has more than blanks."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    return len(line) - len(line.lstrip(" "))


def _meant(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    return chr(int(code, 16)) if code else _SIGNS.get(escape[5] or "", escape[5] or "")
