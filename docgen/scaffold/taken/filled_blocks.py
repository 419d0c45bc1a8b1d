"""The blocks of a report: its paragraphs and tables, with their words as they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import squeezed
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.template_blocks import own_lines, text_of_lines, told_lines
from docgen.word.xml import w


@dataclass(frozen=True, eq=False)
class ReportBlock:
    """A block of a report: its ``w:p`` or ``w:tbl``."""

    element: etree._Element

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == w("tbl")

    @cached_property
    def text(self) -> str:
        """The text of a paragraph."""
        return "" if self.is_table else FormLine(self.element).text

    @cached_property
    def words(self) -> str:
        """The text of a paragraph as it is compared."""
        return squeezed(plain(self.text))

    @cached_property
    def cells(self) -> list[str]:
        """The texts of a table's cells."""
        lines = (told_lines(own_lines(cell)) for cell in self.element.iter(w("tc")))
        return [text_of_lines(each) for each in lines if each]

    @cached_property
    def labels(self) -> frozenset[str]:
        """The texts of a table's cells and lines, as they are compared."""
        return labels_in(self.element)


def labels_in(table: etree._Element) -> frozenset[str]:
    """The texts of a table's cells and of their lines, as they are compared."""
    lines = {paragraph: FormLine(paragraph).text for paragraph in table.iter(w("p"))}
    cells = (
        "".join(lines[paragraph] for paragraph in cell.iter(w("p"))) for cell in table.iter(w("tc"))
    )
    return frozenset(filter(None, (squeezed(plain(text)) for text in (*lines.values(), *cells))))
