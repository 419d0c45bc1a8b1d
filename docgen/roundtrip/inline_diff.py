"""An edit as one line: ``支出[-431.64-]{+431.65+}万元``, with a few words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.content.blocks import PLAIN
from docgen.roundtrip.align import Item
from docgen.roundtrip.diff import Edit, EditKind
from docgen.roundtrip.docx_model import OBJECT, PAGE, DocxParagraph, paragraphs
from docgen.roundtrip.tokens import Revision
from docgen.roundtrip.value_tracking import joined

_AROUND = 12
_LONG = 120
_SHOWN = str.maketrans({"\n": "⏎", "\t": " ", OBJECT: "▣", PAGE: "⤓"})


def marked(edit: Edit) -> str:
    """What was taken out and put in; ``▣`` is a picture, ``⤓`` a page break, ``¶`` an end."""
    old, new = _texts(edit.old), [*_texts(edit.new), *_new_boxes(edit)]
    if edit.kind in (EditKind.CHANGED, EditKind.SPLIT, EditKind.JOINED) and old and new:
        return "".join(_pieces(joined(_ended(old)), joined(_ended(new)))).translate(_SHOWN)
    if edit.kind in (EditKind.MOVED, EditKind.ROW_MOVED):
        return _short(_line(new))
    taken = f"[-{_short(_line(old))}-]" if old else ""
    return taken + (f"{{+{_short(_line(new))}+}}" if new else "")


def _new_boxes(edit: Edit) -> list[DocxParagraph]:
    """The paragraphs of text boxes that were put in."""
    old, new = (
        [box for item in side for one in paragraphs(item) for box in one.boxes]
        for side in (edit.old, edit.new)
    )
    return new if len(new) > len(old) else []


def _texts(items: Sequence[Item]) -> list[DocxParagraph]:
    return [one for item in items for one in paragraphs(item) if one.text.strip()]


def _ended(texts: list[DocxParagraph]) -> list[DocxParagraph]:
    """With a sign for the end of each paragraph but the last."""
    signed = (replace(one, text=one.text + "¶", weights=one.weights + PLAIN) for one in texts[:-1])
    return [*signed, texts[-1]]


def _line(texts: list[DocxParagraph]) -> str:
    return " | ".join(one.text.translate(_SHOWN) for one in texts)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _pieces(old: DocxParagraph, new: DocxParagraph) -> Iterator[str]:
    changes = Revision(old, new).changes
    if not changes:
        yield _short(new.text)
        return
    at = max(changes[0].start - _AROUND, 0)
    yield "…" if at else ""
    for one in changes:
        between = old.text[at : one.start]
        both = 2 * _AROUND
        long = len(between) > both + 1 and at != max(changes[0].start - _AROUND, 0)
        yield f"{between[:_AROUND]}…{between[-_AROUND:]}" if long else between
        taken = old.text[one.start : one.stop]
        if taken == one.text:
            yield f"{{={taken}=}}"  # only its weight changed
        else:
            yield (f"[-{taken}-]" if taken else "") + (f"{{+{one.text}+}}" if one.text else "")
        at = one.stop
    rest = old.text[at:]
    yield rest if len(rest) <= _AROUND else f"{rest[:_AROUND]}…"
