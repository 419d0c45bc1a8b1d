"""The processes of LibreOffice are killed, whoever else has waited for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from docgen.pdf.running import kill, kill_all, remembered


@pytest.mark.skipif(sys.platform == "win32", reason="there are no groups of processes there")
def test_a_process_that_another_thread_has_waited_for_meanwhile_needs_no_kill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with subprocess.Popen([sys.executable, "-c", ""], start_new_session=True) as process:
        process.wait()
        monkeypatch.setattr(process, "poll", lambda: None)
        kill(process)


def test_those_that_run_are_killed_and_waited_for() -> None:
    program = [sys.executable, "-c", "input()"]
    with (
        subprocess.Popen(program, stdin=subprocess.PIPE, start_new_session=True) as process,
        remembered(process),
    ):
        kill_all()
        assert process.returncode
