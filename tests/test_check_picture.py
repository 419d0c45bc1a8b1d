"""The picture in docs/en/checks.md shows what the page on what was checked shows now."""

from __future__ import annotations

from pathlib import Path

from tests.check_picture import PICTURE, WORDS, page_of, words_of


def test_the_picture_of_the_docs_has_the_figures_that_the_page_has(tmp_path: Path) -> None:
    assert PICTURE.is_file()
    shown, kept = words_of(page_of(tmp_path)), WORDS.read_text("utf-8")
    assert shown == kept, "run `make pictures`, and look at docs/images"
