"""The rules of a pack: what must hold between figures, as expressions over the content.

    rules:
      - name: 支出性质合计等于全年执行数
        at: 年度预算申请                      optional: where names are looked up first; projects[]
        each: 绩效指标 | rows                 optional: the rule holds for each of these
        require: 按支出性质分.基本支出 + 按支出性质分.项目支出 == 全年执行数
        warn: 是                              optional: a warning only

A blank takes no part: where one side of ``==`` or ``<=`` is blank, the rule says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docgen.content.values import Blank, Figure, Node, Value
from docgen.diagnostics import Place, Problem, error
from docgen.packs.expressions import evaluate, paths_in

_COMPARISON = re.compile(r"^(.+?)\s(<=|>=|==|<|>)\s(.+)$")
_ROUNDING = Decimal("0.005")
"""万元: half of the last digit that forms print."""

_OPERATORS = {"<=": "≤", ">=": "≥", "==": "=", "<": "<", ">": ">"}


_OPERATORS_IN = re.compile(r"<=|>=|==")


@dataclass(frozen=True)
class Rule:
    """One rule, as pack.yaml has it."""

    name: str
    at: str
    each: str
    require: str
    warns: bool
    place: Place


@dataclass(frozen=True)
class Checks:
    """What the checks of the text have to know of a form: the ``checks`` of pack.yaml.

    Attributes:
        year: the field that holds the report's year.
        last_year_of: last year's field and the field it was then, ``{上年决算数: 本年决算数}``.
        money: the groups whose figures are in 万元.
        points: the fields, in whatever group, that hold points and not money.
        unit: the way to the unit's name.
        facts: the groups of figures that no form has, under words of the unit's own.
        plans: the fields that say what was planned, and not what became of it.
        apart: words after which a paragraph speaks of other money than the form.
        titles: words by which the title of such a report is known.
    """

    year: str = ""
    last_year_of: Mapping[str, str] = field(default_factory=dict)
    money: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    unit: str = ""
    facts: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def check_rules(data: Node, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    """A problem for each rule that does not hold, with the fields it compared."""
    for rule in rules:
        wrong: set[str] = set()
        for owner in _owners(data, rule):
            for problem in _check(owner, data, rule):
                if problem.place != rule.place or problem.code not in wrong:
                    yield problem
                wrong.add(problem.code)


def _owners(data: Node, rule: Rule) -> Iterator[tuple[Node, ...]]:
    """The mappings whose names the rule sees, the nearest first."""
    for owner in owners_at(data, rule.at):
        if not rule.each:
            yield (owner,)
            continue
        found: list[Problem] = []
        rows = evaluate(rule.each, rule.place, found, owner, data)
        for row in rows if isinstance(rows, list) and not found else ():
            if isinstance(row, Node):
                yield row, owner


def owners_at(node: Value, path: str) -> Iterator[Node]:
    """The mappings at ``path``; ``projects[]`` means each item of a list."""
    if not path:
        if isinstance(node, Node):
            yield node
        return
    step, _, rest = path.partition(".")
    below = node.get(step.removesuffix("[]")) if isinstance(node, Node) else None
    for one in (below if isinstance(below, list) else []) if step.endswith("[]") else [below]:
        yield from owners_at(one, rest)


def _check(scope: tuple[Node, ...], data: Node, rule: Rule) -> Iterator[Problem]:
    found: list[Problem] = []
    names = (*scope, data)
    comparison = _COMPARISON.match(rule.require)
    off = Decimal(0)
    sides = comparison.group(1, 3) if comparison else ()
    values = [evaluate(side, rule.place, found, *names) for side in sides]
    if comparison:
        if found or any(isinstance(value, Blank) for value in values):
            return
        off = _distance(*values) if comparison[2] == "==" else off
    holds = evaluate(rule.require, rule.place, found, *names)
    if not found and not holds:
        worked_out = list(_worked_out(zip(sides, values, strict=True)))
        yield _broken(rule, list(_operands(rule.require, names)), worked_out, off, scope[0])
    # A name that is missing is told where it is needed; only a wrong expression is the pack's.
    yield from (one.of_pack() for one in found if one.code != "unknown-name")


def _distance(left: Any, right: Any) -> Decimal:
    both = isinstance(left, Figure) and isinstance(right, Figure)
    return abs(left.value - right.value) if both else Decimal(0)


@dataclass(frozen=True)
class _Operand:
    """A field, a group of fields, whose ``text`` is ``None``, or what was worked out of them."""

    path: str
    text: str | None
    place: Place | None


def _operands(expression: str, names: tuple[Node, ...]) -> Iterator[_Operand]:
    """What an expression reads, with values and places."""
    for path in paths_in(expression):
        value = evaluate(path, Place(""), [], *names)
        single = isinstance(value, (Figure, str, Blank))
        yield _Operand(path, str(value) if single else None, getattr(value, "place", None))


def _worked_out(sides: Iterable[tuple[str, Any]]) -> Iterator[_Operand]:
    """The sides of a comparison that are neither a field nor a constant."""
    for expression, value in sides:
        if isinstance(value, Figure) and paths_in(expression) not in ([], [expression]):
            yield _Operand(expression, str(value.rounded(2)), None)


def _broken(
    rule: Rule, operands: list[_Operand], worked_out: list[_Operand], off: Decimal, owner: Node
) -> Problem:
    """Within the rounding of n parts, (n + 1) x 0.005 万元, a difference is only a hint."""
    fields = [one for one in operands if one.text is not None]
    rounding = 0 < off <= (len(fields) + 1) * _ROUNDING
    places = [one.place for one in (*fields, *operands) if one.place]
    shown = "，".join(
        f"「{one.path}」= {one.text or '空'}" + (f"（{one.place}）" if one.place else "")
        for one in (*fields, *worked_out)
    )
    code = "rule-rounding" if rounding else "rule-broken"
    require = _OPERATORS_IN.sub(lambda found: _OPERATORS[found[0]], rule.require)
    words = {"rule": rule.name, "values": shown or "空", "require": require}
    problem = error(code, places[0] if places else owner.place, **words)
    return problem.as_warning() if rounding or rule.warns else problem
