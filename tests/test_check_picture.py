"""The pictures in ``checks.md`` show what the page on what was checked shows now."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics.codes import LANGUAGES, Language
from tests.check_picture import PICTURES, WORDS, page_of, words_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_the_docs_has_the_figures_that_the_page_has(
    language: Language, tmp_path: Path
) -> None:
    assert PICTURES[language].is_file()
    shown, kept = words_of(page_of(tmp_path, language)), WORDS.read_text("utf-8")
    assert shown == kept, "run `make pictures`, and look at docs/images"
