"""Finds the chapters of a form that somebody wrote: paragraphs below the headings of an outline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from lxml import etree

from docgen.scaffold.pack.body.chapters import heading_levels
from docgen.scaffold.pack.body.titles import is_set_as_title
from docgen.scaffold.pack.filled.filled_lines import written_in
from docgen.scaffold.pack.filled.value_looks import (
    DATE,
    UNIT_BEHIND,
    is_note,
    is_organisation,
    is_prompt,
)
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.word.xml import w

_FORMS_OWN = re.compile(
    r"说明$|(?<!整改)要求$|须知|办法|注意事项|承诺|声明|条$|^第.+[条章]|权利|义务|违约|合同|协议|时间$|地点"
)
"""Headings of what a form prints itself."""
_STATES = re.compile(r"甲方|乙方|双方|____|[（(][ \u3000]+[）)]|\ufeff|请各|各单位|特此|妥否|此致")
_OF_THE_UNIT = re.compile(
    r"(?:我|本)[局厅委办院校所县市区单部中公]|20\d\d年|我们|下一步|目前|全年|今年"
)
_PICTURES = tuple(map(w, ("drawing", "pict", "object")))
_OF_REPORTS = re.compile(
    r"情况|职能|职责|问题|原因|措施|成效|成绩|工作|打算|概况|分析|做法|经验|建议"
)
"""Headings of what a unit reports."""
_NO_TEXT = re.compile(r"附件|(?:续?表|附表|图)\s*[\d一二三四五六七八九十]+(?:\s|$)")
"""What begins the attachments, and the line above a table or below a picture."""

_ATTACHED = re.compile(r"附件\d*[：:]|\d[.．][^\s。；]{1,30}$|[（(]?联系人[：:]")
_FEWEST, _LONG = 2, 40


def chapters_written(
    body: etree._Element, styles: Mapping[str, str]
) -> Iterator[tuple[etree._Element, list[etree._Element], bool]]:
    """Each heading with the paragraphs that somebody wrote below it, and whether that is certain.

    It is not above a line of the form with values in it, which may be introduced there.
    ``styles`` maps style ids to names. Fewer than two headings are no outline.
    """
    levels = heading_levels(body, styles)
    if sum(level > 0 for level in levels.values()) < _FEWEST:
        return
    heading: etree._Element | None = None
    paragraphs: list[etree._Element] = []
    for element in [*levels, None]:
        if element is not None and not levels[element] and element.tag == w("p"):
            paragraphs.append(element)
            continue
        if heading is not None:
            own = _without_sign_off(paragraphs)
            above = list(takewhile(lambda paragraph: not _is_asked(paragraph), own))
            written = _written(heading, above)
            if written:
                yield heading, written, len(above) == len(own) and _is_certain(written)
        heading = element if element is not None and levels[element] > 0 else None
        paragraphs = []


def _without_sign_off(paragraphs: list[etree._Element]) -> list[etree._Element]:
    """The paragraphs up to the attachments, a table's name, a title or a new page.

    The sign-off is left out too: the unit's name, its date, and what is set to the right.
    """
    kept = list(takewhile(lambda paragraph: not _ends_text(paragraph), paragraphs))
    while kept and _signs_off(kept[-1]):
        kept.pop()
    return kept


def _ends_text(paragraph: etree._Element) -> bool:
    breaks = (mark for mark in paragraph.iter(w("br")) if mark.get(w("type")) == "page")
    new_page = next(breaks, None) is not None or next(paragraph.iter(w("sectPr")), None) is not None
    attached = _NO_TEXT.match(FormLine(paragraph).text.strip()) is not None
    return attached or is_set_as_title(paragraph) or new_page


def _signs_off(paragraph: etree._Element) -> bool:
    text = FormLine(paragraph).text.strip()
    alignment = paragraph.find(f"{w('pPr')}/{w('jc')}")
    to_the_right = alignment is not None and alignment.get(w("val")) in ("right", "end")
    named = is_organisation(text) or DATE.fullmatch(text) or _ATTACHED.match(text)
    return not text or to_the_right or bool(named)


def _written(heading: etree._Element, paragraphs: list[etree._Element]) -> list[etree._Element]:
    """The paragraphs if somebody wrote them, without empty ones at the ends."""
    if _FORMS_OWN.search(FormLine(heading).text.strip()):
        return []
    texts = [FormLine(paragraph).shape.strip() for paragraph in paragraphs]
    while texts and not texts[-1]:
        texts.pop()
    first = next((at for at, text in enumerate(texts) if text), 0)
    kept = paragraphs[first : len(texts)]
    reports = _OF_REPORTS.search(FormLine(heading).text) is not None
    printed = any(_is_printed(text, in_report=reports) for text in texts)
    pictures = (picture for paragraph in kept for picture in paragraph.iter(*_PICTURES))
    holds_more = next(pictures, None) is not None
    prose = any(re.search("[。；]", text) for text in texts)
    return kept if prose and not printed and not holds_more else []


def _is_printed(text: str, *, in_report: bool) -> bool:
    """Whether a paragraph is of the form's own: a prompt, a norm, a clause of a contract.

    Below 存在的问题 the unit writes what has to be done, which is no norm of the form.
    """
    if _STATES.search(text) or (is_prompt(text) and not UNIT_BEHIND.search(text)):
        return True
    reports = in_report or UNIT_BEHIND.search(text) or _OF_THE_UNIT.search(text)
    return is_note(text) and not is_prompt(text) and not reports


def _is_asked(paragraph: etree._Element) -> bool:
    """Whether a paragraph is a line of the form with values in it, or a question."""
    line = FormLine(paragraph)
    asks = re.search(r"[？?]$|[□☐☑☒]", line.text.strip()) is not None
    return asks or any(written.labelled for written in written_in(line))


def _is_certain(paragraphs: list[etree._Element]) -> bool:
    text = "".join(FormLine(paragraph).text for paragraph in paragraphs)
    return bool(_OF_THE_UNIT.search(text) or UNIT_BEHIND.search(text)) or len(text) > _LONG
