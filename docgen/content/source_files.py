"""Reads content files as UTF-8 text without forbidden characters, and patches texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISLNK

from docgen.content.characters import FORBIDDEN, forbidden_characters
from docgen.content.encodings import is_mangled, recognised, unmangled
from docgen.diagnostics import Place, Problem, Problems, error
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
    en=(
        "{encoding}, not UTF-8",
        "{way}open it in Notepad, choose File > Save as, and UTF-8 as Encoding; in WPS save it as "
        "plain text, with Unicode (UTF-8) as the encoding, under the same name",
    ),
    zh=(
        "{encoding}，不是 UTF-8",
        "{way}用记事本打开，点“文件”→“另存为”，“编码”选 UTF-8，文件名不变；"
        "用 WPS 的，另存为“纯文本”，编码选 Unicode (UTF-8)",
    ),
)

OLD_LINE_ENDS = problem_code(
    "old-line-ends",
    en=(
        "the lines of this file end as those of old Macs, so that all are one",
        "{way}save it with the usual line ends in your editor",
    ),
    zh=(
        "这个文件的换行是旧式的（只有 CR），所有的行连成了一行",
        "{way}在编辑器里换成通常的换行（LF 或 CRLF）再保存",
    ),
)

MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""

NO_PLAIN_TEXT = problem_code(
    "no-plain-text",
    en=(
        "this is a file of another program, such as RTF of WordPad, and not plain text",
        "open it, copy its text into Notepad, and save that under this name as UTF-8",
    ),
    zh=(
        "这是别的程序的文件（如写字板的 RTF），不是纯文本",
        "打开它，把文字复制到记事本，用这个文件名另存为 UTF-8",
    ),
)
MANGLED_TEXT = problem_code(
    "mangled-text",
    en=(
        "the text is garbled: a program has read it in another encoding and saved that",
        "put back the file as it was before, and save it as UTF-8",
    ),
    zh=("文字成了乱码：有程序用别的编码读过又保存了", "找回原来的文件，另存为 UTF-8"),
)

_OTHER_FORMATS = ("{\\rtf", "<html", "<!DOCTYPE", "%PDF")
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
        is_entry = path.parent == folder and path.name != ".."
        if is_entry and not is_link(path):  # as nearly all are
            return True
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that cannot be
        return False


def is_link(path: Path) -> bool:
    """Whether ``path`` is a link of any kind, or a junction of Windows."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    return S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) != 0


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
    return source_of(data, name, problems)


def source_of(data: bytes, name: str, problems: Problems) -> SourceFile | None:
    """The text in the bytes of a file, as :func:`read_source` reads it."""
    text = typed_text(data).replace("\r\n", "\n")
    if not is_utf_8(data):
        problems.add(_encoding_problem(data, name, text))
        return None
    if text.startswith(_OTHER_FORMATS):
        problems.add(error(NO_PLAIN_TEXT, Place(name, 1, 1)))
        return None
    if is_mangled(text):
        problems.add(_mangled_problem(name, text))
        return None
    if "\r" in text and "\n" not in text:
        problem = error(OLD_LINE_ENDS, Place(name, 1, 1), **_way(name))
        problems.add(_mended(problem, text, text.replace("\r", "\n")))
        return None
    forbidden = list(forbidden_characters(text, Place(name, 1, 1)))
    problems.extend(forbidden)
    return SourceFile(name, FORBIDDEN.sub(" ", text) if forbidden else text)


def is_utf_8(data: bytes) -> bool:
    """Whether bytes are text in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def typed_text(data: bytes) -> str:
    r"""The text of a file as :class:`~docgen.diagnostics.Fix` counts it.

    It has no byte order mark, its line ends are as they are, and U+FFFD stands for what is not
    UTF-8.
    """
    return data.removeprefix(MARK).decode("utf-8", "replace")


def _encoding_problem(data: bytes, name: str, text: str) -> Problem:
    """What a file that is not UTF-8 is instead; if that is plain, with its text as the fix."""
    if found := recognised(data):
        words = {"encoding": found.encoding, **_way(name)}
        problem = error(NOT_UTF_8, Place(name, 1, 1), **words)
        return _mended(problem, text, found.text.replace("\r\n", "\n"))
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return error(NOT_UTF_8, Place(name, line, 1), encoding="unknown", way="")


def _mangled_problem(name: str, text: str) -> Problem:
    problem = error(MANGLED_TEXT, Place(name, 1, 1), **_way(name))
    before = unmangled(text)
    return _mended(problem, text, before) if before else problem


def _way(name: str) -> dict[str, str]:
    """The words of a problem that say how a file is converted: one of a unit, by ``--fix``."""
    content, edition, *_ = (*name.split("/"), "")
    return {"way": "fix", "edition": edition} if content == "content" else {"way": ""}


def _mended(problem: Problem, old: str, new: str) -> Problem:
    """The problem of a whole file with its fix, where ``docgen check --fix`` reads that file."""
    return problem.fixed_by(old, new) if problem.words["way"] else problem


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
