"""Pictures of a .docx without an alternative text, which a tagged PDF has nothing to say of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.alt_text import describes
from docgen.diagnostics import Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.verify.walk import PlacedParagraph
from docgen.word.picture_alternatives import picture_texts

FORMAT_NO_ALT_TEXT = problem_code(
    "format-no-alt-text",
    en=(
        "the alternative text of a picture is 「{text}」, which does not say what it shows{at}",
        "click it with the right button in Word, choose View Alt Text, and say what it shows; in "
        "Markdown write ![what it shows](a.png)",
    ),
    zh=(
        "图片的替代文字「{text}」没有说图上是什么{at}",
        "在 Word 里右键点图片，选「查看可选文字」，写一句图上是什么；Markdown 里写在方括号里："
        "![图上是什么](a.png)",
    ),
)


def picture_deviations(passages: Sequence[PlacedParagraph], place: Place) -> Iterator[Problem]:
    """A warning for each picture whose alternative text says nothing; decoration needs none."""
    for passage in passages:
        for text in picture_texts(passage.element):
            if not describes(text):
                found = deviation(FORMAT_NO_ALT_TEXT, place, passage.place, text=text.strip())
                yield found.as_warning()
