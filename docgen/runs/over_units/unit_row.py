"""The row of a unit in the summaries over it: the fields that their packs ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docgen.content.unit import Unit
from docgen.content.values import Blank, Node, Text, Value
from docgen.diagnostics import Problem, Problems, error, warning
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.packs.content_index import ContentIndex
from docgen.packs.expressions import evaluate, tree_of
from docgen.packs.expressions.evaluate import UNKNOWN_NAME
from docgen.packs.field_reads import fields_read
from docgen.packs.over import LEFT_OUT, LEFT_OUT_NAME, UNITS
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Fields
from docgen.runs.inputs_digest import digest
from docgen.runs.over_units.kept_values import group_of, kept, list_of, signs

UNITS_LEFT_OUT = problem_code(
    "units-left-out",
    en=(
        "{count:# unit is|# units are} not in the summary, as {count:it has|they have} errors: "
        "{units}",
        "run docgen check {edition} and mend them, or have the note say that they are missing",
    ),
    zh=(
        "有 {count} 个单位有错误，没有汇总进来：{units}",
        "运行 docgen check {edition}，改正以后再汇总；暂不改的，在说明里写明未包括",
    ),
)
UNITS_TYPED = problem_code(
    "units-typed",
    en=(
        "「{name}」 comes from the other units' content, and is not typed",
        "delete the line; correct a figure in the content of its unit",
    ),
    zh=("「{name}」取自各单位的内容，不用填写", "删去这一行；数不对的，到那个单位的内容里改"),
)
NOTHING_SUMMED = problem_code(
    "nothing-summed",
    en=(
        "there is no unit to sum up{packs}",
        "put the folders of the units beside this one; mend those that have errors",
    ),
    zh=("没有可以汇总的单位{packs}", "把各单位的文件夹放在这个单位旁边；有错误的先改正"),
    to_do="blank",
)


@dataclass(frozen=True)
class UnitRow:
    """What a summary has of a unit.

    Attributes:
        fields: the fields that it reads; ``None`` if the unit is left out.
        reason: the error because of which it is left out.
        name: what it is called if it is left out: its first field, or its folder.
    """

    fields: Node | None = None
    reason: Problem | None = None
    name: str = ""

    @cached_property
    def digest(self) -> str:
        """A digest of what the summary has of it."""
        return digest((self.fields is not None and signs(self.fields), self.reason, self.name))


@dataclass(frozen=True)
class UnitRows:
    """The rows of a unit, by the packs of the summaries that take it up.

    Attributes:
        pack: the pack of the unit; empty if it could not be read.
        by_summary: its rows.
    """

    pack: str = ""
    by_summary: Mapping[str, UnitRow] = field(default_factory=dict)


def row_of(unit: Unit, pack: Pack, summary: Pack, error: Problem | None) -> UnitRow:
    """The row for ``summary`` of a unit that has been worked out, unless it has an ``error``."""
    if error:
        return UnitRow(reason=error, name=_name(unit, pack, summary))
    fields, problems = dict[str, Value](), Problems()
    for name, expression in summary.over.units.items():
        with problems.within() as found:
            fields[name] = _field(unit, pack, expression, found)
    if reason := next(iter(problems), None):
        return UnitRow(reason=reason, name=_name(unit, pack, summary))
    return UnitRow(group_of(fields, unit.place))


def _name(unit: Unit, pack: Pack, summary: Pack) -> str:
    """What a unit is called: the first of the fields, if it is there; else its folder."""
    found = Problems()
    value = _field(unit, pack, next(iter(summary.over.units.values())), found)
    return value if isinstance(value, Text) and value and not found else unit.name


def _field(unit: Unit, pack: Pack, expression: Text, problems: Problems) -> Value:
    """A field with the place of what it is, or follows from; one that nobody typed is blank."""
    found, at = Problems(), expression.place or pack.place
    value: Value = evaluate(expression, at, found, unit.data)
    if any(problem.code == UNKNOWN_NAME for problem in found) and _knows(pack, expression):
        value, found = Blank(), Problems()
    problems.extend(problem.of_pack() for problem in found)
    place = getattr(value, "place", None)
    if not found and not (place and place.file):
        index = ContentIndex(unit.data, pack.derived, pack.schema)
        place = next(iter(index.inputs_of(expression, [unit.data])), None)
    return kept(value, place or unit.place)


def _knows(pack: Pack, expression: str) -> bool:
    """Whether the form of a unit has all that an expression reads."""
    tree = tree_of(expression)
    if tree is None:
        return False
    fields = Fields(pack.schema, frozenset(formula.field for formula in pack.derived))
    return all(read.known for read in fields_read(tree, fields))


def add_units(
    unit: Unit, pack: Pack, rows: Mapping[str, UnitRow] | None, problems: Problems
) -> None:
    """Adds the lists of a summary to its data, in place; of any other pack nothing.

    They are made of ``rows``, by the names of the units; without any, as of a form that is tried
    out, they are empty.
    """
    if not pack.over:
        return
    data, place = unit.data, unit.place
    for name in sorted(pack.over.lists & data.keys()):
        problems.add(error(UNITS_TYPED, data.key_places.get(name, place), name=name))
    known = rows or {}
    summed = [row.fields for row in known.values() if row.fields is not None]
    without = {name: row.reason for name, row in known.items() if row.reason}
    data[UNITS] = list_of(summed, place)
    named = (
        group_of({LEFT_OUT_NAME: Text(row.name)}, place) for row in known.values() if row.reason
    )
    data[LEFT_OUT] = list_of(named, place)
    # What the pack asks wrongly is told once, not for each unit.
    asked = {reason.place: reason for reason in without.values() if _is_of(reason, pack)}
    problems.extend(reason.as_warning() for reason in asked.values())
    if rows is not None and not summed:
        packs = "、".join(pack.over.packs)
        problems.add(error(NOTHING_SUMMED, place, packs=f"（{packs}）" if packs else ""))
    if without:
        words = listed_names(without).words("units")
        count = {"count": len(without), "edition": unit.edition}
        problems.add(warning(UNITS_LEFT_OUT, place, **count, **words))


def _is_of(reason: Problem, pack: Pack) -> bool:
    return reason.place.file == pack.place.file
