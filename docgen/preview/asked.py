"""What a request asks: the reader's language, numbers and texts; all is looked at first."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from docgen.diagnostics.codes import LANGUAGES, Language

_ONE_LANGUAGE = re.compile(r"([a-zA-Z]+)(?:-[\w-]*)?(?:\s*;\s*q=([01](?:\.\d{0,3})?))?")
_PATH_NUMBER = re.compile(r"[0-9]{1,9}")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""What no file, and no name of one, can have in it."""

_LARGEST = 10**9


def best_language(accepted: str) -> Language:
    """The language that a reader likes best, of those there are; English if none is.

    ``accepted`` is what the browser says: ``zh-CN,zh;q=0.9,en;q=0.8``.
    """
    liked = dict[str, float]()
    for part in accepted.split(","):
        if found := _ONE_LANGUAGE.fullmatch(part.strip()):
            liked.setdefault(found[1].lower(), float(found[2] or 1))
    known = [language for language in LANGUAGES if liked.get(language)]
    return max(known, key=lambda language: liked[language], default="en")


def language_of(request: Request) -> Language:
    """The language that the reader likes best."""
    return best_language(request.headers.get("accept-language", ""))


def number(request: Request, name: str, default: float = 0) -> float:
    """A number in the address. Raises :class:`HTTPException` if it is none."""
    try:
        value = float(request.query_params.get(name, default))
    except ValueError:
        raise HTTPException(400) from None
    if not abs(value) <= _LARGEST:  # also if it is no number at all
        raise HTTPException(400)
    return value


def whole_number(request: Request, name: str, default: int = 0) -> int:
    """A whole number in the address. Raises :class:`HTTPException` if it is none."""
    return math.floor(number(request, name, default))


def number_in_path(request: Request) -> int:
    """The number that a path has in it. Raises :class:`HTTPException` if that is none."""
    found = request.path_params["number"]
    if not _PATH_NUMBER.fullmatch(found):
        raise HTTPException(404)
    return int(found)


@dataclass(frozen=True)
class Posted:
    """The JSON object that was sent; what is not as it should be raises :class:`HTTPException`."""

    values: Mapping[str, object]

    def text(self, name: str, default: str | None = None) -> str:
        """A text."""
        value = self.values.get(name, default)
        if not _is_text(value):
            raise HTTPException(400)
        return value

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number that counts something."""
        value = self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
            raise HTTPException(400)
        return value

    def numbers(self, name: str, default: tuple[int, int]) -> tuple[int, int]:
        """Two numbers that count something."""
        value = self.values.get(name, list(default))
        if not isinstance(value, list) or len(value) != len(default):
            raise HTTPException(400)
        first, second = (Posted({name: each}).number(name) for each in value)
        return first, second

    def flag(self, name: str) -> bool:
        """True or false; false if it is not said."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise HTTPException(400)
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(map(_is_text, value)):
            raise HTTPException(400)
        return value


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and not _UNWRITABLE.search(value)


def posted(
    answer: Callable[[Request, Posted], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """What answers a POST: in a thread, ``answer`` with the object that was sent."""

    async def endpoint(request: Request) -> Response:
        try:
            values = json.loads(await request.body())
        except (ValueError, RecursionError):
            raise HTTPException(400) from None
        if not isinstance(values, dict):
            raise HTTPException(400)
        return await run_in_threadpool(answer, request, Posted(values))

    return endpoint
