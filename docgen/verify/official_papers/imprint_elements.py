"""The 版记 of a .docx: who gets copies, who printed it and when.

GB/T 9704-2012, 7.4.2 and 7.4.3; a letter has no imprint (10.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import problem_code
from docgen.verify.official_papers.element_problems import (
    COPIES,
    FORMAT_ELEMENT_TEXT,
    IMPRINT,
    LEFT,
    RIGHT,
    TURNED,
)
from docgen.verify.official_papers.paper_texts import BEHIND_COLON, COPIES_HEAD
from docgen.verify.official_papers.paper_texts import IMPRINT as IMPRINT_FORM
from docgen.verify.official_papers.word_elements import WordElements

FORMAT_LETTER_IMPRINT = problem_code(
    "format-letter-imprint",
    en=(
        "a letter has no printing office and no date of printing{at}",
        "delete the line (GB/T 9704-2012, 10.1)",
    ),
    zh=("信函格式不加印发机关和印发日期{at}", "删去这一行（GB/T 9704-2012 第 10.1 条）"),
)


def imprint_deviations(elements: WordElements) -> Iterator[Problem]:
    """The deviations of copies and imprint."""
    yield from _copies(elements)
    yield from _imprint(elements)


def _copies(elements: WordElements) -> Iterator[Problem]:
    """One character in at each side; turned lines align behind the colon; 。 at the end."""
    words = {"element": COPIES, "clause": "7.4.2"}
    for passage in elements.written(elements.rule.copies):
        text = passage.text.strip()
        head = COPIES_HEAD.match(text)
        wanted = f"抄送：{text[head.end() if head else 0 :].rstrip('。.；;，, ')}。"
        if text != wanted:
            shown = {"found": _ends(text), "wanted": _ends(wanted)}
            yield elements.told(FORMAT_ELEMENT_TEXT, passage, **shown, **words)
        yield from elements.indent(passage, elements.left(passage), 1, edge=LEFT, **words)
        yield from elements.indent(passage, elements.right(passage), 1, edge=RIGHT, **words)
        turned = words | {"element": TURNED}
        left = passage.format.look.left
        yield from elements.indent(passage, left, BEHIND_COLON, edge=LEFT, **turned)


def _ends(text: str) -> str:
    """The beginning and the end of a text."""
    return text if len(text) <= 14 else f"{text[:7]}……{text[-5:]}"


def _imprint(elements: WordElements) -> Iterator[Problem]:
    """The printing office one character from the left, the date one from the right."""
    rule, words = elements.rule, {"element": IMPRINT, "clause": "7.4.3"}
    yield from () if rule.letter else elements.missing(rule.imprint, **words)
    for passage in elements.written(rule.imprint):
        text = passage.text.strip()
        if rule.letter:
            yield elements.told(FORMAT_LETTER_IMPRINT, passage)
        elif not IMPRINT_FORM.fullmatch(text):
            wanted = "株洲市教育局办公室  2024年4月26日印发"
            yield elements.told(FORMAT_ELEMENT_TEXT, passage, found=text, wanted=wanted, **words)
        else:
            yield from elements.indent(passage, elements.left(passage), 1, edge=LEFT, **words)
            yield from elements.indent(passage, elements.right(passage), 1, edge=RIGHT, **words)
