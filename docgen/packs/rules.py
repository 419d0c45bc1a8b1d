"""The rules of a pack: relations between figures, as expressions over the content.

    rules:
      - name: 支出性质合计等于全年执行数
        at: 年度预算申请                      optional: the group where names are looked up first
        each: 绩效指标 | rows                 optional: the rule is checked for each of these rows
        require: 按支出性质分.基本支出 + 按支出性质分.项目支出 == 全年执行数
        hint: 核对附件2 · check annex 2        optional: what to do if it does not hold
        warn: 是                              optional: 是, yes or true: a warning only

``at: projects[]`` is each item of a list. A rule is not checked where one side of its comparison is
blank, and not where it reads a field that is still to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Literal, TypeAlias

from jinja2 import nodes

from docgen.content.values import Blank, Figure, Node, Text, Unfilled, Value
from docgen.diagnostics import Place, Problem, Problems, error, warning
from docgen.diagnostics.bilingual import NOTHING, Bilingual, listed
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import (
    FAILURES,
    each_holds,
    evaluate,
    holds,
    paths_in,
    tree_of,
)
from docgen.packs.expressions.evaluate import UNKNOWN_NAME
from docgen.packs.records import key
from docgen.packs.row_sums import follows_from_inner_sum, row_sum, sum_problem
from docgen.packs.rule_words import (
    TO_CORRECT,
    ReadField,
    comparison_told,
    fields_told,
    group_name,
    limit_told,
    operands_of,
    row_name,
    row_told,
    where_told,
)
from docgen.packs.worked_sums import WorkedSum, worked_sum

RULE_ROUNDING = problem_code(
    "rule-rounding",
    en=(
        "「{rule}」{of_row} is off by no more than rounding{told}",
        "make them agree if you can",
    ),
    zh=("{of_row}不符合「{rule}」，相差在四舍五入以内{told}", "能一致就改成一致"),
)
RULE_BROKEN = problem_code(
    "rule-broken",
    en=("「{rule}」 does not hold{of_row}{told}", "{correct}"),
    zh=("{of_row}不符合「{rule}」{told}", "{correct}"),
)

_COMPARISON = re.compile(r"^(.+?)\s(<=|>=|==|<|>)\s(.+)$")
_OR = re.compile(r"\s(?:or|and)\s")


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
    hint: str = key("不成立时怎么改 · what to do if it does not hold", "")


@dataclass(frozen=True)
class Checks:
    """What the checks of texts need to know about a form: the ``checks`` of pack.yaml."""

    year: str = key("年度字段 · the field of the report's year", "")
    last_year_of: Mapping[str, str] = key(
        "上年数的字段: 上年里的字段 · last year's field: the field that held it last year",
        dict,
        name="carried",
    )
    money: tuple[str, ...] = key(
        "单位为万元的组 · groups whose figures are in `万元`, ten thousand yuan", ()
    )
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
    return (owners[0] for owners in scopes_at(node, path))


def scopes_at(node: Value, path: str, around: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
    """Each mapping at ``path``, followed by those that it is in, from inner to outer.

    Args:
        node: the mapping that the path starts from, the last of each tuple.
        path: keys with dots between them; ``projects[]`` means each item of a list.
        around: what ``node`` itself is in.
    """
    owners = (node, *around) if isinstance(node, Node) else around
    if not path:
        if isinstance(node, Node):
            yield owners
        return
    step, _, rest = path.partition(".")
    child = node.get(step.removesuffix("[]")) if isinstance(node, Node) else None
    for item in (child if isinstance(child, list) else []) if step.endswith("[]") else [child]:
        yield from scopes_at(item, rest, owners)


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
    results = [evaluate(side, rule.place, found, *names) for side in sides]
    if not found and not any(isinstance(result, Blank) for result in results):
        is_met = holds(rule.require, rule.place, found, *names)
        waits = not found and not is_met and _is_unfilled(rule.require, names, still_open)
        if not found and not is_met and not waits:
            operands = operands_of(rule.require, names, formulas, rule.at)
            labels = {operand.path: operand.label for operand in operands}
            is_told = isinstance(tree_of(rule.require), (nodes.Compare, nodes.Or))
            sums = [worked_sum(side, names, labels) for side in sides if is_told]
            comparison = _BrokenComparison(operator, sides, tuple(sums), tuple(results))
            yield _broken_rule(rule, operands, comparison, scope, data)
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


@dataclass(frozen=True)
class _BrokenComparison:
    """The comparison of a rule that does not hold; without sides, if the rule is none.

    Attributes:
        operator: the operator between the sides.
        sides: the expressions beside it.
        sums: the sides as sums.
        results: what they give.
    """

    operator: str
    sides: tuple[str, ...]
    sums: tuple[WorkedSum | None, ...]
    results: tuple[object, ...]

    @property
    def is_rounding(self) -> bool:
        """Whether the rounding of its figures explains it.

        Two fields of which one may not exceed the other are no sum, and are compared as typed.
        """
        if not self.sums or not all(self.sums):
            return False
        left, right = (part for part in self.sums if part)
        is_summed = self.operator == "==" or left.is_sum or right.is_sum
        return is_summed and left.interval.meets(right.interval)

    @property
    def told(self) -> Bilingual:
        """The comparison in words, with the sums done; nothing if it is none to write down."""
        return comparison_told(self.sums, self.operator) if self.sums else NOTHING

    @property
    def limit(self) -> Bilingual:
        """What its right side allows; nothing if that is a field, which is told itself."""
        is_field = bool(self.sides) and self.sides[1] in paths_in(self.sides[1])
        return limit_told(self.results[1], self.operator) if self.sums and not is_field else NOTHING


def _broken_rule(
    rule: Rule,
    operands: list[ReadField],
    comparison: _BrokenComparison,
    scope: tuple[Node, ...],
    data: Node,
) -> Problem:
    """A warning if rounding explains it, else an error."""
    single = [operand for operand in operands if operand.is_single]
    places = [operand.place for operand in (*single, *operands) if operand.place]
    place = places[0] if places else scope[0].place
    told = _told(operands, comparison, place)
    figure = next((str(it.value) for it in single if isinstance(it.value, Figure)), "")
    words = {"rule": rule.name, "figure": figure, **told.words("told")}
    words |= row_told(_row_names(rule, scope, data)).words("of_row")
    if comparison.is_rounding:
        return warning(RULE_ROUNDING, place, **words)
    words |= {"correct": rule.hint} if rule.hint else TO_CORRECT.words("correct")
    problem = error(RULE_BROKEN, place, **words)
    return problem.as_warning() if rule.warn else problem


def _told(operands: list[ReadField], comparison: _BrokenComparison, place: Place) -> Bilingual:
    """Why a rule does not hold and where its fields stand, behind a colon; nothing without any."""
    if not comparison.told:
        told = listed((fields_told(operands), comparison.limit))
    else:  # blanks that a sum passes over are no part of it
        compared = {path for side in comparison.sides for path in paths_in(side)}
        others = [operand for operand in operands if operand.path not in compared]
        told = listed((comparison.told, fields_told(others)))
        operands = [it for it in operands if it in others or not isinstance(it.value, Blank)]
    where = where_told(operands, place)
    return Bilingual("：{}{}", ": {}{}").filled(told, where) if told and operands else NOTHING


def _row_names(rule: Rule, scope: tuple[Node, ...], data: Node) -> list[str]:
    """The names of the rows that a rule does not hold in, the innermost first."""
    rows = [scope[0]] if rule.each else []
    path, _, rest = rule.at.partition("[]")
    if rest or rule.at.endswith("[]"):
        items = owners_at(data, f"{path}[]")
        rest = rest.removeprefix(".")
        rows += [it for it in items if any(owner is scope[-1] for owner in owners_at(it, rest))]
    return [name for row in rows if (name := row_name(row) or group_name(row, data))]
