"""The Jinja sandbox of expressions, and the scope of names they see."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing

from docgen.content.values import Blank, Node, Unfilled
from docgen.diagnostics.bilingual import listed_names
from docgen.packs.expressions.conditions import TRUTH, GuardedTree, truth
from docgen.packs.expressions.filter_registry import expression_filters, functions
from docgen.packs.expressions.jinja_filters import formatted, jinja_filters
from docgen.packs.expressions.limits import CALL, SINGLE, bounded, count, limited
from docgen.packs.expressions.literals import CheckedLiterals
from docgen.packs.expressions.missing import Missing
from docgen.packs.expressions.refusals import RefusalError, SyntaxRefusedError

KEPT_FUNCTIONS = ("range", "namespace", "cycler", "joiner")
"""Functions of Jinja's own that expressions may call."""

_DEEPEST = 100
"""The deepest nesting of an expression; Python's stack ends somewhere beyond."""

_OPEN: dict[type, frozenset[str]] = {
    LoopContext: frozenset(
        (
            *("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth"),
            *("depth0", "previtem", "nextitem", "cycle", "changed"),
        )
    ),
    Cycler: frozenset(("current", "next", "reset")),
    dict: frozenset(("items", "keys", "values")),
    Node: frozenset(("items", "keys", "values")),
}
"""What may be read of Python's objects, by their types: all else that has a name is data."""

_REPEATED = (str, list, tuple)
_CALLED = (Macro, LoopContext, Joiner)
_METHODS_OF = (LoopContext, Cycler, dict)


class ScopeContext(Context):
    """What an expression reads from; a name is looked up once, in a :class:`Scope` too."""

    def resolve_or_missing(self, key: str) -> Any:
        """What a name stands for; Jinja's mark for missing ones if it stands for nothing."""
        if key in self.vars:
            return self.vars[key]
        try:
            return self.parent[key]
        except KeyError:
            return missing


class _Sandbox(ImmutableSandboxedEnvironment):
    """Expressions see the keys of a mapping, not the attributes of the Python object."""

    context_class = ScopeContext
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of an operator, if it is within limits; ``*`` is for figures only."""
        if operator == "**":
            raise TypeError("** is not offered")
        if operator == "*" and (isinstance(left, _REPEATED) or isinstance(right, _REPEATED)):
            raise TypeError("only figures can be multiplied")
        if operator == "%" and isinstance(left, str):
            return bounded(formatted(left, *(right if isinstance(right, tuple) else (right,))))
        return bounded(super().call_binop(context, operator, left, right))

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Node) and attribute in obj:
            return obj.read(attribute)
        if isinstance(obj, Blank) and obj.place is None:
            # A total over no rows is blank in each of its columns.
            return Unfilled(obj.field) if isinstance(obj, Unfilled) else Blank()
        if attribute in _OPEN.get(type(obj), ()):
            if isinstance(obj, Node):
                obj.read_all()
            return getattr(obj, attribute)
        return self._entry(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Node):
            key = str(argument)
            return obj.read(key) if key in obj else self.undefined(obj=obj, name=key)
        return self._entry(obj, argument)

    def _entry(self, obj: Any, key: Any) -> Any:
        """What ``key`` names in a list, a group, or what ``namespace`` and ``groupby`` made."""
        try:
            if isinstance(obj, Namespace):
                return object.__getattribute__(obj, "_Namespace__attrs")[key]
            if isinstance(key, str) and isinstance(obj, tuple):
                return obj[getattr(obj, "_fields", ()).index(key)]
            if isinstance(obj, (str, list, tuple, dict, range)):
                return obj[key]
        except (TypeError, LookupError, ValueError):
            pass
        return obj if isinstance(obj, Missing) else self.undefined(obj=obj, name=key)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """The result of a function. Raises :class:`RefusalError` for what expressions may not call.

        The double underscores keep the names apart from those of keyword arguments.
        """
        known = __self.globals
        method_of = getattr(__obj, "__self__", None) if not isinstance(__obj, Missing) else None
        if not (
            isinstance(__obj, _CALLED)
            or isinstance(method_of, _METHODS_OF)
            or any(__obj is function for function in known.values())
        ):
            raise RefusalError("no-function", name=_shown(__obj), known=listed_names(sorted(known)))
        if isinstance(__obj, _CALLED):
            count(CALL)
        return __context.call(__obj, *args, **kwargs)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser = Parser(self, source, name, filename)
        try:
            tree = parser.parse()
        except RecursionError:
            lineno = parser.stream.current.lineno
            raise SyntaxRefusedError("too-deep", lineno, limit=_DEEPEST) from None
        _check_depth(tree)
        return tree

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        _check_depth(source)
        GuardedTree().visit(source)
        source.set_environment(self)
        return super()._generate(source, *names, **options)


def _shown(called: object) -> str:
    """What was called, as messages show it."""
    if isinstance(called, Missing):
        return str(called._undefined_name)
    return str(called)[:20] if isinstance(called, SINGLE) else "…"


def _check_depth(tree: nodes.Node) -> None:
    """Raises :class:`SyntaxRefusedError` if an expression is nested too deeply."""
    level: Iterable[nodes.Node] = (tree,)
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
        if not level:
            return
    raise SyntaxRefusedError("too-deep", next(iter(level)).lineno, limit=_DEEPEST)


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
    environment = _Sandbox(undefined=Missing, extensions=[CheckedLiterals], **options)
    known = {name: limited(function) for name, function in expression_filters().items()}
    environment.filters = jinja_filters() | known
    environment.tests = {**environment.tests, TRUTH: truth}
    del environment.tests["callable"]
    kept: dict[str, Any] = {name: environment.globals[name] for name in KEPT_FUNCTIONS}
    own = {name: limited(function) for name, function in functions().items()}
    environment.globals = {**kept, "range": limited(kept["range"]), **own}
    return environment
