"""Which unit has another name now: it is known by its builds, by its words, or by its name.

Of a unit's words only those count that no other unit has typed: forms and their usual sentences are
the same in all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.content.content_names import is_markdown, is_yaml
from docgen.diagnostics import DocgenError, nearest
from docgen.roundtrip.files.fingerprint import Identity
from docgen.runs.edition import Edition
from docgen.word.package_file import open_package
from docgen.word.xml import text_of

_WORD = re.compile(r"[\u4e00-\u9fff]{2,}|\d[\d.]+\d|[A-Za-z]{3,}")
"""Words that are told apart: Chinese between two signs, figures, Latin words."""
_MOST = 0.5
"""The least part of a unit's own words that the file of a renamed unit has."""


@dataclass(frozen=True)
class Heirs:
    """The units of an edition, any of which may be one that is gone, under another name."""

    edition: Edition
    units: Collection[str]

    def heir(self, path: Path, identity: Identity, without_file: Collection[str]) -> str:
        """The unit whose file a Word file is; empty if none is like it.

        It is the one that was built as the file was; else the only one ``without_file``; else the
        one with most of the file's words; else the one with a name like that of the unit.
        """
        bases, fingerprint = self.edition.bases, identity.fingerprint
        built = (unit for unit in sorted(self.units) if bases.find(unit, fingerprint))
        only = without_file if len(without_file) == 1 else ()
        return (
            next(built, "")
            or next(iter(only), "")
            or self._alike(path)
            or nearest(identity.unit, without_file or self.units)
        )

    def _alike(self, path: Path) -> str:
        """The unit most of whose own words stand in the file; empty if there is none."""
        try:
            text = text_of(open_package(path, self.edition.place(path)).element.body)
        except DocgenError:
            return ""
        parts = {
            unit: sum(word in text for word in words) / len(words)
            for unit, words in self._own_words.items()
            if words
        }
        best = max(parts, key=lambda unit: parts[unit], default="")
        return best if parts.get(best, 0) > _MOST else ""

    @cached_property
    def _own_words(self) -> Mapping[str, set[str]]:
        """The words that each unit alone has typed."""
        words = {unit: self._words(unit) for unit in sorted(self.units)}
        counts = Counter(word for found in words.values() for word in found)
        return {
            unit: {word for word in found if counts[word] == 1} for unit, found in words.items()
        }

    def _words(self, unit: str) -> set[str]:
        folder = self.edition.project.content / self.edition.name / unit
        files = (path for path in folder.rglob("*") if _is_content(path) and path.is_file())
        return {word for path in files for word in _WORD.findall(path.read_text("utf-8", "ignore"))}


def _is_content(path: Path) -> bool:
    return is_yaml(path) or is_markdown(path)
