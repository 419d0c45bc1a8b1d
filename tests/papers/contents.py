"""Tables of contents, in the manners of Word, of WPS and of hand, and captions with numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.papers.draft import Draft
from tests.papers.wordml import bookmark, char, field, instruction, paragraph, run


@dataclass(frozen=True)
class Entry:
    """A line of a table of contents: what it says of which bookmark."""

    level: int
    title: str
    page: str
    bookmark: str


Change = Callable[[list[Entry]], list[Entry]]
"""What makes a table of contents stale."""


def kept(entries: list[Entry]) -> list[Entry]:
    return entries


def retitled(title: str, old: str) -> Change:
    """The entry ``title`` still says ``old``."""
    return lambda entries: [
        replace(entry, title=entry.title.replace(title, old)) for entry in entries
    ]


def _plus(page: str, by: int) -> str:
    return str(int(page) + by)


def moved(title: str, by: int) -> Change:
    """The page of one entry is wrong by ``by``."""
    return lambda entries: [
        replace(entry, page=_plus(entry.page, by)) if title in entry.title else entry
        for entry in entries
    ]


def paged(title: str, page: str) -> Change:
    """The page of one entry says ``page``."""
    return lambda entries: [
        replace(entry, page=page) if title in entry.title else entry for entry in entries
    ]


def shifted(title: str, by: int) -> Change:
    """The pages from an entry on are wrong by ``by``."""

    def change(entries: list[Entry]) -> list[Entry]:
        first = next(place for place, entry in enumerate(entries) if title in entry.title)
        late = [replace(entry, page=_plus(entry.page, by)) for entry in entries[first:]]
        return entries[:first] + late

    return change


def without(title: str) -> Change:
    return lambda entries: [entry for entry in entries if title not in entry.title]


def with_deleted(title: str, after: str) -> Change:
    """An entry of a heading that is there no more, behind that of another."""

    def change(entries: list[Entry]) -> list[Entry]:
        place = next(place for place, entry in enumerate(entries) if after in entry.title)
        gone = replace(entries[place], title=title, bookmark="_Toc9999")
        return [*entries[: place + 1], gone, *entries[place + 1 :]]

    return change


@dataclass(frozen=True)
class Manner:
    """How a program writes a table of contents.

    Attributes:
        control: within a content control, as Word's gallery puts it.
        link: ``element`` for ``w:hyperlink``, ``field`` for HYPERLINK fields, as WPS; or none.
        pageref: the page is a PAGEREF field, not a plain number.
        tabs: each entry has its tab itself.
    """

    control: bool = False
    link: str = ""
    pageref: bool = False
    tabs: bool = False


WORD = Manner(control=True, link="element", pageref=True)
LINKED = Manner(link="element", pageref=True)
BARE = Manner()
WPS_MANNER = Manner(control=True, link="field", pageref=True, tabs=True)


def contents(
    draft: Draft,
    manner: Manner,
    *,
    levels: int = 3,
    code: str = "",
    change: Change = kept,
    head: str = "目录",
    numbered: bool = True,
) -> None:
    """Adds the table of contents of all headings, also those that follow."""
    code = code or f'TOC \\o "1-{levels}" \\h \\z \\u'

    def made() -> str:
        entries = [
            Entry(item.level, item.title, draft.page(item.bookmark), item.bookmark)
            for item in draft.headings
            if item.level <= levels
        ]
        lines = _lines(draft, manner, code, change(entries), numbered)
        title = paragraph(head, style="TOCHeading") if head else ""
        if not manner.control:
            return title + lines
        gallery = (
            '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            "</w:docPartObj>"
        )
        return (
            f'<w:sdt><w:sdtPr><w:id w:val="{draft.identifier()}"/>{gallery}</w:sdtPr>'
            f"<w:sdtContent>{title}{lines}</w:sdtContent></w:sdt>"
        )

    draft.later(made)


def figure_list(draft: Draft, label: str, change: Change = kept) -> None:
    """Adds the list of all captions with a label (图目录)."""

    def made() -> str:
        entries = [
            Entry(0, text, draft.page(name), name)
            for name, text in draft.captions.items()
            if text.startswith(label)
        ]
        return _lines(draft, LINKED, f'TOC \\h \\z \\c "{label}"', change(entries), True)

    draft.later(made)


def _lines(draft: Draft, manner: Manner, code: str, entries: list[Entry], numbered: bool) -> str:
    opening = char("begin") + instruction(code) + char("separate")
    lines = []
    for number, entry in enumerate(entries):
        style = f"TOC{entry.level}" if entry.level else "TableofFigures"
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{draft.look.width}"/></w:tabs>'
        lines.append(
            paragraph(
                "" if number else opening,
                _entry(manner, entry, numbered),
                style=style,
                ppr=tabs if manner.tabs else "",
            )
        )
    return "".join(lines) + paragraph(char("end"))


def _entry(manner: Manner, entry: Entry, numbered: bool) -> str:
    inner = run(entry.title)
    if numbered:
        number = run(entry.page)
        if manner.pageref:
            number = field(f"PAGEREF {entry.bookmark} \\h", entry.page)
        inner += run("\t") + number
    if manner.link == "element":
        return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{inner}</w:hyperlink>'
    if manner.link == "field":
        code = instruction(f"HYPERLINK \\l {entry.bookmark}")
        return char("begin") + code + char("separate") + inner + char("end")
    return inner


def caption(
    draft: Draft, label: str, text: str, number: int, *, ppr: str = "", name: str = ""
) -> None:
    """Adds a caption with a SEQ field; ``name`` is the bookmark around its label and number."""
    label_name = name or f"_Ref{draft.identifier()}"
    name = f"_Toc{draft.identifier()}"
    draft.captions[name] = f"{label} {number} {text}"
    draft.marks[name] = draft.marks[label_name] = text
    counted = run(f"{label} ") + field(f"SEQ {label} \\* ARABIC", str(number))
    marked = bookmark(label_name, draft.identifier(), counted)
    whole = bookmark(name, draft.identifier(), marked + run(f" {text}"))
    draft.add(paragraph(whole, style="Caption", ppr=ppr))
