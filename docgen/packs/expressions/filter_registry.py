"""The register of filters and functions of expressions.

A filter is registered beside its function, with an example that a test fills into a form:

    @filter_(
        "percent",
        Example("执行率: 0.93636", "{{ 执行率 | percent }}", "93.64%"),
        en="A ratio, printed as forms print it.",
        zh="把比率印成表格上的百分数。",
    )
    def percent(value: object, digits: int = 2) -> Figure | Blank | Missing:

All modules of this folder are looked through; the page
``templates.md`` of the docs lists what they register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, TypeAlias, TypeVar

from docgen.diagnostics.codes import import_all

AnyFunction: TypeAlias = Callable[..., Any]
Decorated = TypeVar("Decorated", bound=AnyFunction)


class Gives(Enum):
    """What a filter makes of a field, as lint sees it."""

    VALUE = "a value worked out from it"
    ITEM = "one item of the list"
    SOME = "some items of the list, or all in another order"
    ROWS = "the rows of nested groups, with a field more for each argument"


class Example(NamedTuple):
    """A use: ``tag`` prints ``prints`` where the unit has ``content``, in YAML."""

    content: str
    tag: str
    prints: str


@dataclass(frozen=True)
class Filter:
    """A filter, or a function that gets all it needs in brackets.

    Attributes:
        name: as it is typed.
        function: gets the value, if it is a filter, and the arguments.
        example: a use of it.
        en: what it does, in English: a whole sentence.
        zh: the same in Chinese.
        gives: what it makes of a field.
        names_field: whether its first argument names a field of each item.
        in_rules: whether rules, formulas and Markdown may use it, and not only forms.
    """

    name: str
    function: AnyFunction
    example: Example
    en: str
    zh: str
    gives: Gives = Gives.VALUE
    names_field: bool = False
    in_rules: bool = True


_filters: dict[str, Filter] = {}
_functions: dict[str, Filter] = {}
_of_tags: dict[str, AnyFunction] = {}


def filter_(
    name: str,
    example: Example,
    *,
    en: str,
    zh: str,
    gives: Gives = Gives.VALUE,
    names_field: bool = False,
    in_rules: bool = True,
) -> Callable[[Decorated], Decorated]:
    """Registers a filter: ``{{ value | name(arguments) }}``."""

    def register(function: Decorated) -> Decorated:
        new = Filter(name, function, example, en, zh, gives, names_field, in_rules)
        _add(_filters, name, new)
        return function

    return register


def function_(name: str, example: Example, *, en: str, zh: str) -> Callable[[Decorated], Decorated]:
    """Registers a function: ``{{ name(arguments) }}``."""

    def register(function: Decorated) -> Decorated:
        _add(_functions, name, Filter(name, function, example, en, zh))
        return function

    return register


def tag_filter(name: str) -> Callable[[Decorated], Decorated]:
    """Registers a filter that nobody types: a tag such as ``{{p … }}`` is compiled to it."""

    def register(function: Decorated) -> Decorated:
        _add(_of_tags, name, function)
        return function

    return register


def _add(registered: dict[str, Any], name: str, new: object) -> None:
    if name in registered:
        raise ValueError(f"{name} is registered twice")
    registered[name] = new


def find_filter(name: str) -> Filter | None:
    """The filter of that name; ``None`` if it is Jinja's own, or if there is none."""
    return _filters.get(name)


def registered() -> Iterator[Filter]:
    """All filters, then all functions, by name."""
    import_all(__package__)
    for kind in (_filters, _functions):
        yield from (kind[name] for name in sorted(kind))


def expression_filters() -> dict[str, AnyFunction]:
    """The filters of rules, formulas, Markdown and forms, by name."""
    import_all(__package__)
    return {name: known.function for name, known in _filters.items() if known.in_rules}


def form_filters() -> dict[str, AnyFunction]:
    """The filters that only forms have, by name."""
    return {name: known.function for name, known in _filters.items() if not known.in_rules}


def tag_filters() -> dict[str, AnyFunction]:
    """The filters that tags are compiled to, by name."""
    return dict(_of_tags)


def functions() -> dict[str, AnyFunction]:
    """The functions of rules, formulas, Markdown and forms, by name."""
    import_all(__package__)
    return {name: known.function for name, known in _functions.items()}
