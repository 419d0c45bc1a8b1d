"""The commands in both READMEs: a line for each sample that says what it does."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docgen.cli.command import Command
from docgen.cli.main import main
from docgen.diagnostics.codes import Language
from tests.docs import section

WIDTH = 46
"""Columns before the remark; a longer line has it two blanks behind."""


def commands() -> Iterator[tuple[str, Command]]:
    """Every command with what is typed, those of groups included."""
    for names, command in main.commands_below(click.Context(main)):
        yield " ".join(["docgen", *names]), command


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
