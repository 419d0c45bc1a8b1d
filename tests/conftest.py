"""Fixtures, and the settings of the property tests.

``DOCGEN_EXAMPLES`` is the number of random examples (``make fuzz``). Without it there are 16, the
same in every run: a failure is then due to the change under test.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import HealthCheck, settings

from docgen import Outcome, RenderOptions, render_edition
from docgen.pool import Workers, map_here
from tests import drawn_cases
from tests.campaigns import Campaigns
from tests.dealing import Dealing
from tests.support import ROOT, UNIT, SmallProject, small_project

_OWN = {
    "DOCGEN_CACHE": tempfile.mkdtemp(prefix="docgen-cache-"),
    "XDG_CONFIG_HOME": tempfile.mkdtemp(prefix="docgen-config-"),
}
"""Tests leave nothing in the user's own cache and settings, and share what they compile."""

os.environ.update(_OWN)


_patch = pytest.MonkeyPatch()


def pytest_configure(config: pytest.Config) -> None:
    """Files are not waited for until the disk has them: no test cuts the power.

    Processes that tests start and kill do wait.
    """
    _patch.setattr(os, "fsync", os.fstat)
    config.pluginmanager.register(Campaigns())
    config.pluginmanager.register(Dealing())
    config.pluginmanager.register(drawn_cases)


def pytest_unconfigure() -> None:
    """Removes the folders of this process at its end."""
    _patch.undo()
    for folder in _OWN.values():
        shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collects without searching for garbage: what is collected stays to the end of the run.

    Nor is it searched afterwards: that took half a second each time, with 23,000 tests in memory.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tells which commands of the docs were run, if the tests that run them were."""
    from tests.doc_pages.declared import DOC_COMMAND, command_lines

    run = {
        value
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, value in report.user_properties
        if name == DOC_COMMAND
    }
    if run:
        terminalreporter.section("docs")
        for line in command_lines(run):
            terminalreporter.write_line(line)


# A run in the background ignores Ctrl-C, and so would the programs that tests start and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "docgen",
    max_examples=int(os.environ.get("DOCGEN_EXAMPLES", "16")),
    derandomize="DOCGEN_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("docgen")


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """A small project in a folder of its own."""
    return small_project(tmp_path)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No unit is built in another process; the time limit holds."""
    monkeypatch.setattr(Workers, "start", lambda _: None)
    monkeypatch.setattr(
        Workers, "map", lambda workers, task, items: map_here(task, items, workers.seconds)
    )


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The self-evaluation report of 2023, of the repository's own content, with its PDF if any."""
    options, out = RenderOptions(units=[UNIT.name]), tmp_path_factory.mktemp("report")
    (outcome,) = render_edition("2023", options, root=ROOT, out=out).outcomes
    return outcome


@pytest.fixture(scope="session")
def document(report: Outcome) -> Document:
    """The 2023 report's Word file."""
    assert report.docx is not None, report.problems
    return docx.Document(str(report.docx))
