"""Content that is still last year's in the files that ``docgen new`` copied.

    沿用上年:                    in report.yaml; a line for each file
      - facts.yaml
      - narrative/7-存在的问题及原因分析.md

In a listed file, each field and each chapter that was emptied and is still blank is an error, and
each paragraph that is still word for word last year's is a warning. The writer deletes the line
when the file is done; text that stays the same, such as a department's duties, is then not
reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.named_rows import first_text
from docgen.checking.todo_lists import CARRIED, FILE_DONE, in_listed_files, is_blank
from docgen.content.blocks import Binding, Document, Inline, Inlines, Span
from docgen.content.values import Node, Text, Value
from docgen.diagnostics import Place, Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.next_year import names_field
from docgen.packs.pack import Pack

STILL_BLANK = problem_code(
    "still-blank",
    en=(
        "「{field}」 is blank; last year it was {last}",
        "fill it in; if it stays blank, delete this file from 沿用上年 when all of it is done",
    ),
    zh=(
        "「{field}」还空着，上年是 {last}",
        "填上；确实留空的，整个文件改完后把它从「沿用上年」里删去",
    ),
    to_do="blank",
)
STILL_LAST_YEARS = problem_code(
    "still-last-years",
    en=(
        "「{field}」 is still last year's: {text}",
        "write this year's; when all of the file is done, delete it from 沿用上年",
    ),
    zh=("「{field}」还是上年的文字：{text}", "改成今年的；整个文件改完后把它从「沿用上年」里删去"),
    to_do="last-years",
)

_BOUND = "\0"
"""Stands for a binding in a text that is compared."""

_SHOWN = 16
"""Characters of a text that a message quotes."""


@check(
    Finding(
        STILL_BLANK,
        Severity.ERROR,
        en="brought over by `docgen new`, emptied, and not filled in yet",
        zh="`docgen new` 带来时清空，还没有填",
    ),
    Finding(
        STILL_LAST_YEARS,
        Severity.WARNING,
        en="brought over by `docgen new`, and word for word last year's",
        zh="`docgen new` 从上年带来，与上年一字不差",
    ),
    FILE_DONE,
    of_source=True,
)
def unrevised(unit: CheckedUnit) -> Iterator[Problem]:
    """Problems of the files that the unit lists; none without last year's content."""
    if unit.last is None:
        unit.data.used.add(CARRIED)
        return iter(())
    found = _Comparison(unit.pack).problems(unit.data, unit.last, ())
    return in_listed_files(unit.unit, CARRIED, found)


@dataclass(frozen=True)
class _Comparison:
    """Walks this year's and last year's values in parallel."""

    pack: Pack

    def problems(self, value: Value, last: Value, keys: tuple[str, ...]) -> Iterator[Problem]:
        if isinstance(value, Node) and isinstance(last, Node):
            for key in value.key_places:
                yield from self.problems(value.get(key), last.get(key), (*keys, key))
        elif isinstance(value, list) and isinstance(last, list):
            for row, last_row in _row_pairs(value, last):
                yield from self.problems(row, last_row, keys)
        elif self._is_kept(keys):
            return
        elif names_field(self.pack.next.texts, keys):
            yield from _same_texts(value, last, keys)
        elif is_blank(value) and (text := _first_words(last)):
            words = {"field": ".".join(keys), "last": text[:_SHOWN]}
            yield error(STILL_BLANK, value.place or Place(""), **words)
        elif isinstance(value, Document):
            yield from _same_texts(value, last, keys)

    def _is_kept(self, keys: tuple[str, ...]) -> bool:
        """Whether the field keeps last year's value or takes that of another field then."""
        plan = self.pack.next
        return keys[-1] in self.pack.checks.last_year_of or names_field(
            (*plan.kept, *plan.dates), keys
        )


def _first_words(value: Value) -> str:
    """A single value as it prints, or the first paragraph of Markdown; empty for all else."""
    if isinstance(value, Document):
        return next((text.replace(_BOUND, "…") for text, _ in _texts(value)), "")
    return "" if value is None or isinstance(value, (Node, list)) else str(value)


def _row_pairs(rows: list[Value], last_rows: list[Value]) -> Iterator[tuple[Value, Value]]:
    """Each row with last year's row of the same name, or else of the same number, or ``None``."""
    by_name = {first_text(row): row for row in last_rows if first_text(row)}
    for number, row in enumerate(rows):
        same_number = last_rows[number] if number < len(last_rows) else None
        yield row, by_name.get(first_text(row), same_number)


def _same_texts(value: Value, last: Value, keys: tuple[str, ...]) -> Iterator[Problem]:
    last_texts = {text for text, _ in _texts(last)}
    for text, place in _texts(value):
        # A text of bindings and signs alone has no words that could be out of date.
        if text in last_texts and any(map(str.isalnum, text)):
            shown = text.replace(_BOUND, "…")
            excerpt = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
            yield warning(STILL_LAST_YEARS, place, field=".".join(keys), text=excerpt)


def _texts(value: Value) -> Iterator[tuple[str, Place]]:
    """The typed text of each paragraph, and where it begins."""
    if isinstance(value, Document):
        for inlines in value.inlines():
            places = [place for inline in inlines if (place := _place(inline))]
            if places:
                yield _typed(inlines), places[0]
    elif isinstance(value, Text) and value.place:
        yield str(value), value.place


def _place(inline: Inline) -> Place | None:
    if isinstance(inline, Span):
        return inline.binding or inline.place
    return inline.place if isinstance(inline, Binding) else None


def _typed(inlines: Inlines) -> str:
    """The text of the paragraph with ``_BOUND`` for each ``{{ }}``, resolved or not."""
    pieces = (
        inline.text if isinstance(inline, Span) and inline.binding is None else _BOUND
        for inline in inlines
        if isinstance(inline, (Span, Binding))
    )
    return "".join(pieces)
