"""The site has every page in both languages, reads from a folder, and holds as the pages do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from tests.doc_pages.page import LANGUAGES, github_slug, tree
from tests.doc_pages.site import SiteError, build, named, navigation
from tests.support import ROOT

TREES = {language: tree(ROOT, language) for language in LANGUAGES}
PAGES = [(language, name) for language, pages in TREES.items() for name in pages]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    build(ROOT, out)
    return out


def html_of(site: Path, language: str, name: str) -> Path:
    path = site / language / name
    return path.with_name("index.html" if path.name == "README.md" else f"{path.stem}.html")


def parsed(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(path.read_text("utf-8"))


def test_the_navigation_has_every_page_once_and_is_the_same_in_both_languages() -> None:
    english, chinese = (navigation(TREES[language]) for language in LANGUAGES)
    assert list(named(english)) == list(named(chinese))
    assert sorted(named(english)) == sorted(TREES["en"])


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_every_page_is_in_the_site_with_the_anchors_that_github_gives_it(
    site: Path, language: str, name: str
) -> None:
    page, shown = TREES[language][name], parsed(html_of(site, language, name))
    assert shown.get("lang") == language
    (heading,) = shown.xpath("//article//h1")
    assert heading.text_content().removesuffix("¶").strip() == page.title
    ids = set(shown.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]/@id"))
    assert {github_slug(heading) for _, heading in page.headings} <= ids


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_every_page_leads_to_itself_in_the_other_language(
    site: Path, language: str, name: str
) -> None:
    path = html_of(site, language, name)
    (href,) = parsed(path).xpath("//a[contains(@class, 'docgen-switch')]/@href")
    (other,) = set(LANGUAGES) - {language}
    assert (path.parent / href).resolve() == html_of(site, other, name).resolve()


def test_every_link_and_every_file_that_a_page_shows_is_in_the_site(site: Path) -> None:
    checked = 0
    for path in site.rglob("*.html"):
        if path.name == "404.html":
            continue  # it is shown for any address, by a server
        for target in targets(path):
            checked += 1
            assert not reason_against(path, target), f"{path.relative_to(site)}: {target}"
    assert checked > 1000


def targets(path: Path) -> Iterator[str]:
    """What a page leads to or shows; of what is on the network, only that which it shows."""
    for element in parsed(path).iter("a", "link", "script", "img", "iframe"):
        target = element.get("href") or element.get("src")
        if target and not (element.tag == "a" and urlsplit(target).scheme in ("https", "mailto")):
            yield target


def reason_against(path: Path, target: str) -> str:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return "on the network"
    file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not file.is_file():
        return "no such file"
    ids = parsed(file).xpath("//@id") if parts.fragment and file.suffix == ".html" else ()
    if parts.fragment and unquote(parts.fragment) not in ids:
        return "no such heading"
    return ""


def test_styles_take_nothing_from_the_network(site: Path) -> None:
    for path in site.rglob("*.css"):
        assert not re.search(r"""(url\(|@import)\s*["']?https?:""", path.read_text("utf-8"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Docs of two pages in each language."""
    shutil.copytree(ROOT / "docs" / "site", tmp_path / "docs" / "site")
    for language in LANGUAGES:
        folder = tmp_path / "docs" / language
        (folder / "more").mkdir(parents=True)
        page = "# First\n\n## Part\n\n- [b](b.md), [more](more/README.md)\n"
        (folder / "index.md").write_text(page, "utf-8")
        (folder / "b.md").write_text("# 第二 `b`\n\n## 甲、乙\n", "utf-8")
        (folder / "more" / "README.md").write_text("# More\n\n[c](c.md) [b](../b.md)\n", "utf-8")
        (folder / "more" / "c.md").write_text("# C\n\n[b](../b.md#甲乙)\n", "utf-8")
    return tmp_path


def test_the_navigation_is_what_the_first_page_leads_to(small: Path) -> None:
    assert navigation(tree(small, "zh")) == [
        "index.md",
        {"Part": ["b.md", {"More": ["more/README.md", "more/c.md"]}]},
    ]


def test_a_page_that_is_not_as_it_should_be_ends_the_building(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(small, out)
    assert (out / "en" / "more" / "c.html").is_file()
    with (small / "docs" / "zh" / "b.md").open("a", encoding="utf-8") as page:
        page.write("\n[nowhere](nowhere.md)\n")
    with pytest.raises(SiteError, match=r"page does not exist[^\0]*b\.md:5"):
        build(small, out)
    assert (out / "en" / "more" / "c.html").is_file()
