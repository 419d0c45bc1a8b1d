"""A preview that is ended while a build, or a review of the office's file, takes without end."""

from __future__ import annotations

import http.client
import signal
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.preview_client import PATIENCE, ServedProcess
from tests.support import SmallProject

pytestmark = pytest.mark.slow

ENDLESS = "{% for 甲 in 项 %}" * 3 + "{% endfor %}" * 3
MANY = 5000


@pytest.fixture
def endless(project: SmallProject) -> SmallProject:
    """A unit whose build takes years."""
    project.template("{{ 名称 }}", ENDLESS)
    project.content(f"项: [{', '.join(['甲'] * MANY)}]\n")
    return project


def ctrl_c(running: ServedProcess) -> None:
    running.process.send_signal(signal.SIGINT)


def quit_by_page(running: ServedProcess) -> None:
    assert running.client.post("/api/quit", {}).json == {"ok": True}


@pytest.mark.parametrize("ends", [ctrl_c, quit_by_page])
def test_a_build_without_end_keeps_nobody_waiting(
    endless: SmallProject, tmp_path: Path, ends: Callable[[ServedProcess], None]
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    with ServedProcess(endless.root, temporary=folder) as running:
        running.client.unit("one")
        assert list(folder.iterdir())
        ends(running)
        assert running.process.communicate(timeout=PATIENCE) == ("", "")
        assert running.process.returncode == 0
    assert list(folder.iterdir()) == []


def test_a_review_without_end_keeps_nobody_waiting(project: SmallProject, tmp_path: Path) -> None:
    """It is answered in a thread, which the server would wait for."""
    project.template("{{ 名称 }}", ENDLESS)
    project.content("项: []\n")
    path = project.render(jobs=1, verify=False).outcomes[0].docx
    assert path is not None
    document = docx.Document(str(path))
    document.add_paragraph("新的一段")
    document.save(str(path))
    project.content(f"项: [{', '.join(['甲'] * MANY)}]\n")
    with ServedProcess(project.root, temporary=tmp_path) as running:
        address, headers = "/api/units/one/office", running.client.reader
        asking = http.client.HTTPConnection("127.0.0.1", running.client.port)
        asking.request("GET", address, headers=headers)
        running.client.rows()  # what was asked before is being answered
        ctrl_c(running)
        assert running.process.communicate(timeout=PATIENCE) == ("", "")
        asking.close()
