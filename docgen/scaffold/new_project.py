"""New projects: an edition with a sample report, its pack, and what git and editors need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from docgen.atomic import write_atomically, write_folder
from docgen.content.unit import load_unit
from docgen.diagnostics import Place, Problems, UsageError
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import Language, problem_code
from docgen.packs.pack import find_pack
from docgen.project import Project, project_or_none, shipped
from docgen.scaffold.own_pack import files_of, make_own

IS_PROJECT = problem_code(
    "is-project",
    en=(
        "there is a project here already, with {known}",
        "go on with docgen render {edition}, or name a folder for a new one: docgen init FOLDER",
    ),
    zh=(
        "这里已经是项目，有 {known}",
        "继续用 docgen render {edition}；另建一个写上文件夹：docgen init 文件夹",
    ),
)
NO_FOLDER = problem_code(
    "no-folder",
    en=(
        "there is a file of this name; a project is a folder",
        "name another folder, which need not be there yet: docgen init FOLDER",
    ),
    zh=("这是一个文件，项目要放在文件夹里", "换一个文件夹，还没有的也行：docgen init 文件夹"),
)

SAMPLE_EDITION = "2023"
"""The edition of the samples that come with docgen."""

DEFAULT_PACK = "hunan-self-evaluation"
"""The pack that a project begins with, if none is named."""

_START_FILES: Mapping[str, str] = {
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".vscode/settings.json": "settings.json",
    ".vscode/extensions.json": "extensions.json",
    "README.md": "readme-{language}.md",
}
"""Files of a project, and what they are made of."""


@dataclass(frozen=True)
class NewProject:
    """A project that was made.

    Attributes:
        root: its folder.
        pack: the name of its pack.
        edition: the name of the edition with the sample.
        unit: the folder of the sample.
    """

    root: Path
    pack: str
    edition: str
    unit: Path


def make_project(folder: Path, pack: str, language: Language) -> NewProject:
    """Makes a project of ``folder``, which need not exist; files that are there stay as they are.

    Args:
        folder: the project's folder.
        pack: a pack that comes with docgen, however it is typed.
        language: of the file that says what to type.

    Raises:
        UsageError: If ``folder`` is a project already, lies in what one holds, or is a file; or if
            there is no such pack.
        OutputError: If a file or folder cannot be written.
    """
    project = Project(folder.resolve())
    _refuse_place(project, folder)
    name = shipped().known_pack(pack)
    sample = sample_of(name)
    summed = packs_summed_by(name)
    for own in (name, *summed):
        make_own(project, own)
    for path, text in start_files(language):
        _write_new(project, path, text)
    target = project.content / SAMPLE_EDITION
    samples = (sample, *map(sample_of, summed))
    files = {
        f"{unit.name}/{path}": data for unit in samples for path, data in files_of(unit).items()
    }
    write_folder(target, files, project.relative(target))  # last, and whole: now it is a project
    return NewProject(project.root, name, SAMPLE_EDITION, target / sample.name)


def _refuse_place(project: Project, folder: Path) -> None:
    """Raises :class:`UsageError` if there is one, or if what is in it would be in another's.

    Also if there is a file where its folder should be.
    """
    if any(path.is_file() for path in (project.root, *project.root.parents)):
        raise UsageError(NO_FOLDER, Place(str(folder)))
    outer = project_or_none(project.root) or project
    holds_it = any(project.root.is_relative_to(inner) for inner in (outer.content, outer.packs))
    there = outer if holds_it and outer.own_packs() else project
    if editions := there.editions():
        known, last = listed_names(editions), editions[-1]
        raise UsageError(IS_PROJECT, Place(str(folder)), known=known, edition=last)


def sample_of(pack: str) -> Path:
    """The folder of the sample of a pack that comes with docgen; each has one."""
    return next(folder for folder in shipped().units(SAMPLE_EDITION) if _pack_of(folder) == pack)


def packs_summed_by(pack: str) -> tuple[str, ...]:
    """The packs whose units a pack that comes with docgen sums up; most sum up none."""
    found = find_pack(shipped(), pack, Problems())
    return tuple(found.over.packs) if found else ()


def start_files(language: Language) -> Iterator[tuple[str, bytes]]:
    """Yields the paths of the files that any project has, with their bytes."""
    source = files(__package__) / "start_files"
    for path, name in _START_FILES.items():
        yield path, (source / name.format(language=language)).read_bytes()


def _pack_of(folder: Path) -> str | None:
    return load_unit(folder, SAMPLE_EDITION, shipped().root, Problems()).pack_name


def _write_new(project: Project, path: str, text: bytes) -> None:
    """Writes a file unless there is one."""
    target = project.root / path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, text, path)
