"""Problems and places as sentences of one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace

from docgen.diagnostics import DocumentPlace, Problem, TemplatePlace
from docgen.diagnostics.codes import Language, ProblemText, entry_of
from docgen.messages import Phrase, half, phrases

_SPOT = re.compile(
    r"(?:(?<=\.\w{3})|(?<=\.\w{4}))(?:!p\d+)?(?:!(?:t\d+r\d+c\d+)+)?(?:!「[^」]*」)?(?:!“[^”]*”)?"
)
"""Behind the name of a Word file: a place in it, as :attr:`DocumentPlace.signs` writes it."""

_NUMBERED_PLACES = ("table", "row", "cell", "paragraph")

_INSERTED = (
    *("nearest", "meant", "holder", "among", "or_line", "to_type"),
    *("printed_in", "with_it"),
)
"""Words that bring a part of the sentence along, if they say anything."""

_BILINGUAL = ("limit", "property", "correct", "element", "edge")
"""Words that a schema or a record has as ``中文 · English``."""


def message_and_hint(problem: Problem, language: Language) -> ProblemText:
    """Message and hint of the problem with its words filled in."""
    words = _words(problem, language)
    texts = (Phrase(text, language) for text in entry_of(problem.code).texts[language])
    return ProblemText(*(with_spots(text.format(**words), language) for text in texts))


def with_spots(text: str, language: Language) -> str:
    """A text with the places in Word files, ``report.docx!p3!t2r4c2``, in words."""

    def told(match: re.Match[str]) -> str:
        where = where_words(DocumentPlace.of_signs(match[0]), language)
        return f"{phrases(language)['at-and']}{where}" if where else ""

    return _SPOT.sub(told, text)


def _words(problem: Problem, language: Language) -> dict[str, str]:
    """The words of the problem's message, translated where they are keys of phrases."""
    problem = _in_language(problem, language)
    texts, raw = phrases(language), problem.words
    words = {"to_type": "", "template": problem.place.file}
    words |= {name: _translated(name, problem, texts) for name in raw}
    words["advice"] = texts.get(f"advice-{raw.get('wanted')}", "")
    words["at"] = place_words(problem.document, language) if problem.document else ""
    if problem.template:
        is_same = str(problem.place) == problem.template.part
        where = template_place_text(problem.template, language, with_part=not is_same)
        words["template"] = where
        words["at"] = texts["at"].format(where=where) if where else ""
    return words


def _in_language(problem: Problem, language: Language) -> Problem:
    """The problem with its words of this language: ``ours_en``, or half of ``中文 · English``."""
    halves = {
        name: half(problem.words[name], language) for name in _BILINGUAL if name in problem.words
    }
    return replace(problem, words={**own_words(problem.words, language), **halves})


def own_words(words: Mapping[str, str], language: Language) -> dict[str, str]:
    """The words with those of one language: ``ours_en`` is ``ours``."""
    own = {
        name.removesuffix(f"_{language}"): value
        for name, value in words.items()
        if name.endswith(f"_{language}")
    }
    return {**words, **own}


def _translated(name: str, problem: Problem, texts: Mapping[str, str]) -> str:
    """One word, translated: ``wanted: number`` is the phrase ``wanted-number``, if there is one."""
    value = problem.words[name]
    if name in _INSERTED:
        return texts[name].format(**problem.words) if value else ""
    kind = entry_of(problem.code).phrases or name
    return texts.get(f"{kind}-{value}", value.replace("{", "{{").replace("}", "}}")).format(
        **problem.words
    )


def template_place_text(place: TemplatePlace, language: Language, *, with_part: bool = True) -> str:
    """The place of a placeholder, in words: ``annex.docx, table 1, row 3, cell 2``."""
    texts = phrases(language)
    text = place.part if with_part else ""
    text += texts["story"].format(story=place.story) if place.story else ""
    for name in _NUMBERED_PLACES:
        if number := getattr(place, name):
            text += texts[name].format(**{name: number})
    return text.removeprefix(texts["at-and"])


def place_words(place: DocumentPlace, language: Language) -> str:
    """A place in a finished file, in words and brackets; empty if nothing is known of it."""
    where = where_words(place, language)
    return phrases(language)["at"].format(where=where) if where else ""


def where_words(place: DocumentPlace, language: Language) -> str:
    """A place in a finished file, in words; empty if nothing is known of it."""
    return _where(place, phrases(language))


def _where(place: DocumentPlace, texts: Mapping[str, str]) -> str:
    values = [(field.name, getattr(place, field.name)) for field in fields(place)]
    numbers = {name: value for name, value in values if value and name != "nested"}
    parts = [texts[f"at-{name}"].format(**{name: value}) for name, value in numbers.items()]
    if place.nested:
        parts.append(texts["at-nested"].format(nested=_where(place.nested, texts)))
    return texts["at-and"].join(parts)
