"""The texts of docgen in Chinese and English: a YAML file per language, an entry per code."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, cast, get_args

import yaml

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Entry: TypeAlias = Mapping[str, str]


@cache
def messages(language: Language) -> Mapping[str, Entry]:
    """``message`` and ``hint`` of each problem code."""
    return _read(f"{language}.yaml")


@cache
def phrases(language: Language) -> Mapping[str, str]:
    """The other sentences: results, ``doctor``, words for places."""
    return cast("Mapping[str, str]", _read(f"phrases-{language}.yaml"))


def _read(name: str) -> Mapping[str, Entry]:
    text = files(__name__).joinpath(name).read_text("utf-8")
    return cast("Mapping[str, Entry]", yaml.load(text, Loader=yaml.SafeLoader))


def system_language() -> Language:
    """The language of the environment's locale: Chinese, or English for all others."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    language = next((os.environ[name] for name in names if os.environ.get(name)), None)
    language = language or locale.getlocale()[0] or ""
    return "zh" if language.lower().startswith(("zh", "chinese")) else "en"
