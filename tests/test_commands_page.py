"""The pages on commands: each says something of every command, and leads on to a page."""

from __future__ import annotations

import re

import click
import pytest

from docgen.diagnostics.codes import LANGUAGES, Language
from tests.docs.commands import each_command, more_of_commands, with_groups


@pytest.mark.parametrize("typed", [typed for typed, _ in with_groups()])
def test_every_command_and_group_has_its_part_with_a_link_to_its_page(typed: str) -> None:
    for language in LANGUAGES:
        part = part_of(typed, language)
        assert more_of_commands()[typed][language].strip() in part
        assert typed in part.split("```text\n")[1]


@pytest.mark.parametrize("typed", [typed for typed, _ in with_groups()])
def test_both_languages_have_the_same_options_samples_and_links(typed: str) -> None:
    english, chinese = (part_of(typed, language) for language in LANGUAGES)
    for shared in (r"^\| `(-[\w-]+)", r"^\| `(docgen .*?)`", r"\]\((\w+\.md)\)"):
        found = re.findall(shared, english, re.MULTILINE)
        assert found == re.findall(shared, chinese, re.MULTILINE)


@pytest.mark.parametrize(("typed", "command"), list(with_groups()))
def test_what_may_be_left_out_is_in_brackets_and_nothing_else(
    typed: str, command: click.Command
) -> None:
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    for language in LANGUAGES:
        words = part_of(typed, language).split("```text\n")[1].splitlines()[0].split()
        shown = [word for word in words if re.fullmatch(r"\[[^\[\]]+\]", word)]
        assert "[" not in "".join(set(words) - set(shown))
        optional = [each for each in arguments if not each.required]
        assert len(shown) == len(optional) + (0 if isinstance(command, click.Group) else 1)


def part_of(typed: str, language: Language) -> str:
    """What the page says below the heading of a command."""
    page = "\n".join(each_command(language))
    parts = re.split(r"^## ", page, flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"{typed}\n"))
