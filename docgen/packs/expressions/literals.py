"""Texts and numbers that are typed in an expression: what no form can print is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jinja2.ext import Extension
from jinja2.lexer import TOKEN_FLOAT, TOKEN_INTEGER, TOKEN_STRING, Token, TokenStream

from docgen.content.characters import FORBIDDEN
from docgen.packs.expressions.limits import DIGITS, bounded
from docgen.packs.expressions.refusals import RefusalError, SyntaxRefusedError

_UNREADABLE = re.compile(r"\d[\d_]{4000,}")
"""More digits than Python turns into a number."""


class CheckedLiterals(Extension):
    """Reads every expression before Jinja parses it, so that lint finds the same."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The same source. Raises :class:`SyntaxRefusedError` at digits that Python cannot read."""
        if digits := _UNREADABLE.search(source):
            lineno = source.count("\n", 0, digits.start()) + 1
            raise SyntaxRefusedError("too-large", lineno, limit=DIGITS)
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens.

        Raises :class:`SyntaxRefusedError` at a text that Word cannot hold, and at a number that is
        too large.
        """
        for token in stream:
            _check(token.type, token.value, token.lineno)
            yield token


def _check(kind: str, value: Any, lineno: int) -> None:
    if kind == TOKEN_STRING and (found := FORBIDDEN.search(value)):
        character = f"U+{ord(found[0]):04X}"
        raise SyntaxRefusedError("control-character", lineno, character=character)
    if kind in (TOKEN_INTEGER, TOKEN_FLOAT):
        try:
            bounded(value)
        except RefusalError:
            raise SyntaxRefusedError("too-large", lineno, limit=DIGITS) from None
