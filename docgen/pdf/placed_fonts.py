"""Fonts put where docgen finds them for all projects: free ones, fetched, or those of an office.

All are read and converted before the first is written, and all are on the disk before the first has
its name: whatever ends the run, each file is whole.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fontTools.ttLib import TTFont

from docgen.atomic import remove_stale_temporaries, write_all
from docgen.pdf.apt_package import fetched_package
from docgen.pdf.font_files import Fonts, read_fonts
from docgen.pdf.fonts import FETCHED
from docgen.pdf.form_signs import has_wrong_signs
from docgen.pdf.truetype import truetype_font
from docgen.pool import cores, map_ordered

FREE_FONTS = (
    "FandolFang-Regular",
    "FandolHei-Bold",
    "FandolHei-Regular",
    "FandolKai-Regular",
    "FandolSong-Bold",
    "FandolSong-Regular",
)
"""The free fonts nearest to 仿宋_GB2312, 黑体, 楷体_GB2312, 方正小标宋 and 宋体.

GNU GPL with the font exception: a document that embeds them need not be under that licence.
"""

_PACKAGE = "texlive-lang-chinese"
"""Debian's package that holds them."""

_FREE_FOLDER, _OWN_FOLDER = "fandol", "office"

_SECONDS = 300
"""The time limit for the conversion of a font, which takes ten seconds."""

Progress = Callable[[str, int, int], None]
"""Is told the step, ``fetch`` or ``convert``, and how much of it is done of how much."""


def has_free_fonts() -> bool:
    """Whether all free fonts are in the folder of docgen's own fonts, as this version makes them.

    One that could not be converted is used as it is.
    """
    return all(map(_is_there, FREE_FONTS)) and not _has_earlier_fonts()


def _is_there(name: str) -> bool:
    path = FETCHED / _FREE_FOLDER / name
    return any(path.with_suffix(suffix).is_file() for suffix in (".ttf", ".otf"))


def _has_earlier_fonts() -> bool:
    """Whether an earlier version has put a free font there, with signs that are drawn wrong."""
    for path in sorted((FETCHED / _FREE_FOLDER).glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            if has_wrong_signs(font):
                return True
    return False


def fetch_free_fonts(progress: Progress) -> list[Path]:
    """Fetches the free fonts by apt-get, and returns their files.

    Those of an earlier version are not fetched again: their signs are redrawn.

    Raises :class:`OutputError` if they cannot be fetched or written.
    """
    if all(map(_is_there, FREE_FONTS)):
        return _placed(read_fonts(FETCHED / _FREE_FOLDER), progress)
    with fetched_package(
        _PACKAGE, lambda arrived, size: progress("fonts-fetch", arrived, size)
    ) as package:
        fonts = read_fonts(package)
    return _placed(fonts, progress)


def bring_fonts(source: Path, progress: Progress) -> list[Path]:
    """Takes over the fonts of a file or folder, and returns their files.

    Raises :class:`UsageError` if there are none or they cannot be read, and :class:`OutputError`
    if they cannot be written.
    """
    return _placed(read_fonts(source), progress)


def _placed(fonts: Fonts, progress: Progress) -> list[Path]:
    free = {name: data for name, data in fonts.items() if Path(name).stem in FREE_FONTS}
    own = {name: data for name, data in fonts.items() if not name.startswith("Fandol")}
    placed = {FETCHED / _FREE_FOLDER / name: data for name, data in _converted(free, progress)}
    placed |= {FETCHED / _OWN_FOLDER / name: data for name, data in own.items()}
    for folder in {path.parent for path in placed}:
        remove_stale_temporaries(folder)
    write_all(placed, {path: str(path) for path in placed})
    return list(placed)


def _converted(free: Fonts, progress: Progress) -> list[tuple[str, bytes]]:
    """The free fonts as TrueType; one that cannot be converted stays as it is.

    An office's own are never changed, which their licences need not allow.
    """
    done = []
    converted = map_ordered(_Conversion(), list(free.values()), cores(), _SECONDS)
    if free:
        progress("fonts-convert", 0, len(free))
    for number, (name, data) in enumerate(zip(free, converted, strict=True), 1):
        done.append((f"{Path(name).stem}.ttf", data) if data else (name, free[name]))
        progress("fonts-convert", number, len(free))
    return done


class _Conversion:
    """The task of converting a font; empty if it cannot be converted."""

    def __call__(self, font: bytes) -> bytes:
        try:
            return truetype_font(font)
        except Exception:  # fontTools raises many kinds
            return b""

    def failed(self, font: bytes, reason: Exception) -> bytes:
        return b""
