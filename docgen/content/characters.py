"""Characters that content may not have.

XML 1.0, production 2 (Char), defines which characters a document may have. docgen uses the
noncharacters U+FDD0 to U+FDEF, which Unicode reserves for internal use, as marks in templates;
they are forbidden too, so that no typed text is taken for a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import east_asian_width

from docgen.diagnostics import Place, Problem, error
from docgen.diagnostics.codes import problem_code

CONTROL_CHARACTER = problem_code(
    "control-character",
    en=(
        "control character {character}, which Word cannot store",
        "delete it; it usually came along with pasted text",
    ),
    zh=("含有控制字符 {character}，Word 无法保存它", "删去这个字符；多半是从别处粘贴带来的"),
)

UNFILLED_OPEN: Final = "\ufdd8"
"""Before the name of a field that is still to be filled in, where a draft prints it."""
WAITING_OPEN: Final = "\ufdd9"
"""Before the name of such a field, where a draft prints what is computed from it."""
UNFILLED_CLOSE: Final = "\ufdda"

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


_SENTENCE_ENDS = tuple("。！？；：.!?;:")
"""Signs before a line break of Word's that ends a paragraph; others go on."""

UNPRINTED = "\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029"
"""Control characters and Unicode's line separators, for a character class of a pattern."""


def columns(text: str) -> int:
    """The width of ``text`` in columns of a terminal; a Chinese character takes two.

    Signs that Unicode calls ambiguous take one; in Word they are wide: ``word/text_width.py``.
    """
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def forbidden_characters(text: str, place: Place) -> Iterator[Problem]:
    """A ``control-character`` problem for each line of ``text`` with a forbidden character.

    ``place`` is that of the text's first character.
    """
    if not FORBIDDEN.search(text):
        return
    for number, line in enumerate(re.split("\r\n|\n", text)):
        if match := FORBIDDEN.search(line):
            column = match.start() + 1 + (max(place.column - 1, 0) if number == 0 else 0)
            at = place.shifted(number, column)
            problem = error(CONTROL_CHARACTER, at, character=f"U+{ord(match.group()):04X}")
            last = [found.end() for found in FORBIDDEN.finditer(line)][-1]
            old = line[match.start() : last]
            # Word's line break is a vertical tab; in YAML a line needs an indent.
            ends = line[: match.start()].rstrip().endswith(_SENTENCE_ENDS)
            parted = old.replace("\v", "\n\n") if ends and place.file.endswith(".md") else old
            yield problem.fixed_by(old, FORBIDDEN.sub("", parted))
