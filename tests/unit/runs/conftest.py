"""Fixtures of the tests of runs."""

from __future__ import annotations

import time

import pytest

from docgen.runs import inputs_digest


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Content is never too new to tell whether it changes once more: it is looked at later."""

    class Later:
        @staticmethod
        def time_ns() -> int:
            return time.time_ns() + 60 * 10**9

    monkeypatch.setattr(inputs_digest, "time", Later)
