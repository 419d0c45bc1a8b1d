"""Content files are UTF-8 without forbidden characters; texts are patched in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.content.source_files import Patch, apply_patches, read_source
from tests.unit.helpers import collect, placed


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("甲: 1\n".encode(), "甲: 1\n"),
        (b"\xef\xbb\xbf" + "甲\r\n乙".encode(), "甲\n乙"),
        (b"", ""),
    ],
)
def test_a_file_is_read_without_mark_and_with_plain_line_ends(
    tmp_path: Path, data: bytes, text: str
) -> None:
    path, problems = tmp_path / "甲.yaml", collect()
    path.write_bytes(data)
    source = read_source(path, "名.yaml", problems)
    assert source is not None
    assert (source.name, source.text, placed(problems)) == ("名.yaml", text, [])


def test_a_forbidden_character_becomes_a_blank_and_a_problem(tmp_path: Path) -> None:
    path, problems = tmp_path / "甲.yaml", collect()
    path.write_text("\x07甲\n乙\x07丙", "utf-8")
    source = read_source(path, "甲.yaml", problems)
    assert source is not None
    assert source.text == " 甲\n乙 丙"
    assert placed(problems) == ["1:1 control-character", "2:2 control-character"]


@pytest.mark.parametrize(
    ("data", "line"), [(b"\xff", 1), ("甲\n乙\n".encode() + b"\xff\n", 3), (b"\n\xff", 2)]
)
def test_bytes_that_are_not_utf8_are_named_with_their_line(
    tmp_path: Path, data: bytes, line: int
) -> None:
    path, problems = tmp_path / "甲.yaml", collect()
    path.write_bytes(data)
    assert read_source(path, "甲.yaml", problems) is None
    assert placed(problems) == [f"{line}:1 not-utf-8"]


@pytest.mark.parametrize(("more", "readable"), [(0, True), (1, False)])
def test_a_file_may_have_eight_megabytes(tmp_path: Path, more: int, readable: bool) -> None:
    path, problems = tmp_path / "甲.md", collect()
    path.write_bytes(b" " * (8 * 1024 * 1024 + more))
    assert (read_source(path, "甲.md", problems) is not None) is readable
    assert placed(problems) == ([] if readable else ["file-too-large"])
    assert [problem.words["limit"] for problem in problems] == ["8"] * more


def test_what_is_no_file_cannot_be_read(tmp_path: Path) -> None:
    problems = collect()
    assert read_source(tmp_path, "甲", problems) is None
    assert read_source(tmp_path / "无", "乙", problems) is None
    assert [(problem.place.file, problem.words["reason"]) for problem in problems] == [
        ("甲", "not a file"),
        ("乙", "not a file"),
    ]


def test_a_file_that_may_not_be_read_is_told_with_the_system_s_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path, problems = tmp_path / "甲.md", collect()
    path.touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert read_source(path, "甲.md", problems) is None
    assert [problem.words["reason"] for problem in problems] == ["Permission denied"]


@pytest.mark.parametrize(
    ("patches", "result"),
    [
        ([], "甲乙丙丁"),
        ([Patch(0, 1, "一")], "一乙丙丁"),
        ([Patch(1, 3, "")], "甲丁"),
        ([Patch(4, 4, "尾")], "甲乙丙丁尾"),
        ([Patch(3, 4, "四四"), Patch(0, 1, ""), Patch(2, 2, "中")], "乙中丙四四"),
    ],
)
def test_patches_are_of_the_text_before_all_of_them(patches: list[Patch], result: str) -> None:
    assert apply_patches("甲乙丙丁", patches) == result
