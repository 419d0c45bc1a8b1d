"""Which names a file or folder may have, and which of the names there are a typed one means.

Units, packs, chapters and pictures are called what people call them, 株洲市第三中学 or annex-1. A
name has to be one on Windows, macOS and Linux, and to be read and typed by people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import category, normalize

from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.places import Place
from docgen.diagnostics.problems import Problem, UsageError, error, nearest

OFFICE_ENDINGS = (".docx", ".doc", ".wps", ".odt", ".rtf", ".docm", ".dotx", ".dot")
"""Endings of the files of word processors."""

NO_SUCH_FILE = problem_code(
    "no-such-file",
    en=("there is no file 「{name}」{nearest}", "name one that is there, with its path{to_type}"),
    zh=("没有文件「{name}」{nearest}", "写一个有的文件，连同路径{to_type}"),
)
BAD_FILE_NAME = problem_code(
    "bad-file-name",
    en=("{name} cannot be the name of a file or folder: {fault}", "call it {good}{to_type}"),
    zh=("{name} 不能作文件或文件夹的名称：{fault}", "改成 {good}{to_type}"),
)

LONGEST = 200
"""Bytes of a name. File systems allow 255; an ending or the prefix of a lock file is added."""

_SIGNS = '<>:"/\\|?*'
"""What Windows does not allow in a name."""

_ODD_SIGNS = re.compile(f"[{re.escape(_SIGNS)}]")

_DEVICES = {
    *("CON", "PRN", "AUX", "NUL"),
    *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"),
}
"""Names of devices, which Windows does not allow as names of files, with an ending or without."""

_HIDING = ".~-"
"""Behind the first two a file is hidden or a lock, behind the third an option of a command."""

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's categories of what no reader sees, and of halves of a character."""

_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_QUOTES = "“”‘’\"'"


class NameFault(NamedTuple):
    """Why a name cannot be used: the kind, and the sign it is about."""

    kind: str
    sign: str = ""


def name_problem(name: str, place: Place) -> Problem | None:
    """An error if ``name`` cannot be used, with the name to use instead; ``None`` if it can."""
    fault = name_fault(name)
    if fault is None:
        return None
    words = {"name": repr(name), "fault": fault.kind, "sign": fault.sign, "good": good_name(name)}
    return error(BAD_FILE_NAME, place, **words)


def refuse_bad_name(name: str, place: Place) -> None:
    """Raises :class:`UsageError` if ``name``, which was typed, cannot be used."""
    if problem := name_problem(name, place):
        raise UsageError(problem.code, place, **problem.words)


def name_fault(name: str) -> NameFault | None:
    """The first fault of a name; ``None`` if it has none."""
    return next(_faults(name), None)


def _faults(name: str) -> Iterator[NameFault]:
    if not name.strip():
        yield NameFault("blank")
        return
    if name != name.strip():
        yield NameFault("edges")
    # All that is unseen is not printable, and much more that a name may have.
    for sign in name if _ODD_SIGNS.search(name) or not name.isprintable() else ():
        if sign in _SIGNS:
            yield NameFault("sign", sign)
        elif _is_unseen(sign):
            yield NameFault("unseen", f"U+{ord(sign):04X}")
    if name[0] in _HIDING:
        yield NameFault("start", name[0])
    if name.endswith("."):
        yield NameFault("dot")
    if _is_device(name):
        yield NameFault("device", name.partition(".")[0])
    if _size(name) > LONGEST:
        yield NameFault("long", str(LONGEST // 3))


def good_name(name: str) -> str:
    """A name without faults that is most like ``name``; empty if nothing is left of it."""
    written = (_written(sign) for sign in normalize("NFC", name))
    good = _trimmed("".join(written))
    good = _trimmed(_bytes(good)[:LONGEST].decode("utf-8", "ignore"))
    stem, dot, ending = good.partition(".")
    return f"{stem.rstrip()}_{dot}{ending}" if _is_device(good) else good


def safe_name(text: str) -> str:
    """The name of a file that is called as ``text`` says, without blanks and line ends."""
    lines = re.sub(r"[\n\r\t]", "_", text)
    return good_name("".join(lines.split())) or "_"


def composed(name: str) -> str:
    """A name or path as it is written: macOS may keep é as two characters, and gives these."""
    return normalize("NFC", name)


def the_one_meant(typed: str, known: Iterable[str]) -> str:
    """The name among ``known`` that was typed; empty if there is none, or if it is in doubt.

    Letters and brackets of full width, capitals, blanks and quotes around it make no difference.
    """
    names = list(known)
    likenesses: tuple[Callable[[str], str], ...] = (str, composed, plain)
    for likeness in likenesses:
        alike = [name for name in names if likeness(name) == likeness(typed)]
        if alike:
            return alike[0] if len(alike) == 1 else ""
    return ""


def shortened(typed: str, known: Iterable[str]) -> str:
    """The only name among ``known`` that ``typed`` is short for, as 三中 is for 第三中学."""
    signs = map(re.escape, plain(typed).replace(" ", ""))
    pattern = re.compile(".*".join(signs), re.DOTALL)
    found = [name for name in known if pattern.search(plain(name))] if len(typed) > 1 else []
    return found[0] if len(found) == 1 else ""


def plain(typed: str) -> str:
    """What was typed with letters, figures and brackets of one width, and nothing around it."""
    return " ".join(normalize("NFKC", typed).strip(_QUOTES + " ").rstrip("/\\").split()).casefold()


def existing(path: Path) -> Path:
    """The file or folder that ``path`` means, where one of the name is there; else ``path``."""
    try:
        if path.exists() or path.parent == path:
            return path
        folder = existing(path.parent)
        name = the_one_meant(path.name, (entry.name for entry in folder.iterdir()))
    except OSError:  # a name longer than the file system allows, a folder that is none
        return path
    return folder / (name or path.name)


def named_file(path: Path) -> Path:
    """The file that ``path`` means. Raises :class:`UsageError` if it is not there."""
    found = existing(path)
    if found.is_file():
        return found
    beside = [each.name for each in found.parent.glob("*") if each.is_file()]
    likely = nearest(path.name, beside)
    words = {"name": str(path), "nearest": str(path.parent / likely) if likely else ""}
    raise UsageError(NO_SUCH_FILE, Place(str(path)), **words)


def _written(sign: str) -> str:
    if sign in _SIGNS or category(sign) == "Cc":
        return "_"
    return "" if _is_unseen(sign) else sign


def _is_unseen(sign: str) -> bool:
    return category(sign) in _UNSEEN or _NONCHARACTERS.match(sign) is not None


def _trimmed(name: str) -> str:
    return re.sub(rf"^[\s{re.escape(_HIDING)}]+|[\s.]+$", "", name)


def _is_device(name: str) -> bool:
    return name.partition(".")[0].rstrip().upper() in _DEVICES


def _size(name: str) -> int:
    return len(_bytes(name))


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")
