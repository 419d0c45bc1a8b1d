"""Undefined names: they evaluate to nothing, and each use is recorded with its line.

Rendering goes on after a missing name, so one run finds all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from types import FrameType
from typing import Any, cast

from jinja2 import Undefined

from docgen.diagnostics import Place, nearest
from docgen.packs.expressions.refusals import RefusalError
from docgen.packs.expressions.within import Within


@dataclass(frozen=True)
class MissingUse:
    """A use of an undefined name.

    Attributes:
        name: the name.
        owner: the place of the mapping that lacks it, or ``None`` for the whole context.
        line: the line of the Jinja template that uses it; see :mod:`docgen.templates.sites`.
        nearest: the most similar key of the owner, or the empty string.
    """

    name: str
    owner: Place | None
    line: int
    nearest: str = ""


_uses: ContextVar[list[MissingUse] | None] = ContextVar("missing-uses", default=None)


def recording_missing() -> Within[list[MissingUse]]:
    """Collects the uses of missing names inside the ``with`` block."""
    return Within(_uses, [])


class Missing(Undefined):
    """An undefined name; any use but ``is defined`` and ``default`` is recorded."""

    __slots__ = ()

    def _note(self) -> None:
        uses = _uses.get()
        if uses is None:
            return
        if self._undefined_name is None:  # Jinja's own, for the first item of an empty list
            raise RefusalError("empty-list")
        owner, name = self._undefined_obj, str(self._undefined_name)
        near = nearest(name, owner if isinstance(owner, dict) else ())
        use = MissingUse(name, getattr(owner, "place", None), _template_line(), near)
        if use not in uses:
            uses.append(use)

    def _nothing(self, *_: object, **__: object) -> Missing:
        self._note()
        return self

    def _false(self, _: object) -> bool:
        self._note()
        return False

    def _itself(self, _: object) -> Missing:
        """Attribute and item access: not recorded, unlike printing or calculating."""
        return self

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__"):
            raise AttributeError(name)
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

    def __hash__(self) -> int:
        return id(type(self))


_ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow")
_BEHAVIOUR = {
    Missing._nothing: (*_ARITHMETIC, *(f"r{name}" for name in _ARITHMETIC), "neg", "pos", "call"),
    Missing._false: ("eq", "ne", "lt", "le", "gt", "ge"),
    Missing._itself: ("getitem",),
}
for _method, _names in _BEHAVIOUR.items():
    for _name in _names:
        setattr(Missing, f"__{_name}__", _method)


def _template_line() -> int:
    """The line of the innermost Jinja template on the call stack; 0 when there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if template := frame.f_globals.get("__jinja_template__"):
            return cast(int, template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back
    return 0
