"""The command line: parse, call, print, exit.

A command is a module of ``commands/``, which imports what it calls when it is called, so that
``docgen --help`` starts fast.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import click

from docgen.cli.command import CommandFolder
from docgen.diagnostics import ExitCode, Place
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.messages import system_language
from docgen.temporary import remove_dead_folders
from docgen.version import __version__

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Program(CommandFolder):
    """All commands; none ends in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Calls the command that is asked for; an exception nobody expected is told."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click tells them
        except Exception as reason:
            from docgen.cli.console import print_problems
            from docgen.runs.unit_task import failure

            language = ctx.obj[0] if ctx.obj else system_language()
            print_problems([failure(Place("docgen"), "run", reason)], language)
            sys.exit(ExitCode.OUTPUT)


@click.group(cls=_Program, package="docgen.cli.commands", context_settings=_SETTINGS)
@click.option("--lang", type=click.Choice(LANGUAGES), help="语言 · language of the messages")
@click.option(
    "--project",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="项目文件夹 · the project's folder, if not this one",
)
@click.version_option(__version__, "--version", message="docgen %(version)s")
@click.pass_context
def main(context: click.Context, lang: Language | None, project: Path | None) -> None:
    """把内容填进公文模板，生成 Word 和 PDF · fills Word forms, and makes the PDF."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the caller has closed it
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), "utf-8"))
        getattr(sys, name).reconfigure(errors="backslashreplace")
    remove_dead_folders()
    context.obj = (lang or system_language(), project)
