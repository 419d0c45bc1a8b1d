"""Asks a preview as a browser would, and as none would."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

from docgen.preview.serve import ServeOptions, serve_edition, serve_pack
from tests.support import ROOT

PATIENCE = 120
"""Seconds after which a test gives up waiting for what it is sure to see."""


@dataclass(frozen=True)
class Answer:
    """An answer.

    Attributes:
        status: its status.
        headers: its headers, by name in lower case.
        body: what it holds.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class PreviewClient:
    """A page that has come by the address of a preview.

    Attributes:
        address: the address, with its key.
        port: its port.
        key: the key.
        token: the token that it was given for the key.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        parts = urlsplit(address)
        assert parts.port is not None
        self.port, self.key = parts.port, parts.fragment
        self.token = self.enter(self.key).json["token"]

    @property
    def origin(self) -> dict[str, str]:
        """The header of what is sent by a page of the preview's own, which has no token yet."""
        return {"Origin": f"http://127.0.0.1:{self.port}"}

    @property
    def reader(self) -> dict[str, str]:
        """The header of what is read by a page of the preview's own."""
        return {"X-Docgen-Token": self.token}

    @property
    def own(self) -> dict[str, str]:
        """The headers of what is sent by a page of the preview's own."""
        return self.reader | self.origin

    def enter(self, key: str) -> Answer:
        """The answer to a page that comes with a key."""
        headers = {**self.origin, "Content-Type": "application/json"}
        return self.ask("POST", "/api/enter", headers, json.dumps({"key": key}).encode())

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        *,
        host: str | None = None,
    ) -> Answer:
        """The answer to a request with just these headers; ``host`` is that of the server."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        names = {name.lower() for name in headers or {}}
        connection.putheader("Host", host if host is not None else f"127.0.0.1:{self.port}")
        if body is not None and not names & {"content-length", "transfer-encoding"}:
            connection.putheader("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, found, response.read())
        connection.close()
        return answer

    def get(self, path: str, language: str = "en") -> Answer:
        """The answer to what the page itself asks."""
        return self.ask("GET", path, {**self.reader, "Accept-Language": language})

    def post(self, path: str, content: object) -> Answer:
        """The answer to what the page itself sends."""
        headers = {**self.own, "Content-Type": "application/json"}
        return self.ask("POST", path, headers, json.dumps(content).encode())

    def unit(self, name: str) -> Any:
        """A unit as it is now; it is built first from then on."""
        return self.get(f"/api/units/{quote(name, safe='')}").json

    def rows(self) -> dict[str, Any]:
        """The units in the list."""
        return {row["name"]: row for row in self.get("/api/edition").json["units"]}

    @contextmanager
    def events(self) -> Iterator[Queue[tuple[str, Any]]]:
        """What happens in the block, as ``(kind, data)``; ``("end", None)`` comes last."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/api/events", headers=self.reader)
        response = connection.getresponse()
        found: Queue[tuple[str, Any]] = Queue()

        def read() -> None:
            kind = ""
            try:
                for line in response:
                    name, _, value = line.decode().rstrip("\n").partition(": ")
                    kind = value if name == "event" else kind
                    if name == "data":
                        found.put((kind, json.loads(value)))
            except (OSError, ValueError, AttributeError, http.client.HTTPException):
                pass  # it was closed from either side
            found.put(("end", None))

        thread = Thread(target=read, daemon=True)
        thread.start()
        try:
            yield found
        finally:
            if connection.sock:
                connection.sock.shutdown(2)
            thread.join(PATIENCE)
            connection.close()

    def until(self, name: str, seen: Callable[[Any], bool], act: Callable[[], object]) -> Any:
        """The unit once it is as ``seen`` says, after ``act``; it is looked at with each event."""
        with self.events() as happened:
            act()
            while not seen(unit := self.unit(name)):
                kind, _ = happened.get(timeout=PATIENCE)
                assert kind != "end"
        return unit

    def settled(self, name: str, act: Callable[[], object] = lambda: None) -> Any:
        """The unit once its newest pages are there, or it has failed."""
        return self.until(name, is_settled, act)


def is_settled(unit: Any) -> bool:
    """Whether nothing more is to come of a unit: pages of its content, or the reason why not."""
    has_pages = unit.get("state") == "ready" and bool(unit["pages"]) and not unit["stale"]
    return has_pages or unit.get("state") == "failed"


@contextmanager
def served(root: Path, pack: str = "", **options: Any) -> Iterator[PreviewClient]:
    """A preview of ``root``, or of a pack of it, in this process, until the end of the block."""
    addresses: Queue[str] = Queue()
    chosen = ServeOptions(**{"opens": False, **options})
    failures = list[BaseException]()

    def serve() -> None:
        try:
            if pack:
                serve_pack(pack, chosen, addresses.put, root=root)
            else:
                serve_edition("2023", chosen, addresses.put, root=root)
        except BaseException as reason:
            failures.append(reason)
            addresses.put("")

    thread = Thread(target=serve)
    thread.start()
    address = addresses.get(timeout=PATIENCE)
    if not address:
        raise failures[0]
    client = PreviewClient(address)
    try:
        yield client
    finally:
        with suppress(OSError):  # it may have ended by itself
            client.post("/api/quit", {})
        thread.join(PATIENCE)
        assert not thread.is_alive()
        assert not failures


class ServedProcess:
    """``docgen preview`` as it is run, in a process of its own.

    Attributes:
        process: the process.
        client: a page that has come to it.
    """

    def __init__(
        self, root: Path, *options: str, edition: str = "2023", temporary: Path | None = None
    ) -> None:
        command = [sys.executable, "-m", "docgen", "--project", str(root), "preview"]
        command += [edition] if edition else []
        self.process = subprocess.Popen(
            [*command, "--no-open", *options],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(temporary)} if temporary else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        found = re.search(r"http://\S+", self.line)
        assert found, (self.line, self.process.communicate())
        self.client = PreviewClient(found[0])

    def __enter__(self) -> ServedProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
