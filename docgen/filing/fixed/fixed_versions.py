"""The fixed versions (定稿) of a unit's report, numbered from 1; the last is in force.

build/2023/fixed/<unit>/1/     a sealed folder: Word file, PDF, content/, pack/
build/2023/fixed/<unit>/2/     fixed once more
build/2023/fixed/<unit>/thawed     the numbers of those that are not in force any more
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.atomic import refuse_links, write_atomically, write_folder
from docgen.filing.fixed.sealed_folder import SealedList, changed_files, read_list, sealed, unlike

CONTENT, PACK = "content", "pack"
"""The folders, in a version, of the unit's content and of its pack."""

_THAWED = "thawed"


@dataclass(frozen=True)
class FixedVersion:
    """A version that was fixed.

    Attributes:
        folder: its sealed folder.
        number: its number.
    """

    folder: Path
    number: int

    @cached_property
    def sealed_list(self) -> SealedList | None:
        """What it says of itself; ``None`` if the list has changed."""
        return read_list(self.folder)

    @property
    def docx(self) -> Path | None:
        """Its Word file."""
        return self._file(".docx")

    @property
    def pdf(self) -> Path | None:
        """Its PDF."""
        return self._file(".pdf")

    def _file(self, ending: str) -> Path | None:
        return next((path for path in self.folder.glob(f"*{ending}") if path.is_file()), None)

    def broken(self) -> list[str]:
        """The files of its folder that have changed since it was sealed."""
        return changed_files(self.folder)

    def changed(self, files: Mapping[str, Path]) -> list[str]:
        """The names, in the version, at which the project's ``files`` are not as they were fixed.

        All names if the list has changed, as nothing is known then.
        """
        digests = self.sealed_list.files if self.sealed_list else {}
        return list(unlike(digests, files))


@dataclass(frozen=True)
class FixedVersions:
    """The fixed versions of a unit, in a folder that need not exist."""

    folder: Path

    def all(self) -> list[FixedVersion]:
        """All of them, the oldest first."""
        paths = self.folder.iterdir() if self.folder.is_dir() else ()
        numbers = sorted(int(path.name) for path in paths if path.name.isdecimal())
        return [FixedVersion(self.folder / str(number), number) for number in numbers]

    @property
    def in_force(self) -> FixedVersion | None:
        """The last version, unless it was thawed."""
        last = next(reversed(self.all()), None)
        return last if last and str(last.number) not in self._thawed() else None

    def add(self, files: Mapping[str, bytes], about: Mapping[str, str], name: str) -> FixedVersion:
        """Writes the next version, whole or not at all; messages call the folder ``name``.

        Raises :class:`OutputError` if it cannot be written.
        """
        number = max((version.number for version in self.all()), default=0) + 1
        version = FixedVersion(self.folder / str(number), number)
        refuse_links((self.folder.parent, self.folder), name)
        written = sealed(files, {**about, "version": str(number)})
        write_folder(version.folder, written, f"{name}/{number}")
        for path in version.folder.rglob("*"):
            with suppress(OSError):
                if path.is_file():
                    path.chmod(0o444)  # Word opens it to be read only
        return version

    def thaw(self, name: str) -> None:
        """Lets the version in force be changed; it stays, and can be compared with the next.

        Raises :class:`OutputError` if that cannot be noted.
        """
        if version := self.in_force:
            numbers = [*self._thawed(), str(version.number)]
            text = "".join(f"{number}\n" for number in numbers)
            write_atomically(self.folder / _THAWED, text.encode(), f"{name}/{_THAWED}")

    def _thawed(self) -> list[str]:
        try:
            return (self.folder / _THAWED).read_text("utf-8").split()
        except (OSError, UnicodeDecodeError):
            return []
