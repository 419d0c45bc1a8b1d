"""Conflicts in the office's file: its text stays, and a comment quotes that of the content.

    批注 docgen    两边改了这一处，新生成的报告里是：「全年支出6元。」……

The comment is open until a person deletes it in Word. What it quotes is how a later run knows which
edit it holds up: Word, WPS and LibreOffice keep comments, and no other mark survives all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from docx.document import Document
from lxml import etree

from docgen.diagnostics import DocumentPlace
from docgen.diagnostics.codes import LANGUAGES
from docgen.messages import phrases
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.side_texts import format_change
from docgen.roundtrip.files.fingerprint import AUTHOR
from docgen.roundtrip.merging.three_way import Conflict
from docgen.roundtrip.reading.docx_model import (
    DocxFile,
    DocxParagraph,
    DocxRow,
    paragraphs,
    words_of,
)
from docgen.word.xml import remove, w

_QUOTE = re.compile(r"「(.*?)」$", re.DOTALL)
_BETWEEN = " ¶ "
_MARKS = tuple(map(w, ("commentRangeStart", "commentRangeEnd", "commentReference")))


def quotation(items: Iterable[Item]) -> str:
    """The texts of items on one line, ``¶`` between them; empty if there are none."""
    return _BETWEEN.join(" ".join(words_of(item).split()) for item in items)


def add_comments(document: Document, conflicts: Iterable[Conflict], edition: str) -> None:
    """Adds a comment for each conflict to the open document of theirs, a file of ``edition``."""
    for conflict in conflicts:
        text = "\n".join(_line_texts(conflict, edition))
        comment = document.part._comments_part.comments.add_comment(text, AUTHOR, "dg")
        del comment._comment_elm.attrib[w("date")]  # the same inputs give the same bytes
        _attach(*_ends(conflict), comment.comment_id)


def _line_texts(conflict: Conflict, edition: str) -> Iterator[str]:
    """Yields the lines of a comment, those in Chinese first; the first has the quotation."""
    quoted = {"ours": quotation(conflict.ours), "base": quotation(conflict.base)}
    edit = Edit(EditKind.CHANGED, conflict.base, conflict.ours, DocumentPlace())
    for language in LANGUAGES:
        texts, format_text = phrases(language), format_change(edit, language)
        yield texts["conflict-ours" if conflict.ours else "conflict-no-ours"].format(**quoted)
        if conflict.base:
            yield texts["conflict-base"].format(**quoted)
        if format_text:
            yield texts["conflict-format"].format(format=format_text)
        if not conflict.theirs:
            yield texts["conflict-no-theirs"]
        yield texts["conflict-end"].format(edition=edition)


def _ends(conflict: Conflict) -> tuple[etree._Element, etree._Element]:
    """The first and the last paragraph of theirs that a comment on the conflict is attached to."""
    if conflict.theirs:
        return _first(conflict.theirs[0]), _last(conflict.theirs)
    if conflict.near is not None:
        near = list(conflict.near.element.iter(w("p")))[-1]
        return near, near
    parent = next(conflict.parent.iter(w("p")))
    return parent, parent


def _first(item: Item) -> etree._Element:
    """Its first paragraph that is seen: a covered cell of a row is not."""
    cells = item.cells if isinstance(item, DocxRow) else ()
    seen = [cell.element for cell in cells if not cell.covered] or [item.element]
    return next(seen[0].iter(w("p")))


def _last(items: Sequence[Item]) -> etree._Element:
    """The last paragraph of paragraphs; of rows and tables the first, as no comment spans cells."""
    last = items[-1]
    return last.element if isinstance(last, DocxParagraph) else _first(items[0])


def _attach(first: etree._Element, last: etree._Element, number: int) -> None:
    start, end, reference = (etree.Element(tag) for tag in _MARKS)
    run = etree.Element(w("r"))
    run.append(reference)
    for mark in (start, end, reference):
        mark.set(w("id"), str(number))
    first.insert(1 if first.find(w("pPr")) is not None else 0, start)
    last.extend([end, run])


@dataclass(frozen=True)
class OpenComment:
    """A comment on a conflict: the texts it quotes, and whether theirs has removed the place."""

    quoted: tuple[str, ...]
    is_removed: bool


def open_comments(file: DocxFile) -> dict[str, OpenComment]:
    """The ids of docgen's comments in a file, with what each says."""
    removed = phrases(LANGUAGES[0])["conflict-no-theirs"]
    return {
        number: OpenComment(_quoted(text), removed in text)
        for number, (author, text) in file.comments.items()
        if author == AUTHOR
    }


def _quoted(text: str) -> tuple[str, ...]:
    quote = _QUOTE.search(text.split("\n")[0])
    return tuple(quote[1].split(_BETWEEN)) if quote and quote[1] else ()


def holders(edit: Edit, comments: Mapping[str, OpenComment]) -> Iterator[str]:
    """Yields the ids of the comments that hold up ``edit``, which is an edit of their file."""
    old = [text for item in edit.old if (text := quotation([item]))]
    own = [paragraph for item in edit.new for paragraph in paragraphs(item)]
    on_words = set(chain.from_iterable(map(_marks_of, own)))
    on_rows = on_words.union(*(_marks_in(row) for row in map(_row, own) if row is not None))
    for number, comment in comments.items():
        if comment.is_removed and edit.new:
            continue
        is_near = number in on_rows or not edit.new or len(comment.quoted) > 1
        is_quoted = any(f" {text} " in f" {quote} " for text in old for quote in comment.quoted)
        if (is_near and is_quoted) or (number in on_words and not old):
            yield number


def _row(paragraph: DocxParagraph) -> etree._Element | None:
    return next(paragraph.element.iterancestors(w("tr")), None)


def _marks_of(paragraph: DocxParagraph) -> Iterator[str]:
    """Yields the ids of the comments that a paragraph has, or the first or last part of."""
    yield from paragraph.trail.comments
    yield from _marks_in(paragraph.element)


def _marks_in(element: etree._Element) -> Iterator[str]:
    yield from (mark.get(w("id"), "") for mark in element.iter(*_MARKS))


def drop_comments(document: Document, numbers: Iterable[str]) -> None:
    """Removes comments from an open document, with their marks."""
    gone = set(numbers)
    for mark in [mark for mark in document.element.body.iter(*_MARKS) if mark.get(w("id")) in gone]:
        run = mark.getparent()
        remove(mark)
        if (
            run is not None
            and run.tag == w("r")
            and not [part for part in run if part.tag != w("rPr")]
        ):
            remove(run)
    for comment in list(document.part._comments_part.element):
        if comment.get(w("id")) in gone:
            remove(comment)
