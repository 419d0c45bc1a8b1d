"""Paragraphs that are hardly meant as Markdown takes them: lines, tables, titles and items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby, pairwise

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.typed_passages import (
    BlockLook,
    PassageKind,
    TypedPassage,
    block_looks,
    is_signed,
)
from docgen.content.blocks import Document, Paragraph
from docgen.content.paragraph_lines import begins_paragraph
from docgen.diagnostics import Place, Problem, Severity, warning
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import CHINESE

LINES_TOGETHER = problem_code(
    "lines-together",
    en=(
        "{lines:# line stands|# lines stand} together and {lines:prints|print} as one paragraph; "
        "they look like {count}: {beginnings}",
        "leave a blank line between two paragraphs",
    ),
    zh=(
        "这 {lines} 行连在一起，会印成一段；看起来是 {count} 段：{beginnings}",
        "每两段之间空一行",
    ),
)
PASTED_TABLE = problem_code(
    "pasted-table",
    en=(
        "these {lines:# line looks|# lines look} like a table, and would print as text",
        "type it as a Markdown table, with a line of --- below the head: {wanted}",
    ),
    zh=(
        "这 {lines} 行像是表格，会印成文字",
        "写成 Markdown 表格，表头下面有一行 ---：{wanted}",
    ),
)
SENTENCE_PARTED = problem_code(
    "sentence-parted",
    en=(
        "the paragraph ends in the middle of a sentence, 「{text}」, and goes on in the next one",
        "delete the blank line; if it is a paragraph, put 。 at its end",
    ),
    zh=(
        "这一段到「{text}」没有写完，下一段像是接着的",
        "删去中间的空行；确实是一段，就在末尾加句号",
    ),
)
TYPED_TITLE = problem_code(
    "typed-title",
    en=("「{text}」 looks like a heading, and would print as a paragraph", "type {wanted}"),
    zh=("「{text}」像是标题，会印成普通的一段", "写成 {wanted}，编号由 Word 自动加"),
)
TYPED_BULLETS = problem_code(
    "typed-bullets",
    en=(
        "{lines:# item begins|# items begin} with 「{sign}」, which makes no list",
        "begin each with - and one blank: {wanted}",
    ),
    zh=("这 {lines} 项以「{sign}」开头，不成为列表", "每项开头改成 - 和一个空格：{wanted}"),
)
TYPED_INDENT = problem_code(
    "typed-indent",
    en=(
        "{lines:# paragraph begins|# paragraphs begin} with typed blanks, which print in front of "
        "the indent",
        "delete the blanks: the form indents paragraphs by itself",
    ),
    zh=("这 {lines} 段开头打了空格，会在首行缩进之外再空出来", "删去段首的空格：缩进由模板自动排"),
)


_CHINESE_NUMBER = re.compile(rf"\s*(?:\*\*)?(?:[（(]{CHINESE}[）)]|{CHINESE}、|[#＃])")
_SHOWN, _BEGINNING = 4, 8
"""Paragraphs of which the beginning is shown, and its characters."""


_PARTED = re.compile(r"，[^。；！？]*[\u3400-\u9fff，、]$")
_GOES_ON = re.compile(r"[\u3400-\u9fff“][^\t|｜│]*$")


class _BlockSlip(Enum):
    """What is wrong with a block."""

    TABLE = "table"
    LINES = "lines"
    TITLE = "title"
    BULLETS = "bullets"
    INDENT = "indent"


_ALONE = {
    PassageKind.TITLE: _BlockSlip.TITLE,
    PassageKind.BULLETS: _BlockSlip.BULLETS,
    PassageKind.TEXT: _BlockSlip.INDENT,
}
_IN_ROWS = (_BlockSlip.BULLETS, _BlockSlip.INDENT)
"""What is told once for all blocks in a row."""


@check(
    Finding(
        LINES_TOGETHER,
        Severity.WARNING,
        en="paragraphs without a blank line between them",
        zh="段与段之间没有空行",
    ),
    Finding(
        PASTED_TABLE,
        Severity.WARNING,
        en="a table pasted from Excel or Word",
        zh="从 Excel、Word 粘贴的表格",
    ),
    Finding(
        TYPED_TITLE,
        Severity.WARNING,
        en="“（一）基本情况” without `##`",
        zh="「（一）基本情况」，没有写 `##`",
    ),
    Finding(
        TYPED_BULLETS,
        Severity.WARNING,
        en="“•甲”, “-甲”: bullets that are no list of Markdown",
        zh="「•甲」「-甲」，不是 Markdown 的列表",
    ),
    Finding(
        TYPED_INDENT,
        Severity.WARNING,
        en="two wide blanks typed at the beginning of a paragraph",
        zh="段首打了两个全角空格",
    ),
    of_source=True,
)
def blocks_as_typed(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each paragraph, or row of them, that Word's readers would take otherwise."""
    for document in unit.documents:
        is_narrative = document.place.file.endswith(".md")
        titles = is_narrative and unit.pack.numbers_headings
        name = unit.chapter_names.get(id(document), "")
        looks = block_looks(document, name, is_narrative=is_narrative, with_titles=titles)
        for slip, group in groupby(looks, key=_slip):
            blocks = list(group)
            if slip in _IN_ROWS:
                yield _fixed(_problem(slip, blocks), document, blocks)
            elif slip is not None:
                yield from (_fixed(_problem(slip, [one]), document, [one]) for one in blocks)


@check(
    Finding(
        SENTENCE_PARTED,
        Severity.WARNING,
        en="a blank line within a sentence",
        zh="一句话中间空了一行",
    ),
    of_source=True,
)
def parted_sentences(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each paragraph of a chapter that seems to go on in the next."""
    for document in unit.documents:
        is_narrative = document.place.file.endswith(".md")
        for above, below in pairwise(document.blocks) if is_narrative else ():
            if isinstance(above, Paragraph) and isinstance(below, Paragraph):
                yield from _parted(document, above, below)


def _parted(document: Document, above: Paragraph, below: Paragraph) -> Iterator[Problem]:
    typed = document.typed
    first, second = typed.row(above.place), typed.row(below.place)
    last = typed.line(first + above.lines - 1).strip()
    goes_on = _GOES_ON.match(typed.line(second).strip())
    has_number = begins_paragraph(last) or begins_paragraph(typed.line(second))
    if _PARTED.search(last) and goes_on and not has_number:
        place = typed.place(first + above.lines - 1)
        problem = warning(SENTENCE_PARTED, place, text=last[-_BEGINNING:])
        joined = [*typed.lines[first : first + above.lines - 1], last + typed.line(second).strip()]
        yield typed.retyped(problem, first, second + 1, joined, safe=False)


def line_of(place: Place) -> tuple[str, int]:
    """The file and the line of a place."""
    return place.file, place.line


def lines_of_tables(unit: CheckedUnit) -> set[tuple[str, int]]:
    """The files and lines that are told to be a pasted table, or stand beside one."""
    fixes = [
        problem.fix for problem in unit.found_by(blocks_as_typed) if problem.code == PASTED_TABLE
    ]
    return {
        (fix.place.file, line)
        for fix in fixes
        if fix
        for line in range(fix.place.line, fix.end.line + 1)
    }


def are_parted(unit: CheckedUnit, document: Document) -> bool:
    """Whether no lines of a text are told to stand together."""
    first, lines = document.place.line, len(document.typed.lines)
    return not any(
        problem.place.file == document.place.file and 0 <= problem.place.line - first < lines
        for problem in unit.found_by(blocks_as_typed)
        if problem.code == LINES_TOGETHER
    )


def _slip(look: BlockLook) -> _BlockSlip | None:
    """What is wrong with a block; the first cause only."""
    first = look.passages[0]
    if any(passage.kind is PassageKind.TABLE for passage in _changed(look)):
        return _BlockSlip.TABLE
    if len(look.passages) > 1:
        return _BlockSlip.LINES
    is_told = not isinstance(look.block, Paragraph) or is_signed(first)  # by the parser
    return None if is_told or first.new == first.lines else _ALONE[first.kind]


def _changed(look: BlockLook) -> list[TypedPassage]:
    return [passage for passage in look.passages if passage.new != passage.lines]


def _problem(slip: _BlockSlip, looks: Sequence[BlockLook]) -> Problem:
    place, first = looks[0].block.place, looks[0].passages[0]
    match slip:
        case _BlockSlip.TABLE:
            return _table(place, looks[0])
        case _BlockSlip.LINES:
            return _together(place, looks[0])
        case _BlockSlip.TITLE:
            text = first.lines[0].strip()
            return warning(TYPED_TITLE, place, text=text, wanted=first.new[0])
        case _BlockSlip.BULLETS:
            lines = sum(len(look.rows) for look in looks)
            sign = first.lines[0].strip()[0]
            return warning(TYPED_BULLETS, place, lines=lines, sign=sign, wanted=first.new[0])
        case _BlockSlip.INDENT:
            return warning(TYPED_INDENT, place, lines=len(looks))


def _table(place: Place, look: BlockLook) -> Problem:
    tables = [passage for passage in _changed(look) if passage.kind is PassageKind.TABLE]
    lines = sum(len(table.lines) for table in tables)
    return warning(PASTED_TABLE, place, lines=lines, wanted=tables[0].new[0])


def _together(place: Place, look: BlockLook) -> Problem:
    count = len(look.passages)
    shown = "".join(f"「{_beginning(passage)}」" for passage in look.passages[:_SHOWN])
    beginnings = shown if count <= _SHOWN else f"{shown}…"
    lines = len(look.rows)
    return warning(LINES_TOGETHER, place, lines=lines, count=count, beginnings=beginnings)


def _beginning(passage: TypedPassage) -> str:
    text = passage.text
    return f"{text[:_BEGINNING]}…" if len(text) > _BEGINNING else text


def _fixed(problem: Problem, document: Document, looks: Sequence[BlockLook]) -> Problem:
    """The problem with its fix: the blocks in a row, and what stands between them, as meant."""
    typed, new = document.typed, looks[0].new
    for above, look in pairwise(looks):
        new += [*typed.lines[above.rows.stop : look.rows.start], *look.new]
    rows = range(looks[0].rows.start, looks[-1].rows.stop)
    sure = all(map(_is_sure, looks))
    return typed.retyped(problem, rows.start, rows.stop, new, safe=sure)


def _is_sure(look: BlockLook) -> bool:
    """Whether there is no doubt of what is meant; a short line with 1. may be an item."""
    titles = (passage for passage in _changed(look) if passage.kind is PassageKind.TITLE)
    return look.is_sure and all(_CHINESE_NUMBER.match(passage.lines[0]) for passage in titles)
