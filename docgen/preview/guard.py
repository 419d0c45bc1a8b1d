"""Who may ask the preview: a page of its own, in a browser that was given the token.

A server on this machine can be reached by every page that its user opens, and by every program
and user of the machine. So a name that resolves to 127.0.0.1 (DNS rebinding), a form or script of
another page, another port of this machine, and whoever has not the token are all refused, before
anything else is looked at.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import TypeAlias
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docgen.diagnostics.codes import Language
from docgen.preview.asked import best_language
from docgen.wording.preview_lines import refusal

LARGEST = 1 << 20
"""Bytes that may be sent in a request."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]
"""On every answer; the last unless it says otherwise."""

REFUSED_HEADERS = [*_HEADERS, (b"content-length", b"0"), (b"connection", b"close")]
"""Of an answer to what is no request."""

_Headers: TypeAlias = Mapping[str, list[str]]


class _RefusedError(Exception):
    """A request is refused with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Guard:
    """Passes on to ``app`` what its own page asks for, and refuses all else.

    Args:
        app: the server behind it.
        port: the port that it is asked at.

    Attributes:
        token: has to be in the address by which a browser comes first.
        token_for_once: counts once: for the address that is opened in a browser, as everybody on
            this machine can see what a program is started with.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self.token, self.token_for_once = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._secret = secrets.token_urlsafe(32)
        self._cookie = f"docgen-preview-{port}"  # ports share cookies
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return

        async def guarded(message: Message) -> None:
            await send(_with_headers(message))

        headers = _headers(scope)
        try:
            if self._comes_with_token(scope, headers):
                await self._welcome(guarded)
                return
            self._check(scope, headers)
            body = await _body(receive, headers)
        except _RefusedError as reason:
            language = best_language(",".join(headers.get("accept-language", [])))
            await _refuse(guarded, reason.status, language)
            return
        await self._app(scope, _Replayed(body, receive), guarded)

    def _comes_with_token(self, scope: Scope, headers: _Headers) -> bool:
        """Whether a browser comes by the address with the token.

        Raises :class:`_RefusedError` if the token is wrong.
        """
        self._check_host(headers)
        tokens = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if scope["path"] != "/" or not tokens:
            return False
        if scope["method"] != "GET" or not self._takes(tokens):
            raise _RefusedError(403)
        return True

    def _takes(self, tokens: list[str]) -> bool:
        """Whether these are one token that counts; that for once does not count again."""
        is_for_once = _is_same(tokens, self.token_for_once)
        if is_for_once:
            self.token_for_once = secrets.token_urlsafe(32)
        return is_for_once or _is_same(tokens, self.token)

    async def _welcome(self, send: Send) -> None:
        cookie = f"{self._cookie}={self._secret}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def _check_host(self, headers: _Headers) -> None:
        hosts = headers.get("host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            raise _RefusedError(421)

    def _check(self, scope: Scope, headers: _Headers) -> None:
        """Raises :class:`_RefusedError` if the request is not of our own page."""
        if not _is_same(self._cookies(headers), self._secret):
            raise _RefusedError(403)
        ours = {f"http://{host}" for host in headers["host"]}
        if not set(headers.get("origin", ())) <= ours:
            raise _RefusedError(403)
        if not set(headers.get("sec-fetch-site", ())) <= {"same-origin", "none"}:
            raise _RefusedError(403)
        if scope["method"] not in ("GET", "HEAD"):
            if not headers.get("origin"):
                raise _RefusedError(403)
            if not _is_json(headers.get("content-type", [])):
                raise _RefusedError(415)

    def _cookies(self, headers: _Headers) -> list[str]:
        found = list[str]()
        for header in headers.get("cookie", ()):
            try:
                cookies = SimpleCookie(header)
            except CookieError:
                continue
            found += [morsel.value for name, morsel in cookies.items() if name == self._cookie]
        return found


def _headers(scope: Scope) -> _Headers:
    """The values of each header, by its name in lower case."""
    headers = dict[str, list[str]]()
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return headers


def _is_same(given: list[str], secret: str) -> bool:
    """Whether one thing was given, and is the secret; how far it is right takes no time to tell."""
    return len(given) == 1 and secrets.compare_digest(given[0].encode(), secret.encode())


def _is_json(types: list[str]) -> bool:
    if len(types) != 1:
        return False
    kind, _, rest = types[0].lower().partition(";")
    return kind.strip() == "application/json" and rest.strip() in ("", "charset=utf-8")


async def _body(receive: Receive, headers: _Headers) -> bytes:
    """What is sent. Raises :class:`_RefusedError` as soon as it is too large."""
    if any(
        not length.isdecimal() or int(length) > LARGEST
        for length in headers.get("content-length", ())
    ):
        raise _RefusedError(413)
    body, has_more = b"", True
    while has_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _RefusedError(400)
        body += message.get("body", b"")
        has_more = message.get("more_body", False)
        if len(body) > LARGEST:
            raise _RefusedError(413)
    return body


class _Replayed:
    """Gives the app what was received before, then what comes."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


def _with_headers(message: Message) -> Message:
    """The beginning of an answer with the headers that each has; what is not said is not kept."""
    if message["type"] != "http.response.start":
        return message
    named = {name.lower() for name, _ in message["headers"]}
    added = (pair for pair in _HEADERS if pair[0] not in named or pair[0] != b"cache-control")
    return {**message, "headers": [*message["headers"], *added]}


async def _refuse(send: Send, status: int, language: Language) -> None:
    body = json.dumps({"error": refusal(status, language)}, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
