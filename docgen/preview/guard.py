"""Who may ask the preview: a page of its own, which was given the token.

A server on this machine can be reached by every page that its user opens, and by every program
and user of the machine. So a name that resolves to 127.0.0.1 (DNS rebinding), a form or script of
another page, another port of this machine, and whoever has not the token are all refused, before
anything else is looked at. The page's own files need no token: there is no secret in them, and the
page has to be there before it can ask for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docgen.diagnostics.codes import Language
from docgen.preview.asked import best_language
from docgen.preview.entry_keys import EntryKeys
from docgen.preview.json_answer import json_text
from docgen.wording.preview_lines import refusal

LARGEST = 1 << 20
"""Bytes that may be sent in a request."""

ENTER = "/api/enter"
"""Where the page gets the token for its key."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""What the page may load; its pictures are blobs, as an address of a picture sends no token."""

_TOKEN = "x-docgen-token"
_HEADERS = [
    (b"content-security-policy", POLICY.encode()),
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
        keys: know the token.
    """

    def __init__(self, app: ASGIApp, port: int, keys: EntryKeys) -> None:
        self._app, self._keys = app, keys
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
            self._check(scope, headers)
            body = await _body(receive, headers)
        except _RefusedError as reason:
            language = best_language(",".join(headers.get("accept-language", [])))
            await _refuse(guarded, reason.status, language, to_people=scope["path"] == "/")
            return
        await self._app(scope, _Replayed(body, receive), guarded)

    def _check(self, scope: Scope, headers: _Headers) -> None:
        """Raises :class:`_RefusedError` if the request is not of our own page."""
        host = headers.get("host", [])
        if len(host) != 1 or host[0].lower() not in self._hosts:
            raise _RefusedError(421)
        if _is_page(scope):
            return
        if not _is_open(scope) and not self._keys.lets_in(headers.get(_TOKEN, [])):
            raise _RefusedError(403)
        if not set(headers.get("origin", ())) <= {f"http://{host[0]}"}:
            raise _RefusedError(403)
        if not set(headers.get("sec-fetch-site", ())) <= {"same-origin", "none"}:
            raise _RefusedError(403)
        if not _only_reads(scope):
            _check_write(headers)


def _only_reads(scope: Scope) -> bool:
    return scope["method"] in ("GET", "HEAD")


def _is_page(scope: Scope) -> bool:
    """Whether the page itself is asked for, to which a link may lead from wherever it stands."""
    return scope["path"] == "/" and _only_reads(scope)


def _is_open(scope: Scope) -> bool:
    """Whether this may be asked without the token: the page's files, and for the token."""
    path: str = scope["path"]
    return path.startswith("/static/") if _only_reads(scope) else path == ENTER


def _check_write(headers: _Headers) -> None:
    """Raises :class:`_RefusedError` if something is sent that our own page would not send so."""
    if not headers.get("origin"):
        raise _RefusedError(403)
    if not _is_json(headers.get("content-type", [])):
        raise _RefusedError(415)


def _headers(scope: Scope) -> _Headers:
    """The values of each header, by its name in lower case."""
    headers = dict[str, list[str]]()
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return headers


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


async def _refuse(send: Send, status: int, language: Language, *, to_people: bool) -> None:
    """Says why; to people, who have typed the address, as a sentence without JSON around it."""
    told = refusal(status, language)
    body = told if to_people else json_text({"error": told})
    kind = b"text/plain; charset=utf-8" if to_people else b"application/json"
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body.encode())).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})
