"""One browser for all tests of a process; a window of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from docgen import Outcome
from tests.browser.sample import Sample, sample_project
from tests.browser.stand_in import StandIn
from tests.preview_client import ServedProcess

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Windows:
    """Opens windows and keeps what was complained of in any."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.under_way: set[Request] = set()
        self.asked = 0

    def __call__(
        self,
        address: str,
        *,
        width: int = 1400,
        height: int = 900,
        language: str = "zh-CN",
        scheme: Literal["light", "dark"] = "light",
    ) -> Page:
        """A window in which the first page is drawn."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme=scheme
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._said)
        page.on("request", self._asks)
        page.on("requestfinished", self._has)
        page.on("requestfailed", self._has)
        page.goto(address)
        page.locator(".word").first.wait_for(state="attached")
        page.locator(".page[data-drawn]").first.wait_for()
        return page

    def quiet(self, page: Page) -> None:
        """Waits until nothing is asked for half a second, but for the stream of events."""
        asked = -1
        while self.under_way or asked != self.asked:
            asked = self.asked
            page.wait_for_timeout(500)

    def _asks(self, request: Request) -> None:
        self.asked += 1
        if not request.url.endswith("/api/events"):
            self.under_way.add(request)

    def _has(self, request: Request) -> None:
        self.under_way.discard(request)

    def _said(self, said: ConsoleMessage) -> None:
        # The browser itself notes each answer that is no success, and a connection that is lost.
        if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
            self.complaints.append(said.text)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Debian's chromium, headless."""
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        found = shutil.which("chromium")
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a process."""
    with running_browser() as running:
        yield running


@pytest.fixture
def window(browser: Browser) -> Iterator[Windows]:
    """Opens an address in a window; at the end nothing was complained of in any."""
    windows = Windows(browser)
    yield windows
    for context in windows.contexts:
        context.close()
    assert not windows.complaints


@pytest.fixture(scope="session")
def pdf(report: Outcome) -> Path:
    """The sample report as a PDF."""
    assert report.pdf is not None
    return report.pdf


@pytest.fixture
def stand_in(pdf: Path) -> Iterator[StandIn]:
    """A server that tells what the test says."""
    server = StandIn(pdf)
    server.start()
    yield server
    server.stop()


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
