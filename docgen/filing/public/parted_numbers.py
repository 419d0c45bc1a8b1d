"""Telephone numbers that are parted over two paragraphs, as in narrow cells.

Only where the first paragraph ends with a dash of the number or with its label: figures that merely
stand below one another are no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.filing.public.private_values import PrivateSpan, plain
from docgen.filing.public.private_words import PrivateWords
from docgen.filing.public.redacted_text import Told, paragraph_text, replace_spans
from docgen.word.xml import w

_OPEN = re.compile(
    r"(?:\d-|\(0\d{2,3}\)|(?:电话|手机|传真|座机|联系方式)(?:号码?)?(?:\([^()]{0,8}\))?\s*"
    r":?[\d\- ]*)\s*$"
)


@dataclass(frozen=True)
class _PartedNumber:
    """A number that begins, or whose label stands, in one paragraph, and that ends in the next."""

    text: str
    kind: str
    first: PrivateSpan
    second: PrivateSpan


def redact_parted(root: etree._Element, words: PrivateWords, told: Told) -> None:
    """Takes the numbers that are parted out of a part, in place."""
    for paragraph in root.iter(w("p")):
        following = paragraph.getnext()
        if following is None or following.tag != w("p"):
            continue
        for number in _numbers(paragraph_text(paragraph), paragraph_text(following), words):
            told(number.kind, number.text, paragraph)
            begun = number.first.start < number.first.end
            replace_spans(paragraph, [number.first])
            replace_spans(following, [number.second], *(("",) if begun else ()))


def _numbers(text: str, rest: str, words: PrivateWords) -> Iterator[_PartedNumber]:
    if not rest or not _OPEN.search(plain(text)):
        return
    alone = {span.start for span in words.spans(rest)}
    behind = len(text) + 1
    for span in words.spans(f"{text}\n{rest}"):
        is_parted = span.start < len(text) or span.start - behind not in alone
        if span.kind == "phone" and span.end > behind and is_parted:
            first = PrivateSpan(min(span.start, len(text)), len(text), span.kind)
            second = PrivateSpan(max(span.start - behind, 0), span.end - behind, span.kind)
            yield _PartedNumber(f"{text}\n{rest}"[span.start : span.end], span.kind, first, second)
