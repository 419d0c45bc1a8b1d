"""Keys of report.yaml that list the unit's files that are still to be done.

    待填写:                      files of a blank unit: each blank field is a warning
      - department.yaml
    沿用上年:                    files copied from last year, see :mod:`docgen.checking.unrevised`
      - narrative/7-problems.md

The writer deletes the line of a file that is done. What is blank or unchanged in it then is meant
to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.checking.waivers import EXCEPTIONS
from docgen.content.blocks import Document
from docgen.content.unit import Unit
from docgen.content.values import Blank, Items, Node, Text, Value
from docgen.diagnostics import Place, Problem, warning
from docgen.problem_codes import problem_code

NOT_FILLED = problem_code(
    "not-filled",
    en=(
        "「{field}」 is blank",
        "fill it in; if it stays blank, delete this file from 待填写 when all of it is done",
    ),
    zh=("「{field}」还空着", "填上；确实留空的，整个文件填完后把它从「待填写」里删去"),
)
FILE_DONE = problem_code(
    "file-done",
    en=("nothing is left to do in {file}", "delete this line of {key}"),
    zh=("{file} 已经没有要填、要改的了", "删去「{key}」里的这一行"),
)

CARRIED, UNFILLED = "沿用上年", "待填写"
ABOUT_FILES = (EXCEPTIONS, CARRIED, UNFILLED)
"""Keys that are about the unit's files and hold no content of the report."""

_COMMENTS = {
    CARRIED: "从上年带来；改完一个删去一行 · from last year; delete the line of what is done",
    UNFILLED: "填完一个删去一行 · to be filled in; delete the line of what is done",
}


def still_blank(unit: Unit) -> Iterator[Problem]:
    """A warning for each blank field of the files under 待填写."""
    return in_listed_files(unit, UNFILLED, _blanks(unit.data, (), unit.place))


def in_listed_files(unit: Unit, key: str, found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems in the files that ``key`` lists, and a warning for each listed file without any.

    Args:
        unit: the unit.
        key: ``CARRIED`` or ``UNFILLED``.
        found: problems in any file of the unit.
    """
    unit.data.used.add(key)
    listed = unit.data.get(key)
    names = listed if isinstance(listed, Items) else ()
    files = {f"{unit.place.file}/{name}": name for name in names if isinstance(name, Text)}
    unfinished = set()
    for problem in found if files else ():
        if problem.place.file in files:
            unfinished.add(problem.place.file)
            yield problem
    for file, name in files.items():
        if file not in unfinished:
            yield warning(FILE_DONE, name.place or unit.place, file=name, key=key)


def _blanks(value: Value, keys: tuple[str, ...], place: Place) -> Iterator[Problem]:
    if _is_blank(value):
        yield warning(NOT_FILLED, getattr(value, "place", place), field=".".join(keys))
    elif isinstance(value, Node):
        for key, key_place in value.key_places.items():
            yield from _blanks(value.get(key), (*keys, key), key_place)
    elif isinstance(value, Items):
        for item in value:
            yield from _blanks(item, keys, place)


def _is_blank(value: Value) -> bool:
    """Whether nothing was typed: no value, no text, no row and no field."""
    if isinstance(value, Document):
        return not value.blocks
    return isinstance(value, Blank) or (isinstance(value, (Node, Items)) and not value)


def with_mark(text: str, key: str, files: Iterable[str]) -> str:
    """The text of report.yaml with ``files`` listed under ``key``; unchanged if there are none."""
    lines = "".join(f"  - {name}\n" for name in files)
    return f"{text.rstrip()}\n\n{key}:  # {_COMMENTS[key]}\n{lines}" if lines else text
