"""Reads content files as UTF-8 text without forbidden characters, and patches texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docgen.content.characters import FORBIDDEN, forbidden_characters
from docgen.diagnostics import Place, Problems, error
from docgen.diagnostics.codes import problem_code

LINK_OUTSIDE = problem_code(
    "link-outside",
    en=(
        "{name} is a link out of the folder {folder}, and was not read",
        "put the file itself there, or move it away",
    ),
    zh=("{name} 是链接，指到文件夹 {folder} 之外，没有读取", "把文件本身放进来，或移走这个链接"),
)
UNREADABLE_FILE = problem_code(
    "unreadable-file",
    en=("the file cannot be read: {reason}", "check that it exists and that you may read it"),
    zh=("文件读不出来：{reason}", "检查文件是否存在、是否有读取权限"),
)
FILE_TOO_LARGE = problem_code(
    "file-too-large",
    en=(
        "the file is larger than {limit} MB",
        "content files hold text and figures; put pictures into the unit's folder",
    ),
    zh=("文件超过 {limit} MB", "内容文件里只放文字和数字；图片放在单位文件夹中引用"),
)
NOT_UTF_8 = problem_code(
    "not-utf-8",
    en=("this line is not UTF-8", "save the file as UTF-8 in your editor"),
    zh=("这一行不是 UTF-8 编码", "在编辑器里另存为 UTF-8"),
)

_MEGABYTES = 8
"""Largest size of a content file; the longest report has a hundredth of it."""


@dataclass(frozen=True)
class SourceFile:
    """The text of a file and its name in messages."""

    name: str
    text: str


def is_inside(path: Path, folder: Path) -> bool:
    """Whether ``path`` lies in ``folder`` when all links are followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that cannot be
        return False


def read_source(path: Path, name: str, problems: Problems) -> SourceFile | None:
    r"""The text of ``path`` with line ends as ``\n``; ``None`` if it cannot be read.

    Forbidden characters are problems and become blanks.
    """
    place = Place(name)
    try:
        if not path.is_file():
            raise OSError("not a file")
        data = path.read_bytes() if path.stat().st_size <= _MEGABYTES << 20 else None
    except OSError as reason:
        problems.add(error(UNREADABLE_FILE, place, reason=reason.strerror or reason))
        return None
    if data is None:
        problems.add(error(FILE_TOO_LARGE, place, limit=_MEGABYTES))
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as reason:
        line = data.count(b"\n", 0, reason.start) + 1
        problems.add(error(NOT_UTF_8, Place(name, line, 1)))
        return None
    problems.extend(forbidden_characters(text, Place(name, 1, 1)))
    return SourceFile(name, FORBIDDEN.sub(" ", text))


@dataclass(frozen=True)
class Patch:
    """Replaces characters ``start:stop`` of a text by ``text``."""

    start: int
    stop: int
    text: str


def apply_patches(text: str, patches: Iterable[Patch]) -> str:
    """Applies patches that do not overlap; insertions at the same place keep their order."""
    in_order = sorted(patches, key=lambda patch: patch.start)
    for patch in reversed(in_order):
        text = text[: patch.start] + patch.text + text[patch.stop :]
    return text
