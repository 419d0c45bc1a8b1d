"""The one expression language: Jinja in a sandbox, for templates, Markdown and pack rules.

A name that is not there does not stop a render: :class:`Missing` notes each use, with the line
of the template, and gives nothing; so one run finds every missing field.
"""

from __future__ import annotations

import sys
from collections import ChainMap, deque
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from functools import cache
from typing import Any, cast

from jinja2 import Environment, Template, TemplateError, Undefined, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.content.values import Blank, Figure, Items, Node, Text
from docgen.diagnostics import Place, Problem, error

FAILURES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    DecimalException,
    LookupError,
    MemoryError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What an expression written by a person can raise."""


@dataclass(frozen=True)
class MissingUse:
    """One use of a name that is not there.

    Attributes:
        name: the name.
        owner: the mapping that lacks it, or ``None`` for the whole context.
        line: the line of the Jinja template that asked; see :mod:`docgen.word.sites`.
    """

    name: str
    owner: Place | None
    line: int


_uses: ContextVar[list[MissingUse] | None] = ContextVar("missing-uses", default=None)


@contextmanager
def noting_missing() -> Iterator[list[MissingUse]]:
    """Collects the missing names that are used inside the ``with`` block."""
    uses: list[MissingUse] = []
    token = _uses.set(uses)
    try:
        yield uses
    finally:
        _uses.reset(token)


class Missing(Undefined):
    """A name that is not there. Only ``is defined`` and ``default`` may touch it unnoticed."""

    __slots__ = ()

    def _note(self) -> None:
        uses = _uses.get()
        owner = getattr(self._undefined_obj, "place", None)
        use = MissingUse(str(self._undefined_name), owner, _template_line())
        if uses is not None and use not in uses:
            uses.append(use)

    def _nothing(self, *_: object, **__: object) -> Missing:
        self._note()
        return self

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _: object) -> Missing:
        return self

    def __str__(self) -> str:
        self._note()
        return ""

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    def __bool__(self) -> bool:
        self._note()
        return False

    def __eq__(self, _: object) -> bool:
        self._note()
        return False

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__  # type: ignore[assignment]

    def __hash__(self) -> int:
        return id(type(self))

    __call__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _nothing  # type: ignore[assignment]
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _nothing  # type: ignore[assignment]
    __neg__ = __pos__ = __pow__ = __rpow__ = _nothing  # type: ignore[assignment]


def _template_line() -> int:
    """The line of the innermost Jinja template on the call stack; 0 when there is none."""
    frame = sys._getframe(1)
    while frame is not None:
        if template := frame.f_globals.get("__jinja_template__"):
            return cast(int, template.get_corresponding_lineno(frame.f_lineno))
        frame = cast(Any, frame.f_back)
    return 0


def percent(value: object, digits: int = 2) -> Figure | Blank | Missing:
    """A ratio as it prints on forms: ``0.93636`` is ``93.64%``, ``1`` is ``100%``."""
    if isinstance(value, (Blank, Missing)):
        return value
    ratio = _figure(value)
    return Figure(ratio.value, f"{(ratio * 100).rounded(digits)}%")


def round_half_up(value: object, digits: int = 0) -> Figure | Blank | Missing:
    """四舍五入 to ``digits`` places."""
    return value if isinstance(value, (Blank, Missing)) else _figure(value).rounded(digits)


def total(*parts: object) -> object:
    """The sum of figures, or of rows column by column; blanks are passed over, lists opened.

    Texts in a row (its name) are left out of the sum.
    """
    rows = list(_opened(parts))
    if not any(isinstance(row, Node) for row in rows):
        return sum_of(rows)
    result = Node(Place(""))
    for row in rows:
        for key, value in row.read_all() if isinstance(row, Node) else ():
            if not isinstance(value, Text):
                result[key] = sum_of([result.get(key, Blank()), value])
    return result


def _opened(parts: Iterable[object]) -> Iterator[object]:
    for part in parts:
        if isinstance(part, list):
            yield from _opened(part)
        else:
            yield part


def sum_of(values: Iterable[object], attribute: str | None = None) -> object:
    """The exact sum, over one attribute of each if named; a sum of blanks is blank."""
    result: Any = Blank()
    for value in values:
        one = _attribute(value, attribute) if attribute else value
        result = result + (one if isinstance(one, (Blank, Missing)) else _figure(one))
    return result


def _attribute(value: object, name: str) -> object:
    """One field of a row, or a missing one."""
    return _EXPRESSIONS.getattr(value, name)


def rows(groups: object, *labels: str) -> list[Node]:
    """Nested groups as flat rows; ``labels`` name the keys that take the groups' names.

    ``{产出: {数量: [row, …]}} | rows("一级", "二级")`` gives each row with 一级 and 二级 in front.
    Groups that are deeper than there are labels keep their rows without a name.
    """
    return list(_rows(groups, labels, {}))


def _rows(groups: object, labels: tuple[str, ...], named: dict[str, Any]) -> Iterator[Node]:
    if isinstance(groups, list):
        for row in groups:
            if not isinstance(row, Node):
                raise TypeError(f"{row!r} is no row")
            yield row.with_labels(named)
    elif isinstance(groups, Node):
        for name, group in groups.read_all():
            own = {labels[0]: Text(name, groups.key_places.get(name))} if labels else {}
            yield from _rows(group, labels[1:], named | own)
    elif not isinstance(groups, (Blank, Missing)):
        raise TypeError(f"{groups!r} has no rows")


def _figure(value: object) -> Figure:
    if isinstance(value, Figure):
        return value
    if isinstance(value, (int, Decimal)):
        return Figure(value)
    raise TypeError(f"{str(value)!r} is no number")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Keys of a mapping, and nothing of Python's, are what an expression sees of it."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if not isinstance(obj, Node):
            return super().getattr(obj, attribute)
        if attribute in obj:
            return obj.read(attribute)
        if attribute in ("items", "keys", "values"):
            obj.read_all()
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Node):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)


class Scope(ChainMap[str, Any]):
    """The names an expression sees, the nearest mapping first; reading leaves its trace."""

    def __getitem__(self, key: str) -> Any:
        for names in self.maps:
            if key in names:
                return names.read(key) if isinstance(names, Node) else names[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(key in names for names in self.maps)


def new_environment(**options: Any) -> Environment:
    """A sandboxed Jinja environment with docgen's filters; ``options`` as for Jinja."""
    environment = _Sandbox(undefined=Missing, **options)
    environment.filters.update(percent=percent, round=round_half_up, sum=sum_of, rows=rows)
    environment.globals = {"range": environment.globals["range"], "total": total}
    return environment


_EXPRESSIONS = new_environment()


def names_in(tree: nodes.Node) -> set[str]:
    """Every name, attribute and constant key that a parsed template speaks of."""
    found = {node.name for node in tree.find_all(nodes.Name)}
    found |= {node.attr for node in tree.find_all(nodes.Getattr)}
    constants = (node.value for node in tree.find_all(nodes.Const))
    return found | {value for value in constants if isinstance(value, str)}


@cache
def _compiled(expression: str) -> Template:
    """``expression`` as a template that leaves its value in ``result``.

    Raises what Jinja raises for a wrong one.
    """
    # compile_expression would copy its arguments into a dict; its template keeps the scope.
    return _EXPRESSIONS.compile_expression(expression, undefined_to_none=False)._template


def evaluate(
    expression: str, place: Place, problems: list[Problem], *names: MutableMapping[str, Any]
) -> Any:
    """The value of ``expression`` over ``names``, the nearest first.

    After a problem at ``place`` it is a :class:`Blank`.
    """

    def value() -> Any:
        context = _context(_compiled(expression), names)
        deque(_compiled(expression).root_render_func(context), maxlen=0)
        result = context.vars["result"]
        if isinstance(result, Missing):
            str(result)
        return result

    return _noted(value, expression, place, problems)


def expand(
    text: str, place: Place, problems: list[Problem], *names: MutableMapping[str, Any]
) -> str:
    """``text`` with its ``{{ expressions }}`` replaced; empty after a problem at ``place``."""

    def value() -> str:
        template = _EXPRESSIONS.from_string(text)
        return "".join(template.root_render_func(_context(template, names)))

    return str(_noted(value, text, place, problems))


def _context(template: Template, names: Iterable[MutableMapping[str, Any]]) -> Context:
    # A shared context is not copied into a dict, so the scope sees what is read.
    scope = Scope(*names, template.globals)
    return template.new_context(scope, shared=True)  # type: ignore[arg-type]


def _noted(
    work: Callable[[], Any], expression: str, place: Place, problems: list[Problem]
) -> Any:
    """What ``work`` gives, or a blank after its failures have become problems."""
    with noting_missing() as uses:
        try:
            value = work()
        except FAILURES as reason:
            problems.append(
                error("expression-failed", place, expression=expression, reason=reason)
            )
            return Blank(place)
    for use in uses:
        owner = use.owner or ""
        problems.append(
            error("unknown-name", place, name=use.name, expression=expression, owner=owner)
        )
    return Blank(place) if uses else value


def as_text(value: object) -> Text:
    """What a value prints as, with the value's place where it has one."""
    if isinstance(value, (Node, Items, list, dict)):
        raise TypeError("a group of fields is no value")
    return Text(str(value), getattr(value, "place", None))
