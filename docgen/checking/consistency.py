"""Within the text: one indicator, one value; percentages that can be worked out again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from docgen.checking.figures import Number, numbers, plain_label
from docgen.checking.passages import Passage
from docgen.content.values import Figure, Node, Text, Value
from docgen.diagnostics import Place, Problem, error, warning

_CLAUSE = re.compile(r"[，。；：！？、,;:（）()《》“”\s]")
_FILLERS = re.compile(
    r"(?:约|近|超过|超|达到|达|为|是|共计|合计|累计|共|计|了|已|有|至|到|实现|保持|在)+$"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?|上年|去年|同比|比上|预算|目标|计划")
_GROWTH = re.compile(
    r"(增长|增加|上升|提高|下降|减少|降低|压减)(?:了|约|近|超|超过)*(\d+(?:\.\d+)?)[%％]"
)
_SHORTEST = 5
_NEAR = 0.85
_AS_LONG = 0.7


def two_values(texts: Sequence[Passage]) -> Iterator[Problem]:
    """The same words before two different values, anywhere in the unit."""
    seen: dict[tuple[str, str], Number] = {}
    for passage in texts:
        for number in numbers(passage):
            phrase = _phrase(passage.text, number)
            if not phrase or not number.unit:
                continue
            first = seen.setdefault((phrase, number.unit), number)
            if first.value != number.value:
                words = {
                    "phrase": phrase,
                    "value": f"{number.text}{number.unit}",
                    "other_value": f"{first.text}{first.unit}",
                    "other": first.place,
                }
                yield warning("two-values", number.place, **words)


def _phrase(text: str, number: Number) -> str:
    """The words of the clause before the number, if they are enough to be an indicator's name.

    A clause that speaks of another year, a plan or a comparison means another value.
    """
    clause = _CLAUSE.split(text[: number.start])[-1]
    words = re.sub(r"^(?:19|20)\d\d年(?:度)?", "", _FILLERS.sub("", clause))
    plain = len(words) >= _SHORTEST and not re.search(r"\d", words)
    return words if plain and not _YEAR.search(words) else ""


def growth(texts: Sequence[Passage], data: Node, carried: Mapping[str, str]) -> Iterator[Problem]:
    """``L 比上年增长 12%`` where the form has last year's and this year's figure of L."""
    pairs = dict(_pairs(data, carried))
    labels = sorted(pairs, key=len, reverse=True)
    for passage in texts:
        for match in _GROWTH.finditer(passage.text):
            sentence = re.split("[。；]", passage.text[: match.start()])[-1]
            label = next((one for one in labels if one in sentence), "")
            if label and "上年" in sentence:
                yield from _growth(passage, match, label, *pairs[label])


def _growth(
    passage: Passage, match: re.Match[str], label: str, before: Figure, now: Figure
) -> Iterator[Problem]:
    place = passage.place(match.start(2))
    words = {"label": label, "before": before.text, "now": now.text, "typed": f"{match[2]}%"}
    if not before:
        yield error("growth-from-zero", place, other=before.place, **words)
        return
    change = (now.value - before.value) / before.value * 100
    digits = len(match[2].partition(".")[2])
    exact = abs(change).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    falls = match[1] in ("下降", "减少", "降低", "压减")
    if exact != Decimal(match[2]) or falls != (change < 0):
        yield error("percent-differs", place, other=now.place, value=f"{change:.2f}%", **words)


def _pairs(
    value: Value, carried: Mapping[str, str], label: str = ""
) -> Iterator[tuple[str, tuple[Figure, Figure]]]:
    if isinstance(value, Node):
        for last, this in carried.items():
            before, now = value.get(last), value.get(this)
            if isinstance(before, Figure) and isinstance(now, Figure) and len(label) > 2:
                yield label, (before, now)
        for key, below in value.items():
            yield from _pairs(below, carried, plain_label(key))
    elif isinstance(value, list):
        for item in value:
            yield from _pairs(item, carried, _name(item) if isinstance(item, Node) else label)


def near_names(data: Node) -> Iterator[Problem]:
    """Two names that are meant to be one: 职业教育发展专项 and 职业发展教育专项经费."""
    names = list(dict.fromkeys(_names(data)))
    for number, (name, place) in enumerate(names):
        for other, first in names[:number]:
            if name != other and _alike(name, other):
                yield warning("near-names", place, name=name, other_name=other, other=first)
                break


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
