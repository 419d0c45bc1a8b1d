"""Commands that are found by the names of their files, and imported when they are called.

A module of ``docgen/cli/commands/`` holds the command of its name; a folder there is a group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from pkgutil import iter_modules
from typing import Any, NamedTuple, cast

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from docgen.cli.completed_values import NamedType
from docgen.diagnostics.codes import LANGUAGES
from docgen.diagnostics.file_names import plain


class Sample(NamedTuple):
    """A line to type, which ``--help`` shows; the docs list it, if it says what the line does."""

    line: str
    en: str = ""
    zh: str = ""


class ExtraWordsError(click.UsageError):
    """Words behind all that a command takes."""

    def __init__(self, words: Sequence[str], context: click.Context) -> None:
        super().__init__(" ".join(words), context)
        self.words = tuple(words)


class UnknownCommandError(click.UsageError):
    """A word that is no command of its group."""

    def __init__(self, word: str, context: click.Context) -> None:
        super().__init__(word, context)
        self.word = word


lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,  # it is read before anything else, so that errors are told in it
    help="消息的语言 · language of the messages",
)


@contextmanager
def _told_of(context: click.Context) -> Iterator[None]:
    """Usage errors raised inside know the command they are about; the parser leaves it out."""
    try:
        yield
    except click.UsageError as reason:
        reason.ctx = reason.ctx or context
        raise


def _is_empty(value: object) -> bool:
    """Whether nothing, or blanks alone, stand as a value, or as one of several."""
    if isinstance(value, tuple):
        return any(map(_is_empty, value))
    return isinstance(value, str) and not value.strip()


def _is_typed(context: click.Context, param: click.Parameter) -> bool:
    return context.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE


class _Helped:
    """What all commands have: help in one language, from texts as 中文 · English."""

    def get_help(self, ctx: click.Context) -> str:
        from docgen.cli.help_page import help_lines

        return "\n".join(help_lines(cast(click.Command, self), ctx))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Options and commands that begin as is typed, each with what it does."""
        from docgen.cli.help_page import completed_names

        names = completed_names(cast(click.Command, self), ctx, incomplete)
        return [CompletionItem(name, help=says) for name, says in names]


class Command(_Helped, click.Command):
    """A command with samples.

    Attributes:
        samples: lines to type.
        called: what else people may call it, in both languages.
    """

    allow_extra_args = True  # they are told below, with what they may be meant for

    def __init__(
        self, name: str | None, samples: tuple[Sample, ...], called: str = "", **options: Any
    ) -> None:
        super().__init__(name, **options)
        self.samples, self.called = samples, tuple(called.split())
        for param in self.params:
            param.type = NamedType() if param.type is click.STRING else param.type

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses what is typed behind the command's name."""
        if ctx.resilient_parsing:  # a shell asks what may be typed: nothing is wrong yet
            return super().parse_args(ctx, args[:-1] if self._awaits_value(args) else args)
        with _told_of(ctx):
            rest = super().parse_args(ctx, args)
            for param in self.params:
                if _is_empty(ctx.params.get(param.name or "")) and _is_typed(ctx, param):
                    raise click.BadOptionUsage(param.opts[0], "", ctx)
        if rest:
            raise ExtraWordsError(rest, ctx)
        return rest

    def _awaits_value(self, args: Sequence[str]) -> bool:
        """Whether the last word is an option whose value is still to come."""
        options = (param for param in self.params if isinstance(param, click.Option))
        return any(
            args[-1:] == [name] for each in options if not each.is_flag for name in each.opts
        )


def command(*samples: Sample, called: str = "") -> Callable[[Callable[..., None]], Command]:
    """Makes a command of a function; its docstring is the help, 中文 · English."""

    def made(function: Callable[..., None]) -> Command:
        return click.command(cls=Command, samples=samples, called=called)(lang_option(function))

    return made


class CommandFolder(_Helped, click.Group):
    """A group whose commands are the modules of ``package``."""

    def __init__(self, name: str | None, package: str, **options: Any) -> None:
        super().__init__(name, **options)
        self._package = package

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses what is typed before the name of a command."""
        with _told_of(ctx):
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands; ``_`` in a file's name is typed as ``-``.

        One behind a word of Python's is not typed: ``in_.py`` is ``in``.
        """
        modules = iter_modules(import_module(self._package).__path__)
        return sorted(module.name.rstrip("_").replace("_", "-") for module in modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports the module of the command; ``None`` if there is none."""
        typed = plain(cmd_name)
        if typed not in self.list_commands(ctx):
            return None
        name = typed.replace("-", "_")
        name = f"{name}_" if iskeyword(name) else name
        return cast(click.Command, getattr(import_module(f"{self._package}.{name}"), name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is typed first, and what is typed behind it."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise UnknownCommandError(args[0], ctx)
        return super().resolve_command(ctx, args)

    def refusal(self, words: Sequence[str], obj: object) -> click.UsageError | None:
        """Why a line of these words would be refused before anything is done, if it would be."""
        command: click.Command = self
        try:
            context = click.Group.make_context(self, "docgen", list(words), obj=obj)
            while isinstance(command, CommandFolder):
                rest = [*context._protected_args, *context.args]
                name, found, rest = command.resolve_command(context, rest)
                command = cast(click.Command, found)
                context = command.make_context(name, rest, parent=context)
        except click.exceptions.NoArgsIsHelpError:
            return None
        except click.UsageError as reason:
            return reason
        return None

    def commands_below(self, ctx: click.Context) -> Iterator[tuple[tuple[str, ...], Command]]:
        """Every command with what is typed behind ``docgen``, those of folders included."""
        for name in self.list_commands(ctx):
            found = self.get_command(ctx, name)
            if isinstance(found, CommandFolder):
                yield from (((name, *names), each) for names, each in found.commands_below(ctx))
            elif isinstance(found, Command):
                yield (name,), found
