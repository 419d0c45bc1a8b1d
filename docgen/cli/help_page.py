"""The help of commands, and the page that a bare ``docgen`` shows, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click
from click.core import ParameterSource

from docgen.cli.command import Command, CommandFolder
from docgen.content.characters import columns
from docgen.diagnostics.codes import Language
from docgen.messages import half, phrases

_WIDEST = 50
"""Columns of the left side, as far as lines stand in columns."""

WORK = ("new", "check", "render", "status", "diff", "pull", "verify", "pdf", "doctor")
"""The commands of the start page, in the order of a year's work."""


def help_lines(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yields the help of a command: what is typed, what it does, its options, samples."""
    language: Language = context.obj[0]
    texts = phrases(language)
    yield texts["help-usage"].format(usage=usage(command, context, language))
    yield ""
    yield f"  {says(command, language)}"
    if isinstance(command, CommandFolder):
        yield from _section(texts["help-heading-commands"], _commands(command, context, language))
    yield from _section(texts["help-heading-options"], option_rows(command, context, language))
    if isinstance(command, Command):
        yield from _section(texts["help-heading-samples"], sample_rows(command, language))
    elif isinstance(command, CommandFolder):
        names = [*_names(context), command.list_commands(context)[0]]
        words = {"names": "".join(f"{name} " for name in names[:-1]), "sample": " ".join(names)}
        yield ""
        yield texts["help-more"].format(**words)


def start_lines(
    folder: CommandFolder, context: click.Context, newest: str, *, in_project: bool
) -> Iterator[str]:
    """Yields which command is for what, with the edition ``newest`` in the place of 2023.

    Where there is no project, the first is the one that makes it.
    """
    language: Language = context.obj[0]
    texts = phrases(language)
    yield texts["start-head"]
    yield ""
    rows = []
    for name in WORK if in_project else ("init", *WORK):
        command = folder.get_command(context, name)
        assert isinstance(command, Command)
        sample = next(sample for sample in command.samples if sample.en)
        sides = (sample.line, {"zh": sample.zh, "en": sample.en}[language])
        rows.append((_in_edition(sides[0], newest), _in_edition(sides[1], newest)))
    yield from _columns(rows)
    yield ""
    yield texts["start-more"]


def _in_edition(line: str, newest: str) -> str:
    """A line of the samples for the project's own editions."""
    years = {"2023": newest, "2024": str(int(newest) + 1)}
    return re.sub(r"\b202[34]\b", lambda match: years[match[0]], line)


def _names(context: click.Context) -> list[str]:
    return context.command_path.split()[1:]


def says(command: click.Command, language: Language) -> str:
    """What the command does, from its docstring."""
    return half(command.help or "", language).removesuffix(".")


def usage(command: click.Command, context: click.Context, language: Language) -> str:
    """What is typed: the command, its arguments, that there are options."""
    texts = phrases(language)
    if isinstance(command, CommandFolder):
        return texts["help-folder"].format(names="".join(f"{name} " for name in _names(context)))
    arguments = (p for p in command.params if isinstance(p, click.Argument))
    typed = [_argument(argument, language) for argument in arguments]
    return " ".join([context.command_path, *typed, texts["help-options"]])


def _argument(argument: click.Argument, language: Language) -> str:
    """What is typed as an argument, in brackets if it may be left out."""
    value = half(argument.metavar or "", language)
    return value if argument.required else f"[{value}]"


def _commands(
    folder: CommandFolder, context: click.Context, language: Language
) -> Iterator[tuple[str, str]]:
    for name in folder.list_commands(context):
        if command := folder.get_command(context, name):
            yield name, says(command, language)


def option_rows(
    command: click.Command, context: click.Context, language: Language
) -> Iterator[tuple[str, str]]:
    """Yields each option with the value behind it, and what it does."""
    texts = phrases(language)
    for option in command.get_params(context):
        if not isinstance(option, click.Option):
            continue
        names = ", ".join(option.opts)
        value = "" if option.is_flag else f" {_value(option, language)}"
        help_text = _option_help(option, language)
        if option.show_default:
            help_text += texts["help-default"].format(default=option.default)
        yield f"{names}{value}", help_text


def _option_help(option: click.Option, language: Language) -> str:
    """What an option does; what click says of its own is English alone."""
    is_help = "--help" in option.opts
    return phrases(language)["help-help"] if is_help else half(option.help or "", language)


def completed_names(
    command: click.Command, context: click.Context, begun: str
) -> Iterator[tuple[str, str]]:
    """Yields what a shell offers behind a command, and what each does: options or commands."""
    language: Language = context.obj[0]
    if begun[:1] == "-":
        for option in command.get_params(context):
            if isinstance(option, click.Option) and _may_be_typed(option, context):
                says = _option_help(option, language)
                yield from ((name, says) for name in option.opts if name.startswith(begun))
    elif isinstance(command, CommandFolder):
        for name, says in _commands(command, context, language):
            if name.startswith(begun):
                yield name, says


def _may_be_typed(option: click.Option, context: click.Context) -> bool:
    """Whether an option is not typed yet, or may be typed once more."""
    source = context.get_parameter_source(option.name or "")
    return option.multiple or source is not ParameterSource.COMMANDLINE


def _value(option: click.Option, language: Language) -> str:
    """What is typed behind an option."""
    if isinstance(option.type, click.Choice):
        return "|".join(option.type.choices)
    return half(option.metavar or "", language)


def sample_rows(command: Command, language: Language) -> Iterator[tuple[str, str]]:
    """Yields each line to type, and what it does; some say nothing."""
    for sample in command.samples:
        yield sample.line, {"zh": sample.zh, "en": sample.en}[language]


def _section(heading: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield ""
    yield heading
    yield from _columns(rows)


def _columns(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yields each pair as a line, the right sides below each other."""
    rows = list(rows)
    width = min(max(columns(left) for left, _ in rows), _WIDEST)
    for left, right in rows:
        gap = " " * (max(width - columns(left), 0) + 2)
        yield f"  {left}{gap}{right}".rstrip()
