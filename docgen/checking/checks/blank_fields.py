"""Blank fields of a unit that was begun from nothing, and chapters without a word."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.todo_lists import (
    CARRIED,
    FILE_DONE,
    UNFILLED,
    in_listed_files,
    is_blank,
    listed_files,
)
from docgen.content.blocks import Document
from docgen.content.values import Items, Node, Value
from docgen.diagnostics import Place, Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

NOT_FILLED = problem_code(
    "not-filled",
    en=(
        "「{field}」 is blank",
        "fill it in; if it stays blank, delete this file from 待填写 when all of it is done",
    ),
    zh=("「{field}」还空着", "填上；确实留空的，整个文件填完后把它从「待填写」里删去"),
    to_do="blank",
)
EMPTY_CHAPTER = problem_code(
    "empty-chapter",
    en=(
        "the chapter 「{field}」 is empty",
        "write it; if it has nothing to say, write one sentence that says so",
    ),
    zh=("「{field}」这一章是空的", "写上内容；确实没有的，也写一句说明没有"),
    to_do="blank",
)


@check(
    Finding(
        NOT_FILLED,
        Severity.WARNING,
        en="begun from nothing by `docgen new`, and still blank",
        zh="用 `docgen new` 从空白开始，还没有填",
    ),
    Finding(
        FILE_DONE,
        Severity.WARNING,
        en="a file of “沿用上年” (kept from last year) or “待填写” (to be filled in) "
        "in which nothing is left to do",
        zh="「沿用上年」「待填写」里列着的文件，已经改完、填完",
    ),
    of_source=True,
)
def blank_fields(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each blank field of the files under 待填写."""
    found = _blanks(unit.data, (), unit.unit.place)
    return in_listed_files(unit.unit, UNFILLED, found)


@check(
    Finding(
        EMPTY_CHAPTER,
        Severity.WARNING,
        en="a Markdown file without a word, which last year was not empty",
        zh=".md 文件是空的，上年不是",
    ),
    of_source=True,
)
def empty_chapters(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each empty Markdown file that is in no list; none if last year's was empty."""
    others = {**listed_files(unit.unit, CARRIED), **listed_files(unit.unit, UNFILLED)}
    for folder, chapters in unit.data.items():
        last = unit.last.get(folder) if unit.last else None
        for name, chapter in chapters.items() if isinstance(chapters, Node) else ():
            place = chapter.place if isinstance(chapter, Document) else Place("")
            was_empty = isinstance(last, Node) and name in last and is_blank(last[name])
            is_file = place.file.endswith(".md") and place.file not in others
            if is_file and is_blank(chapter) and not was_empty:
                yield warning(EMPTY_CHAPTER, place, field=f"{folder}.{name}")


def _blanks(value: Value, keys: tuple[str, ...], place: Place) -> Iterator[Problem]:
    if is_blank(value):
        at = getattr(value, "place", place)
        if at is not None:  # a formula has left it blank
            yield warning(NOT_FILLED, at, field=".".join(keys))
    elif isinstance(value, Node):
        for key, key_place in value.key_places.items():
            yield from _blanks(value.get(key), (*keys, key), key_place)
    elif isinstance(value, Items):
        for item in value:
            yield from _blanks(item, keys, place)
