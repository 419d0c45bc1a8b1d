"""The commands in both READMEs: a line for each sample that says what it does."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docgen.cli.command import Command, CommandFolder
from docgen.cli.main import main
from docgen.diagnostics.codes import Language
from tests.docs import section

WIDTH = 46
"""Columns before the remark; a longer line has it two blanks behind."""


def commands(folder: CommandFolder = main, before: str = "docgen") -> Iterator[tuple[str, Command]]:
    """Every command with what is typed, those of groups included."""
    context = click.Context(folder)
    for name in folder.list_commands(context):
        found = folder.get_command(context, name)
        if isinstance(found, CommandFolder):
            yield from commands(found, f"{before} {name}")
        elif isinstance(found, Command):
            yield f"{before} {name}", found


@section("README.md", "commands")
def english() -> Iterator[str]:
    return lines("en")


@section("README.zh-CN.md", "commands")
def chinese() -> Iterator[str]:
    return lines("zh")


def lines(language: Language) -> Iterator[str]:
    yield "```sh"
    for _, command in commands():
        for sample in command.samples:
            if not sample.en:
                continue
            remark = {"en": sample.en, "zh": sample.zh}[language]
            yield f"{sample.line:<{WIDTH}}  # {remark}"
    yield "```"
