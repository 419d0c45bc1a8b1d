"""The Word files below an edition's folder of outputs, whatever their names, and whose each is.

build/2023/报告.docx                            the unit's own
build/2023/报告-王改.DOCX, 王改/报告.docx           copies
build/2023/edited/报告.20240426-090507.docx     moved aside by docgen
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.diagnostics import Problem, error, warning
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.project import is_shown, typed, word_files
from docgen.roundtrip.files.bases import ASIDE
from docgen.runs.edition import Edition, is_left_out
from docgen.runs.edits_left import EditsLeft
from docgen.runs.results import Outcome

if TYPE_CHECKING:
    from docgen.roundtrip.files.fingerprint import Identity
    from docgen.runs.heirs import Heirs

NOT_BUILT_HERE = problem_code(
    "not-built-here",
    en=(
        "docgen did not build this file, or its marks are gone",
        "save the built file itself under a new name, do not paste its text into a new one; if it "
        "is no report, move it to another folder",
    ),
    zh=(
        "这个文件不是 docgen 生成的，或者标记已经没有了",
        "用生成的那个文件另存，不要复制文字到新文件；与报告无关的，移到别的文件夹",
    ),
)
UNIT_GONE = problem_code(
    "unit-gone",
    en=(
        "this is the file of unit {unit}, which the content does not have any more",
        "if the unit's folder has another name now: docgen pull {file} --unit {heir} --adopt "
        "(units without a Word file: {units}); else move the file away",
    ),
    zh=(
        "这是单位 {unit} 的文件，内容里没有这个单位了",
        "单位文件夹改了名的：docgen pull {file} --unit {heir} --adopt（还没有 Word 文件的单位："
        "{units}）；不要了就把文件移走",
    ),
)
OTHER_EDITION = problem_code(
    "other-edition",
    en=(
        "this is the file of unit {unit} of edition {edition}, not of {here}",
        "to carry its edits into edition {edition}: docgen pull {file}; then move it out of this "
        "folder",
    ),
    zh=(
        "这是年度 {edition} 单位 {unit} 的文件，不属于年度 {here}",
        "docgen pull {file} 把修改写回年度 {edition}；再把它移出这个文件夹",
    ),
)
EDITED_COPY = problem_code(
    "edited-copy",
    en=(
        "an edited copy of the report of unit {unit}; its edits are not merged into the report",
        "to make it the report's file: docgen pull {file} --adopt; if it is not needed, delete it "
        "or move it to another folder",
    ),
    zh=(
        "这是单位 {unit} 的报告的副本，有人改过；里面的修改没有并入报告",
        "docgen pull {file} --adopt 用它作报告的文件；不要了就删去，或移到别的文件夹",
    ),
)

_SUFFIXES = (".docx", ".docm", ".dotx", ".doc", ".wps", ".odt", ".rtf")
"""Of files that a word processor saves."""


def is_office_name(name: str) -> bool:
    """Whether a file of this name may be a report that somebody edited."""
    return name.lower().endswith(_SUFFIXES)


@dataclass(frozen=True)
class FoundFile:
    """A Word file below the folder of outputs.

    Attributes:
        path: the file.
        identity: the identity that is stored in it.
        problem: why it is no file of a unit of this edition; ``None`` if it is. It is a warning if
            nobody edited the file.
    """

    path: Path
    identity: Identity
    problem: Problem | None

    @property
    def is_edited(self) -> bool:
        """Whether it is a unit's file, and somebody edited it."""
        return self.problem is None and not self.identity.untouched


@dataclass(frozen=True)
class FoundFiles:
    """The Word files below the folder of an edition's outputs, but for those moved aside."""

    edition: Edition

    @cached_property
    def paths(self) -> list[Path]:
        """All of them, by folder and name; in a folder of the user's own, its .docx files."""
        folder = self.edition.folder
        return list(_paths(folder)) if self.edition.is_in_build else word_files(folder)

    @cached_property
    def units(self) -> set[str]:
        """The units of the edition. Raises :class:`UsageError` if there are none."""
        return self.edition.unit_names()

    @cached_property
    def _heirs(self) -> Heirs:
        """The units as those that may have had another name."""
        from docgen.runs.heirs import Heirs

        return Heirs(self.edition, self.units)

    @cached_property
    def files(self) -> list[FoundFile]:
        """All of them, read. Raises :class:`UsageError` as ``units``."""
        identities = {path: self.edition.identity(path) for path in self.paths}
        heirs = self.units - {identity.unit for identity in identities.values()}
        return [
            FoundFile(path, identity, self.problem(path, identity, heirs))
            for path, identity in identities.items()
        ]

    def unmerged(self, outcomes: Mapping[str, Outcome]) -> Iterator[Problem]:
        """Yields a warning for each edited file that lies beside those of ``outcomes``.

        Copies are told of units whose file is up to date now. Of the other files only the owner is
        read, as there may be thousands.
        """
        written = {outcome.docx: name for name, outcome in outcomes.items() if outcome.docx}
        beside = [path for path in self.paths if path not in written]
        if not beside:
            return
        from docgen.roundtrip.files.fingerprint import Owner, owner_of  # mostly there are none

        heirs, edits_left = outcomes.keys() - set(written.values()), EditsLeft(self.edition)
        left = {Owner(self.edition.name, unit) for unit in self.units - set(written.values())}
        for path in beside:
            if owner_of(path) in left:
                continue
            identity = self.edition.identity(path)
            problem = self.problem(path, identity, heirs)
            if problem and problem.is_error:
                yield problem.as_warning()
            elif not problem and edits_left(path):
                yield self.copy_problem(path, identity.unit)

    def problem(self, path: Path, identity: Identity, heirs: Collection[str]) -> Problem | None:
        """Why a Word file is no file of a unit of the edition; ``None`` if it is.

        ``heirs`` are the units without a file, one of which may be the file's under another name.
        """
        place, unit = self.edition.place(path), identity.unit
        kind, words = warning if identity.untouched else error, {"unit": unit}
        words["file"] = typed(place.file)
        if identity.problem:
            return identity.problem
        if not unit or not identity.edition:
            return (error if self.edition.is_in_build else warning)(NOT_BUILT_HERE, place)
        if identity.edition != self.edition.name:
            words |= {"edition": identity.edition, "here": self.edition.name}
            return kind(OTHER_EDITION, place, **words)
        if unit not in self.units:
            heir = self._heirs.heir(path, identity, heirs)
            words |= {"heir": heir and typed(heir), **listed_names(sorted(heirs)).words("units")}
            return kind(UNIT_GONE, place, **words)
        return None

    def copy_problem(self, path: Path, unit: str) -> Problem:
        """The warning that a file is an edited copy of the report of ``unit``."""
        place = self.edition.place(path)
        return warning(EDITED_COPY, place, unit=unit, file=typed(place.file))


def moved_aside(edition: Edition) -> list[Path]:
    """The Word files that docgen moved aside, sorted."""
    folder = edition.folder / ASIDE
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in paths if is_office_name(path.name) and is_shown(path)]


def _paths(folder: Path) -> Iterator[Path]:
    """Yields what a word processor may have saved below ``folder``: sorted, nothing hidden."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_left_out(name))
        paths = (Path(parent, name) for name in sorted(names) if is_office_name(name))
        yield from filter(is_shown, paths)
