"""Every page is in one language, and both trees say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doc_pages.declared import declared
from tests.doc_pages.languages import differences, mixed_lines
from tests.doc_pages.page import Page, all_pages, tree
from tests.support import ROOT

ENGLISH, CHINESE = tree(ROOT, "en"), tree(ROOT, "zh")


@pytest.mark.parametrize("page", all_pages(ROOT), ids=lambda page: page.name)
def test_every_page_is_in_one_language(page: Page) -> None:
    assert not list(mixed_lines(page))


def test_both_trees_have_the_same_pages() -> None:
    assert list(ENGLISH) == list(CHINESE)


@pytest.mark.parametrize("name", sorted(ENGLISH.keys() & CHINESE.keys()))
def test_both_translations_of_a_page_have_the_same_headings_and_commands(name: str) -> None:
    values = declared().all_values(f"docs/{name}")
    assert not list(differences(ENGLISH[name], CHINESE[name], values))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The unit 「单位名称」 (its name) and `模板包` are typed."),
        ("en", "```yaml\n年初预算数: 431.64\n```"),
        ("en", "Open 决算表.xlsx, or [the table](../examples/决算表.xlsx)."),
        ("en", "[中文](../zh/page.md)"),
        ("en", "| a |\n| --- |\n| <code>&#123;&#123; 名称 &#124; trim &#125;&#125;</code> |"),
        ("zh", "用 Word、WPS 或 LibreOffice 打开，运行 `docgen check 2023 --fix and so on`。"),
        ("zh", "Noto Serif CJK 代替宋体。"),
        ("zh", "```\ndone 1, not done 0; errors 0, warnings 0\n```"),
        ("zh", "[English](../en/page.md)"),
    ],
)
def test_what_a_page_may_have_of_the_other_language(
    tmp_path: Path, language: str, text: str
) -> None:
    assert mixed(tmp_path, language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The name of the unit 单位名称 is typed."),
        ("en", "| file 文件 |\n| --- |\n| a |"),
        ("en", "# Writing · 写内容"),
        ("en", "![a picture 图片](../images/a.png)"),
        ("en", "[the table 表](a.md)"),
        ("en", "<code>a</code> 表"),
        ("zh", "一次列出全部问题。All problems of a run are shown at once."),
        ("zh", "| it prints as typed |\n| --- |\n| 甲 |"),
        ("zh", "- **bold, and then more** words"),
        ("zh", "![a picture of it](../images/a.png)"),
    ],
)
def test_what_a_page_must_not_have_of_the_other_language(
    tmp_path: Path, language: str, text: str
) -> None:
    assert len(mixed(tmp_path, language, text)) == 1


def mixed(root: Path, language: str, text: str) -> list[str]:
    return list(mixed_lines(page_of(root, language, text)))


def page_of(root: Path, language: str, text: str) -> Page:
    path = root / "docs" / language / "page.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Page(root, path)


SAME = "# A\n\n## B\n\n`docgen check PACK`\n\n```sh\nmake docs  # says so\n```\n"


@pytest.mark.parametrize(
    ("chinese", "told"),
    [
        ("# 甲\n\n## 乙\n\n`docgen check 模板包`\n\n```sh\nmake docs  # 说明\n```\n", 0),
        ("# 甲\n\n### 乙\n\n`docgen check 模板包`\n\n```sh\nmake docs\n```\n", 1),
        ("# 甲\n\n`docgen check 模板包`\n\n```sh\nmake docs\n```\n", 1),
        ("# 甲\n\n## 乙\n\n`docgen check 模板包`\n\n```sh\nmake docs EDITION=2024\n```\n", 2),
        ("# 甲\n\n## 乙\n\n```sh\nmake docs\n```\n", 1),
    ],
)
def test_differences_of_translations(tmp_path: Path, chinese: str, told: int) -> None:
    pages = page_of(tmp_path, "en", SAME), page_of(tmp_path, "zh", chinese)
    assert len(list(differences(*pages, {"PACK": "form", "模板包": "form"}))) == told
