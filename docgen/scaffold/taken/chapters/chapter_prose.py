"""A paragraph of a Word file as prose: its text, weights and pictures, and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from docgen.content.blocks import PLAIN
from docgen.content.characters import FORBIDDEN
from docgen.content.markdown_writer import BoundRange, Prose
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, DocxObject, DocxParagraph
from docgen.roundtrip.reading.printed_text import shown_by
from docgen.scaffold.taken.chapters.chapter_pictures import ChapterPictures
from docgen.scaffold.taken.chapters.left_parts import LeftPart

_BLANKS = {"\t": " ", PAGE: "", "\u2028": "\n", "\xad": ""}
_LATIN = re.compile(r"[!-~]")


class ProseSign(NamedTuple):
    """A character with its weight, or a picture in the text with its Markdown."""

    text: str
    weight: str
    picture: str = ""


@dataclass(frozen=True)
class TakenProse:
    """What a paragraph says.

    Attributes:
        signs: its characters, lines parted by line ends, without blanks around them.
        apart: the Markdown of pictures that float beside it.
        left: what Markdown cannot say.
    """

    signs: tuple[ProseSign, ...]
    apart: tuple[str, ...] = ()
    left: tuple[LeftPart, ...] = ()

    @property
    def text(self) -> str:
        """Its characters; a picture is :data:`OBJECT`."""
        return "".join(sign.text for sign in self.signs)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The Markdown of its pictures if there is nothing else in it."""
        alone = all(sign.picture or not sign.text.strip() for sign in self.signs)
        return tuple(sign.picture for sign in self.signs if sign.picture) if alone else ()

    @property
    def prose(self) -> Prose:
        """Its prose; a placeholder stands for each picture."""
        numbered = [number for number, sign in enumerate(self.signs) if sign.picture]
        bound = (BoundRange(at, at + 1, _placeholder(at)) for at in numbered)
        weights = "".join(sign.weight for sign in self.signs)
        return Prose(self.text, weights, tuple(bound))

    def filled(self, markdown: str) -> str:
        """Markdown of its prose with its pictures in the place of their placeholders."""
        for number, sign in enumerate(self.signs):
            if sign.picture:
                markdown = markdown.replace(_placeholder(number), sign.picture)
        return markdown

    def behind(self, count: int) -> TakenProse:
        """It without its first characters."""
        return replace(self, signs=_stripped(self.signs[count:]))

    def before(self, count: int) -> TakenProse:
        """Its first characters alone; what floats and what is left stays with the others."""
        return TakenProse(_stripped(self.signs[:count]))

    @property
    def plain(self) -> TakenProse:
        """It without weights."""
        return replace(self, signs=tuple(sign._replace(weight=PLAIN) for sign in self.signs))

    def labelled(self, label: str) -> TakenProse:
        """It with a label before it, which a blank parts from a figure: ``1. 2023年``."""
        needs_blank = label and self.text[:1].isdecimal()
        typed = f"{label} " if needs_blank else label
        return replace(self, signs=(*(ProseSign(sign, PLAIN) for sign in typed), *self.signs))


def _placeholder(number: int) -> str:
    return f"{{{{ 图片{number} }}}}"


def taken_prose(
    paragraph: DocxParagraph, pictures: ChapterPictures, caption: str = ""
) -> TakenProse:
    """Reads a paragraph; ``caption`` is what the title below its picture says."""
    signs, apart, left = list[ProseSign](), list[str](), list[LeftPart]()
    objects = iter(paragraph.objects)
    shown = pictures.shown_in(paragraph, caption)
    for sign, weight in zip(paragraph.text, paragraph.weights, strict=True):
        found = next(objects, None) if sign == OBJECT else None
        if found is None:
            signs += [ProseSign(each, weight) for each in _typed(sign)]
            continue
        markdown, in_line = next(shown) if found.kind == "picture" else ("", True)
        if markdown and in_line:
            signs.append(ProseSign(OBJECT, PLAIN, markdown))
        elif markdown:
            apart.append(markdown)
        else:
            before = signs[-1].weight if signs else PLAIN
            words = "".join(map(_typed, shown_by(found)))
            signs += [ProseSign(each, before) for each in words]
            left += _left(found, words, paragraph)
    return TakenProse(_stripped(signs), tuple(apart), (*left, *_boxes(paragraph, left)))


def _typed(sign: str) -> str:
    """A character as content may have it."""
    sign = _BLANKS.get(sign, sign)
    return "" if sign == OBJECT or FORBIDDEN.match(sign) else sign


def _left(found: DocxObject, words: str, paragraph: DocxParagraph) -> Iterator[LeftPart]:
    """An object of which nothing is written; text boxes and hidden texts are none here.

    A field that shows nothing, such as one for an index, is nothing to a reader.
    """
    if words or found.kind in ("textbox", "hidden"):
        return
    shown = found.detail if found.kind == "symbol" else found.words
    if shown or not found.reads_as_text:
        yield LeftPart(found.kind, shown, paragraph.element)


def _boxes(paragraph: DocxParagraph, left: Sequence[LeftPart]) -> Iterator[LeftPart]:
    is_boxed = any(found.kind == "textbox" for found in paragraph.objects)
    if is_boxed or paragraph.boxes:
        lines = (box.text.replace(OBJECT, "").strip() for box in paragraph.boxes)
        yield LeftPart("textbox", "\n".join(filter(None, lines)), paragraph.element)


def _stripped(signs: Sequence[ProseSign]) -> tuple[ProseSign, ...]:
    """The lines that are not blank, without blanks at their ends, such as a typed indent."""
    lines: list[list[ProseSign]] = [[]]
    for sign in signs:
        if sign.text == "\n":
            lines.append([])
        elif lines[-1] or not sign.text.isspace():
            lines[-1].append(sign)
    for line in lines:
        while line and line[-1].text.isspace():
            line.pop()
    return _joined(list(filter(None, lines)), [ProseSign("\n", PLAIN)])


def _joined(lines: Sequence[list[ProseSign]], between: list[ProseSign]) -> tuple[ProseSign, ...]:
    joined = list[ProseSign]()
    for line in lines:
        joined += [*(between if joined else []), *line]
    return tuple(joined)


def in_one_line(lines: Sequence[TakenProse]) -> TakenProse:
    """Paragraphs and their lines as one line; a blank parts letters and digits."""
    signs, is_end = list[ProseSign](), False
    for prose in lines:
        for sign in (*prose.signs, ProseSign("\n", PLAIN)):
            if sign.text == "\n":
                is_end = True
                continue
            needs_blank = is_end and signs and _are_latin(signs[-1], sign)
            signs += [*([ProseSign(" ", PLAIN)] if needs_blank else []), sign]
            is_end = False
    left = tuple(part for prose in lines for part in prose.left)
    return TakenProse(tuple(signs), tuple(each for prose in lines for each in prose.apart), left)


def _are_latin(above: ProseSign, below: ProseSign) -> bool:
    return bool(_LATIN.match(above.text) and _LATIN.match(below.text))
