"""The processes of LibreOffice that this process has started, to end them before it ends at once.

They end with it in any case, but not before, and write to their folders as long as they are there.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_running = set[subprocess.Popen[bytes]]()


@contextmanager
def remembered(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """The process, which leads a group of its own, is one of them until the block's end."""
    _running.add(process)
    try:
        yield
    finally:
        _running.discard(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kills a process with all that it has started."""
    if sys.platform == "win32":
        process.kill()
    elif process.poll() is None:
        with suppress(ProcessLookupError):  # another thread has just waited for it
            os.killpg(process.pid, signal.SIGKILL)


def kill_all() -> None:
    """Kills all of them, and waits until they are gone; from any thread."""
    for process in tuple(_running):
        kill(process)
        process.wait()
