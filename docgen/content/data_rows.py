"""Rows of data, each of which fills a form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from docgen.content.values import Node
from docgen.diagnostics import Place, Problem
from docgen.diagnostics.codes import problem_code

NO_ROWS = problem_code(
    "no-rows",
    en=(
        "there is nothing in it to fill a form with",
        "write name: value on each line, or below the heads of a table a row for each file",
    ),
    zh=("里面没有可以填表的内容", "每行写一个 名称: 值；表格在表头下面一行写一份"),
)


@dataclass(frozen=True)
class DataRow:
    """What one file is filled with.

    Attributes:
        values: the values by name, with their places.
        problems: what is wrong with them; with an error, the file is not made.
    """

    values: Node
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Data:
    """The data of a file.

    Attributes:
        place: where they begin; of a table, its heads.
        rows: what each file is filled with, in order.
        is_list: whether there is a file for each row, and not one for all.
        heads: the names that rows have, each with a place of it; of a table, that of its head.
        is_table: whether the rows are those of a table, so that all have the same names.
        of_heads: errors about heads, by the names in tags that they concern.
    """

    place: Place
    rows: tuple[DataRow, ...]
    is_list: bool
    heads: Mapping[str, Place] = field(default_factory=dict)
    is_table: bool = False
    of_heads: tuple[tuple[frozenset[str], Problem], ...] = ()

    def head_problems(self, used: Collection[str]) -> Iterator[Problem]:
        """What is wrong with the heads: errors about names that are ``used``, else warnings."""
        for names, problem in self.of_heads:
            yield problem if names.intersection(used) else problem.as_warning()
