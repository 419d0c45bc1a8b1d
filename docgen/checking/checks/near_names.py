"""Names of one thing that are written in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.content.blocks import Document, Span
from docgen.content.values import Text, Value
from docgen.diagnostics import Place, Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

NEAR_NAMES = problem_code(
    "near-names",
    en=("「{name}」 and 「{other_name}」 ({other}) look like one name", "write them alike"),
    zh=("「{name}」与「{other_name}」（{other}）像是同一个名称", "写成一样"),
)

_NEAR = 0.85
"""Share of the shorter name's characters that are in the longer one too."""

_MOST_NAMES = 1000
"""The most names that are compared, each with all others; a department has some dozens."""

_AS_LONG = 0.7
"""Length of the shorter name, as a share of the longer one's."""


@check(
    Finding(
        NEAR_NAMES,
        Severity.WARNING,
        en="“职业教育发展专项” and “职业发展教育专项经费”; "
        "not two names that stand in several places each",
        zh="「职业教育发展专项」和「职业发展教育专项经费」，名称相近而不同；各出现多次的不算",
    )
)
def near_names(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings for names that differ by a slip: 职业教育发展专项 and 职业发展教育专项经费."""
    names = list(islice(_names(unit.values), _MOST_NAMES))
    times = Counter(name for name, _ in names)
    for number, (name, place) in enumerate(names):
        for other, first in names[:number]:
            # Two names that each stand in several places are two things, such as 一期 and 二期.
            maybe_slip = name != other and min(times[name], times[other]) == 1
            if maybe_slip and _alike(name, other):
                yield warning(NEAR_NAMES, place, name=name, other_name=other, other=first)
                break
    for opening, place in _openings(unit.documents):
        for name, first in () if opening in times else names:
            # A longer or shorter name may be that of several projects together.
            if len(name) == len(opening) and _alike(name, opening):
                yield warning(NEAR_NAMES, place, name=opening, other_name=name, other=first)
                break


def _openings(documents: Iterable[Document]) -> Iterator[tuple[str, Place]]:
    """The bold words at the beginning of blocks, and their places."""
    for document in documents:
        for block in document.blocks:
            first = next(iter(getattr(block, "inlines", ())), None)
            if isinstance(first, Span) and first.bold and first.place:
                yield first.text.rstrip("。：:. "), first.place


def _names(values: Iterable[tuple[str, Value]]) -> Iterator[tuple[str, Place]]:
    for key, value in values:
        if "名称" in key and isinstance(value, Text) and value.place and len(value) > 3:
            yield str(value), value.place


def _alike(name: str, other: str) -> bool:
    """Whether two names have about the same length and nearly all characters, in any order."""
    shorter, longer = sorted((len(name), len(other)))
    if shorter / longer < _AS_LONG:
        return False
    shared = sum((_characters(name) & _characters(other)).values())
    return shared / shorter >= _NEAR


@lru_cache(maxsize=10_000)
def _characters(name: str) -> Counter[str]:
    return Counter(name)
