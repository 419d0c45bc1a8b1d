"""A sealed folder: files, and a list of their digests by which a change of one byte is told.

    1/报告.docx, 1/content/report.yaml, …
    1/manifest.yaml      what the folder is, the SHA-256 of each file, and a seal of the list itself

The seal tells that something has changed since. It is no signature: whoever may write the folder
may seal it anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

LIST: Final = "manifest.yaml"
FORMAT: Final = 1
"""Of the list; another one is told as changed."""

_BLOCK = 1 << 20
_OF_WINDOWS = ("Thumbs.db", "desktop.ini")
"""What its Explorer writes into a folder that is looked at."""


@dataclass(frozen=True)
class SealedList:
    """What a sealed folder says of itself.

    Attributes:
        about: what it is, by names of the caller's.
        files: the SHA-256 of each file in hexadecimal digits, by its path in the folder.
    """

    about: Mapping[str, str]
    files: Mapping[str, str]

    def text(self) -> str:
        """The list as YAML, with its seal in the last line."""
        body = {"format": FORMAT, **self.about, "files": dict(sorted(self.files.items()))}
        text = yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=1000)
        return f"{text}seal: {_digest_of(text.encode())}\n"


def sealed(files: Mapping[str, bytes], about: Mapping[str, str]) -> dict[str, bytes]:
    """The files by their paths, and the list that seals them."""
    digests = {name: _digest_of(data) for name, data in files.items()}
    return {**files, LIST: SealedList(about, digests).text().encode()}


def read_list(folder: Path) -> SealedList | None:
    """The list of a sealed folder; ``None`` if there is none, or if a byte of it has changed."""
    try:
        text = (folder / LIST).read_bytes().decode()
        found: Any = yaml.safe_load(text)
        files = found.pop("files")
        seal, number = found.pop("seal"), found.pop("format")
        listed = SealedList(found, files)
        is_whole = number == FORMAT and listed.text() == text and bool(seal)
    except (OSError, ValueError, yaml.YAMLError, AttributeError, KeyError, TypeError):
        return None
    return listed if is_whole else None


def changed_files(folder: Path) -> list[str]:
    """What has changed in a sealed folder: paths of files that are other, missing or more.

    The list itself, if that has changed: then nothing is known of the others.
    """
    listed = read_list(folder)
    if listed is None:
        return [LIST]
    return list(unlike(listed.files, {name: folder / name for name in _files_in(folder)}))


def unlike(digests: Mapping[str, str], files: Mapping[str, Path]) -> Iterator[str]:
    """The names at which files have other digests, or which only one of the two has, sorted."""
    for name in sorted(digests.keys() | files.keys()):
        path = files.get(name)
        if path is None or digests.get(name) != digest_of_file(path):
            yield name


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits; empty if it cannot be read."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
    except OSError:
        return ""
    return found.hexdigest()


def _files_in(folder: Path) -> Iterator[str]:
    """The names of its files, without what a program hides there while somebody looks into it."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        is_hidden = path.name[0] in ".~" or path.name in _OF_WINDOWS
        if not path.is_dir() and not is_hidden and name != LIST:
            yield name


def _digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
