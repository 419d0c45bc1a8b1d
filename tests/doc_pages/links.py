"""Links and pictures that hold on GitHub and in the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.doc_pages.page import LANGUAGES, SHARED, Link, Page


def broken_links(page: Page) -> Iterator[str]:
    """A line for each link of ``page`` that leads nowhere, or out of where it is read."""
    for link in page.links:
        reason = _broken(page, link)
        if reason:
            yield f"{page.name}:{link.line}: {link.target}: {reason}"


def _broken(page: Page, link: Link) -> str:
    parts = urlsplit(link.target)
    if parts.scheme:
        return "" if parts.scheme in ("https", "mailto") else "neither a file nor https"
    target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
    if not _is_there(target, page.root):
        return "no such file"
    if not _is_in_site(page, target, link):
        return "the site does not have it"
    anchor = unquote(parts.fragment)
    if anchor and (target.suffix != ".md" or anchor not in Page(page.root, target).anchors):
        return "no such heading"
    return ""


def _is_there(target: Path, root: Path) -> bool:
    """Whether it is a file of the repository, its name typed as it is, capitals as well."""
    if not target.is_relative_to(root) or not target.is_file():
        return False
    return all(
        path.name in {beside.name for beside in path.parent.iterdir()}
        for path in [target, *target.parents]
        if path.is_relative_to(root) and path != root
    )


def _is_in_site(page: Page, target: Path, link: Link) -> bool:
    """Whether a page of a tree stays in its tree; its one way out leads to its own translation."""
    docs = page.root / "docs"
    own = docs / page.language
    if not page.path.is_relative_to(own):
        return True
    if any(target.is_relative_to(folder) for folder in (own, *(docs / name for name in SHARED))):
        return True
    others = (docs / language / page.path.relative_to(own) for language in LANGUAGES)
    switch = page.switch
    if target not in others or not switch:
        return False
    return link.line == page.text.count("\n", 0, switch.start()) + 1
