"""The annexes in a unit's folder: which files they are, and in what order."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from docgen.content.annex_files import annex_files, natural_key

NAMES = ["附件2-平面图.docx", "附件3.docx", "附件10-项目清单.docx", "附件10-项目清单2.docx"]


def test_numbers_count_by_their_value() -> None:
    for names in itertools.permutations(NAMES):
        assert sorted(names, key=natural_key) == NAMES
    chinese = ["附件二.docx", "附件三.docx", "附件十.docx", "附件十一.docx"]
    assert sorted(random.Random(1).sample(chinese, 4), key=natural_key) == chinese


def test_names_that_mix_words_and_numbers_have_an_order() -> None:
    names = ["1.docx", "a.docx", "附件１.docx", "附件1.docx", "二.docx", "附件1-2.docx", "01.docx"]
    assert len({natural_key(name) for name in names}) == len(names)
    mixed = random.Random(2).sample(names, len(names))
    assert sorted(names, key=natural_key) == sorted(mixed, key=natural_key)


def test_lock_files_hidden_files_folders_and_links_out_are_no_annexes(tmp_path: Path) -> None:
    folder = tmp_path / "unit" / "annexes"
    (folder / "旧").mkdir(parents=True)
    for name in ("附件1.docx", "~$附件1.docx", ".DS_Store", "附件2.doc"):
        (folder / name).write_bytes(b"")
    outside = tmp_path / "outside.docx"
    outside.write_bytes(b"")
    (folder / "附件3.docx").symlink_to(outside)
    assert [path.name for path in annex_files(tmp_path / "unit")] == ["附件1.docx", "附件2.doc"]
    assert annex_files(tmp_path / "none") == []
