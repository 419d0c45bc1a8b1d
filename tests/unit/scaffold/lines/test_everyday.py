"""Lines of everyday forms: their blanks, what names each, and its type."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.body.body_text import field_of
from docgen.scaffold.pack.lines.blanks import gaps_of_lines
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.naming import key_of
from tests.unit.scaffold.drawing import line_of
from tests.unit.scaffold.lines.annotated import Expected, Lines, lines_of

GROUPS = [*lines_of("everyday.txt"), *lines_of("unseen.txt")]


def read(group: Lines) -> list[tuple[int, Gap]]:
    """The blanks of a group, each with the number of its line; years that are printed left out."""
    lines: list[FormLine] = [line_of(text) for text in group.texts]
    numbers = {line.paragraph: number for number, line in enumerate(lines)}
    found = [(numbers[line.paragraph], gap) for line, gap in gaps_of_lines(lines)]
    return [(number, gap) for number, gap in found if not gap.year]


def kind_of(gap: Gap) -> str:
    """The type of a blank as the text files say it."""
    if gap.kind == "box":
        return f"={gap.option}"
    if gap.kind == "date":
        return "date"
    field = field_of(gap, (key_of(gap.label) or "甲",), line_of("甲").paragraph)
    return "number" if field.kind == "figure" else ""


def name_of(gap: Gap) -> str:
    return "@" if gap.kind == "year" else key_of(gap.label)


def is_at(gap: Gap, blank: Expected) -> bool:
    """Whether a blank is within what the form prints for it: what parts two things stays."""
    return blank.start <= gap.start and gap.end <= blank.end


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.texts[0])
def test_the_blanks_of_everyday_lines(group: Lines) -> None:
    found = read(group)
    wanted = [
        (blank.line, blank.name if blank.name == "@" else key_of(blank.name), blank.kind)
        for blank in group.blanks
    ]
    assert [(number, name_of(gap), kind_of(gap)) for number, gap in found] == wanted
    for (_, gap), blank in zip(found, group.blanks, strict=True):
        assert is_at(gap, blank), (gap, blank)


def test_there_are_lines_of_each_kind() -> None:
    kinds = {kind_of(gap)[:1] for group in GROUPS for _, gap in read(group)}
    assert kinds == {"=", "d", "n", ""}
    assert sum(not group.blanks for group in GROUPS) > 15
