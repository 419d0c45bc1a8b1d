"""Shows an edit as one line with some context: ``支出[-431.64-]{+431.65+}万元{+〔脚注：略〕+}``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from docgen.content.blocks import PLAIN
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.tokens import Revision
from docgen.roundtrip.comparing.value_tracking import join_paragraphs
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, DocxObject, DocxParagraph, paragraphs

_CONTEXT = 12
_MAX_LENGTH = 120
_BLANKS = " \t\n\u3000\xa0"
_SIGN = 0xF0000
"""The first of the private characters that stand for objects while texts are compared."""
_NAMED = ("\U0010ff00", "\U0010ff01", "\U0010ff02")
_NAMED_BLANKS = str.maketrans("\u3000 \xa0\t", "\U0010ff00\U0010ff01\U0010ff01\U0010ff02")
"""Blanks that are the whole of a change, which nobody would see otherwise."""
_COMPARED = (EditKind.CHANGED, EditKind.SPLIT, EditKind.JOINED, EditKind.NOTE)
_SHOWN = (
    EditKind.MOVED,
    EditKind.ROW_MOVED,
    EditKind.RENUMBERED,
    EditKind.SECTION_ADDED,
    EditKind.SECTION_REMOVED,
    EditKind.PAPER,
)
"""Edits that change no words: these say where they are."""


@dataclass(frozen=True)
class SignNames:
    """What stands for that which is no text: for objects, a page break, and blanks.

    ``blanks`` are those of a full-width space, a space and a tab that are the whole of a change.
    """

    object_name: Callable[[DocxObject], str] = lambda _: "▣"
    page: str = "⤓"
    blanks: tuple[str, str, str] = ("\u3000", " ", " ")


_PLAIN_SIGNS = SignNames()


class Mark(Enum):
    """What became of a part of a line, with the signs around it where it is printed."""

    KEPT = ""
    GONE = "[-{}-]"
    NEW = "{{+{}+}}"
    WEIGHT = "{{={}=}}"


@dataclass(frozen=True)
class LinePart:
    """A part of the line of an edit; one with :attr:`Mark.WEIGHT` changed only its weight."""

    text: str
    mark: Mark = Mark.KEPT

    def __str__(self) -> str:
        """The text in its signs."""
        return (self.mark.value or "{}").format(self.text)


def inline_diff(edit: Edit, names: SignNames = _PLAIN_SIGNS) -> str:
    """Returns an edit as one line, with ``[-removed-]`` and ``{+added+}`` text.

    ``{=text=}`` changed only its weight; objects and page breaks have the ``names``; ``⏎`` is a
    line end, ``¶`` a paragraph end.
    """
    return "".join(map(str, inline_parts(edit, names)))


def inline_parts(edit: Edit, names: SignNames = _PLAIN_SIGNS) -> list[LinePart]:
    """Returns the parts of the line of an edit, in order."""
    signs = _Signs(names)
    old, new = signs.put(_texts(edit.old)), signs.put([*_texts(edit.new), *_new_boxes(edit)])
    if edit.kind in _SHOWN:
        return signs.named_parts([LinePart(_short(_line(new or old)))])
    return signs.named_parts(_marked(old, new, by_words=edit.kind in _COMPARED))


def marked_items(old: Sequence[Item], new: Sequence[Item], names: SignNames = _PLAIN_SIGNS) -> str:
    """Returns what became of items as one line, marked as in :func:`inline_diff`."""
    is_text = all(isinstance(item, DocxParagraph) for item in (*old, *new))
    signs = _Signs(names)
    sides = signs.put(_texts(old)), signs.put(_texts(new))
    return "".join(map(str, signs.named_parts(_marked(*sides, by_words=is_text))))


def shown_text(paragraph: DocxParagraph, names: SignNames) -> str:
    """The text of a paragraph, with the names of its objects."""
    signs = _Signs(names)
    (shown,) = signs.put([paragraph])
    return signs.named(shown.text, line_end="\n")


class _Signs:
    """A sign for each object, so that texts can be compared, and in the end its name."""

    def __init__(self, names: SignNames) -> None:
        self._names = names
        self._signs: dict[tuple[DocxObject, str], str] = {}

    def put(self, texts: Sequence[DocxParagraph]) -> list[DocxParagraph]:
        """The paragraphs with a sign in the place of each object."""
        return [replace(text, text="".join(self._characters(text))) for text in texts]

    def _characters(self, paragraph: DocxParagraph) -> Iterator[str]:
        objects = iter(paragraph.objects)
        for char in paragraph.text:
            found = next(objects, None) if char == OBJECT else None
            yield self._sign(found) if found else char

    def _sign(self, found: DocxObject) -> str:
        key = found, found.words if found.is_note else ""
        return self._signs.setdefault(key, chr(_SIGN + len(self._signs)))

    def named_parts(self, parts: Iterable[LinePart]) -> list[LinePart]:
        """The parts with names in the place of signs, without empty ones."""
        return [replace(part, text=self.named(part.text)) for part in parts if part.text]

    def named(self, line: str, line_end: str = "⏎") -> str:
        """The line with names in the place of signs."""
        names = {sign: self._names.object_name(found) for (found, _), sign in self._signs.items()}
        fixed = {OBJECT: "▣", PAGE: self._names.page, "\n": line_end, "\t": " "}
        blanks = dict(zip(_NAMED, self._names.blanks, strict=True))
        return line.translate({ord(sign): name for sign, name in (names | fixed | blanks).items()})


def _marked(
    old: list[DocxParagraph], new: list[DocxParagraph], *, by_words: bool
) -> list[LinePart]:
    if by_words and old and new:
        return list(_pieces(join_paragraphs(_with_ends(old)), join_paragraphs(_with_ends(new))))
    sides = ((old, Mark.GONE), (new, Mark.NEW))
    return [LinePart(_short(_line(texts)), mark) for texts, mark in sides if texts]


def _new_boxes(edit: Edit) -> list[DocxParagraph]:
    """Returns the text box paragraphs of the new items, if they have more than the old ones."""
    old, new = (
        [box for item in side for paragraph in paragraphs(item) for box in paragraph.boxes]
        for side in (edit.old, edit.new)
    )
    return new if len(new) > len(old) else []


def _texts(items: Sequence[Item]) -> list[DocxParagraph]:
    texts = (paragraph for item in items for paragraph in paragraphs(item))
    return [paragraph for paragraph in texts if paragraph.text.strip(_BLANKS)]


def _with_ends(texts: list[DocxParagraph]) -> list[DocxParagraph]:
    """Returns the paragraphs, each but the last with ``¶`` at its end."""
    ended = (
        replace(paragraph, text=paragraph.text + "¶", weights=paragraph.weights + PLAIN)
        for paragraph in texts[:-1]
    )
    return [*ended, texts[-1]]


def _line(texts: list[DocxParagraph]) -> str:
    return " | ".join(paragraph.text for paragraph in texts)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}…"


def _pieces(old: DocxParagraph, new: DocxParagraph) -> Iterator[LinePart]:
    changes = Revision(old, new).changes
    if not changes:
        yield LinePart(_short(new.text))
        return
    at = max(changes[0].start - _CONTEXT, 0)
    yield LinePart("…" if at else "")
    for change in changes:
        between = old.text[at : change.start]
        long = len(between) > 2 * _CONTEXT + 1
        yield LinePart(f"{between[:_CONTEXT]}…{between[-_CONTEXT:]}" if long else between)
        removed, added = old.text[change.start : change.stop], change.text
        if removed == added:
            yield LinePart(removed, Mark.WEIGHT)
        else:
            yield from (LinePart(_seen(removed), Mark.GONE), LinePart(_seen(added), Mark.NEW))
        at = change.stop
    rest = old.text[at:]
    yield LinePart(rest if len(rest) <= _CONTEXT else f"{rest[:_CONTEXT]}…")


def _seen(text: str) -> str:
    """The text; of nothing but blanks, their names."""
    return text if text.strip(_BLANKS) else text.translate(_NAMED_BLANKS)
