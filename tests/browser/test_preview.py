"""``docgen preview`` as a writer has it: a browser, LibreOffice, a copy of the sample report."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.sample import Sample, sample_project
from tests.preview_client import ServedProcess

GLYPHS = """() => [...document.querySelectorAll('.page')].map((page, number) => [number, [
    ...page.querySelectorAll('.word')].map(word => [...word.textContent])])"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    root = sample_project(tmp_path_factory.mktemp("preview"))
    with ServedProcess(root) as process:
        yield Sample(root, process.client)


@pytest.fixture
def sample(served: Sample) -> Iterator[Sample]:
    """The sample, which is as it was at the end."""
    yield served
    served.restore()


def clicked(page: Page, number: int, word: int, letter: int) -> dict[str, Any]:
    """What the server says of a letter of the page that is clicked."""
    target = page.locator(".page").nth(number).locator(".word").nth(word)
    target.scroll_into_view_if_needed()
    x, y = target.evaluate(
        """(word, letter) => {
            const { span } = word;
            const page = word.closest('.page').getBoundingClientRect();
            const scale = Number(getComputedStyle(word).getPropertyValue('--scale'));
            const right = span.xs[letter + 1] ?? span.x + span.width;
            return [page.left + scale * (span.xs[letter] + right) / 2,
                    page.top + scale * (span.y + span.height / 2)];
        }""",
        letter,
    )
    with page.expect_response(lambda answer: "/sources/" in answer.url) as asked:
        page.mouse.click(x, y)
    found: dict[str, Any] = asked.value.json()
    page.locator(".card .kind, form.edit").wait_for()
    page.keyboard.press("Escape")
    return found


def test_of_200_letters_clicked_nearly_every_place_holds_the_letter(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    choose = random.Random(17)
    right, silent, wrong = 0, [], []
    for number in range(page.locator(".page").count()):
        page.locator(".page").nth(number).scroll_into_view_if_needed()
        page.locator(".page").nth(number).locator(".word").first.wait_for(state="attached")
        words = page.locator(".page").nth(number).locator(".word").all_text_contents()
        letters = [
            (word, letter)
            for word, text in enumerate(words)
            for letter, character in enumerate(text)
            if character.strip()
        ]
        for word, letter in choose.sample(letters, min(12, len(letters))):
            said = clicked(page, number, word, letter)
            glyph = words[word][letter]
            if not said["file"]:
                if said["kind"] in ("typed", "text", "blank"):
                    silent.append((number, words[word], glyph))
                continue
            if sample.character(said) == glyph:
                right += 1
            else:
                wrong.append((number, words[word], glyph, said["file"], said["line"]))
    print(right, silent, wrong)
    assert right > 100
    assert not wrong
    assert len(silent) <= 0.01 * right
