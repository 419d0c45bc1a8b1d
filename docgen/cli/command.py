"""Commands that are found by the names of their files, and imported when they are called.

A module of ``docgen/cli/commands/`` holds the command of its name; a folder there is a group.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple, cast

import click

from docgen.diagnostics.codes import LANGUAGES, Language


class Sample(NamedTuple):
    """A line to type, which ``--help`` shows; the READMEs too, if it says what the line does."""

    line: str
    en: str = ""
    zh: str = ""


def _language(context: click.Context, _: click.Parameter, value: Language | None) -> None:
    """Accepts ``--lang`` also after the command's name."""
    if value:
        context.obj = (value, context.obj[1])


class Command(click.Command):
    """A command with samples and the option ``--lang``."""

    def __init__(self, name: str | None, samples: tuple[Sample, ...], **options: Any) -> None:
        lines = "\n".join(f"  {sample.line}" for sample in samples)
        # Behind \b click does not wrap the lines again.
        super().__init__(name, epilog=f"\b\n例 · for example:\n{lines}", **options)
        self.samples = samples
        self.params.append(
            click.Option(
                ["--lang"],
                type=click.Choice(LANGUAGES),
                callback=_language,
                expose_value=False,
                help="语言 · language",
            )
        )


def command(*samples: Sample) -> Callable[[Callable[..., None]], Command]:
    """Makes a command of a function; its docstring is the help, 中文 · English."""
    return click.command(cls=Command, samples=samples)


class CommandFolder(click.Group):
    """A group whose commands are the modules of ``package``."""

    def __init__(self, name: str | None, package: str, **options: Any) -> None:
        super().__init__(name, **options)
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands; ``_`` in a file's name is typed as ``-``."""
        modules = iter_modules(import_module(self._package).__path__)
        return sorted(module.name.replace("_", "-") for module in modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports the module of the command; ``None`` if there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        return cast(click.Command, getattr(import_module(f"{self._package}.{name}"), name))
