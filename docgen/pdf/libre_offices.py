"""Several LibreOffices at a time, each started when it has work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

from docgen.pdf import PDF_SECONDS
from docgen.pdf.fonts import font_environment
from docgen.pdf.libreoffice import Office
from docgen.pdf.office_process import find_library
from docgen.pdf.warm import WarmOffice
from docgen.pool import ordered_futures

_AT_ONCE = 5
"""The files of a call where LibreOffice cannot stay: its start costs as much as two of them."""


class LibreOffices:
    """Up to ``jobs`` LibreOffices, each started when it has work.

    They end with the ``with`` block, and with this process, however it ends. Several threads may
    convert at a time.

    Args:
        program: LibreOffice's path.
        substituted: the substitute of each official font that is not installed, or ``None``.
        fonts: the folder with the project's fonts.
        seconds: the time limit for a file.
        archive: whether they make PDF/A-2.
        jobs: how many there may be.
    """

    def __init__(
        self,
        program: str,
        substituted: Mapping[str, str | None],
        fonts: Path,
        seconds: int = PDF_SECONDS,
        *,
        archive: bool = False,
        jobs: int = 1,
    ) -> None:
        self._jobs = jobs
        self._idle, self._stack = deque[WarmOffice](), ExitStack()
        environment = self._stack.enter_context(font_environment(fonts, substituted))
        self._cold = Office(program, environment, seconds, archive)
        self._library = find_library(program)
        self._pool = ThreadPoolExecutor(jobs)

    def __enter__(self) -> LibreOffices:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """Starts a LibreOffice before there is work for it, and has it load the fonts.

        Returns at once. To be called in a thread that lasts, as the process ends with it.
        """
        if self._library:
            office = WarmOffice(self._library, self._cold)
            self._idle.append(office)
            office.begin()

    def convert(self, files: Iterable[Path]) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why there is none; in input order.

        ``files`` may be made as they are asked for, which is a few ahead.
        """
        groups = _groups(files, 1 if self._library else _AT_ONCE)
        results = ordered_futures(
            lambda group: self._pool.submit(self._converted, group), groups, 2 * self._jobs
        )
        for pdfs in results:
            yield from pdfs.items()

    def close(self) -> None:
        """Ends them, whatever they are doing."""
        self._cold.stop.set()
        self._pool.shutdown(cancel_futures=True)
        while self._idle:
            self._idle.pop().close()
        self._stack.close()

    def _converted(self, files: Sequence[Path]) -> Mapping[Path, bytes | str]:
        if self._library is None:
            return self._cold.convert(files)
        with self._taken(self._library) as office:
            return office.convert(files)

    @contextmanager
    def _taken(self, library: str) -> Iterator[WarmOffice]:
        """One that is idle, or a new one: there are as many as files have been laid out at once."""
        try:
            office = self._idle.pop()
        except IndexError:
            office = WarmOffice(library, self._cold)
        try:
            yield office
        finally:
            self._idle.append(office)


def _groups(files: Iterable[Path], size: int) -> Iterator[Sequence[Path]]:
    rest = iter(files)
    while group := list(islice(rest, size)):
        yield group
