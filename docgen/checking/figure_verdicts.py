"""The verdict on each figure of a unit: what claims, forms, tables and rules say of it.

A figure that several say something of is what the gravest says: wrong, then off by rounding, then
verified. One that nothing speaks of is grey: it was seen, and somebody has to check it. One that
a ``{{ }}`` prints is the field's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from docgen.checking.check_registry import all_checks
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.claims.told import arithmetic_of, problem_of
from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.equations import equations
from docgen.checking.quantities.quantity import Quantity
from docgen.content.agreement import Agreement
from docgen.content.values import Figure, Node, Value
from docgen.diagnostics import Place, Problem
from docgen.packs.formula_order import Derived
from docgen.packs.rules import scopes_at
from docgen.packs.worked_sums import worked_sum

_GRAVEST_FIRST = (Status.WRONG, Status.ROUNDED, Status.VERIFIED)
_MOST_SOURCES = 4
"""Other figures of an equation whose places are named."""
_BY_AGREEMENT = {Agreement.EQUAL: Status.VERIFIED, Agreement.ROUNDED: Status.ROUNDED}

_WRONG = frozenset(
    (
        *("score-over-weight", "part-over-whole", "table-total", "rule-broken", "two-values"),
        *("attained-less", "not-attained-full", "failed-full", "growth-from-zero"),
    )
)
"""What is told of a figure that is wrong, beside all that ends with one of these:"""
_DIFFERS = ("-differs", "-differ")
_ROUNDED = frozenset({"text-rounded", "rule-rounding"})


@dataclass(frozen=True)
class _Saying:
    """What one source says of a figure at a place."""

    status: Status
    arithmetic: str = ""
    sources: tuple[Place, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class _FieldFigure:
    """A figure of a form."""

    path: str
    figure: Figure
    place: Place


def figure_verdicts(unit: CheckedUnit) -> list[Verdict]:
    """The verdict on each figure of the sentences, then of the forms, each in reading order."""
    said = dict[Place, list[_Saying]]()
    derived = dict[str, _Saying](_derived(unit))
    for place, saying in chain(_matches(unit), _equations(unit), _problems(unit)):
        said.setdefault(place, []).append(saying)
    by_quantity = dict[Quantity, list[_Saying]]()
    for quantity, saying in _judged(unit):
        by_quantity.setdefault(quantity, []).append(saying)
    texts = [
        _of_quantity(quantity, [*by_quantity.get(quantity, ()), *said.get(quantity.place, ())])
        for quantity in _quantities(unit)
    ]
    known = {(verdict.field, verdict.start, verdict.place) for verdict in texts}
    counted = (it for it in (*unit.listed_counts, *unit.ranks))
    counts = [it for it in counted if (it.field, it.start, it.place) not in known]
    forms = [_of_field(field, derived, said) for field in _fields(unit)]
    return [*texts, *counts, *forms]


def _quantities(unit: CheckedUnit) -> Iterator[Quantity]:
    for _, quantities in unit.quantities:
        yield from quantities


def _judged(unit: CheckedUnit) -> Iterator[tuple[Quantity, _Saying]]:
    """What the claims of the sentences say of their figures."""
    for judgement in unit.judgements:
        reading = judgement.reading
        if reading and judgement.status is not Status.SEEN:
            sources = tuple(dict.fromkeys(operand.place for operand in reading.operands))
            said = (judgement.status, arithmetic_of(judgement), sources, problem_of(judgement))
            yield judgement.claim.term.quantity, _Saying(*said)
    by_place = {(it.paragraph.field, it.start, it.place): it for it in _quantities(unit)}
    for verdict in (*unit.listed_counts, *unit.ranks):
        quantity = by_place.get((verdict.field, verdict.start, verdict.place))
        if quantity:
            told = (verdict.status, verdict.arithmetic, verdict.sources, verdict.problem)
            yield quantity, _Saying(*told)


def _matches(unit: CheckedUnit) -> Iterator[tuple[Place, _Saying]]:
    """What forms and tables say of the figures of sentences, and these of them."""
    for match in unit.field_matches:
        status = _BY_AGREEMENT.get(match.agreement)
        for field in match.fields[:1] if status else ():
            assert status is not None  # or there would be no field
            quantity = match.quantity
            here = f"{field.path} = {field.figure.text}"
            yield quantity.place, _Saying(status, here, (field.place,))
            if field.figure.place:
                yield field.place, _Saying(status, quantity.words, (quantity.place,))
    for found in unit.table_matches:
        status = _BY_AGREEMENT.get(found.agreement)
        for fact in found.facts[:1] if status else ():
            assert status is not None
            quantity = found.term.quantity
            here = f"{fact.label} {fact.head} = {fact.words}"
            yield quantity.place, _Saying(status, here, (fact.place,))
            yield fact.place, _Saying(status, quantity.words, (quantity.place,))


def _equations(unit: CheckedUnit) -> Iterator[tuple[Place, _Saying]]:
    """What the equations that hold say of the figures in them."""
    for equation in equations(unit):
        for place in equation.places:
            others = tuple(other for other in dict.fromkeys(equation.places) if other != place)
            yield place, _Saying(Status.VERIFIED, equation.words, others[:_MOST_SOURCES])


def _problems(unit: CheckedUnit) -> Iterator[tuple[Place, _Saying]]:
    """What the checks object to, where it is about a figure."""
    for check in all_checks():
        for problem in unit.found_by(check.function):
            is_wrong = problem.code in _WRONG or problem.code.endswith(_DIFFERS)
            if is_wrong or problem.code in _ROUNDED:
                status = Status.WRONG if is_wrong else Status.ROUNDED
                yield problem.place, _Saying(status, problem=problem)


def _derived(unit: CheckedUnit) -> Iterator[tuple[str, _Saying]]:
    """What the formulas of the pack give, by the path of the field."""
    for formula in unit.pack.derived:
        groups, _, key = formula.field.rpartition(".")
        for owners in scopes_at(unit.data, groups):
            figure = owners[0].get(key)
            if isinstance(figure, Figure) and figure.place is None:
                saying = _Saying(Status.VERIFIED, _worked(formula, owners))
                yield f"{id(owners[0])}.{key}", saying


def _worked(formula: Derived, owners: tuple[Node, ...]) -> str:
    found = worked_sum(formula.formula, owners)
    return found.with_result.zh if found and found.is_sum else formula.formula


def _fields(unit: CheckedUnit) -> Iterator[tuple[_FieldFigure, str]]:
    """The figures of the forms, each with the key of what a formula says of it."""
    yield from _below(unit.data, "", unit.data.place, unit.pack.checks.year)


def _below(value: Value, path: str, place: Place, year: str) -> Iterator[tuple[_FieldFigure, str]]:
    if isinstance(value, Node):
        for key, child in value.items():
            below = f"{path}.{key}".lstrip(".")
            if isinstance(child, Figure) and below != year:
                stands = child.place or value.key_places.get(key, value.place)
                yield _FieldFigure(below, child, stands), f"{id(value)}.{key}"
            else:
                yield from _below(child, below, value.place, year)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _below(item, f"{path}[{number}]", place, year)


def _of_quantity(quantity: Quantity, said: Sequence[_Saying]) -> Verdict:
    paragraph = quantity.paragraph
    words = paragraph.text[quantity.start : quantity.end]
    told = _gravest([*said, *([_Saying(Status.VERIFIED)] if quantity.bound else [])])
    return Verdict(
        quantity.place,
        words,
        paragraph.field,
        quantity.start,
        told.status,
        told.arithmetic,
        told.sources,
        told.problem,
        _sentence(paragraph.text, quantity.start, quantity.end),
    )


def _of_field(
    found: tuple[_FieldFigure, str],
    derived: dict[str, _Saying],
    said: dict[Place, list[_Saying]],
) -> Verdict:
    field, key = found
    own = said.get(field.place, []) if field.figure.place else []
    told = _gravest([*own, *([derived[key]] if key in derived else [])])
    return Verdict(
        field.place,
        field.figure.text,
        field.path,
        0,
        told.status,
        told.arithmetic,
        told.sources,
        told.problem,
        field.path,
    )


def _gravest(said: Iterable[_Saying]) -> _Saying:
    """The gravest, with the problem and the sum of others if it has none of its own."""
    found = sorted(said, key=lambda saying: _GRAVEST_FIRST.index(saying.status))
    if not found:
        return _Saying(Status.SEEN)
    same = [saying for saying in found if saying.status is found[0].status]
    return max(same, key=lambda saying: (saying.problem is not None, bool(saying.arithmetic)))


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a figure."""
    begin = max(text.rfind(sign, 0, start) for sign in "。；！？\n") + 1
    ends = [at for sign in "。；！？\n" if (at := text.find(sign, end)) >= 0]
    return text[begin : min(ends, default=len(text))].strip()
