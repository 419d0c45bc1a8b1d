"""A connection to the preview: how long it may take to ask something, and how many there may be.

Whoever reaches the port may open connections and send a byte now and then, for ever. A page that
listens has asked all it asks, and may stay.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from docgen.preview.guard import REFUSED_HEADERS

REQUEST_SECONDS = 10
"""Seconds from the begin of a request, or of the connection, to the request's end."""

MOST = 200
"""Connections at once: a browser has six, and those that are refused need not be remembered."""

_UNDER_WAY = (h11.IDLE, h11.SEND_BODY)
"""The states of a client of which there is more to come."""


class Connection(H11Protocol):
    """What is no request of HTTP is refused with the headers of the guard, and closed.

    So is what is not asked in time, and without an answer what comes when there are too many.
    """

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Takes a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes a piece of a request."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Goes on to what was sent along with a request."""
        super().on_response_complete()
        self._look()

    def send_400_response(self, msg: str) -> None:
        """Refuses what cannot be read."""
        head = b"HTTP/1.1 400 Bad Request\r\n"
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in REFUSED_HEADERS)
        self.transport.write(head + lines + b"\r\n")
        self.transport.close()

    def _look(self) -> None:
        """Sets the limit once for a request, whatever its pieces are; lifts it at its end."""
        if self.conn.their_state not in _UNDER_WAY:
            self._stop()
        elif self._limit is None:
            self._limit = self.loop.call_later(REQUEST_SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._limit:
            self._limit.cancel()
            self._limit = None
