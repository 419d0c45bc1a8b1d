"""``docgen preview`` as a writer has it: a browser, LibreOffice, a copy of the sample report."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Windows
from tests.browser.sample import Sample, sample_project
from tests.preview_client import ServedProcess

CLICKS = """async ([number, letters]) => {
    const page = document.querySelectorAll('.page')[number];
    const pages = document.getElementById('pages');
    const told = [];
    for (const [word, letter] of letters) {
        const target = page.querySelectorAll('.word')[word];
        const { span } = target;
        target.scrollIntoView({ block: 'center' });
        const frame = page.getBoundingClientRect();
        const scale = frame.width / Number(page.style.getPropertyValue('--width'));
        const right = span.xs[letter + 1] ?? span.x + span.width;
        const clientX = frame.left + scale * (span.xs[letter] + right) / 2;
        const clientY = frame.top + scale * (span.y + span.height / 2);
        const hit = document.elementFromPoint(clientX, clientY);
        const how = { clientX, clientY, bubbles: true, cancelable: true };
        hit.dispatchEvent(new PointerEvent('pointerdown', how));
        hit.dispatchEvent(new MouseEvent('click', how));
        const shown = () => span.source < 0 ? document.querySelector('.notice.brief')
            : document.querySelector('.card .kind');
        while (!shown()) await new Promise(requestAnimationFrame);
        const card = document.querySelector('.card');
        told.push({
            hit: hit === target,
            kind: card?.querySelector('.kind').className.replace('kind ', '') ?? 'unknown',
            place: card?.querySelector('.place code')?.textContent ?? '',
            numbered: span.start < 0,
        });
        hit.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
        document.querySelector('.notice.brief')?.remove();
    }
    return told;
}"""


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


def letters_of(page: Page, number: int) -> list[tuple[int, int, str]]:
    """The letters of a page once it is drawn: word, letter within it, and what it is."""
    frame = page.locator(".page").nth(number)
    frame.evaluate("frame => frame.scrollIntoView()")
    frame.locator(".word").first.wait_for(state="attached")
    return [
        (word, letter, character)
        for word, text in enumerate(frame.locator(".word").all_text_contents())
        for letter, character in enumerate(text)
        if character.strip()
    ]


def test_of_200_letters_clicked_nearly_every_place_holds_the_letter(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    choose = random.Random(17)
    right, silent, wrong = 0, [], []
    for number in range(page.locator(".page").count()):
        letters = letters_of(page, number)
        chosen = choose.sample(letters, min(13, len(letters)))
        told = page.evaluate(CLICKS, [number, [letter[:2] for letter in chosen]])
        for (_, _, glyph), said in zip(chosen, told, strict=True):
            if not said["hit"]:
                wrong.append((number, glyph, said))
            elif said["kind"] in ("form", "derived") and not said["place"]:
                right += 1
            elif said["numbered"] or not said["place"]:
                silent.append((number, glyph, said))
            elif sample.character(said["place"]) == glyph:
                right += 1
            else:
                wrong.append((number, glyph, said))
    for one in silent:
        print("silent", one)
    for one in wrong:
        print("wrong", one)
    print(right)
    assert right + len(silent) >= 200
    assert not wrong
    assert len(silent) <= 0.01 * right
