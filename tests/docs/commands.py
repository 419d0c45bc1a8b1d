"""``commands.md``: every command from click's objects, as ``--help`` has it in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import yaml

from docgen.cli.command import Command, CommandFolder
from docgen.cli.help_page import option_rows, sample_rows, says, usage
from docgen.cli.main import main
from docgen.diagnostics.codes import Language
from tests.docs import cell, coded_cell, section

MORE = Path(__file__).with_name("commands.yaml")
"""What more there is to say of a command, in both languages, with links to pages."""

_COMMON = frozenset({"--lang", "--help"})
"""Options of every command, which are told once."""

_OVERVIEW: dict[Language, str] = {"en": "| command | what it does |", "zh": "| 命令 | 作用 |"}
_OPTIONS: dict[Language, str] = {"en": "| option | what it does |", "zh": "| 选项 | 作用 |"}
_TYPED: dict[Language, str] = {"en": "| for example | |", "zh": "| 例 | |"}


def commands() -> Iterator[tuple[str, Command]]:
    """Every command with what is typed, those of groups included."""
    for names, command in main.commands_below(click.Context(main, **main.context_settings)):
        yield " ".join(["docgen", *names]), command


def with_groups(
    folder: CommandFolder = main, typed: str = "docgen"
) -> Iterator[tuple[str, click.Command]]:
    """Every command with what is typed, and every group before its commands."""
    for name in folder.list_commands(click.Context(folder)):
        command = folder.get_command(click.Context(folder), name)
        assert command is not None
        yield f"{typed} {name}", command
        if isinstance(command, CommandFolder):
            yield from with_groups(command, f"{typed} {name}")


def more_of_commands() -> dict[str, dict[Language, str]]:
    """What :data:`MORE` says, by the command."""
    more: dict[str, dict[Language, str]] = yaml.safe_load(MORE.read_text("utf-8"))
    return more


@section("docs/en/commands.md", "commands")
def english() -> Iterator[str]:
    return _overview("en")


@section("docs/zh/commands.md", "commands")
def chinese() -> Iterator[str]:
    return _overview("zh")


def _overview(language: Language) -> Iterator[str]:
    yield from _table(
        _OVERVIEW[language],
        (
            (f"[{typed}](#{typed.replace(' ', '-')})", says(command, language))
            for typed, command in commands()
        ),
    )


def _table(head: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (head, "| --- | --- |")
    yield from (f"| {left} | {cell(right)} |" for left, right in rows)


@section("docs/en/commands.md", "options")
def common_english() -> Iterator[str]:
    return _common("en")


@section("docs/zh/commands.md", "options")
def common_chinese() -> Iterator[str]:
    return _common("zh")


def _common(language: Language) -> Iterator[str]:
    context = click.Context(main, **main.context_settings, obj=(language, None))
    yield from _options(main, context, language, frozenset())


@section("docs/en/commands.md", "each-command")
def each_in_english() -> Iterator[str]:
    return each_command("en")


@section("docs/zh/commands.md", "each-command")
def each_in_chinese() -> Iterator[str]:
    return each_command("zh")


def each_command(language: Language) -> Iterator[str]:
    """A part for each command and group: what it does, what is typed, options, samples."""
    more = more_of_commands()
    for typed, command in with_groups():
        context = click.Context(command, info_name=typed, obj=(language, None))
        yield from ("", f"## {typed}", "", _sentence(says(command, language), language), "")
        yield from ("```text", usage(command, context, language), "```", "")
        if typed in more:
            yield from (more[typed][language].strip(), "")
        if isinstance(command, Command):
            yield from _options(command, context, language, _COMMON)
            samples = sample_rows(command, language)
            yield from _table(
                _TYPED[language], ((coded_cell(line), words) for line, words in samples)
            )


def _options(
    command: click.Command, context: click.Context, language: Language, left_out: frozenset[str]
) -> Iterator[str]:
    rows = [
        (names, words)
        for names, words in option_rows(command, context, language)
        if left_out.isdisjoint(names.replace(",", "").split())
    ]
    if rows:
        yield from _table(_OPTIONS[language], ((coded_cell(names), words) for names, words in rows))
        yield ""


def _sentence(text: str, language: Language) -> str:
    end = {"en": ".", "zh": "。"}[language]
    return f"{text[0].upper()}{text[1:]}{end}"
