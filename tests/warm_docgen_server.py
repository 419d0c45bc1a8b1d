"""The process that ``warm_docgen`` is forked from, until its input ends.

python -W error -m tests.warm_docgen_server SOCKET
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import locale
import os
import pkgutil
import runpy
import selectors
import socket
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import docgen
from tests.kept_pdfs import FOLDER, keep_pdfs
from tests.warm_docgen_client import HEAD

_APART = ("docgen.runs.cluster", "docgen.shipped", "docgen.preview", "docgen.__main__")
"""Dask starts threads, beside which a process cannot be forked; the page is not asked for."""


class _Server:
    """Forks a process for each client."""

    def __init__(self, path: str) -> None:
        self._waiting = selectors.DefaultSelector()
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(path)
        self._listening.listen()
        self._running: dict[int, socket.socket] = {}

    def serve(self) -> bool:
        """Whether this is a forked process, which is docgen from now on; else the input ended."""
        self._waiting.register(self._listening, selectors.EVENT_READ)
        self._waiting.register(0, selectors.EVENT_READ)
        os.write(1, b"ready\n")
        while True:
            for key, _ in self._waiting.select():
                if key.fd == 0:
                    self._listening.close()
                    return False
                if key.fileobj is not self._listening:
                    self._tell_end(key.fd, key.data)
                elif self._is_forked():
                    return True

    def _is_forked(self) -> bool:
        """Forks for the client that asks; whether this is the new process."""
        asking, _ = self._listening.accept()
        streams, asked = _received(asking)
        if (process := os.fork()) == 0:
            self._waiting.close()
            for other in (asking, self._listening, *self._running.values()):
                other.close()
            for handle in self._running:
                os.close(handle)
            _become(streams, asked)
            return True
        for stream in streams:
            os.close(stream)
        handle = os.pidfd_open(process)
        self._running[handle] = asking
        self._waiting.register(handle, selectors.EVENT_READ, process)
        return False

    def _tell_end(self, handle: int, process: int) -> None:
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        self._waiting.unregister(handle)
        os.close(handle)
        with self._running.pop(handle) as asking, suppress(OSError):  # the client was killed
            asking.sendall(str(code).encode())


def _received(asking: socket.socket) -> tuple[list[int], Any]:
    """The streams of a client, and its words, folder and environment."""
    head, streams, _, _ = socket.recv_fds(asking, HEAD, 3)
    left, data = int(head), b""
    while len(data) < left:
        data += asking.recv(left - len(data))
    return streams, json.loads(data)


def _become(streams: list[int], asked: Any) -> None:
    """Makes this process what the client would be if it were docgen."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    for number, name in enumerate(("stdin", "stdout", "stderr")):  # the old ones know other files
        file = io.FileIO(number, "w" if number else "r", closefd=False)
        buffer = io.BufferedWriter(file) if number else io.BufferedReader(file)
        is_stderr = number == 2
        setattr(sys, name, io.TextIOWrapper(buffer, "utf-8", line_buffering=is_stderr))
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    added = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:0] = [path for path in added if path not in sys.path]
    importlib.invalidate_caches()
    sys.argv[1:] = asked["words"]
    tempfile.tempdir = None
    time.tzset()
    if folder := os.environ.get(FOLDER):
        keep_pdfs(Path(folder))
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")


def main() -> None:
    """Serves until the input ends; a forked process runs docgen."""
    gc.disable()
    for module in pkgutil.walk_packages(docgen.__path__, "docgen."):
        if not module.name.startswith(_APART):
            with suppress(ImportError):  # what is for another system
                importlib.import_module(module.name)
    assert threading.active_count() == 1
    gc.freeze()
    gc.enable()
    if _Server(sys.argv[1]).serve():
        runpy.run_module("docgen", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
