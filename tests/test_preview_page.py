"""The pages ``preview.md`` call buttons and headings what the page in the browser calls them."""

from __future__ import annotations

import re

import pytest

from docgen.diagnostics.codes import LANGUAGES, Language
from tests.support import ROOT

STRINGS = ROOT / "docgen" / "preview" / "static"
QUOTED = {"en": re.compile(r"\*\*([^*.]+)\*\*"), "zh": re.compile(r"「([^」]+)」")}
"""How a page marks them: in English a bold word, in Chinese one in brackets."""

NO_NAMES = {"bold", "Double click"}
"""What is bold in English for another reason."""

NAMES = (
    *("problems", "blanks", "waive_blank", "insist", "edits", "take", "leave", "put_back"),
    *("ask_again", "save", "search"),
)


def named(language: Language) -> dict[str, str]:
    """The strings of the page in the browser, by their keys."""
    text = (STRINGS / f"strings_{language}.js").read_text("utf-8")
    return dict(re.findall(r'^  (\w+): "(.*)",$', text, re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_the_page_quotes_is_a_name_in_the_browser(language: Language) -> None:
    page = (ROOT / "docs" / language / "preview.md").read_text("utf-8")
    strings = named(language)
    assert set(QUOTED[language].findall(page)) - NO_NAMES == {strings[key] for key in NAMES}
