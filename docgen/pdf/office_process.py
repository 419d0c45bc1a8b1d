"""The process in which LibreOffice stays: started, asked, waited for, ended."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from threading import Event

from docgen.pdf import office_driver
from docgen.pdf.profile import write_profile
from docgen.pdf.running import remembered
from docgen.temporary import temporary_folder

_LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")
"""What LibreOfficeKit is in, as ``LibreOfficeKitInit.h`` looks for it."""

_POLL_SECONDS = 0.05
"""Seconds between two looks at whether the run ends."""


class OfficeLostError(Exception):
    """The process has ended, or has not answered in time."""


def find_library(program: str) -> str | None:
    """LibreOffice as a library, where it lies beside the program; on Linux alone."""
    if sys.platform != "linux":
        return None
    libraries = (Path(program).resolve().parent / name for name in _LIBRARIES)
    return next((str(library) for library in libraries if library.is_file()), None)


class OfficeProcess:
    """A process of :mod:`docgen.pdf.office_driver`, with a profile and a folder of its own.

    It ends with the thread that started it, at the latest.

    Attributes:
        folder: a folder for the files that it is asked about; removed at the end.
        files: how many it was asked for.
        started: when, by the monotonic clock.
    """

    def __init__(self, library: str, environment: Mapping[str, str], stop: Event) -> None:
        self._stop, self._stack = stop, ExitStack()
        self._awaited, self._read = 1, b""
        self.files, self.started = 0, time.monotonic()
        try:
            self.folder = self._stack.enter_context(temporary_folder("office"))
            said = self._stack.enter_context((self.folder / "said").open("wb"))
            profile = write_profile(self.folder / "profile", library)
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-I", "-S", office_driver.__file__),
                    *(library, profile, str(os.getpid())),
                ],
                env=os.environ | environment | {"TMPDIR": str(self.folder)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                bufsize=0,  # nothing is left to write when it ends
                start_new_session=True,  # Ctrl-C is for the process that started it
            )
            self._stack.enter_context(remembered(self._process))
        except BaseException:
            self._stack.close()
            raise

    @property
    def is_there(self) -> bool:
        """Whether the process has not ended, and nobody has removed its folder."""
        return self._process.poll() is None and self.folder.is_dir()

    def ask(self, source: Path, target: Path, options: str) -> None:
        """Asks for the PDF of ``source``, which lies in the folder, without waiting for it."""
        request = {"source": source.as_uri(), "target": target.as_uri(), "options": options}
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
        except OSError as reason:
            raise OfficeLostError from reason
        self.files += 1
        self._awaited += 1

    def wait(self, seconds: float) -> None:
        """Waits until all is answered. Raises :class:`OfficeLostError`."""
        limit = time.monotonic() + seconds
        while self._read.count(b"\n") < self._awaited:
            self._read += self._more(limit)
        self._awaited, self._read = 0, b""

    def end(self) -> None:
        """Kills the process, and removes its folder."""
        self._process.kill()
        with self._process:  # closes its pipes, and waits for it
            pass
        self._stack.close()

    def _more(self, limit: float) -> bytes:
        """What the process says next."""
        assert self._process.stdout is not None
        while not select.select([self._process.stdout], [], [], _POLL_SECONDS)[0]:
            is_late = self._stop.is_set() or time.monotonic() > limit
            if is_late or self._process.poll() is not None:
                raise OfficeLostError
        if data := os.read(self._process.stdout.fileno(), 4096):
            return data
        raise OfficeLostError
