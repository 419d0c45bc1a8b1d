"""``docgen`` as a process that need not import itself: it is forked from one that has.

Of what a command takes, the import of docgen is most. Some tests of ``test_cli.py``, the wheel and
README.md start it as a shell does; others, which ask what a command does, take it from here. Its
streams, folder, environment, arguments and exit code are those of a real process.
"""

from __future__ import annotations

import atexit
import os
import shlex
import subprocess
import sys
from functools import cache

from docgen.temporary import temporary_folder
from tests import warm_docgen_client as client
from tests.support import ROOT, SmallProject


def run(
    project: SmallProject, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What a command prints and how it ends; ``environment`` is added to that of the tests."""
    return subprocess.run(
        [*docgen_program(), *arguments],
        cwd=project.root,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def docgen_script() -> str:
    """What a file named ``docgen`` in the path of a shell has to hold."""
    return f'#!/bin/sh\nexec {shlex.join(docgen_program())} "$@"\n'


@cache
def docgen_program() -> tuple[str, ...]:
    """The words to begin a command with instead of ``docgen``."""
    if not hasattr(os, "pidfd_open"):  # as on macOS
        return sys.executable, "-W", "error", "-m", "docgen"
    folder = temporary_folder("warm", prefix="warm-")
    path = folder.__enter__() / "docgen.socket"
    server = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.warm_docgen_server", str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )

    def end() -> None:
        server.communicate()
        folder.__exit__(None, None, None)

    atexit.register(end)
    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    return sys.executable, "-I", "-S", client.__file__, str(path)
