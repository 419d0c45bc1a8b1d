"""What the pages on checks show of messages is what ``docgen check`` says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli.main import main
from docgen.diagnostics.codes import LANGUAGES
from tests.support import ROOT, UNIT

CHAPTER = "2-一般公共预算支出情况.md"
FORM = "附件2-整体支出自评.yaml"
TEXT = "全年支出439.45万元，其中基本支出402.71万元，占全年支出的59.7%。"
"""Its share is wrong; so is the change that follows it, a rise called a fall."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_of_the_page_is_said(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("content", "word_templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    unit = tmp_path / UNIT.relative_to(ROOT)
    chapter, form = unit / "narrative" / CHAPTER, unit / FORM
    fall = "全年支出比上年的375.10万元下降17.2%。"
    chapter.write_text(f"## 基本支出情况\n\n{{{{ 年度 }}}}年，{TEXT}{fall}\n", "utf-8")
    form.write_text(form.read_text("utf-8").replace(" 439.45", " 439.54"), "utf-8")
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["--lang", language, "check", "2023"]).output
    page = (ROOT / "docs" / language / "checks.md").read_text("utf-8")
    blocks = re.findall(r"^```(\S*)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    shown = [inner for name, inner in blocks if not name]
    assert [len(block.splitlines()) for block in shown] == [4, 2]
    lines = re.sub(r"^content/\S+/(?=\d-|附)", "", said, flags=re.MULTILINE)
    assert [line for line in "".join(shown).splitlines() if f"{line}\n" not in lines] == []
