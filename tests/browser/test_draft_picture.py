"""The pictures in ``templates.md`` show what the page of a drafted pack shows now."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from docgen.diagnostics.codes import LANGUAGES, Language
from tests.draft_picture import PICTURES, WORDS, posed, words_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_the_docs_has_the_fields_that_the_page_has(
    language: Language, browser: Browser, tmp_path: Path
) -> None:
    assert PICTURES[language].is_file()
    with posed(browser, language, tmp_path) as page:
        assert words_of(page) == WORDS.read_text("utf-8"), "run `make pictures`, and look at them"
