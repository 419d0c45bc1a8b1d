"""The rules of a pack: relations between figures, as expressions over the content.

    rules:
      - name: 支出性质合计等于全年执行数
        at: 年度预算申请                      optional: the group where names are looked up first
        each: 绩效指标 | rows                 optional: the rule is checked for each of these rows
        require: 按支出性质分.基本支出 + 按支出性质分.项目支出 == 全年执行数
        hint: 核对附件2 · check annex 2        optional: what to do, if the relation says it badly
        warn: 是                              optional: 是, yes or true: a warning only

``at: projects[]`` is each item of a list. A rule is not checked where one side of its comparison is
blank, and not where it reads a field that is still to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from docgen.content.numbers import rounding_of
from docgen.content.values import Blank, Figure, Node, Text, Unfilled, Value
from docgen.diagnostics import Place, Problem, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import (
    FAILURES,
    each_holds,
    evaluate,
    holds,
    new_environment,
    paths_in,
)
from docgen.packs.expressions.evaluate import UNKNOWN_NAME
from docgen.packs.records import key
from docgen.packs.row_sums import follows_from_inner_sum, row_sum, sum_problem

RULE_ROUNDING = problem_code(
    "rule-rounding",
    en=(
        "「{rule}」 is off by no more than rounding: {values}",
        "{require} should hold: make them agree if you can",
    ),
    zh=("「{rule}」相差在四舍五入以内：{values}", "应有 {require}：能一致就改成一致"),
)
RULE_BROKEN = problem_code(
    "rule-broken",
    en=("「{rule}」 does not hold: {values}", "{correct}"),
    zh=("不符合「{rule}」：{values}", "{correct}"),
)

_COMPARISON = re.compile(r"^(.+?)\s(<=|>=|==|<|>)\s(.+)$")
_OR = re.compile(r"\s(?:or|and)\s")
_PLACES = 2
"""Decimal places of the figures that forms print, in 万元."""

_OPERATORS = {"<=": "≤", ">=": "≥", "==": "=", "<": "<", ">": ">"}
_OPERATORS_IN = re.compile(r"<=|>=|==")


StandardRule: TypeAlias = Literal[
    "执行率等于执行数除以预算数",
    "资金得分等于分值乘以执行率",
    "得分不超过分值",
    "分值合计100",
    "指标组分值与标题一致",
    "总分等于得分之和",
    "未达到指标值却得满分",
    "未完成却得满分",
    "达到指标值却扣分",
    "扣分要写明原因",
    "实际完成值不照抄指标值",
    "实际完成值不留空",
]
"""The rules that every evaluation form has, :mod:`docgen.checking.form_rules`, by name."""


@dataclass(frozen=True)
class Rule:
    """A rule, as written in pack.yaml."""

    name: str = key("规则的名称，提示里用 · name, which messages say", "", required=True)
    at: str = key("先在这个组里找字段 · the group where names are looked up first", "")
    each: str = key("对这些行逐行成立 · the rows that it holds for, each", "")
    require: Text = key("必须成立的关系 · what must hold", Text(""), required=True)
    warn: bool = key("只警告 · a warning only", False)
    place: Place = Place("")
    hint: str = key("不成立时怎么改，不写就给出关系式 · what to do if it does not hold", "")


@dataclass(frozen=True)
class Checks:
    """What the checks of texts need to know about a form: the ``checks`` of pack.yaml."""

    year: str = key("年度字段 · the field of the report's year", "")
    last_year_of: Mapping[str, str] = key(
        "上年数的字段: 上年里的字段 · last year's field: the field that held it last year",
        dict,
        name="carried",
    )
    money: tuple[str, ...] = key("单位为万元的组 · groups whose figures are in 万元", ())
    points: tuple[str, ...] = key("分数字段 · fields of points, not money, in any group", ())
    unit: str = key("单位名称的字段 · the field of the unit's name", "")
    facts: tuple[str, ...] = key(
        "表外数据的组，键由单位自定 · groups outside the form, under the unit's own keys",
        (),
    )
    plans: tuple[str, ...] = key("写计划的字段 · fields that say what was planned", ())
    other_money: tuple[str, ...] = key(
        "表示另一类资金的词 · words by which a paragraph is about other money than the form's",
        (),
        name="apart",
    )
    titles: tuple[str, ...] = key("报告标题里的词 · words in the title of such a report", ())
    without: tuple[StandardRule, ...] = key(
        "这张表不适用的通用规则 · rules of all evaluation forms that this one does not have", ()
    )


def check_rules(
    data: Node,
    rules: tuple[Rule, ...],
    still_open: frozenset[Place] = frozenset(),
    formulas: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Problem]:
    """A problem for each rule that does not hold, with the fields it compares.

    Args:
        data: the content.
        rules: the rules.
        still_open: the places of blanks that are known to be filled in later.
        formulas: the formula of each field that nobody types, so that messages say what it is from.
    """
    found = []
    for rule, scopes in zip(rules, _doubtful(data, rules), strict=True):
        reported: set[str] = set()
        for scope in scopes:
            for problem in _check(scope, data, rule, still_open, formulas):
                if problem.place != rule.place or problem.code not in reported:
                    found.append(problem)
                reported.add(problem.code)
    return (problem for problem in found if not follows_from_inner_sum(problem, found))


def _doubtful(data: Node, rules: Sequence[Rule]) -> list[list[tuple[Node, ...]]]:
    """For each rule the mappings that it may not hold in; these are to be looked at closely.

    Nearly all rules hold, so those that look at the same mappings are asked at once.
    """
    found: list[list[tuple[Node, ...]]] = [[] for _ in rules]
    in_groups = sorted(range(len(rules)), key=lambda number: _where(rules[number]))
    for _, group in groupby(in_groups, key=lambda number: _where(rules[number])):
        numbers = list(group)
        requires = [rules[number].require for number in numbers]
        for scope in _owners(data, rules[numbers[0]]):
            for number, is_met in zip(numbers, each_holds(requires, *scope, data), strict=True):
                found[number] += [] if is_met else [scope]
    return found


def _where(rule: Rule) -> tuple[str, str]:
    return rule.at, rule.each


def _owners(data: Node, rule: Rule) -> Iterator[tuple[Node, ...]]:
    """The mappings that the rule is checked in, each with those it sees, the innermost first."""
    for owner in owners_at(data, rule.at):
        if not rule.each:
            yield (owner,)
            continue
        found = Problems()
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
    child = node.get(step.removesuffix("[]")) if isinstance(node, Node) else None
    for item in (child if isinstance(child, list) else []) if step.endswith("[]") else [child]:
        yield from owners_at(item, rest)


def _check(
    scope: tuple[Node, ...],
    data: Node,
    rule: Rule,
    still_open: frozenset[Place],
    formulas: Mapping[str, str],
) -> Iterator[Problem]:
    found = Problems()
    names = (*scope, data)
    wanted = row_sum(rule.require)
    if wanted:
        if problem := sum_problem(wanted, rule.name, names, still_open):
            yield problem.as_warning() if rule.warn else problem
        return
    sides, operator = _comparison(rule.require)
    values = [evaluate(side, rule.place, found, *names) for side in sides]
    if not found and not any(isinstance(value, Blank) for value in values):
        difference = _distance(*values) if operator == "==" else Decimal(0)
        is_met = holds(rule.require, rule.place, found, *names)
        waits = not found and not is_met and _is_unfilled(rule.require, names, still_open)
        if not found and not is_met and not waits:
            computed = list(_computed_sides(zip(sides, values, strict=True)))
            operands = [_with_origin(it, rule, formulas) for it in _operands(rule.require, names)]
            yield _broken_rule(rule, operands, computed, difference, scope[0])
    # A missing name is reported where it is needed; a wrong expression is a fault of the pack.
    yield from (problem.of_pack() for problem in found if problem.code != UNKNOWN_NAME)


@cache
def _comparison(require: str) -> tuple[tuple[str, ...], str]:
    """The sides of the first comparison, and its operator; what follows ``or`` is no part of it."""
    found = _COMPARISON.match(require)
    if found is None or (not _is_whole(found[1]) and _is_whole(require)):
        return (), ""
    ends = (match.start() for match in _OR.finditer(found[3]))
    wholes = (found[3][:end] for end in ends if _is_whole(found[3][:end]))
    return (found[1], next(wholes, found[3])), found[2]


def _is_whole(expression: str) -> bool:
    """Whether an expression does not end amid brackets or quotes."""
    try:
        paths_in(expression)
    except FAILURES:
        return False
    return True


def _is_unfilled(expression: str, names: tuple[Node, ...], still_open: frozenset[Place]) -> bool:
    """Whether a field that an expression reads is still to be filled in."""
    values = [evaluate(path, Place(""), Problems(), *names) for path in paths_in(expression)]
    places = (getattr(value, "place", None) for value in values)
    return any(isinstance(value, Unfilled) for value in values) or any(
        place in still_open for place in places
    )


def _distance(left: Any, right: Any) -> Decimal:
    both = isinstance(left, Figure) and isinstance(right, Figure)
    return abs(left.value - right.value) if both else Decimal(0)


@dataclass(frozen=True)
class _Operand:
    """A field, a group of fields (``text`` is ``None``), or a value computed from them."""

    path: str
    text: str | None
    place: Place | None
    origin: str = ""

    @property
    def shown(self) -> str:
        """The field with its value, and where that was typed or what it follows from."""
        where = f"（{self.place}）" if self.place else f"（← {self.origin}）" if self.origin else ""
        return f"「{self.path}」= {self.text or '空'}{where}"


def _with_origin(operand: _Operand, rule: Rule, formulas: Mapping[str, str]) -> _Operand:
    """The operand with the fields that it is worked out from, if nobody typed it."""
    path = f"{rule.at}.{operand.path}".lstrip(".")
    found = (
        formula
        for field, formula in formulas.items()
        if path == field or path.startswith(f"{field}.")
    )
    formula = next(found, "") if operand.place is None else ""
    functions = new_environment().globals
    read = (path for path in paths_in(formula) if path not in functions) if formula else ()
    return replace(operand, origin="、".join(read))


def _operands(expression: str, names: tuple[Node, ...]) -> Iterator[_Operand]:
    """The fields an expression reads, with values and places."""
    for path in paths_in(expression):
        value = evaluate(path, Place(""), Problems(), *names)
        single = isinstance(value, (Figure, str, Blank))
        yield _Operand(path, str(value) if single else None, getattr(value, "place", None))


def _computed_sides(sides: Iterable[tuple[str, Any]]) -> Iterator[_Operand]:
    """The sides of a comparison that are neither a field nor a constant."""
    for expression, value in sides:
        if isinstance(value, Figure) and paths_in(expression) not in ([], [expression]):
            yield _Operand(expression, str(value.rounded(2)), None)


def _broken_rule(
    rule: Rule,
    operands: list[_Operand],
    computed: list[_Operand],
    difference: Decimal,
    owner: Node,
) -> Problem:
    """A warning within the rounding of n parts, (n + 1) x 0.005 万元; beyond it an error."""
    fields = [operand for operand in operands if operand.text is not None]
    rounding = 0 < difference <= rounding_of(len(fields), _PLACES)
    places = [operand.place for operand in (*fields, *operands) if operand.place]
    shown = "，".join(operand.shown for operand in (*fields, *computed))
    code = RULE_ROUNDING if rounding else RULE_BROKEN
    require = _OPERATORS_IN.sub(lambda match: _OPERATORS[match[0]], rule.require)
    words = {} if rounding else {"correct": rule.hint or "compare"}
    words |= {"rule": rule.name, "values": shown or "空", "require": require}
    problem = error(code, places[0] if places else owner.place, **words)
    return problem.as_warning() if rounding or rule.warn else problem
