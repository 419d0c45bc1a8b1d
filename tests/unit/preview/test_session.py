"""What a session builds, in which order, and what it gives up: with builds that are led by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from docgen.preview import session
from docgen.preview.session import PreviewSession, SessionNews
from docgen.preview.unit_inputs import UnitInputs
from docgen.preview.unit_state import Stage, UnitState
from docgen.project import Project
from docgen.runs.build import Packs
from docgen.runs.edition import Edition

SECONDS = 30
Steps = Iterator[UnitState | None]


class Led:
    """The builds of a session: each begins when it is asked for, and goes on when it is told to.

    Attributes:
        begun: a unit, the text of its file and whether pages were wanted, for each build.
        go_on: one entry lets one step be done.
    """

    def __init__(self) -> None:
        self.begun: Queue[tuple[str, str, bool]] = Queue()
        self.go_on: Queue[Exception | None] = Queue()
        self.renewed = 0

    def builder(self, edition: Edition, folder: Path) -> LedBuilder:
        return LedBuilder(self, edition)


class LedBuilder:
    """Stands in the place of what builds."""

    def __init__(self, led: Led, edition: Edition) -> None:
        self._led, self.packs = led, Packs(edition.project)

    def __enter__(self) -> LedBuilder:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def renew_packs(self) -> None:
        self._led.renewed += 1

    def steps(
        self, unit: UnitState, folder: Path, inputs: UnitInputs, *, with_pages: bool
    ) -> Steps:
        self._led.begun.put((unit.name, "".join(map(inputs.text, inputs.texts)), with_pages))
        for stage in (Stage.BUILDING, Stage.READY):
            if problem := self._led.go_on.get(timeout=SECONDS):
                raise problem
            yield replace(unit, stage=stage)


@pytest.fixture
def led(monkeypatch: pytest.MonkeyPatch) -> Led:
    found = Led()
    monkeypatch.setattr(session, "ReportBuilder", found.builder)
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        save(tmp_path, name, "1")
    (tmp_path / "word_templates").mkdir()
    return tmp_path


def save(root: Path, unit: str, text: str) -> None:
    path = root / "content/2023" / unit / "report.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = root / "whole"
    whole.write_text(text, "utf-8")
    whole.replace(path)  # a build that begins now reads no half of it


@pytest.fixture
def told() -> list[SessionNews]:
    return []


@pytest.fixture
def running(root: Path, led: Led, told: list[SessionNews]) -> Iterator[PreviewSession]:
    with PreviewSession(Edition(Project(root), "2023"), told.append) as found:
        yield found
        for _ in range(20):
            led.go_on.put(None)  # whatever is under way ends


def begun(led: Led) -> tuple[str, str, bool]:
    return led.begun.get(timeout=SECONDS)


def done(led: Led) -> tuple[str, str, bool]:
    """The next build, which is done to its end."""
    found = begun(led)
    led.go_on.put(None)
    led.go_on.put(None)
    return found


def until(session: PreviewSession, unit: str, seen: Callable[[UnitState], Any]) -> UnitState:
    while not ((state := session.unit(unit)) and seen(state)):
        pass
    return state


def state_of(session: PreviewSession, unit: str) -> UnitState:
    state = session.unit(unit)
    assert state is not None
    return state


def test_all_units_are_built_without_pages_until_somebody_looks(
    running: PreviewSession, led: Led
) -> None:
    assert [done(led) for _ in range(3)] == [
        ("a", "1", False),
        ("b", "1", False),
        ("c", "1", False),
    ]
    until(running, "c", lambda unit: unit.inputs)
    running.choose(state_of(running, "b"))
    running.choose(state_of(running, "b"))
    assert done(led) == ("b", "1", True)
    until(running, "b", lambda unit: unit.has_pages)
    running.units_changed("a", "b", "c")
    running.packs_changed()
    save(Path(running.edition.project.root), "c", "2")
    running.units_changed("c")
    assert done(led) == ("c", "2", False)


def test_who_looks_at_a_unit_interrupts_the_others(running: PreviewSession, led: Led) -> None:
    assert begun(led) == ("a", "1", False)
    running.choose(state_of(running, "c"))
    led.go_on.put(None)
    assert done(led) == ("c", "1", True)
    assert {done(led)[0], done(led)[0]} == {"a", "b"}


def test_who_looks_at_the_unit_that_is_being_built_has_its_pages(
    running: PreviewSession, led: Led
) -> None:
    assert begun(led) == ("a", "1", False)
    running.choose(state_of(running, "a"))
    led.go_on.put(None)
    assert done(led) == ("a", "1", True)


def test_a_build_of_what_is_old_ends_at_its_next_step(
    root: Path, running: PreviewSession, led: Led
) -> None:
    assert begun(led) == ("a", "1", False)
    save(root, "a", "2")
    running.units_changed("a")
    led.go_on.put(None)
    builds = [done(led) for _ in range(3)]
    assert ("a", "2", False) in builds
    assert {name for name, _, _ in builds} == {"a", "b", "c"}


def test_a_save_of_the_same_does_not_stop_the_build(
    root: Path, running: PreviewSession, led: Led
) -> None:
    assert begun(led) == ("a", "1", False)
    save(root, "a", "1")
    running.units_changed("a")
    led.go_on.put(None)
    led.go_on.put(None)
    until(running, "a", lambda unit: unit.inputs)
    assert {done(led)[0], done(led)[0]} == {"b", "c"}


def test_what_was_given_up_is_not_taken_for_built_when_it_comes_again(
    root: Path, running: PreviewSession, led: Led
) -> None:
    """Saved, saved otherwise, and saved as before, while the first is still being built."""
    for _ in range(3):
        done(led)
    until(running, "c", lambda unit: unit.inputs)
    save(root, "a", "2")
    running.units_changed("a")
    assert begun(led) == ("a", "2", False)
    save(root, "a", "1")
    running.units_changed("a")
    led.go_on.put(None)
    assert begun(led) == ("a", "1", False)
    save(root, "a", "2")
    running.units_changed("a")
    led.go_on.put(None)
    assert done(led) == ("a", "2", False)
    assert until(running, "a", lambda unit: unit.inputs).stage is Stage.READY


def test_nothing_is_built_while_somebody_writes_and_then_what_was_written(
    root: Path, running: PreviewSession, led: Led
) -> None:
    for _ in range(3):
        done(led)
    until(running, "c", lambda unit: unit.inputs)
    with running.writing(state_of(running, "b")):
        save(root, "b", "2")
        running.units_changed("b")
        assert led.begun.empty()
    assert done(led) == ("b", "2", False)


def test_what_nobody_expected_is_told_of_that_unit_alone(running: PreviewSession, led: Led) -> None:
    assert begun(led)[0] == "a"
    led.go_on.put(ZeroDivisionError("no reason"))
    failed = until(running, "a", lambda unit: unit.stage is Stage.FAILED)
    assert [problem.code for problem in failed.problems] == ["docgen-failed"]
    assert (failed.errors, failed.warnings, failed.blanks) == (1, 0, 0)
    assert done(led)[0] == "b"
    assert until(running, "b", lambda unit: unit.inputs).stage is Stage.READY


def test_units_come_and_go(root: Path, running: PreviewSession, led: Led) -> None:
    for _ in range(3):
        done(led)
    save(root, "d", "1")
    shutil.rmtree(root / "content/2023/a")
    running.units_changed()
    assert done(led)[0] == "d"
    assert [unit.name for unit in running.units()] == ["b", "c", "d"]
    assert running.unit("a") is None


def test_packs_are_loaded_anew_when_they_have_changed(
    root: Path, running: PreviewSession, led: Led
) -> None:
    for _ in range(3):
        done(led)
    until(running, "c", lambda unit: unit.inputs)
    running.packs_changed()
    assert led.renewed == 0
    pack = root / "word_templates/form/pack.yaml"
    pack.parent.mkdir()
    pack.write_text("a: 1", "utf-8")
    running.packs_changed()
    assert {done(led)[0] for _ in range(3)} == {"a", "b", "c"}
    assert led.renewed == 1


def test_what_is_saved_all_the_time_is_built_to_its_end_now_and_then(
    root: Path, running: PreviewSession, led: Led
) -> None:
    for _ in range(3):
        done(led)
    until(running, "c", lambda unit: unit.inputs)

    def saved_while_built(number: int) -> None:
        assert begun(led) == ("a", str(number), False)
        save(root, "a", str(number + 1))
        running.units_changed("a")
        led.go_on.put(None)

    save(root, "a", "10")
    running.units_changed("a")
    for number in range(10, 13):
        saved_while_built(number)  # and is overtaken
    saved_while_built(13)
    led.go_on.put(None)  # and has its second step
    until(running, "a", lambda unit: unit.stage is Stage.READY)
    saved_while_built(14)
    assert done(led) == ("a", "15", False)
    until(running, "a", lambda unit: unit.inputs)


def test_each_step_is_told_with_a_version_that_grows(
    running: PreviewSession, led: Led, told: list[SessionNews]
) -> None:
    for _ in range(3):
        done(led)
    until(running, "c", lambda unit: unit.inputs)
    of_a = [news for news in told if news.unit == "a"]
    assert [(news.what, news.version) for news in of_a] == [("problems", 1), ("problems", 2)]
    assert SessionNews("", "units") in told


def test_the_session_ends_in_the_middle_of_a_build(root: Path, led: Led) -> None:
    with PreviewSession(Edition(Project(root), "2023"), lambda _: None):
        assert begun(led)[0] == "a"
        led.go_on.put(None)
        led.go_on.put(None)
    led.go_on.put(None)
