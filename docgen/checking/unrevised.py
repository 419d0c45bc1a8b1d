"""What is still last year's in the files that ``docgen new`` has brought over.

    沿用上年:                    in report.yaml; one line a file
      - facts.yaml
      - narrative/7-problems.md

While a file stands there, each field that was emptied and is still blank is told, and each
paragraph that is still word for word last year's. The writer deletes the line when the file is
done; what then stays as it was, a department's duties, stays in peace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.checking.todo_lists import CARRIED, in_marked
from docgen.content.blocks import Binding, Document, Inlines, Span
from docgen.content.unit import Unit
from docgen.content.values import Blank, Node, Text, Value
from docgen.diagnostics import Place, Problem, error, warning
from docgen.packs.next_year import names_field
from docgen.packs.pack import Pack

_BOUND = "\0"
_SHOWN = 16


def unrevised(unit: Unit, pack: Pack, last: Node | None) -> Iterator[Problem]:
    """Problems of the files that the unit marks; ``last`` is its content a year ago, not bound."""
    return in_marked(unit, CARRIED, _Comparison(pack).of(unit.data, last, ()))


@dataclass(frozen=True)
class _Comparison:
    """Walks this year's and last year's values together."""

    pack: Pack

    def of(self, value: Value, last: Value, keys: tuple[str, ...]) -> Iterator[Problem]:
        if isinstance(value, Node) and isinstance(last, Node):
            for key in value.key_places:
                yield from self.of(value.get(key), last.get(key), (*keys, key))
        elif isinstance(value, list) and isinstance(last, list):
            for item, old in _rows(value, last):
                yield from self.of(item, old, keys)
        elif self._moved(keys):
            return
        elif isinstance(value, Document) or names_field(self.pack.next.texts, keys):
            yield from _same_texts(value, last, keys)
        elif isinstance(value, Blank) and _says_something(last):
            words = {"field": ".".join(keys), "last": str(last)[:_SHOWN]}
            yield error("still-blank", value.place or Place(""), **words)

    def _moved(self, keys: tuple[str, ...]) -> bool:
        """Whether what stands there came from last year and is meant to stay."""
        plan = self.pack.next
        return keys[-1] in self.pack.checks.last_year_of or names_field(
            (*plan.kept, *plan.dates), keys
        )


def _says_something(value: Value) -> bool:
    single = value is not None and not isinstance(value, (Blank, Node, list, Document))
    return single and bool(str(value))


def _rows(rows: list[Value], old: list[Value]) -> Iterator[tuple[Value, Value]]:
    """Each row with last year's of the same name, or else of the same number."""
    named = {_name(row): row for row in old if _name(row)}
    for number, row in enumerate(rows):
        by_number = old[number] if number < len(old) else None
        yield row, named.get(_name(row), by_number)


def _name(row: Value) -> str:
    values = row.values() if isinstance(row, Node) else ()
    return next((str(value) for value in values if isinstance(value, Text)), "")


def _same_texts(value: Value, last: Value, keys: tuple[str, ...]) -> Iterator[Problem]:
    old = {words for words, _ in _texts(last)}
    for words, place in _texts(value):
        # Where all is bound, nothing was written last year that could be out of date.
        if words in old and any(map(str.isalnum, words)):
            shown = words.replace(_BOUND, "…")
            text = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
            yield warning("still-last-years", place, field=".".join(keys), text=text)


def _texts(value: Value) -> Iterator[tuple[str, Place]]:
    """What was typed of each paragraph, and where it begins."""
    if isinstance(value, Document):
        for inlines in value.inlines():
            places = [place for part in inlines if (place := _place(part))]
            if places:
                yield _typed(inlines), places[0]
    elif isinstance(value, Text) and value.place:
        yield str(value), value.place


def _place(part: object) -> Place | None:
    if isinstance(part, Span):
        return part.binding or part.place
    return part.place if isinstance(part, Binding) else None


def _typed(inlines: Inlines) -> str:
    """The paragraph with a sign for each ``{{ }}``, whether or not it is bound yet."""
    pieces = (
        part.text if isinstance(part, Span) and part.binding is None else _BOUND
        for part in inlines
        if isinstance(part, (Span, Binding))
    )
    return "".join(pieces)
