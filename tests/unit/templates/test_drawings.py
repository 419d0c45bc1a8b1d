"""Pictures as inline drawings: their size, their numbers, one file for each."""

from __future__ import annotations

import re

import pytest

from docgen.content.blocks import Picture
from docgen.diagnostics import Place
from docgen.templates.drawings import Drawings, Media
from docgen.word.styles import Styles
from tests.test_pictures import png

PLACE = Place("1.md", 1, 1)
ROOM = 914400 * 10
INCH = 914400


def styles(height: int = 14400) -> Styles:
    return Styles({}, {}, 1, 9000, height, PLACE, {}, {})


def picture(name: str) -> Picture:
    return Picture(name, f"图 & {name}", "", PLACE)


def size(width: int, height: int, room: int = ROOM, page: int = 14400) -> tuple[str, ...]:
    shown = Drawings({picture("甲"): png(width, height)}, styles(page)).xml(picture("甲"), room)
    match = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', shown)
    assert match is not None
    assert f'<a:ext cx="{match[1]}" cy="{match[2]}"/>' in shown
    return match.groups()


@pytest.mark.parametrize(
    ("pixels", "room", "page", "wanted"),
    [
        ((72, 36), ROOM, 14400, (INCH, INCH // 2)),  # a PNG without a resolution has 72 dpi
        ((144, 72), INCH, 14400, (INCH, INCH // 2)),
        ((72, 72), INCH, 14400, (INCH, INCH)),
        ((72, 144), ROOM, 1440, (INCH // 4, INCH // 2)),  # a page less half an inch
        ((144, 144), INCH, 3600, (INCH, INCH)),
        ((1, 700), ROOM, 800, (72, 50800)),
        ((10000, 1), 5000, 14400, (5000, 1)),
        ((1, 10000), ROOM, 721, (1, 635)),
    ],
)
def test_a_picture_is_no_wider_than_its_room_and_no_higher_than_a_page(
    pixels: tuple[int, int], room: int, page: int, wanted: tuple[int, int]
) -> None:
    assert size(*pixels, room, page) == tuple(map(str, wanted))


def test_a_picture_shown_twice_is_one_file() -> None:
    images = {picture("甲"): png(2, 2), picture("乙"): png(2, 2), picture("丙"): png(3, 2)}
    drawings = Drawings(images, styles())
    shown = [drawings.xml(picture(name), ROOM) for name in "甲乙丙"]
    assert [re.findall(r'docPr id="(\d+)" name="(.*?)" descr="(.*?)"', xml) for xml in shown] == [
        [("9001", "Picture 1", "图 &amp; 甲")],
        [("9002", "Picture 2", "图 &amp; 乙")],
        [("9003", "Picture 3", "图 &amp; 丙")],
    ]
    assert [re.findall(r'cNvPr id="(\d+)" name="(.*?)"', xml) for xml in shown] == [
        [(str(9000 + number), f"Picture {number}")] for number in (1, 2, 3)
    ]
    assert [re.findall(r'r:embed="(.*?)"', xml) for xml in shown] == [
        ["rIdDocgen1"],
        ["rIdDocgen1"],
        ["rIdDocgen2"],
    ]
    assert list(drawings.media.values()) == [
        Media("rIdDocgen1", "word/media/docgen1.png", png(2, 2), "image/png"),
        Media("rIdDocgen2", "word/media/docgen2.png", png(3, 2), "image/png"),
    ]
