"""Connections to a preview that ask slowly, never, or too many at a time."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from docgen.preview import connection
from tests.preview_client import PATIENCE, PreviewClient, served
from tests.support import SmallProject

pytestmark = pytest.mark.slow

SHORT = 0.3
PIECES = 500
"""So many bytes are sent one by one; a connection that is kept until the last is kept for ever."""


@pytest.fixture
def client(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> Iterator[PreviewClient]:
    """A browser at a preview that is soon tired of waiting."""
    project.template("{{ 名称 }}")
    monkeypatch.setattr(connection, "REQUEST_SECONDS", SHORT)
    with served(project.root) as found:
        yield found


def connected(client: PreviewClient) -> socket.socket:
    return socket.create_connection(("127.0.0.1", client.port), timeout=PATIENCE)


def is_closed(peer: socket.socket, seconds: float = PATIENCE) -> bool:
    """Whether the other side closes before the time is over."""
    peer.settimeout(seconds)
    try:
        return peer.recv(1 << 16) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def head(client: PreviewClient, *more: str) -> bytes:
    """The head of a request without its last line end."""
    own = {**client.own, "Host": f"127.0.0.1:{client.port}", "Content-Type": "application/json"}
    lines = ["POST /api/search HTTP/1.1", *(f"{name}: {value}" for name, value in own.items())]
    return "".join(f"{line}\r\n" for line in (*lines, *more)).encode()


def test_who_asks_nothing_is_not_waited_for(client: PreviewClient) -> None:
    with closing(connected(client)) as peer:
        assert is_closed(peer)


@pytest.mark.parametrize("begun", ["X-Slow: ", f"Content-Length: {PIECES}\r\n\r\n"])
def test_who_asks_byte_by_byte_is_not_waited_for(client: PreviewClient, begun: str) -> None:
    with closing(connected(client)) as peer:
        peer.sendall(head(client) + begun.encode())
        assert any(is_closed(peer, SHORT / 20) or peer.send(b" ") != 1 for _ in range(PIECES))


def test_what_comes_with_another_request_is_not_waited_for_either(client: PreviewClient) -> None:
    """The rest of the second request never comes."""
    first, second = head(client, "Content-Length: 0"), head(client, "Content-Length: 9")
    with closing(connected(client)) as peer:
        peer.sendall(first + b"\r\n" + second + b"\r\n{")
        answers = peer.makefile("rb").read()  # until it is closed
        assert answers.startswith(b"HTTP/1.1 405")
        assert answers.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    ("line", "host", "status"),
    [
        ("GET /api/edition HTTP/1.0", "", b"421"),
        ("GET /api/edition HTTP/1.1", "", b"400"),
        ("GET http://{own}/api/edition HTTP/1.1", "Host: {own}", b"404"),
        ("GET http://{own}/ HTTP/1.1", "Host: evil.example", b"421"),
        ("GET //evil.example/ HTTP/1.1", "Host: {own}", b"404"),
        ("GET * HTTP/1.1", "Host: {own}", b"404"),
        ("GET /api/units/one%00 HTTP/1.1", "Host: {own}", b"404"),
        ("GET /static/main.js%00 HTTP/1.1", "Host: {own}", b"404"),
        ("PRI * HTTP/2.0", "", b"421"),
    ],
)
def test_of_many_requests_at_once_the_first_that_is_refused_is_the_last(
    client: PreviewClient, line: str, host: str, status: bytes
) -> None:
    own = f"127.0.0.1:{client.port}"
    lines = [line, host, f"X-Docgen-Token: {client.token}", "Connection: close"]
    sent = "".join(f"{each}\r\n" for each in lines if each).format(own=own) + "\r\n"
    with closing(connected(client)) as peer:
        peer.sendall(3 * sent.encode())
        answers = peer.makefile("rb").read()
    assert answers.split()[1] == status
    assert answers.count(b"HTTP/1.1 ") == 1


def test_a_page_that_listens_and_one_that_asks_on_and_on_are_kept(
    client: PreviewClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "REQUEST_SECONDS", 7 * SHORT)
    kept = http.client.HTTPConnection("127.0.0.1", client.port, timeout=PATIENCE)
    kept.connect()
    first = kept.sock
    with client.events() as happened, closing(kept), closing(connected(client)) as silent:
        while not is_closed(silent, SHORT / 10):  # the time of all three is over then
            kept.request("GET", "/", headers=client.reader)
            assert kept.getresponse().read()
            assert kept.sock is first
        while not happened.empty():
            assert happened.get()[0] != "end"
        client.get("/api/units/one")
        while happened.get(timeout=PATIENCE)[0] != "unit":
            pass


def test_of_too_many_connections_the_last_are_closed_at_once(
    client: PreviewClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "REQUEST_SECONDS", PATIENCE)
    monkeypatch.setattr(connection, "MOST", 5)
    with client.events() as happened, ExitStack() as peers:
        happened.get(timeout=PATIENCE)
        waiting = [peers.enter_context(closing(connected(client))) for _ in range(4)]
        late = [peers.enter_context(closing(connected(client))) for _ in range(20)]
        assert all(map(is_closed, late))
        assert not any(is_closed(peer, 0.01) for peer in waiting)
        waiting[0].close()
        while True:
            try:
                assert client.get("/").status == 200
                break
            except OSError:  # that one has gone is not known yet
                pass
        client.get("/api/units/one")
        while happened.get(timeout=PATIENCE)[0] != "unit":
            pass
