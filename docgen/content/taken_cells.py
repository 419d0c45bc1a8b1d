"""What a report took from its workbooks, kept beside them so that a changed export is told.

    # figures/taken.yaml
    决算表.xlsx:
      指纹: 3f2a…
      取数:
        财决01表!F12: "439.45"

It goes into git with the workbooks: there it shows, line by line, which figures a new export has
changed, which the workbooks themselves do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.content.cell_references import FIGURES, RECORD
from docgen.content.plain_scalars import is_plain
from docgen.content.source_files import read_source
from docgen.content.values import Node, Text, Value
from docgen.content.workbook_cells import TakenCell, UnitCells
from docgen.content.yaml_reader import read_yaml
from docgen.content.yaml_writer import double_quoted
from docgen.diagnostics import Place, Problems, error
from docgen.diagnostics.codes import problem_code

TAKEN_UNREADABLE = problem_code(
    "taken-unreadable",
    en=(
        "what was taken from the workbooks cannot be read here",
        "put a former version of this file back; or delete it: the figures are then taken anew, "
        "and nothing is told of what has changed",
    ),
    zh=(
        "这里记的取数读不出来",
        "换回这个文件以前的版本；或者删去它，重新取数，但这一次不再提示哪些数变了",
    ),
)

_DIGEST, _CELLS = "指纹", "取数"
_HEAD = """\
# 报告从这里的工作簿取了哪些数，由 docgen 写入；不要手改，和工作簿一起提交。
# What the report took from the workbooks here, written by docgen; commit it along with them.
"""


@dataclass(frozen=True)
class ChangedCell:
    """A cell that shows something else than what was taken.

    Attributes:
        cell: the cell as it is.
        old: what was taken.
    """

    cell: TakenCell
    old: str


@dataclass(frozen=True)
class TakenRecord:
    """What was taken last.

    Attributes:
        cells: what each cell showed, by the name of its workbook and its own.
        digests: those of the workbooks.
    """

    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: UnitCells) -> TakenRecord:
        """The record of what a unit takes from its workbooks as they are."""
        return cls({key_of(cell): cell.text for cell in cells.taken}, cells.digests)

    @classmethod
    def read(cls, folder: Path, place: Place, problems: Problems) -> TakenRecord:
        """The record in the folder of a unit, which is at ``place``; an empty one if none is kept.

        One that cannot be read is a problem: what it says is not to be lost.
        """
        file, found = Place(f"{place.file}/{FIGURES}/{RECORD}"), Problems()
        path = folder / FIGURES / RECORD
        source = read_source(path, file.file, found) if path.is_file() else None
        entries = read_yaml(source, found) if source else {}
        if found.has_errors:
            problems.add(error(TAKEN_UNREADABLE, file))
        return cls._of_entries(entries)

    @classmethod
    def _of_entries(cls, entries: Mapping[str, Value]) -> TakenRecord:
        cells, digests = dict[tuple[str, str], str](), dict[str, str]()
        for workbook, entry in entries.items():
            if isinstance(entry, Node):
                digests[workbook] = str(entry.get(_DIGEST, ""))
                taken = entry.get(_CELLS)
                for name, text in taken.items() if isinstance(taken, Node) else ():
                    cells[workbook, name] = str(text) if isinstance(text, Text) else ""
        return cls(cells, digests)

    def changes(self, cells: UnitCells) -> list[ChangedCell]:
        """The cells that show something else now; each once, also if several values take it.

        What is taken for the first time has not changed.
        """
        now = {key_of(cell): cell for cell in reversed(cells.taken)}
        changed = [
            ChangedCell(cell, self.cells[key])
            for key, cell in now.items()
            if self.cells.get(key, cell.text) != cell.text
        ]
        return changed[::-1]

    def text(self) -> str:
        """The record as it is written."""
        lines = []
        for workbook in sorted({workbook for workbook, _ in self.cells}):
            digest = self.digests.get(workbook, "")
            lines += [f"{_key(workbook)}:", f"  {_DIGEST}: {double_quoted(digest)}", f"  {_CELLS}:"]
            names = sorted(name for of, name in self.cells if of == workbook)
            lines += (f"    {_entry(name, self.cells[workbook, name])}" for name in names)
        return _HEAD + "".join(f"{line}\n" for line in lines)


def key_of(cell: TakenCell) -> tuple[str, str]:
    """The name of a cell's workbook, and that of the cell in it."""
    return cell.reference.workbook, cell.reference.name


def _entry(name: str, text: str) -> str:
    """A cell and what it shows, in one line: a difference is then one line of git's as well."""
    return f"{_key(name)}: {double_quoted(text)}"


def _key(name: str) -> str:
    return name if is_plain(name) else double_quoted(name)
