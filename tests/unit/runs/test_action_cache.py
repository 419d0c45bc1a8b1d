"""What was done is not done again, if its inputs are the same and what it wrote is still there."""

from __future__ import annotations

import errno
import json
import os
import resource
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pytest

from docgen.atomic import FILE_OPEN
from docgen.checking.waivers import Waived
from docgen.diagnostics import DocumentPlace, Place, Problem, deviation, warning
from docgen.runs.action_cache import ActionCache, Made, Step, state_of


@dataclass(frozen=True)
class Note:
    """What is recorded of a step here."""

    text: str
    problems: tuple[Problem, ...] = ()
    silenced: tuple[Waived, ...] = ()
    fonts: dict[str, str | None] = field(default_factory=dict)


DOCX, PDF = Step("docx", Note), Step("pdf", Note)


@dataclass
class Run:
    """A run of a step over units; ``made`` are those that were not restored."""

    folder: Path
    files: Mapping[str, Path] = field(default_factory=dict)
    keys_made: Mapping[str, str] = field(default_factory=dict)
    failing: tuple[str, ...] = ()
    step: Step[Note] = DOCX
    made: list[str] = field(default_factory=list)

    def __call__(
        self, cache: ActionCache | None = None, anew: bool | None = None, /, **keys: str
    ) -> list[str]:
        """The outputs: ``old`` of those that were restored, ``new`` of those that were made."""
        self.made = []
        cache = cache or ActionCache(self.folder)
        chosen = {} if anew is None else {"anew": anew}
        results = cache.step(
            self.step,
            keys.items(),
            lambda item: item,
            lambda item, note: f"{item[0]}: old {note.text}",
            self.make,
            **chosen,
        )
        return list(results)

    def make(self, stale: Iterator[tuple[str, str]]) -> Iterator[Made[Note, str]]:
        for unit, key in stale:
            self.made.append(unit)
            record = None if unit in self.failing else Note(f"note of {unit}")
            files = [self.files[unit]] if unit in self.files else []
            yield Made(unit, f"{unit}: new {unit}", record, self.keys_made.get(unit, key), files)


def path_of(folder: Path) -> Path:
    return folder / "actions.jsonl"


def test_what_was_made_is_restored_while_its_key_is_the_same(tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert run(a="1", b="2") == ["a: new a", "b: new b"]
    assert run(a="1", b="2") == ["a: old note of a", "b: old note of b"]
    assert run.made == []
    assert run(a="1", b="3", c="4") == ["a: old note of a", "b: new b", "c: new c"]
    assert run(b="2") == ["b: new b"]


def test_each_step_has_records_of_its_own(tmp_path: Path) -> None:
    Run(tmp_path)(a="1")
    assert Run(tmp_path, step=PDF)(a="1") == ["a: new a"]
    assert Run(tmp_path)(a="1") == ["a: old note of a"]


def itself(item: tuple[str, str]) -> tuple[str, str]:
    return item


def test_what_is_stale_is_made_as_it_is_taken(tmp_path: Path) -> None:
    """What is restored waits for what is made before it, and nothing is taken before its time."""
    Run(tmp_path)(b="1", d="1")
    log: list[str] = []

    def items() -> Iterator[tuple[str, str]]:
        for unit in "abcd":
            log.append(f"take {unit}")
            yield unit, "1"

    def make(stale: Iterator[tuple[str, str]]) -> Iterator[Made[Note, str]]:
        for unit, key in stale:
            yield Made(unit, f"made {unit}", Note(""), key)

    results = ActionCache(tmp_path).step(
        DOCX, items(), itself, lambda item, _: f"restored {item[0]}", make
    )
    for result in results:
        log.append(result)
    assert log == [
        *("take a", "made a", "take b", "take c", "restored b", "made c", "take d", "restored d")
    ]


@pytest.mark.parametrize(("anew", "made"), [(None, []), (False, []), (True, ["a"])])
def test_no_record_holds_if_all_is_to_be_made_anew(
    tmp_path: Path, anew: bool | None, made: list[str]
) -> None:
    run = Run(tmp_path)
    run(a="1")
    run(None, anew, a="1")
    assert run.made == made
    assert run(a="1") == ["a: old note of a"]


@pytest.mark.parametrize(
    ("key", "key_made", "next_key", "restored"),
    [
        ("1", "2", "2", True),
        ("1", "2", "1", False),
        ("", "2", "2", True),
        ("1", "", "1", False),
        ("", "", "", False),
    ],
)
def test_a_key_that_is_known_only_afterwards_counts(
    tmp_path: Path, key: str, key_made: str, next_key: str, restored: bool
) -> None:
    run = Run(tmp_path, keys_made={"a": key_made})
    run(a=key)
    run(a=next_key)
    assert (run.made == []) is restored


def test_without_a_key_or_a_record_what_was_recorded_before_goes(tmp_path: Path) -> None:
    for run, key in ((Run(tmp_path), ""), (Run(tmp_path, failing=("a",)), "2")):
        Run(tmp_path)(a="1")
        run(a=key)
        assert ActionCache(tmp_path).last(DOCX, "a") is None
        assert json.loads(path_of(tmp_path).read_text("ascii").splitlines()[-1]) == {
            "unit": "a",
            "step": "docx",
            "key": "",
        }
        Run(tmp_path)(a="1")
        assert run.made == ["a"]


def test_what_has_failed_and_was_not_recorded_before_leaves_no_line(tmp_path: Path) -> None:
    Run(tmp_path, failing=("a",))(a="1")
    assert not path_of(tmp_path).exists()


def test_what_was_made_without_a_key_leaves_a_line_that_says_so(tmp_path: Path) -> None:
    """So it is known that outputs lie in the folder, however new the content is."""
    cache = ActionCache(tmp_path)
    Run(tmp_path)(cache, a="")
    assert json.loads(path_of(tmp_path).read_text("ascii"))["key"] == ""
    cache.close()
    assert path_of(tmp_path).read_bytes() == b""


def test_a_record_holds_while_the_file_that_was_written_is_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(b"one")
    run = Run(tmp_path, {"a": file})
    run(a="1")
    run(a="1")
    assert run.made == []
    file.write_bytes(b"four")
    run(a="1")
    assert run.made == ["a"]
    file.unlink()
    run(a="1")
    run(a="1")
    assert run.made == ["a"]  # recorded without a file, it does not hold either


def test_all_files_have_to_be_unchanged(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.touch()
    second.touch()

    def make(stale: Iterator[tuple[str, str]]) -> Iterator[Made[Note, str]]:
        yield from (Made(unit, "new", Note(""), key, (first, second)) for unit, key in stale)

    def made() -> bool:
        cache = ActionCache(tmp_path)
        return list(cache.step(DOCX, [("a", "1")], itself, lambda *_: "old", make)) == ["new"]

    assert [made(), made()] == [True, False]
    for file in (first, second):
        file.write_bytes(b"changed")
        assert [made(), made()] == [True, False]


def test_a_record_holds_of_files_that_docgen_itself_has_written_anew(tmp_path: Path) -> None:
    first, second = tmp_path / "报告.docx", tmp_path / "二.docx"
    first.write_bytes(b"one")
    second.write_bytes(b"two")
    run = Run(tmp_path, {"a": first, "b": second})
    run(a="1", b="1")
    for file in (first, second):
        file.write_bytes(b"with its fields")
    cache = ActionCache(tmp_path)
    cache.renew(DOCX, "a")
    assert cache.held(DOCX, "a", "1") == Note("note of a")
    assert cache.held(DOCX, "b", "1") is None
    assert run(a="1", b="1") == ["a: old note of a", "b: new b"]
    assert run(a="2") == ["a: new a"]


def test_what_was_not_recorded_is_not_renewed(tmp_path: Path) -> None:
    Run(tmp_path)(a="1")
    before = path_of(tmp_path).read_bytes()
    cache = ActionCache(tmp_path)
    cache.renew(PDF, "a")
    cache.renew(DOCX, "b")
    assert path_of(tmp_path).read_bytes() == before
    assert cache.last(DOCX, "b") is None


def test_a_file_that_is_gone_holds_no_record_when_it_is_renewed(tmp_path: Path) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(b"one")
    run = Run(tmp_path, {"a": file})
    run(a="1")
    file.unlink()
    ActionCache(tmp_path).renew(DOCX, "a")
    assert run(a="1") == ["a: new a"]


def test_the_last_record_is_known_whatever_its_key(tmp_path: Path) -> None:
    Run(tmp_path)(a="1")
    assert ActionCache(tmp_path).last(DOCX, "a") == Note("note of a")
    assert ActionCache(tmp_path).last(DOCX, "b") is None
    assert ActionCache(tmp_path).last(PDF, "a") is None


def test_what_is_recorded_comes_back_as_it_was(tmp_path: Path) -> None:
    problem = warning(FILE_OPEN, Place("甲.yaml", 3, 5), holder="李某")
    found = deviation(FILE_OPEN, Place("甲.docx"), DocumentPlace(2, words="第一"), holder="")
    note = Note(
        "字\ud800\n", (problem, found), (Waived(problem, "理由"),), {"宋体": None, "黑": "x"}
    )

    made = [Made("甲", "", note, "1")]
    assert list(ActionCache(tmp_path).recorded(DOCX, made)) == [""]
    restored = ActionCache(tmp_path).last(DOCX, "甲")
    assert restored == note
    assert path_of(tmp_path).read_bytes().isascii()
    assert all(isinstance(found.words, MappingProxyType) for found in restored.problems)


LINE = {"unit": "a", "step": "docx", "key": "1", "files": {}, "output": {"text": "x"}}
PROBLEM = {
    "code": "file-open",
    "place": {"file": "甲"},
    "words": {"holder": ""},
    "severity": "warning",
    "exit_code": 0,
}


def line(**changes: object) -> bytes:
    return json.dumps(LINE | changes).encode()


@pytest.mark.parametrize(
    "output",
    [
        {"text": "x"},
        {"text": "x", "problems": [PROBLEM]},
        {"text": "x", "problems": [], "fonts": {"宋体": None}},
    ],
)
def test_a_line_is_plain_json(tmp_path: Path, output: dict[str, object]) -> None:
    path_of(tmp_path).write_bytes(line(output=output))
    assert Run(tmp_path)(a="1") == ["a: old x"]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"3",
        b"null",
        b"[" * 100_000,
        b'"' + b"x" * 1000,
        line()[:-1],
        line()[1:],
        line(key=""),
        line(key=None),
        line(key=3),
        line(unit="b"),
        line(unit=["a"]),
        line(step="pdf"),
        line(files=3),
        line(files="ab"),
        line(files={"nowhere": ""}),
        line(files={"nowhere": "3-4-5"}),
        line(files={"": 3}),
        line(files={"\0": "3-4-5"}),
        line(files={"\ud800": "3-4-5"}),
        line(output=None),
        line(output=[]),
        line(output={}),
        line(output={"txt": "x"}),
        line(output={"text": "x", "problems": 3}),
        line(output={"text": "x", "problems": [3]}),
        line(output={"text": "x", "problems": [PROBLEM | {"code": "no-such-code"}]}),
        line(output={"text": "x", "problems": [PROBLEM | {"code": None}]}),
        line(output={"text": "x", "problems": [PROBLEM | {"severity": "grave"}]}),
        line(output={"text": "x", "problems": [PROBLEM | {"exit_code": 99}]}),
        line(output={"text": "x", "problems": [PROBLEM | {"words": 3}]}),
        line(output={"text": "x", "problems": [PROBLEM | {"place": {}}]}),
        line(output={"text": "x", "fonts": 3}),
    ],
    ids=lambda data: data[:60].decode("ascii", "replace"),
)
def test_a_damaged_line_costs_its_step_alone(tmp_path: Path, damage: bytes) -> None:
    whole = line(unit="c")
    path_of(tmp_path).write_bytes(b"\n".join([whole, damage, b""]))
    run = Run(tmp_path)
    assert run(a="1", c="1") == ["a: new a", "c: old x"]
    assert run(a="1", c="1") == ["a: old note of a", "c: old x"]


@pytest.mark.parametrize("length", [1, 20, len(line()) - 1])
def test_a_line_that_was_cut_off_does_not_spoil_the_next(tmp_path: Path, length: int) -> None:
    path_of(tmp_path).write_bytes(line(unit="c") + b"\n" + line()[:length])
    run = Run(tmp_path)
    assert run(a="1", c="1") == ["a: new a", "c: old x"]
    assert run(a="1", c="1") == ["a: old note of a", "c: old x"]


def test_each_line_begins_with_a_line_end(tmp_path: Path) -> None:
    Run(tmp_path)(a="1", b="1")
    before, *lines = path_of(tmp_path).read_bytes().split(b"\n")
    assert before == b""
    assert [json.loads(text)["unit"] for text in lines] == ["a", "b"]


@pytest.mark.parametrize(("runs", "lines"), [(2, 2), (3, 3), (4, 1), (5, 2), (8, 2)])
def test_the_file_is_written_anew_when_two_lines_of_three_do_not_count(
    tmp_path: Path, runs: int, lines: int
) -> None:
    for number in range(runs):
        cache = ActionCache(tmp_path)
        Run(tmp_path)(cache, a=str(number))
        cache.close()
    assert len(path_of(tmp_path).read_bytes().strip().splitlines()) == lines
    assert Run(tmp_path)(a=str(runs - 1)) == ["a: old note of a"]
    assert [path.name for path in tmp_path.iterdir()] == ["actions.jsonl"]


def test_lines_that_cannot_be_read_count_as_lines(tmp_path: Path) -> None:
    path_of(tmp_path).write_bytes(b"x\n" * 3 + line())
    ActionCache(tmp_path).close()
    assert path_of(tmp_path).read_bytes() == line()
    path_of(tmp_path).write_bytes(b"x\n" * 2 + line())
    ActionCache(tmp_path).close()
    assert path_of(tmp_path).read_bytes() == b"x\n" * 2 + line()


def test_the_folder_is_made_when_there_is_something_to_record(tmp_path: Path) -> None:
    folder = tmp_path / "build" / "2023" / ".docgen"
    cache = ActionCache(folder)
    cache.close()
    assert not folder.exists()
    Run(folder)(a="1")
    assert Run(folder)(a="1") == ["a: old note of a"]


def test_where_nothing_can_be_recorded_all_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / ".docgen"
    folder.write_bytes(b"a file where the folder should be")
    for _ in range(2):
        cache, run = ActionCache(folder), Run(folder)
        assert run(cache, a="1") == ["a: new a"]
        assert run(cache, a="1") == ["a: old note of a"]
        cache.close()


def test_a_full_disk_costs_what_it_cuts_off_alone(tmp_path: Path) -> None:
    """The second line goes only in part into the file, the third goes in as a whole."""
    run = Run(tmp_path)
    cache = ActionCache(tmp_path)
    run(cache, a="1")
    size = path_of(tmp_path).stat().st_size
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20, limits[1]))
    try:
        assert run(cache, b="1") == ["b: new b"]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path_of(tmp_path).stat().st_size == size + 20
    run(cache, c="1")
    assert run(a="1", b="1", c="1") == ["a: old note of a", "b: new b", "c: old note of c"]


@pytest.mark.parametrize("reason", [PermissionError(13, "held"), OSError(errno.ENOSPC, "full")])
def test_a_file_that_cannot_be_written_anew_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: OSError
) -> None:
    """On Windows another run may have it open."""
    text = b"x\n" * 9 + line()
    path_of(tmp_path).write_bytes(text)

    def failing(*_: object) -> None:
        raise reason

    monkeypatch.setattr(Path, "replace", failing)
    ActionCache(tmp_path).close()
    assert path_of(tmp_path).read_bytes() == text
    assert [path.name for path in tmp_path.iterdir()] == ["actions.jsonl"]


def test_a_file_that_cannot_be_read_has_no_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path_of(tmp_path).mkdir()
    assert Run(tmp_path)(a="1") == ["a: new a"]


def test_two_runs_at_once_know_their_own_records_and_later_runs_those_of_both(
    tmp_path: Path,
) -> None:
    first, second = ActionCache(tmp_path), ActionCache(tmp_path)
    run = Run(tmp_path)
    run(first, a="1", b="1")
    run(second, c="1", b="2")
    run(first, d="1")
    assert run(first, c="1") == ["c: new c"]
    run(a="1", b="2", c="1", d="1")
    assert run.made == []


def test_a_run_that_writes_the_file_anew_forgets_what_another_has_added(tmp_path: Path) -> None:
    """That is made again, and nothing else."""
    path_of(tmp_path).write_bytes(b"x\n" * 9 + line())
    first, second = ActionCache(tmp_path), ActionCache(tmp_path)
    run = Run(tmp_path)
    run(first, b="1")
    run(second, c="1")
    second.close()
    assert run(a="1", b="1", c="1") == ["a: old x", "b: new b", "c: old note of c"]


def test_lines_that_two_runs_add_at_once_do_not_mix(tmp_path: Path) -> None:
    long = {f"unit-{number}": "1" * 5000 for number in range(60)}

    def add(names: list[str]) -> None:
        Run(tmp_path)(**{name: long[name] for name in names})

    names = list(long)
    threads = [threading.Thread(target=add, args=(names[start::3],)) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run = Run(tmp_path)
    run(**long)
    assert run.made == []


def test_after_ctrl_c_what_was_done_is_known(tmp_path: Path) -> None:
    run = Run(tmp_path)
    items = [("a", "1"), ("b", "1"), ("c", "1")]
    results = ActionCache(tmp_path).step(DOCX, items, itself, lambda *_: "old", run.make)
    assert next(results) == "a: new a"
    results.close()  # type: ignore[attr-defined]
    run(a="1", b="1", c="1")
    assert run.made == ["b", "c"]


def test_outputs_in_another_folder_have_a_file_of_their_own(tmp_path: Path) -> None:
    folder, out = tmp_path / ".docgen", tmp_path / "别处"
    assert ActionCache.path(folder) == folder / "actions.jsonl"
    path = ActionCache.path(folder, out)
    head, _, digest = path.stem.partition("-")
    assert (path.parent, path.suffix, head, len(digest)) == (folder, ".jsonl", "actions", 16)
    assert ActionCache.path(folder, tmp_path / "x" / ".." / "别处") == path
    assert ActionCache.path(folder, tmp_path / "别处2") != path
    Run(folder)(ActionCache(folder, out), a="1")
    assert [file.name for file in folder.iterdir()] == [path.name]
    assert Run(folder)(a="1") == ["a: new a"]
    assert Run(folder)(ActionCache(folder, out), a="1") == ["a: old note of a"]


def test_the_state_of_a_file_is_its_size_and_times(tmp_path: Path) -> None:
    file = tmp_path / "甲"
    file.write_bytes(b"12345")
    os.utime(file, ns=(1, 10**18))
    stat = file.stat()
    state = state_of(file)
    assert state == f"5-{10**18}-{stat.st_ctime_ns}"
    os.utime(file, ns=(1, 10**18 + 1))
    assert state_of(file) != state


@pytest.mark.parametrize("name", ["nowhere", "a/b", "\0", "x" * 300, "\ud800"])
def test_what_is_no_file_has_no_state(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").touch()
    assert state_of(tmp_path / name) == ""
