"""Writes a filled file; one that somebody has edited is never overwritten unasked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, EditsAtRiskError, Place, warning
from docgen.diagnostics.codes import problem_code
from docgen.project import Project, typed
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.roundtrip.files.overwrite import read_office_file, refuse_if_open, set_aside
from docgen.runs.failures import failure
from docgen.runs.results import Outcome

FILLED_AND_EDITED = problem_code(
    "filled-and-edited",
    en=(
        "this Word file is not as docgen wrote it; it was not overwritten",
        "write elsewhere by -o; or add --replace to move it into edited/ and write it anew",
    ),
    zh=(
        "这个 Word 文件不是 docgen 写下的样子，没有覆盖它",
        "用 -o 写到别处；或加 --replace，把它移到 edited 文件夹再写",
    ),
)
FILLED_OVER_REPORT = problem_code(
    "filled-over-report",
    en=(
        "this is the report of {unit}, made by docgen render; it was not overwritten",
        "write elsewhere by -o",
    ),
    zh=("这是 docgen render 生成的「{unit}」的报告，没有覆盖它", "用 -o 写到别处"),
)
FILLED_MOVED = problem_code(
    "filled-moved",
    en=("the file that lay here was moved to {moved}", "delete it when it is not needed"),
    zh=("原来的文件移到了 {moved}", "确认无用后删去"),
)


@dataclass(frozen=True)
class FilledFile:
    """A filled file that is to be written.

    Attributes:
        path: where it is written.
        data: its bytes.
        fingerprint: that of its content.
    """

    path: Path
    data: bytes
    fingerprint: str

    def written(self, name: str, project: Project, *, replace: bool) -> Outcome:
        """Writes the file, whose outcome is called ``name``; errors become problems of it.

        One that is as docgen wrote it is overwritten; one that somebody has edited is left alone if
        docgen would write what it wrote before, and else is an error, or with ``replace`` is moved
        aside.
        """
        place = Place(project.relative(self.path))
        try:
            return self._written(name, project, replace)
        except DocgenError as reason:
            problem = reason.problem
        except Exception as reason:  # as in FormFiller
            problem = failure(place, "write", reason)
        return Outcome(name, None, problems=(problem,))

    def _written(self, name: str, project: Project, replace: bool) -> Outcome:
        place = Place(project.relative(self.path))
        if not self.path.is_file():
            return self._new(name, place)
        theirs = read_office_file(self.path, place)
        if theirs == self.data:
            return Outcome(name, self.path, changed=False)
        identity = read_identity(theirs, place)
        if identity.unit:
            raise EditsAtRiskError(FILLED_OVER_REPORT, place, unit=identity.unit)
        if not identity.untouched and not replace:
            if identity.fingerprint != self.fingerprint:
                raise EditsAtRiskError(FILLED_AND_EDITED, place)
            return Outcome(name, self.path, changed=False, edited=True)
        if identity.untouched and identity.fingerprint == self.fingerprint:
            return Outcome(name, self.path, changed=False)  # with the pages of its contents
        refuse_if_open(self.path, place)
        if identity.untouched:
            return self._new(name, place)
        with set_aside(self.path, place, self.path.parent) as moved:
            outcome = self._new(name, place)
        return outcome.with_problems(
            warning(FILLED_MOVED, place, moved=typed(project.relative(moved)))
        )

    def _new(self, name: str, place: Place) -> Outcome:
        write_atomically(self.path, self.data, place.file)
        return Outcome(name, self.path)
