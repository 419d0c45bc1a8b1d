"""Tables of contents in the manners in which Word, WPS and templates write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tests.unit.word.fields.documents import begin, code, mark, par, run, simple, spelled

Entries = Sequence[tuple[int, str, str]]
"""Level, title and page of each entry that is shown."""
INSTRUCTION = r' TOC \o "1-3" \h \z \u '
_END = mark("end")
_TABS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8306"/></w:tabs>'


def _joined(entries: list[tuple[str, str, str]], instruction: str, *, apart: bool = True) -> str:
    """Paragraphs of entries, of style, properties and runs each, between the marks."""
    found = ""
    for at, (used, more, inner) in enumerate(entries or [("T1", "", "")]):
        first = begin(instruction) if at == 0 else ""
        last = _END if not apart and at >= len(entries) - 1 else ""
        found += par(first + inner + last, used, more)
    return found + (par(_END) if apart else "")


def hyperlinks(entries: Entries, instruction: str = INSTRUCTION, *, apart: bool = True) -> str:
    """Word's own: a link and a ``PAGEREF`` for each."""
    rows = [
        (
            f"T{level}",
            "",
            f'<w:hyperlink w:anchor="_Toc{at}" w:history="1">{run(title)}{run(chr(9))}'
            f"{spelled(f' PAGEREF _Toc{at} {chr(92)}h ', page)}</w:hyperlink>",
        )
        for at, (level, title, page) in enumerate(entries, 101)
    ]
    return _joined(rows, instruction, apart=apart)


def closed_in_last(entries: Entries, instruction: str = INSTRUCTION) -> str:
    """The end mark stands in the last entry's paragraph."""
    return hyperlinks(entries, instruction, apart=False)


def nested_links(entries: Entries, instruction: str = INSTRUCTION) -> str:
    """As WPS has it: links are fields too, and the tab is set in each paragraph."""
    rows = []
    for at, (level, title, page) in enumerate(entries, 101):
        number = spelled(rf" PAGEREF _Toc{at} \h ", page)
        link = spelled(rf" HYPERLINK \l _Toc{at} ", run(title) + run("\t") + number)
        rows.append((f"T{level}", _TABS, link))
    return _joined(rows, instruction)


def plain(entries: Entries, instruction: str = INSTRUCTION) -> str:
    """Text alone, typed or from an old Word."""
    rows = [(f"T{level}", "", run(f"{title}\t{page}")) for level, title, page in entries]
    return _joined(rows, instruction)


def dotted(entries: Entries, instruction: str = INSTRUCTION) -> str:
    """Dots that somebody has typed."""
    rows = [("", "", run(f"{title}……………{page}")) for _, title, page in entries]
    return _joined(rows, instruction)


def controlled(entries: Entries, instruction: str = INSTRUCTION) -> str:
    """In a content control, with its title."""
    return (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery "
        'w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        f"{par(run('目　录'))}{hyperlinks(entries, instruction)}</w:sdtContent></w:sdt>"
    )


def placeholder(entries: Entries, instruction: str = INSTRUCTION) -> str:
    """All in one paragraph: what a template has before anybody has pressed F9."""
    words = "、".join(title for _, title, _ in entries) or "右击更新目录"
    return par(spelled(instruction, words))


def simply(entries: Entries, instruction: str = INSTRUCTION) -> str:
    """One element, as programs write it."""
    words = "、".join(title for _, title, _ in entries)
    return par(simple(instruction, words))


def never_updated(entries: Entries, instruction: str = INSTRUCTION) -> str:
    """Nothing between the marks, and the instruction in two pieces."""
    return par(
        mark("begin") + code(instruction[:7]) + code(instruction[7:]) + mark("separate") + _END
    )


MANNERS: Mapping[str, Callable[..., str]] = {
    made.__name__: made
    for made in (
        *(hyperlinks, closed_in_last, nested_links, plain, dotted, controlled),
        *(placeholder, simply, never_updated),
    )
}
LISTING = tuple(name for name in MANNERS if name not in ("placeholder", "simply", "never_updated"))
"""Those that show entries, a paragraph each."""


def between(contents: str, before: str, behind: str) -> str:
    """A table of contents between other runs of its first paragraph and its last."""
    first, last = (
        ("<w:fldSimple", "</w:fldSimple>") if "<w:fldSimple" in contents else (mark("begin"), _END)
    )
    start, stop = contents.index(first), contents.rindex(last) + len(last)
    return contents[:start] + before + contents[start:stop] + behind + contents[stop:]
