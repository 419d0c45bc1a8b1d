"""Exceptions: a unit silences one rule at one place, and says why.

    例外:
      - 规则: text-differs              a problem's code, or the name of a rule of the pack
        位置: narrative/7-problems.md   a file of the unit, with :line if need be
        理由: 引用的是上年文件原文

Each is counted in the output; one that silences nothing is a problem itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.content.values import Node, Text
from docgen.diagnostics import Place, Problem, error, warning

EXCEPTIONS = "例外"
"""The key of report.yaml that holds them."""

_FIELDS = ("规则", "位置", "理由")


@dataclass(frozen=True)
class Waived:
    """A problem that is not shown, and the unit's reason."""

    problem: Problem
    reason: str


def apply_waivers(data: Node, found: Iterable[Problem], problems: list[Problem]) -> list[Waived]:
    """Adds to ``problems`` what no exception silences, and what is wrong with the exceptions."""
    exceptions = _exceptions(data, problems)
    used: set[Place] = set()
    silenced = []
    for problem in found:
        match = next((one for one in exceptions if _fits(one, problem)), None)
        if match is None:
            problems.append(problem)
        else:
            used.add(match.place)
            silenced.append(Waived(problem, str(match["理由"])))
    for one in exceptions:
        if one.place not in used:
            words = {"rule": one["规则"], "where": one["位置"]}
            problems.append(warning("exception-unused", one.place, **words))
    return silenced


def _exceptions(data: Node, problems: list[Problem]) -> list[Node]:
    data.used.add(EXCEPTIONS)
    listed = data.get(EXCEPTIONS)
    sound = []
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, Node):
            one.used.update(_FIELDS)
        if isinstance(one, Node) and all(isinstance(one.get(key), Text) for key in _FIELDS):
            sound.append(one)
        else:
            place = getattr(one, "place", None) or data.key_places[EXCEPTIONS]
            problems.append(error("exception-wrong", place, fields="、".join(_FIELDS)))
    return sound


def _fits(exception: Node, problem: Problem) -> bool:
    rule, where = str(exception["规则"]), str(exception["位置"])
    file, _, line = where.partition(":")
    here = problem.place.file.endswith(file) and (not line or line == str(problem.place.line))
    return here and rule in (problem.code, problem.words.get("rule", ""))
