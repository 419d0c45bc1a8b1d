"""Links to the user's editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import Place
from docgen.preview.editor_link import VARIABLE, EditorLink

PLACE = Place("content/2023/one/报告 1.yaml", 7, 12)
NAME = "content/2023/one/%E6%8A%A5%E5%91%8A%201.yaml"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("", "vscode://file{root}/{name}:7:12"),
        ("idea://open?file={path}&line={line}", "idea://open?file={root}/{name}&line=7"),
        (
            "subl://open?url=file://{path}&line={line}&column={column}",
            "subl://open?url=file://{root}/{name}&line=7&column=12",
        ),
        ("emacs:{path}", "emacs:{root}/{name}"),
    ],
)
def test_a_place_is_put_into_the_pattern(tmp_path: Path, pattern: str, expected: str) -> None:
    link = EditorLink(tmp_path, pattern)
    assert link(PLACE) == expected.format(root=tmp_path.as_posix(), name=NAME)


def test_the_users_own_pattern_is_that_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "zed://file{path}:{line}")
    assert EditorLink(tmp_path)(PLACE).startswith("zed://file/")
    assert EditorLink(tmp_path, "emacs:{path}")(PLACE).startswith("emacs:/")


def test_a_whole_file_is_opened_at_its_beginning(tmp_path: Path) -> None:
    assert EditorLink(tmp_path)(Place("content/2023/one/1.md")).endswith("1.md:1:1")


@pytest.mark.parametrize(
    "pattern",
    [
        "javascript:alert('{path}')",
        "JavaScript:{path}",
        "data:text/html,{path}",
        "vbscript:{path}",
        "blob:{path}",
        "code {path}",
        "/usr/bin/code {path}",
        "vscode://file",
        "{path}",
        ":{path}",
    ],
)
def test_what_is_no_address_of_an_editor_is_refused(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        EditorLink(tmp_path, pattern)


@pytest.mark.parametrize("file", ["", "../outside.yaml", "/etc/passwd", "content/../../x"])
def test_a_place_outside_of_the_project_has_no_link(tmp_path: Path, file: str) -> None:
    assert EditorLink(tmp_path)(Place(file, 1, 1)) == ""
