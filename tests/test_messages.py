"""Every problem code has messages in both languages, and an entry in the docs."""

from __future__ import annotations

import re
import string

import pytest

from docgen.messages import LANGUAGES, Language, messages, phrases
from tests.golden.pages import problems_page
from tests.support import ROOT

CALL = re.compile(
    r"(?:error|warning|deviation|found|doubt|problem|_problem|template_error|\w+Error|_lacks)\(\s*\"([a-z0-9]+(?:-[a-z0-9]+)*)\""
)


def codes_in_source() -> set[str]:
    found = set()
    for path in (ROOT / "docgen").rglob("*.py"):
        text = path.read_text("utf-8")
        found |= set(CALL.findall(text)) | set(re.findall(r'code = .*"([a-z-]+)" if', text))
        found |= set(re.findall(r'else "([a-z]+-[a-z]+)"', text))
    return found - {"utf-8"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_message_and_a_hint(language: Language) -> None:
    assert set(messages(language)) == codes_in_source()
    for code, entry in messages(language).items():
        assert entry["message"], code
        assert entry["hint"], code


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_name_the_same_things() -> None:
    chinese, english = messages("zh"), messages("en")
    for code in chinese:
        assert fields(chinese[code]["message"]) == fields(english[code]["message"]), code
    assert {key: fields(text) for key, text in phrases("zh").items()} == {
        key: fields(text) for key, text in phrases("en").items()
    }


def test_the_docs_explain_every_code() -> None:
    """They are written from the messages: ``python -m tests.golden``."""
    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == problems_page()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_show_every_command(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for command in (
        "render",
        "check",
        "pdf",
        "verify",
        "status",
        "diff",
        "pull",
        "doctor",
        "new",
        "template outline",
        "template lint",
    ):
        assert f"docgen {command}" in text
    assert "make report" in text
    assert "make test" in text
