"""The equations of a pack's rules that hold: each figure in one is what the others give.

基本支出 + 项目支出 == 全年执行数      420.71 + 18.74 = 439.45, which says something of all three
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docgen.content.values import Blank, Node
from docgen.diagnostics import Place, Problems
from docgen.packs.content_index import ContentIndex
from docgen.packs.expressions import evaluate
from docgen.packs.expressions.evaluate import holds
from docgen.packs.pack import Pack
from docgen.packs.rules import Rule, owners_at
from docgen.packs.worked_sums import worked_sum

_EQUALS = " == "
_OTHERWISE = (" or ", " and ", " if ")


class RuleEquation(NamedTuple):
    """An equation that holds.

    Attributes:
        words: both sides with their figures.
        places: where the figures were typed that are in it.
    """

    words: str
    places: tuple[Place, ...]


def rule_equations(data: Node, pack: Pack) -> Iterator[RuleEquation]:
    """The equations of the rules of ``pack`` that hold in ``data``; none with a blank in it."""
    index = ContentIndex(data, pack.derived, pack.schema)
    for rule in pack.rules:
        sides = _sides(rule)
        for owner in owners_at(data, rule.at) if sides else ():
            yield from _held(rule, sides, (owner, data), index)


def _sides(rule: Rule) -> tuple[str, ...]:
    """The two sides of an equation of figures; none of any other rule, or of one for each row."""
    sides = tuple(rule.require.split(_EQUALS))
    is_plain = len(sides) == 2 and not any(word in rule.require for word in _OTHERWISE)
    return sides if is_plain and not rule.each else ()


def _held(
    rule: Rule, sides: tuple[str, ...], names: tuple[Node, ...], index: ContentIndex
) -> Iterator[RuleEquation]:
    problems = Problems()
    results = [evaluate(side, rule.place, problems, *names) for side in sides]
    if problems or any(isinstance(result, Blank) for result in results):
        return
    sums = [found for side in sides if (found := worked_sum(side, names))]
    if len(sums) == len(sides) and holds(rule.require, rule.place, problems, *names):
        words = " = ".join(found.words.zh for found in sums)
        yield RuleEquation(words, index.inputs_of(rule.require, names, inside=True))
