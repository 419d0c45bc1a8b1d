"""Messages count: 1 file, 2 files, in each sentence that has a number."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from itertools import takewhile

import pytest
from babel import Locale

from docgen.diagnostics.codes import CODES, LANGUAGES, Language, import_all
from docgen.messages import Phrase, phrases

import_all("docgen")


def sentences(language: Language) -> Iterator[tuple[str, Phrase]]:
    """All sentences of a language, those of problems included, each with its name."""
    yield from phrases(language).items()
    for code, entry in CODES.items():
        for part, text in zip(("message", "hint"), entry.texts[language], strict=True):
            yield f"{code} {part}", Phrase(text, language)


def forms(sentence: str) -> dict[str, list[str]]:
    """The forms of each number in a sentence."""
    parsed = string.Formatter().parse(sentence)
    return {name: spec.split("|") for _, name, spec, _ in parsed if name and spec and "|" in spec}


def filled(sentence: Phrase, number: object) -> str:
    """The sentence with ``number`` for each of its numbers, and ``x`` for other words."""
    names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    return sentence.format(**{name: number if name in forms(sentence) else "x" for name in names})


COUNTING = {name: sentence for name, sentence in sentences("en") if forms(sentence)}


VERBS = {"carries", "does", "fails", "goes", "has", "is", "lists", "speaks", "stands", "stays"}
VERBS |= {"as", "its", "takes", "this", "was"}
"""Words that end as plurals do and may stand behind a single thing."""


def plural_of(words: tuple[str, ...]) -> str:
    """The first of the words behind a number that is a plural, unless a verb comes before it."""
    before_verb = takewhile(lambda word: word not in VERBS, words)
    return next((word for word in before_verb if word.endswith("s")), "")


@pytest.mark.parametrize("name", COUNTING)
def test_each_sentence_with_a_number_counts(name: str) -> None:
    none, single, several = (filled(COUNTING[name], number) for number in ("0", "1", "2"))
    assert none.replace("0", "2") == several
    assert single.replace("1", "2") != several
    assert [words for words in re.findall(r"\b1 (\w+)", single) if plural_of((words,))] == []


def test_no_sentence_has_one_form_for_all_numbers() -> None:
    """``{count} files`` would print ``1 files``; a word in between may be an adjective."""
    assert len(COUNTING) > 15
    found = {
        name: plural
        for name, sentence in sentences("en")
        for words in re.findall(r"\{\w+\} ([\w-]+)(?: ([\w-]+))?", sentence)
        if (plural := plural_of(words))
    }
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_has_the_forms_that_its_language_has(language: Language) -> None:
    wanted = len({*Locale.parse(language).plural_form.tags, "other"})
    for name, sentence in sentences(language):
        assert all(len(words) == wanted for words in forms(sentence).values()), name


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ({"count": 0, "files": 2}, "official format: 0 deviations in 2 files, warned of above"),
        ({"count": 1, "files": 1}, "official format: 1 deviation in 1 file, warned of above"),
        ({"count": 2, "files": 1}, "official format: 2 deviations in 1 file, warned of above"),
    ],
)
def test_two_numbers_in_one_sentence(words: dict[str, int], text: str) -> None:
    assert phrases("en")["verified-bad"].format(**words) == text


def test_what_is_no_number_takes_the_last_form() -> None:
    assert Phrase("{found:# line|# lines}", "en").format(found="22.5") == "22.5 lines"
    assert Phrase("{found:# line|# lines}", "en").format(found="no") == "no lines"
