"""Fonts are placed whole, free ones as TrueType, an office's own as they are."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from docgen.diagnostics import OutputError
from docgen.pdf import placed_fonts
from docgen.pdf.placed_fonts import FREE_FONTS, bring_fonts, fetch_free_fonts, has_free_fonts
from docgen.pdf.truetype import truetype_font
from tests.small_fonts import debian_package, earlier_font, small_font

FREE = {f"./usr/{name}.otf": small_font(name, cubic=True) for name in FREE_FONTS}
OWN = {"仿宋.otf": small_font("FZXBSJW", cubic=True), "simkai.ttf": small_font("SIMKAI")}


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of docgen's own fonts."""
    monkeypatch.setattr(placed_fonts, "FETCHED", tmp_path / "data" / "fonts")
    return tmp_path / "data" / "fonts"


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    path = tmp_path / "fonts.deb"
    extra = {"FandolBraille-Regular.otf": small_font("FandolBraille-Regular", cubic=True)}
    path.write_bytes(debian_package(FREE | OWN | extra))
    return path


def placed(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_free_fonts_are_converted_and_those_of_an_office_left_as_they_are(
    fetched: Path, brought: Path
) -> None:
    told: list[tuple[str, int, int]] = []
    files = bring_fonts(brought, lambda *progress: told.append(progress))
    free = {f"fandol/{name}.ttf": truetype_font(FREE[f"./usr/{name}.otf"]) for name in FREE_FONTS}
    own = {"office/FZXBSJW.otf": OWN["仿宋.otf"], "office/SIMKAI.ttf": OWN["simkai.ttf"]}
    assert placed(fetched) == free | own
    assert {path.relative_to(fetched).as_posix() for path in files} == free.keys() | own.keys()
    assert told == [("fonts-convert", number, 6) for number in range(7)]


def test_they_are_fetched_and_then_known_to_be_there(
    fetched: Path, brought: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def package(name: str, _: object) -> Iterator[Path]:
        assert name == "texlive-lang-chinese"
        yield brought

    monkeypatch.setattr(placed_fonts, "fetched_package", package)
    assert not has_free_fonts()
    fetch_free_fonts(lambda *_: None)
    assert has_free_fonts()
    (fetched / "fandol" / f"{FREE_FONTS[3]}.ttf").unlink()
    assert not has_free_fonts()


def test_fonts_that_are_there_stay_beside_those_that_come(fetched: Path, tmp_path: Path) -> None:
    for name in OWN:
        (tmp_path / name).write_bytes(OWN[name])
        bring_fonts(tmp_path / name, lambda *_: None)
    assert sorted(placed(fetched)) == ["office/FZXBSJW.otf", "office/SIMKAI.ttf"]


def test_a_font_that_cannot_be_converted_is_used_as_it_is(fetched: Path, tmp_path: Path) -> None:
    font = bytearray(small_font(FREE_FONTS[0], cubic=True))
    entry = font.index(b"CFF ") + 8
    offset, length = struct.unpack_from(">II", font, entry)
    font[offset + length - 20 : offset + length] = b"\xff" * 20  # in the outlines
    (tmp_path / "a.otf").write_bytes(font)
    bring_fonts(tmp_path / "a.otf", lambda *_: None)
    assert placed(fetched) == {f"fandol/{FREE_FONTS[0]}.otf": bytes(font)}


def test_nothing_is_placed_where_nothing_can_be_written(
    fetched: Path, brought: Path, tmp_path: Path
) -> None:
    fetched.parent.mkdir()
    fetched.write_bytes(b"a file in the place of the folder")
    with pytest.raises(OutputError):
        bring_fonts(brought, lambda *_: None)
    assert fetched.read_bytes().startswith(b"a file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "fonts.deb"]


def test_those_of_an_earlier_version_are_redrawn_and_not_fetched_again(
    fetched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fetched / "fandol"
    folder.mkdir(parents=True)
    earlier = {f"{name}.ttf": earlier_font(name) for name in FREE_FONTS}
    for name, font in earlier.items():
        (folder / name).write_bytes(font)
    monkeypatch.delattr(placed_fonts, "fetched_package")
    assert not has_free_fonts()
    fetch_free_fonts(lambda *_: None)
    assert has_free_fonts()
    assert placed(folder) == {name: truetype_font(font) for name, font in earlier.items()}
