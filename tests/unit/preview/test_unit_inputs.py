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
    packs_digest,
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


def test_packs_are_the_same_as_long_as_their_files_hold_the_same(tmp_path: Path) -> None:
    project = Project(tmp_path)
    path = write(tmp_path, "word_templates/form/pack.yaml", b"a: 1\n")
    before = packs_digest(project)
    os.utime(path, (1, 1))
    write(tmp_path, "word_templates/form/~$form.docx", b"lock")
    assert packs_digest(project) == before
    write(tmp_path, "word_templates/form/more.yaml")
    assert packs_digest(project) != before
    assert packs_digest(Project(tmp_path / "nowhere")) == packs_digest(Project(tmp_path / "no"))


def test_a_pack_may_be_a_link_but_links_in_it_stay_in_the_project(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    shared = write(tmp_path, "shared/pack.yaml", b"a: 1\n")
    outside = write(tmp_path, "outside.yaml", b"a: 1\n")
    inside = write(tmp_path, "project/common.yaml", b"a: 1\n")
    write(tmp_path, "project/word_templates/own/pack.yaml")
    (project.packs / "linked").symlink_to(shared.parent)
    (project.packs / "own" / "outside.yaml").symlink_to(outside)
    (project.packs / "own" / "common.yaml").symlink_to(inside)
    for path, is_read in ((shared, True), (inside, True), (outside, False)):
        before = packs_digest(project)
        path.write_bytes(b"a: 2\n")
        assert (packs_digest(project) != before) is is_read, path


def test_what_is_behind_a_link_out_of_the_unit_is_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path, "project/secret/secret.md", b"SECRET")
    write(tmp_path, "project/content/2023/one/real/1.md", b"own")
    folder = tmp_path / "project/content/2023/one"
    (folder / "1.md").symlink_to(secret)
    (folder / "all").symlink_to(secret.parent)
    (folder / "real" / "2.md").symlink_to(secret)
    (folder / "real" / "3.md").symlink_to(folder / "real" / "1.md")
    before = inputs_of(tmp_path / "project")
    assert sorted(before.texts.values()) == [b"", b"", b"own", b"own"]
    secret.write_bytes(b"SECRET too")
    assert inputs_of(tmp_path / "project") == before
    (folder / "1.md").unlink()
    assert inputs_of(tmp_path / "project") != before


def test_a_unit_that_is_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/1.md", b"SECRET")
    folder = tmp_path / "project/content/2023"
    folder.mkdir(parents=True)
    (folder / "one").symlink_to(outside.parent)
    found = inputs_of(tmp_path / "project")
    assert not found.texts
    assert not found.others
