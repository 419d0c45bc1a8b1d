"""Figures typed in a text that a field has: one place would be enough to change.

基本支出 420.71 万元          the form's 基本支出 is 420.71: a warning, and what to write
基本民生支出共 420.71 万元     the words of its label in their order: told as well
另支出 420.71 万元            the value alone says nothing: silent
基本支出比上年增加 420.71 万元  what became of the figure is another figure: silent
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.claims.field_matches import is_comparable
from docgen.checking.figures import LabelledFigure, label_words
from docgen.checking.findings import Finding
from docgen.checking.named_rows import first_text
from docgen.checking.quantities.quantity import Quantity
from docgen.content.braces import in_braces
from docgen.content.values import Node, Value
from docgen.diagnostics import Place, Problem, Severity, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions.paths import expression_of

COULD_BE_BOUND = problem_code(
    "could-be-bound",
    en=(
        "{typed} is 「{path}」 ({other})",
        "write {new} instead of {old}; then one place is enough to change",
    ),
    zh=(
        "{typed} 就是「{path}」（{other}）",
        "把 {old} 换成 {new}，以后改一处就够",
    ),
)

MONEY_UNITS = ("万元", "亿元", "元")
ABOUT = re.compile(r"\s*(?:以内|以上|以下|左右|上下|余|多|[—–～~至-]\s*\d)")
"""Behind a number: marks a limit, a round figure or a range, which need not equal the form's."""

_FEWEST_DIGITS = 3
"""Significant digits that a number needs to identify a field."""

_FARTHEST = 60
"""Characters before a number in which the name of its field is looked for."""

_BETWEEN_WORDS = 6
"""Characters between two words of a name at most."""

_CLAUSE_BREAK = re.compile(r"[，。；：！？,;:]")
_SENTENCE_BREAK = re.compile(r"[。！？]")

_RELATION = re.compile(r"[占比较增减升降超差跌约近]|结[余转]|节约|其中|预算")
"""Between a name and a number: the number is a part of the figure, or what became of it."""
_BECAME = re.compile(r".*(?:[增减升降跌](?:加|少|长|低)?[至到为]|上年的?)")
"""Words behind which the figure itself stands again: 由上年的 3.20 降至 2.88."""
_OF_ANOTHER = re.compile(r"人均|户均|平均|每|[一二三四]季度|半年|\d月")
"""In a clause: its number is a part or a mean of what the name says."""

_TIME = re.compile(r"(?P<year>(?:19|20)\d\d)年|(?P<last>上一?年|去年)|前年|下年|明年|来年")
_OF_COLUMNS = re.compile(r"(?:上年|本年|年初|全年|调整后|当年)?(?:预算|决算|执行|实际)?数?")
"""Labels of columns, which say nothing of the row: 本年决算数."""


@check(
    Finding(
        COULD_BE_BOUND,
        Severity.WARNING,
        en="“基本支出 420.71 万元” typed, where the field “基本支出” has it",
        zh="打了「基本支出 420.71 万元」，而字段「基本支出」就是这个数",
    ),
    of_source=True,
)
def could_be_bound(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each typed number that equals a field which the words before it name.

    It needs a unit, a decimal point and at least three significant digits, and has to stand in
    Markdown: elsewhere a binding prints as it stands.
    """
    for paragraph, quantities in unit.quantities:
        for number in quantities if paragraph.is_markdown else ():
            if number.bound or ABOUT.match(paragraph.text, number.end):
                continue
            fields = unit.figures.by_value.get(number.value, ()) if _is_precise(number) else ()
            named = (field for field in fields if _is_named(field, number, unit))
            paths = ((field, _path_at(field, number.place)) for field in named)
            field, path = next(((field, path) for field, path in paths if path), (None, ""))
            if field:
                yield _proposed(number, field, path)


def _is_precise(number: Quantity) -> bool:
    digits = number.text.replace(".", "").replace(",", "").lstrip("0")
    has_unit = number.unit in (*MONEY_UNITS, "%")
    return has_unit and "." in number.text and len(digits) >= _FEWEST_DIGITS


def _is_named(field: LabelledFigure, number: Quantity, unit: CheckedUnit) -> bool:
    """Whether the words before a number name the field, in the year that they speak of."""
    text = number.paragraph.text[max(number.start - _FARTHEST, 0) : number.start]
    sentence = _SENTENCE_BREAK.split(text)[-1]
    clause = _CLAUSE_BREAK.split(sentence)[-1]
    is_last_years = field.key in unit.pack.checks.last_year_of
    if not is_comparable(number, field) or _OF_ANOTHER.search(clause):
        return False
    if _speaks_of_last_year(sentence, unit.labels.year) is not is_last_years:
        return False
    end = _end_of_name(field, number, unit, sentence, clause)
    return end > 0 and _leads_to_figure(clause[end:], field)


def _speaks_of_last_year(sentence: str, year: str) -> bool | None:
    """Whether the last time in the words is last year; ``None`` if it is neither year."""
    times = list(_TIME.finditer(sentence))
    if not times:
        return False
    time = times[-1]
    if time["year"] and year:
        return {int(year): False, int(year) - 1: True}.get(int(time["year"]))
    return True if time["last"] else None


def _end_of_name(
    field: LabelledFigure, number: Quantity, unit: CheckedUnit, sentence: str, clause: str
) -> int:
    """Where the name of the field ends in the clause of a number; 0 if it is not there.

    Its label is its name; where it is that of a column, its group's is, and money in a row may
    have the row's. Of fields with one label, the group or the row has to be named as well.
    """
    label, group, is_in_row = label_words(field.key), *_group(field, unit.data)
    if end := (0 if _OF_COLUMNS.fullmatch(label) else end_of_words(label, clause)):
        is_meant = _is_only_one(field, label, number, unit) or end_of_words(group, sentence) > 0
        return end if is_meant or _is_in_its_row(field, number, unit) else 0
    stands_for_it = _OF_COLUMNS.fullmatch(label) or (is_in_row and field.money)
    return end_of_words(group, clause) if stands_for_it else 0


def _is_only_one(field: LabelledFigure, label: str, number: Quantity, unit: CheckedUnit) -> bool:
    """Whether no other field has the label; but for those of rows, where no row is spoken of."""
    owners = unit.figures.by_label.get(label, [field])
    if not unit.rows.spoken_of(number.paragraph):
        owners = [
            owner for owner in owners if not any(isinstance(step, int) for step in owner.steps)
        ]
    return owners == [field]


def _group(field: LabelledFigure, data: Node) -> tuple[str, bool]:
    """The label of the field's group, or the first text of its row; and whether it is a row."""
    above: Value = data
    for step in field.steps[:-1]:
        assert isinstance(above, (Node, list))
        above = above[step]  # type: ignore[index]
    owner = field.steps[-2] if len(field.steps) > 1 else ""
    if isinstance(owner, int):
        return first_text(above), True
    return label_words(owner), False


def _is_in_its_row(field: LabelledFigure, number: Quantity, unit: CheckedUnit) -> bool:
    """Whether the text of a number is about the row, such as a project, that the field is in."""
    subject = unit.rows.subject(number.paragraph)
    return bool(subject) and unit.rows.holds(subject, field.path)


def end_of_words(name: str, text: str) -> int:
    """The end of the last place where the words of ``name`` stand in their order; 0 if nowhere.

    A word is any two or more characters of it that stand together; a last 数 may be left out.
    """
    short = name.removesuffix("数") if len(name) > 2 else name
    found = 0
    ways = [(0, at) for at in range(len(text)) if text.startswith(short[:2], at)]
    seen = set(ways)
    while ways and len(short) > 1:
        done, at = ways.pop()
        for length in range(2, len(short) - done + 1):
            if not text.startswith(short[done : done + length], at):
                break
            if done + length == len(short):
                found = max(found, at + length)
            starts = range(at + length, at + length + _BETWEEN_WORDS + 1)
            following = {(done + length, start) for start in starts} - seen
            seen |= following
            ways += following
    return found


def _leads_to_figure(between: str, field: LabelledFigure) -> bool:
    """Whether the words between a name and a number make the number that of the name."""
    words = _BECAME.sub("", between)
    if "预算" in words and "预算" in field.key:
        words = words.replace("预算", "")
    return not _RELATION.search(words)


def _proposed(number: Quantity, field: LabelledFigure, path: str) -> Problem:
    """The warning, with what to type: the sign of a rate comes along, a unit stays or changes."""
    typed = f"{number.text}{number.unit}"
    tag = in_braces(path)
    is_in_its_unit = number.unit in ("%", MONEY_UNITS[0])
    whole = number.paragraph.text[number.start : number.end]
    old = number.text if number.unit == MONEY_UNITS[0] else whole
    new = tag if is_in_its_unit else f"{tag}{MONEY_UNITS[0]}"
    words = {"typed": typed, "path": field.path, "other": field.place, "old": old, "new": new}
    return warning(COULD_BE_BOUND, number.place, **words).fixed_by(old, new, safe=False)


def _path_at(field: LabelledFigure, place: Place) -> str:
    """The path of a field in a text at ``place``: in a project's own file, within the project."""
    is_in_item = any(isinstance(step, int) for step in field.steps[1:2])
    is_own = is_in_item and field.place.typed.file == place.file
    return expression_of(field.steps[2:] if is_own else field.steps)
