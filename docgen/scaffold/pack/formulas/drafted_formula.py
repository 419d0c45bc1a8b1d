"""A formula that a form gives for one of its blanks, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from docgen.diagnostics.codes import Code
from docgen.scaffold.pack.formulas.quantities import FormQuantity


@dataclass(frozen=True, eq=False)
class SumOfRows:
    """The sum of a list's column."""

    column: FormQuantity


Piece: TypeAlias = str | FormQuantity | SumOfRows
Relation: TypeAlias = Literal["==", ">="]


@dataclass(frozen=True, eq=False)
class DraftedFormula:
    """What a blank is, or at least is at most or at least.

    Attributes:
        whole: the blank.
        pieces: the formula, from left to right: blanks, and what stands between them.
        reason: why the form says so.
        words: of the reason.
        is_sure: whether it is certain; if not, it becomes a rule that warns.
        relation: ``==``, or ``>=`` for a blank that may be more.
        parts: for a sum, what it adds up.
    """

    whole: FormQuantity
    pieces: tuple[Piece, ...]
    reason: Code
    words: Mapping[str, str] = field(default_factory=dict)
    is_sure: bool = True
    relation: Relation = "=="
    parts: tuple[FormQuantity, ...] = ()

    @property
    def reads(self) -> list[FormQuantity]:
        """The blanks that it reads."""
        named = (it.column if isinstance(it, SumOfRows) else it for it in self.pieces)
        return [it for it in named if isinstance(it, FormQuantity)]


def added(parts: Sequence[FormQuantity]) -> tuple[Piece, ...]:
    """The sum of blanks, of which those that are not filled in count as nothing."""
    if len(parts) == 1:
        return (parts[0],)
    return ("total(", *_between(parts, ", "), ")")


def product_of(factors: Iterable[FormQuantity]) -> tuple[Piece, ...]:
    """The product of blanks."""
    return tuple(_between(list(factors), " * "))


def percent_of(numerator: Sequence[Piece], denominator: Sequence[Piece]) -> tuple[Piece, ...]:
    """A quotient, printed as a percentage."""
    return ("(", *numerator, " / ", *denominator, ") | percent")


def _between(parts: Sequence[FormQuantity], sign: str) -> Iterable[Piece]:
    for number, part in enumerate(parts):
        if number:
            yield sign
        yield part
