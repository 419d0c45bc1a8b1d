"""The title of a form."""

from __future__ import annotations

import re

from lxml import etree

from docgen.ordinals import NUMERALS
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.lines.lexer import MARK, NEXT_YEAR, tokens
from docgen.scaffold.pack.terms import PLACES
from docgen.word.xml import text_of, w

_YEAR_OR_ROOM = re.compile(
    rf"20\d\d{NEXT_YEAR}学年度?"
    r"|(?:20(?:\d\d)?|[_×xX]{2,}|(?<=[（(]))年度?|[_×xX]{2,}"
)
_PLACE = re.compile(rf"{MARK}(?:{PLACES})")
_NOTHING = re.compile(r"[（(][）)]")
"""Brackets around a year or room that was taken out: （    年度）."""

_MODEL = re.compile(
    r"\s*[（(【\[](?:参考)?(?:写作)?(?:提纲|大纲|格式|模板|样式|样本|样表|示例|样例|范本|范例|范文|参考|文本|供参考)"
    r"(?:[，,]?(?:供|仅供)参考)?[）)】\]]\s*$"
)
"""What says that a form is a model of a text, which the text itself does not say."""

_ABOVE_TITLE = re.compile(
    rf"[：:]|^\s*(?:[{NUMERALS}]+、|附[件表录]|表[\d{NUMERALS}]|\w{{0,6}}\d+表\s*$)"
)
_LINE_END = re.compile(r"[。；，,;.]")


def title_of(body: etree._Element) -> str:
    """The form's title without year and whitespace; empty if it has none."""
    texts = (_PLACE.sub("", _without_offices(_MODEL.sub("", text))) for text in title_texts(body))
    plain = (_NOTHING.sub("", _YEAR_OR_ROOM.sub("", text)) for text in texts)
    return next((text for text in plain if text and not text.startswith("附件")), "")


def _without_offices(title: str) -> str:
    """A title without the words that stand in for the unit's name: XX局."""
    for token in reversed(list(tokens(title))):
        if token.kind == "OFFICE":
            title = title[: token.start] + title[token.end :]
    return title


def title_texts(body: etree._Element) -> list[str]:
    """The lines of the title as printed, without whitespace."""
    return ["".join(FormLine(paragraph).text.split()) for paragraph in titles_in(body)]


def model_note(text: str) -> tuple[int, int] | None:
    """Where a line says that it heads a model: （提纲）, （参考格式）; ``None`` if it does not."""
    match = _MODEL.search(text)
    return match.span() if match else None


def titles_in(body: etree._Element) -> list[etree._Element]:
    """The ``w:p`` elements of the title: those with text that are centred or in a title style.

    Without any, the first paragraph that is not of the lines above a title (附件1, 公开01表, lines
    to fill in), unless it is a sentence.
    """
    lines = map(FormLine, body.iterchildren(w("p")))
    lines_with_text = [line for line in lines if line.text.strip()]
    titles = [line.paragraph for line in lines_with_text if is_set_as_title(line.paragraph)]
    if titles:
        return titles
    candidates = (line for line in lines_with_text if not _ABOVE_TITLE.search(line.text))
    first = next(candidates, None)
    return [] if first is None or _LINE_END.search(first.text) else [first.paragraph]


def is_set_as_title(paragraph: etree._Element) -> bool:
    """Whether a paragraph is centred or in a title style."""
    return _is_centred(paragraph) or _is_title(paragraph)


def is_at_side(paragraph: etree._Element) -> bool:
    """Whether a paragraph is set at the right, as a sign-off, or centred."""
    return _alignment(paragraph) in ("right", "end", "center")


def is_bold(paragraph: etree._Element) -> bool:
    """Whether all text of a paragraph is bold by its own runs."""
    runs = [run for run in paragraph.iterchildren(w("r")) if text_of(run).strip()]
    looks = [run.find(f"{w('rPr')}/{w('b')}") for run in runs]
    return bool(looks) and all(
        look is not None and look.get(w("val"), "true") not in ("0", "false", "off")
        for look in looks
    )


def _is_centred(paragraph: etree._Element) -> bool:
    return _alignment(paragraph) == "center"


def _alignment(paragraph: etree._Element) -> str:
    alignment = paragraph.find(f"{w('pPr')}/{w('jc')}")
    return alignment.get(w("val"), "") if alignment is not None else ""


def _is_title(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return style is not None and "title" in style.get(w("val"), "").lower()
