"""Long tests that ``make test`` leaves out: it says at its end which they are, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

_OUTPUT = "campaigns"


class Campaigns:
    """Counts the campaigns that were left out of a run, in this process and in its workers."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    def pytest_deselected(self, items: Iterable[pytest.Item]) -> None:
        """Counts them by what they do."""
        for item in items:
            if mark := item.get_closest_marker("campaign"):
                self.left_out[mark.args[0]] += 1

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hands them to the process that tells them: the workers have all found the same."""
        output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_OUTPUT] = dict(self.left_out)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Takes them over from a worker."""
        self.left_out |= Counter(getattr(node, "workeroutput", {}).get(_OUTPUT, {}))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tells them."""
        if self.left_out:
            terminalreporter.section("left to make campaigns")
            for what, count in sorted(self.left_out.items()):
                terminalreporter.write_line(f"{count:5} {what}")
