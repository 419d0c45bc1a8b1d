"""The fields of a story, with what they show (ECMA-376 part 1, 17.16.18 and 17.16.19).

A field is a sequence of marks in runs, begin, instruction, separator, result, end, or one
``w:fldSimple``. Fields stand in each other; a table of contents reaches over paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from dataclasses import field as default
from itertools import dropwhile, takewhile
from typing import TypeAlias

from lxml import etree

from docgen.word.fields.instruction import Instruction, read_instruction
from docgen.word.xml import remove, w

_PARAGRAPH, _RUN, _TEXT, _STORY = map(w, ("p", "r", "t", "txbxContent"))
_SIMPLE, _MARK, _CODE, _KIND, _WORDS = map(
    w, ("fldSimple", "fldChar", "instrText", "fldCharType", "instr")
)
_SHOWN = {_TEXT: "", w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
"""What is shown beside the words of ``w:t``."""
_GONE = tuple(map(w, ("del", "moveFrom")))
_PROPERTIES = tuple(map(w, ("pPr", "rPr")))
_READ = (_SIMPLE, _MARK, _CODE, *_SHOWN)
DOCUMENT = "word/document.xml"
"""The file of the text in a package."""
_SIGNS = (b"instrText", b"fldSimple")


@dataclass(eq=False)
class WordField:
    """A field.

    Attributes:
        instruction: what it says.
        begin: its first mark, or its ``w:fldSimple``.
        separator: the mark before its result; ``None`` if there is no result, or of a simple one.
        end: its last mark; ``None`` of a simple one.
        shown: the elements of its result that show something, those of fields in it too.
        outer: the field in whose result it stands.
    """

    instruction: Instruction
    begin: etree._Element
    separator: etree._Element | None = None
    end: etree._Element | None = None
    shown: list[etree._Element] = default(default_factory=list)
    outer: WordField | None = None

    @property
    def kind(self) -> str:
        """The first word of its instruction, in capitals."""
        return self.instruction.kind

    @property
    def text(self) -> str:
        """What it shows."""
        return "".join(map(shown_text, self.shown))

    @property
    def paragraph(self) -> etree._Element | None:
        """The paragraph that it begins in."""
        return next(self.begin.iterancestors(_PARAGRAPH), None)

    @property
    def is_whole(self) -> bool:
        """Whether it has a place for a result, and an end."""
        return self.begin.tag == _SIMPLE or (self.separator is not None and self.end is not None)

    def is_in(self, *kinds: str) -> bool:
        """Whether it stands in the result of a field of one of ``kinds``."""
        outer = self.outer
        while outer is not None and outer.kind not in kinds:
            outer = outer.outer
        return outer is not None


_OpenFields: TypeAlias = list[tuple[WordField, list[str]]]
"""Fields that have no end yet, each with the pieces of its instruction."""


def shown_text(element: etree._Element) -> str:
    """The characters that an element of a run shows."""
    return (element.text or "") if element.tag == _TEXT else _SHOWN.get(str(element.tag), "")


def has_fields(document: bytes) -> bool:
    """Whether there may be fields in a file of a package; nearly all have none in their text."""
    return any(sign in document for sign in _SIGNS)


def fields_of(root: etree._Element) -> list[WordField]:
    """The fields below ``root`` by their beginnings, those that were deleted left out."""
    reader = _MarkReader()
    for element in root.iter(*_READ):
        reader.read(element)
    return reader.found


class _MarkReader:
    """Follows the marks of fields through a document; a text box is a story of its own."""

    def __init__(self) -> None:
        self.found = list[WordField]()
        self._open = dict[etree._Element | None, _OpenFields]()

    def read(self, element: etree._Element) -> None:
        is_mark = element.tag in (_SIMPLE, _MARK, _CODE)
        if not is_mark and not any(self._open.values()):
            return  # nearly all text stands in no field
        if next(element.iterancestors(*_GONE), None) is not None:
            return
        fields = self._open.setdefault(next(element.iterancestors(_STORY), None), [])
        if element.tag == _SIMPLE:
            self._simple(element, fields)
        elif element.tag == _MARK:
            self._mark(element, element.get(_KIND, ""), fields)
        elif element.tag == _CODE:
            if fields and fields[-1][0].separator is None:
                fields[-1][1].append(element.text or "")
        else:
            for outer, _ in reversed(fields):
                if outer.separator is None:
                    break  # the words of an instruction
                outer.shown.append(element)

    def _simple(self, element: etree._Element, fields: _OpenFields) -> None:
        inner = WordField(read_instruction(element.get(_WORDS, "")), element, outer=_last(fields))
        inner.shown = list(element.iter(*_SHOWN))
        self.found.append(inner)

    def _mark(self, mark: etree._Element, kind: str, fields: _OpenFields) -> None:
        if kind == "begin":
            inner = WordField(Instruction(""), mark, outer=_last(fields))
            self.found.append(inner)
            fields.append((inner, []))
        elif fields and kind == "separate":
            self._instructed(*fields[-1]).separator = mark
        elif fields and kind == "end":
            self._instructed(*fields.pop()).end = mark

    def _instructed(self, inner: WordField, words: list[str]) -> WordField:
        inner.instruction = read_instruction("".join(words))
        return inner


def _last(fields: _OpenFields) -> WordField | None:
    return fields[-1][0] if fields else None


def set_text(inner: WordField, text: str) -> None:
    """Has a field show ``text``, in the look of what it showed; it must be whole."""
    words = [element for element in inner.shown if element.tag == _TEXT]
    first = words[0] if words else _new_text(inner)
    first.text = text
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for element in inner.shown:
        if element is not first:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    inner.shown = [first]


def _new_text(inner: WordField) -> etree._Element:
    """An empty text for a field that has shown nothing."""
    text = etree.Element(_TEXT)
    if inner.separator is None:
        etree.SubElement(inner.begin, _RUN).append(text)
    elif (run := inner.separator.getparent()) is not None:
        run.insert(run.index(inner.separator) + 1, text)
    return text


def without_field(inner: WordField) -> None:
    """Leaves of a field what it shows, as words that were typed; it must be whole."""
    if inner.separator is None or inner.end is None:
        for child in list(inner.begin):
            inner.begin.addprevious(child)
        remove(inner.begin)
        return
    story = inner.begin.getroottree().iter(_MARK, _CODE)
    after = dropwhile(lambda mark: mark is not inner.begin, story)
    code = takewhile(lambda mark: mark is not inner.separator, after)
    for mark in (*code, inner.separator, inner.end):
        remove(mark)


def field_paragraphs(field: WordField) -> list[etree._Element]:
    """The paragraphs from a field's first mark to its last; none if these are not side by side."""
    first = field.paragraph
    last = next(field.end.iterancestors(_PARAGRAPH), None) if field.end is not None else first
    if first is None or last is None:
        return []
    siblings = [first, *first.itersiblings()]
    between = siblings[: siblings.index(last) + 1] if last in siblings else []
    return between if all(element.tag == _PARAGRAPH for element in between) else []


def take_outside(
    paragraph: etree._Element, mark: etree._Element, *, before: bool
) -> list[etree._Element]:
    """Takes what stands before a mark, or behind it, out of its paragraph; properties stay.

    A run or link that the mark stands in is parted in two.
    """
    taken, element = list[etree._Element](), mark
    while element is not paragraph and (parent := element.getparent()) is not None:
        siblings = [s for s in element.itersiblings(preceding=before) if s.tag not in _PROPERTIES]
        taken = [*reversed(siblings), *taken] if before else [*taken, *siblings]
        if taken and parent is not paragraph:
            holder = deepcopy(parent)
            holder[:] = [*map(deepcopy, parent.iterchildren(*_PROPERTIES)), *taken]
            taken = [holder]
        element = parent
    for sibling in taken:
        remove(sibling)
    return taken


def contents_paragraphs(fields: Iterable[WordField]) -> set[etree._Element]:
    """The paragraphs that hold nothing but a table of contents among ``fields``.

    Nobody types them: they are worked out of the headings.
    """
    found = set[etree._Element]()
    for field in fields:
        if field.kind == "TOC" and field.outer is None and field.is_whole:
            found |= {
                paragraph
                for paragraph in field_paragraphs(field)
                if set(_inked(paragraph)) <= set(field.shown)
            }
    return found


def _inked(paragraph: etree._Element) -> list[etree._Element]:
    """The texts of a paragraph that are not blank."""
    return [text for text in paragraph.iter(_TEXT) if (text.text or "").strip()]
