"""Rules about the sum of a figure over rows, which messages can say in words.

绩效指标.产出指标 | rows | sum(attribute="分值") == 40
年度预算申请.分值 + (绩效指标 | rows | sum(attribute="分值")) == 100
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from docgen.content.values import Blank, Figure, Node, Unfilled
from docgen.diagnostics import Place, Problem, Problems, error, nearest
from docgen.diagnostics.bilingual import Bilingual
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import evaluate
from docgen.packs.field_labels import short_labels

SUM_DIFFERS = problem_code(
    "sum-differs",
    en=(
        "「{rule}」 does not hold: {field} of {rows:# row|# rows} of 「{group}」 adds up to {sum}, "
        "and should be {reckoned}",
        "change {field} of these rows, so that it adds up to {required}",
    ),
    zh=(
        "不符合「{rule}」：「{group}」{rows} 行的{field}合计 {sum}，应为 {reckoned}",
        "改这几行的{field}，使合计为 {required}",
    ),
)
SUM_UNFINISHED = problem_code(
    "sum-unfinished",
    en=(
        "{field} of 「{group}」 adds up to {sum} so far, and should be {reckoned}; it is blank in "
        "{blank:# row|# rows} ({rule})",
        "fill in {field} there, {rest} in all",
    ),
    zh=(
        "「{group}」的{field}已填的合计 {sum}，应为 {reckoned}，还有 {blank} 行没填（{rule}）",
        "把没填的{field}填上，一共 {rest}",
    ),
)

GROUP_MISSING = problem_code(
    "group-missing",
    en=(
        "「{owner}」 has no group 「{key}」{nearest} ({rule})",
        "add a line `{key}:` with its rows below; a group bears the name that the form prints",
    ),
    zh=(
        "「{owner}」里没有「{key}」这一组{nearest}（{rule}）",
        "添上一行 {key}:，下面写它的各行；名称照表上印的写",
    ),
)

_PATH = r"""(?:\w|\.|\["[^"]*"\]|\['[^']*'\])+"""
_ROWS = rf"(?P<rows>(?P<group>{_PATH})(?:\s*\|\s*rows)?)"
_SUM = rf"""{_ROWS}\s*\|\s*sum\(\s*attribute\s*=\s*["'](?P<field>[^"']+)["']\s*\)"""
_RULE = re.compile(
    rf"\s*(?P<beside>(?:{_PATH}\s*\+\s*)*)\(?\s*{_SUM}\s*\)?\s*==\s*(?P<total>\d+(?:\.\d+)?)\s*"
)
_LAST = re.compile(r"""(?P<owner>.+?)(?:\.(?P<name>\w+)|\[["'](?P<quoted>.+?)["']\])$""")
_IN_QUOTES = re.compile(r"\[(['\"])(.*?)\1\]")


@dataclass(frozen=True)
class RowSum:
    """What the figures of some rows have to add up to.

    Attributes:
        group: the path of the rows, or of the groups that they are in.
        rows: the expression that gives the rows.
        field: the key of the figures.
        beside: expressions of other figures that are added.
        total: the sum of all.
    """

    group: str
    rows: str
    field: str
    beside: tuple[str, ...]
    total: Decimal


@cache
def row_sum(require: str) -> RowSum | None:
    """The sum that a rule requires; ``None`` if it requires something else."""
    match = _RULE.fullmatch(require)
    if match is None:
        return None
    beside = tuple(part.strip() for part in match["beside"].split("+") if part.strip())
    group = _IN_QUOTES.sub(r".\2", match["group"])
    return RowSum(group, match["rows"], match["field"], beside, Decimal(match["total"]))


def sum_problem(
    wanted: RowSum, rule: str, names: Sequence[Node], still_open: frozenset[Place]
) -> Problem | None:
    """What is wrong with a sum, in words; ``None`` if nothing is, or nothing is filled in yet.

    Args:
        wanted: what is required.
        rule: the name of the rule.
        names: the groups where names are looked up.
        still_open: the places of blanks that are known to be filled in later.
    """
    found = Problems()
    rows = evaluate(wanted.rows, Place(""), found, *names)
    beside = [evaluate(part, Place(""), found, *names) for part in wanted.beside]
    if found or not isinstance(rows, list) or not all(isinstance(it, Figure) for it in beside):
        return None
    values = [row.get(wanted.field) for row in rows if isinstance(row, Node)]
    if any(isinstance(value, Unfilled) for value in values):
        return None
    figures = [value for value in values if isinstance(value, Figure)]
    blanks = [it.place for it in values if isinstance(it, Blank) and it.is_left_open]
    now = sum((figure.value for figure in figures), Decimal(0))
    required = wanted.total - sum((figure.value for figure in beside), Decimal(0))
    if now == required or (blanks and not figures):
        return None
    group = evaluate(wanted.rows.split("|")[0], Place(""), found, *names)
    if not rows and (found or isinstance(group, Blank)):
        return _missing_group(wanted, rule, names)
    words = {"group": wanted.group, "field": wanted.field, "rule": rule}
    words |= {"sum": _shown(now), "required": _shown(required)}
    words |= _reckoned(wanted, beside, required).words("reckoned")
    if blanks and now < required:
        rest = _shown(required - now)
        problem = error(
            SUM_UNFINISHED, blanks[0] or names[0].place, blank=len(blanks), rest=rest, **words
        )
        return problem.as_warning() if still_open.issuperset(blanks) else problem
    place = getattr(group, "place", None) or names[0].place
    return error(SUM_DIFFERS, place, rows=len(rows), **words)


def _reckoned(wanted: RowSum, beside: Sequence[Figure], required: Decimal) -> Bilingual:
    """What the rows have to add up to, and from what it follows if not from the rule alone."""
    whole = Bilingual.same(_shown(required))
    labels = short_labels(wanted.beside)
    terms = (
        f"{labels[path]} {figure.text}" for path, figure in zip(wanted.beside, beside, strict=True)
    )
    sum_ = Bilingual.same(" − ".join((_shown(wanted.total), *terms)))
    return Bilingual("{}（{}）", "{} ({})").filled(whole, sum_) if beside else whole


def _missing_group(wanted: RowSum, rule: str, names: Sequence[Node]) -> Problem | None:
    """The problem of a group that has no rows since there is none of its name."""
    path = _LAST.match(wanted.rows.split("|")[0].strip())
    owner = evaluate(path["owner"], Place(""), Problems(), *names) if path else None
    if path is None or not isinstance(owner, Node):
        return None
    key = path["name"] or path["quoted"]
    if key in owner:
        return None
    parts = (other for other in owner if other in key or key in other)
    near = next(parts, "") or nearest(key, owner)
    place = owner.key_places.get(near, owner.place)
    group = _IN_QUOTES.sub(r".\2", path["owner"])
    return error(GROUP_MISSING, place, owner=group, key=key, nearest=near, rule=rule)


def follows_from_inner_sum(problem: Problem, others: Iterable[Problem]) -> bool:
    """Whether a sum only differs since that of a group in it does, in the same file."""
    if problem.code not in (SUM_DIFFERS, SUM_UNFINISHED):
        return False
    inside = f"{problem.words['group']}."
    return any(
        other.code in (SUM_DIFFERS, SUM_UNFINISHED)
        and other.place.typed.file == problem.place.typed.file
        and other.words["group"].startswith(inside)
        for other in others
    )


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"
