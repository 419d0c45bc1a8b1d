"""A value that a context variable has for the time of a ``with`` block."""

from __future__ import annotations

from contextvars import ContextVar, Token
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Setting(Generic[Value]):
    """Gives ``variable`` a value in a block. A class: each expression enters two of these."""

    __slots__ = ("_token", "_value", "_variable")
    _token: Token[Value | None]

    def __init__(self, variable: ContextVar[Value | None], value: Value) -> None:
        self._variable, self._value = variable, value

    def __enter__(self) -> Value:
        """Sets the value, and returns it."""
        self._token = self._variable.set(self._value)
        return self._value

    def __exit__(self, *_: object) -> None:
        """Gives the variable the value back that it had before."""
        self._variable.reset(self._token)
