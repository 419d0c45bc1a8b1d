"""Reads a unit's folder as one mapping.

report.yaml, *.yaml      -> their keys, merged
projects/*.yaml          -> a list under ``projects``, in the order of the file names
narrative/*.md           -> a mapping under ``narrative``, from file name to document
figures/*.xlsx           -> values where the YAML says ``!cell``
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from docgen.content.annex_files import ANNEXES
from docgen.content.cell_references import FIGURES, RECORD
from docgen.content.content_names import is_markdown, is_plain_text, is_yaml, stem_of
from docgen.content.formats import CONTENT_FORMAT, FORMAT_CODES, FORMAT_NEWER
from docgen.content.markdown import parse_markdown
from docgen.content.pictures import PICTURE_ENDINGS
from docgen.content.source_files import (
    FILE_TOO_LARGE,
    LINK_OUTSIDE,
    MANGLED_TEXT,
    NO_PLAIN_TEXT,
    NOT_UTF_8,
    OLD_LINE_ENDS,
    UNREADABLE_FILE,
    is_inside,
    read_source,
)
from docgen.content.values import Items, Node, Text
from docgen.content.workbook_cells import UnitCells
from docgen.content.yaml_codes import LINE_CODES
from docgen.content.yaml_reader import (
    DUPLICATE_KEY,
    YAML_NOT_A_MAPPING,
    YAML_TOO_DEEP,
    read_yaml,
)
from docgen.diagnostics import Place, Problem, Problems, error, nearest, warning
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import BAD_FILE_NAME, composed, name_problem

EVIDENCE = "evidence"
"""The folder of a unit with what is bound behind its report, and is no content."""

NO_PACK = problem_code(
    "no-pack",
    en=(
        "nothing says which template pack to use",
        "put `{key}: name-of-the-pack` into report.yaml",
    ),
    zh=("没有说明用哪个模板包", "在 report.yaml 中写 {key}: 模板包的文件夹名"),
)
EMPTY_FILE = problem_code(
    "empty-file",
    en=("the file is empty", "fill it in, or delete it"),
    zh=("文件是空的", "填上内容，或删去这个文件"),
)
UNIT_TOO_LARGE = problem_code(
    "unit-too-large",
    en=(
        "the unit has more than {files:# file|# files}, {limit} MB of text, or {total} MB in all",
        "a unit's folder holds the files of one report; move the others away",
    ),
    zh=(
        "这个单位的文件超过 {files} 个，或文字超过 {limit} MB，或一共超过 {total} MB",
        "单位文件夹里只放一份报告的文件，其他的移走",
    ),
)
SAME_FILE = problem_code(
    "same-file",
    en=("the file is a copy of {other}", "delete one of the two"),
    zh=("这个文件和 {other} 一模一样", "删去其中一个"),
)
UNUSED_FILE = problem_code(
    "unused-file",
    en=(
        "nothing uses this file",
        "data is .yaml and text is .md, each in its folder; move other files away",
    ),
    zh=("这个文件没有任何地方用到", "数据用 .yaml，正文用 .md，放在对应的文件夹里；不用的文件移走"),
)

PACK_KEY = "模板"
"""The key of report.yaml that names the unit's pack."""

_MOST_FILES = 2000
_MEGABYTES = 32
_TOTAL_MEGABYTES = 256
"""Limits of a unit: text, and pictures too. A large one has 50 files and 5 MB."""

_UNREAD = {
    BAD_FILE_NAME,
    LINK_OUTSIDE,
    UNREADABLE_FILE,
    FILE_TOO_LARGE,
    NOT_UTF_8,
    NO_PLAIN_TEXT,
    MANGLED_TEXT,
    OLD_LINE_ENDS,
    *LINE_CODES,
    YAML_TOO_DEEP,
    YAML_NOT_A_MAPPING,
    EMPTY_FILE,
    *FORMAT_CODES,
}
"""Codes of the errors after which a file's content is missing."""


@dataclass(frozen=True)
class Unit:
    """One organisation's report in an edition, as it was typed.

    Attributes:
        edition: the edition's name, ``2023``.
        name: the name of its folder.
        folder: its folder.
        place: the folder as messages name it.
        data: all keys of its files.
        cells: the cells of its workbooks that its files take values from.
        complete: whether every file could be read; if not, keys may be missing in ``data``.
        is_typed: whether somebody types its files, and none of it was read from a Word file.
    """

    edition: str
    name: str
    folder: Path
    place: Place
    data: Node
    cells: UnitCells
    complete: bool
    is_typed: bool = True

    @property
    def pack_name(self) -> Text | None:
        """The pack that report.yaml asks for, or ``None``."""
        name = self.data.get(PACK_KEY)
        return name if isinstance(name, Text) else None


def hides_its_file(problem: Problem) -> bool:
    """Whether the content of the file is missing because of a problem."""
    return problem.is_error and problem.code in _UNREAD


def load_unit(
    folder: Path,
    edition: str,
    root: Path,
    problems: Problems,
    instead: Mapping[tuple[str, str], str] | None = None,
) -> Unit:
    """Reads every file of the unit in ``folder``; places are relative to ``root``.

    ``instead`` are texts in the place of what cells show, as :class:`UnitCells` takes them.
    """
    place = Place(folder.relative_to(root).as_posix())
    cells = UnitCells(folder, place, problems, instead)  # which are read later, too
    with problems.within(_newer_alone) as found:
        return _loaded(folder, edition, root, found, cells)


def _newer_alone(problems: Iterable[Problem]) -> Iterable[Problem]:
    """The problems; of a unit in a format of the future that one alone, as the rest is guessed."""
    found = list(problems)
    return [problem for problem in found if problem.code == FORMAT_NEWER] or found


def _loaded(folder: Path, edition: str, root: Path, problems: Problems, cells: UnitCells) -> Unit:
    place = Place(folder.relative_to(root).as_posix())
    data = Node(place)
    if problem := name_problem(folder.name, place):
        problems.add(problem)
    if not is_inside(folder, root):
        problems.add(error(LINK_OUTSIDE, place, name=folder.name, folder=root.name))
        return Unit(edition, folder.name, folder, place, data, cells, complete=False)
    if _is_too_large(folder):
        words = {"files": _MOST_FILES, "limit": _MEGABYTES, "total": _TOTAL_MEGABYTES}
        problems.add(error(UNIT_TOO_LARGE, place, **words))
        return Unit(edition, folder.name, folder, place, data, cells, complete=False)
    entries = _entries(folder, folder, place, problems)
    for path in entries:
        if path.is_dir():
            _add_folder(data, path, folder, place, problems, cells)
        elif is_yaml(path):
            if not _is_copy(path, entries, place, problems):
                _merge(data, _yaml(path, place, problems, cells), problems)
        else:
            _not_read(path, place, problems)
    if problem := CONTENT_FORMAT.take(data):
        problems.add(problem)
    complete = not any(map(hides_its_file, problems))
    unit = Unit(edition, folder.name, folder, place, data, cells, complete)
    if complete and unit.pack_name is None:
        problems.add(_no_pack(data, place))
    return unit


def _no_pack(data: Node, place: Place) -> Problem:
    """The problem of a unit that names no pack; perhaps it does, under another key."""
    others = {"template", "pack", "模板包"} & data.keys()
    meant = nearest(PACK_KEY, (key for key, value in data.items() if isinstance(value, Text)))
    key = next(iter(others), meant)
    problem = error(NO_PACK, data.key_places.get(key, place), key=PACK_KEY)
    return problem.fixed_by(key, PACK_KEY, safe=False) if key else problem


def _is_too_large(folder: Path) -> bool:
    """Whether a unit's folder and the folders in it hold too many files, or too much text."""
    files = list(islice(_files(folder), _MOST_FILES + 1))
    sizes = [
        (file.stat(follow_symlinks=False).st_size, is_yaml(file.name) or is_markdown(file.name))
        for file in files
    ]
    text, total = sum(size for size, is_text in sizes if is_text), sum(size for size, _ in sizes)
    too_much = text > _MEGABYTES << 20 or total > _TOTAL_MEGABYTES << 20
    return too_much or len(files) > _MOST_FILES


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == EVIDENCE:
                continue
            if _is_folder(entry) and is_inside(folder / entry.name, folder):
                with os.scandir(entry) as below:
                    yield from below
            else:
                yield entry


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


def _entries(folder: Path, unit: Path, place: Place, problems: Problems) -> list[Path]:
    """The entries of a folder of ``unit`` that may be read, sorted by name.

    Hidden files and lock files are left out; so are names that cannot be used, and links out of
    the unit's folder, which are problems at ``place``.
    """
    entries = []
    for path in sorted(path for path in folder.iterdir() if path.name[0] not in ".~"):
        if problem := name_problem(path.name, place):
            problems.add(problem)
        elif not (is_inside(path, folder) or is_inside(path, unit)):
            at = _place(path, place)
            problems.add(error(LINK_OUTSIDE, at, name=path.name, folder=unit.name))
        else:
            entries.append(path)
    return entries


def _place(path: Path, folder: Place) -> Place:
    """An entry of a folder as messages name it."""
    return Place(f"{folder.file}/{path.name}")


def _yaml(path: Path, folder: Place, problems: Problems, cells: UnitCells) -> Node:
    place = _place(path, folder)
    source = read_source(path, place.file, problems)
    if source and not source.text.strip():
        problems.add(error(EMPTY_FILE, place.shifted(1, 1)))
    return read_yaml(source, problems, cells.value) if source else Node(place)


def _is_copy(path: Path, files: list[Path], folder: Place, problems: Problems) -> bool:
    """Whether a file before ``path`` has the same content, which is told at its copy."""
    for other in files[: files.index(path)]:
        if _same_bytes(other, path):
            first, second = (_place(each, folder) for each in (other, path))
            problems.add(warning(SAME_FILE, second, other=first))
            return True
    return False


def _same_bytes(first: Path, second: Path) -> bool:
    try:
        sizes = first.stat().st_size, second.stat().st_size
        is_alike = first.is_file() and sizes[0] == sizes[1] > 0
        return is_alike and first.read_bytes() == second.read_bytes()
    except OSError:  # which reading the file tells
        return False


def _merge(data: Node, more: Node, problems: Problems) -> None:
    for key, value in more.items():
        place = more.key_places[key]
        if key in data.key_places:
            problems.add(error(DUPLICATE_KEY, place, key=key, first=data.key_places[key]))
        else:
            data.add(key, value, place)


def _add_folder(
    data: Node,
    folder: Path,
    unit: Path,
    unit_place: Place,
    problems: Problems,
    cells: UnitCells,
) -> None:
    """Adds a sub-folder under its name; one with neither YAML nor Markdown is for other files."""
    if composed(folder.name) == EVIDENCE:
        return
    place = _place(folder, unit_place)
    files = _entries(folder, unit, place, problems)
    if composed(folder.name) == ANNEXES:
        for below in filter(Path.is_dir, files):
            _not_read(below, place, problems)
        return
    is_of_workbooks = composed(folder.name) == FIGURES
    if is_of_workbooks:
        files = [path for path in files if path.name != RECORD]
    value: Items | Node
    if any(map(is_yaml, files)):
        read = [path for path in files if is_yaml(path)]
        value = _items(read, place, problems, cells)
    elif any(map(is_markdown, files)):
        chapters = {stem_of(path) for path in files if is_markdown(path)}
        others = [path for path in files if is_plain_text(path) and stem_of(path) not in chapters]
        read = [*(path for path in files if is_markdown(path)), *others]
        value = _documents(read, place, problems)
    else:
        return
    for path in files:
        if path not in read and not is_of_workbooks:
            _not_read(path, place, problems)
    wrapped = Node(place)
    wrapped.add(composed(folder.name), value, place)
    _merge(data, wrapped, problems)


def _items(files: list[Path], place: Place, problems: Problems, cells: UnitCells) -> Items:
    entries = Items(place)
    for path in files:
        _is_copy(path, files, place, problems)
        count = len(problems)
        entry = _yaml(path, place, problems, cells)
        if not entry and len(problems) == count:
            problems.add(error(EMPTY_FILE, entry.place))
        else:
            entries.append(entry)
    return entries


def _not_read(path: Path, folder: Place, problems: Problems) -> None:
    """Warns of a file that docgen does not read, unless it may be a picture."""
    if path.is_dir() or path.suffix.lower() not in PICTURE_ENDINGS:
        problems.add(warning(UNUSED_FILE, _place(path, folder)))


def _documents(files: list[Path], folder: Place, problems: Problems) -> Node:
    documents = Node(folder)
    for path in files:
        place = _place(path, folder).shifted(1, 1)
        if source := read_source(path, place.file, problems):
            document = parse_markdown(source.text, place, problems)
            documents.add(composed(stem_of(path)), document, place)
    return documents
