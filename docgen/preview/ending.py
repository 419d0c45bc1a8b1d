"""Ends the process of a preview, whatever its threads are doing."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from threading import Event, Thread

from docgen.pdf.running import kill_all
from docgen.temporary import remove_held_folders

_LEAVE_SECONDS = 1
"""Seconds that all the threads have to end once it was asked for; mostly they need a tenth."""


def leave_once(asked: Event) -> None:
    """Ends this process soon after ``asked`` is set, unless it has ended by itself.

    A build or a review that works in a thread cannot be stopped, and Python waits for threads.
    What it writes is written in one step or not at all; its temporary folders are removed.
    """
    Thread(target=_leave, args=(asked,), name="ending", daemon=True).start()


def _leave(asked: Event) -> None:
    asked.wait()
    time.sleep(_LEAVE_SECONDS)
    for end in (kill_all, remove_held_folders):
        with suppress(OSError):  # nothing may keep it from ending
            end()
    os._exit(0)
