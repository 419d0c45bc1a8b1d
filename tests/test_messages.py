"""Every problem code has messages in both languages, and an entry in the docs."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import click
import pytest

from docgen.cli.main import main
from docgen.messages import LANGUAGES, Language, messages, phrases
from tests.golden.pages import problems_page
from tests.support import ROOT

CALL = re.compile(
    r"(?:error|warning|deviation|Departure|found|doubt|problem|_problem|template_error|\w+Error|_lacks)\(\s*\"([a-z0-9]+(?:-[a-z0-9]+)*)\""
)


def codes_in_source() -> set[str]:
    found = set()
    for path in (ROOT / "docgen").rglob("*.py"):
        text = path.read_text("utf-8")
        found |= set(CALL.findall(text)) | set(re.findall(r'code = .*"([a-z-]+)" if', text))
        found |= set(re.findall(r'else "([a-z]+-[a-z]+)"', text))
        found |= set(re.findall(r'(?:wanted,|code: str =) "(format-[a-z]+)"', text))
    return found - {"utf-8"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_message_and_a_hint(language: Language) -> None:
    assert set(messages(language)) == codes_in_source()
    for code, entry in messages(language).items():
        assert entry["message"], code
        assert entry["hint"], code


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_phrases_and_names_the_same_things(language: Language) -> None:
    theirs, english = messages(language), messages("en")
    for code in english:
        assert fields(theirs[code]["message"]) == fields(english[code]["message"]), code
    assert {key: fields(text) for key, text in phrases(language).items()} == {
        key: fields(text) for key, text in phrases("en").items()
    }


def test_the_docs_explain_every_code() -> None:
    """They are written from the messages: ``python -m tests.golden``."""
    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == problems_page()


def commands(group: click.Group, before: str = "docgen") -> Iterator[str]:
    """Every command as it is typed, those of groups included."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_show_every_command(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert len(list(commands(main))) > 10
    assert [command for command in commands(main) if f"{command} " not in text] == []
    assert "make report" in text
    assert "make test" in text
