"""A claim: a figure of a sentence that other figures give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from docgen.checking.claims.operands import Reading
from docgen.checking.claims.sentence import Sentence, Term


class ClaimKind(Enum):
    """What a figure is said to be."""

    GROWTH_RATE = "growth-rate"
    GROWTH = "growth"
    POINTS = "points"
    SHARE = "share"
    RATE = "rate"
    SUM = "sum"
    AVERAGE = "average"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    RESTATED = "restated"
    ADJUSTED = "adjusted"


@dataclass(frozen=True)
class Claim:
    """A figure, what it is said to be, and the ways to read that.

    Attributes:
        kind: what it is said to be.
        sentence: where it is said.
        term: the figure.
        readings: what it should be, by each choice of operands; the likelier first.
    """

    kind: ClaimKind
    sentence: Sentence
    term: Term
    readings: tuple[Reading, ...]
