"""SIGKILL at random moments: every file is complete, old or new, and no edit is lost.

``DOCGEN_KILLS`` is the number of kills of each command, 2 by default; ``make kill`` kills 210
times, and ``make test`` kills each once.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import docx
import pytest
from docx.document import Document

from docgen.roundtrip.files.change_records import unpacked
from docgen.runs.build import Packs
from docgen.runs.edition import find_edition
from docgen.runs.typed_edit import ContentEditor
from tests.exports import export, exported_project
from tests.scripted_edits import reword, with_words
from tests.support import SmallProject, codes, small_project

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("DOCGEN_KILLS", "2"))
IN_EVERY_RUN = 1
"""The kill in ``make test``: in the second half of a command, which writes most files."""

A_KILL = pytest.mark.parametrize(
    "number",
    [
        pytest.param(
            number,
            marks=[pytest.mark.campaign("more kills at random moments")] * (number != IN_EVERY_RUN),
        )
        for number in range(KILLS)
    ],
)
TEXT = "第一段讲职责。\n\n第二段讲预算。\n"
EDIT = "第一段讲主要职责"

Files = dict[str, bytes]


@dataclass(frozen=True)
class Scene:
    """A command, the project it runs in, what it leaves when nobody stops it, how long it takes."""

    command: tuple[str, ...]
    root: Path
    before: Files
    after: Files
    seconds: float


def form(document: Document) -> None:
    document.add_paragraph("{{p narrative.文 }}")
    document.add_paragraph("{{ 单位 }}")


def edited_project(root: Path) -> SmallProject:
    """A report in which the office has changed two things."""
    project = small_project(root)
    project.part(form)
    project.content(TEXT, "narrative/文.md")
    project.content("单位: 某管理办公室\n")
    assert codes(project.render()) == []
    document = docx.Document(str(project.output / "报告.docx"))
    reword(with_words(document, "第一段"), "第一段讲职责", EDIT)
    reword(with_words(document, "某管理"), "某管理办公室", "某管理中心")
    document.save(str(project.output / "报告.docx"))
    return project


def files(root: Path) -> Files:
    """All files but the temporary ones; those moved aside under one name.

    Records hold the times of files or of runs and differ each time; but for a line that was cut
    off, all of them can be read.
    """
    found: Files = {}
    for path in sorted(root.rglob("*")):
        is_ours = path.is_file() and not path.name.startswith(".docgen-")
        if is_ours and path.parent.name == "pulls":
            assert path.name == "lock" or unpacked(path.read_bytes()).files
        elif path.name == "actions.jsonl":
            assert sum(not is_json(line) for line in path.read_text("ascii").splitlines()) <= 1
        elif is_ours:
            name = path.relative_to(root).as_posix()
            found["aside" if "/edited/" in name else name] = path.read_bytes()
    return found


def is_json(line: str) -> bool:
    try:
        return bool(json.loads(line))
    except ValueError:
        return False


def start(command: tuple[str, ...], root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "docgen", *command],
        cwd=root,
        env=os.environ | {"TMPDIR": str(temporary(root))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def temporary(root: Path) -> Path:
    """The folder of the temporary folders of the runs in ``root``."""
    folder = root.parent / f"temporary-{root.name}"
    folder.mkdir(exist_ok=True)
    return folder


def finished(command: tuple[str, ...], root: Path) -> Files:
    assert start(command, root).wait(timeout=60) == 0
    return files(root)


RENDER = ("render", "2023", "--no-pdf")
PULL = ("pull", "2023")
UNDO = (*PULL, "--undo")
FIX = ("check", "2023", "--fix")
UNDO_FIX = ("check", "2023", "--undo")
OPPOSITES = {PULL: UNDO, UNDO: PULL, FIX: UNDO_FIX, UNDO_FIX: FIX}
COMMANDS = {"merge": RENDER, "replace": (*RENDER, "--replace"), "pull": PULL}


@pytest.fixture(scope="module", params=COMMANDS)
def scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    command, root = COMMANDS[request.param], tmp_path_factory.mktemp(request.param)
    project = edited_project(root / "before")
    if request.param != "pull":
        project.content(TEXT.replace("讲预算", "讲决算"), "narrative/文.md")
    shutil.copytree(project.root, root / "after")
    start_time = time.monotonic()
    after = finished(command, root / "after")
    return Scene(command, project.root, files(project.root), after, time.monotonic() - start_time)


def killed(scene: Scene, number: int, root: Path) -> Path:
    """A copy of the scene's project in which its command was killed."""
    random = Random(f"{scene.command} {number}")
    shutil.copytree(scene.root, root)
    process = start(scene.command, root)
    early = 0.5 if number % 2 else 0.0  # most files are written in the second half
    time.sleep(random.uniform(early, 1.0) * scene.seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return root


@A_KILL
def test_killed_at_any_moment_nothing_is_lost(scene: Scene, number: int, tmp_path: Path) -> None:
    root = killed(scene, number, tmp_path / "project")
    remaining = files(root)
    for name, data in remaining.items():
        assert data in (scene.before.get(name), scene.after.get(name)), name
    assert set(scene.before) & set(scene.after) <= set(remaining) | {"build/2023/报告.docx"}
    reports = [
        data for name, data in remaining.items() if name.endswith("报告.docx") or name == "aside"
    ]
    edited = scene.before["build/2023/报告.docx"]
    merged = scene.after["build/2023/报告.docx"] if "--replace" not in scene.command else None
    assert any(data in (edited, merged) for data in reports)

    final = finished(scene.command, root)
    # One that was killed between two operations on its lock leaves an empty folder for an hour.
    assert list(temporary(root).rglob("docgen-*/*")) == []
    assert final["build/2023/报告.docx"] == scene.after["build/2023/报告.docx"]
    assert {name for name in final if name.startswith("content/")} == {
        name for name in scene.after if name.startswith("content/")
    }
    assert all(final[name] == data for name, data in scene.after.items() if name != "aside")


@pytest.fixture(scope="module", params=OPPOSITES, ids=" ".join)
def changing_scene(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Scene:
    """A pull, fixes, or their undoing: ``before`` is the content without, ``after`` with them."""
    command: tuple[str, ...] = request.param
    is_undo = "--undo" in command
    do, undo = (OPPOSITES[command], command) if is_undo else (command, OPPOSITES[command])
    root = tmp_path_factory.mktemp("changing")
    project = edited_project(root / "before")
    if do == FIX:
        for name in ("report.yaml", "narrative/文.md"):
            path = project.unit / name
            path.write_bytes(path.read_text("utf-8").encode("gbk"))
    shutil.copytree(root / "before", root / "after")
    start_time = time.monotonic()
    after = finished(do, root / "after")
    if is_undo:
        start_time = time.monotonic()
        finished(undo, root / "after")
        finished(do, root / "after")
    return Scene(
        command,
        root / ("after" if is_undo else "before"),
        content(files(root / "before")),
        content(after),
        (time.monotonic() - start_time) / (2 if is_undo else 1),
    )


def content(found: Files) -> Files:
    return {name: data for name, data in found.items() if name.startswith("content/")}


@A_KILL
def test_after_a_kill_and_another_run_or_undo_a_change_is_wholly_there_or_wholly_undone(
    changing_scene: Scene, number: int, tmp_path: Path
) -> None:
    commands = (changing_scene.command, OPPOSITES[changing_scene.command])
    undo, do = sorted(commands, key=lambda command: "--undo" not in command)
    then = undo if number // 2 % 2 else do
    root = killed(changing_scene, number, tmp_path / "project")
    code = start(then, root).wait(timeout=60)
    found = content(files(root))
    assert found == (changing_scene.after if then == do else changing_scene.before)
    assert code == 0 or (then == undo and code == 2)  # it was killed before it wrote, or at its end
    if then == do:
        finished(undo, root)
        assert content(files(root)) == changing_scene.before
    else:
        assert content(finished(do, root)) == changing_scene.after


TYPING = """
import sys
from pathlib import Path
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place
from docgen.runs.build import Packs
from docgen.runs.edition import find_edition
from docgen.runs.typed_edit import ContentEditor

edition = find_edition("2023", Path.cwd())
editor = ContentEditor(edition, edition.units()[0], Packs(edition.project))
name, text = "content/2023/one/report.yaml", Place("content/2023/one/narrative/文.md", 1, 1)
print("begun", flush=True)
for number in range(1, 9):
    file = YamlFile(name, Path(name).read_text("utf-8"))
    place = file.places["单位",]
    old = editor.block_source(text, 0)
    results = [
        editor.set_value(place, file.value(place), f"某管理办公室{number}"),
        editor.set_block(text, 0, old, f"第{number}段讲职责。"),
        editor.undo(),
        editor.redo(),
        editor.undo(),
    ]
    assert all(result.files and not result.problem for result in results), results
"""


@A_KILL
def test_after_a_kill_what_was_typed_can_be_undone_to_the_last_byte(
    number: int, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    project = edited_project(root)
    before = content(files(root))
    with subprocess.Popen(
        [sys.executable, "-c", TYPING],
        cwd=root,
        env=os.environ | {"TMPDIR": str(temporary(root))},
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(Random(f"typing {number}").uniform(0.0, 2.0))
        process.send_signal(signal.SIGKILL)
    yaml, text = (content(files(root))[name].decode() for name in sorted(before, reverse=True))
    assert re.fullmatch(r"模板: form\n名称: 报告\n单位: 某管理办公室\d?\n", yaml)
    assert re.fullmatch(r"第.段讲职责。\n\n第二段讲预算。\n", text)
    edition = find_edition("2023", root)
    editor = ContentEditor(edition, project.unit, Packs(edition.project))
    while editor.can_undo:
        assert editor.undo().problem is None
    assert content(files(root)) == before
    assert edition.changes("one").newest_first() == []


TAKE = ("figures", "2023", "--take")


@A_KILL
def test_a_kill_while_figures_are_taken_leaves_the_old_ones_or_the_new(
    number: int, tmp_path: Path
) -> None:
    project = exported_project(tmp_path / "project", 5)
    export(project, 5, lambda row: 100.0 + row)
    finished(("render", "2023", "--no-pdf"), project.root)
    before = content(files(project.root))
    export(project, 5, lambda row: 200.0 + row)
    shutil.copytree(project.root, tmp_path / "whole")
    start_time = time.monotonic()
    after = content(finished(TAKE, tmp_path / "whole"))
    seconds = time.monotonic() - start_time
    process = start(TAKE, project.root)
    time.sleep(Random(f"take {number}").uniform(0.3, 1.1) * seconds)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=60)
    name = "content/2023/one/figures/taken.yaml"
    assert content(files(project.root))[name] in (before[name], after[name])
    assert content(finished(TAKE, project.root)) == after
