"""Numbers that are typed in headings, which Word numbers by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.typed_passages import block_looks, is_typed_title
from docgen.content.blocks import Block, Document, Heading
from docgen.content.content_names import is_title_of
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import CHINESE, without_ordinals

HEADING_NUMBER = problem_code(
    "heading-number",
    en=(
        "the heading has the number 「{text}」, and Word puts its own before it",
        "type {wanted}, without the number",
    ),
    zh=("标题里打了编号「{text}」，Word 还会自动编号", "去掉编号，写成 {wanted}"),
)

HEADING_LEVEL = problem_code(
    "heading-level",
    en=(
        "the heading 「{text}」 is of level {level}, and above it is none of the level before",
        "type {wanted}",
    ),
    zh=("标题「{text}」是第 {level} 级，上面没有高一级的标题", "写成 {wanted}"),
)

CHAPTER_TITLE = problem_code(
    "chapter-title",
    en=("「{text}」 is the title of the chapter, which the form prints", "delete this line"),
    zh=("「{text}」是表上印好的章名，会印两遍", "删去这一行"),
)

_HEADING = re.compile(r"(\s*#{2,4}[ \t]+(?:\*\*)?)(.*)")
_DEEPEST = 6
"""Of headings in Markdown: a form without numbers may print any above a text."""
_NUMBER_AND_BLANK = re.compile(rf"{CHINESE}[ \t\u3000]+(?=\S)")
"""A number without its sign, ``一 基本情况``."""


@check(
    Finding(
        CHAPTER_TITLE,
        Severity.WARNING,
        en="“八、下一步措施” as a line of its own chapter, which prints it",
        zh="「八、下一步措施」又打在这一章里，章名会印两遍",
    ),
    of_source=True,
)
def chapter_titles(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each chapter that begins with its own title, which the form prints."""
    for document in unit.documents:
        name = unit.chapter_names.get(id(document))
        if name and document.blocks:
            yield from _own_title(name, document)


def _own_title(name: str, document: Document) -> Iterator[Problem]:
    typed, first = document.typed, document.blocks[0]
    row = typed.row(first.place)
    line = typed.line(row).strip()
    title = without_ordinals(line.lstrip("#＃ ").strip("*"))
    if title and is_title_of(title, name):
        problem = warning(CHAPTER_TITLE, first.place, text=line)
        yield typed.retyped(problem, row, row + 1, [""], safe=True)


@check(
    Finding(
        HEADING_NUMBER,
        Severity.WARNING,
        en="`## 一、基本情况`: the number is typed",
        zh="`## 一、基本情况`，标题里打了编号",
    ),
    of_source=True,
)
def heading_numbers(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each heading of a chapter that begins with a number, if Word numbers them."""
    for document in unit.documents if unit.pack.numbers_headings else ():
        for block in document.blocks if document.place.file.endswith(".md") else ():
            if isinstance(block, Heading):
                yield from _number(document, block)


@check(
    Finding(
        HEADING_LEVEL, Severity.WARNING, en="`####` right below `##`", zh="`##` 下面直接是 `####`"
    ),
    of_source=True,
)
def heading_levels(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each heading of a chapter that leaves out a level.

    The outline of the report, and of its PDF, would have a gap, and so would numbers of Word.

    One that stands below a title which is typed as none waits until that one is a heading.
    """
    above = 1 if unit.pack.numbers_headings else _DEEPEST
    for document in unit.documents:
        if document.place.file.endswith(".md") and any(_too_deep(document.blocks, above)):
            name = unit.chapter_names.get(id(document), "")
            looks = block_looks(document, name, is_narrative=True, with_titles=True)
            settled = takewhile(lambda look: not any(map(is_typed_title, look.passages)), looks)
            for heading, level in _too_deep((look.block for look in settled), above):
                yield _level(document, heading, level)


def _too_deep(blocks: Iterable[Block], above: int) -> Iterator[tuple[Heading, int]]:
    """The headings that leave out a level, each with the level it has to have.

    ``above`` is the level of the heading that the text stands below.
    """
    for block in blocks:
        if isinstance(block, Heading):
            if block.level > above + 1:  # and so are its siblings
                yield block, above + 1
            else:
                above = block.level


def _level(document: Document, heading: Heading, level: int) -> Problem:
    row = document.typed.row(heading.place)
    line = document.typed.line(row).strip()
    text = line.lstrip("#").strip()
    words = {"text": text, "level": heading.level, "wanted": f"{'#' * level} {text}"}
    problem = warning(HEADING_LEVEL, heading.place, **words)
    return problem.fixed_by("#" * heading.level, "#" * level, safe=False)


def _number(document: Document, heading: Heading) -> Iterator[Problem]:
    typed, row = document.typed, document.typed.row(heading.place)
    match = _HEADING.fullmatch(typed.line(row))
    if match is None:
        return
    words = _NUMBER_AND_BLANK.sub("", without_ordinals(match[2]), count=1).strip()
    number = match[2][: match[2].find(words)] if words else ""
    if number.strip():
        place = typed.place(row, match.end(1))
        wanted = f"{match[1]}{words}".strip()
        problem = warning(HEADING_NUMBER, place, text=number.strip(), wanted=wanted)
        yield problem.fixed_by(number, "")
