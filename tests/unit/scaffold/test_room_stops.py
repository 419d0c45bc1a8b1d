"""Which room of a line has a tab stop at its end, and where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen.pdf.coloured_signs import SignPlace
from docgen.project import Project
from docgen.scaffold.pack.form_fields import Field, FormFields, Spot
from docgen.scaffold.pack.writing import room_stops
from docgen.scaffold.pack.writing.room_stops import keep_rooms

LINE, SPACES = "/" + " " * 20, " " * 12
"""Underlined room, and room that is not."""


@pytest.fixture(autouse=True)
def laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """All signs on one line, five points apart."""

    def places(_: object, rooms: Sequence[Any], __: object) -> dict[Any, SignPlace]:
        signs = [(room, place) for room in rooms for place in (room.start, room.label, room.behind)]
        return {
            room.line.characters[place][:2]: SignPlace(0, place * 5.0, 100.0, 10.0)
            for room, place in signs
        }

    monkeypatch.setattr(room_stops, "_laid_out", places)


def kept(*texts: str, start: int, end: int) -> tuple[int, int]:
    """Where the room of a field begins and ends, and how many tab stops its line has."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text in texts:
        paragraph.add_run(text.removeprefix("/")).underline = text.startswith("/") or None
    found = FormFields([Field(("编号",), Spot(paragraph._p, start, end, keeps=True))])
    keep_rooms(document, found, Project(Path("/nowhere")))
    (field,) = found.fields
    return field.spot.end, len(paragraph.paragraph_format.tab_stops)


@pytest.mark.parametrize(
    ("texts", "end", "room"),
    [
        (("编号：", LINE, f"{SPACES}日期："), 23, (23, 1)),  # plain room behind stays plain
        ((f"编号：________{SPACES}日期：",), 11, (11, 1)),
        ((f"编号：{SPACES}日期：",), 13, (15, 1)),
        (("编号：________日期：",), 11, (11, 0)),
        (("（编号：            ）",), 16, (16, 0)),
    ],
)
def test_room_has_a_stop_where_it_ends(
    texts: tuple[str, ...], end: int, room: tuple[int, int]
) -> None:
    start = "".join(texts).index("：") + 1
    assert kept(*texts, start=start, end=end) == room


def test_a_bracket_follows_what_is_filled_in() -> None:
    assert kept(f"验收（机构：{SPACES}）", start=6, end=16) == (16, 0)
