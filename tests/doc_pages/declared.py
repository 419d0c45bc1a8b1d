"""``commands.yaml``: what is needed to run the commands of each page, and which are not run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from cattrs import structure

from tests.doc_pages.commands import Kind, commands_of, kind_of
from tests.doc_pages.page import LANGUAGES, Page, all_pages
from tests.support import ROOT

FILE = Path(__file__).with_name("commands.yaml")
DOC_COMMAND = "doc command"
"""What a test that runs a command reports it as, for :func:`command_lines`."""
HISTORY = "CHANGELOG.md"
"""Says what was, commands that are gone included."""


@dataclass(frozen=True)
class NotRun:
    """Commands that no test runs, and why."""

    reason: str
    commands: Sequence[str]


@dataclass(frozen=True)
class Needs:
    """What the commands of a page need.

    Attributes:
        start: what lies in the folder at first, functions of ``scenes``.
        before: what comes about right before a command, functions of ``scenes`` as well.
        enters: the folder that a reader goes into after a command.
        ends: the exit code of a command that does not end with 0.
        values: what is put for words that stand for something, on this page.
    """

    start: Sequence[str] = ("project",)
    before: Mapping[str, Sequence[str]] = field(default_factory=dict)
    enters: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Declared:
    """All of the file."""

    values: Mapping[str, str]
    not_run: Sequence[NotRun]
    pages: Mapping[str, Needs]

    @property
    def reasons(self) -> dict[str, str]:
        """Why a command is not run, by the command."""
        return {command: left.reason for left in self.not_run for command in left.commands}

    def needs(self, family: str) -> Needs:
        """What the page needs; one that is not listed does with a project."""
        return self.pages.get(family, Needs())

    def all_values(self, family: str) -> dict[str, str]:
        """What is put for which word on this page, longer words first."""
        values = {**self.values, **self.needs(family).values}
        return dict(sorted(values.items(), key=lambda pair: -len(pair[0])))

    def commands(self, family: str, pages: Sequence[Page]) -> list[str]:
        """The commands of a page in its languages, in the order of the first."""
        values = self.all_values(family)
        return list(dict.fromkeys(c for page in pages for c in commands_of(page, values)))

    def runnable(self, family: str, pages: Sequence[Page]) -> list[str]:
        """Those that are run."""
        return [
            command
            for command in self.commands(family, pages)
            if kind_of(command) is Kind.WHOLE and command not in self.reasons
        ]


def declared(file: Path = FILE) -> Declared:
    """The file as records; what it must not have is an error."""
    given: Any = yaml.safe_load(file.read_text("utf-8"))
    return structure(given, Declared)


def families(root: Path) -> dict[str, list[Page]]:
    """The pages that have commands for a reader, translations together, by their common name."""
    found: dict[str, list[Page]] = defaultdict(list)
    for page in all_pages(root):
        name = page.name.replace(".zh-CN.md", ".md")
        for language in LANGUAGES:
            name = name.replace(f"docs/{language}/", "docs/")
        found[name].append(page)
    found.pop(HISTORY, None)
    return dict(found)


def command_lines(run: Collection[str], root: Path = ROOT) -> Iterator[str]:
    """What the end of a run of pytest says: how many commands were run, and why others not."""
    given = declared()
    said = {
        command
        for family, pages in families(root).items()
        for command in given.commands(family, pages)
    }
    names = [command for command in said if kind_of(command) is Kind.NAME]
    not_run = said & given.reasons.keys()
    yield (
        f"commands of the docs: {len(run)} run, {len(names)} that only name a command,"
        f" {len(not_run)} not run"
    )
    for left in given.not_run:
        yield f"  not run, {len(left.commands)}: {left.reason}"
