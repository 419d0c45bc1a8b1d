"""Opens a file of an office as a Word file: .docx directly, .doc and others converted to it.

Templates and files with macros are Word files already, and no program reads them: their macros are
left out. Other formats are read by a program that is told to run no macros.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.diagnostics import DocgenError, Place, error
from docgen.diagnostics.codes import problem_code
from docgen.pdf import PDF_SECONDS
from docgen.pdf.converter import as_docx, find_reader
from docgen.word.package_file import MEGABYTES, PackageError, WordPackage, unzipped
from docgen.word.plain_package import plain_package

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
    "strict": ".docx",
}
"""Kinds of files that are converted to .docx first, and how the programs that do so know them."""


_PLAIN = ("template", "macros")
"""Kinds of files that are a .docx but for their macros and their name."""


@dataclass(frozen=True)
class WordSource:
    """A file of an office as a Word file.

    Attributes:
        package: the Word file.
        kind: what the file is: ``docx``, ``doc``, ``rtf``, ``odf``, ``old``, ``macros`` or another.
        data: its own bytes.
        converter: the program that read it; empty if none did.
    """

    package: WordPackage
    kind: str
    data: bytes
    converter: str = ""


def read_word_source(file: Path, place: Place, converter: str = "") -> WordSource:
    """A Word file, converted to .docx if it is of another format; by ``converter``, if named.

    Raises:
        DocgenError: it is no file that a word processor made, it is damaged or locked, or it
            cannot be converted.
    """
    try:
        package = WordPackage.read(file, place)
    except PackageError as reason:
        kind = reason.problem.words.get("holds", "")
        if kind not in (*_ENDINGS, *_PLAIN):
            raise
    else:
        return WordSource(package, "docx", package.data)
    data = file.read_bytes()
    if kind in _PLAIN:
        plain = plain_package(unzipped(data, place, MEGABYTES << 20))
        return WordSource(WordPackage.read(plain, place), kind, data)
    program = find_reader(converter)
    if program is None:
        raise DocgenError(error(OLD_FORMAT, place))
    converted = as_docx(program, file, _ENDINGS[kind], PDF_SECONDS)
    if isinstance(converted, str):
        words = {"converter": program.name, "reason": converted}
        raise DocgenError(error(FORM_NOT_CONVERTED, place, **words))
    return WordSource(WordPackage.read(converted, place), kind, data, program.name)
