"""Sections of the docs that are made from what is registered: ``make docs`` writes them.

A section stands between two comments in its page, and is made by a function of a module here:

    <!-- checks: make docs -->
    …
    <!-- /checks -->
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from docgen.diagnostics.codes import LANGUAGES, Language
from tests.support import ROOT

_CODE = re.compile(r"(`+[^`]+`+)")
_SIGNS = re.compile(r"[|&<>*_~^\[\]\\]")


@dataclass(frozen=True)
class Section:
    """``make`` gives the lines between the marks of ``name`` in ``page``; without one, all."""

    page: str
    name: str
    make: Callable[[], Iterable[str]]

    def written(self, text: str) -> str:
        """``text``, the page's, with what the section is now."""
        lines = "".join(f"{line}\n" for line in self.make())
        if not self.name:
            return lines
        mark = re.escape(self.name)
        pattern = re.compile(rf"(<!-- {mark}: make docs -->\n).*?(<!-- /{mark} -->\n)", re.DOTALL)
        assert len(pattern.findall(text)) == 1, f"{self.page} has not one section {self.name}"
        return pattern.sub(lambda marks: f"{marks[1]}{lines}{marks[2]}", text)


_sections: list[Section] = []


def section(
    page: str, name: str
) -> Callable[[Callable[[], Iterable[str]]], Callable[[], Iterable[str]]]:
    """Registers a function as the maker of a section of ``page``."""

    def register(make: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
        _sections.append(Section(page, name, make))
        return make

    return register


def in_each_language(
    page: str, name: str
) -> Callable[[Callable[[Language], Iterable[str]]], Callable[[Language], Iterable[str]]]:
    """Registers the maker of a section that ``page`` has in the docs of each language."""

    def register(make: Callable[[Language], Iterable[str]]) -> Callable[[Language], Iterable[str]]:
        for language in LANGUAGES:
            section(f"docs/{language}/{page}", name)(partial(make, language))
        return make

    return register


def whole_file(path: str) -> Callable[[Callable[[], Iterable[str]]], Callable[[], Iterable[str]]]:
    """Registers a function as the maker of all lines of a file."""
    return section(path, "")


def sections() -> list[Section]:
    """The sections of all modules here, by page."""
    for module in iter_modules([str(Path(__file__).parent)]):
        if not module.name.startswith("__"):
            import_module(f"{__name__}.{module.name}")
    return sorted(_sections, key=lambda made: (made.page, made.name))


def marked() -> set[tuple[str, str]]:
    """Page and name of each section that the pages have marks for."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {
        (page.relative_to(ROOT).as_posix(), name)
        for page in pages
        for name in re.findall(r"<!-- ([\w-]+): make docs -->", page.read_text("utf-8"))
    }


def cell(text: str) -> str:
    """``text`` as a cell of a Markdown table, what stands in backticks as code."""
    parts = _CODE.split(text)
    parts[::2] = [part.replace("|", "\\|").replace("<", "&lt;") for part in parts[::2]]
    parts[1::2] = map(coded_cell, parts[1::2])
    return "".join(parts)


def coded_cell(code: str) -> str:
    """A code in backticks as it stands in a cell of a Markdown table.

    A stroke in it would end the cell on GitHub, and behind a backslash Python-Markdown prints the
    backslash as well: so it is a code of HTML, in which no sign means anything to Markdown.
    """
    if "|" not in code:
        return code
    return f"<code>{_SIGNS.sub(lambda sign: f'&#{ord(sign[0])};', code.strip('`'))}</code>"
