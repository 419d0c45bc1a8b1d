"""Opens a file of an office as a Word file: .docx directly, .doc and others converted to it."""

from __future__ import annotations

from pathlib import Path

from docgen.diagnostics import DocgenError, Place, error
from docgen.diagnostics.codes import problem_code
from docgen.pdf import PDF_SECONDS
from docgen.pdf.converter import as_docx, find_reader
from docgen.word.package_file import PackageError, WordPackage

OLD_FORMAT = problem_code(
    "old-format",
    en=(
        "an old format, which only Word, WPS or LibreOffice reads",
        "save it as .docx in Word or WPS, or install LibreOffice on this machine",
    ),
    zh=(
        "这是旧格式，要有 Word、WPS 或 LibreOffice 才能读",
        "用 Word、WPS 另存为 .docx，或在这台机器上安装 LibreOffice",
    ),
)
FORM_NOT_CONVERTED = problem_code(
    "form-not-converted",
    en=("{converter} cannot read it: {reason}", "open it in Word or WPS and save it as .docx"),
    zh=("{converter} 读不了：{reason}", "用 Word 或 WPS 打开，另存为 .docx"),
)

_ENDINGS = {
    "doc": ".doc",
    "old": ".doc",
    "rtf": ".rtf",
    "odf": ".odt",
    "template": ".dotx",
    "macros": ".docm",
    "strict": ".docx",
}
"""Kinds of files that are converted to .docx first, and how the programs that do so know them."""


def read_word_source(file: Path, place: Place, converter: str = "") -> WordPackage:
    """A Word file, converted to .docx if it is of another format; by ``converter``, if named.

    Raises:
        DocgenError: it is no file that a word processor made, it is damaged or locked, or it
            cannot be converted.
    """
    try:
        return WordPackage.read(file, place)
    except PackageError as reason:
        ending = _ENDINGS.get(reason.problem.words.get("holds", ""))
        if not ending:
            raise
    program = find_reader(converter)
    if program is None:
        raise DocgenError(error(OLD_FORMAT, place))
    converted = as_docx(program, file, ending, PDF_SECONDS)
    if isinstance(converted, str):
        words = {"converter": program.name, "reason": converted}
        raise DocgenError(error(FORM_NOT_CONVERTED, place, **words))
    return WordPackage.read(converted, place)
