"""The first formulas and rules of a drafted pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from docgen.drafting.fields import Block, Found, Path
from docgen.drafting.placing import step
from docgen.drafting.resolving import Form
from docgen.drafting.sums import Sum, rates_in, sums_in

_POINTS = re.compile(r"[（(](\d+)分[）)]$")
_ROWS = "rows"
_TOTALS = ("合计", "总计", "小计")


@dataclass
class Rules:
    """Formulas by field, and rules as pack.yaml has them: name, at, each, require."""

    derived: dict[Path, str] = field(default_factory=dict)
    rules: list[dict[str, str]] = field(default_factory=list)

    def require(self, name: str, require: str, *, at: Path = (), each: str = "") -> None:
        """Adds a rule."""
        said = {"name": name, "at": ".".join(at), "each": each, "require": require}
        self.rules.append({key: value for key, value in said.items() if value})


def rules_of(forms: Iterable[Form]) -> Rules:
    """What the forms' labels say that must hold."""
    rules = Rules()
    for form in forms:
        for one in sums_in(form.found):
            _add_sum(one, rules)
        for block in form.found.blocks:
            _add_total(block, rules, form.found)
        for path, formula in rates_in([one for one in form.found.fields if one.kind != "ticks"]):
            rules.derived[path] = formula
        for block in form.found.blocks:
            _add_scores(block, form.found, rules)
    return rules


def _add_sum(one: Sum, rules: Rules) -> None:
    flat = all(len(head) == 1 for head in one.heads)
    names = [read(one.group, key) for key in one.parts]
    if one.kind == "all" and flat and all(names):
        rules.derived[*one.group, one.whole] = f"total({', '.join(names)})"
        return
    sign = "==" if one.kind == "all" else ">="
    said = "等于各项之和" if one.kind == "all" else "不少于其中各项之和"
    for head in one.heads:
        ways = "".join(map(step, head))
        whole, *parts = (read(one.group, key) for key in (one.whole, *one.parts))
        if whole and all(parts):
            require = f"{whole}{ways} {sign} {' + '.join(f'{part}{ways}' for part in parts)}"
            name = f"{one.whole}{'·'.join(head)}{said}"
            rules.require(name, require, at=one.group)


def read(group: Path, key: str) -> str:
    """How a formula reads a field beside the one it derives; empty if it cannot."""
    if key.isidentifier():
        return key
    if group and not any(one.endswith("[]") for one in group):
        return group[0] + "".join(map(step, (*group[1:], key)))
    return ""


def _add_total(block: Block, rules: Rules, found: Found) -> None:
    """The row of a list's own total: 合计 below it, or its label above it."""
    if block.levels or not block.path[-1].endswith("[]"):
        return
    group, name = block.path[:-1], block.path[-1].removesuffix("[]")
    listed = read(group, name)
    figures = [one.path for one in found.fields if one.kind == "figure"]
    wholes = {path[:-1] for path in figures if len(path) == len(group) + 2}
    for whole in wholes:
        is_total = whole[-1] in _TOTALS or name.startswith(f"{whole[-1]}（")
        if listed and is_total and whole[:-1] == group:
            rules.derived.setdefault(whole, f"total({listed})")


def _add_scores(block: Block, found: Found, rules: Rules) -> None:
    """Points and scores of indicators."""
    keys = [one.path[-1] for one in block.fields]
    if "得分" not in keys or "分值" not in keys:
        return
    at, name = block.path[:-1], block.path[-1].removesuffix("[]")
    rows = f"{name} | {_ROWS}"
    rules.require(f"{name}得分不超过分值", "得分 <= 分值", at=at, each=rows)
    reason = next((key for key in keys if "原因" in key), "")
    if reason:
        rules.require("扣分要写明原因", f'得分 >= 分值 or {reason} != ""', at=at, each=rows)
    if block.levels and isinstance(block.default, dict):
        for group in block.default:
            if points := _POINTS.search(group):
                require = f'{name}["{group}"] | {_ROWS} | sum(attribute="分值") == {points[1]}'
                rules.require(f"{group}分值合计", require, at=at)
    _add_full_score(at, rows, found, rules)


def _add_full_score(at: Path, rows: str, found: Found, rules: Rules) -> None:
    scores = [one for one in found.fields if one.path in rules.derived and one.path[-1] == "得分"]
    total = (*at, "总分")
    if len(scores) == 1 and any(one.path == total for one in found.fields):
        score = scores[0].path[len(at) :]
        own = "".join(map(step, score)).removeprefix(".")
        rules.derived[total] = f'{own} + ({rows} | sum(attribute="得分"))'
        points, rest = f"{own.removesuffix('得分')}分值 + ", 100
        if printed := scores[0].points:
            points, rest = "", rest - int(printed)
        require = f'{points}({rows} | sum(attribute="分值")) == {rest}'
        rules.require("分值合计100", require, at=at)
