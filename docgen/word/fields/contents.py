"""A table of contents: the entries that it shows, compared with those that it should show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lxml import etree

from docgen.word.fields.field import WordField, field_paragraphs, shown_text
from docgen.word.fields.field_values import LaidOut
from docgen.word.fields.headings import ContentsHeading, contents_headings
from docgen.word.xml import w, whole

_PARAGRAPH = w("p")
_PAGE = re.compile(
    r"[\-—– ]*(?:\d+|[IVXLCDMivxlcdm]+|[〇零一二三四五六七八九十百]+|[A-Za-z])[\-—– ]*"
)
_DOTS, _LEAST_DOTS, _BLANKS = ".．…·", 3, " \t\xa0\u3000"
"""What leads from a title to its page where there is no tab: dots that were typed."""


@dataclass(frozen=True)
class ShownEntry:
    """An entry as a table of contents shows it.

    Attributes:
        paragraph: its paragraph.
        words: number and title.
        page: the page that it names; empty if it names none.
        field: the field that shows the page, if there is one.
        texts: the elements that show it.
    """

    paragraph: etree._Element
    words: str
    page: str
    field: WordField | None
    texts: Sequence[etree._Element] = ()


@dataclass(frozen=True)
class EntryChange:
    """How an entry differs from what it should be.

    Attributes:
        kind: what is wrong: an entry is ``missing``, one too many is ``extra``, another ``title``,
            another ``page``.
        shown: the entry; ``None`` if it is missing.
        heading: what it should list; ``None`` of one too many.
        page: the page that it should name.
    """

    kind: Literal["missing", "extra", "title", "page"]
    shown: ShownEntry | None
    heading: ContentsHeading | None
    page: str = ""


@dataclass(frozen=True)
class Contents:
    """A table of contents.

    Attributes:
        field: its field.
        paragraphs: those that it reaches over.
        shown: its entries.
        headings: what it should list.
        pages: the page that each of these should name: empty if it is not known, or not asked for.
    """

    field: WordField
    paragraphs: tuple[etree._Element, ...]
    shown: tuple[ShownEntry, ...]
    headings: tuple[ContentsHeading, ...]
    pages: tuple[str, ...]

    def changes(self) -> Iterator[EntryChange]:
        """What is wrong with it, entry by entry; nothing if it is right."""
        before = ["".join(entry.words.split()) for entry in self.shown]
        after = ["".join(heading.words.split()) for heading in self.headings]
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for kind, start, stop, to_start, to_stop in matcher.get_opcodes():
            shown = self.shown[start:stop]
            wanted = list(zip(self.headings, self.pages, strict=True))[to_start:to_stop]
            for entry, (heading, page) in zip(shown, wanted, strict=False):
                if kind != "equal":
                    yield EntryChange("title", entry, heading, page)
                elif page and entry.page != page:
                    yield EntryChange("page", entry, heading, page)
            for entry in shown[len(wanted) :]:
                yield EntryChange("extra", entry, None)
            for heading, page in wanted[len(shown) :]:
                yield EntryChange("missing", None, heading, page)


def tables_of_contents(document: LaidOut, fields: Sequence[WordField]) -> Iterator[Contents]:
    """The tables of contents of a document; those that cannot be worked out are left out."""
    for field in fields:
        if field.kind == "TOC" and field.is_whole and field.outer is None:
            headings = contents_headings(document, field, fields)
            paragraphs = field_paragraphs(field)
            if headings is not None and paragraphs:
                yield _contents(document, field, fields, headings, paragraphs)


def _contents(
    document: LaidOut,
    field: WordField,
    fields: Sequence[WordField],
    headings: Sequence[ContentsHeading],
    paragraphs: Sequence[etree._Element],
) -> Contents:
    inner = {
        other.paragraph: other
        for other in fields
        if other.kind == "PAGEREF" and other.is_whole and other.is_in("TOC")
    }
    texts = defaultdict[etree._Element | None, list[etree._Element]](list)
    for element in field.shown:
        texts[next(element.iterancestors(_PARAGRAPH), None)].append(element)
    separator = field.instruction.switches.get("\\p", "")
    titles = {"".join(heading.words.split()) for heading in headings}
    shown = [
        _shown(paragraph, texts[paragraph], inner.get(paragraph), separator, titles)
        for paragraph in paragraphs
    ]
    entries = tuple(entry for entry in shown if entry.words or entry.page)
    pages = (_page(document, field, heading) for heading in headings)
    return Contents(field, tuple(paragraphs), entries, tuple(headings), tuple(pages))


def _shown(
    paragraph: etree._Element,
    texts: Sequence[etree._Element],
    page: WordField | None,
    separator: str,
    titles: Set[str],
) -> ShownEntry:
    """The entry that a paragraph shows; what reads as one of ``titles`` is all title."""
    words = "".join(map(shown_text, texts)).strip()
    number = page.text.strip() if page is not None else ""
    if number and words.endswith(number):
        rest = words.removesuffix(number)
        title = _before_gap(rest, separator)
        return ShownEntry(paragraph, rest if title is None else title, number, page, texts)
    signs = () if "".join(words.split()) in titles else filter(None, ("\t", separator, *_DOTS))
    for end in (words.rfind(sign) + len(sign) for sign in signs):
        title, label = _before_gap(words[:end], separator), words[end:].strip()
        if title is not None and _PAGE.fullmatch(label):
            return ShownEntry(paragraph, title, label, None, texts)
    return ShownEntry(paragraph, words, "", None, texts)


def _before_gap(words: str, separator: str) -> str | None:
    """The title before what leads to its page; ``None`` if nothing does."""
    title = words.rstrip()
    if "\t" in words[len(title) :]:
        return title
    if separator and words.endswith(separator):
        return words.removesuffix(separator).strip()
    left = title.rstrip(_DOTS + _BLANKS)
    dots = sum(sign in _DOTS for sign in title[len(left) :])
    return left if dots >= _LEAST_DOTS else None


def _page(document: LaidOut, field: WordField, heading: ContentsHeading) -> str:
    """The page that the entry of a heading should name."""
    if not has_page(field, heading.level):
        return ""
    return document.label(heading.paragraph)


def has_page(field: WordField, level: int) -> bool:
    r"""Whether entries of a level name a page; ``\n`` leaves out all, ``\n 2-3`` some."""
    switches = field.instruction.switches
    if "\\n" not in switches:
        return True
    first, last = (whole(end.strip()) for end in switches["\\n"].partition("-")[::2])
    return first is not None and last is not None and not first <= level <= last
