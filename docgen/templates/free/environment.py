"""The Jinja environment of a template that belongs to no pack.

It is Jinja's own sandbox, with all of its filters and methods, as templates for docxtpl expect, and
docgen's filters beside them. A name that is not there is nothing in a condition or before
``default``; that it prints, or that a loop goes over it, is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, Undefined, nodes, pass_eval_context
from jinja2.filters import FILTERS
from jinja2.nodes import EvalContext
from jinja2.sandbox import SandboxedEnvironment, is_internal_attribute

from docgen.content.numbers import Blank, Figure, places_of
from docgen.content.values import Node
from docgen.packs.expressions import Missing
from docgen.packs.expressions.filter_registry import (
    expression_filters,
    form_filters,
    functions,
    tag_filters,
)
from docgen.templates.free.bounds import (
    CONCAT,
    BoundConcatenations,
    bounded_filters,
    check_operands,
    checked_arguments,
    concatenated,
    sample_text,
)
from docgen.templates.free.printed_objects import finalize, value_filters
from docgen.templates.printed_values import PreEscapedCodeGenerator

Filters = Mapping[str, Callable[..., Any]]


class OptionalName(Missing):
    """A name that is not there: false in a condition, and different from each value.

    A ``loop`` outside of one is told in a condition, too: ``{% vm %}`` would print nothing.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Missing:
        if self._undefined_name == "loop":
            self._note()
        return super().__getattr__(name)

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Undefined)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return id(type(self))


class _FreeSandbox(SandboxedEnvironment):
    """A key of the data comes before an attribute of the object that holds the data.

    What tags make is held to the bounds of :mod:`docgen.templates.free.bounds`.
    """

    intercepted_binops = frozenset(("+", "*", "%", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of an operator, if it is within bounds."""
        check_operands(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """The result of a function, if it is within bounds.

        The double underscores keep the names apart from those of keyword arguments.
        """
        arguments = checked_arguments(__obj, args)
        return super().call(__context, __obj, *arguments, **kwargs)

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        BoundConcatenations().visit(source)
        source.set_environment(self)
        return super()._generate(source, *names, **options)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if not isinstance(obj, Node):
            return super().getattr(obj, attribute)
        if attribute in obj:
            return obj.read(attribute)
        if hasattr(dict, attribute):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


class _LenientSandbox(SandboxedEnvironment):
    """A sandbox for templates of docxtpl, which know the ``_asdict`` and ``_id`` of objects."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not attr.startswith("__") and not is_internal_attribute(obj, attr)


def free_environment(filters: Filters) -> Environment:
    """A new environment, with ``filters`` beside its own."""
    environment = _FreeSandbox(undefined=OptionalName, autoescape=True, finalize=finalize)
    environment.globals |= {**functions(), "lipsum": sample_text}
    _of_data(environment)
    own = bounded_filters({**expression_filters(), **form_filters()})
    jinja = bounded_filters(FILTERS, have_widths=False)
    return _extended(environment, {**own, **jinja, CONCAT: concatenated}, filters)


def lenient_environment(environment: Environment | None) -> Environment:
    """An environment like the one that was given to docxtpl: it prints nothing for a missing name.

    What its user has set is kept, and nothing in it is changed.
    """
    given = environment or _LenientSandbox()
    last = _after(given.finalize) if given.finalize else finalize
    own = {**expression_filters(), **form_filters(), **FILTERS}
    return _extended(given.overlay(autoescape=True, finalize=last), own, given.filters)


def _after(first: Callable[..., Any]) -> Callable[[EvalContext, Any], str]:
    """What prints the values that the user's own ``finalize`` gives."""

    @pass_eval_context
    def both(context: EvalContext, value: Any) -> str:
        return finalize(context, first(value))

    return both


def _extended(environment: Environment, known: Filters, filters: Filters) -> Environment:
    """The environment with the filters that are known, those of tags, and ``filters``."""
    environment.filters = {**known, **tag_filters(), **value_filters(), **filters}
    environment.code_generator_class = PreEscapedCodeGenerator
    return environment


def _of_data(environment: Environment) -> None:
    """Makes Jinja's tests, and ``tojson``, take the numbers and blanks of data files."""
    tests: dict[str, Any] = dict(environment.tests)
    environment.tests = {
        **tests,
        "integer": lambda value: tests["integer"](_plain(value)),
        "float": lambda value: tests["float"](_plain(value)),
        "none": lambda value: _plain(value) is None,
    }
    arguments = environment.policies["json.dumps_kwargs"]
    environment.policies["json.dumps_kwargs"] = arguments | {"default": _plain}


def _plain(value: Any) -> Any:
    """Python's own value for a figure or a blank."""
    if isinstance(value, Blank):
        return None
    if isinstance(value, Figure):
        return float(value) if places_of(value.value) > 0 else int(value)
    return value
