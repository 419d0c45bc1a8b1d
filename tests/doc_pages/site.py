"""``python -m tests.doc_pages.site``: the docs as a site, in ``build/site``.

The first page of a tree is its table of contents as well: its headings are the parts of the
navigation, its links the pages. Titles are those that the pages have.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from tests.doc_pages.page import LANGUAGES, SHARED, Page, tree
from tests.support import ROOT

FIRST = "index.md"
_NAMES = {"en": "English", "zh": "中文"}
_COLORS = re.compile(r"\x1b\[[\d;]*m")
_PART = re.compile(r"^## (?P<part>.+)$|\]\((?P<page>[^)#:]+\.md)\)", re.MULTILINE)


def navigation(pages: Mapping[str, Page], first: str = FIRST) -> list[Any]:
    """The parts of the site with their pages, as the theme has them.

    ``pages`` are a tree by their paths in it. A page that is the first of a folder has the pages
    that it leads to below it.
    """
    found: list[Any] = [first]
    part: list[Any] = found
    for match in _PART.finditer(pages[first].without_switch):
        if match["part"]:
            part = []
            found.append({match["part"]: part})
            continue
        name = unquote(match["page"])
        part.append(_folder(pages, name) if "/" in name else name)
    return [entry for entry in found if not isinstance(entry, dict) or any(entry.values())]


def _folder(pages: Mapping[str, Page], name: str) -> Any:
    """The first page of a folder, and those that it leads to."""
    folder = name.rpartition("/")[0]
    links = [match["page"] for match in _PART.finditer(pages[name].without_switch) if match["page"]]
    below = [f"{folder}/{unquote(link)}" for link in links]
    return {pages[name].title: [name, *(page for page in below if page in pages)]}


def named(entries: list[Any]) -> Iterator[str]:
    """The pages of a navigation, in its order."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            for below in entry.values():
                yield from named(below)


def build(root: Path, out: Path) -> None:
    """Makes the site of ``root``'s docs in ``out``, anew; what is wrong in a page is an error."""
    docs = root / "docs"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        shutil.copytree(docs / "site" / "theme", work / "theme")
        for language in LANGUAGES:
            _build_language(root, work, language)
        for folder in filter(Path.is_dir, (docs / shared for shared in SHARED)):
            shutil.copytree(folder, work / "site" / folder.name)
        shutil.copy(docs / "site" / "index.html", work / "site")
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(work / "site", out)


def _build_language(root: Path, work: Path, language: str) -> None:
    """Builds one tree, its pages without the links to their translations: the theme has these."""
    pages = tree(root, language)
    for name, page in pages.items():
        target = work / language / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.without_switch, "utf-8")
    settings = yaml.safe_load((root / "docs" / "site" / "settings.yml").read_text("utf-8"))
    (other,) = set(LANGUAGES) - {language}
    settings |= {"docs_dir": language, "site_dir": f"site/{language}", "nav": navigation(pages)}
    settings["theme"]["language"] = language
    settings["extra"]["other"] = {"language": other, "name": _NAMES[other]}
    config = work / f"{language}.yml"
    config.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", str(config)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SiteError(_COLORS.sub("", done.stdout + done.stderr))


class SiteError(Exception):
    """The pages are no site: what the program says that makes it."""


if __name__ == "__main__":
    build(ROOT, ROOT / "build" / "site")
