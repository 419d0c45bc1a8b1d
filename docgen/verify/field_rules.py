"""Fields that show what is no longer so: tables of contents, references, numbers of captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.verify.finished_report import FinishedReport
from docgen.word.fields.contents import EntryChange, ShownEntry
from docgen.word.fields.field import WordField
from docgen.word.fields.worked_out import StaleField

FORMAT_CONTENTS_PAGE = problem_code(
    "format-contents-page",
    en=(
        "the table of contents has 「{entry}」 on page {found}{at}",
        "it stands on page {wanted}: run docgen pdf on the file, or update the table in Word "
        "(click it, then F9)",
    ),
    zh=(
        "目录里「{entry}」的页码是 {found}{at}",
        "实际在第 {wanted} 页：对这个文件运行 docgen pdf，或在 Word 里更新目录（点目录，按 F9）",
    ),
)
FORMAT_CONTENTS_UNPAGED = problem_code(
    "format-contents-unpaged",
    en=(
        "{count:# entry|# entries} of the table of contents {count:names|name} no page, "
        "the first is 「{entry}」{at}",
        "run docgen pdf on the file, or update the table in Word (click it, then F9)",
    ),
    zh=(
        "目录里有 {count} 项没有页码，第一项是「{entry}」{at}",
        "对这个文件运行 docgen pdf，或在 Word 里更新目录（点目录，按 F9）",
    ),
)
FORMAT_CONTENTS_TITLE = problem_code(
    "format-contents-title",
    en=(
        "the table of contents lists 「{found}」{at}",
        "the heading reads 「{wanted}」: run docgen pdf on the file, or update the table in Word "
        "(click it, then F9)",
    ),
    zh=(
        "目录里写的是「{found}」{at}",
        "标题是「{wanted}」：对这个文件运行 docgen pdf，或在 Word 里更新目录（点目录，按 F9）",
    ),
)
FORMAT_CONTENTS_EXTRA = problem_code(
    "format-contents-extra",
    en=(
        "the table of contents lists 「{found}」, and there is no such heading{at}",
        "run docgen pdf on the file, or update the table in Word (click it, then F9)",
    ),
    zh=(
        "目录里有「{found}」，正文里没有这个标题{at}",
        "对这个文件运行 docgen pdf，或在 Word 里更新目录（点目录，按 F9）",
    ),
)
FORMAT_CONTENTS_MISSING = problem_code(
    "format-contents-missing",
    en=(
        "the heading is not in the table of contents: 「{wanted}」{at}",
        "run docgen pdf on the file, or update the table in Word (click it, then F9)",
    ),
    zh=(
        "目录里没有这个标题：「{wanted}」{at}",
        "对这个文件运行 docgen pdf，或在 Word 里更新目录（点目录，按 F9）",
    ),
)
FORMAT_FIELD = problem_code(
    "format-field",
    en=(
        "「{found}」 stands in the field {kind}{at}",
        "it should show 「{wanted}」: run docgen pdf on the file, or press Ctrl+A and F9 in Word",
    ),
    zh=(
        "域 {kind} 显示的是「{found}」{at}",
        "应为「{wanted}」：对这个文件运行 docgen pdf，或在 Word 里全选后按 F9",
    ),
)
FORMAT_PAGES_UNKNOWN = problem_code(
    "format-pages-unknown",
    en=(
        "the pages in the table of contents and in references were not checked{at}",
        "there is no PDF of this file, and nothing here to make one: run docgen pdf where "
        "LibreOffice is, or update the table in Word (click it, then F9)",
    ),
    zh=(
        "目录和引用里的页码没有核对{at}",
        "这个文件没有 PDF，这里也没有程序能生成：在装有 LibreOffice 的机器上运行 docgen pdf，"
        "或在 Word 里更新目录（点目录，按 F9）",
    ),
)
FORMAT_PAGES_SUBSTITUTED = problem_code(
    "format-pages-substituted",
    en=(
        "the pages in the table of contents follow from fonts that stand in for others{at}",
        "where the official fonts are, open the file in Word and look whether pages break alike; "
        "if they do not, update the table there (click it, then F9)",
    ),
    zh=(
        "目录里的页码是用代替字体排版算出的{at}",
        "在有正式字体的电脑上用 Word 打开，看分页是否一样；"
        "不一样的，在 Word 里更新目录（点目录，按 F9）",
    ),
)
_CODES = {
    "title": FORMAT_CONTENTS_TITLE,
    "extra": FORMAT_CONTENTS_EXTRA,
    "missing": FORMAT_CONTENTS_MISSING,
    "page": FORMAT_CONTENTS_PAGE,
}


def field_deviations(report: FinishedReport, place: Place) -> Iterator[Problem]:
    """Each field that shows what it should not, tables of contents entry by entry."""
    if report.fields is None:
        return
    if report.fields.are_paged and not report.is_laid_out:
        yield deviation(FORMAT_PAGES_UNKNOWN, place, DocumentPlace()).as_warning()
    unpaged = dict[WordField, list[ShownEntry]]()
    for stale in report.fields.stale():
        if (entry := _without_page(stale.change)) is not None:
            unpaged.setdefault(stale.field, []).append(entry)
        elif isinstance(stale.change, str):
            words = {"kind": stale.field.kind, "found": stale.field.text, "wanted": stale.change}
            where = _place(report, stale.field.paragraph)
            yield deviation(FORMAT_FIELD, place, where, **words)
        else:
            yield _of_entry(report, stale, stale.change, place)
    for first, *others in unpaged.values():
        where, count = _place(report, first.paragraph), 1 + len(others)
        yield deviation(FORMAT_CONTENTS_UNPAGED, place, where, entry=first.words, count=count)


def _without_page(change: EntryChange | str) -> ShownEntry | None:
    """The entry that names no page, though it should, as where no PDF was made yet."""
    if isinstance(change, str) or change.kind != "page" or change.shown is None:
        return None
    return None if change.shown.page else change.shown


def _place(report: FinishedReport, paragraph: etree._Element | None) -> DocumentPlace:
    found = report.places.get(paragraph) if paragraph is not None else None
    return found or DocumentPlace()


def _of_entry(
    report: FinishedReport, stale: StaleField, change: EntryChange, place: Place
) -> Problem:
    """What is wrong with an entry, at the entry; one that is missing, at its heading."""
    shown, heading = change.shown, change.heading
    at = shown.paragraph if shown else heading.paragraph if heading else stale.field.paragraph
    words = {
        "found": (shown.page if change.kind == "page" else shown.words) if shown else "",
        "wanted": (change.page if change.kind == "page" else heading.words) if heading else "",
        "entry": shown.words if shown else "",
    }
    where = _place(report, at)
    if shown:  # the message has the entry; its paragraph reads as title and page in one
        where = replace(where, words="")
    return deviation(_CODES[change.kind], place, where, **words)
