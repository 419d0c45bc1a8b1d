"""The pages ``sheets.md``: their commands run, their picture is true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from docgen.diagnostics.codes import LANGUAGES
from tests.filled_sheets import type_in
from tests.sheet_picture import PICTURE, WORDS, printed_page, words_of
from tests.support import ROOT, SmallProject, whole_project
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

PAGES = [ROOT / "docs" / language / "sheets.md" for language in LANGUAGES]


@pytest.mark.parametrize("page", PAGES, ids=LANGUAGES)
def test_the_commands_of_the_page_run_one_after_the_other(page: Path, tmp_path: Path) -> None:
    root = whole_project(tmp_path)
    (block,) = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    content = root / "content" / "2023" / "zhuzhou-vocational-park" / "附件1-基础数据.yaml"
    before = content.read_bytes()
    changed = list[bool]()
    for line in block.splitlines():
        program, *words = shlex.split(line)
        assert program == "docgen"
        result = run(SmallProject(root), *words)
        assert result.returncode == 0, result.stderr
        if words[:2] == ["sheet", "out"]:
            type_in(root / "fill.xlsx", {("经费控制情况", "公用经费", "上年决算数"): 101.75})
        changed.append(content.read_bytes() != before)
    assert changed == [False, False, True, False]


def test_the_picture_shows_what_is_printed(tmp_path: Path) -> None:
    assert all(f"../images/{PICTURE.name}" in page.read_text("utf-8") for page in PAGES)
    assert PICTURE.stat().st_size < 200_000
    assert words_of(printed_page(tmp_path)) == WORDS.read_text("utf-8")
