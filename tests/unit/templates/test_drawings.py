"""Pictures as inline drawings: their size, their numbers, one file for each."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from docgen.content.blocks import Align, Picture, Width
from docgen.diagnostics import Place, Problems
from docgen.templates.drawings import Drawings, Media, Room, caption_indent
from docgen.word.styles import Styles
from tests.test_pictures import png
from tests.unit.helpers import codes

PLACE = Place("1.md", 1, 1)
INCH = 914400
WIDE = Room(9000, 7200)


def styles(height: int = 14400) -> Styles:
    return Styles({}, {}, 1, 9000, height, PLACE, {}, {})


def picture(name: str, width: Width | None = None) -> Picture:
    return Picture(name, f"图 & {name}", "", PLACE, width)


def typed(number: str, unit: str) -> Width:
    return Width(Decimal(number), unit)


def size(
    width: int,
    height: int,
    room: Room = WIDE,
    page: int = 14400,
    wanted: Width | None = None,
) -> tuple[str, ...]:
    shown, problems = picture("甲", wanted), Problems()
    drawing = Drawings({shown: png(width, height)}, styles(page), problems).drawing(shown, room)
    match = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', drawing.xml)
    assert match is not None
    assert f'<a:ext cx="{match[1]}" cy="{match[2]}"/>' in drawing.xml
    assert abs(drawing.width * 635 - int(match[1])) < 635
    assert not problems
    return match.groups()


@pytest.mark.parametrize(
    ("pixels", "room", "page", "wanted"),
    [
        ((72, 36), WIDE, 14400, (INCH, INCH // 2)),  # a PNG without a resolution has 72 dpi
        ((144, 72), Room(2880, 1440), 14400, (INCH, INCH // 2)),
        ((72, 72), Room(1440, 1440), 14400, (INCH, INCH)),
        ((144, 144), WIDE, 3600, (INCH, INCH)),  # two fifths of the page
        ((144, 288), WIDE, 3600, (INCH // 2, INCH)),
        ((10000, 1), Room(10, 8), 14400, (8 * 635, 1)),
        ((1, 700), WIDE, 800, (72, 80 * 635)),  # the caption needs more than the rest
    ],
)
def test_a_picture_without_a_width_leaves_room_for_text(
    pixels: tuple[int, int], room: Room, page: int, wanted: tuple[int, int]
) -> None:
    assert size(*pixels, room, page) == tuple(map(str, wanted))


@pytest.mark.parametrize(
    ("width", "room", "page", "wanted"),
    [
        (typed("50", "%"), Room(2880, 2000), 14400, (INCH, INCH // 2)),
        (typed("100", "%"), Room(1440, 1000), 14400, (INCH, INCH // 2)),
        (typed("2.54", "cm"), WIDE, 14400, (INCH, INCH // 2)),
        (typed("50.8", "mm"), WIDE, 14400, (2 * INCH, INCH)),
        (typed("100", "%"), Room(2880, 1000), 1440, (INCH, INCH // 2)),  # a page less half an inch
    ],
)
def test_a_width_is_kept_as_far_as_a_page_is_high(
    width: Width, room: Room, page: int, wanted: tuple[int, int]
) -> None:
    found = tuple(map(int, size(200, 100, room, page, width)))
    assert all(abs(side - length) < 3 for side, length in zip(found, wanted, strict=True))


@pytest.mark.parametrize(("millimetres", "found"), [("25.4", []), ("25.5", ["picture-too-wide"])])
def test_a_width_beyond_the_room_is_told(millimetres: str, found: list[str]) -> None:
    shown, problems = picture("甲", typed(millimetres, "mm")), Problems()
    drawings = Drawings({shown: png(9, 9)}, styles(), problems)
    assert drawings.drawing(shown, Room(1440, 1440)).width == 1440
    assert codes(problems) == found
    assert [problem.place for problem in problems] == [PLACE] * len(found)


@pytest.mark.parametrize(
    ("align", "caption", "indent"),
    [
        (Align.CENTER, "图1", ""),
        (Align.LEFT, "图1", '<w:ind w:right="5000"/>'),
        (Align.RIGHT, "图1", '<w:ind w:left="5000"/>'),
        (Align.LEFT, "图" * 15, '<w:ind w:right="1920"/>'),  # 30 halves and 4 of 120 twips
        (Align.LEFT, "图" * 40, '<w:ind w:right="0"/>'),
    ],
)
def test_a_caption_is_centred_below_its_picture(align: Align, caption: str, indent: str) -> None:
    shown = Picture("甲", "", caption, PLACE, None, align)
    assert caption_indent(shown, 1000, 6000, 12) == indent


def test_a_caption_in_larger_text_takes_more_room() -> None:
    shown = Picture("甲", "", "图" * 15, PLACE, None, Align.RIGHT)
    small, large = (caption_indent(shown, 1000, 6000, size) for size in (12, 16))
    assert (small, large) == ('<w:ind w:left="1920"/>', '<w:ind w:left="560"/>')


def test_a_picture_shown_twice_is_one_file() -> None:
    images = {picture("甲"): png(2, 2), picture("乙"): png(2, 2), picture("丙"): png(3, 2)}
    drawings = Drawings(images, styles(), Problems())
    shown = [drawings.drawing(picture(name), WIDE).xml for name in "甲乙丙"]
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
