"""``make pictures``: the page on which a drafted pack is put right, in each language.

The fields that it lists are kept in ``tests/golden``, each with its sign; a test drafts the pack
again and holds them against those, so that a picture that has become untrue is noticed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from docgen.diagnostics.codes import Language
from docgen.scaffold.pack.draft import draft_pack
from tests.browser.conftest import running_browser
from tests.preview_client import ServedProcess
from tests.support import ROOT

PICTURES: Mapping[Language, Path] = {
    "en": ROOT / "docs" / "images" / "draft-page-en.png",
    "zh": ROOT / "docs" / "images" / "draft-page.png",
}
WORDS = ROOT / "tests" / "golden" / "draft-page.txt"
PACK = "our-project-form"
_WIDTH, _HEIGHT = 1280, 860
_FORM = ROOT / "docs" / "examples" / "project-form.docx"


@contextmanager
def posed(browser: Browser, language: Language, folder: Path) -> Iterator[Page]:
    """The page of the pack of the guide, the first blank that has no tag chosen."""
    for name in ("word_templates", "content"):
        (folder / name).mkdir()
    (folder / "fonts").symlink_to(ROOT / "fonts")
    draft_pack([_FORM], PACK, edition=2023, root=folder)
    context = browser.new_context(locale={"en": "en", "zh": "zh-CN"}[language])
    with ServedProcess(folder, "--pack", PACK, edition="") as process:
        page = context.new_page()
        page.set_viewport_size({"width": _WIDTH, "height": _HEIGHT})
        page.goto(process.client.address)
        page.locator("#fields .field").first.click()
        page.locator(".sheet img").first.evaluate("image => image.decode()")
        yield page
    context.close()


def words_of(page: Page) -> str:
    """The fields of the list with their numbers and signs, but for words of a language."""
    names = page.locator("#fields li:not(.told) .field").all_text_contents()
    numbers = page.locator("#fields li:not(.told) .field > :nth-child(-n + 2)").all_text_contents()
    assert len(numbers) == 2 * len(names)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    told = page.locator("#fields li.told .number").all_text_contents()
    return "".join(f"{line}\n" for line in (*told, *(" ".join(pair) for pair in pairs)))


def main() -> int:
    with running_browser() as browser:
        for language, picture in PICTURES.items():
            with (
                tempfile.TemporaryDirectory() as folder,
                posed(browser, language, Path(folder)) as page,
            ):
                taken = Image.open(BytesIO(page.screenshot(animations="disabled")))
                taken.quantize(64).save(picture, optimize=True)
                WORDS.write_text(words_of(page), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
