"""Keys of report.yaml that list the unit's files that are still to be done.

    待填写:                      files of a blank unit: each blank field is a warning
      - 附件2-整体支出自评.yaml
    沿用上年:                    files copied from last year, see :mod:`docgen.checking.unrevised`
      - narrative/7-存在的问题及原因分析.md

The writer deletes the line of a file that is done. What is blank or unchanged in it then is meant
to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from docgen.checking.waivers import EXCEPTIONS
from docgen.content.blocks import Document
from docgen.content.retyped import read_text
from docgen.content.unit import Unit
from docgen.content.values import Blank, Items, Node, Text, Value
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place, Problem, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import composed
from docgen.packs.schema import WRONG_TYPE

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


def wrong_entries(data: Node) -> Iterator[Problem]:
    """An error for each entry of these lists that is no file's name."""
    for key in (CARRIED, UNFILLED):
        listed = data.get(key)
        for entry in listed if isinstance(listed, Items) else (listed,):
            if isinstance(entry, (Items, Node)):
                yield error(WRONG_TYPE, entry.place, field=key, value="…", wanted="string")


def in_listed_files(unit: Unit, key: str, found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems in the files that ``key`` lists, and a warning for each listed file without any.

    Args:
        unit: the unit.
        key: ``CARRIED`` or ``UNFILLED``.
        found: problems in any file of the unit.
    """
    unit.data.used.add(key)
    files = listed_files(unit, key)
    unfinished = set()
    for problem in found if files else ():
        file = composed(problem.place.typed.file)
        if file in files:
            unfinished.add(file)
            yield problem
    for file, name in files.items():
        if file not in unfinished:
            done = warning(FILE_DONE, name.place or unit.place, file=name, key=key)
            yield _without_line(done, unit, Path(file)) if name.place else done


def _without_line(done: Problem, unit: Unit, listed: Path) -> Problem:
    """The problem with the fix that deletes its line; with the last one, its key goes too.

    A name in brackets beside others has no line of its own. That of a file that is not there may
    be misspelt: its line is not deleted without asking.
    """
    root, name = Path(unit.place.file), done.place.file
    try:
        text = read_text((unit.folder / Path(name).relative_to(root)).read_bytes())
        file = YamlFile(name, text)
        is_there = (unit.folder / listed.relative_to(root)).is_file()
    # It has been replaced, the name is longer than any can be, or it is spelt in another way.
    except (OSError, ValueError, yaml.YAMLError):
        return done
    lines = _lines_of(done.place, done.words["key"], file)
    if lines is None:
        return done
    place = Place(name, text.count("\n", 0, lines[0]) + 1, 1)
    return done.fixed_by(text[slice(*lines)], "", place, safe=is_there)


def _lines_of(place: Place, key: str, file: YamlFile) -> tuple[int, int] | None:
    """Where the lines of an entry begin and end; ``None`` if others stand in them, too."""
    keys = file.path(place)
    if keys is None:
        return None
    if (key, 1) in file.places:
        return file.item(keys)
    entry = file.entry(key)
    return (entry.start, entry.stop) if entry else None


def listed_files(unit: Unit, key: str) -> dict[str, Text]:
    """The files that ``key`` lists: what the list says of each, by its name in messages."""
    listed = unit.data.get(key)
    names = listed if isinstance(listed, Items) else (listed,)
    return {composed(f"{unit.place.file}/{name}"): name for name in names if isinstance(name, Text)}


def is_blank(value: Value) -> bool:
    """Whether nothing was typed: no value, no text, no row and no field."""
    if isinstance(value, Document):
        return not value.blocks
    if isinstance(value, Blank):
        return value.is_left_open
    return isinstance(value, (Node, Items)) and not value


def with_mark(text: str, key: str, files: Iterable[str]) -> str:
    """The text of report.yaml with ``files`` listed under ``key``; unchanged if there are none."""
    lines = "".join(f"  - {name}\n" for name in files)
    return f"{text.rstrip()}\n\n{key}:  # {_COMMENTS[key]}\n{lines}" if lines else text
