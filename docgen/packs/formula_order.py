"""Formulas in the order in which they are worked out: each behind those whose fields it reads.

So pack.yaml may list them in any order, and a formula never reads a line that somebody left blank
for a field that is worked out later. Fields that follow from each other cannot be worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from docgen.diagnostics import Place, Problem, template_error
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import FAILURES, parsed
from docgen.packs.field_reads import fields_read
from docgen.packs.schema_fields import Fields
from docgen.packs.typing import Schema

DERIVED_CIRCLE = problem_code(
    "derived-circle",
    en=(
        "「{field}」 follows from itself: {circle}",
        "take one of these fields out of the formula that reads it, or delete its formula so that "
        "it is typed",
    ),
    zh=(
        "「{field}」推算时又用到它自己：{circle}",
        "改其中一个公式，不再用到这里的另一个字段；或删去一个公式，改为填写",
    ),
)

_Steps = tuple[str, ...]


@dataclass(frozen=True)
class Derived:
    """A field that is computed from others.

    Attributes:
        field: the path of keys; ``projects[]`` means in each item of a list.
        formula: an expression; names are looked up in the field's group first, then in those
            around it, and last in the root.
        place: its line in pack.yaml.
    """

    field: str
    formula: str
    place: Place


def in_order(
    formulas: Sequence[Derived], schema: Schema
) -> tuple[tuple[Derived, ...], tuple[Problem, ...]]:
    """The formulas, each behind those that it reads, and a problem if some form a circle.

    In a circle there is no order: they are then given as they are.
    """
    order = _Order(formulas, schema)
    try:
        return tuple(order.sorted()), ()
    except CycleError as reason:
        return tuple(formulas), (_circle_problem(formulas, reason.args[1]),)


def _circle_problem(formulas: Sequence[Derived], circle: Sequence[Derived]) -> Problem:
    """The problem of a circle, told at the first of its lines; each is read by the next one."""
    members = circle[:-1]
    first = min(members, key=formulas.index)
    at = members.index(first)
    turned = (*members[at:], *members[:at], first)
    shown = " → ".join(derived.field for derived in turned)
    return template_error(DERIVED_CIRCLE, first.place, field=first.field, circle=shown)


class _Order:
    """What formulas read of each other."""

    def __init__(self, formulas: Sequence[Derived], schema: Schema) -> None:
        self._formulas = formulas
        self._fields = Fields(schema, frozenset(derived.field for derived in formulas))
        self._steps = {derived: _steps(derived.field) for derived in formulas}

    def sorted(self) -> Iterator[Derived]:
        """The formulas, each behind those that it reads. Raises :class:`CycleError`."""
        reads = {derived: set(self._read_by(derived)) for derived in self._formulas}
        TopologicalSorter(reads).prepare()  # a circle, if there is one
        for derived in self._formulas:
            # A group that is read as a whole may just be counted: it is put in front if it can be.
            for other in self._in_groups_of(derived):
                if derived not in _reached(other, reads):
                    reads[derived].add(other)
        done: list[Derived] = []
        for derived in self._formulas:
            _add_behind(derived, reads, done)
        yield from done

    def _read_by(self, derived: Derived) -> Iterator[Derived]:
        own = self._steps[derived]
        for path in self._paths(derived):
            yield from (other for other in self._formulas if _leads(self._steps[other], path))
        for other in self._formulas:  # what gives a whole group comes before a field in it
            if other != derived and _leads(self._steps[other], own):
                yield other

    def _in_groups_of(self, derived: Derived) -> Iterator[Derived]:
        own = self._steps[derived]
        for path in self._paths(derived):
            if not _leads(path, own):
                yield from (other for other in self._formulas if _leads(path, self._steps[other]))

    def _paths(self, derived: Derived) -> Iterator[_Steps]:
        """The fields that a formula reads; its own name means that of the root."""
        try:
            tree = parsed(derived.formula)
        except FAILURES:
            return  # told where it is evaluated
        group = derived.field.rpartition(".")[0]
        own, depth = self._steps[derived], len(_steps(group)) if group else 0
        for read in fields_read(tree, self._fields, self._fields.groups_at(group)):
            path = _steps(read.path)
            is_free = not (read.shape.schema or {}) and path[:depth] == own[:depth]
            if depth and (path == own or (is_free and not self._is_derived(path))):
                path = path[depth:]
            yield path

    def _is_derived(self, path: _Steps) -> bool:
        return any(_leads(steps, path) for steps in self._steps.values())


def _add_behind(derived: Derived, reads: dict[Derived, set[Derived]], done: list[Derived]) -> None:
    """Adds a formula to those that are ``done``, behind what it reads."""
    waiting = [derived]
    while waiting:
        open_ = [other for other in reads[waiting[-1]] if other not in done]
        if open_:
            waiting.append(min(open_, key=lambda other: other.place))
        else:
            last = waiting.pop()
            done += [] if last in done else [last]


def _reached(start: Derived, reads: dict[Derived, set[Derived]]) -> set[Derived]:
    """A formula, and all that it follows from."""
    found, waiting = {start}, [start]
    while waiting:
        new = reads[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _steps(path: str) -> _Steps:
    return tuple(path.replace("[]", ".[]").split("."))


def _leads(upper: _Steps, path: _Steps) -> bool:
    """Whether ``path`` is the field ``upper``, or one in it; ``*`` is any group."""
    return len(upper) <= len(path) and all(
        own == step or "*" in (own, step) for own, step in zip(upper, path, strict=False)
    )
