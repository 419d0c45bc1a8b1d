"""What a cell of a form can be."""

from __future__ import annotations

from enum import Enum, auto

from docgen.scaffold.pack.tables.regions import FormRegion


class CellRole(Enum):
    """What a cell of a form is."""

    LABEL = auto()
    """It names what is beside or below it."""
    BLANK = auto()
    """It is empty, to be filled in."""
    HINT = auto()
    """It is to be filled in, and says how; that goes when it is filled."""
    LINE = auto()
    """Its text has blanks."""
    LABEL_LINE = auto()
    """As ``LINE``, and it names the blank beside it: 出生年月（　　岁） | …."""
    ALIKE = auto()
    """As ``LINE``, in a row like the one below or above it: perhaps the row of a list."""
    ROOM = auto()
    """It is a label with room behind it."""
    PEN = auto()
    """It is signed, stamped or dated by hand."""
    CORNER = auto()
    """It is empty between the labels of rows and those of columns."""
    PADDING = auto()
    """It is empty, and stays so: beside 流动资产：, or below a column of labels."""
    CODE = auto()
    """It is in a row that only numbers the columns: 栏次 | 1 | 2."""
    IN_ROWS = auto()
    """It is in the rows of a list, which are read."""
    UNIT = auto()
    """It prints a unit, before which there is room: 接待批次 | 批."""
    PRINTED = auto()
    """It is a figure, a unit, a sentence: it stays, and names nothing."""


Roles = dict[FormRegion, CellRole]

OPEN = (CellRole.BLANK, CellRole.HINT, CellRole.ALIKE)
"""Roles of cells that are filled in as a whole."""
