"""Rules about the language that a finished file says its text is in.

A screen reader chooses its voice by it, and Word what it finds misspelt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml import OxmlElement

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.verify.official_format import OfficialFormat
from docgen.verify.style_rule import CHINESE, LATIN
from docgen.verify.walk import PlacedParagraph
from docgen.word.language import is_east_asian
from docgen.word.style_cascade import Cascade, TextLook, last_value

FORMAT_LANGUAGE = problem_code(
    "format-language",
    en=(
        "the text is in the language {found}, as the file says{at}",
        "it should be {wanted}: in Word set it under Review, Language for all of the text; have "
        "docgen make the PDF",
    ),
    zh=(
        "文件里写的文字语言是 {found}{at}",
        "应为 {wanted}：在 Word 里全选文字，从「审阅—语言—设置校对语言」里选；PDF 用 docgen 生成",
    ),
)


def language_deviations(
    official: OfficialFormat, cascade: Cascade, passages: Sequence[PlacedParagraph], place: Place
) -> Iterator[Problem]:
    """Text of a .docx that is said to be in another language: by default, told once; or itself."""
    if not official.language:
        return
    is_default_told, known = False, dict[int, str]()
    usual = _language(official, cascade.format_of(OxmlElement("w:p")).text_look(None))
    for passage in passages:
        for found in _languages(official, passage, known):
            if found == usual and not is_default_told:
                yield _deviation(official, place, DocumentPlace(), found)
            elif found != usual:
                yield _deviation(official, place, passage.place, found)
            is_default_told |= found == usual


def pdf_language_deviations(
    official: OfficialFormat, found: str, place: Place
) -> Iterator[Problem]:
    """A PDF whose ``/Lang`` (ISO 32000-1, 14.9.2), ``found``, is another language, or none."""
    if official.language and found.lower() != official.language.lower():
        yield _deviation(official, place, DocumentPlace(), found)


def _languages(
    official: OfficialFormat, passage: PlacedParagraph, known: dict[int, str]
) -> dict[str, None]:
    """The other languages that the text of a paragraph in the script of the format's is said to be.

    Figures in a Chinese report may be English: Word takes that from the keyboard. ``known`` has
    the language of each look, by its identity.
    """
    script = CHINESE if is_east_asian(official.language) else LATIN
    others = dict[str, None]()
    for _, text, look in passage.runs:
        if id(look) not in known:
            known[id(look)] = _language(official, look)
        found = known[id(look)]
        if found.lower() != official.language.lower() and script.search(text):
            others[found] = None
    return others


def _language(official: OfficialFormat, look: TextLook) -> str:
    name = "eastAsia" if is_east_asian(official.language) else "val"
    return last_value(look.layers, "lang", name)


def _deviation(official: OfficialFormat, place: Place, where: DocumentPlace, found: str) -> Problem:
    words = {"found": found or "—", "wanted": official.language}
    return deviation(FORMAT_LANGUAGE, place, where, **words)
