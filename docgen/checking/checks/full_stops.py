"""The one paragraph of a report that does not end with a sign, where all others do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.typed_blocks import line_of, parted_sentences
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.blocks import Item, Paragraph
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

NO_FULL_STOP = problem_code(
    "no-full-stop",
    en=("the paragraph ends with 「{text}」, without a full stop", "put 。 at its end"),
    zh=("这一段末尾「{text}」没有句号", "在末尾加句号"),
)

_SENTENCES = re.compile(r"[。；][^。；]{6,}\Z")
"""What the text of a paragraph ends with that has sentences, and is no title."""
_OPEN = re.compile(r"[\u3400-\u9fff\d%％]\Z")
_SHORTEST = 24
_OTHERS = 4
"""Paragraphs that must end with a sign, for one that does not to be a slip."""
_SHOWN = 6


@check(
    Finding(
        NO_FULL_STOP, Severity.WARNING, en="a paragraph without “。” at its end", zh="段末没有句号"
    )
)
def full_stops(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for the paragraph that alone has no full stop."""
    texts = [text for text in unit.paragraphs if _is_of_sentences(text)]
    left_open = [text for text in texts if _OPEN.search(text.text.rstrip())]
    if len(left_open) != 1 or len(texts) <= _OTHERS:
        return
    (paragraph,) = left_open
    told = {line_of(problem.place) for problem in unit.found_by(parted_sentences)}
    stop = len(paragraph.text.rstrip())
    if line_of(paragraph.place(stop)) not in told and not paragraph.has_blank:
        last = paragraph.text[stop - 1]
        shown = paragraph.text[max(stop - _SHOWN, 0) : stop]
        problem = warning(NO_FULL_STOP, paragraph.place(stop), text=shown)
        yield paragraph.retyped(problem, stop - 1, stop, f"{last}。", safe=False)


def _is_of_sentences(paragraph: ParagraphText) -> bool:
    text = paragraph.text.rstrip()
    if not isinstance(paragraph.block, Paragraph | Item) or len(text) < _SHORTEST:
        return False
    return text.endswith(("。", "；", "！", "？", "：", "”", "）")) or bool(_SENTENCES.search(text))
