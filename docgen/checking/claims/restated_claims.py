"""One amount in two units: 1,226,400元，即122.64万元; 3.26亿元（32,600万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Reading
from docgen.checking.claims.quotients import is_open
from docgen.checking.claims.reading import operand_of
from docgen.checking.claims.sentence import Sentence, Term

_AGAIN = re.compile(r"（|[（，；]?(?:即|折合|合计?|约合|也就是|等于)(?:人民币)?")
_CLOSED = "）"


def restated_claims(sentence: Sentence) -> Iterator[Claim]:
    """The amounts of a sentence that are said again in another unit."""
    for first, second in pairwise(sentence.terms):
        between = sentence.between(first.quantity.end, second.quantity.start)
        if not _is_again(first, second) or not _AGAIN.fullmatch(between):
            continue
        behind = sentence.between(second.quantity.end, second.quantity.end + 1)
        if between != "（" or behind == _CLOSED:
            operand = operand_of(first)
            value, words = operand.value, operand.words
            reading = Reading(operand.interval, value, words, (operand,), is_sure=True)
            yield Claim(ClaimKind.RESTATED, sentence, second, (reading,))


def _digits(text: str) -> str:
    return re.sub(r"[,.]", "", text).strip("0")


def _is_again(first: Term, second: Term) -> bool:
    one, other = first.quantity, second.quantity
    is_same_digits = _digits(one.text) == _digits(other.text) and one.value != other.value
    is_alike = one.is_money and other.is_money and (one.unit != other.unit or is_same_digits)
    return is_alike and not is_open(first) and not is_open(second)
