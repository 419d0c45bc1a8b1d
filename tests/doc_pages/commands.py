"""The commands that pages tell their readers to type."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from enum import Enum

import click

from docgen.cli.command import ExtraWordsError, UnknownCommandError
from docgen.cli.main import main
from tests.doc_pages.page import Page

_SHELLS = ("sh", "console", "powershell", "bat", "")
_PROGRAMS = r"(?:docgen|make|pipx|uv|pip)"
_TYPED = re.compile(rf"{_PROGRAMS} \S")
_LINE = re.compile(rf"(?:[$>] |\.venv/bin/)?(?P<command>{_PROGRAMS} \S.*)")
_REMARK = re.compile(r"\s+#\s.*|\s{2,}.*")
_BEHIND = re.compile(r" [|>].*")
"""Where the words of a command end, and those of the shell begin."""


class Kind(Enum):
    """What a test can do with a command: run it, or see that it exists."""

    WHOLE = "whole"
    NAME = "name"
    FOREIGN = "foreign"
    WRONG = "wrong"


def commands_of(page: Page, values: Mapping[str, str] | None = None) -> list[str]:
    """Each command of ``page`` once, in its order: lines of shell blocks, and inline code.

    Words of ``values`` stand for what a reader puts there; so much is put there.
    """
    return list(dict.fromkeys(with_values(command, values or {}) for command in _typed(page)))


def with_values(command: str, values: Mapping[str, str]) -> str:
    """``command`` with each word that stands for something replaced."""
    for word, value in values.items():
        command = re.sub(
            rf"(?<![\w-]){re.escape(word)}(?![\w-])", lambda _, new=value: new, command
        )
    return command


def kind_of(command: str) -> Kind:
    """Whether docgen knows all words of ``command``, and whether it would do with them."""
    words = shlex.split(_BEHIND.sub("", command))
    if words[0] != "docgen":
        return Kind.FOREIGN
    try:
        _parsed(main, words[1:], None)
    except click.MissingParameter:
        return Kind.NAME
    except (click.NoSuchOption, UnknownCommandError, ExtraWordsError):
        return Kind.WRONG
    except (click.UsageError, click.exceptions.Exit):
        return Kind.WHOLE  # a file is not there yet, or help is asked for
    return Kind.NAME if "…" in command else Kind.WHOLE


def _parsed(command: click.Command, words: list[str], parent: click.Context | None) -> None:
    if not isinstance(command, click.Group):
        command.make_context(command.name, list(words), parent=parent)
        return
    context = click.Context(command, parent=parent, info_name=command.name)
    if not words or words[0].startswith("-"):
        command.make_context(command.name, list(words), parent=parent)
        return
    _, found, rest = command.resolve_command(context, list(words))
    assert found
    _parsed(found, rest, context)


def _typed(page: Page) -> Iterator[str]:
    for token in page.tokens:
        if (token.type == "fence" and token.info in _SHELLS) or token.type == "code_block":
            yield from _commands_of_lines(token.content)
        for child in token.children or ():
            if child.type == "code_inline" and _TYPED.match(child.content):
                yield child.content.strip()


def _commands_of_lines(text: str) -> Iterator[str]:
    for line in text.replace("\\\n", " ").splitlines():
        found = _LINE.fullmatch(line.strip())
        if found:
            yield " ".join(_REMARK.sub("", found["command"]).split())
