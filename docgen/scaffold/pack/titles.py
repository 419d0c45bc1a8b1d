"""What a form calls itself."""

from __future__ import annotations

import re

from lxml import etree

from docgen.scaffold.pack.lines import FormLine
from docgen.word.xml import w

_YEAR_OR_ROOM = re.compile(r"(?:20(?:\d\d)?|[_×xX]{2,}|(?<=[（(]))年度?|[_×xX]{2,}|[（(][）)]")
_ABOVE_TITLE = re.compile(
    r"[：:]|^\s*(?:[一二三四五六七八九十]+、|附[件表录]|表[\d一二三四五六七八九十]|\w{0,6}\d+表\s*$)"
)
_LINE_END = re.compile(r"[。；，,;.]")


def title_of(body: etree._Element) -> str:
    """The form's title, without year and without gaps; empty if it has none."""
    plain = (_YEAR_OR_ROOM.sub("", text) for text in title_texts(body))
    return next((text for text in plain if text and not text.startswith("附件")), "")


def title_texts(body: etree._Element) -> list[str]:
    """The lines of the title as printed, without gaps."""
    return ["".join(FormLine(one).text.split()) for one in titles_in(body)]


def titles_in(body: etree._Element) -> list[etree._Element]:
    """Centred paragraphs with text, and those in a title's style; else the first that may be one.

    附件1, 公开01表 and lines to fill in stand above a title.
    """
    paragraphs = [one for one in body.iterchildren(w("p")) if FormLine(one).text.strip()]
    found = [one for one in paragraphs if is_set_as_title(one)]
    if found:
        return found
    first = next((one for one in paragraphs if not _ABOVE_TITLE.search(FormLine(one).text)), None)
    return [] if first is None or _LINE_END.search(FormLine(first).text) else [first]


def is_set_as_title(paragraph: etree._Element) -> bool:
    """Whether a paragraph looks like a title, centred or by its style."""
    return _is_centred(paragraph) or _is_title(paragraph)


def _is_centred(paragraph: etree._Element) -> bool:
    how = paragraph.find(f"{w('pPr')}/{w('jc')}")
    return how is not None and how.get(w("val")) == "center"


def _is_title(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return style is not None and "title" in style.get(w("val"), "").lower()
