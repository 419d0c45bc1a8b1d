"""Pictures are read from inside of the unit's folder, and only if they are pictures."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from docgen.content.markdown import parse_markdown
from docgen.content.pictures import load_pictures
from docgen.diagnostics import Place
from tests.unit.helpers import collect, placed


def png(width: int, height: int) -> bytes:
    """The head of a PNG, which tells its size."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + body + struct.pack(">I", zlib.crc32(body)) + END


END = b"\0\0\0\0IEND\xaeB`\x82"


def load(root: Path, path: str) -> tuple[list[bytes], list[str]]:
    """The pictures of ``unit/narrative/1.md``, which shows ``path``, and the problems."""
    document = parse_markdown(f"甲![图]({path})", Place("unit/narrative/1.md", 1, 1), collect())
    problems = collect()
    loaded = load_pictures(document, root / "unit", root, problems)
    assert list(loaded) == list(document.pictures())[: len(loaded)]
    return list(loaded.values()), placed(problems)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "unit" / "narrative").mkdir(parents=True)
    (tmp_path / "unit" / "图").mkdir()
    (tmp_path / "unit" / "图" / "甲.png").write_bytes(png(3, 2))
    (tmp_path / "乙.png").write_bytes(png(3, 2))
    return tmp_path


@pytest.mark.parametrize("path", ["../图/甲.png", r"..\图\甲.png", "./../图/甲.png"])
def test_a_picture_is_found_from_the_file_that_shows_it(root: Path, path: str) -> None:
    assert load(root, path) == ([png(3, 2)], [])


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("http://x/甲.png", "image-from-web"),
        ("../../乙.png", "image-outside"),
        ("甲.png", "image-missing"),
        ("../图", "image-missing"),
        ("甲" * 300, "image-missing"),
    ],
)
def test_other_pictures_are_problems(root: Path, path: str, problem: str) -> None:
    assert load(root, path) == ([], [f"1:2 {problem}"])


@pytest.mark.parametrize(
    ("data", "sound"),
    [
        (png(1, 1), True),
        (png(0, 2), False),
        (png(2, 0), False),
        (b"", False),
        (b"not a picture", False),
        (png(3, 2)[:20], False),
    ],
)
def test_a_picture_has_a_width_and_a_height(root: Path, data: bytes, sound: bool) -> None:
    (root / "unit" / "narrative" / "丙.png").write_bytes(data)
    assert load(root, "丙.png") == (([data], []) if sound else ([], ["1:2 not-an-image"]))


@pytest.mark.parametrize(("width", "small"), [(10_000, True), (10_001, False)])
def test_a_picture_may_have_a_hundred_million_pixels(root: Path, width: int, small: bool) -> None:
    (root / "unit" / "narrative" / "戊.png").write_bytes(png(width, 10_000))
    loaded, problems = load(root, "戊.png")
    assert (len(loaded), problems) == ((1, []) if small else (0, ["1:2 image-pixels"]))


@pytest.mark.parametrize(("more", "small"), [(0, True), (1, False)])
def test_a_picture_may_have_twenty_megabytes(root: Path, more: int, small: bool) -> None:
    data = png(3, 2)
    path = root / "unit" / "narrative" / "丁.png"
    with path.open("wb") as file:
        file.write(data)
        file.truncate(20 * 1024 * 1024 + more)
    loaded, problems = load(root, "丁.png")
    assert (len(loaded), problems) == ((1, []) if small else (0, ["1:2 image-too-large"]))


def test_the_limit_is_told_in_megabytes(root: Path) -> None:
    with (root / "unit" / "narrative" / "丁.png").open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    document = parse_markdown("![图](丁.png)", Place("unit/narrative/1.md", 1, 1), collect())
    problems = collect()
    load_pictures(document, root / "unit", root, problems)
    assert [problem.words["limit"] for problem in problems] == ["20"]


def test_a_loop_of_links_is_no_picture(root: Path) -> None:
    link = root / "unit" / "narrative" / "环.png"
    link.symlink_to(link)
    assert load(root, "环.png")[0] == []


@pytest.mark.parametrize(
    "path", ["甲.png", "图/甲.png", "../图/甲.jpg", "../图/甲", "D:/年报/甲.png"]
)
def test_the_one_picture_that_is_called_so_is_proposed(root: Path, path: str) -> None:
    document = parse_markdown(f"甲![图]({path})", Place("unit/narrative/1.md", 1, 1), collect())
    problems = collect()
    load_pictures(document, root / "unit", root, problems)
    (fix,) = (problem.fix for problem in problems)
    assert fix is not None
    assert (fix.old, fix.new, fix.place.column) == (path, "../图/甲.png", 7)


def test_of_two_pictures_that_are_called_so_none_is_proposed(root: Path) -> None:
    (root / "unit" / "甲.jpg").write_bytes(png(3, 2))
    document = parse_markdown("![图](甲.gif)", Place("unit/narrative/1.md", 1, 1), collect())
    problems = collect()
    load_pictures(document, root / "unit", root, problems)
    assert [problem.fix for problem in problems] == [None]
