"""Every link, picture and anchor of every page holds, on GitHub and in the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doc_pages.links import broken_links
from tests.doc_pages.page import Page, all_pages, github_slug
from tests.support import ROOT


@pytest.mark.parametrize("page", all_pages(ROOT), ids=lambda page: page.name)
def test_every_link_of_a_page_holds(page: Page) -> None:
    assert not list(broken_links(page))


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Two trees of two pages each, and what they share."""
    for language in ("en", "zh"):
        write(
            tmp_path / "docs" / language / "one.md",
            "# One\n\n## A `b` (c)!\n\n## Twice\n\n## Twice\n",
        )
        write(
            tmp_path / "docs" / language / "two" / "two.md", '<a id="own"></a>\n\n# 第二页：两种\n'
        )
    write(tmp_path / "docs" / "images" / "a.png", "")
    write(tmp_path / "docs" / "examples" / "表.xlsx", "")
    write(tmp_path / "README.md", "# Read\n")
    write(tmp_path / "LICENSE", "")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


HOLDING = """\
[an anchor](#links) [of code](one.md#a-b-c) [the second](one.md#twice-1)
[Chinese](two/two.md#第二页两种) [typed in percent](../examples/%E8%A1%A8.xlsx)
[named](two/two.md#own) ![picture](../images/a.png) [file](../examples/表.xlsx)
[page](one.md) [out](https://example.org/#nowhere) [mail](mailto:a@example.org)
<img src="../images/a.png"> `[code](nowhere.md)`

| cell |
| --- |
| [in a cell](one.md#twice) |

[by reference][one]

[one]: one.md#twice
"""


def test_links_that_hold(docs: Path) -> None:
    assert broken(docs, HOLDING) == []


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("[a](three.md)", "no such file"),
        ("[a](One.md)", "no such file"),
        ("[a](../../../../etc/passwd)", "no such file"),
        ("[a](two)", "no such file"),
        ("![a](../images/b.png)", "no such file"),
        ('<img src="../images/b.png">', "no such file"),
        ('a <a href="three.md">b</a>', "no such file"),
        ("[a](#nowhere)", "no such heading"),
        ("[a](one.md#Twice)", "no such heading"),
        ("[a](one.md#twice-2)", "no such heading"),
        ("[a](../examples/表.xlsx#a)", "no such heading"),
        ("[a](../../LICENSE)", "the site does not have it"),
        ("[a](../zh/one.md)", "the site does not have it"),
        ("[a](http://example.org)", "neither a file nor https"),
        ("[a][b]\n\n[b]: three.md", "no such file"),
    ],
)
def test_links_that_do_not_hold(docs: Path, link: str, reason: str) -> None:
    assert [told.rpartition(": ")[2] for told in broken(docs, link)] == [reason]


def test_the_line_of_a_link_is_told(docs: Path) -> None:
    told = broken(docs, "first\nsecond [a](three.md)\n")
    assert told == ["docs/en/links.md:6: three.md: no such file"]


def test_a_page_leads_to_itself_in_the_other_language_by_its_first_link_alone(docs: Path) -> None:
    write(docs / "docs/zh/links.md", "# 链接\n")
    assert broken(docs, "text", switch="[中文](../zh/links.md)") == []
    assert len(broken(docs, "[again](../zh/links.md)", switch="[中文](../zh/links.md)")) == 1
    assert len(broken(docs, "text", switch="[中文](../zh/one.md)")) == 1


def test_pages_outside_the_trees_lead_anywhere_in_the_repository(docs: Path) -> None:
    page = Page(docs, docs / "README.md")
    write(page.path, "# Read\n\n[a](docs/en/one.md#twice) [b](docs/zh/one.md) [c](LICENSE)\n")
    assert not list(broken_links(page))


def broken(root: Path, text: str, switch: str = "") -> list[str]:
    path = root / "docs" / "en" / "links.md"
    write(path, f"# Links\n\n{switch}\n\n{text}\n")
    return list(broken_links(Page(root, path)))


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Errors and exit codes · 错误和退出码", "errors-and-exit-codes--错误和退出码"),
        ("`docgen pull`: what comes back?", "docgen-pull-what-comes-back"),
        ("What_is, then-so", "what_is-then-so"),
    ],
)
def test_anchors_are_as_github_makes_them(heading: str, slug: str) -> None:
    assert github_slug(heading.replace("`", "")) == slug
