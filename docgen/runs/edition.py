"""An edition: the content of one year, and the outputs that are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.project import Project, find_project, word_files
from docgen.roundtrip.bases import FOLDER, Bases
from docgen.roundtrip.fingerprint import Identity, read_identity
from docgen.roundtrip.pull_records import PullRecords
from docgen.runs.action_cache import ActionCache

NOTHING_BUILT = problem_code(
    "nothing-built",
    en=("no Word file has been built yet", "run docgen render {edition} first"),
    zh=("还没有生成过 Word 文件", "先运行 docgen render {edition}"),
)


@dataclass(frozen=True)
class Edition:
    """An edition of a project, and the folder of its outputs.

    Attributes:
        project: the project.
        name: the folder of its content, ``2023``.
        out: the folder of its outputs, if it is not ``build/<name>``.
    """

    project: Project
    name: str
    out: Path | None = None

    def __reduce__(self) -> tuple[type[Edition], tuple[Project, str, Path | None]]:
        """Pickles no cache: workers need the folders only."""
        return Edition, (self.project, self.name, self.out)

    @property
    def folder(self) -> Path:
        """The folder of its outputs."""
        return self.out or self.project.output(self.name)

    @cached_property
    def bases(self) -> Bases:
        """The reports as they were rendered last, whatever the folder of the outputs."""
        return Bases(self.project.output(self.name) / FOLDER)

    def pulls(self, unit: str) -> PullRecords:
        """What was replaced by the last pulls of a unit, whatever the folder of the outputs."""
        return PullRecords(self.bases.folder / unit / "pulls")

    @cached_property
    def cache(self) -> ActionCache:
        """What was done already in the folder of its outputs."""
        return ActionCache(self.bases.folder, self.out)

    def units(self, names: Sequence[str] = ()) -> list[Path]:
        """The content folders of the units ``names``, or of all. Raises :class:`UsageError`."""
        return self.project.units(self.name, [name.rstrip("/") for name in names])

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
        """The Word files among its outputs. Raises :class:`UsageError` if there are none."""
        files = self.word_files()
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
        return read_identity(file, self.place(file))

    def has_output(self, file: Path) -> bool:
        """Whether ``file`` lies among the outputs: in their folder, or in one rendered into."""
        parent = file.resolve().parent
        return (
            self.folder.resolve() == parent or ActionCache.path(self.bases.folder, parent).exists()
        )


def find_edition(name: str, root: Path | None = None, out: Path | None = None) -> Edition:
    """The edition ``name`` of the project of ``root``, a folder in it or the current one.

    Raises :class:`UsageError` if there is no project; its units may be missing.
    """
    return Edition(find_project(root or Path.cwd()), name.rstrip("/"), out)
