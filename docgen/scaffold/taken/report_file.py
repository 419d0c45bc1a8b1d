"""The file of a report that is taken in: what is no Word file is refused with what helps."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import docx
from lxml import etree

from docgen.diagnostics import DocgenError, Place, Problem, UsageError, warning
from docgen.diagnostics.codes import Code, problem_code
from docgen.runs.word_source import read_word_source
from docgen.word.rejected_changes import is_tracked, reject
from docgen.word.revisions import strip_revisions
from docgen.word.xml import child_at, remove, w

Changes = Literal["accept", "reject"]
"""How tracked changes are read."""

TAKE_NO_FILE = problem_code(
    "take-no-file",
    en=("there is no such file", "name the Word report with its path, such as ../2022/report.docx"),
    zh=("没有这个文件", "写 Word 报告的名称，连同路径，如 ../2022/报告.docx"),
)
TAKE_PDF = problem_code(
    "take-pdf",
    en=(
        "this is a PDF, and only a Word file is taken in",
        "look for the Word file that it was made from; if there is none, open the PDF in Word or "
        "WPS, save it as .docx, look through it, and take that in",
    ),
    zh=(
        "这是 PDF，只有 Word 文件能读入",
        "找出做成它的 Word 文件；找不到的，用 Word 或 WPS 打开 PDF，另存为 .docx，看一遍再读入",
    ),
)
TAKE_SCAN = problem_code(
    "take-scan",
    en=(
        "this is a picture, and docgen does not read what is in one",
        "look for the Word file; if there is none, make a blank unit and type it in: "
        "docgen new {edition} --pack {pack} --unit {unit}",
    ),
    zh=(
        "这是图片，docgen 不识别图片里的字",
        "找出 Word 文件；找不到的，新建空白单位再填：docgen new {edition} --pack {pack} --unit "
        "{unit}",
    ),
)
TAKE_SHEET = problem_code(
    "take-sheet",
    en=(
        "this is a workbook of Excel, and only a Word file is taken in",
        "name the Word report; for forms that are filled in with Excel: docgen sheet in --help",
    ),
    zh=(
        "这是 Excel 工作簿，只有 Word 文件能读入",
        "写 Word 报告的名称；用 Excel 填的表见 docgen sheet in --help",
    ),
)
TAKE_ACCEPTED = problem_code(
    "take-accepted",
    en=(
        "the report has tracked changes; they were read as accepted",
        "for the text as it was before them, delete {folder} and add --changes reject",
    ),
    zh=(
        "报告里有修订，按「接受修订」读入",
        "要修订以前的文字，删掉 {folder}，加上 --changes reject 重取",
    ),
)
TAKE_REJECTED = problem_code(
    "take-rejected",
    en=(
        "the report has tracked changes; they were read as rejected",
        "for the text with them, delete {folder} and leave out --changes reject",
    ),
    zh=(
        "报告里有修订，按「拒绝修订」读入",
        "要修订以后的文字，删掉 {folder}，去掉 --changes reject 重取",
    ),
)

_REFUSED: Mapping[str, Code] = {"pdf": TAKE_PDF, "picture": TAKE_SCAN, "sheet": TAKE_SHEET}
_TOLD: Mapping[Changes, Code] = {"accept": TAKE_ACCEPTED, "reject": TAKE_REJECTED}


def read_report_file(file: Path, place: Place, converter: str, words: Mapping[str, str]) -> bytes:
    """A report as the bytes of a .docx, its tracked changes still in it.

    ``words`` are the edition, pack and unit, for the hint of what to do without it.

    Raises:
        DocgenError: it is not there, or it is no Word file.
    """
    if not file.exists():
        raise UsageError(TAKE_NO_FILE, place)
    try:
        return read_word_source(file, place, converter).package.data
    except DocgenError as reason:
        code = _REFUSED.get(str(reason.problem.words.get("holds", "")))
        if code is None:
            raise
        raise UsageError(code, place, **(words if code is TAKE_SCAN else {})) from reason


def settled_report(data: bytes, changes: Changes) -> tuple[bytes, Changes | None]:
    """A report with its tracked changes accepted or rejected, and which; neither without any."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    if not is_tracked(body):
        return data, None
    if changes == "reject":
        _reject_all(body)
    strip_revisions(body)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue(), changes


def changes_told(changes: Changes | None, place: Place, folder: str) -> Iterator[Problem]:
    """What says how tracked changes were read; ``folder`` is that of the unit made of them."""
    if changes:
        yield warning(_TOLD[changes], place, folder=folder)


def _reject_all(body: etree._Element) -> None:
    """Rejects all changes: rows that were put in go, and those that were taken out are back."""
    for row in list(body.iter(w("tr"))):
        if child_at(row, w("trPr"), w("ins")) is not None:
            remove(row)
        elif (mark := child_at(row, w("trPr"), w("del"))) is not None:
            remove(mark)
    reject(body)
