"""Each rule about the pages of a PDF: what just keeps it, and what just does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.pdf.page_objects import Font
from docgen.verify.glyphs import GlyphLine, Page
from docgen.verify.official_format import OfficialFormat, PageNumberRule
from docgen.verify.pdf_rules import (
    annex_deviations,
    area_deviations,
    body_lines,
    font_deviations,
    grid_deviations,
    number_deviations,
    paper_deviations,
    running_pages,
)
from docgen.verify.style_rule import StyleRule
from tests.unit.verify.formats import FORMAT, OUT, PITCH, line, mm, page, said

TOP = mm(37) + 0.88 * 16
"""The baseline of the first line, in points."""

BOTTOM = mm(297 - 35)
"""The lower edge of the text area, in points."""


def number_line(
    text: str, *, odd: bool = True, off: float = 0, below: float = 7, size: float = 14
) -> GlyphLine:
    """A page number where it should stand, ``off`` millimetres nearer to the middle."""
    width = len(text) * size
    x = mm(210 - 26 - off) - size - width if odd else mm(28 + off) + size
    return line(text, BOTTOM + mm(below) + 0.32 * size, x, size=size)


def full(
    count: int = 22, *, pitch: float = PITCH, size: float = 16, text: str = "字"
) -> list[GlyphLine]:
    """Lines from the top of the text area."""
    return [line(text, TOP + pitch * index, size=size) for index in range(count)]


@pytest.mark.parametrize(
    ("width", "height", "found"),
    [
        (210, 297, ""),
        (297, 210, ""),
        (209.1, 297.9, ""),
        (211, 296, ""),
        (208.9, 297, "209×297"),
        (211.1, 297, "211×297"),
        (210, 298.1, "210×298"),
        (295.9, 210, "210×296"),
    ],
)
def test_paper_may_lie_and_differ_by_the_tolerance(width: float, height: float, found: str) -> None:
    pages = [page(number=3, width=width, height=height)]
    wanted = [f"format-paper found={found} wanted=210×297 page=3"] if found else []
    assert said(paper_deviations(FORMAT, pages, OUT)) == wanted


def test_without_paper_any_is_right() -> None:
    pages = [page(width=100)]
    assert said(paper_deviations(replace(FORMAT, paper=None), pages, OUT)) == []


MIDDLE = mm(150)
"""The baseline of a line in the middle of the page."""


def ending(text: str, right: float) -> GlyphLine:
    """A line whose last glyph begins 16 points before ``right`` millimetres from the right edge."""
    return line(text, MIDDLE, mm(210 - right) - 16 * len(text))


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([line("字", TOP), line("字", BOTTOM - 0.12 * 16)], []),
        ([line("字", MIDDLE, mm(27.1))], []),
        ([line("字", MIDDLE, mm(26.9))], ["wanted=28 property=左白边 · left margin found=26.9"]),
        (
            [line("字", MIDDLE, mm(20)), line("字", MIDDLE, mm(25))],
            ["wanted=28 property=左白边 · left margin found=20.0"],
        ),
        (
            [line("字", MIDDLE, mm(25)), line("字", MIDDLE, mm(20))],
            ["wanted=28 property=左白边 · left margin found=20.0"],
        ),
        ([ending("正文字", 26)], []),
        ([ending("正文字", 25.1)], []),
        ([ending("正文字", 24.9)], ["wanted=26 property=右白边 · right margin found=24.9"]),
        ([ending("正文，", 25.1 - 16 / mm(1))], []),
        (
            [ending("正文，", 24.9 - 16 / mm(1))],
            ["wanted=26 property=右白边 · right margin found=24.9"],
        ),
        ([ending("，", 24.9)], ["wanted=26 property=右白边 · right margin found=24.9"]),
        ([ending("正文a", 25.1 - 8 / mm(1))], []),
        (
            [ending("正文a", 24.9 - 8 / mm(1))],
            ["wanted=26 property=右白边 · right margin found=24.9"],
        ),
        ([line("字", TOP - mm(0.9))], []),
        ([line("字", TOP - mm(1.1))], ["wanted=37 property=上白边 · top margin found=35.9"]),
        ([line("字", BOTTOM - 0.12 * 16 + mm(0.9))], []),
        (
            [line("字", BOTTOM - 0.12 * 16 + mm(1.1))],
            ["wanted=35 property=下白边 · bottom margin found=33.9"],
        ),
        ([number_line("—1—", below=20)], []),
    ],
)
def test_text_keeps_within_its_area(lines: list[GlyphLine], wanted: list[str]) -> None:
    found = said(area_deviations(FORMAT, [page(*full(3)), page(*lines, number=2)], OUT))
    assert found == [f"format-margin {words} page=2" for words in wanted]


def test_the_number_is_the_last_line_if_its_baseline_is_half_its_size_below_the_area() -> None:
    body = full(3)
    for below, count in ((7.9, 4), (8.1, 3)):
        lines = body_lines(FORMAT, page(*body, line("1", BOTTOM + below)))
        assert len(lines) == count
        assert lines[:3] == body
    assert body_lines(FORMAT, page()) == []


def numbered(number: int, *lines: GlyphLine) -> Page:
    """A page with these lines and its number."""
    return page(*lines, number_line(f"—{number}—"), number=number)


def test_running_pages_are_numbered_and_before_the_first_annex() -> None:
    cover, blank = page(*full(2)), numbered(2)
    running = numbered(3, line("正文", TOP), line("附件1", TOP + PITCH))
    alike = numbered(4, line("附件1的说明", TOP))
    annex, after = numbered(5, line("附件1", TOP), *full(2)), numbered(6, *full(3))
    pages = [cover, blank, running, alike, annex, after]
    assert running_pages(FORMAT, pages) == [running, alike]
    assert running_pages(FORMAT, [running, numbered(5, line("附件", TOP)), after]) == [running]


HEADING = GlyphLine((*line("一", TOP, font="SimHei").glyphs, *line("是", TOP, mm(28) + 16).glyphs))
"""A line whose first glyph is of another font."""


def lines_said(
    lines: list[GlyphLine], *following: GlyphLine, official: OfficialFormat = FORMAT
) -> list[str]:
    pages = [numbered(2, *lines), numbered(3, *(following or full(1)))]
    return said(grid_deviations(official, pages, OUT))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (full(22), ""),
        (full(21), "21"),
        (full(23), "23"),
        (full(1), "1"),
        (full(22, pitch=PITCH + 0.3), ""),
        (full(22, pitch=PITCH - 0.3), ""),
        (full(22, pitch=PITCH + 0.4), "21"),
        (full(20, pitch=mm(225) / 20.99), "21"),
        (full(20, pitch=mm(225) / 20.97), "20"),
        (full(3, pitch=mm(225) / 22.5), ""),
        (full(21, size=16.25), "21"),
        (full(21, size=15.75), "21"),
        (full(21, size=16.35), ""),
        ([*full(20), line("字", TOP + PITCH * 20, size=12)], ""),
        ([*full(20), line("字", TOP + PITCH * 21)], ""),
    ],
)
def test_a_page_of_running_text_has_the_lines_of_the_grid(
    lines: list[GlyphLine], found: str
) -> None:
    assert lines_said(lines) == ([f"format-lines found={found} wanted=22 page=2"] if found else [])


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (full(21), ""),
        (full(20), "20"),
        (full(22, pitch=PITCH + 0.4), "21"),
        ([line("二" * 30, TOP, font="SimHei"), *full(21)[1:]], "21"),
    ],
)
def test_a_heading_of_the_next_page_may_leave_a_page_a_line_short(
    lines: list[GlyphLine], found: str
) -> None:
    following = HEADING if len(lines[0].glyphs) == 1 else line("一是", TOP, font="SimHei")
    wanted = [f"format-lines found={found} wanted=22 page=2"] if found else []
    assert lines_said(lines, following, *full(2)) == wanted


SUBHEADING = line("（一）项目支出", TOP + PITCH, mm(28) + 32)
"""A heading in the font of the text."""

TEXT = line("文" * 28, TOP + 2 * PITCH)


@pytest.mark.parametrize(
    ("following", "short"),
    [
        ((TEXT,), 0),
        ((line("2023年本单位没有政府性基金预算支出。", TOP),), 0),
        ((HEADING, TEXT), 1),
        ((SUBHEADING, TEXT), 1),
        ((HEADING, SUBHEADING, TEXT), 2),
        ((HEADING, TEXT, SUBHEADING), 1),
        ((line(f"附件：1.{'表' * 21}", TOP, mm(28) + 32), TEXT), 1),
        ((line("附件：1.甲", TOP, mm(28) + 32), line("2.乙", TOP + PITCH, mm(28) + 80)), 1),
        ((line("表1支出情况", TOP, mm(90), size=12), TEXT), 9),
        ((line("项目", TOP, mm(50), size=10.5), TEXT), 9),
    ],
)
def test_what_begins_the_next_page_says_how_short_a_page_may_be(
    following: tuple[GlyphLine, ...], short: int
) -> None:
    assert lines_said(full(22), *following) == []
    assert lines_said(full(22 - short), *following) == []
    if short < 9:
        wanted = [f"format-lines found={21 - short} wanted=22 page=2"]
        assert lines_said(full(21 - short), *following) == wanted


def test_a_picture_leaves_the_page_before_it_short_and_its_own_lines_off_the_grid() -> None:
    below = line("文" * 28, TOP + 12 * PITCH)
    pictured = replace(numbered(3, below), pictures=(TOP + 10 * PITCH,))
    assert said(grid_deviations(FORMAT, [numbered(2, *full(12)), pictured], OUT)) == []
    assert len(said(grid_deviations(FORMAT, [numbered(2, *full(12)), numbered(3, TEXT)], OUT))) == 1
    small = replace(numbered(3, line("文" * 28, TOP)), pictures=(TOP + 5 * PITCH,))
    assert len(said(grid_deviations(FORMAT, [numbered(2, *full(12)), small], OUT))) == 1
    shifted = replace(numbered(2, *full(12)), pictures=(TOP + 10 * PITCH,))
    assert said(grid_deviations(FORMAT, [shifted, numbered(3, TEXT)], OUT)) == []


def test_the_last_page_may_be_short() -> None:
    assert said(grid_deviations(FORMAT, [numbered(2, *full(3))], OUT)) == []


@pytest.mark.parametrize("styles", [{}, {"body text": StyleRule()}])
def test_running_text_has_16_points_if_its_style_has_no_size(styles: dict[str, StyleRule]) -> None:
    official = replace(FORMAT, styles=styles)
    assert lines_said(full(21), official=official) == ["format-lines found=21 wanted=22 page=2"]
    assert lines_said(full(21, size=17), official=official) == []
    assert lines_said(full(21, size=15), official=official) == []


def test_running_text_has_the_size_of_its_style() -> None:
    official = replace(FORMAT, styles={"body text": StyleRule(size=14)})
    assert lines_said(full(21), official=official) == []
    assert len(lines_said(full(21, size=14), official=official)) == 1


def test_without_paper_or_grid_nothing_is_counted() -> None:
    assert lines_said(full(21), official=replace(FORMAT, paper=None)) == []
    assert lines_said(full(21), official=replace(FORMAT, grid=None)) == []


def row(
    count: int = 27,
    *,
    text: str = "字",
    off: float = 0,
    short: float = 0,
    size: float = 16,
    last: str = "",
) -> GlyphLine:
    """A line over the width of the text area, but for these points at its left and right."""
    signs = (text * count)[: count - len(last)] + last
    advance = (mm(156) - off - short - size) / (count - 1)
    return line(signs, MIDDLE, mm(28) + off, size=size, advance=advance)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([row(28), row(28)], ""),
        ([row(27), row(27)], "27"),
        ([row(29), row(29), row(27)], "29"),
        ([row(27), row(29), row(29)], "29"),
        ([row(27), row(28), row(28)], ""),
        ([row(27)], ""),
        ([row(27), row(27, off=15)], "27"),
        ([row(27), row(26, off=17)], ""),
        ([row(27), row(27, short=9)], "27"),
        ([row(27), row(27, short=10)], ""),
        ([row(27), row(27, last="，")], ""),
        ([row(27), row(27, text="字字a")], ""),
        ([row(27), row(24)], ""),
        ([row(27), row(27, size=14.8)], "27"),
        ([row(27), line("字，字", MIDDLE)] * 2, ""),
        ([row(27), line("（字字", MIDDLE)] * 2, ""),
        ([row(27), line("字字，", MIDDLE)] * 2, "27"),
        ([row(27), line("字", MIDDLE)] * 2, "27"),
    ],
)
def test_lines_that_fill_the_area_have_the_characters_of_the_grid(
    lines: list[GlyphLine], found: str
) -> None:
    wanted = [f"format-characters found={found} wanted=28 page=2"] if found else []
    assert said(grid_deviations(FORMAT, [numbered(2, *lines)], OUT)) == wanted


def numbers_said(*texts: str, first: int = 1, official: OfficialFormat = FORMAT) -> list[str]:
    """Of pages with these numbers, each on its side; an empty one has none."""
    pages = [
        page(
            *full(2),
            *([number_line(text, odd="2" not in text and "4" not in text)] if text else []),
            number=number,
        )
        for number, text in enumerate(texts, first)
    ]
    return said(number_deviations(official, pages, OUT))


def form(found: str, number: int) -> str:
    return f"format-page-number-form found={found} wanted=— 1 — page={number}"


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["—1—", "—2—", "—3—"], []),
        (["", "—1—", "—2—"], []),
        (["", "", "—1—", "—2—"], ["format-no-page-number page=2"]),
        (["—1—", "", "—3—"], ["format-no-page-number page=2"]),
        (
            ["—1—", "", "—4—", "—5—"],
            ["format-no-page-number page=2", "format-page-number-order found=4 wanted=3 page=3"],
        ),
        (
            ["—1—", "—3—", "—4—", "—4—"],
            [
                "format-page-number-order found=3 wanted=2 page=2",
                "format-page-number-order found=4 wanted=5 page=4",
            ],
        ),
        (["1"], [form("1", 1)]),
        (["—1"], [form("—1", 1)]),
        (["1—"], [form("1—", 1)]),
        (["-1-", "—5—"], [form("-1-", 1)]),
        (["—1—", "第2页", "—3—"], [form("第2页", 2)]),
        (
            ["—1—", "第2页", "—5—"],
            [form("第2页", 2), "format-page-number-order found=5 wanted=3 page=3"],
        ),
        (["1", "—3—"], [form("1", 1), "format-page-number-order found=3 wanted=2 page=2"]),
    ],
)
def test_page_numbers_have_dashes_and_run_on(texts: list[str], wanted: list[str]) -> None:
    assert numbers_said(*texts) == wanted


def test_a_cover_is_the_first_page_only() -> None:
    assert numbers_said("", first=1) == []
    assert numbers_said("", first=2) == ["format-no-page-number page=2"]


def test_the_dash_is_that_of_the_format() -> None:
    official = replace(FORMAT, page_number=PageNumberRule(dash="+"))
    assert numbers_said("+1+", "—2—", official=official) == [
        "format-page-number-form found=—2— wanted=+ 1 + page=2"
    ]
    assert numbers_said("1", official=replace(FORMAT, page_number=None)) == []


def position_said(number: GlyphLine, official: OfficialFormat = FORMAT) -> list[str]:
    return said(number_deviations(official, [page(number, number=7)], OUT))


def side(found: str, wanted: str) -> list[str]:
    return [f"format-page-number-side found={found} wanted={wanted} page=7"]


@pytest.mark.parametrize(
    ("text", "odd", "off", "wanted"),
    [
        ("—1—", True, 0, []),
        ("—1—", True, 0.9, []),
        ("—1—", True, -0.9, []),
        ("—1—", True, 1.1, side("—", "right")),
        ("—1—", True, -1.1, side("—", "right")),
        ("—1—", False, 0, side("left", "right")),
        ("—1—", False, 0.9, side("left", "right")),
        ("—1—", False, -0.9, side("left", "right")),
        ("—1—", False, 1.1, side("—", "right")),
        ("—2—", False, 0, []),
        ("—2—", False, 0.9, []),
        ("—2—", False, -1.1, side("—", "left")),
        ("—2—", True, 0, side("right", "left")),
        ("—2—", True, -0.9, side("right", "left")),
        ("—2—", True, 60, side("—", "left")),
    ],
)
def test_odd_numbers_stand_to_the_right_and_even_ones_to_the_left(
    text: str, odd: bool, off: float, wanted: list[str]
) -> None:
    assert position_said(number_line(text, odd=odd, off=off)) == wanted


@pytest.mark.parametrize(
    ("below", "found"), [(7, ""), (7.9, ""), (6.1, ""), (8.1, "8.1"), (5.9, "5.9"), (20, "20.0")]
)
def test_the_dash_is_7_mm_below_the_text_area(below: float, found: str) -> None:
    words = f"format-page-number-distance found={found} wanted=7 page=7"
    assert position_said(number_line("—1—", below=below)) == ([words] if found else [])


def test_the_inset_and_the_distance_are_those_of_the_format() -> None:
    official = replace(FORMAT, page_number=PageNumberRule(below=9.5, inset=3))
    moved = number_line("—1—", off=28 / mm(1), below=9.5)
    assert position_said(moved, official) == []
    assert position_said(number_line("—1—", below=9.5), official) == side("—", "right")


def test_a_number_that_cannot_be_read_is_taken_for_odd() -> None:
    assert position_said(number_line("i")) == [form("i", 7)]


def test_an_annex_begins_a_page() -> None:
    def found(text: str, at: float = 0, *before: GlyphLine) -> list[str]:
        lines = [*before, line(text, MIDDLE, mm(28 + at)), number_line("—1—")]
        return said(annex_deviations(FORMAT, [page(), page(*lines, number=4)], OUT))

    above = line("字", TOP)
    assert found("附件1") == []
    assert found("附件1", 0, above) == ["format-annex-page annex=附件1 page=4 words=附件1"]
    assert found("附件", 2.9, above) == ["format-annex-page annex=附件 page=4 words=附件"]
    assert found("附件12", 0, above, above) == [
        "format-annex-page annex=附件12 page=4 words=附件12"
    ]
    assert found("附件1", 3.1, above) == []
    assert found("附件1：", 0, above) == []


def test_fonts_are_embedded() -> None:
    fonts = [Font("FangSong", embedded=True), Font("SimHei", embedded=False)]
    assert said(font_deviations(fonts, OUT)) == ["format-font-not-embedded font=SimHei"]
