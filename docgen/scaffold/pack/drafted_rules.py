"""The first formulas and rules of a drafted pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from docgen.scaffold.pack.form_fields import Block, FormFields, Path
from docgen.scaffold.pack.form_sums import Sum, rates_in, sums_in
from docgen.scaffold.pack.tag_placement import step
from docgen.scaffold.pack.unique_names import Form
from docgen.word.xml import w

_POINTS = re.compile(r"[（(](\d+)分[）)]$")
_ROWS = "rows"
_DIGITS = set("亿千百十万元角分")
"""Heads of the columns that take one digit each of a sum of money."""

_TOTALS = ("合计", "总计")


@dataclass
class Rules:
    """Formulas by field, and rules as pack.yaml has them: name, at, each, require."""

    derived: dict[Path, str] = field(default_factory=dict)
    rules: list[dict[str, str]] = field(default_factory=list)

    def require(
        self, name: str, require: str, *, at: Path = (), each: str = "", warns: bool = False
    ) -> None:
        """Adds a rule."""
        said = {"name": name, "at": ".".join(at), "each": each, "require": require}
        said["warn"] = "是" if warns else ""
        self.rules.append({key: value for key, value in said.items() if value})


def rules_of(forms: Iterable[Form]) -> Rules:
    """What the forms' labels say that must hold."""
    rules = Rules()
    for form in forms:
        for one in sums_in(form.found):
            _add_sum(one, rules)
        for block in form.found.blocks:
            _add_total(block, rules, form)
            _add_row_sums(block, rules)
        for path, formula in rates_in([one for one in form.found.fields if one.kind != "ticks"]):
            rules.derived[path] = formula
        for block in form.found.blocks:
            _add_scores(block, form.found, rules)
    return rules


def _add_sum(one: Sum, rules: Rules) -> None:
    flat = all(len(head) == 1 for head in one.heads)
    names = [read(one.group, key) for key in one.parts]
    if one.complete and one.sure and one.everywhere and flat and all(names):
        rules.derived[*one.group, one.whole] = f"total({', '.join(names)})"
        return
    sign = "==" if one.complete else ">="
    said = "等于各项之和" if one.complete else "不少于其中各项之和"
    for head in one.heads:
        ways = "".join(map(step, head))
        whole, *parts = (read(one.group, key) for key in (one.whole, *one.parts))
        if whole and all(parts):
            require = f"{whole}{ways} {sign} {' + '.join(f'{part}{ways}' for part in parts)}"
            name = f"{one.whole}{'·'.join(head)}{said}"
            rules.require(name, require, at=one.group, warns=not one.sure)


def read(group: Path, key: str) -> str:
    """How a formula reads a field beside the one it derives; empty if it cannot."""
    if key.isidentifier():
        return key
    if group and not any(one.endswith("[]") for one in group):
        return group[0] + "".join(map(step, (*group[1:], key)))
    return ""


def _add_total(block: Block, rules: Rules, form: Form) -> None:
    """The row of a list's own total: beside it, and the only list that it can be of."""
    digits = _DIGITS & {one.path[-1] for one in block.fields}
    if block.levels or not block.path[-1].endswith("[]") or len(digits) > 1:
        return
    listed = read(block.path[:-1], block.path[-1].removesuffix("[]"))
    table = block.rows[0].getparent()
    alone = [one.rows[0].getparent() for one in form.found.blocks].count(table) == 1
    beside = (block.rows[0].getprevious(), block.rows[-1].getnext())
    for one in form.found.fields:
        row = next(one.spot.paragraph.iterancestors(w("tr")), None)
        whole = one.path[:-1]
        if not listed or row is None or row not in beside or one.kind != "figure" or not whole:
            continue
        label = block.path[-1].startswith(f"{whole[-1]}（")
        total = one.row_key == whole[-1] and (
            one.row.startswith("小计") or (alone and one.row.startswith(_TOTALS))
        )
        if label or total:
            rules.derived.setdefault(whole, f"total({listed})")


def _add_row_sums(block: Block, rules: Rules) -> None:
    """Columns that add others up, unless groups stand between the list and its rows."""
    name = block.path[-1].removesuffix("[]")
    for whole, parts in block.sums if not block.levels else ():
        if all(one.isidentifier() for one in (name, whole, *parts)):
            require = f"{whole} == {' + '.join(parts)}"
            rules.require(f"{name}{whole}等于各项之和", require, at=block.path[:-1], each=name,
                          warns=True)  # fmt: skip


def _add_scores(block: Block, found: FormFields, rules: Rules) -> None:
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


def _add_full_score(at: Path, rows: str, found: FormFields, rules: Rules) -> None:
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
