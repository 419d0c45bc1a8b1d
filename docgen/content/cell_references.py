"""References to cells of workbooks, as content types them behind ``!cell``.

决算表.xlsx!财决01表!F12                     an address
决算表.xlsx!财决01表!公用经费×本年决算数       the label of the row, and that of the column
[决算表.xlsx]财决01表!$F$12                  as Excel writes it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.diagnostics.file_names import composed

CELL_TAG = "!cell"
"""The YAML tag of a value that is taken from a cell."""

LIKE_TAG = re.compile(r"！\s*[Cc][Ee][Ll][Ll](?=\s)")
"""The tag as a Chinese input method types it: to YAML it is the beginning of a text."""

FIGURES = "figures"
"""The folder of a unit in which its workbooks lie."""

RECORD = "taken.yaml"
"""The file beside them that says what was taken."""

_OF_EXCEL = re.compile(r"='?\[(?P<book>[^\]]+)\](?P<sheet>.+?)'?!(?P<cell>[^!]+)")
_CROSS = re.compile(r"\s*[×✕✖╳]\s*|\s+[xX*＊]\s+|[*＊]")
"""What stands between two labels; ``×`` is on every Chinese keyboard."""


@dataclass(frozen=True)
class CellReference:
    """A reference to one cell.

    Attributes:
        workbook: the name of the workbook.
        sheet: the name of the sheet.
        cell: an address, or two labels with a cross between them.
    """

    workbook: str
    sheet: str
    cell: str

    @property
    def name(self) -> str:
        """The cell within its workbook: ``财决01表!F12``."""
        return f"{self.sheet}!{self.cell}"

    @property
    def address(self) -> tuple[int, int] | None:
        """Row and column of the cell, from 1; ``None`` if it is named by labels."""
        from docgen.sheets.sheet import address_of  # most content has no references

        return address_of(self.cell)

    @property
    def labels(self) -> Iterator[tuple[str, str]]:
        """The labels of row and column: several pairs where a label itself has a cross."""
        for cross in _CROSS.finditer(self.cell):
            row, column = self.cell[: cross.start()].strip(), self.cell[cross.end() :].strip()
            if row and column:
                yield row, column


def is_cell_tag(tag: str) -> bool:
    """Whether a YAML tag says that a value is taken from a cell; capitals make no difference."""
    return tag.lower() == CELL_TAG


def read_reference(text: str) -> CellReference | None:
    """The reference in a text; ``None`` if it is none. ``！`` stands for ``!``."""
    plain = composed(text).replace("！", "!").strip()
    if of_excel := _OF_EXCEL.fullmatch(plain if plain.startswith("=") else f"={plain}"):
        return _reference(*of_excel.group("book", "sheet", "cell"))
    workbook, _, rest = plain.partition("!")
    sheet, _, cell = rest.rpartition("!")
    quoted = re.fullmatch(r"'(.+)'", sheet.strip())
    return _reference(workbook, quoted[1].replace("''", "'") if quoted else sheet, cell)


def _reference(workbook: str, sheet: str, cell: str) -> CellReference | None:
    workbook = workbook.strip().replace("\\", "/").removeprefix(f"{FIGURES}/")
    found = CellReference(workbook, sheet.strip(), cell.strip())
    if not (found.workbook and found.sheet and (found.address or any(found.labels))):
        return None
    return found
