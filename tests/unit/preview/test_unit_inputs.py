"""What a unit is built of, and what of it was saved last."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Place
from docgen.preview.unit_inputs import (
    ContentHistory,
    UnitInputs,
    changed_lines,
    folder_digest,
    read_inputs,
)
from docgen.project import Project
from docgen.runs.edition import Edition

LINES = st.lists(st.sampled_from(["甲: 1", "乙: 2", "", "  - 丙", "# 丁"]), max_size=8)


def inputs_of(root: Path, packs: str = "") -> UnitInputs:
    edition = Edition(Project(root), "2023")
    return read_inputs(root / "content/2023/one", edition, packs)


def write(root: Path, name: str, data: bytes = b"") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_inputs_are_the_same_as_long_as_each_file_holds_the_same(tmp_path: Path) -> None:
    text = write(tmp_path, "content/2023/one/report.yaml", b"a: 1\n")
    picture = write(tmp_path, "content/2023/one/narrative/map.png", b"PNG")
    write(tmp_path, "content/2022/one/report.yaml", b"a: 0\n")
    before = inputs_of(tmp_path)
    for path in (text, picture):
        path.write_bytes(path.read_bytes())
        os.utime(path, (1, 1))
    write(tmp_path, "content/2023/one/.report.yaml.swp", b"vim")
    write(tmp_path, "content/2023/two/report.yaml", b"a: 9\n")
    assert inputs_of(tmp_path) == before
    assert inputs_of(tmp_path, "other packs") != before


def test_inputs_differ_with_each_file_that_is_changed_added_or_removed(tmp_path: Path) -> None:
    names = {
        "content/2023/one/report.yaml": b"a: 1\n",
        "content/2023/one/narrative/1.md": b"text",
        "content/2023/one/narrative/map.png": b"PNG",
        "content/2022/one/report.yaml": b"a: 0\n",
    }
    for name, data in names.items():
        write(tmp_path, name, data)
    before = inputs_of(tmp_path)
    for name, data in names.items():
        path = write(tmp_path, name, data + b"x")
        assert inputs_of(tmp_path) != before, name
        path.unlink()
        assert inputs_of(tmp_path) != before, name
        write(tmp_path, name, data)
        assert inputs_of(tmp_path) == before, name


def test_only_texts_of_the_unit_can_be_shown(tmp_path: Path) -> None:
    write(tmp_path, "content/2023/one/report.yaml", b"\xef\xbb\xbfa: 1\r\n")
    write(tmp_path, "content/2023/one/map.png", b"PNG")
    write(tmp_path, "content/2022/one/report.yaml", b"a: 0\n")
    inputs = inputs_of(tmp_path)
    assert list(inputs.texts) == ["content/2023/one/report.yaml"]
    assert inputs.text("content/2023/one/report.yaml") == "a: 1\n"
    assert inputs.text("content/2022/one/report.yaml") == ""
    assert inputs.holds(Place("content/2023/one"))
    assert inputs.holds(Place("content/2023/one/new.md"))
    assert not inputs.holds(Place("content/2023/one-more/report.yaml"))
    assert not inputs.holds(Place("word_templates/form/pack.yaml"))


def test_a_file_that_is_gone_in_this_moment_is_empty(tmp_path: Path) -> None:
    folder = tmp_path / "content/2023/one"
    folder.mkdir(parents=True)
    (folder / "report.yaml").symlink_to(tmp_path / "nowhere")
    assert inputs_of(tmp_path).texts == {"content/2023/one/report.yaml": b""}


def inputs(lines: list[str]) -> UnitInputs:
    data = "".join(f"{line}\n" for line in lines).encode()
    return UnitInputs({"report.yaml": data}, {}, "")


@given(LINES, LINES)
def test_all_lines_but_the_changed_ones_stood_there_before_in_this_order(
    before: list[str], after: list[str]
) -> None:
    changed = {place.line for place in changed_lines(inputs(before), inputs(after))}
    kept = [line for number, line in enumerate(after, 1) if number not in changed]
    rest = iter(before)
    assert all(line in rest for line in kept)
    assert changed <= set(range(1, len(after) + 1))
    assert before != after or not changed


def test_all_lines_of_a_new_file_have_changed_and_none_of_a_removed_one() -> None:
    nothing = UnitInputs({}, {}, "")
    assert [place.line for place in changed_lines(nothing, inputs(["a", "b"]))] == [1, 2]
    assert list(changed_lines(inputs(["a", "b"]), nothing)) == []


def test_of_a_huge_file_no_lines_are_compared() -> None:
    many = inputs([str(number) for number in range(6000)])
    assert list(changed_lines(many, inputs(["a"]))) == []


def test_what_was_built_is_remembered_by_its_number_for_a_while() -> None:
    history, nothing = ContentHistory(), UnitInputs({}, {}, "")
    built = [history.remembered("one", nothing) for _ in range(60)]
    other = history.remembered("two", nothing)
    assert [each.number for each in built] == list(range(1, 61))
    assert other.number == 1
    assert history.content("one", 60) is built[-1]
    assert history.content("one", 20) is built[19]
    assert history.content("one", 5) is None
    assert history.content("three", 1) is None
    assert replace(built[0], number=0) == built[1]


def test_a_folder_is_the_same_as_long_as_its_files_hold_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, "form/pack.yaml", b"a: 1\n")
    before = folder_digest(tmp_path)
    os.utime(path, (1, 1))
    write(tmp_path, "form/~$form.docx", b"lock")
    assert folder_digest(tmp_path) == before
    write(tmp_path, "form/more.yaml")
    assert folder_digest(tmp_path) != before
    assert folder_digest(tmp_path / "nowhere") == folder_digest(tmp_path / "nothing")
