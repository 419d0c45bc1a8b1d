"""Atomic writes: a file has its old content or its new content, never a part of it."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from docgen.diagnostics import EditsAtRiskError, OutputError, Place
from docgen.diagnostics.codes import problem_code
from docgen.temporary import temporary_folder

FILE_OPEN = problem_code(
    "file-open",
    en=(
        "the file is open{holder}",
        "close it and try again; if nobody has it open, delete the hidden file {lock} beside it",
    ),
    zh=(
        "文件正被打开着{holder}",
        "关闭后再试；确实没有人打开的，删去同一文件夹里的隐藏文件 {lock}",
    ),
)
FILE_HELD = problem_code(
    "file-held",
    en=(
        "another program holds the file; it was not written",
        "close it in Word, WPS or the PDF reader; or wait until another run of docgen, or the sync "
        "of a cloud disk, is done; then try again",
    ),
    zh=(
        "文件被别的程序占用，没有写入",
        "在 Word、WPS 或 PDF 阅读器里关闭它；另一个 docgen 在运行或网盘在同步的，等它完成再试",
    ),
)
WRITE_PROTECTED = problem_code(
    "write-protected",
    en=(
        "the file is write-protected; it was not written",
        "take off 「Read-only」 in its properties, or ask who shares the folder; then try again",
    ),
    zh=(
        "文件是只读的，没有写入",
        "在文件属性里去掉「只读」，或请共享文件夹的管理人放开权限，再试",
    ),
)
DISK_FULL = problem_code(
    "disk-full",
    en=(
        "the disk is full; nothing was written, the old file is untouched",
        "make room and try again",
    ),
    zh=("磁盘已满，文件没有写入，原文件未动", "腾出空间后再试"),
)
WRITE_FAILED = problem_code(
    "write-failed",
    en=(
        "the file cannot be written: {reason}",
        "check that the folder exists and that you may write there",
    ),
    zh=("文件写不进去：{reason}", "检查文件夹是否存在、是否有写入权限"),
)
PATH_TOO_LONG = problem_code(
    "path-too-long",
    en=(
        "the path of this file has {length:# character|# characters}; Windows and Word take {most}"
        " at most; it was not written",
        "move the project to a folder near the top, such as {short}; or use --out",
    ),
    zh=(
        "这个文件的完整路径有 {length} 个字符，Windows 和 Word 最多 {most} 个，没有写入",
        "把项目移到靠近根目录的文件夹，如 {short}；或用 --out 输出到短一些的路径",
    ),
)

OUTPUT_LINK = problem_code(
    "output-link",
    en=(
        "this is a link that leads nowhere or out of its folder; nothing was written",
        "delete the link and try again",
    ),
    zh=("这是一个链接，指向文件夹之外或不存在的地方，没有写入", "删去这个链接后再试"),
)
NO_ORDINARY_FILE = problem_code(
    "no-ordinary-file",
    en=(
        "something that is no ordinary file has this name; nothing was written",
        "move it away and try again",
    ),
    zh=("有个同名的东西，但不是普通文件，没有写入", "移走它后再试"),
)

_TEMPORARY = ".docgen-"
_STALE = 3600
"""Seconds after which a temporary file is nobody's any more."""

_LONGEST_PATH = 259 if os.name == "nt" else 0
"""Characters that the path of a file may have, if there is a limit: ``MAX_PATH`` with its end.

Python may be let off it, but Word opens no longer one.
"""

_SHORT = "D:\\docgen"

_BINARY: int = getattr(os, "O_BINARY", 0)  # of Windows

_READABLE = 0o644
"""The mode of a file that its owner writes and all may read."""


def remove_stale_temporaries(folder: Path) -> None:
    """Removes temporary files that killed runs have left in ``folder``, which may be missing."""
    for path in folder.glob(f"{_TEMPORARY}*"):
        with suppress(OSError):  # another run may do the same, or it may not be ours to remove
            if time.time() - path.stat().st_mtime > _STALE:
                path.unlink()


def write_atomically(path: Path, data: bytes, name: str, mode: int = _READABLE) -> None:
    """Writes ``data`` to ``path`` atomically; messages call the file ``name``.

    ``mode`` says who may read and write the file.

    Raises :class:`EditsAtRiskError` if another program has the file open, and :class:`OutputError`
    if it cannot be written for another reason. No temporary file is left behind, even then.
    """
    write_all({path: data}, {path: name}, mode)


def write_all(
    files: Mapping[Path, bytes],
    names: Mapping[Path, str],
    mode: int | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Writes several files, each atomically, and none of them unless there is room for all.

    Messages call them by ``names``. Without ``mode``, a file that exists keeps who may read and
    write it. ``ready`` is called when all are on the disk under other names; if it raises, none
    is written. Raises the same errors as :func:`write_atomically`.
    """
    staged: dict[Path, Path] = {}
    targets: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            _refuse_long(path, names[path])
            with _as_docgen_error(path, names[path]):
                targets[path] = _target(path, names[path])
                # Recorded before it exists: Ctrl-C may come between any two statements.
                staged[path] = _temporary_path(targets[path])
                _write(staged[path], data, _mode_of(targets[path]) if mode is None else mode)
        ready()
        for path, temporary in list(staged.items()):
            with _as_docgen_error(path, names[path]):
                temporary.replace(targets[path])
            del staged[path]
    finally:
        for temporary in staged.values():
            with suppress(OSError):  # it may not exist, nor its folder
                temporary.unlink()


def write_folder(path: Path, files: Mapping[str, bytes], name: str) -> None:
    """Creates the folder ``path`` with all of ``files`` in it, or does not create it.

    Messages call it ``name``. Raises :class:`OutputError`; temporary files are removed.
    """
    with _staged_folder(path, files, name) as (staged, _):
        staged.rename(path)


def replace_folder(path: Path, files: Mapping[str, bytes], name: str) -> None:
    """Puts a folder with all of ``files`` at ``path``; what was there stays if that fails.

    Messages call it ``name``. Raises :class:`OutputError`, and :class:`EditsAtRiskError` if another
    program has a file of the old folder open; temporary files are removed.
    """
    with _staged_folder(path, files, name) as (staged, old):
        if path.is_dir():
            path.rename(old)
        try:
            staged.rename(path)
        except OSError:
            if old.is_dir():
                old.rename(path)
            raise


@contextmanager
def _staged_folder(
    path: Path, files: Mapping[str, bytes], name: str
) -> Iterator[tuple[Path, Path]]:
    """A folder with ``files``, and where the one that is there may be put aside."""
    for file in files:
        _refuse_long(path / file, f"{name}/{file}")
    with _as_docgen_error(path, name):
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder("new", path.parent, _TEMPORARY) as work:
            staged = work / "new" / path.name
            for file, data in files.items():
                (staged / file).parent.mkdir(parents=True, exist_ok=True)
                (staged / file).write_bytes(data)
            yield staged, work / "old"


def _refuse_long(path: Path, name: str) -> None:
    """Raises :class:`OutputError` if Windows would say that there is no such folder."""
    length = len(os.path.abspath(path))  # noqa: PTH100  # what is linked to is another matter
    if _LONGEST_PATH and length > _LONGEST_PATH:
        words = {"length": length, "most": _LONGEST_PATH, "short": _SHORT}
        raise OutputError(PATH_TOO_LONG, Place(name), **words)


def refuse_links(paths: Iterable[Path], name: str) -> None:
    """Raises :class:`OutputError` if one of docgen's own files or folders is a link."""
    if any(path.is_symlink() for path in paths):
        raise OutputError(OUTPUT_LINK, Place(name))


def _temporary_path(target: Path) -> Path:
    """An unused name in the folder of the file to replace."""
    return target.parent / f"{_TEMPORARY}{token_hex(8)}"


def _target(path: Path, name: str) -> Path:
    """The file to replace: ``path``, or what it is a link to.

    Raises :class:`OutputError` if the link leads nowhere or out of the folder, or if ``path`` is
    a device, a pipe or a socket.
    """
    if not os.path.lexists(path):
        return path
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if not target.exists() or not target.resolve().is_relative_to(path.parent.resolve()):
        raise OutputError(OUTPUT_LINK, Place(name))
    if stat.S_IFMT(target.stat().st_mode) not in (stat.S_IFREG, stat.S_IFDIR):
        raise OutputError(NO_ORDINARY_FILE, Place(name))
    return target


def _mode_of(target: Path) -> int:
    """Who may read and write the file to replace; all may read a new one."""
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else _READABLE


def _write(path: Path, data: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


@contextmanager
def _as_docgen_error(path: Path, name: str) -> Iterator[None]:
    """Turns an :class:`OSError` into a :class:`DocgenError` that names the file and the remedy."""
    try:
        yield
    except OSError as reason:
        is_held = path.exists() and os.access(path.parent, os.W_OK)
        if isinstance(reason, PermissionError) and is_held:
            if not os.access(path, os.W_OK):
                raise OutputError(WRITE_PROTECTED, Place(name)) from reason
            raise EditsAtRiskError(FILE_HELD, Place(name)) from reason
        is_full = reason.errno in (errno.ENOSPC, errno.EDQUOT)
        code = DISK_FULL if is_full else WRITE_FAILED
        raise OutputError(code, Place(name), reason=reason.strerror or reason) from reason
