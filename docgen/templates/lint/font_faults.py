"""Chinese text without an East Asian font: Word then uses a default of the machine.

``w:rFonts`` has separate attributes for Latin and for East Asian characters. A program that sets
only ``w:ascii``, to 仿宋_GB2312 for example, does not change the font of Chinese characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.diagnostics import Place, Problem, TemplatePlace, template_error
from docgen.diagnostics.bilingual import NOTHING, Bilingual
from docgen.diagnostics.codes import problem_code
from docgen.templates.part_outline import PartOutline
from docgen.word.xml import text_of, w

FONT_RUN = problem_code(
    "font-run",
    en=(
        "「{text}」{more} has {font} for Latin letters only ({template})",
        "select the text and choose the font again under East Asian text; for many texts: replace "
        "(Ctrl-H) with a format, the font {font} by itself",
    ),
    zh=(
        "「{text}」{more}的字体 {font} 只给了西文（{template}）",
        "选中文字，在「中文字体」里重新选；处数多的，用「替换」（Ctrl-H）按格式换成 {font}",
    ),
)
FONT_STYLE = problem_code(
    "font-style",
    en=(
        "the style 「{style}」 names no font for Chinese ({template})",
        "choose one in the style, under East Asian text",
    ),
    zh=("样式「{style}」没有中文字体（{template}）", "在样式的「中文字体」里选一个"),
)
FONT_STYLE_HALF = problem_code(
    "font-style-half",
    en=(
        "the style 「{style}」 has {font} for Latin letters only",
        "choose the font again in the style, under East Asian text",
    ),
    zh=("样式「{style}」的字体 {font} 只给了西文", "在样式的「中文字体」里重新选"),
)

_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN = ("ascii", "hAnsi")
_EAST_ASIAN = ("eastAsia", "eastAsiaTheme")


def font_faults(
    styles_root: etree._Element, stories: Iterable[tuple[etree._Element, str]], part: str
) -> Iterator[Problem]:
    """Runs, and styles in use, without a font for their Chinese characters.

    Runs that lack the same font are one problem, told at the first of them: an office program that
    saves in another format makes dozens of them at once.

    ``styles_root`` is the part's ``w:styles``, ``stories`` its body, headers and footers.
    """
    styles = _PartStyles(styles_root)
    reported: set[str] = set()
    half: dict[str, list[tuple[TemplatePlace, str]]] = {}
    for root, story in stories:
        outline = PartOutline(root)
        for run in root.iter(w("r")):
            text = text_of(run)
            paragraph = next(run.iterancestors(w("p")), None)
            if paragraph is None or not _CHINESE.search(text):
                continue
            place = outline.place(paragraph, part, story)
            style = styles.of(paragraph)
            font = _half_named(run.find(f"{w('rPr')}/{w('rFonts')}"))
            if font and styles.east_asian(style) != font:
                half.setdefault(font, []).append((place, text.strip()[:20]))
            if style not in reported and not _east_asian(run) and not styles.east_asian(style):
                reported.add(style)
                name = styles.name(style)
                yield template_error(FONT_STYLE, Place(part), place, style=name)
    for font, found in half.items():
        (place, text), more = found[0], len(found) - 1
        told = Bilingual(f"等 {more + 1} 处", f" (and {more} more)") if more else NOTHING
        words = {"font": font, "text": text, **told.words("more")}
        yield template_error(FONT_RUN, Place(part), place, **words)
    for name, font in styles.half_named():
        yield template_error(FONT_STYLE_HALF, Place(part), style=name, font=font)


def _fonts(element: etree._Element | None, names: tuple[str, ...]) -> list[str]:
    fonts = (element.get(w(name)) for name in names) if element is not None else ()
    return [font for font in fonts if font]


def _half_named(fonts: etree._Element | None) -> str:
    """A Chinese font that is set for Latin letters only, or the empty string."""
    chinese = [font for font in _fonts(fonts, _LATIN) if _CHINESE.search(font)]
    return chinese[0] if chinese and not _fonts(fonts, _EAST_ASIAN) else ""


def _east_asian(run: etree._Element) -> bool:
    return bool(_fonts(run.find(f"{w('rPr')}/{w('rFonts')}"), _EAST_ASIAN))


class _PartStyles:
    """The styles of a part by their ids."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._styles = {style.get(w("styleId"), ""): style for style in root.findall(w("style"))}
        defaults = (
            key
            for key, style in self._styles.items()
            if style.get(w("default")) in ("1", "true") and style.get(w("type")) == "paragraph"
        )
        self._default = next(defaults, "")

    def of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        reference = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return reference.get(w("val"), "") if reference is not None else self._default

    def name(self, style: str) -> str:
        """The name of the style with the id ``style``."""
        name = self._styles[style].find(w("name")) if style in self._styles else None
        return name.get(w("val"), "") if name is not None else style

    def east_asian(self, style: str) -> str:
        """The East Asian font that a style, an ancestor of it, or the defaults set; or nothing."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            if found := _fonts(self._styles[style].find(f"{w('rPr')}/{w('rFonts')}"), _EAST_ASIAN):
                return found[0]
            base = self._styles[style].find(w("basedOn"))
            style = base.get(w("val"), "") if base is not None else ""
        path = "/".join(map(w, ("docDefaults", "rPrDefault", "rPr", "rFonts")))
        return next(iter(_fonts(self._root.find(path), _EAST_ASIAN)), "")

    def half_named(self) -> Iterator[tuple[str, str]]:
        """Name and font of each style that sets a Chinese font for Latin letters only."""
        for key, style in self._styles.items():
            if font := _half_named(style.find(f"{w('rPr')}/{w('rFonts')}")):
                yield self.name(key), font
