"""Units whose report is fixed: what of them has changed since, so that nobody renders them anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.diagnostics import EditsAtRiskError, ExitCode, Place, Problem, error
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import Code, problem_code
from docgen.filing.fixed.fixed_versions import CONTENT, PACK, FixedVersion, FixedVersions
from docgen.roundtrip.files.fingerprint import owner_of
from docgen.runs.edition import FIXED, Edition
from docgen.runs.inputs_digest import FileState, content_states, file_states, is_record
from docgen.runs.results import Outcome

SEAL_BROKEN = problem_code(
    "seal-broken",
    en=(
        "version {number} of unit {unit}, which was fixed, is not as it was sealed: {files}",
        "bring {files} back from a copy; or fix the report once more: docgen render {edition} "
        "--unit {unit} --unfreeze, then docgen freeze {edition} --unit {unit}",
    ),
    zh=(
        "单位 {unit} 定稿的第 {number} 版与封存时不一样了：{files}",
        "从备份里找回 {files}；或者重新定稿：docgen render {edition} --unit {unit} --unfreeze，"
        "再运行 docgen freeze {edition} --unit {unit}",
    ),
)
CHANGED_SINCE_FIXED = problem_code(
    "changed-since-fixed",
    en=(
        "the report of unit {unit} is fixed, as version {number}, and since then this has changed: "
        "{files}",
        "if the report shall change: docgen render {edition} --unit {unit} --unfreeze, then docgen "
        "freeze {edition} --unit {unit}; if not, put back {files}, of "
        "which {copy} has a copy",
    ),
    zh=(
        "单位 {unit} 的报告已经定稿（第 {number} 版），此后又有改动：{files}",
        "报告确实要改的：docgen render {edition} --unit {unit} --unfreeze，再运行 docgen freeze "
        "{edition} --unit {unit}；不该改的，用 {copy} 里的换回 {files}",
    ),
)
FIXED_REPORT = problem_code(
    "fixed-report",
    en=(
        "the report of unit {unit} is fixed, as version {number}; nothing was carried into its "
        "content",
        "if the report shall change, first docgen render {edition} --unit {unit} --unfreeze",
    ),
    zh=(
        "单位 {unit} 的报告已经定稿（第 {number} 版），没有写回内容",
        "报告确实要改的，先运行 docgen render {edition} --unit {unit} --unfreeze",
    ),
)


@dataclass(frozen=True)
class FrozenUnit:
    """A unit with a fixed version in force.

    Attributes:
        edition: its edition.
        folder: its content.
        version: the version.
    """

    edition: Edition
    folder: Path
    version: FixedVersion

    def problems(self) -> Iterator[Problem]:
        """An error if the version is not as it was sealed, or what it was made of has changed."""
        if broken := self.version.broken():
            yield self._problem(SEAL_BROKEN, self.edition.place(self.version.folder).file, broken)
        elif changed := list(self._changed()):
            yield self._problem(CHANGED_SINCE_FIXED, self.edition.place(self.folder).file, changed)

    def _problem(self, code: Code, file: str, files: Iterable[str]) -> Problem:
        copy = self.edition.place(self.version.folder).file
        words = {"unit": self.folder.name, "number": self.version.number, "copy": copy}
        found = error(
            code, Place(file), edition=self.edition.name, files=listed_names(files), **words
        )
        return replace(found, exit_code=ExitCode.EDITS_AT_RISK)

    def _changed(self) -> Iterator[str]:
        """The files of the project, as people find them, that are not as they were fixed."""
        files = files_of(self.edition, self.folder, self._pack)
        files |= self._outputs
        for name in self.version.changed(files):
            path = files.get(name)
            yield self.edition.project.relative(path) if path else self._former(name)

    def _former(self, name: str) -> str:
        """Where in the project a file was that is gone."""
        head, _, rest = name.partition("/")
        folders = {CONTENT: self.folder, PACK: self.edition.project.packs / self._pack}
        return self.edition.project.relative(folders[head] / rest) if head in folders else name

    @property
    def _pack(self) -> str:
        return self._about("pack")

    @property
    def _outputs(self) -> dict[str, Path]:
        """The Word file and the PDF, where they were when it was fixed."""
        listed = self.version.sealed_list
        folder = self.edition.project.root / self._about("outputs")
        return {name: folder / name for name in listed.files if "/" not in name} if listed else {}

    def _about(self, name: str) -> str:
        listed = self.version.sealed_list
        return str(listed.about.get(name, "")) if listed else ""

    def outcome(self) -> Outcome:
        """The outcome of a run that leaves the report as it was fixed."""
        if problems := tuple(self.problems()):
            return Outcome(self.folder.name, None, problems=problems)
        paths = {path.suffix: path for path in self._outputs.values()}
        docx, pdf = paths.get(".docx"), paths.get(".pdf")
        return Outcome(self.folder.name, docx, pdf, changed=False, pdf_changed=False)


def versions_of(edition: Edition, unit: str) -> FixedVersions:
    """The fixed versions of a unit, whatever the folder of the outputs."""
    return FixedVersions(edition.project.output(edition.name) / FIXED / unit)


def frozen_units(edition: Edition, folders: Iterable[Path]) -> dict[str, FrozenUnit]:
    """Those of the units in ``folders`` that have a fixed version in force, by name."""
    found = ((folder, versions_of(edition, folder.name).in_force) for folder in folders)
    return {
        folder.name: FrozenUnit(edition, folder, version) for folder, version in found if version
    }


def fixed_files(edition: Edition, files: Iterable[Path]) -> dict[Path, Outcome]:
    """Those of the Word files that are reports which are fixed, and stay as they are."""
    if not (edition.project.output(edition.name) / FIXED).is_dir():
        return {}
    owners = {file: owner_of(file).unit for file in files}
    fixed = frozen_units(edition, edition.project.unit_folders(edition.name))
    return {file: fixed[unit].outcome() for file, unit in owners.items() if unit in fixed}


def refuse_fixed(edition: Edition, folder: Path) -> None:
    """Raises :class:`EditsAtRiskError` if the report of a unit is fixed."""
    for name, unit in frozen_units(edition, [folder]).items():
        words = {"unit": name, "number": unit.version.number, "edition": edition.name}
        raise EditsAtRiskError(FIXED_REPORT, edition.place(unit.version.folder), **words)


def thaw(units: Iterable[FrozenUnit]) -> None:
    """Lets units be rendered again; their versions stay. Raises :class:`OutputError`."""
    for unit in units:
        versions = versions_of(unit.edition, unit.folder.name)
        versions.thaw(unit.edition.place(versions.folder).file)


def files_of(edition: Edition, folder: Path, pack: str) -> dict[str, Path]:
    """The files that a unit's report is made of, by their names in a fixed version."""
    home = edition.project.home_of(pack).packs / pack if pack else None
    content = _files(content_states(folder, edition.project.root))
    forms = _files(file_states(home)) if home else ()
    named = {_name(CONTENT, path, folder): path for path in content if not is_record(path)}
    return named | {_name(PACK, path, home): path for path in forms if home}


def _files(states: Iterable[FileState]) -> Iterator[Path]:
    """The files that are read: no pipe, nothing that a link leads to out of the unit."""
    paths = (Path(path) for path, numbers in states if numbers)
    return (path for path in paths if path.is_file())


def _name(head: str, path: Path, folder: Path) -> str:
    return f"{head}/{path.relative_to(folder).as_posix()}"
