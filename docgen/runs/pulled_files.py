"""Remembers the files that were pulled, such as mailed ones, in which edits have stayed.

build/2023/.docgen/pulled/<digest of the path>.json     a file for each

No output has these edits, and no next one will: they are in that file only, until it is adopted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from docgen.atomic import refuse_links, write_atomically
from docgen.diagnostics import Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.project import Project, typed
from docgen.roundtrip.files.bases import FOLDER

PULLED_IN_PART = problem_code(
    "pulled-in-part",
    en=(
        "{stays:# edit|# edits} of this file could not go into the content of unit {unit}, and the "
        "report does not have {stays:it|them}",
        "to make it the report's file: docgen pull {file} --adopt; to end this reminder: docgen "
        "pull {file} --forget",
    ),
    zh=(
        "这个文件有 {stays} 处修改写不进单位 {unit} 的内容，报告里也没有",
        "docgen pull {file} --adopt 用它作报告的文件；不要这些修改的，docgen pull {file} --forget "
        "不再提醒",
    ),
)


@dataclass(frozen=True)
class PulledFile:
    """A file that was pulled.

    Attributes:
        unit: its unit.
        file: its path in the project; the whole path if it lies elsewhere.
        digest: the SHA-256 of its bytes, in hex.
        stays: how many edits have stayed in it.
    """

    unit: str
    file: str
    digest: str
    stays: int

    @property
    def problem(self) -> Problem:
        """The warning that edits are in this file only."""
        words = {"stays": self.stays, "unit": self.unit, "file": typed(self.file)}
        return warning(PULLED_IN_PART, Place(self.file), **words)


@dataclass(frozen=True)
class PulledFiles:
    """What is remembered of an edition."""

    project: Project
    edition: str

    @property
    def folder(self) -> Path:
        """The folder of the records, which need not exist."""
        return self.project.output(self.edition) / FOLDER / "pulled"

    def all(self) -> Iterator[PulledFile]:
        """Yields what is remembered, by unit and file; a damaged record counts as none."""
        found = list[PulledFile]()
        for path in self.folder.glob("*.json"):
            with suppress(Exception):  # whatever a damaged record makes of the parser
                found.append(PulledFile(**json.loads(path.read_bytes())))
        yield from sorted(found, key=lambda pulled: (pulled.unit, pulled.file))

    def of(self, path: Path, unit: str, stays: int) -> PulledFile:
        """The record of the file at ``path``."""
        name = self.project.relative(path.resolve())
        return PulledFile(unit, name, sha256(path.read_bytes()).hexdigest(), stays)

    def keep(self, path: Path, pulled: PulledFile) -> None:
        """Remembers the file at ``path``. Raises :class:`OutputError` if that cannot be written."""
        record = self._record(path)
        refuse_links((self.folder.parent, self.folder, record), FOLDER)
        text = json.dumps(asdict(pulled))  # a name may have bytes that are no text
        write_atomically(record, text.encode(), pulled.file)

    def forget(self, path: Path) -> bool:
        """Forgets the file at ``path``, and equal ones; returns whether it was remembered."""
        record = self._record(path)
        is_known = record.is_file()
        record.unlink(missing_ok=True)
        if path.is_file():
            digest = sha256(path.read_bytes()).hexdigest()
            for pulled in list(self.all()):
                if pulled.digest == digest:
                    self._record(self.project.root / pulled.file).unlink(missing_ok=True)
                    is_known = True
        return is_known

    def _record(self, path: Path) -> Path:
        return self.folder / f"{sha256(bytes(path.resolve())).hexdigest()[:16]}.json"
