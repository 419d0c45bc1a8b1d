"""What a form calls itself."""

from __future__ import annotations

import re

from lxml import etree

from docgen.drafting.lines import Line
from docgen.word.marks import w

_YEAR_OR_ROOM = re.compile(r"(?:20\d\d|[_×xX]{2,}|(?<=[（(]))年度?|[_×xX]{2,}|[（(][）)]$")
_LINE_END = re.compile(r"[。；，,;.]")


def title_of(body: etree._Element) -> str:
    """The form's title, without year and without gaps; empty if it has none."""
    plain = (_YEAR_OR_ROOM.sub("", text) for text in title_texts(body))
    return next((text for text in plain if text and not text.startswith("附件")), "")


def title_texts(body: etree._Element) -> list[str]:
    """The lines of the title as printed, without gaps."""
    return ["".join(Line(one).text.split()) for one in titles_in(body)]


def titles_in(body: etree._Element) -> list[etree._Element]:
    """Centred paragraphs with text, and those in a title's style."""
    paragraphs = [one for one in body.iterchildren(w("p")) if Line(one).text.strip()]
    found = [one for one in paragraphs if _is_centred(one) or _is_title(one)]
    return found or [one for one in paragraphs[:1] if not _LINE_END.search(Line(one).text)]


def _is_centred(paragraph: etree._Element) -> bool:
    how = paragraph.find(f"{w('pPr')}/{w('jc')}")
    return how is not None and how.get(w("val")) == "center"


def _is_title(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return style is not None and "title" in style.get(w("val"), "").lower()
