"""Text against tables: a figure in a sentence is the figure of the form.

基本支出 18.74 万元     where the form's 基本支出 is 420.71: an error, with both places
基本支出 420.7 万元     nearly equal: a warning
支出 420.71 万元        typed, though a field has it: a hint to bind it
2022年，基本支出 {{ … }}  last year before this year's figure: an error
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from docgen.checking.figures import Index, Labelled, Number, numbers
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.sentence_labels import LabelHit, Period, SentenceLabels, clause_before
from docgen.diagnostics import Problem, error, warning

_MONEY = ("万元", "亿元", "元")
_ABOUT = re.compile(r"\s*(?:以内|以上|以下|左右|上下|余|多|[—–～~至-]\s*\d)")
"""Behind a number: it is a bound or a round figure, not the one of the form."""

_CENTS = 2
_NAMED = 3
"""How many fields a hint names."""


def against_tables(
    texts: Sequence[ParagraphText], index: Index, labels: SentenceLabels, carried: Collection[str]
) -> Iterator[Problem]:
    """Problems of every passage. ``texts`` are not those fields that are figures themselves.

    ``carried`` are the fields that hold last year's figures.
    """
    told: list[Problem] = []
    for passage in texts:
        for number in numbers(passage):
            named = labels.before(passage, number.start)
            found = _against_label(number, named, carried, labels.year) if named else None
            if found is not None:
                yield from (problem for problem in found if problem not in told)
                told.extend(found)
            elif not number.bound:
                yield from _could_be_bound(number, index)


def _against_label(
    number: Number, named: LabelHit, carried: Collection[str], year: str
) -> list[Problem] | None:
    """Problems of a number that stands behind a label; ``None`` if it is no number of that kind."""
    fields = [one for one in named.fields if _comparable(number, one)]
    last = [one for one in fields if one.key in carried]
    this = [one for one in fields if one.key not in carried]
    meant = {Period.THIS: this, Period.LAST: last}.get(named.period, [])
    other_year = named.year and named.period is not Period.THIS
    if number.bound and other_year and _is_one_of(number, this) and not _is_one_of(number, last):
        words = {"found": named.year, "wanted": year}
        return [error("year-differs", number.passage.place(named.at), **words)]
    if not meant or _ABOUT.match(number.passage.text, number.end):
        return None
    if _is_one_of(number, meant):
        return [] if number.bound else None
    return [differs(number, named.label, meant)]


def _is_one_of(number: Number, fields: Sequence[Labelled]) -> bool:
    return any(one.shown == number.value for one in fields)


def differs(number: Number, label: str, fields: Sequence[Labelled]) -> Problem:
    """Names this year's result first, the whole before its rows; in the hint all that it may be."""
    near = [one for one in fields if _rounds_to(one, number)]
    named = near or list(reversed(fields))
    named.sort(key=lambda one: "[" in one.path)
    first = named[0]
    words = {
        "label": label,
        "typed": f"{number.text}{number.unit}",
        "path": first.path,
        "value": first.figure.text,
        "other": first.place,
        "fields": " / ".join(f"{{{{ {one.path} }}}}" for one in named[:_NAMED]),
    }
    found = warning if near else error
    return found("text-rounded" if near else "text-differs", number.place, **words)


def _comparable(number: Number, one: Labelled) -> bool:
    """A rate with a percentage, money with a figure of the forms, a count with a count."""
    rate = one.figure.text.endswith("%")
    named_rate = one.key.endswith(("率", "度"))
    if number.unit == "%":
        return rate or named_rate
    if number.unit in _MONEY:
        return one.money
    counts = number.unit and "/" not in number.unit and number.unit != "个百分点"
    return bool(counts) and not (rate or named_rate or one.money)


def _rounds_to(one: Labelled, number: Number) -> bool:
    """Whether they are the same but for digits that one of them does not have.

    A form's 22 is exact; only with cents may it be the rounded one of the two.
    """
    places = -int(one.shown.as_tuple().exponent)
    if number.digits > places and places < _CENTS:
        return False
    unit = Decimal(1).scaleb(-min(number.digits, places))
    return one.shown.quantize(unit, ROUND_HALF_UP) == number.value.quantize(unit, ROUND_HALF_UP)


def _could_be_bound(number: Number, index: Index) -> Iterator[Problem]:
    """A hint for a number that is surely a field's: a unit, a point, three digits or more."""
    telling = "." in number.text and len(number.text.replace(".", "").lstrip("0")) >= 3
    if not telling or number.unit not in (*_MONEY, "%"):
        return
    words_before = clause_before(number.passage.text, number.start)
    for one in index.everything:
        equal = one.shown == number.value and _comparable(number, one)
        if equal and (number.unit != "%" or _speaks_of(words_before, one)):
            words = {"typed": f"{number.text}{number.unit}", "path": one.path, "other": one.place}
            yield warning("could-be-bound", number.place, **words)
            return


def _speaks_of(words: str, one: Labelled) -> bool:
    """Many rates are 98%: two characters of the field's name have to be in the words as well."""
    return not words or any(one.key[at : at + 2] in words for at in range(len(one.key) - 1))
