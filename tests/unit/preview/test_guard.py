"""Whom the guard lets in, asked without a server that looks at requests before it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

import pytest
from starlette.types import Message, Receive, Scope, Send

from docgen.preview.entry_keys import EntryKeys
from docgen.preview.guard import LARGEST, Guard

PORT = 8023
HOST = ("host", f"127.0.0.1:{PORT}")
ORIGIN = ("origin", f"http://127.0.0.1:{PORT}")
JSON = ("content-type", "application/json")
KEYS = EntryKeys()
TOKEN = ("x-docgen-token", KEYS.token(KEYS.printed) or "")
SENT = (HOST, TOKEN, ORIGIN, JSON)
Pairs = Sequence[tuple[str, str]]


class Asked:
    """The app behind a guard, which remembers what came through."""

    def __init__(self) -> None:
        self.bodies, self.answers = list[bytes](), list[Message]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.bodies.append((await receive())["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})

    def ask(
        self,
        headers: Pairs,
        pieces: Iterable[bytes | None] = (b"",),
        *,
        method: str = "POST",
        kind: str = "http",
    ) -> int:
        """The status of the answer; of ``pieces``, ``None`` says that the other side has gone."""
        rest, told = list(pieces), list[Message]()

        async def receive() -> Message:
            piece = rest.pop(0)
            if piece is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": piece, "more_body": bool(rest)}

        async def send(message: Message) -> None:
            told.append(message)

        pairs = [(name.encode(), value.encode()) for name, value in headers]
        scope = {"type": kind, "method": method, "path": "/api/x", "headers": pairs}
        asyncio.run(Guard(self, PORT, KEYS)(scope, receive, send))
        self.answers = told
        return int(told[0].get("status", 0)) if told else 0


def test_what_its_own_page_sends_comes_through_whole() -> None:
    asked = Asked()
    assert asked.ask(SENT, [b"{", b"", b"}"]) == 200
    assert asked.bodies == [b"{}"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([TOKEN, ORIGIN, JSON], 421),
        ([HOST, *SENT], 421),
        ([*SENT, ("host", "evil.example")], 421),
        ([*SENT, TOKEN], 403),
        ([*SENT, ("x-docgen-token", "")], 403),
        ([*SENT, ORIGIN, ("origin", "http://evil.example")], 403),
        ([*SENT, ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], 403),
        ([*SENT, ("content-type", "text/plain")], 415),
        ([*SENT, JSON], 415),
        ([*SENT, ("content-length", "2"), ("content-length", str(LARGEST + 1))], 413),
        ([*SENT, ("content-length", "-1")], 413),
        ([*SENT, ("content-length", "1e3")], 413),
    ],
)
def test_a_header_that_is_missing_or_given_twice_is_refused(headers: Pairs, status: int) -> None:
    asked = Asked()
    assert asked.ask(headers) == status
    assert asked.bodies == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_too_large_is_refused_at_the_piece_that_makes_it_so(method: str) -> None:
    asked = Asked()
    assert asked.ask(SENT, [b" " * LARGEST], method=method) == 200
    assert asked.ask(SENT, [b" " * LARGEST, b" ", None], method=method) == 413
    assert len(asked.bodies) == 1


def test_what_breaks_off_is_not_taken_for_the_whole() -> None:
    asked = Asked()
    assert asked.ask(SENT, [b"{}", None]) == 400
    assert asked.bodies == []


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_what_is_not_http_is_not_let_in(kind: str) -> None:
    asked = Asked()
    assert asked.ask(SENT, kind=kind) == 0
    assert asked.bodies == []
    refused = [{"type": "websocket.close", "code": 1008}] if kind == "websocket" else []
    assert asked.answers == refused
