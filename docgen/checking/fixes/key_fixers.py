"""Fixers of keys that are misspelt, missing, given twice, or in the wrong group."""

from __future__ import annotations

import re
from unicodedata import normalize

from docgen.checking.fixes.fix_registry import Case, fixer
from docgen.checking.unused_keys import UNUSED_KEY
from docgen.content.yaml_entries import as_key
from docgen.content.yaml_reader import DUPLICATE_KEY
from docgen.diagnostics import Fix, Problem
from docgen.packs.row_sums import GROUP_MISSING
from docgen.packs.schema import REQUIRED_FIELD

_SIGNS = re.compile(r"[\s\"'“”‘’「」:,、;；·.。()_-]")


@fixer(REQUIRED_FIELD)
def missing_key(case: Case) -> Fix | None:
    """A misspelt key gets its name; one that stands elsewhere comes here; else a blank line."""
    name, meant = case.problem.words["name"], case.problem.words["meant"]
    if meant:
        return _renamed(case, meant, name)
    moved = _misplaced(case, name)
    is_here = moved is not None and moved.place.file == case.place.file
    entry = case.entries.of_key(moved.place) if moved and is_here else None
    removed = case.entries.removed(entry) if entry else None
    lines = case.entries.text[removed.start : removed.stop] if removed else f"{as_key(name)}:"
    added = case.entries.added(case.place, lines)
    return case.entries.fix(added, safe=False) if added else None


def _misplaced(case: Case, name: str) -> Problem | None:
    """The problem of a key of this name that nothing uses where it stands."""
    found = (
        problem
        for problem in case.all_problems
        if problem.code == UNUSED_KEY and problem.words["key"] == name
    )
    return next(found, None)


@fixer(UNUSED_KEY)
def unused_key(case: Case) -> Fix | None:
    """A misspelt key gets its name; one that is missing elsewhere goes there."""
    key = case.problem.words["key"]
    missing = [problem for problem in case.all_problems if problem.code == REQUIRED_FIELD]
    is_missing = any(
        problem.words["name"] == key and not problem.words["meant"] for problem in missing
    )
    entry = case.entries.of_key(case.place)
    if is_missing and entry:
        removed = case.entries.removed(entry)
        return case.entries.fix(removed, safe=False) if removed else None
    near = case.problem.words["nearest"]
    return _renamed(case, key, near) if near else None


@fixer(GROUP_MISSING)
def misnamed_group(case: Case) -> Fix | None:
    """A group that is called otherwise than the form prints."""
    near, key = case.problem.words["nearest"], case.problem.words["key"]
    return _renamed(case, near, key) if near else None


def _renamed(case: Case, typed: str, name: str) -> Fix | None:
    entry = case.entries.of_key(case.place)
    if entry is None or entry.key.value != typed:
        return None
    is_same = _plain(typed) == _plain(name)
    return case.entries.fix(case.entries.renamed(entry, name), safe=is_same)


def _plain(key: str) -> str:
    """A key without what does not make it another: blanks, quotes, widths, punctuation."""
    return _SIGNS.sub("", normalize("NFKC", key)).lower()


@fixer(DUPLICATE_KEY)
def key_twice(case: Case) -> Fix | None:
    """The second of two entries that say the same is one too many."""
    entry = case.entries.of_key(case.place)
    if entry is None:
        return None
    same = case.entries.alike(entry)
    values = {case.entries.typed(other) for other in same}
    removed = case.entries.removed(entry) if len(same) > 1 and len(values) == 1 else None
    return case.entries.fix(removed, safe=True) if removed else None
