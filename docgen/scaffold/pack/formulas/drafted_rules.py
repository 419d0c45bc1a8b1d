"""The formulas and rules of a drafted pack, from the labels of its forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.packs.expressions.paths import access
from docgen.scaffold.pack.form_fields import Block, FormFields, Path
from docgen.scaffold.pack.formulas.form_sums import Sum, rates_in, sums_in
from docgen.scaffold.pack.writing.unique_names import Form, fields_of
from docgen.word.xml import w

_ROWS = "rows"
_DIGITS = set("亿千百十万元角分")
"""Heads of columns that hold one digit each of a sum of money."""

_TOTALS = ("合计", "总计")


@dataclass
class Rules:
    """Formulas by path, and rules with the keys of pack.yaml: name, at, each, require, warn."""

    derived: dict[Path, str] = field(default_factory=dict)
    rules: list[dict[str, str]] = field(default_factory=list)

    def require(
        self, name: str, require: str, *, at: Path = (), each: str = "", warns: bool = False
    ) -> None:
        """Adds a rule, without its empty keys."""
        rule = {"name": name, "at": ".".join(at), "each": each, "require": require}
        rule["warn"] = "是" if warns else ""
        self.rules.append({key: value for key, value in rule.items() if value})


def rules_of(forms: Sequence[Form]) -> Rules:
    """The formulas and rules that follow from the forms' labels."""
    rules = Rules()
    paths = [field.path for field in fields_of(forms)]
    for form in forms:
        for form_sum in sums_in(form.form_fields):
            _add_sum(form_sum, rules, paths)
        for block in form.form_fields.blocks:
            _add_total(block, rules, form, paths)
            _add_row_sums(block, rules)
        fields = [field for field in form.form_fields.fields if field.kind != "ticks"]
        for path, formula in rates_in(fields):
            rules.derived[path] = formula
        for block in form.form_fields.blocks:
            _add_scores(block, form.form_fields, rules)
    return rules


def _add_sum(form_sum: Sum, rules: Rules, paths: list[Path]) -> None:
    """Adds the formula of a certain sum, or a rule for each of its columns.

    The formula makes the whole row, so the parts have to have all fields of ``paths`` in it.
    """
    group = form_sum.group
    flat = all(len(head) == 1 for head in form_sum.heads)
    in_parts = (_below((*group, part), paths) for part in form_sum.parts)
    is_whole = _below((*group, form_sum.whole), paths) <= set[Path]().union(*in_parts)
    is_sure = form_sum.complete and form_sum.sure and form_sum.everywhere
    names = [_operand(group, key) for key in form_sum.parts]
    if is_sure and is_whole and flat and all(names):
        rules.derived[*group, form_sum.whole] = f"total({', '.join(names)})"
        return
    sign = "==" if form_sum.complete else ">="
    relation = "等于各项之和" if form_sum.complete else "不少于其中各项之和"
    for head in form_sum.heads:
        steps = "".join(map(access, head))
        whole, *parts = (_operand(group, key) for key in (form_sum.whole, *form_sum.parts))
        if whole and all(parts):
            require = f"{whole}{steps} {sign} {' + '.join(f'{part}{steps}' for part in parts)}"
            name = f"{form_sum.whole}{'·'.join(head)}{relation}"
            rules.require(name, require, at=group, warns=not form_sum.sure)


def _below(row: Path, paths: list[Path]) -> set[Path]:
    """What is below a row, such as ``("预算数",)``, of any table and any form."""
    return {path[len(row) :] for path in paths if path[: len(row)] == row}


def _operand(group: Path, key: str) -> str:
    """The expression for a field in a formula of its ``group``; empty if there is none."""
    if key.isidentifier():
        return key
    if group and not any(name.endswith("[]") for name in group):
        return group[0] + "".join(map(access, (*group[1:], key)))
    return ""


def _add_total(block: Block, rules: Rules, form: Form, paths: list[Path]) -> None:
    """Adds the formula of a list's total, in the row above or below the list.

    The label names the list or says 小计; 合计 and 总计 only count if the table has no other list.
    """
    digits = _DIGITS & {field.path[-1] for field in block.fields}
    if block.levels or not block.path[-1].endswith("[]") or len(digits) > 1:
        return
    list_name = _operand(block.path[:-1], block.path[-1].removesuffix("[]"))
    table = block.rows[0].getparent()
    tables = [other.rows[0].getparent() for other in form.form_fields.blocks]
    alone = tables.count(table) == 1
    for figure in form.form_fields.fields if list_name else ():
        row = next(figure.spot.paragraph.iterancestors(w("tr")), None)
        whole = figure.path[:-1]
        if row is None or row not in block.beside or figure.kind != "figure" or not whole:
            continue
        label = block.path[-1].startswith(f"{whole[-1]}（")
        total = figure.row_key == whole[-1] and (
            figure.row.startswith("小计") or (alone and figure.row.startswith(_TOTALS))
        )
        columns = {field.path[-1:] for field in block.fields}
        if (label or total) and _below(whole, paths) <= columns:
            rules.derived.setdefault(whole, f"total({list_name})")


def _add_row_sums(block: Block, rules: Rules) -> None:
    """Adds rules for columns that are the sum of others, for lists without groups."""
    name = block.path[-1].removesuffix("[]")
    for whole, parts in block.sums if not block.levels else ():
        if all(key.isidentifier() for key in (name, whole, *parts)):
            require = f"{whole} == {' + '.join(parts)}"
            title = f"{name}{whole}等于各项之和"
            rules.require(title, require, at=block.path[:-1], each=name, warns=True)


def _add_scores(block: Block, found: FormFields, rules: Rules) -> None:
    """Adds what the points of this form are in all.

    What holds in every evaluation form, such as 得分 <= 分值, no pack has to say.
    """
    keys = [field.path[-1] for field in block.fields]
    if "得分" in keys and "分值" in keys:
        at, name = block.path[:-1], block.path[-1].removesuffix("[]")
        _add_full_score(at, f"{name} | {_ROWS}", found, rules)


def _add_full_score(at: Path, rows: str, found: FormFields, rules: Rules) -> None:
    """Adds the formula of 总分 and the rule that all 分值 are 100."""
    derived = [field for field in found.fields if field.path in rules.derived]
    scores = [field for field in derived if field.path[-1] == "得分"]
    total = (*at, "总分")
    if len(scores) == 1 and any(field.path == total for field in found.fields):
        score = scores[0].path[len(at) :]
        own = "".join(map(access, score)).removeprefix(".")
        rules.derived[total] = f'{own} + ({rows} | sum(attribute="得分"))'
        points, rest = f"{own.removesuffix('得分')}分值 + ", 100
        if own_points := scores[0].points:
            points, rest = "", rest - int(own_points)
        require = f'{points}({rows} | sum(attribute="分值")) == {rest}'
        rules.require("分值合计100", require, at=at)
