"""The commands that pages tell their readers to type."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache

import click

from docgen.cli.main import main
from tests.doc_pages.page import Page

_SHELLS = ("sh", "console", "powershell", "bat", "")
_PROGRAMS = r"(?:docgen|make|pipx|uv|pip)"
_TYPED = re.compile(rf"{_PROGRAMS} \S")
_LINE = re.compile(rf"(?:(?:\$|PS.*>|[A-Z]:.*>) ?|\.venv/bin/)?(?P<command>{_PROGRAMS} \S.*)")
_CONTINUED = re.compile(r"\s*\\\n\s*")
_REMARK = re.compile(r"\s+#\s.*|\s{2,}.*")
_BEHIND = re.compile(r" (?:>|&&) .*")
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
        command = re.sub(rf"(?<!\S){re.escape(word)}(?!\S)", value.replace("\\", r"\\"), command)
    return command


@cache
def kind_of(command: str) -> Kind:
    """Whether docgen knows all words of ``command``, and whether it would do with them."""
    words = shlex.split(_BEHIND.sub("", command))
    if words[0] != "docgen":
        return Kind.FOREIGN
    try:
        is_whole = _is_whole(main, words[1:])
    except click.UsageError:
        return Kind.WRONG
    return Kind.WHOLE if is_whole and "…" not in command else Kind.NAME


def _is_whole(command: click.Command, words: list[str]) -> bool:
    """Whether ``words`` are all that ``command`` needs; an error if it does not know them."""
    context = click.Context(command, info_name=command.name, **main.context_settings)
    values, rest, _ = command.make_parser(context).parse_args(args=list(words))
    if isinstance(command, click.Group) and rest:
        _, found, rest = command.resolve_command(context, rest)
        assert found
        return _is_whole(found, rest)
    help_option = command.get_help_option(context)
    if help_option and values.get(help_option.name or ""):
        return True
    if rest:
        raise click.UsageError(f"more than it takes: {rest}")
    return all(
        _is_given(values.get(param.name or "")) for param in command.params if param.required
    )


def _is_given(value: object) -> bool:
    return isinstance(value, str | tuple | list) and bool(value)


def _typed(page: Page) -> Iterator[str]:
    for token in page.tokens:
        if (token.type == "fence" and token.info in _SHELLS) or token.type == "code_block":
            yield from _commands_of_lines(token.content)
        for child in token.children or ():
            if child.type == "code_inline" and _TYPED.match(child.content):
                yield child.content.strip()


def _commands_of_lines(text: str) -> Iterator[str]:
    for line in _CONTINUED.sub(" ", text).splitlines():
        found = _LINE.fullmatch(line.strip())
        if found:
            yield " ".join(_REMARK.sub("", found["command"]).split())
