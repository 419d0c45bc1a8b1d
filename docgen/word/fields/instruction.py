r"""The instruction of a field: ``TOC \o "1-3" \h`` (ECMA-376 part 1, 17.16.2 to 17.16.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_KIND = re.compile(r"\s*(=|[^\s=]+)")
_WORD = re.compile(r'["“”]([^"“”]*)["“”]|(\\.)|(\S+)')
_FORMATS = ("\\*", "\\#", "\\@")
"""Switches that any field may have, each with a value."""
_VALUED = {
    "TOC": "abcdfglnopst",
    "SEQ": "rs",
    "REF": "d",
}
"""The letters of the switches that take a value; that of ``TOC \\n`` may be left out."""


@dataclass(frozen=True)
class Instruction:
    r"""An instruction, read.

    Attributes:
        kind: its first word in capitals: ``REF``; of a formula ``=``.
        arguments: the words that are no switch, without quotation marks.
        switches: the value of each switch by its name, ``\o``; empty for those without a value.
        words: the whole instruction, as it was typed.
    """

    kind: str
    arguments: tuple[str, ...] = ()
    switches: Mapping[str, str] = field(default_factory=dict)
    words: str = ""

    @property
    def argument(self) -> str:
        """The first argument; empty if there is none."""
        return self.arguments[0] if self.arguments else ""

    @property
    def number_format(self) -> str:
        r"""The value of ``\*`` that says how a number is written: ``CHINESENUM3``."""
        value = self.switches.get("\\*", "")
        return "" if value.upper() in ("MERGEFORMAT", "CHARFORMAT") else value


def read_instruction(text: str) -> Instruction:
    """The instruction that ``text`` is."""
    match = _KIND.match(text)
    if match is None:
        return Instruction("")
    kind, arguments, switches = match[1].upper(), list[str](), dict[str, str]()
    open_switch = ""
    for quoted, switch, plain in _WORD.findall(text, match.end()):
        if switch:
            name = switch.lower()
            switches.setdefault(name, "")
            has_value = name in _FORMATS or name[1] in _VALUED.get(kind, "")
            open_switch = name if has_value else ""
        elif open_switch:
            # MERGEFORMAT says how the result looks; another value how a number is written.
            switches[open_switch] = _value(switches[open_switch], quoted or plain)
            open_switch = ""
        else:
            arguments.append(quoted or plain)
    return Instruction(kind, tuple(arguments), switches, text)


def _value(before: str, value: str) -> str:
    return before if value.upper() in ("MERGEFORMAT", "CHARFORMAT") and before else value
