"""Which unit is built next, and when a build stops."""

from __future__ import annotations

from queue import Queue
from threading import Thread

import pytest

from docgen.preview import build_queue
from docgen.preview.build_queue import BuildBusyError, BuildQueue


def next_of(queue: BuildQueue) -> str | None:
    """What is built next, which is over at once."""
    with queue.building() as name:
        return name


def test_units_are_built_in_the_order_in_which_they_were_put_in_each_once() -> None:
    queue = BuildQueue()
    queue.put("b", "a")
    queue.put("b", "c")
    assert [next_of(queue) for _ in range(3)] == ["b", "a", "c"]


def test_the_unit_chosen_last_comes_first_then_the_one_before_it() -> None:
    queue = BuildQueue()
    assert queue.choose("c")
    assert queue.choose("b")
    assert not queue.choose("c")
    queue.put("a", "b", "c", "d")
    assert [next_of(queue) for _ in range(4)] == ["c", "b", "a", "d"]


def test_a_unit_that_is_gone_is_not_built_and_no_longer_chosen() -> None:
    queue = BuildQueue()
    queue.choose("a")
    queue.put("a", "b")
    queue.drop("a")
    assert not queue.is_chosen("a")
    assert next_of(queue) == "b"


def test_a_build_is_interrupted_by_the_chosen_unit_alone() -> None:
    queue = BuildQueue()
    queue.put("a", "b", "c")
    with queue.building() as name:
        assert name == "a"
        assert not queue.interrupts("a")
        queue.choose("c")
        assert queue.interrupts("a")
    with queue.building() as name:
        assert name == "c"
        queue.put("a")
        assert not queue.interrupts("c")


def test_a_unit_that_is_put_in_while_it_is_built_is_wanted_again_once() -> None:
    queue = BuildQueue()
    queue.put("a")
    with queue.building():
        assert not queue.wants_again("a")
        queue.put("a")
        assert queue.wants_again("a")
        assert not queue.wants_again("a")


def test_who_writes_interrupts_the_build_and_waits_for_its_step() -> None:
    queue, happened = BuildQueue(), Queue[str]()

    def write() -> None:
        with queue.writing():
            happened.put("written")

    queue.put("a")
    with queue.building():
        writer = Thread(target=write)
        writer.start()
        while not queue.interrupts("a"):
            pass
        assert happened.empty()
    writer.join(10)
    assert happened.get(timeout=10) == "written"


def test_nothing_is_built_while_somebody_writes() -> None:
    queue, built = BuildQueue(), Queue[str | None]()
    queue.put("a")
    builder = Thread(target=lambda: built.put(next_of(queue)))
    with queue.writing():
        builder.start()
        builder.join(0.2)
        assert built.empty()
    assert built.get(timeout=10) == "a"


@pytest.mark.parametrize("waiting", [[], ["a"]])
def test_a_closed_queue_builds_nothing_and_interrupts(waiting: list[str]) -> None:
    queue = BuildQueue()
    queue.put(*waiting)
    queue.close()
    assert next_of(queue) is None
    assert queue.interrupts("a")


def test_who_is_about_to_write_is_not_kept_waiting_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(build_queue, "PATIENCE", 0.01)
    queue = BuildQueue()
    queue.put("a", "b")
    with queue.building() as name:
        assert name == "a"
        with pytest.raises(BuildBusyError), queue.writing():
            pass
        assert not queue.interrupts("a")
    with queue.writing(), pytest.raises(BuildBusyError), queue.writing():
        pass
    with queue.writing():
        assert queue.interrupts("b")
    assert next_of(queue) == "b"


def test_for_how_long_a_unit_has_been_built_is_known_while_it_is() -> None:
    queue = BuildQueue()
    queue.put("a")
    with queue.building():
        assert queue.building_seconds("a") > 0
        assert queue.building_seconds("b") == 0
    assert queue.building_seconds("a") == 0


def test_who_writes_when_the_queue_is_closed_stays_the_only_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(build_queue, "PATIENCE", 0.01)
    queue = BuildQueue()
    with queue.writing():
        queue.close()
        assert next_of(queue) is None
        with pytest.raises(BuildBusyError), queue.writing():
            pass
