"""What stands around the text of a .docx: addressees, list of annexes, sign-off and note.

GB/T 9704-2012, 7.3.2 and 7.3.4 to 7.3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docgen.diagnostics import Problem
from docgen.verify.annex_rules import announced_entries
from docgen.verify.official_papers.element_problems import (
    ADDRESSEE,
    ANNEX_LIST,
    DATE,
    FORMAT_ELEMENT_ORDER,
    FORMAT_ELEMENT_TEXT,
    LEFT,
    NOTE,
    OFFICE,
    RIGHT,
)
from docgen.verify.official_papers.paper_texts import DATE as DATE_FORM
from docgen.verify.official_papers.paper_texts import right_date
from docgen.verify.official_papers.word_elements import WordElements
from docgen.verify.walk import PlacedParagraph

_LISTED = re.compile(r"(附件：)?(\d+\.)?\s*\S.*[^，。、；：！？,.;:!?\s]")
_LIST_HEAD = re.compile(r"附件\s*[:：]?\s*")
_LIST_NUMBER = re.compile(r"(\d+)\s*[.．、]\s*")
_NOTE = re.compile("（.+）", re.DOTALL)


def body_deviations(elements: WordElements) -> Iterator[Problem]:
    """The deviations of addressees, list of annexes, sign-off and note."""
    yield from _addressees(elements)
    yield from _annex_list(elements)
    yield from _sign_off(elements)
    yield from _note(elements)


def _addressees(elements: WordElements) -> Iterator[Problem]:
    """Flush left, with a full-width colon behind the last (7.3.2)."""
    style, words = elements.rule.addressee, {"element": ADDRESSEE, "clause": "7.3.2"}
    yield from elements.missing(style, **words)
    for passage in elements.written(style):
        yield from elements.indent(passage, elements.left(passage), 0, edge=LEFT, **words)
        text = passage.text.strip()
        if not text.endswith("："):
            wanted = text.rstrip(":，。；、. ") + "："
            yield elements.told(
                FORMAT_ELEMENT_TEXT, passage, found=text[-12:], wanted=wanted[-12:], **words
            )


def _annex_list(elements: WordElements) -> Iterator[Problem]:
    """``附件：`` two characters in; ``1.`` before several; no sign behind a name (7.3.4)."""
    words = {"element": ANNEX_LIST, "clause": "7.3.4"}
    entries = announced_entries(elements.written(elements.official.annexes.listed))
    for passage in entries[:1]:
        yield from elements.indent(passage, elements.left(passage), 2, edge=LEFT, **words)
    for index, passage in enumerate(entries, 1):
        wanted = _entry(passage.text.strip(), index, len(entries))
        if passage.text.strip() != wanted:
            found = passage.text.strip()
            yield elements.told(FORMAT_ELEMENT_TEXT, passage, found=found, wanted=wanted, **words)


def _entry(text: str, index: int, count: int) -> str:
    """An entry as it should read; blanks behind the number's dot may stay."""
    if _LISTED.fullmatch(text) and _is_numbered(text, index, count):
        return text
    name = _LIST_NUMBER.sub("", _LIST_HEAD.sub("", text, count=1), count=1)
    number = f"{index}." if count > 1 else ""
    return ("附件：" if index == 1 else "") + number + name.rstrip("，。、；：！？,.;:!? ")


def _is_numbered(text: str, index: int, count: int) -> bool:
    head = ("附件：" if index == 1 else "") + (f"{index}." if count > 1 else "")
    rest = text.removeprefix(head)
    return text.startswith(head) and not (count == 1 and _LIST_NUMBER.match(rest))


def _sign_off(elements: WordElements) -> Iterator[Problem]:
    """The date is right below the name; with a seal it ends four characters from the edge."""
    rule = elements.rule
    clause = "7.3.5.2" if rule.unsealed else "7.3.5.1"
    words = {"element": DATE, "clause": clause}
    yield from elements.missing(rule.office, OFFICE, clause)
    yield from elements.missing(rule.date, **words)
    for passage in elements.written(rule.date):
        text = passage.text.strip()
        if not DATE_FORM.fullmatch(text):
            form = {"element": DATE, "clause": "7.3.5.4", "wanted": right_date(text)}
            yield elements.told(FORMAT_ELEMENT_TEXT, passage, found=text, **form)
        if not rule.unsealed and passage.format.look.align == "right":
            yield from elements.indent(passage, elements.right(passage), 4, edge=RIGHT, **words)
        if rule.office and _above(elements, passage) != rule.office.lower():
            yield elements.told(FORMAT_ELEMENT_ORDER, passage, edge=OFFICE, **words)


def _note(elements: WordElements) -> Iterator[Problem]:
    """In brackets, two characters in, on the line below the date (7.3.6)."""
    rule, words = elements.rule, {"element": NOTE, "clause": "7.3.6"}
    for passage in elements.written(rule.note):
        text = passage.text.strip()
        if not _NOTE.fullmatch(text):
            wanted = f"（{text.strip('()（）[]【】')}）"
            yield elements.told(FORMAT_ELEMENT_TEXT, passage, found=text, wanted=wanted, **words)
        yield from elements.indent(passage, elements.left(passage), 2, edge=LEFT, **words)
        if rule.date and _above(elements, passage) not in (rule.date.lower(), rule.note.lower()):
            yield elements.told(FORMAT_ELEMENT_ORDER, passage, edge=DATE, **words)


def _above(elements: WordElements, passage: PlacedParagraph) -> str:
    """The style of the paragraph above, blank or not."""
    pairs = pairwise(elements.passages)
    return next((above.style for above, below in pairs if below is passage), "")
