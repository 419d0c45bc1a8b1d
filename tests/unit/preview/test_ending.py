"""A preview ends, whatever goes wrong at its end."""

from __future__ import annotations

import os
from functools import partial
from queue import Queue
from threading import Event

import pytest

from docgen.preview import ending


def test_a_process_that_cannot_be_killed_does_not_keep_the_preview_from_ending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused() -> None:
        raise PermissionError

    done, asked = Queue[object](), Event()
    monkeypatch.setattr(ending, "_LEAVE_SECONDS", 0)
    monkeypatch.setattr(ending, "kill_all", refused)
    monkeypatch.setattr(ending, "remove_held_folders", partial(done.put, "removed"))
    monkeypatch.setattr(os, "_exit", done.put)
    ending.leave_once(asked)
    asked.set()
    assert [done.get(timeout=10) for _ in range(2)] == ["removed", 0]
