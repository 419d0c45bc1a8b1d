"""Keys of report.yaml that speak of the unit's files; two of them list those still to be done.

    待填写:                      begun from nothing: each field that is blank is told
      - department.yaml
    沿用上年:                    brought over from last year, see :mod:`docgen.checking.unrevised`
      - narrative/7-problems.md

The writer deletes the line of a file that is done; what is blank or as it was then, is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.checking.waivers import EXCEPTIONS
from docgen.content.blocks import Document
from docgen.content.unit import Unit
from docgen.content.values import Blank, Items, Node, Text, Value
from docgen.diagnostics import Place, Problem, warning

CARRIED, UNFILLED = "沿用上年", "待填写"
ABOUT_FILES = (EXCEPTIONS, CARRIED, UNFILLED)
"""Keys that hold nothing of the report itself."""

NOT_FILLED = "not-filled"
"""The code of a blank field's problem."""


def still_blank(unit: Unit) -> Iterator[Problem]:
    """A warning for each blank field of the files under 待填写."""
    return in_marked(unit, UNFILLED, _blanks(unit.data, (), unit.place))


def in_marked(unit: Unit, key: str, found: Iterable[Problem]) -> Iterator[Problem]:
    """What was ``found`` in the files that ``key`` lists, and a warning for each without any."""
    unit.data.used.add(key)
    listed = unit.data.get(key)
    marked = [one for one in listed if isinstance(one, Text)] if isinstance(listed, Items) else []
    files = {f"{unit.place.file}/{one}": one for one in marked}
    told = set()
    for problem in found if files else ():
        if problem.place.file in files:
            told.add(problem.place.file)
            yield problem
    for file, name in files.items():
        if file not in told:
            yield warning("file-done", name.place or unit.place, file=name, key=key)


def _blanks(value: Value, keys: tuple[str, ...], place: Place) -> Iterator[Problem]:
    if _is_blank(value):
        yield warning("not-filled", getattr(value, "place", place), field=".".join(keys))
    elif isinstance(value, Node):
        for key, typed in value.key_places.items():
            yield from _blanks(value.get(key), (*keys, key), typed)
    elif isinstance(value, Items):
        for one in value:
            yield from _blanks(one, keys, place)


def _is_blank(value: Value) -> bool:
    """Whether nothing was typed: no value, no text, or no row or group."""
    if isinstance(value, Document):
        return not value.blocks
    return isinstance(value, Blank) or (isinstance(value, (Node, Items)) and not value)


_SAID = {
    CARRIED: "从上年带来；改完一个删去一行 · from last year; delete the line of what is done",
    UNFILLED: "填完一个删去一行 · to be filled in; delete the line of what is done",
}


def with_mark(text: str, key: str, files: Iterable[str]) -> str:
    """The text with ``files`` listed under ``key``; as it is if there are none."""
    listed = "".join(f"  - {name}\n" for name in files)
    return f"{text.rstrip()}\n\n{key}:  # {_SAID[key]}\n{listed}" if listed else text
