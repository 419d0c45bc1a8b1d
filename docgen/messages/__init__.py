"""The sentences of docgen in Chinese and English, but those of problems: a YAML file each."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

import yaml

from docgen.problem_codes import Language


@cache
def phrases(language: Language) -> Mapping[str, str]:
    """Results, ``doctor``, words for places."""
    text = files(__name__).joinpath(f"phrases-{language}.yaml").read_text("utf-8")
    return cast("Mapping[str, str]", yaml.load(text, Loader=yaml.SafeLoader))


def system_language() -> Language:
    """The language of the environment's locale: Chinese, or English for all others."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    language = next((os.environ[name] for name in names if os.environ.get(name)), None)
    language = language or locale.getlocale()[0] or ""
    return "zh" if language.lower().startswith(("zh", "chinese")) else "en"
