"""Shows an edit as one line with some context: ``支出[-431.64-]{+431.65+}万元``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.content.blocks import PLAIN
from docgen.roundtrip.align import Item
from docgen.roundtrip.diff import Edit, EditKind
from docgen.roundtrip.docx_model import OBJECT, PAGE, DocxParagraph, paragraphs
from docgen.roundtrip.tokens import Revision
from docgen.roundtrip.value_tracking import join_paragraphs

_CONTEXT = 12
_MAX_LENGTH = 120
_VISIBLE = str.maketrans({"\n": "⏎", "\t": " ", OBJECT: "▣", PAGE: "⤓"})


def inline_diff(edit: Edit) -> str:
    """Returns an edit as one line, with ``[-removed-]`` and ``{+added+}`` text.

    ``{=text=}`` changed only its weight; ``▣`` is an object, ``⤓`` a page break, ``⏎`` a line
    end, ``¶`` a paragraph end.
    """
    new = [*_texts(edit.new), *_new_boxes(edit)]
    if edit.kind in (EditKind.MOVED, EditKind.ROW_MOVED):
        return _short(_line(new))
    is_reworded = edit.kind in (EditKind.CHANGED, EditKind.SPLIT, EditKind.JOINED)
    return _marked(_texts(edit.old), new, by_words=is_reworded)


def marked_items(old: Sequence[Item], new: Sequence[Item]) -> str:
    """Returns what became of items as one line, marked as in :func:`inline_diff`."""
    is_text = all(isinstance(item, DocxParagraph) for item in (*old, *new))
    return _marked(_texts(old), _texts(new), by_words=is_text)


def _marked(old: list[DocxParagraph], new: list[DocxParagraph], *, by_words: bool) -> str:
    if by_words and old and new:
        return "".join(
            _pieces(join_paragraphs(_with_ends(old)), join_paragraphs(_with_ends(new)))
        ).translate(_VISIBLE)
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
    return [paragraph for paragraph in texts if paragraph.text.strip()]


def _with_ends(texts: list[DocxParagraph]) -> list[DocxParagraph]:
    """Returns the paragraphs, each but the last with ``¶`` at its end."""
    ended = (
        replace(paragraph, text=paragraph.text + "¶", weights=paragraph.weights + PLAIN)
        for paragraph in texts[:-1]
    )
    return [*ended, texts[-1]]


def _line(texts: list[DocxParagraph]) -> str:
    return " | ".join(paragraph.text.translate(_VISIBLE) for paragraph in texts)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}…"


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
            yield (f"[-{removed}-]" if removed else "") + (f"{{+{added}+}}" if added else "")
        at = change.stop
    rest = old.text[at:]
    yield rest if len(rest) <= _CONTEXT else f"{rest[:_CONTEXT]}…"
