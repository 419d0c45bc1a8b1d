"""The READMEs are one screen a language, and say the same; so do both glossaries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.version import __version__
from tests.support import ROOT

READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
GLOSSARIES = tuple(ROOT / "docs" / language / "glossary.md" for language in ("en", "zh"))
INSTALLS = tuple(ROOT / "docs" / language / "install.md" for language in ("en", "zh"))
WHEEL = f"docgen_gongwen-{__version__}-py3-none-any.whl"

_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SENTENCE = re.compile("(?:[A-Za-z]+,? ){3,}")
_CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)", re.DOTALL)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_is_one_screen(readme: Path) -> None:
    assert len(readme.read_text("utf-8").splitlines()) <= 60


def test_each_readme_has_its_own_language() -> None:
    english, chinese = (path.read_text("utf-8") for path in READMES)
    assert not _CHINESE.search(_CODE.sub("", english).replace("[中文", ""))
    assert not _SENTENCE.search(_CODE.sub("", chinese))


def test_both_readmes_have_the_same_commands_and_links() -> None:
    english, chinese = (path.read_text("utf-8") for path in READMES)
    assert typed(english) == typed(chinese)
    for command in ("docgen init reports", "docgen render 2023", "make report", "make test"):
        assert any(line.startswith(command) for line in typed(english))
    assert links(english, "docs/en/") == links(chinese, "docs/zh/")
    assert {"start.md", "office-start.md", "keeper.md", "bureau.md"} <= links(english, "docs/en/")


@pytest.mark.parametrize("page", [*READMES, *INSTALLS], ids=lambda path: path.as_posix()[-20:])
def test_the_wheel_file_has_the_version_that_is_here(page: Path) -> None:
    text = page.read_text("utf-8")
    assert set(re.findall(r"[\w.-]+\.whl", text)) == {WHEEL}
    assert set(re.findall(r"docgen-([\d.]+)-", text)) <= {__version__}


def test_both_glossaries_have_the_same_words() -> None:
    english, chinese = (rows(path) for path in GLOSSARIES)
    assert len(english) == len(chinese) > 50
    for (word, translated, meaning), (theirs, ours, _) in zip(english, chinese, strict=True):
        assert word.split(", ") == re.findall("`([^`]*)`", ours)
        assert theirs.split("、")[0] in translated
        assert meaning


def typed(text: str) -> list[str]:
    """The lines of the blocks of commands, without remarks."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]


def links(text: str, tree: str) -> set[str]:
    """The pages of a tree that are linked."""
    return {target.split("#")[0] for target in re.findall(rf"\({tree}([^)]*)\)", text)}


def rows(page: Path) -> list[list[str]]:
    """The rows of the tables of a page, without heads."""
    lines = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
    found = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in found if row[0] not in ("---", "word", "词")]
