"""A package of the system that apt-get fetches, without installing it.

Nobody need be root for it: apt-get reads the lists that are there, and checks what it fetches by
them. It may take as long as it likes, as long as something arrives.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from docgen.diagnostics import OutputError, Place
from docgen.diagnostics.codes import problem_code
from docgen.pdf.running import kill, remembered
from docgen.temporary import temporary_folder

_BRING_EN = (
    "or bring it: on another computer download fandol.zip of CTAN, or the .deb of Debian's "
    "{package}, copy it here, and run docgen fonts FILE"
)
_BRING_ZH = (
    "没有网络的，在别的电脑上下载 CTAN 的 fandol.zip 或 Debian 的 {package} 的 .deb，拷过来，"
    "运行 docgen fonts 文件"
)

NO_APT = problem_code(
    "no-apt",
    en=(
        "no fonts were fetched: this system has no apt-get",
        "on another computer download fandol.zip of CTAN, or the .deb of Debian's {package}, copy "
        "it here, and run docgen fonts FILE; on Fedora install texlive-fandol, and run docgen "
        "fonts /usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    ),
    zh=(
        "没有取得字体：这个系统没有 apt-get",
        "在别的电脑上下载 CTAN 的 fandol.zip 或 Debian 的 {package} 的 .deb，拷过来，运行 docgen "
        "fonts 文件；Fedora 上先装 texlive-fandol，再运行 docgen fonts "
        "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    ),
)
NO_PACKAGE_LISTS = problem_code(
    "no-package-lists",
    en=(
        "no fonts were fetched: apt-get knows no package {package}",
        f"run sudo apt-get update and try again; {_BRING_EN}",
    ),
    zh=(
        "没有取得字体：apt-get 不知道软件包 {package}",
        f"运行 sudo apt-get update 后再试；{_BRING_ZH}",
    ),
)
FETCH_FAILED = problem_code(
    "fetch-failed",
    en=(
        "no fonts were fetched; apt-get says: {reason}",
        f"check the network and try again; {_BRING_EN}",
    ),
    zh=("没有取得字体，apt-get 说：{reason}", f"检查网络后再试；{_BRING_ZH}"),
)
FETCH_STALLED = problem_code(
    "fetch-stalled",
    en=(
        "no fonts were fetched: nothing has arrived for {seconds:# second|# seconds}",
        f"check the network and try again; {_BRING_EN}",
    ),
    zh=("没有取得字体：{seconds} 秒没有收到数据", f"检查网络后再试；{_BRING_ZH}"),
)

STALL_SECONDS = 60
"""Seconds in which something has to arrive."""

_POLL_SECONDS = 0.1
_URI = re.compile(r"^'[^']+' \S+ (\d+) ", re.MULTILINE)
"""A line of ``apt-get --print-uris``: address, file name, size in bytes, digest (apt-get(8))."""


@contextmanager
def fetched_package(package: str, progress: Callable[[int, int], None]) -> Iterator[Path]:
    """The .deb of ``package``, which is removed at the end.

    ``progress`` is told how many bytes have arrived, of how many. Raises :class:`OutputError`.
    """
    apt = shutil.which("apt-get")
    if apt is None:
        raise OutputError(NO_APT, Place("docgen fonts"), package=package)
    size = _size(apt, package)
    with temporary_folder("fonts") as folder:
        _fetch([*_command(apt), package], folder, lambda arrived: progress(arrived, size))
        yield next(folder.glob("*.deb"))


def _command(apt: str) -> list[str]:
    """As root apt-get would fetch as a user who may not write into the folder."""
    return [apt, "download", "-qq", "-o", "APT::Sandbox::User=root"]


def _size(apt: str, package: str) -> int:
    """The bytes that will be fetched. Raises :class:`OutputError` if the lists do not say."""
    said = subprocess.run(
        [*_command(apt), "--print-uris", package],
        env=os.environ | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    )
    found = _URI.search(said.stdout)
    if found is None:
        raise OutputError(NO_PACKAGE_LISTS, Place("docgen fonts"), package=package)
    return int(found[1])


def _fetch(command: list[str], folder: Path, tell: Callable[[int], None]) -> None:
    """Runs apt-get in ``folder``, and kills it if nothing arrives. Raises :class:`OutputError`."""
    package, log = command[-1], folder / "said"
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        ) as process,
        remembered(process),
    ):
        try:
            _watch(process, folder, tell, package)
        finally:
            kill(process)
    if process.returncode or not any(folder.glob("*.deb")):
        lines = log.read_text("utf-8", "replace").strip().splitlines()
        reason = lines[-1] if lines else f"exit {process.returncode}"
        raise OutputError(FETCH_FAILED, Place("docgen fonts"), reason=reason, package=package)


def _watch(
    process: subprocess.Popen[bytes], folder: Path, tell: Callable[[int], None], package: str
) -> None:
    arrived, limit = 0, time.monotonic() + STALL_SECONDS
    while process.poll() is None:
        if time.monotonic() > limit:
            words = {"seconds": STALL_SECONDS, "package": package}
            raise OutputError(FETCH_STALLED, Place("docgen fonts"), **words)
        time.sleep(_POLL_SECONDS)
        if (size := _bytes(folder)) > arrived:
            arrived, limit = size, time.monotonic() + STALL_SECONDS
            tell(arrived)


def _bytes(folder: Path) -> int:
    """How many bytes of packages lie in a folder whose files come and go."""
    size = 0
    for entry in os.scandir(folder):
        with suppress(OSError):
            size += entry.stat().st_size if ".deb" in entry.name else 0
    return size
