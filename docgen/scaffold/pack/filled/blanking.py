"""Takes what somebody filled in out of a form, so that the blank form is left."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.scaffold.pack.filled.filled_values import FilledValue
from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.writing.tag_placement import type_in
from docgen.word.xml import remove, w


def take_out(values: Iterable[FilledValue]) -> None:
    """Puts in place of each value what a blank form has there; those that are not sure stay."""
    sure = [value for value in values if value.sure]
    # From the end of a paragraph, so that the positions of other values stay right.
    for value in sorted(sure, key=lambda value: -value.spot.start):
        line = FormLine(value.spot.paragraph)
        if value.cell is not None or value.heading is not None:
            _empty(line)
            for paragraph in value.others:
                remove(paragraph)
        else:
            type_in(value.spot, value.blank)


def _empty(line: FormLine) -> None:
    """Takes all text out of a paragraph; its first run stays, for the look of what is typed."""
    for element in {element for element, _, _ in line.characters}:
        if element.tag == w("t"):
            element.text = ""
        else:
            remove(element)
