"""Fields in the text of an expression, with the places of their names, so that one can be renamed.

The tree of a parsed expression has no columns; the text is read by its names and quotes instead:
``经费.专项``, ``经费["水、电费"]``, ``rows | sum(attribute="得分")``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from docgen.packs.expressions.paths import access

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?<![\w.])(?P<chain>[^\W\d]\w*(?:\.[^\W\d]\w*|\["(?:[^"\\]|\\.)*"\])*)"""
)
_STEP = re.compile(r'\.?([^\W\d]\w*)|\[("(?:[^"\\]|\\.)*")\]')
_WORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "elif", "for", "set", "endfor"})
_ATTRIBUTE = re.compile(r"\battribute\s*=\s*$")
_CALLED = re.compile(r"\s*(?:\(|=(?!=))")

Plain: TypeAlias = str
"""A path without the signs of lists and of groups that a unit names: ``专项.名称``."""


def plain(path: str) -> Plain:
    """The plain path of a field: of ``绩效指标.*.*[].得分``, ``绩效指标.得分``."""
    return path.replace("[]", "").replace(".*", "")


def groups_around(path: Plain) -> tuple[Plain, ...]:
    """The groups that a field is in, the innermost first: of ``a.b.c``, ``a.b`` and ``a``."""
    keys = path.split(".")[:-1]
    return tuple(".".join(keys[:length]) for length in range(len(keys), 0, -1))


@dataclass(frozen=True)
class NameScope:
    """What the names of an expression mean.

    Attributes:
        known: the plain paths of all fields, groups and lists.
        groups: plain paths of the groups whose fields need no path, the innermost first.
        bound: the names of loops, each with the plain path of its list.
    """

    known: frozenset[Plain]
    groups: tuple[Plain, ...] = ()
    bound: Mapping[str, Plain] = field(default_factory=dict)

    def base(self, name: str) -> Plain:
        """The plain path of the first name of a chain."""
        if name in self.bound:
            return self.bound[name]
        inside = (f"{group}.{name}" for group in self.groups if group)
        return next((path for path in inside if path in self.known), name)


@dataclass(frozen=True)
class FieldStep:
    """A name in an expression: what it means, and its text's place, with a dot or brackets."""

    path: Plain
    start: int
    stop: int
    is_first: bool = False
    is_quoted: bool = False


def steps_in(source: str, scope: NameScope) -> Iterator[FieldStep]:
    """The names of fields in an expression, each with what it means."""
    last = ""
    for token in _TOKEN.finditer(source):
        if token["text"] is not None:
            if last and _ATTRIBUTE.search(source, 0, token.start()):
                path = f"{last}.{token['text'][1:-1]}"
                yield FieldStep(path, token.start(), token.end(), is_quoted=True)
            continue
        if _is_no_field(source, token):
            continue
        path = ""
        for step in _STEP.finditer(source, token.start(), token.end()):
            key = step[1] or json.loads(step[2])
            path = f"{path}.{key}" if path else scope.base(key)
            yield FieldStep(path, step.start(), step.end(), step.start() == token.start())
        last = path


def _is_no_field(source: str, token: re.Match[str]) -> bool:
    """Whether a name is a word of the language, a filter, a function or an argument's."""
    before, name = source[: token.start()].rstrip(), token["chain"]
    is_called = "." not in name and _CALLED.match(source, token.end()) is not None
    is_test = re.search(r"\bis(?:\s+not)?$", before) is not None
    return name in _WORDS or before.endswith("|") or is_called or is_test


def reads(source: str, scope: NameScope, path: Plain) -> bool:
    """Whether an expression reads a field, or what is in it."""
    return any(step.path == path for step in steps_in(source, scope))


def renamed(source: str, scope: NameScope, path: Plain, key: str) -> str:
    """The expression with another last key of the field at ``path``.

    Raises :class:`ValueError` if the field stands without its path, and ``key`` cannot.
    """
    for step in reversed([step for step in steps_in(source, scope) if step.path == path]):
        source = f"{source[: step.start]}{_named(step, path, key)}{source[step.stop :]}"
    return source


def _named(step: FieldStep, path: Plain, key: str) -> str:
    if step.is_quoted:
        return json.dumps(key, ensure_ascii=False)
    if not step.is_first:
        return access(key)
    if access(key) != f".{key}":
        raise ValueError(key)
    return key


def moved(source: str, scope: NameScope, path: Plain, read: str) -> str:
    """The expression with ``read`` in the place of what reads the group or list at ``path``."""
    steps = list(steps_in(source, scope))
    for index, step in reversed(list(enumerate(steps))):
        if step.path == path and not step.is_quoted:
            start = next(before.start for before in reversed(steps[: index + 1]) if before.is_first)
            source = f"{source[:start]}{read}{source[step.stop :]}"
    return source


def in_tags(text: str, change: Callable[[str], str]) -> str:
    """A text in which what stands in ``{{ }}`` is changed."""
    return re.sub(r"(?<=\{\{).*?(?=\}\})", lambda inner: change(inner[0]), text)
