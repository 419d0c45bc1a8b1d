"""One language a page, and the same in both trees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.doc_pages.commands import Kind, commands_of, kind_of
from tests.doc_pages.page import Page

_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
_QUOTED = re.compile(r"「[^」]*」")
_SENTENCE = re.compile(r"[A-Za-z][a-z'’]*(?:,? +[A-Za-z]?[a-z'’]+){3,}")
_FILE = re.compile(r"[^\s（），。、；：]*\.(?:docx|xlsx|pdf|yaml|md|csv)\b")
_MIXED = {"en": "Chinese in an English page", "zh": "English in a Chinese page"}


def mixed_lines(page: Page) -> Iterator[str]:
    """A line for each stretch outside code that is in the other language.

    In English pages Chinese stands in code, between 「」, or is the name of a file; in Chinese ones
    there are no four English words in a row.
    """
    for text in page.texts:
        if text.is_code or text.content == "中文":
            continue
        plain = _FILE.sub("", _QUOTED.sub("", text.content))
        foreign = (_HAN if page.language == "en" else _SENTENCE).search(plain)
        if foreign:
            yield f"{page.name}:{text.line}: {_MIXED[page.language]}: {foreign[0]}"


def differences(english: Page, chinese: Page, values: Mapping[str, str]) -> Iterator[str]:
    """In what the two translations of a page differ that must not.

    Commands are the same if they are with ``values`` for the words that stand for something.
    """
    levels = [[level for level, _ in page.headings] for page in (english, chinese)]
    if levels[0] != levels[1]:
        yield f"{chinese.name}: levels of headings {levels[1]}, in {english.name} {levels[0]}"
    typed = [_to_be_typed(page, values) for page in (english, chinese)]
    for command in sorted(typed[0] ^ typed[1]):
        page = (english if command in typed[0] else chinese).name
        yield f"{page} alone has `{command}`"


def _to_be_typed(page: Page, values: Mapping[str, str]) -> set[str]:
    """Its commands, less those that are only named: each language names them where it needs to."""
    return {command for command in commands_of(page, values) if kind_of(command) is not Kind.NAME}
