"""Reads JSON with places: numbers stay as they are typed, and keys given twice are told."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import TypeAlias

from docgen.content.characters import forbidden_characters
from docgen.content.source_files import SourceFile
from docgen.content.values import Blank, Figure, Items, Node, Text, Value
from docgen.content.yaml_reader import DUPLICATE_KEY, YAML_TOO_DEEP
from docgen.diagnostics import Place, Problem, Problems, error
from docgen.diagnostics.codes import problem_code

JSON_SLIP = problem_code(
    "json-slip",
    en=(
        "this is no JSON: {slip}: {text}",
        "names and texts stand between straight double quotes, a colon behind each name, a comma "
        "between two entries and none behind the last; comments have no place",
    ),
    zh=(
        "不是 JSON：{slip}：{text}",
        '名称和文字写在英文双引号 " 中，名称后面用英文冒号，两项之间用英文逗号，最后一项后面没有'
        "逗号，不能有注释",
    ),
    phrases="json",
)

_SLIPS = {
    "Expecting property name": "name",
    "Expecting ':'": "colon",
    "Expecting ','": "comma",
    "Illegal trailing comma": "trailing",
    "Extra data": "extra",
    "Unterminated string": "unclosed",
    "Invalid control character": "control",
    "Invalid \\": "escape",
}
"""The slip that each sentence of Python's parser is about; any other misses a value."""

_DEEPEST = 100
"""Lists and groups inside each other; beyond, Python's stack could end."""

_SHOWN = 40
"""Characters of the line that a message quotes."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_TRAILING = re.compile(r",\s*\Z")

_Group: TypeAlias = "Node | Items"


def read_json(source: SourceFile, problems: Problems) -> Value:
    """The value that ``source`` consists of; a blank after errors, which are problems.

    ``true`` and ``false`` are Python's, ``null`` is a blank, numbers are figures that print as
    they are typed.
    """
    if problem := _fault(source):
        problems.add(problem)
        return Blank(Place(source.name, 1, 1))
    return _JsonReader(source, problems).value()


def _fault(source: SourceFile) -> Problem | None:
    """Why a text is no JSON that is read; ``None`` if it is."""
    text, places = source.text, _Places(source)

    def slip(kind: str, at: int) -> Problem:
        behind, before = text[at:].partition("\n")[0], text[:at].rpartition("\n")[2]
        shown = behind[:_SHOWN].strip() or before[-_SHOWN:].strip() or "—"
        return error(JSON_SLIP, places.at(at), slip=kind, text=shown)

    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        if depth > _DEEPEST:
            return error(YAML_TOO_DEEP, places.at(token.start()))
        if token[0] in ("NaN", "Infinity", "-Infinity"):  # Python takes them
            return slip("value", token.start())
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as reason:
        kind = next((kind for said, kind in _SLIPS.items() if reason.msg.startswith(said)), "value")
        ends_group = text[reason.pos : reason.pos + 1] in ("]", "}")
        if kind in ("name", "value") and ends_group and _TRAILING.search(text, 0, reason.pos):
            kind = "trailing"
        return slip(kind, reason.pos)
    return None


class _Places:
    """The places of the characters of a file."""

    def __init__(self, source: SourceFile) -> None:
        self._name = source.name
        self._starts = [0, *accumulate(len(line) + 1 for line in source.text.split("\n"))]

    def at(self, position: int) -> Place:
        """The place of the character at a position of the text."""
        line = bisect_right(self._starts, position)
        return Place(self._name, line, position - self._starts[line - 1] + 1)


class _JsonReader:
    """Makes values of a text that is JSON."""

    def __init__(self, source: SourceFile, problems: Problems) -> None:
        self._tokens = _TOKEN.finditer(source.text)
        self._places, self._problems = _Places(source), problems

    def value(self) -> Value:
        """The value that begins with the next token."""
        return self._value(next(self._tokens))

    def _value(self, token: re.Match[str]) -> Value:
        place = self._places.at(token.start())
        if token[0] == "{":
            return self._mapping(Node(place))
        if token[0] == "[":
            items = Items(place)
            items.extend(self._value(item) for item in self._entries("]"))
            return items
        if token[0].startswith('"'):
            return self._text(token, place)
        if token[0] in _WORDS:
            word = _WORDS[token[0]]
            return Blank(place) if word is None else word
        return Figure(Decimal(token[0]), token[0], place)

    def _mapping(self, node: Node) -> Node:
        for token in self._entries("}"):
            place, key = self._places.at(token.start()), json.loads(token[0])
            next(self._tokens)  # the colon
            value = self.value()
            if key in node.key_places:
                first = node.key_places[key]
                self._problems.add(error(DUPLICATE_KEY, place, key=key, first=first))
                continue
            self._problems.extend(forbidden_characters(key, place))
            node.add(key, value, place)
        return node

    def _entries(self, end: str) -> Iterator[re.Match[str]]:
        """The first token of each entry of a group that ``end`` ends."""
        for token in self._tokens:
            if token[0] == end:
                return
            if token[0] != ",":
                yield token

    def _text(self, token: re.Match[str], place: Place) -> Text | Blank:
        """A text; a blank if it is empty, or holds what Word cannot store, which is a problem."""
        text = json.loads(token[0]).replace("\r\n", "\n")
        inside = place.shifted(0, place.column + 1)
        problems = list(forbidden_characters(text, place))
        # What is typed may be an escape, which is longer: the text has a place, and no fix.
        self._problems.extend(error(problem.code, place, **problem.words) for problem in problems)
        return Blank(place) if problems or not text else Text(text, place, inside)
