"""A command as it was typed, and as it is meant where that is beyond doubt.

    docgen render ２０２３ —unit “县 一中”      docgen render ２０２３ --unit "县 一中"

Word and Chinese keyboards make other dashes, quotes and blanks than a command has. What a command
or a unit may be is not known here: it is told (:mod:`docgen.cli.usage_problems`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from unicodedata import normalize

from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.messages.system_language import system_language
from docgen.project import typed

_DASHES = "-‐‑‒–—―−﹘﹣－"
_OPTION = re.compile(
    rf"(?P<dashes>[{_DASHES}]+)(?P<name>[A-Za-zＡ-Ｚａ-ｚ][^=＝\s]*)(?:[=＝](?P<value>.*))?",
    re.DOTALL,
)
_WIDE_BLANKS = re.compile("\u3000+")
_PROGRAM = {"docgen", "docgen.exe"}
_HELP = {"help", "帮助", "?", "？", "/?", "-?"}
_CLOSING = {"“": "”“", "”": "”", "‘": "’‘", "’": "’", "「": "」", "'": "'", '"': '"', "＂": "＂"}
"""Quotes that a shell leaves: what may close them, by the sign they begin with."""


def as_meant(words: Sequence[str]) -> list[str]:
    """The words of a command with the dashes, quotes and blanks that docgen takes."""
    parts = _unquoted([part for number, word in enumerate(words) for part in _parts(word, number)])
    meant = [_option(part) for part in parts]
    while meant and meant[0].lower() in _PROGRAM:
        del meant[0]
    if meant and meant[0].lower() in _HELP:
        return [*meant[1:], "--help"]
    return meant


def line_of(words: Iterable[str]) -> str:
    """The line to type: ``docgen`` and these words, quoted where a shell needs it."""
    return " ".join(["docgen", *map(_quoted, words)])


def _quoted(word: str) -> str:
    option, equals, value = _value_part(word)
    return f"{option}{equals}{typed(value)}"


def language_of(words: Sequence[str]) -> Language:
    """The language that a command asks for, the last if there are several; or the environment's."""
    language = system_language()
    for word, behind in zip_longest(words, words[1:], fillvalue=""):
        name, _, value = word.partition("=")
        asked = (value or behind) if name == "--lang" else ""
        language = next((each for each in LANGUAGES if each == asked), language)
    return language


def _parts(word: str, number: int) -> list[str]:
    """A word, parted at the blanks of full width that a shell takes for letters."""
    if word[:1] and word[0] in _DASHES:
        return _WIDE_BLANKS.split(word, maxsplit=1)
    if number == 0:
        return _WIDE_BLANKS.split(word)
    return re.split(f"\u3000+(?=[{_DASHES}])", word)


def _unquoted(words: Sequence[str]) -> list[str]:
    """The words without quotes around them; words that one pair of quotes holds are one."""
    found: list[str] = []
    rest = list(words)
    while rest:
        option, equals, value = _value_part(rest[0])
        count = _quoted_words(value, rest[1:])
        if count:
            value = " ".join([value, *rest[1:count]])[1:-1]
        found.append(f"{option}{equals}{value}")
        del rest[: max(count, 1)]
    return found


def _value_part(word: str) -> tuple[str, str, str]:
    """``--unit=``, and the value behind it; of other words all is value."""
    match = _OPTION.fullmatch(word)
    if match and match["value"] is not None:
        return word[: match.start("value") - 1], "=", match["value"]
    return "", "", word


def _quoted_words(first: str, others: Sequence[str]) -> int:
    """How many words a pair of quotes that begins ``first`` holds; 0 if there is none."""
    closing = _CLOSING.get(first[:1])
    if closing is None:
        return 0
    for count, word in enumerate([first[1:], *others], 1):
        if word.endswith(tuple(closing)):
            return count
    return 0


def _option(word: str) -> str:
    """An option with two dashes (one before a single letter) and letters of one width."""
    match = _OPTION.fullmatch(word)
    if not match:
        return word
    name = normalize("NFKC", match["name"]).lower().replace("_", "-")
    value = "" if match["value"] is None else f"={match['value']}"
    return f"{'-' if len(name) == 1 else '--'}{name}{value}"
