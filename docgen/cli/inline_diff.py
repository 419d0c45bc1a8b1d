"""Shows an edit as one line with some context: ``支出[-431.64-]{+431.65+}万元{+〔脚注：略〕+}``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.content.blocks import PLAIN
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.roundtrip.align import Item
from docgen.roundtrip.diff import Edit, EditKind
from docgen.roundtrip.docx_model import OBJECT, PAGE, DocxObject, DocxParagraph, paragraphs
from docgen.roundtrip.tokens import Revision
from docgen.roundtrip.value_tracking import join_paragraphs

_CONTEXT = 12
_MAX_LENGTH = 120
_MAX_WORDS = 30
_BLANKS = " \t\n\u3000\xa0"
_SIGN = 0xF0000
"""The first of the private characters that stand for objects while texts are compared."""
_BLANK_NAMES = {"\U0010ff00": "blank-wide", "\U0010ff01": "blank-space", "\U0010ff02": "blank-tab"}
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


def inline_diff(edit: Edit, language: Language) -> str:
    """Returns an edit as one line, with ``[-removed-]`` and ``{+added+}`` text.

    ``{=text=}`` changed only its weight; ``〔脚注：…〕`` is an object or a page break, ``⏎`` a line
    end, ``¶`` a paragraph end.
    """
    signs = _Signs(language)
    old, new = signs.put(_texts(edit.old)), signs.put([*_texts(edit.new), *_new_boxes(edit)])
    return signs.named(_marked(edit.kind, old, new))


def shown_text(paragraph: DocxParagraph, language: Language) -> str:
    """The text of a paragraph, with the names of its objects."""
    signs = _Signs(language)
    (shown,) = signs.put([paragraph])
    return signs.named(shown.text, line_end="\n")


class _Signs:
    """A sign for each object, so that texts can be compared; and their names in a language."""

    def __init__(self, language: Language) -> None:
        self._phrases = phrases(language)
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

    def named(self, line: str, line_end: str = "⏎") -> str:
        """The line with names in the place of signs."""
        names = {sign: self._name(found) for (found, _), sign in self._signs.items()}
        page = f"〔{self._phrases['object-break']}〕"
        return line.translate(
            str.maketrans({**names, OBJECT: "▣", PAGE: page, "\n": line_end, "\t": " "})
            | {ord(char): f"〔{self._phrases[name]}〕" for char, name in _BLANK_NAMES.items()}
        )

    def _name(self, found: DocxObject) -> str:
        name = self._phrases[f"object-{found.kind}"].format(detail=found.detail)
        words = _short(" ".join(found.words.split()), _MAX_WORDS)
        if not words:
            return f"〔{name}〕"
        return f"〔{self._phrases['object-shows'].format(name=name, words=words)}〕"


def _marked(kind: EditKind, old: list[DocxParagraph], new: list[DocxParagraph]) -> str:
    if kind in _COMPARED and old and new:
        return "".join(_pieces(join_paragraphs(_with_ends(old)), join_paragraphs(_with_ends(new))))
    if kind in _SHOWN:
        return _short(_line(new or old))
    removed = f"[-{_short(_line(old))}-]" if old else ""
    return removed + (f"{{+{_short(_line(new))}+}}" if new else "")


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


def _short(text: str, length: int = _MAX_LENGTH) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _pieces(old: DocxParagraph, new: DocxParagraph) -> Iterator[str]:
    changes = Revision(old, new).changes
    if not changes:
        yield _short(new.text)
        return
    at = max(changes[0].start - _CONTEXT, 0)
    yield "…" if at else ""
    for change in changes:
        between = old.text[at : change.start]
        long = len(between) > 2 * _CONTEXT + 1
        yield f"{between[:_CONTEXT]}…{between[-_CONTEXT:]}" if long else between
        removed, added = old.text[change.start : change.stop], change.text
        if removed == added:
            yield f"{{={removed}=}}"  # only its weight changed
        else:
            yield _seen("[-{}-]", removed) + _seen("{{+{}+}}", added)
        at = change.stop
    rest = old.text[at:]
    yield rest if len(rest) <= _CONTEXT else f"{rest[:_CONTEXT]}…"


def _seen(marks: str, text: str) -> str:
    """The text in its marks; of nothing but blanks, their names."""
    shown = text if text.strip(_BLANKS) else text.translate(_NAMED_BLANKS)
    return marks.format(shown) if text else ""
