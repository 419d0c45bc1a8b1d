"""The list of a report that names its evidence, beside the files that are there: both ways.

A row names a file, with its ending or without. One that names none means the file that is called
as the row is, whatever number stands before it: 2-预算批复.pdf is 预算批复.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docgen.content.unit import EVIDENCE, Unit
from docgen.content.values import Blank, Items, Node, Value
from docgen.diagnostics import Place, Problems, nearest, warning
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import composed
from docgen.filing.hand_in.evidence_folder import EvidenceFile, evidence_paths
from docgen.packs.filing_rules import EvidenceRule

EVIDENCE_MISSING = problem_code(
    "evidence-missing",
    en=(
        "「{name}」 is listed as evidence, and there is no file of it in {folder}{nearest}",
        "put the file there, or correct its name",
    ),
    zh=(
        "列出的佐证材料「{name}」在 {folder} 里没有文件{nearest}",
        "把文件放进去，或改正文件名",
    ),
)
EVIDENCE_UNLISTED = problem_code(
    "evidence-unlisted",
    en=(
        "the list 「{list}」 of the report does not name this file",
        "type `- {column}: {name}` as a row below `{list}:`, or take it out of the folder",
    ),
    zh=(
        "报告的「{list}」没有列出这个文件",
        "在 {list}: 下面加一行 - {column}: {name}，或把它移出这个文件夹",
    ),
)
EVIDENCE_TWICE = problem_code(
    "evidence-twice",
    en=(
        "「{name}」 means the file {file}, which another row means as well",
        "each row has a file of its own: give both rows the name of theirs",
    ),
    zh=("「{name}」对应的文件 {file}，另一行也用了", "一行一个文件：两行都写明自己的文件名"),
)

_SIGNS = r"[-—–_.、．:：)）\s]"
_NUMBER: Final = re.compile(
    rf"^(?:(?:附件|佐证材料|证明材料|材料)\s*[\d一二三四五六七八九十]+{_SIGNS}*"
    rf"|[（(]?[\d一二三四五六七八九十]{{1,3}}{_SIGNS}+)(?!\d)"
)
"""A number before the name of a file."""


@dataclass(frozen=True)
class ListedEvidence:
    """A piece of evidence that is bound behind a report.

    Attributes:
        name: what it is called.
        file: its file.
    """

    name: str
    file: EvidenceFile


def unit_evidence(unit: Unit, rule: EvidenceRule, problems: Problems) -> list[ListedEvidence]:
    """The evidence of a unit, in the order of its list, or of the files if no list names them.

    What is missing, is not listed, or cannot be bound is added to ``problems``.
    """
    paths = evidence_paths(unit.folder)
    listed = dict(_listed(unit, rule, paths, problems)) if rule else _by_names(paths)
    for path in paths:
        if path not in listed:
            words = {"list": rule.index, "column": rule.name, "name": _called(path)}
            problems.add(warning(EVIDENCE_UNLISTED, _place(path, unit), **words))
    read = _read(paths, unit, problems) if paths else {}
    return [ListedEvidence(name, file) for path, name in listed.items() if (file := read[path])]


def _read(paths: Sequence[Path], unit: Unit, problems: Problems) -> dict[Path, EvidenceFile | None]:
    from docgen.filing.hand_in.evidence_files import evidence_file  # few units have any

    return {path: evidence_file(path, unit.folder, _place(path, unit), problems) for path in paths}


def _place(path: Path, unit: Unit) -> Place:
    return Place(f"{unit.place.file}/{path.relative_to(unit.folder).as_posix()}")


def _by_names(paths: Sequence[Path]) -> dict[Path, str]:
    """The files, each called by its name, without the number before it and the ending."""
    return {path: _called(path) for path in paths}


def _called(path: Path) -> str:
    stem = composed(path.stem)
    return _NUMBER.sub("", stem) or stem


def _listed(
    unit: Unit, rule: EvidenceRule, paths: Sequence[Path], problems: Problems
) -> Iterator[tuple[Path, str]]:
    """Yields the file of each row of the list, with what the row calls it."""
    taken = set[Path]()
    for row in _rows(unit.data, rule.index):
        name = _text(row, rule.name)
        asked = _text(row, rule.file) or name
        if not asked:
            continue  # a row that is still blank, which the checks tell
        place = row.key_places.get(rule.file, row.key_places.get(rule.name, row.place))
        path = _file_of(asked, paths, unit.folder / EVIDENCE)
        if path is None:
            words = {"name": asked, "folder": f"{unit.place.file}/{EVIDENCE}"}
            near = nearest(asked, [it for path in paths for it in (path.name, _called(path))])
            problems.add(warning(EVIDENCE_MISSING, place, nearest=near, **words))
        elif path in taken:
            problems.add(warning(EVIDENCE_TWICE, place, name=asked, file=path.name))
        else:
            taken.add(path)
            yield path, name or _called(path)


def _rows(data: Value | Mapping[str, Value], path: str) -> Iterator[Node]:
    value: object = data
    for step in path.split("."):
        value = value.read(step) if isinstance(value, Node) and step in value else None
    yield from (row for row in value if isinstance(row, Node)) if isinstance(value, Items) else ()


def _text(row: Node, column: str) -> str:
    value = row.read(column) if column in row else ""
    return "" if isinstance(value, (Blank, Node, Items)) else composed(str(value).strip())


def _file_of(asked: str, paths: Sequence[Path], folder: Path) -> Path | None:
    """The file that a row means: by its whole name, else by its name without number and ending."""
    for named in (_whole, _stem, _called):
        found = [path for path in paths if named(path).lower() == asked.lower()]
        if len(found) == 1:
            return found[0]
    return next((path for path in paths if _relative(path, folder) == asked), None)


def _whole(path: Path) -> str:
    return composed(path.name)


def _stem(path: Path) -> str:
    return composed(path.stem)


def _relative(path: Path, folder: Path) -> str:
    return composed(path.relative_to(folder).as_posix())
