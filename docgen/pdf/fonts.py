"""The substitutes of the official fonts, and the fontconfig file that tells LibreOffice of them.

The .docx names the official fonts and embeds none: they are licensed. On a machine without them
a private fontconfig file, used for the conversion alone, gives each the nearest free font, with
fallbacks for characters that font lacks (㎡ ² ✓). In all of them a Chinese character is one em
wide and Latin has the widths of Times New Roman, so lines and pages break alike.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from itertools import takewhile
from pathlib import Path

from platformdirs import user_data_path

from docgen.temporary import temporary_folder

_ROOT = Path(__file__).resolve().parents[2]

FETCHED = (
    _ROOT if (_ROOT / "word_templates").is_dir() else user_data_path("docgen", appauthor=False)
) / "fonts"
"""The fonts of docgen itself, which all projects use: in a checkout, or else the user's own."""

_HEAVY_SONG = "FandolSong Heavy"
"""FandolSong's bold face as a family: a fontconfig rule can name a family only, not a face."""

_FREE = "Fandol"
"""How the names of the fonts begin that ``docgen fonts`` fetches."""

_SONG = ("FandolSong", "Noto Serif CJK SC", "AR PL UMing CN")
_FALLBACK = ("Noto Serif CJK SC", "AR PL UMing CN", "DejaVu Sans")

SUBSTITUTES: Mapping[str, tuple[str, ...]] = {
    "方正小标宋简体": (_HEAVY_SONG, "Noto Serif CJK SC"),
    "仿宋_GB2312": ("仿宋", "FangSong", "FandolFang R", "Noto Serif CJK SC"),
    "楷体_GB2312": ("楷体", "KaiTi", "FandolKai", "AR PL UKai CN"),
    "黑体": ("SimHei", "FandolHei", "Noto Sans CJK SC"),
    "宋体": ("SimSun", *_SONG),
    "Times New Roman": ("Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes"),
}
"""The substitutes of each official font, the nearest first."""

_SAME = {"FangSong", "KaiTi", "SimHei", "SimSun", "仿宋", "楷体"}
"""Other names of the official fonts themselves."""

_ASKED = 1000
"""Characters of which it is remembered which fonts have them."""

_HEAVY_RULE = (
    '<match target="scan"><test name="family"><string>FandolSong</string></test>'
    '<test name="style"><string>Bold</string></test>'
    f'<edit name="family" mode="assign"><string>{_HEAVY_SONG}</string></edit>'
    '<edit name="style" mode="assign"><string>Regular</string></edit></match>'
)


def officials_of(name: str) -> list[str]:
    """The official fonts that the font ``name`` in a PDF may be a substitute of."""
    plain = _plain(name)
    if plain.startswith("fandolsongbold"):
        return ["方正小标宋简体"]  # the PDF has its original family name
    return [
        official
        for official, substitutes in SUBSTITUTES.items()
        if any(plain.startswith(_plain(other)) for other in substitutes if other not in _SAME)
    ]


def _plain(name: str) -> str:
    return name.lower().replace(" ", "").replace("-", "").removesuffix("r")


def installed_families(fonts: Path) -> set[str]:
    """Every family name that fontconfig knows, ``fonts`` included; empty without fontconfig."""
    if not (listing := shutil.which("fc-list")):
        return set()
    with font_environment(fonts, {}) as environment:
        result = subprocess.run(
            [listing, "--format", "%{family}\n"],
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        )
    return {name.strip() for line in result.stdout.splitlines() for name in line.split(",")}


@lru_cache(_ASKED)
def families_with(fonts: Path, sign: str) -> tuple[str, ...] | None:
    """The fonts that have a character, by their first names; ``None`` without fontconfig."""
    listing = shutil.which("fc-list")
    if listing is None:
        return None
    with font_environment(fonts, {}) as environment:
        result = subprocess.run(
            [listing, f":charset={ord(sign):x}", "--format", "%{family[0]}\n"],
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        )
    return tuple(sorted(set(result.stdout.split("\n")) - {""}))


def substitutions(fonts: Path) -> dict[str, str | None]:
    """The substitute of each official font that is not installed; ``None`` where there is none."""
    installed = installed_families(fonts)
    return {
        official: next((name for name in substitutes if name in installed), None)
        for official, substitutes in SUBSTITUTES.items()
        if official not in installed
    }


def has_fontconfig() -> bool:
    """Whether this machine has fontconfig, which lists fonts and finds those in folders."""
    return shutil.which("fc-list") is not None


def lacking_fonts(fonts: Path) -> list[str]:
    """The official fonts of which ``docgen fonts`` would bring a nearer substitute.

    None where there is no fontconfig, which alone finds what ``docgen fonts`` brings.
    """
    return list(improvable(substitutions(fonts))) if has_fontconfig() else []


def improvable(substituted: Mapping[str, str | None]) -> Iterator[str]:
    """Yields the fonts in whose place ``docgen fonts`` would bring a nearer one than there is."""
    for official, substitute in substituted.items():
        nearer = takewhile(lambda name: name != substitute, SUBSTITUTES[official])  # noqa: B023
        if any(name.startswith(_FREE) for name in nearer):
            yield official


@contextmanager
def font_environment(
    fonts: Path, substituted: Mapping[str, str | None]
) -> Iterator[dict[str, str]]:
    """Environment variables that make fontconfig use ``fonts``, FETCHED and the substitutes."""
    with temporary_folder("fonts") as folder:
        configuration = Path(folder) / "fonts.conf"
        configuration.write_text(_configuration(fonts, substituted), "utf-8")
        yield {"FONTCONFIG_FILE": str(configuration)}


def _configuration(fonts: Path, substituted: Mapping[str, str | None]) -> str:
    rules = "".join(
        _rule(official, (substitute, *_FALLBACK))
        for official, substitute in substituted.items()
        if substitute
    )
    folders = dict.fromkeys(path.resolve() for path in (fonts, FETCHED) if path.is_dir())
    directories = "".join(f"<dir>{escape(str(folder), quote=False)}</dir>" for folder in folders)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        '<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"{directories}{_HEAVY_RULE}{rules}</fontconfig>\n"
    )


def _rule(official: str, families: tuple[str, ...]) -> str:
    names = "".join(map(_string, families))
    return (
        f'<match target="pattern"><test name="family">{_string(official)}</test>'
        f'<edit name="family" mode="assign" binding="same">{names}</edit></match>'
    )


def _string(family: str) -> str:
    return f"<string>{escape(family, quote=False)}</string>"
