"""Problem codes, and what each says in Chinese and English.

A code is registered at the top of the module that raises it, as a constant of the same name:

    BAD_DATE = problem_code(
        "bad-date",
        en=("「{date}」 is not recognised as a date", "write it as 2024年4月26日"),
        zh=("「{date}」不像日期", "写成 2024年4月26日"),
    )
    …
    yield error(BAD_DATE, place, date=day)

A code that several modules raise stands in the lowest of them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Literal, NamedTuple, NewType, TypeAlias, get_args

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
ToDo: TypeAlias = Literal["", "blank", "last-years"]
"""What of an unfinished unit a problem speaks of: a blank, a text of last year's, or neither."""

Code = NewType("Code", str)
"""A registered name such as ``missing-field``; ``docs/en/problems.md`` explains each."""


class ProblemText(NamedTuple):
    """What is wrong, and what to type; ``{…}`` is filled in from the words of the problem."""

    message: str
    hint: str


@dataclass(frozen=True)
class Entry:
    """What is known of a code.

    Attributes:
        texts: message and hint by language.
        says_missing: the problem says that the field ``name`` of its words is missing.
        may_follow: any error of an earlier step may have caused the problem.
        to_do: what is still to be written there; the command line counts such problems.
        phrases: the phrases that translate its words begin with this, not with the word's name.
    """

    texts: Mapping[Language, ProblemText]
    says_missing: bool = False
    may_follow: bool = False
    to_do: ToDo = ""
    phrases: str = ""


_entries: dict[str, Entry] = {}
CODES: Mapping[str, Entry] = MappingProxyType(_entries)
"""The codes of all modules that have been imported."""


def problem_code(
    name: str,
    /,
    *,
    en: tuple[str, str],
    zh: tuple[str, str],
    says_missing: bool = False,
    may_follow: bool = False,
    to_do: ToDo = "",
    phrases: str = "",
) -> Code:
    """Registers a code with its message and hint in each language.

    Raises:
        ValueError: the code is registered already.
    """
    if name in _entries:
        raise ValueError(f"the problem code {name} is registered twice")
    texts: dict[Language, ProblemText] = {"en": ProblemText(*en), "zh": ProblemText(*zh)}
    _entries[name] = Entry(MappingProxyType(texts), says_missing, may_follow, to_do, phrases)
    return Code(name)


def entry_of(code: str) -> Entry:
    """What is known of ``code``.

    A problem may come out of the record of an earlier run, or from another machine, while the
    module that registers its code is not imported; then all are.
    """
    if code not in _entries:
        import_all("docgen")
    return _entries[code]


def import_all(package: str) -> None:
    """Imports all modules below ``package``, but for those whose extras are not installed."""
    for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
        try:
            import_module(module.name)
        except ModuleNotFoundError as reason:
            if (reason.name or "").startswith("docgen"):
                raise
