"""The command line: parse, call, print, exit.

A command is a module of ``commands/``, which imports what it calls when it is called, so that
``docgen --help`` starts fast.
"""

from __future__ import annotations

import atexit
import gc
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from docgen.cli.command import CommandFolder, lang_option
from docgen.cli.typed_line import as_meant, language_of, line_of
from docgen.diagnostics import ExitCode, Place
from docgen.diagnostics.codes import Language
from docgen.temporary import remove_dead_folders
from docgen.version import __version__

_SETTINGS = {"help_option_names": ["-h", "--help"]}


class _Program(CommandFolder):
    """All commands; none ends in a traceback, nor in a sentence of click's."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """The context of what is typed: its object is the language and the project's folder."""
        _open_streams()
        words = as_meant(args)
        language = language_of(words)
        if set(words) - set(args) - {"--help"}:
            _say(language, "understood", line=line_of(words))
        extra |= {"obj": (language, None)}
        try:
            context = super().make_context("docgen", list(words), parent, **extra)
        except click.exceptions.NoArgsIsHelpError as reason:
            self._start(reason.ctx)
        except click.UsageError as reason:
            _refuse(reason, words)
        context.meta[__package__] = words
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Calls the command that is asked for; an exception nobody expected is told."""
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError as reason:
            _show(reason.ctx.get_help())
        except click.UsageError as reason:
            if type(reason) is click.UsageError and reason.ctx is ctx:  # options, no command
                self._start(ctx)
            _refuse(reason, ctx.meta[__package__])
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click tells them
        except Exception as reason:
            from docgen.cli.console import print_problems
            from docgen.runs.failures import failure

            print_problems([failure(Place("docgen"), "run", reason)], ctx.obj[0])
            sys.exit(ExitCode.OUTPUT)

    def _start(self, context: click.Context) -> NoReturn:
        """Shows which command is for what."""
        from docgen.cli.help_page import start_lines
        from docgen.cli.refused_line import RefusedLine

        line = RefusedLine([], context, context.obj[0])
        in_project = line.project is not None
        _show("\n".join(start_lines(self, context, line.newest, in_project=in_project)))


def _open_streams() -> None:
    """Gives the process streams that take any text, also where its caller has closed them."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), "utf-8"))
        getattr(sys, name).reconfigure(errors="backslashreplace")


def _refuse(reason: click.UsageError, words: Sequence[str]) -> NoReturn:
    """Prints what is wrong with the command line, and what to type."""
    from docgen.cli.console import print_problems
    from docgen.cli.usage_problems import usage_problem

    language = language_of(words)
    print_problems([usage_problem(reason, words, language)], language)
    sys.exit(ExitCode.USAGE)


def _show(page: str) -> NoReturn:
    """Prints a page of help in the place of what was not said."""
    from docgen.cli.console import echo_text

    echo_text(page, to_stderr=True)
    sys.exit(ExitCode.USAGE)


def _say(language: Language, phrase: str, **words: str) -> None:
    from docgen.cli.console import echo
    from docgen.messages import phrases

    echo([phrases(language)[phrase].format(**words)], to_stderr=True)


@click.group(cls=_Program, package="docgen.cli.commands", context_settings=_SETTINGS)
@lang_option
@click.option(
    "--project",
    metavar="文件夹 · FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="项目文件夹，写在命令前面 · the project's folder, if not this one; before the command",
)
@click.version_option(
    __version__, "--version", message="docgen %(version)s", help="版本 · the version"
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """把内容填进公文模板，生成 Word 和 PDF · fills Word forms, and makes the PDF."""
    remove_dead_folders()
    atexit.register(gc.freeze)  # what ends with the process is not searched for garbage: 50 ms
    context.obj = (context.obj[0], project)
