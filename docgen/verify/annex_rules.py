"""Rules about annexes in a .docx: titles as in the 附件说明, and each on a new page.

GB/T 9704-2012, 7.3.4 and 7.3.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from docx.oxml.ns import qn
from lxml import etree

from docgen.diagnostics import Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.verify.deviations import FORMAT_ANNEX_PAGE
from docgen.verify.official_format import OfficialFormat
from docgen.verify.walk import PlacedParagraph
from docgen.word.xml import w

FORMAT_ANNEX_TITLE = problem_code(
    "format-annex-title",
    en=(
        "the title of {annex}, 「{found}」, is not the one announced, 「{wanted}」{at}",
        "make them the same",
    ),
    zh=("{annex} 的标题「{found}」与附件说明「{wanted}」不一致{at}", "改成一样"),
)

_NUMBERED = re.compile(r"^(?:附件[：:])?\s*(?P<number>\d+)[.．、]\s*|^附件[：:]\s*")
"""Before the name of an annex; a single one has no number."""


_LABEL = re.compile(r"^\s*(?!附件)[^\d\s：:][^：:]{0,11}[：:]")
"""The head of another list in the look of the 附件说明, such as ``佐证材料：``."""


def announced_entries(entries: Sequence[PlacedParagraph]) -> list[PlacedParagraph]:
    """The entries of the 附件说明, of all paragraphs in its style: up to the head of another list.

    GB/T 9704-2012, 7.3.4 knows one list, behind ``附件：``; evidence is no annex.
    """
    return list(takewhile(lambda passage: not _LABEL.match(passage.text), entries))


def annex_deviations(
    official: OfficialFormat, passages: Sequence[PlacedParagraph], place: Place
) -> Iterator[Problem]:
    """Annexes that do not begin a page, or whose title differs from the 附件说明."""
    rule = official.annexes
    written = [passage for passage in passages if passage.text.strip()]
    entries = [passage for passage in written if passage.style == rule.listed.lower()]
    marks = [passage for passage in written if passage.style == rule.mark.lower()]
    for mark in marks:
        if not begins_page(mark.element):
            yield deviation(FORMAT_ANNEX_PAGE, place, mark.place, annex=mark.text)
    titles = _annex_titles(rule.title.lower(), passages, marks)
    announced = {}
    for entry in announced_entries(entries):
        if number := _NUMBERED.match(entry.text):
            announced[f"附件{number['number'] or 1}"] = (
                entry,
                _NUMBERED.sub("", entry.text).strip(),
            )
    for name in dict.fromkeys([*announced, *titles]):
        listed, annex = announced.get(name), titles.get(name)
        wanted, found = (listed[1] if listed else "—"), (annex[1] if annex else "—")
        if wanted != found:
            where = (annex or announced[name])[0].place
            words = {"annex": name, "found": found, "wanted": wanted}
            yield deviation(FORMAT_ANNEX_TITLE, place, where, **words)


def _annex_titles(
    style: str, passages: Sequence[PlacedParagraph], marks: Sequence[PlacedParagraph]
) -> dict[str, tuple[PlacedParagraph, str]]:
    """The first title after each mark, by mark. A single annex may be marked ``附件``."""
    titles = {}
    for mark in marks:
        after = passages[passages.index(mark) + 1 :]
        title = next((passage for passage in after if passage.style == style), None)
        name = "".join(mark.text.split())
        titles[name if name[2:] else "附件1"] = (title or mark, title.text if title else "—")
    return titles


def begins_page(paragraph: etree._Element) -> bool:
    """Whether a section, a page break or its own property puts a paragraph on a new page."""
    own = paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}")
    if own is not None and own.get(w("val"), "1") not in ("0", "false"):
        return True
    before = paragraph.getprevious()
    if before is None:
        return True
    if before.find(f".//{w('br')}[@{qn('w:type')}='page']") is not None:
        return True
    if before.find(f"{w('pPr')}/{w('sectPr')}") is None:
        return False
    following = next(_following_sections(paragraph), None)
    kind = following.find(w("type")) if following is not None else None
    return kind is None or kind.get(w("val")) != "continuous"


def _following_sections(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The ``w:sectPr`` that end the paragraph's own section and those after it."""
    for element in (paragraph, *paragraph.itersiblings()):
        yield from ([element] if element.tag == w("sectPr") else element.iter(w("sectPr")))
