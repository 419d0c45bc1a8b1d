"""Within the text: one indicator, one value; one thing, one name; last year's figures again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from docgen.checking.figures import Number, numbers
from docgen.checking.named_rows import NamedRows
from docgen.checking.paragraph_texts import ParagraphText, documents
from docgen.checking.sentence_labels import clause_before
from docgen.content.blocks import Span
from docgen.content.values import Figure, Node, Text, Value
from docgen.diagnostics import Place, Problem, error, warning

_FILLERS = re.compile(
    r"(?:约|近|超过|超|达到|达|为|是|共计|合计|累计|共|计|了|已|有|至|到|实现|保持|在)+$"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?|上年|去年|[同较]比|[比较][年上]|预算|目标|计划")
_SHORTEST = 5
_NEAR = 0.85
_AS_LONG = 0.7


def two_values(texts: Sequence[ParagraphText], rows: NamedRows) -> Iterator[Problem]:
    """The same words before two different values, anywhere in the unit.

    What belongs to a project is compared with what belongs to the same project.
    """
    seen: dict[tuple[str, str, str], Number] = {}
    for passage in texts:
        owner = rows.spoken_of(passage)
        for number in numbers(passage):
            phrase = _phrase(passage.text, number)
            if not phrase or not number.unit:
                continue
            first = seen.setdefault((phrase, number.unit, owner), number)
            if first.value != number.value:
                # A bound number cannot be mistyped.
                wrong, other = (first, number) if number.bound else (number, first)
                words = {
                    "phrase": phrase,
                    "value": f"{wrong.text}{wrong.unit}",
                    "other_value": f"{other.text}{other.unit}",
                    "other": other.place,
                }
                yield warning("two-values", wrong.place, **words)


def _phrase(text: str, number: Number) -> str:
    """The words of the clause before the number, if they are enough to be an indicator's name.

    A clause that speaks of another year, a plan or a comparison means another value.
    """
    clause = clause_before(text, number.start)
    words = re.sub(r"^(?:19|20)\d\d年(?:度)?", "", _FILLERS.sub("", clause))
    plain = len(words) >= _SHORTEST and not re.search(r"\d", words)
    return words if plain and not _YEAR.search(words) else ""


def near_names(data: Node) -> Iterator[Problem]:
    """Two names that are meant to be one: 职业教育发展专项 and 职业发展教育专项经费."""
    names = list(dict.fromkeys(_names(data)))
    times = Counter(name for name, _ in names)
    for number, (name, place) in enumerate(names):
        for other, first in names[:number]:
            # Two names that stand in several places each are two things, such as 一期 and 二期.
            slip = name != other and min(times[name], times[other]) == 1
            if slip and _alike(name, other):
                yield warning("near-names", place, name=name, other_name=other, other=first)
                break
    for opening, place in _openings(data):
        for name, first in () if opening in times else names:
            # With a character more it may be the whole of several projects.
            if len(name) == len(opening) and _alike(name, opening):
                yield warning("near-names", place, name=opening, other_name=name, other=first)
                break


def _openings(data: Node) -> Iterator[tuple[str, Place]]:
    """The bold words that paragraphs of the text begin with."""
    for document in documents(data):
        for block in document.blocks:
            first = next(iter(getattr(block, "inlines", ())), None)
            if isinstance(first, Span) and first.bold and first.place:
                yield first.text.rstrip("。：:. "), first.place


def _names(value: Value, key: str = "") -> Iterator[tuple[str, Place]]:
    if isinstance(value, Node):
        for below, one in value.items():
            yield from _names(one, below)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item, key)
    elif isinstance(value, Text) and value.place and "名称" in key and len(value) > 3:
        yield str(value), value.place


def _alike(name: str, other: str) -> bool:
    """About as long, and nearly all characters of the one in the other, in whatever order."""
    shorter, longer = sorted((len(name), len(other)))
    shared = sum((Counter(name) & Counter(other)).values())
    return shared / shorter >= _NEAR and shorter / longer >= _AS_LONG


def over_time(data: Node, last: Node, carried: Mapping[str, str]) -> Iterator[Problem]:
    """This year's ``上年决算数`` is last year's ``本年决算数``, field by field."""
    for key, value in data.items():
        old = last.get(key)
        for mine, theirs in carried.items():
            now, then = data.get(mine), last.get(theirs)
            if key == mine and isinstance(now, Figure) and isinstance(then, Figure) and now != then:
                place = now.place or data.place
                words = {"name": mine, "value": now.text, "last_name": theirs}
                yield error("last-year-differs", place, then=then.text, other=then.place, **words)
        if isinstance(value, Node) and isinstance(old, Node):
            yield from over_time(value, old, carried)
        elif isinstance(value, list) and isinstance(old, list):
            yield from _rows_over_time(value, old, carried)


def _rows_over_time(
    rows: list[Value], old: list[Value], carried: Mapping[str, str]
) -> Iterator[Problem]:
    """Rows are the same if they bear the same name."""
    named = {_name(row): row for row in old if isinstance(row, Node)}
    for row in rows:
        if isinstance(row, Node) and (match := named.get(_name(row))) is not None:
            yield from over_time(row, match, carried)


def _name(row: Node) -> str:
    return next((str(value) for value in row.values() if isinstance(value, str)), "")
