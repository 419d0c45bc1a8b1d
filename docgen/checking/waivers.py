"""Waivers: a unit waives one rule at one place and gives the reason.

    例外:
      - 规则: text-differs              a problem's code, or the name of a rule of the pack
        位置: narrative/7-存在的问题及原因分析.md   a file of the unit, with :line if need be
        理由: 引用的是上年文件原文
        数: 18.74                     the figure or words that it is about, if need be

The output counts the waived problems; a waiver that matches none is a warning. One that names a
figure ends when another stands there: what is wrong with that is told again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from docgen.checking.findings import FINDINGS, Finding, add_findings
from docgen.content.values import Node, Text
from docgen.diagnostics import Place, Problem, Problems, Severity, error, warning
from docgen.diagnostics.codes import problem_code

EXCEPTION_UNUSED = problem_code(
    "exception-unused",
    en=(
        "this exception silences nothing: {rule}, {where}",
        "if the problem is gone, delete the exception",
    ),
    zh=("这条例外没有用到：{rule}，{where}", "问题已经没有了，就删去这条例外"),
)
EXCEPTION_ENDED = problem_code(
    "exception-ended",
    en=(
        "this exception of {rule} was for {figure}, and another figure stands in {where} now",
        "if the new one is right too, write it behind 数; else correct it and delete the exception",
    ),
    zh=(
        "这条例外（{rule}）针对的是 {figure}，{where} 里现在不是这个数了",
        "新的数也没有错，就把「数」改成它；有错就改正，并删去这条例外",
    ),
)
EXCEPTION_WRONG = problem_code(
    "exception-wrong",
    en=(
        "the exception is not complete",
        "write 规则 (the code or the rule), 位置 (the file) and 理由 (the reason) of each",
    ),
    zh=("例外写得不完整", "每条写全规则（代码或规则名称）、位置（文件）和理由"),
)

add_findings(
    Finding(
        EXCEPTION_ENDED,
        Severity.WARNING,
        en="an exception for 18.74, where 18.47 stands now",
        zh="例外写的是 18.74，现在是 18.47",
    ),
    Finding(EXCEPTION_WRONG, Severity.ERROR, en="an exception without a reason", zh="例外没写理由"),
    Finding(
        EXCEPTION_UNUSED,
        Severity.WARNING,
        en="an exception that silences nothing",
        zh="没有用到的例外",
    ),
)

EXCEPTIONS = "例外"
"""The key of report.yaml that holds the waivers."""

_OF_LISTS = (EXCEPTION_WRONG, EXCEPTION_ENDED, EXCEPTION_UNUSED, "file-done")
"""What is wrong with the lists of report.yaml themselves: it is put right there."""

_FIELDS = ("规则", "位置", "理由")
"""Rule, place and reason."""

FIGURE = "数"
"""The key of the figure, or the words, that a waiver is about."""

_FIGURE_WORDS = ("figure", "typed", "value", "score", "rate", "found")
"""The word of a problem that has the figure at its place, the surest first."""

_OF_PLACES = (
    *("other", "places", "path", "fields", "others_zh", "others_en", "remedy_zh", "remedy_en"),
    *("figures_zh", "figures_en"),
)
"""Words of a problem that name places or say what to do, whose numbers are not what it is about."""


@dataclass(frozen=True)
class Waived:
    """A problem that is not shown.

    Attributes:
        problem: the problem.
        reason: the unit's reason.
        place: where the waiver begins.
    """

    problem: Problem
    reason: str
    place: Place = field(default=Place(""), compare=False)


def may_be_waived(problem: Problem) -> bool:
    """Whether a unit may say that a problem is none: a check has found it in the content.

    A blank may stay blank; what is still as last year is written, or its file is done.
    """
    is_found = problem.code in FINDINGS and not problem.document
    return is_found and problem.to_do in ("", "blank") and problem.code not in _OF_LISTS


def is_of_waiver(problem: Problem) -> bool:
    """Whether a problem is that the waiver at its place is of no use."""
    return problem.code in (EXCEPTION_WRONG, EXCEPTION_ENDED, EXCEPTION_UNUSED)


def figure_of(problem: Problem) -> str:
    """The figure that a problem says is wrong, as it is typed; empty if it is about none."""
    told = (problem.words.get(name, "") for name in _FIGURE_WORDS)
    return next((word for word in told if re.search(r"\d", word)), "")


def waiver_of(problem: Problem, folder: str, reason: str) -> dict[str, str]:
    """The waiver of one problem alone, of the unit in ``folder``: of its rule in its line.

    Where the problem is about a figure, of that figure in its file: lines move, and another figure
    has to be looked at again.
    """
    place, figure = problem.place.typed, figure_of(problem)
    file = place.file.removeprefix(f"{folder}/")
    line = f":{place.line}" if place.line and not figure else ""
    rule = problem.words.get("rule") or problem.code
    waiver = dict(zip(_FIELDS, (rule, f"{file}{line}", reason), strict=True))
    return {**waiver, FIGURE: figure} if figure else waiver


def apply_waivers(data: Node, found: Iterable[Problem], problems: Problems) -> list[Waived]:
    """Parts the problems that the unit waives from the others.

    Args:
        data: the content of the unit.
        found: the problems of all checks.
        problems: is extended by those that no waiver matches and by faults of the waivers.

    Returns:
        The waived problems with their reasons.
    """
    waivers = _waivers(data, problems)
    used: set[Place] = set()
    waived, told = [], list(found)
    for problem in told:
        match = next((waiver for waiver in waivers if _matches(waiver, problem)), None)
        if match is None:
            problems.add(problem)
        else:
            used.add(match.place)
            waived.append(Waived(problem, str(match["理由"]), match.place))
    for waiver in waivers:
        if waiver.place not in used:
            words = {"rule": waiver["规则"], "where": waiver["位置"]}
            if waiver.get(FIGURE) and any(_is_of_rule(waiver, problem) for problem in told):
                ended = {**words, "figure": waiver[FIGURE]}
                problems.add(warning(EXCEPTION_ENDED, waiver.place, **ended))
            else:
                problems.add(warning(EXCEPTION_UNUSED, waiver.place, **words))
    return waived


def _waivers(data: Node, problems: Problems) -> list[Node]:
    data.used.add(EXCEPTIONS)
    listed = data.get(EXCEPTIONS)
    waivers = []
    for item in listed if isinstance(listed, list) else [listed] if listed else []:
        if isinstance(item, Node):
            item.used.update((*_FIELDS, FIGURE))
        if isinstance(item, Node) and all(isinstance(item.get(key), Text) for key in _FIELDS):
            waivers.append(item)
        else:
            place = getattr(item, "place", None) or data.key_places[EXCEPTIONS]
            problems.add(error(EXCEPTION_WRONG, place))
    return waivers


def _matches(waiver: Node, problem: Problem) -> bool:
    return _is_of_rule(waiver, problem) and _is_of_figure(waiver, problem)


def _is_of_rule(waiver: Node, problem: Problem) -> bool:
    """Whether a problem is of the rule and at the place of a waiver."""
    rule, where = str(waiver["规则"]), str(waiver["位置"])
    file, _, line = where.partition(":")
    place = problem.place.typed
    same_line = not line or line == str(place.line)
    same_file = f"/{place.file}".endswith(f"/{file}")
    return same_file and same_line and rule in (problem.code, problem.words.get("rule", ""))


def _is_of_figure(waiver: Node, problem: Problem) -> bool:
    """Whether a problem speaks of the figure of a waiver; of a waiver without one, always."""
    figure = str(waiver.get(FIGURE) or "").strip()
    whole = re.compile(rf"(?<![\d.]){re.escape(figure)}(?!\.?\d)")
    told = (word for name, word in problem.words.items() if name not in _OF_PLACES)
    return not figure or any(whole.search(word) for word in told)
