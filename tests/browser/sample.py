"""A copy of the sample report with a preview of it; what tests change is put back."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.preview_client import PreviewClient
from tests.support import ROOT, UNIT, whole_project


def sample_project(folder: Path) -> Path:
    """A copy of what a project holds, in ``folder``."""
    whole_project(folder)
    (folder / "fonts").symlink_to(ROOT / "fonts")
    return folder


class Sample:
    """The project, its one unit, and the preview that shows it."""

    def __init__(self, root: Path, client: PreviewClient, edition: str = "2023") -> None:
        self.root, self.client, self.name = root, client, UNIT.name
        self.folder = root / "content" / edition / UNIT.name
        self.output = root / "build" / edition
        self.before = {path: path.read_bytes() for path in self.files()}

    @property
    def address(self) -> str:
        return self.client.address

    def files(self) -> list[Path]:
        """The content."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def text(self, name: str) -> str:
        """A file of the unit."""
        return (self.folder / name).read_text("utf-8")

    def write(self, name: str, text: str) -> None:
        """Saves a file of the unit."""
        (self.folder / name).write_text(text, "utf-8")

    def character(self, place: str) -> str:
        """What stands at ``file:line:column``."""
        file, line, column = place.rsplit(":", 2)
        lines = (self.root / file).read_text("utf-8").split("\n")
        return lines[int(line) - 1][int(column) - 1 :][:1]

    def restore(self) -> None:
        """Puts the content back as it was, and waits for its pages."""
        shutil.rmtree(self.root / "build", ignore_errors=True)
        for path in self.files():
            if path not in self.before:
                path.unlink()

        def write() -> None:
            for path, content in self.before.items():
                if not path.exists() or path.read_bytes() != content:
                    path.write_bytes(content)

        if any(not path.exists() or path.read_bytes() != old for path, old in self.before.items()):
            version = self.client.unit(self.name)["version"]
            self.client.until(
                self.name,
                lambda unit: unit["version"] > version and unit["state"] == "ready",
                write,
            )


WHERE = """async words => {
    const frames = [...document.querySelectorAll('.page')];
    const headers = { "X-Docgen-Token": sessionStorage.getItem("docgen-token") };
    const unit = `/api/units/${location.hash.slice(1)}`;
    const holds = await Promise.all(frames.map(async (_, number) => {
        const told = await fetch(`${unit}/pages/${number}.json`, { headers });
        const { spans } = await told.json();
        return spans.some(span => span.text.trim() === words);
    }));
    const number = holds.indexOf(true);
    frames[number]?.scrollIntoView();
    return number;
}"""


def find_word(page: Page, words: str) -> Locator:
    """The first word of the pages that is ``words``, brought into view."""
    number = page.evaluate(WHERE, words)
    assert number >= 0, f"{words} is on no page"
    found = page.locator(".page").nth(number).locator(".word").get_by_text(words, exact=True).first
    # Playwright's own way fails where the page is drawn anew meanwhile.
    found.evaluate("word => word.scrollIntoView({block: 'center'})")
    return found
