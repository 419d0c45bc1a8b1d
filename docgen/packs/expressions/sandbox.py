"""The Jinja sandbox of expressions, and the scope of names they see."""

from __future__ import annotations

from collections import ChainMap
from typing import Any

from jinja2 import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.content.values import Blank, Node
from docgen.packs.expressions.filter_registry import expression_filters, functions
from docgen.packs.expressions.missing import Missing

KEPT_FUNCTIONS = ("range", "namespace", "cycler", "joiner")
"""Functions of Jinja's own that expressions may call."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Expressions see the keys of a mapping, not the attributes of the Python object."""

    intercepted_binops = frozenset(("**", "*"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Allows products of figures only: a text repeated 10^9 times would exhaust the memory."""
        if operator == "**":
            raise TypeError("** is not offered")
        if isinstance(left, (str, list, tuple)) or isinstance(right, (str, list, tuple)):
            raise TypeError("only figures can be multiplied")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Node) and attribute in obj:
            return obj.read(attribute)
        if isinstance(obj, Blank) and obj.place is None:
            return Blank()  # a total over no rows is blank in each of its columns
        if not isinstance(obj, Node):
            return super().getattr(obj, attribute)
        if attribute in ("items", "keys", "values"):
            obj.read_all()
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Node):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)


class Scope(ChainMap[str, Any]):
    """The names an expression sees, the innermost mapping first; reads are recorded."""

    def __getitem__(self, key: str) -> Any:
        for names in self.maps:
            if key in names:
                return names.read(key) if isinstance(names, Node) else names[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(key in names for names in self.maps)


def new_environment(**options: Any) -> Environment:
    """A sandboxed Jinja environment with docgen's filters; ``options`` go to Jinja."""
    environment = _Sandbox(undefined=Missing, **options)
    environment.filters.update(expression_filters())
    for name in ("random", "pprint", "xmlattr", "urlize", "tojson"):
        del environment.filters[name]
    kept = {name: environment.globals[name] for name in KEPT_FUNCTIONS}
    environment.globals = {**kept, **functions()}
    return environment
