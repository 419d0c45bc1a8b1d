"""What stands alone on a page, apart from what it belongs to, and how to mend it.

A heading or a table's title at the foot of a page, the head of a table without a row below it, one
row of one line left over, a signature apart from its table or its text (GB/T 9704-2012, 7.3.5.4:
the office's name, date and seal never stand on a page without text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import Code, problem_code
from docgen.ordinals import ordinal_of
from docgen.verify.annex_rules import begins_page
from docgen.verify.finished_report import FinishedReport
from docgen.verify.printed_paragraphs import PrintedParagraphs
from docgen.word.xml import child_at, w

FORMAT_HEADING_ALONE = problem_code(
    "format-heading-alone",
    en=(
        "the heading stands at the foot of the page, and its text on the next one{at}",
        "in the paragraph's settings, under line and page breaks, tick “keep with next”",
    ),
    zh=("标题在一页的最后，正文在下一页{at}", "段落设置的「换行和分页」里勾选「与下段同页」"),
)
FORMAT_CAPTION_ALONE = problem_code(
    "format-caption-alone",
    en=(
        "the table's title stands at the foot of the page, and its table on the next one{at}",
        "in the paragraph's settings, under line and page breaks, tick “keep with next”",
    ),
    zh=("表名在一页的最后，表格在下一页{at}", "段落设置的「换行和分页」里勾选「与下段同页」"),
)
FORMAT_FIGURE_ALONE = problem_code(
    "format-figure-alone",
    en=(
        "the figure stands at the foot of the page before, and its title here{at}",
        "in the settings of the figure's paragraph, tick “keep with next”",
    ),
    zh=("图在前一页的最后，图名在这一页{at}", "图所在段落的设置里勾选「与下段同页」"),
)
FORMAT_HEAD_ALONE = problem_code(
    "format-head-alone",
    en=(
        "the head of the table stands at the foot of the page, without a row below it{at}",
        "tick “keep with next” for the paragraphs of the head, or begin the table on a new page",
    ),
    zh=(
        "表头在一页的最后，下面没有一行内容{at}",
        "选中表头，段落设置里勾选「与下段同页」；或让表格另起一页",
    ),
)
FORMAT_ROW_ALONE = problem_code(
    "format-row-alone",
    en=(
        "the last row of the table stands alone on the page, with one line{at}",
        "shorten the table by a line, or tick “keep with next” for the row before it",
    ),
    zh=(
        "表格的最后一行只有一行字，单独落在这一页{at}",
        "把表格缩短一行，或在前一行的段落设置里勾选「与下段同页」",
    ),
)
FORMAT_SIGNATURE_ALONE = problem_code(
    "format-signature-alone",
    en=(
        "the signature stands on another page than its table or text{at}",
        "shorten what stands before it by a line or two, or let the last lines of it move along "
        "(“keep with next”)",
    ),
    zh=(
        "签字、落款与它的表格或正文不在同一页{at}",
        "把前面的内容缩短一两行，或让最后几行一起移到下页（「与下段同页」）",
    ),
)

_PARAGRAPH, _TABLE, _ROW, _CELL, _HEAD = map(w, ("p", "tbl", "tr", "tc", "tblHeader"))
_INSIDE = frozenset(map(w, ("sdt", "sdtContent", "ins", "customXml")))
_SIGNED = re.compile(
    r"\s*(?:填表人|填报人|制表人|经办人|审核人|负责人|单位负责人|部门负责人|填报单位|填报日期|联系人|联系电话)"
    r"[^。；]{0,14}[：:]|[^。；]*(?:签字|签名|签章|盖章|公章)[）)]?[：:]?\s*[_＿ ]*$"
)
_DATE = re.compile(r"\s*[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年.{1,4}月.{1,4}日[）)]?\s*")
_LONGEST_HEADING, _SENTENCE = 40, re.compile("[。；;：:，]")
"""Characters of a heading that is typed, and signs that none has."""
_LONGEST_NAME = 30
"""Characters of an office's name above a date."""
_TITLE = re.compile(
    r"\s*(?:(?:附?表|图表)\s*[\d一二三四五六七八九十][^。；]{0,60}"
    r"|[^。；，]{1,40}(?:表|清单|名册|名单|目录|台账|一览)(?:[（(][^）)]*[）)])?)\s*$"
)
_FIGURE = re.compile(r"\s*图\s*[\d一二三四五六七八九十]")
_WORDS = 14


@dataclass(frozen=True)
class _Item:
    """A paragraph or a table of the body, with the pages that it begins and ends on."""

    element: etree._Element
    first: int
    last: int
    words: str = ""

    @property
    def is_table(self) -> bool:
        return self.element.tag == _TABLE


def left_alone_deviations(report: FinishedReport, place: Place) -> Iterator[Problem]:
    """Warnings for what stands apart from what it belongs to; none without both files."""
    printed = report.printed
    if printed is None:
        return
    rules = _Rules(report, printed, place)
    items = list(rules.items(report.body))
    for number, item in enumerate(items):
        after = items[number + 1] if number + 1 < len(items) else None
        if item.is_table:
            yield from rules.table(item)
        else:
            yield from rules.paragraph(item, after)
    yield from rules.signatures(items)


class _Rules:
    """What is said of the items of a document."""

    def __init__(self, report: FinishedReport, printed: PrintedParagraphs, place: Place) -> None:
        self._report, self._printed, self._place = report, printed, place

    def items(self, parent: etree._Element) -> Iterator[_Item]:
        """The paragraphs and tables of the text that are printed."""
        for element in parent:
            if element.tag in _INSIDE:
                yield from self.items(element)
            elif element.tag == _PARAGRAPH:
                printed = self._printed.paragraphs.get(element)
                if printed and printed.first:
                    yield _Item(element, printed.first, printed.last, printed.words)
            elif element.tag == _TABLE and (pages := self._pages(element)):
                yield _Item(element, pages[0], pages[1])

    def _pages(self, element: etree._Element) -> list[int]:
        """The first and the last page of what an element prints."""
        printed = self._printed.paragraphs
        found = list[int]()
        for paragraph in element.iter(_PARAGRAPH):
            one = printed.get(paragraph)
            found += (one.first, one.last) if one and one.first else ()
        return [min(found), max(found)] if found else []

    def paragraph(self, item: _Item, after: _Item | None) -> Iterator[Problem]:
        """A heading or the title of a table at the foot of a page, or that of a figure overleaf."""
        if _FIGURE.match(item.words) and self._is_parted(item):
            yield self._told(FORMAT_FIGURE_ALONE, item)
        if after is None or after.first <= item.last or item.element in self._report.contents:
            return
        rule = self._report.official.styles.get(self._report.cascade.style_name(item.element))
        is_heading = bool(rule and rule.level) or self._report.cascade.outline_level(item.element)
        typed = _is_typed_heading(item.words) and not self._is_last(after)
        if (is_heading or typed) and not self._begins_page(after):
            yield self._told(FORMAT_HEADING_ALONE, item)
        elif after.is_table and _TITLE.match(item.words):
            yield self._told(FORMAT_CAPTION_ALONE, item)

    def _is_last(self, after: _Item) -> bool:
        """Whether a section or a break ends here, as before an annex: 3.清单 is no heading then."""
        return after.element.getparent() is self._report.body and begins_page(after.element)

    def _is_parted(self, item: _Item) -> bool:
        """Whether the picture in the paragraph before an item stands on the page before it."""
        before = next(item.element.itersiblings(_PARAGRAPH, preceding=True), None)
        if before is None or next(before.iter(w("drawing"), w("pict")), None) is None:
            return False
        pages = {page.number: page.pictures for page in self._report.pages}
        return not pages.get(item.first) and bool(pages.get(item.first - 1))

    def _begins_page(self, item: _Item) -> bool:
        """Whether somebody wants a new page before an item."""
        if item.is_table:
            return False
        layers = self._report.cascade.format_of(item.element).look.layers
        return any(layer.find(w("pageBreakBefore")) is not None for layer in layers)

    def table(self, item: _Item) -> Iterator[Problem]:
        """The head alone on the first page of a table, or one short row alone on its last."""
        if item.first == item.last:
            return
        rows = list(item.element.iterchildren(_ROW))
        pages = [self._pages(row) for row in rows]
        if not all(pages):
            return
        heads = _heads(rows, pages)
        if heads < len(rows) and pages[heads - 1][1] < pages[heads][0]:
            yield self._told(FORMAT_HEAD_ALONE, item, row=1)
        is_alone = len(rows) - heads > 1 and pages[-1][0] > pages[-2][1]
        if is_alone and self._lines(rows[-1]) == 1:
            yield self._told(FORMAT_ROW_ALONE, item, row=len(rows), page=item.last)

    def _lines(self, row: etree._Element) -> int:
        """The most lines of a cell of a row."""
        return max(
            (
                sum(self._count(paragraph) for paragraph in cell.iter(_PARAGRAPH))
                for cell in row.iterchildren(_CELL)
            ),
            default=0,
        )

    def _count(self, paragraph: etree._Element) -> int:
        printed = self._printed.paragraphs.get(paragraph)
        return printed.lines if printed else 0

    def signatures(self, items: Sequence[_Item]) -> Iterator[Problem]:
        """Signatures on a page on which nothing stands before them."""
        for number, (before, item) in enumerate(pairwise(items), 1):
            is_parted = item.first > before.last and not item.is_table
            if is_parted and _is_signature(items, number) and not self._begins_page(item):
                yield self._told(FORMAT_SIGNATURE_ALONE, item)

    def _told(self, code: Code, item: _Item, *, row: int = 0, page: int = 0) -> Problem:
        """The warning at an item, or at a row of it."""
        paragraph = item.element
        if item.is_table:
            rows = list(item.element.iterchildren(_ROW))
            paragraph = next(rows[max(row - 1, 0)].iter(_PARAGRAPH))
        places = self._report.places
        where = places.get(paragraph, DocumentPlace(words=item.words[:_WORDS]))
        where = replace(where, page=page or item.first)
        return deviation(code, self._place, where).as_warning()


def _is_typed_heading(words: str) -> bool:
    """Whether a line is numbered as a heading is, and is no sentence."""
    is_short = len(words.strip()) <= _LONGEST_HEADING
    return is_short and ordinal_of(words) is not None and not _SENTENCE.search(words)


def _is_signature(items: Sequence[_Item], number: int) -> bool:
    """Whether an item is a line to sign, a date, or the office's name above a date."""
    words = items[number].words
    after = items[number + 1].words if number + 1 < len(items) else ""
    is_name = len(words.strip()) <= _LONGEST_NAME and bool(_DATE.fullmatch(after))
    return bool(_SIGNED.match(words) or _DATE.fullmatch(words)) or is_name


def _heads(rows: Sequence[etree._Element], pages: Sequence[Sequence[int]]) -> int:
    """How many rows the head of a table has: those that are repeated, or the first.

    Two rows that stand alone on a page are a head if cells of the first reach over the second.
    """
    count = 0
    for row in rows:
        if child_at(row, w("trPr"), _HEAD) is None:
            break
        count += 1
    if len(rows) > 2 and not count and pages[1][1] < pages[2][0]:
        first, second = (list(row.iterchildren(_CELL)) for row in rows[:2])
        if any(map(_goes_on, second)) or len(first) < len(second):
            return 2
    return min(max(count, 1), len(rows))


def _goes_on(cell: etree._Element) -> bool:
    """Whether a cell is covered by the one above."""
    merged = child_at(cell, w("tcPr"), w("vMerge"))
    return merged is not None and merged.get(w("val")) != "restart"
