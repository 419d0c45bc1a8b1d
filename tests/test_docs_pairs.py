"""A page of the docs has the same build in both languages: what one tells, the other tells too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import ROOT

DOCS = ROOT / "docs"
NAMES = sorted(
    {
        page.relative_to(DOCS / tree).as_posix()
        for tree in ("en", "zh")
        for page in (DOCS / tree).rglob("*.md")
    }
)
_FENCED = re.compile(r"^```(\S*)\n.*?^```$", re.DOTALL | re.MULTILINE)
_STROKE = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"\]\(([^)#\s]+\.md|https?:[^)\s]+)?(?:#[^)\s]*)?\)")


def build(page: Path) -> list[str]:
    """What a page is made of, in its order: headings by level, tables by size, items, code."""
    text = _FENCED.sub(lambda block: f"code {block[1]}", page.read_text("utf-8"))
    found = list[str]()
    for line in text.splitlines():
        if heading := re.match(r"#+ ", line):
            found.append(heading[0])
        elif line.startswith("|"):
            found.append(f"row of {len(_STROKE.split(line)) - 2}")
        elif line.startswith("code "):
            found.append(line)
        elif item := re.match(r"\s*([-*]|\d+\.) ", line):
            found.append(item[1])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_page_is_built_alike_in_both_languages(name: str) -> None:
    english, chinese = (DOCS / tree / name for tree in ("en", "zh"))
    assert build(english) == build(chinese)


@pytest.mark.parametrize("name", NAMES)
def test_each_page_leads_to_the_same_pages_in_both_languages(name: str) -> None:
    english, chinese = ((DOCS / tree / name).read_text("utf-8") for tree in ("en", "zh"))
    here, there = (
        {link.replace("../en/", "").replace("../zh/", "") for link in _LINK.findall(text)}
        for text in (english, chinese)
    )
    assert here == there
