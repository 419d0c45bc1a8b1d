"""Takes what somebody filled in out of a form, so that the blank form is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from docgen.scaffold.pack.filled.filled_values import FilledValue
from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.writing.tag_placement import type_in
from docgen.word.xml import remove, w


@dataclass(frozen=True, eq=False)
class TakenOut:
    """A value that was taken out of a form.

    Attributes:
        value: it, with its place in the filled form.
        spot: its place in the blank form.
        whole: its first paragraph as it was, with its breaks, if it is all that this holds.
    """

    value: FilledValue
    spot: Spot
    whole: etree._Element | None = None

    @property
    def text(self) -> str:
        """The value without blanks around it."""
        return self.value.text.strip(" \u3000\t\n_")

    def put_back(self) -> int:
        """Prints it in the form again. Returns by how many signs its line is longer then."""
        spot = self.value.spot
        text = self.value.text[: spot.end - spot.start]  # that of the first paragraph
        if self.whole is None:
            type_in(self.spot, text)
        else:
            spot.paragraph[:] = list(self.whole)
        before = spot.paragraph
        for paragraph in self.value.others:
            before.addnext(paragraph)
            before = paragraph
        return len(text) - (self.spot.end - self.spot.start)


def take_out(values: Iterable[FilledValue]) -> list[TakenOut]:
    """Puts in place of each value what a blank form has there; those that are not sure stay."""
    by_paragraph: dict[etree._Element, list[FilledValue]] = defaultdict(list)
    for value in values:
        if value.sure:
            by_paragraph[value.spot.paragraph].append(value)
    taken: list[TakenOut] = []
    for inside in by_paragraph.values():
        shift = 0
        ordered = sorted(inside, key=lambda value: value.spot.start)
        for value in ordered:
            start = value.spot.start + shift
            blank = "" if value.is_whole else value.blank
            spot = replace(value.spot, start=start, end=start + len(blank))
            whole = deepcopy(spot.paragraph) if value.is_whole else None
            taken.append(TakenOut(value, spot, whole))
            shift += len(blank) - (value.spot.end - value.spot.start)
        for value in reversed(ordered):  # so that the positions of the others stay right
            _take(value)
    return taken


def _take(value: FilledValue) -> None:
    if value.is_whole:
        _take_whole(value.spot.paragraph)
    else:
        type_in(value.spot, value.blank)
    for paragraph in value.others:
        remove(paragraph)


def _take_whole(paragraph: etree._Element) -> None:
    for element in {element for element, _, _ in FormLine(paragraph).characters}:
        if element.tag == w("t"):
            element.text = None  # its run stays, for the look of what is typed
        else:
            remove(element)
