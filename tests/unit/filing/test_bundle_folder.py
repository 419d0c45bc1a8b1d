"""A bundle that cannot be replaced stays, and what Windows writes into it is no change."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import DocgenError
from docgen.filing.hand_in.bundle_folder import with_sums, write_bundle

OLD, NEW = with_sums({"a.docx": b"1", "佐证/1.pdf": b"2"}), with_sums({"a.docx": b"3"})


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("failing", [1, 2])
def test_the_old_bundle_stays_where_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    path, moved, rename = tmp_path / "甲", list[Path](), Path.rename
    write_bundle(path, OLD, "甲")

    def refused(self: Path, target: Path) -> Path:
        moved.append(self)
        if len(moved) == failing:
            raise PermissionError(13, "held")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(DocgenError):
        write_bundle(path, NEW, "甲")
    assert files_in(tmp_path) == {f"甲/{name}": data for name, data in OLD.items()}


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store", "~$a.docx"])
def test_what_a_system_writes_into_a_bundle_is_no_change(tmp_path: Path, name: str) -> None:
    path = tmp_path / "甲"
    write_bundle(path, OLD, "甲")
    (path / name).write_bytes(b"x")
    assert not write_bundle(path, OLD, "甲")
    assert write_bundle(path, NEW, "甲")
    assert files_in(path) == NEW
