"""An edition: the content of one year, and the outputs that are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.project import Project, find_project, word_files
from docgen.roundtrip.files.bases import ASIDE, FOLDER, Bases
from docgen.runs.action_cache import ActionCache

if TYPE_CHECKING:  # what only the verbs of outputs and of changes need, check does not load
    from docgen.roundtrip.files.change_records import ChangeRecords
    from docgen.roundtrip.files.fingerprint import Identity

NOTHING_BUILT = problem_code(
    "nothing-built",
    en=("no Word file has been built yet", "run docgen render {edition} first"),
    zh=("还没有生成过 Word 文件", "先运行 docgen render {edition}"),
)

DRAFTS = "drafts"
"""The folder, among the outputs, of drafts and their bases."""
CHECKS = "checks"
"""The folder, among the outputs, of what was checked: pages and marked copies."""
FIXED = "fixed"
"""The folder, among the outputs, of reports that were fixed (定稿)."""
BUNDLES = "bundles"
"""The folder, among the outputs, of what is handed in."""
PUBLIC, PUBLIC_LISTS = "public", "public-report"
"""The folders, among the outputs, of public copies, and of the lists of what they leave out."""


@dataclass(frozen=True)
class Edition:
    """An edition of a project, and the folder of its outputs.

    Attributes:
        project: the project.
        name: the folder of its content, ``2023``.
        out: the folder of its outputs, if it is not ``build/<name>``.
        draft: whether its outputs are drafts, which lie in a folder of their own.
    """

    project: Project
    name: str
    out: Path | None = None
    draft: bool = False

    def __reduce__(self) -> tuple[type[Edition], tuple[Project, str, Path | None, bool]]:
        """Pickles no cache: workers need the folders only."""
        return Edition, (self.project, self.name, self.out, self.draft)

    @property
    def folder(self) -> Path:
        """The folder of its outputs."""
        return self._below(self.out or self.project.output(self.name))

    @property
    def drafts(self) -> Edition:
        """The same edition with drafts as its outputs."""
        return Edition(self.project, self.name, self.out, draft=True)

    @property
    def is_in_build(self) -> bool:
        """Whether its outputs have a folder of their own, in which nothing else should lie."""
        return self.folder.resolve() == self.project.output(self.name).resolve()

    @cached_property
    def bases(self) -> Bases:
        """The reports as they were rendered last, whatever the folder of the outputs."""
        return Bases(self._below(self.project.output(self.name)) / FOLDER)

    def _below(self, folder: Path) -> Path:
        return folder / DRAFTS if self.draft else folder

    def changes(self, unit: str) -> ChangeRecords:
        """What was replaced by the last changes of a unit, whatever the folder of the outputs."""
        from docgen.roundtrip.files.change_records import ChangeRecords

        return ChangeRecords(self.bases.folder / unit / "pulls")

    @cached_property
    def cache(self) -> ActionCache:
        """What was done already in the folder of its outputs."""
        return ActionCache(self.bases.folder, self.out)

    def units(self, names: Sequence[str] = ()) -> list[Path]:
        """The content folders of the units ``names``, or of all. Raises :class:`UsageError`."""
        return self.project.units(self.name, names)

    def unit_names(self) -> set[str]:
        """The folder names of all units. Raises :class:`UsageError`."""
        return self.project.unit_names(self.name)

    def last_year_of(self, unit: str) -> Path | None:
        """The unit's content in the edition of the year before; ``None`` if there is none."""
        return self.project.year_before(self.name, unit)

    def word_files(self) -> list[Path]:
        """The Word files among its outputs, sorted."""
        return word_files(self.folder)

    def built_files(self) -> list[Path]:
        """The Word files among its outputs. Raises :class:`UsageError` if there are none.

        Of two that would have the same PDF, ``报告.DOCX`` and ``报告.docx``, the latter counts.
        """
        by_pdf = {file.with_suffix(".pdf"): file for file in self.word_files()}
        files = list(by_pdf.values())
        if not files:
            if self.name not in self.project.editions():
                self.units()
            place = Place(self.project.relative(self.folder))
            raise UsageError(NOTHING_BUILT, place, edition=self.name)
        return files

    def place(self, file: Path) -> Place:
        """A file as messages name it."""
        return Place(self.project.relative(file))

    def identity(self, file: Path) -> Identity:
        """The identity that is stored in one of its Word files."""
        from docgen.roundtrip.files.fingerprint import read_identity

        return read_identity(file, self.place(file))

    def has_output(self, file: Path) -> bool:
        """Whether ``file`` lies among the outputs: in their folder, or in one rendered into.

        What lies in a folder below counts too, but for what is hidden or was moved aside.
        """
        path, folder = file.resolve(), self.folder.resolve()
        if path.is_relative_to(folder):
            return not any(is_left_out(name) for name in path.relative_to(folder).parts[:-1])
        return ActionCache.path(self.bases.folder, path.parent).exists()


def is_left_out(folder: str) -> bool:
    """Whether a folder of this name is hidden, or holds no reports that are to be edited.

    Those are drafts, what was moved aside, what says how a report was checked, what is fixed, and
    what goes out: bundles and public copies.
    """
    left_out = (ASIDE, DRAFTS, CHECKS, FIXED, BUNDLES, PUBLIC, PUBLIC_LISTS)
    return folder.startswith(".") or folder in left_out


def find_edition(
    name: str, root: Path | None = None, out: Path | None = None, converter: str = ""
) -> Edition:
    """The edition ``name`` of the project of ``root``, a folder in it or the current one.

    ``converter`` lays out its files, if one is named. Raises :class:`UsageError` if there is no
    project; its units may be missing.
    """
    project = replace(find_project(root or Path.cwd()), converter=converter)
    return Edition(project, project.edition_name(name), out)


def chosen_editions(name: str, root: Path | None = None) -> dict[Edition, list[Path]]:
    """The edition ``name``, or all of the project if it is empty, each with its units.

    Raises :class:`UsageError` if there is no project, or no such edition, or no unit in it.
    """
    project = find_project(root or Path.cwd())
    if name:
        chosen = Edition(project, project.edition_name(name))
        return {chosen: chosen.units()}
    return {Edition(project, each): project.unit_folders(each) for each in project.editions()}
