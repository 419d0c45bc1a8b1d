"""The sentences of docgen in Chinese and English, but those of problems: a YAML file each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from docgen.diagnostics.codes import Language

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""In C where PyYAML has it: in Python this is a fifth of a short command."""

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of CLDR, in the order in which a phrase lists the forms of a word."""


_EDGE = "\0"
"""Stands on both sides of each word that is filled in, until a sentence is whole."""
_SEAM = re.compile(
    f"(?<=[\u4e00-\u9fff]){_EDGE}+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9]){_EDGE}+(?=[\u4e00-\u9fff])"
)


class Phrase(str):
    """A sentence of one language, whose words follow the numbers that are filled in.

    ``{files:# file|# files}`` has a form for each plural category of the language; ``#`` is the
    number.
    """

    _language: Language

    def __new__(cls, text: str, language: Language) -> Phrase:
        """Makes ``text`` a sentence of ``language``."""
        phrase = super().__new__(cls, text)
        phrase._language = language
        return phrase

    def format(self, *values: object, **words: object) -> str:
        """The sentence with ``words`` filled in.

        In Chinese a blank parts Latin letters and figures from the characters beside them.
        """
        filled = _Plurals(self._language).vformat(self, values, words)
        filled = _SEAM.sub(" ", filled) if self._language == "zh" else filled
        return filled.replace(_EDGE, "")


class _Plurals(Formatter):
    """Formats as ``str.format`` does, and chooses among forms that ``|`` parts."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        forms = format_spec.split("|")
        if len(forms) == 1:
            text = format(value, format_spec)
        else:
            text = forms[_form_number(self._language)(value)].replace("#", str(value))
        return f"{_EDGE}{text}{_EDGE}"


@cache
def _form_number(language: Language) -> Callable[[object], int]:
    """The place of the form that a number takes among those of the language; others take the last.

    Babel takes as long to import as all of the command line, so only sentences with forms do it.
    """
    from babel import Locale

    rule = Locale.parse(language).plural_form
    own = [category for category in _CATEGORIES if category in {*rule.tags, "other"}]

    def number(value: object) -> int:
        try:
            return own.index(rule(Decimal(str(value))))
        except InvalidOperation:
            return -1

    return number


@cache
def phrases(language: Language) -> Mapping[str, Phrase]:
    """Results, ``doctor``, words for places."""
    text = files(__name__).joinpath(f"phrases-{language}.yaml").read_text("utf-8")
    loaded: dict[str, str] = yaml.load(text, Loader=_LOADER)
    return {key: Phrase(sentence, language) for key, sentence in loaded.items()}


def half(text: str, language: Language) -> str:
    """The half of a text that is written ``中文 · English``, or all of another."""
    return text.split(" · ")[0 if language == "zh" else -1]
