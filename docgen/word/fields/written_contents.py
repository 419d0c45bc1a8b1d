"""Writes a table of contents: in place where only pages differ, else entry by entry anew.

An entry that stays keeps its paragraph, with all that the office has set in it; a new one looks
like another of its level.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from docgen.word.fields.bookmark_names import HeadingBookmarks
from docgen.word.fields.contents import Contents, ShownEntry
from docgen.word.fields.field import fields_of, shown_text, take_outside
from docgen.word.fields.field_values import LaidOut
from docgen.word.fields.headings import ContentsHeading
from docgen.word.xml import child_at, remove, twips, w

_PARAGRAPH, _PROPERTIES, _RUN, _LOOK, _TEXT, _TAB, _SECTION = map(
    w, ("p", "pPr", "r", "rPr", "t", "tab", "sectPr")
)
_MARK, _KIND, _CODE, _VAL, _LINK = map(
    w, ("fldChar", "fldCharType", "instrText", "val", "hyperlink")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_INDENT = 420
"""Twips by which a level stands further in, where the template has no style for it."""


def write_contents(document: LaidOut, contents: Contents) -> None:
    """Has a table of contents show what it should."""
    changes = list(contents.changes())
    shown = [change.shown for change in changes if change.kind == "page" and change.shown]
    if len(shown) == len(changes) and all(entry.page for entry in shown):
        for entry, change in zip(shown, changes, strict=True):
            _set_page(entry, change.page)
    else:
        _EntryWriter(document, contents).write()


def _set_page(entry: ShownEntry, page: str) -> None:
    """Has an entry name another page; LibreOffice has the tab before it within its field."""
    shown = entry.texts if entry.field is None else entry.field.shown
    texts = [text for text in shown if text.tag == _TEXT]
    left = entry.page
    for text in reversed(texts):
        words = text.text or ""
        if not left:
            break
        if words.endswith(left):
            text.text, left = words.removesuffix(left) + page, ""
            text.set(_SPACE, "preserve")
        elif left.endswith(words.strip()):
            left, text.text = left.removesuffix(words.strip()).rstrip(), ""


class _EntryWriter:
    """Writes all entries of a table of contents."""

    def __init__(self, document: LaidOut, contents: Contents) -> None:
        self._document, self._contents = document, contents
        self._bookmarks = HeadingBookmarks(document.root)
        self._levels = dict(self._patterns())
        self._old = defaultdict[str, deque[ShownEntry]](deque)
        for entry in contents.shown if contents.field.end is not None else ():
            self._old[_ink(entry.words)].append(entry)

    def _patterns(self) -> Iterator[tuple[int, etree._Element]]:
        """An entry of each level that is shown, the first of each."""
        headings = {_ink(heading.words): heading.level for heading in self._contents.headings}
        for entry in reversed(self._contents.shown):
            style = self._document.cascade.style_name(entry.paragraph)
            level = style.removeprefix("toc ").strip()
            by_words = headings.get(_ink(entry.words), 1)
            yield (int(level) if level.isdecimal() else by_words), entry.paragraph

    def write(self) -> None:
        """Puts the new entries into the place of the old ones."""
        old, field = self._contents.paragraphs, self._contents.field
        parent, first, last = old[0].getparent(), old[0], old[-1]
        if parent is None:
            return
        section = child_at(last, _PROPERTIES, _SECTION)
        before = take_outside(first, field.begin, before=True)
        tail = self._tail(last)
        headings = zip(self._contents.headings, self._contents.pages, strict=True)
        new = [self._entry(heading, page) for heading, page in headings]
        new = new or [self._paragraph(1)]
        self._open(new[0], before)
        if tail.getparent() is None:
            for child in list(tail):
                new[-1].append(child)
            if section is not None:
                _set_section(new[-1], section)
        at = parent.index(first)
        for paragraph in old:
            if paragraph is not tail:
                parent.remove(paragraph)
        for offset, paragraph in enumerate(new):
            parent.insert(at + offset, paragraph)

    def _tail(self, last: etree._Element) -> etree._Element:
        """The last mark with what stands behind it: its own paragraph, if no entry is in it.

        Else a new element that has it all.
        """
        if last is not self._contents.paragraphs[0] and not any(
            entry.paragraph is last for entry in self._contents.shown
        ):
            return last
        field = self._contents.field
        tail = etree.Element(_PARAGRAPH)
        etree.SubElement(tail, _RUN).append(_mark("end", field.end))
        tail.extend(
            take_outside(last, field.begin if field.end is None else field.end, before=False)
        )
        return tail

    def _open(self, paragraph: etree._Element, before: Sequence[etree._Element]) -> None:
        """Puts the beginning of the field before the first entry, mark by mark, as WPS needs it."""
        field = self._contents.field
        code = etree.Element(_CODE)
        code.text = field.instruction.words
        code.set(_SPACE, "preserve")
        marks = _mark("begin", field.begin), code, _mark("separate", field.separator)
        at = 0 if child_at(paragraph, _PROPERTIES) is None else 1
        paragraph[at:at] = [*before, *map(_run_of, marks)]

    def _entry(self, heading: ContentsHeading, page: str) -> etree._Element:
        """The paragraph of an entry."""
        old = self._old[_ink(heading.words)]
        if old and (old[0].page or not page):
            return self._kept(old.popleft(), page)
        return self._new(heading, page)

    def _kept(self, entry: ShownEntry, page: str) -> etree._Element:
        """A copy of an entry that stays, with its page; without the marks of the whole field."""
        copied = deepcopy(entry.paragraph)
        self._strip(copied)
        for section in list(copied.iter(_SECTION)):
            remove(section)
        if page and page != entry.page:
            inner = (field for field in fields_of(copied) if field.kind == "PAGEREF")
            reference = next(inner, None) if entry.field is not None else None
            texts = list(copied.iter(_TEXT))
            _set_page(ShownEntry(copied, entry.words, entry.page, reference, texts), page)
        return copied

    def _strip(self, paragraph: etree._Element) -> None:
        """Takes out the marks and codes that belong to no field of the paragraph alone."""
        inside = set[etree._Element]()
        for field in fields_of(paragraph):
            if field.kind != "TOC" and field.is_whole and field.separator is not None:
                inside |= {field.begin, field.separator}
                inside |= {field.end} if field.end is not None else set()
        depth = 0
        for element in list(paragraph.iter(_MARK, _CODE)):
            if element in inside:
                depth += {"begin": 1, "end": -1}.get(element.get(_KIND, ""), 0)
            elif depth == 0:
                run = element.getparent()
                remove(element)
                if run is not None and all(child.tag == _LOOK for child in run):
                    remove(run)

    def _paragraph(self, level: int) -> etree._Element:
        """A paragraph without words in the look of entries of a level."""
        paragraph = etree.Element(_PARAGRAPH)
        pattern = self._levels.get(level)
        if pattern is not None and (own := child_at(pattern, _PROPERTIES)) is not None:
            properties = deepcopy(own)
            for section in list(properties.iterchildren(_SECTION)):
                properties.remove(section)
            paragraph.append(properties)
        else:
            paragraph.append(self._properties(level))
        return paragraph

    def _properties(self, level: int) -> etree._Element:
        """Those of a level that no entry has: its style, or a tab and an indent."""
        properties = etree.Element(_PROPERTIES)
        style = self._document.cascade.named(f"toc {level}")
        if style is not None:
            etree.SubElement(properties, w("pStyle")).set(_VAL, style.get(w("styleId"), ""))
        if style is None or next(style.iter(w("tabs")), None) is None:
            tab = etree.SubElement(etree.SubElement(properties, w("tabs")), _TAB)
            for name, value in (("val", "right"), ("leader", "dot"), ("pos", str(self._width()))):
                tab.set(w(name), value)
        if style is None:
            indent = etree.SubElement(properties, w("ind"))
            indent.set(w("left"), str(_INDENT * (level - 1)))
            indent.set(w("firstLine"), "0")
        return properties

    def _width(self) -> int:
        """Twips between the margins of the section that the table of contents stands in."""
        last = self._contents.paragraphs[-1]
        section = next(last.itersiblings(_SECTION), None)
        for sibling in (last, *last.itersiblings(_PARAGRAPH)):
            own = child_at(sibling, _PROPERTIES, _SECTION)
            if own is not None:
                section = own
                break
        if section is None:
            section = next(self._document.root.iterchildren(_SECTION), None)
        size = child_at(section, w("pgSz")) if section is not None else None
        margins = child_at(section, w("pgMar")) if section is not None else None
        if size is None or margins is None:
            return 8300
        return twips(size) - twips(margins, "left") - twips(margins, "right")

    def _new(self, heading: ContentsHeading, page: str) -> etree._Element:
        """An entry that was not there: number, title, and a reference to the heading's page."""
        paragraph = self._paragraph(heading.level)
        look = _look(self._levels.get(heading.level))
        holder, anchor = paragraph, ""
        if page or "\\h" in self._contents.field.instruction.switches:
            anchor = self._bookmarks.name(heading.paragraph)
        if "\\h" in self._contents.field.instruction.switches:
            holder = etree.SubElement(paragraph, _LINK)
            holder.set(w("anchor"), anchor)
            holder.set(w("history"), "1")
        _add(holder, look, heading.words)
        separator = self._contents.field.instruction.switches.get("\\p", "")
        if page:
            _add(holder, look, separator or "\t")
            for kind in ("begin", f" PAGEREF {anchor} \\h ", "separate", page, "end"):
                _add(holder, look, kind, is_mark=kind in ("begin", "separate", "end"))
        return paragraph


def _ink(words: str) -> str:
    return "".join(words.split())


def _run_of(element: etree._Element) -> etree._Element:
    run = etree.Element(_RUN)
    run.append(element)
    return run


def _mark(kind: str, old: etree._Element | None) -> etree._Element:
    """A mark of a field, as it was if it had one."""
    made = deepcopy(old) if old is not None and old.tag == _MARK else etree.Element(_MARK)
    if made.get(w("dirty")) is not None:
        del made.attrib[w("dirty")]
    made.set(_KIND, kind)
    made.tail = None
    return made


def _set_section(paragraph: etree._Element, section: etree._Element) -> None:
    """Has a paragraph end a section; its properties are made where there are none."""
    own = child_at(paragraph, _PROPERTIES)
    if own is None:
        own = etree.Element(_PROPERTIES)
        paragraph.insert(0, own)
    change = child_at(own, w("pPrChange"))
    own.insert(len(own) if change is None else own.index(change), section)


def _look(pattern: etree._Element | None) -> etree._Element | None:
    """The look of the words of an entry."""
    for text in pattern.iter(_TEXT) if pattern is not None else ():
        run = text.getparent()
        if run is not None and shown_text(text).strip():
            return child_at(run, _LOOK)
    return None


def _add(
    holder: etree._Element, look: etree._Element | None, words: str, *, is_mark: bool = False
) -> None:
    """Adds a run with words, a tab, an instruction or a mark of a field."""
    run = etree.SubElement(holder, _RUN)
    if look is not None:
        run.append(deepcopy(look))
    if is_mark:
        etree.SubElement(run, _MARK).set(_KIND, words)
    elif words == "\t":
        etree.SubElement(run, _TAB)
    else:
        tag = _CODE if words.startswith(" PAGEREF ") else _TEXT
        element = etree.SubElement(run, tag)
        element.text = words
        element.set(_SPACE, "preserve")
