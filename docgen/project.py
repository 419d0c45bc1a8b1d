"""The folders of a project: editions, units, packs, outputs, fonts.

content/<edition>/<unit>/   word_templates/<pack>/   build/<edition>/   fonts/
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docgen.diagnostics import Place, UsageError, nearest
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import plain, shortened, the_one_meant

UNKNOWN_EDITION = problem_code(
    "unknown-edition",
    en=("there is no edition 「{edition}」{nearest}", "there are: {known}{to_type}"),
    zh=("没有年度「{edition}」{nearest}", "现有：{known}{to_type}"),
)
UNKNOWN_UNIT = problem_code(
    "unknown-unit",
    en=("edition {edition} has no unit 「{unit}」{nearest}", "there are: {known}{to_type}"),
    zh=("年度 {edition} 中没有单位「{unit}」{nearest}", "现有：{known}{to_type}"),
)
NO_UNITS = problem_code(
    "no-units",
    en=(
        "edition {edition} has no units yet",
        "type docgen new {edition} --pack PACK --unit UNIT; docgen packs lists the packs",
    ),
    zh=(
        "年度 {edition} 中还没有单位",
        "输入 docgen new {edition} --pack 模板包 --unit 单位；docgen packs 列出模板包",
    ),
)
UNKNOWN_PACK = problem_code(
    "unknown-pack",
    en=("there is no template pack 「{pack}」{nearest}", "there are: {known}{to_type}"),
    zh=("没有模板包「{pack}」{nearest}", "现有：{known}{to_type}"),
)
NO_PROJECT = problem_code(
    "no-project",
    en=(
        "there is no content folder here",
        "for a new project, with a sample in it, type docgen init; else go to the project's folder "
        "first, or name it with --project{to_type}",
    ),
    zh=(
        "这里没有 content 文件夹",
        "新建项目（带一份样本）输入 docgen init；"
        "已有项目的，先进入项目文件夹，或用 --project 指明{to_type}",
    ),
)
NOT_FOUND = problem_code(
    "not-found",
    en=(
        "no such file or edition",
        "name an edition (such as 2023) or a file; one that is not in this folder, with its path, "
        "such as ../report.docx{to_type}",
    ),
    zh=(
        "没有这个文件或年度",
        "写年度（如 2023）或文件；不在这个文件夹里的，连同路径，如 ../report.docx{to_type}",
    ),
)


_OF_SHELLS = re.compile(r"^~|[\s&|;<>()*?!#`'^$%\[\]{}]")

_IN_QUOTES = re.compile(r"[\"$`!\\]")
"""What a shell does not leave as it is between double quotes."""

_AROUND_A_YEAR = re.compile(r"^(?:\./)?content[/\\]|年度?$")
"""What people type around an edition: its folder, or 年."""

_OF_MACS = "__MACOSX"
"""What a Mac adds to an archive."""


@dataclass(frozen=True)
class Project:
    """A project's root folder, and what lays out the files of this run.

    Attributes:
        root: the folder.
        converter: the program that lays out, as ``--converter`` names it; the first if empty.
    """

    root: Path
    converter: str = ""

    @property
    def content(self) -> Path:
        """The folder of the content, with one folder for each edition."""
        return self.root / "content"

    @property
    def packs(self) -> Path:
        """The folder of the packs, with one folder for each pack."""
        return self.root / "word_templates"

    @property
    def fonts(self) -> Path:
        """The folder of the office's own fonts and of free fonts; it may be missing."""
        return self.root / "fonts"

    def year_before(self, edition: str, unit: str) -> Path | None:
        """The unit's folder in the edition of the year before; ``None`` if there is none."""
        folder = self.content / str(int(edition) - 1) / unit if edition.isdecimal() else None
        return folder if folder and folder.is_dir() else None

    def output(self, edition: str) -> Path:
        """The default folder of an edition's outputs."""
        return self.root / "build" / edition

    def editions(self) -> list[str]:
        """The names of all editions."""
        return _folders(self.content)

    def edition_name(self, typed: str) -> str:
        """The edition that was typed as 2023, 2023/, content/2023, 2023年 or ２０２３.

        The text itself if there is none; a year is one of figures alone then, too.
        """
        typed, known = _own_name(typed, self.content), self.editions()
        bare = _AROUND_A_YEAR.sub("", plain(typed))
        meant = the_one_meant(typed, known) or the_one_meant(bare, known)
        return meant or (bare if bare.isdecimal() else typed.rstrip("/"))

    def units(self, edition: str, names: Sequence[str] = ()) -> list[Path]:
        """The folders of the units ``names``, or of all units.

        Raises :class:`UsageError` if the edition or a unit does not exist, or if none exists.
        """
        if edition not in self.editions():
            raise UsageError(UNKNOWN_EDITION, Place("content"), **self._no_edition(edition))
        folder = self.content / edition
        place, known = Place(self.relative(folder)), _folders(folder)
        chosen = set()
        for name in names:
            meant = the_one_meant(_own_name(name, folder), known)
            if not meant:
                words = there_are(name, known)
                raise UsageError(UNKNOWN_UNIT, place, edition=edition, unit=name, **words)
            chosen.add(meant)
        if not known:
            raise UsageError(NO_UNITS, place, edition=edition)
        return [folder / name for name in known if not names or name in chosen]

    def _no_edition(self, edition: str) -> dict[str, object]:
        """The words about an edition that is not there; a year after one that is can be made."""
        known = self.editions()
        last = str(int(edition) - 1) if edition.isdecimal() else ""
        if known and last not in known:
            return {"edition": edition, **there_are(edition, known)}
        line = f"docgen new {edition} --from {last}" if known else "docgen init"
        words = {"edition": edition, "nearest": "", "to_type": line}
        return {"known": listed_names(known), **words}

    def unit_folders(self, edition: str) -> list[Path]:
        """The folders of all units of an edition; none if it has none."""
        return [self.content / edition / name for name in _folders(self.content / edition)]

    def unit_names(self, edition: str) -> set[str]:
        """The folder names of all units. Raises the same errors as :meth:`units`."""
        return {folder.name for folder in self.units(edition)}

    def own_packs(self) -> list[str]:
        """The names of the packs in the project's folder."""
        return sorted(path.parent.name for path in self.packs.glob("*/pack.yaml"))

    def pack_names(self) -> list[str]:
        """The names of all packs: the project's own, then those that come with docgen."""
        return list(dict.fromkeys((*self.own_packs(), *shipped().own_packs())))

    def home_of(self, pack: str) -> Project:
        """In whose folder a pack lies: in this project's, else among those that come with docgen.

        A pack that is in neither would be the project's own.
        """
        folder = self.packs / pack
        files = folder.iterdir() if folder.is_dir() else ()
        own = any(path.name[0] != "." for path in files)  # broken or not: no other prints instead
        return self if own or pack not in shipped().own_packs() else shipped()

    def pack_name(self, typed: str) -> str:
        """The name of the pack that was typed; empty if there is none."""
        return the_one_meant(typed, self.pack_names())

    def known_pack(self, typed: str) -> str:
        """The name of the pack that was typed. Raises :class:`UsageError` if there is none."""
        name = self.pack_name(typed)
        if not name:
            place, words = Place(self.relative(self.packs)), there_are(typed, self.pack_names())
            raise UsageError(UNKNOWN_PACK, place, pack=typed, **words)
        return name

    def relative(self, path: Path) -> str:
        """``path`` as messages show it: relative to the root if it is inside."""
        resolved = path.resolve()
        inside = resolved.is_relative_to(self.root)
        return (resolved.relative_to(self.root) if inside else path).as_posix()


@cache
def shipped() -> Project:
    """What comes with docgen: packs, and an edition with a sample of each; a checkout is that."""
    package = Path(__file__).resolve().parent
    installed = package / "shipped"
    return Project(installed if installed.is_dir() else package.parent)


def find_project(start: Path) -> Project:
    """The project of ``start``, as :func:`project_or_none`.

    Raises :class:`UsageError` if there is none; it names the one right below, if there is just one.
    """
    project = project_or_none(start)
    if project is None:
        start = start.resolve()
        below = [path.parent.name for path in start.glob("*/content") if path.is_dir()]
        words = {"to_type": f"cd {typed(below[0])}"} if len(below) == 1 else {}
        raise UsageError(NO_PROJECT, Place(str(start)), **words)
    return project


def project_or_none(start: Path | None) -> Project | None:
    """The nearest folder upwards that has a folder ``content``; ``None`` if there is none.

    ``start`` is the current folder if it is ``None``.
    """
    start = (start or Path.cwd()).resolve()
    folders = (folder for folder in (start, *start.parents) if (folder / "content").is_dir())
    return next(map(Project, folders), None)


def project_or_shipped(start: Path | None) -> Project:
    """The same; where there is none, what comes with docgen, for who only looks at packs."""
    return project_or_none(start) or shipped()


def word_files(folder: Path) -> list[Path]:
    """The .docx files in ``folder``, sorted, without hidden files, lock files, and pipes."""
    paths = sorted(folder.glob("*"))
    return [path for path in paths if path.suffix.lower() == ".docx" and is_shown(path)]


def is_shown(path: Path) -> bool:
    """Whether ``path`` is a file that nobody hides, and no lock file."""
    return path.name[0] not in ".~" and path.is_file()


def typed(path: str) -> str:
    """``path`` as it is typed in a command: quoted if it has blanks or signs of the shell."""
    in_single_quotes = _IN_QUOTES.search(path) is not None and os.name != "nt"
    if path and not in_single_quotes and not _OF_SHELLS.search(path):
        return path
    return shlex.quote(path) if in_single_quotes else f'"{path}"'


def _folders(parent: Path) -> list[str]:
    if not parent.is_dir():
        return []
    with os.scandir(parent) as entries:
        names = [entry.name for entry in entries if _is_folder(entry)]
    return sorted(name for name in names if name[0] != "." and name != _OF_MACS)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


def _own_name(typed: str, parent: Path) -> str:
    """The name of a folder in ``parent`` that was typed, without the path that leads there."""
    path = Path(typed).resolve()
    return path.name if path.parent == parent.resolve() else typed


def there_are(typed: str, known: Sequence[str]) -> dict[str, object]:
    """The words of a problem about a name that is not known: all that are, and the most similar."""
    likely = nearest(typed, known) or shortened(typed, known)
    return {"known": listed_names(known), "nearest": likely}
