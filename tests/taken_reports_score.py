"""Scores the content that was taken from a report: what its own report prints of each field.

A value is a field that the original prints, or a paragraph of a Markdown text. It is *right* if
the taken unit prints the same there, *blank* if it prints nothing, *wrong* if something else.
*Extra* is what the taken unit prints where the original prints nothing. Digits of full width,
separated thousands and spaces make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from unicodedata import normalize

from tests.taken_reports_notes import Notes, Printed
from tests.taken_reports_printed import Keys, PrintedUnit, printed_unit

Take = Callable[[Path, Path, str, str, str], Sequence[str]]
"""``take(project_root, report, pack, unit, edition)`` writes the unit's content folder.

It gives a line for each place that it is not sure of, with the field's name in it.
"""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass
class Score:
    """How a unit was taken.

    Attributes:
        values: the number of values that the report prints.
        right: how many of them are printed by the taken unit.
        listed: how many are blank, and were told as not sure.
        silent: how many are blank, and were not told.
        wrong: how many print something else.
        extra: texts that are printed where the report has nothing.
        told: how many lines were told as not sure.
        problems: the errors of the taken unit.
        details: a line for each value that is not right.
        failure: why nothing was taken.
    """

    values: int = 0
    right: int = 0
    listed: int = 0
    silent: int = 0
    wrong: int = 0
    extra: int = 0
    told: int = 0
    problems: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    failure: str = ""


def scored(
    take: Take, project: Path, report: Path, original: PrintedUnit, notes: Notes, where: str
) -> Score:
    """Takes a report and scores the new unit; ``where`` is ``pack/unit/edition``."""
    expected = expected_of(original, notes)
    pack, unit, edition = where.split("/")
    told: Sequence[str] = ()
    try:
        told = take(project, report, pack, unit, edition)
        taken = printed_unit(project, edition, unit)
    except Exception as failure:  # whatever it is, the other reports go on
        taken = PrintedUnit(failure=f"{type(failure).__name__}: {failure}")
    score = compared(expected, taken, told)
    score.failure = taken.failure
    return score


def expected_of(original: PrintedUnit, notes: Notes) -> PrintedUnit:
    """What the original prints, with the items of lists as the notes have them."""
    fields, texts = dict(original.fields), set(original.texts)
    for name, items in notes.lists.items():
        path: Keys = _path(name, fields)
        old = [keys for keys in fields if keys[: len(path)] == path]
        for keys in old:
            del fields[keys]
        for number, item in enumerate(items):
            for below, printed in item.items():
                key = next((keys for keys in old if _below(keys, path) == below), None)
                new = (*path, str(number), *(key[len(path) + 1 :] if key else (below,)))
                fields[new] = printed
                if key in texts:
                    texts.add(new)
    return PrintedUnit(fields, texts & fields.keys())


def _path(name: str, fields: Iterable[Keys]) -> Keys:
    for keys in fields:
        for length in range(len(keys)):
            if "/".join(keys[:length]) == name:
                return keys[:length]
    return tuple(name.split("/"))


def _below(keys: Keys, path: Keys) -> str:
    return "/".join(keys[len(path) + 1 :])


def compared(expected: PrintedUnit, taken: PrintedUnit, told: Sequence[str]) -> Score:
    """Compares what two units print, field by field."""
    score = Score(told=len(told), problems=taken.problems)
    for keys, printed in expected.fields.items():
        found = taken.fields.get(keys, [])
        if keys not in expected.texts and keys not in taken.texts:
            printed, found = [" / ".join(printed)], [" / ".join(found)] if found else []
        _compare(score, keys, printed, found, told)
    for keys, found in taken.fields.items():
        if keys not in expected.fields:
            score.extra += len(found)
            score.details += [f"extra  {'/'.join(keys)}: {text}" for text in found]
    return score


def _compare(
    score: Score, keys: Keys, printed: Printed, found: Printed, told: Sequence[str]
) -> None:
    """Compares what is printed of one field, paragraph by paragraph."""
    old, new = list(map(normal, printed)), list(map(normal, found))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    name = "/".join(keys)
    score.values += len(printed)
    for kind, start, stop, first, last in matcher.get_opcodes():
        if kind == "equal":
            score.right += stop - start
            continue
        wanted, there = printed[start:stop], found[first:last]
        pairs = list(zip(wanted, there, strict=False))
        score.wrong += len(pairs)
        score.details += [f"wrong  {name}: {text} -> {other}" for text, other in pairs]
        for text in wanted[len(pairs) :]:
            _count_blank(score, keys, text, told)
        score.extra += len(there[len(pairs) :])
        score.details += [f"extra  {name}: {text}" for text in there[len(pairs) :]]


def _count_blank(score: Score, keys: Keys, text: str, told: Sequence[str]) -> None:
    is_listed = any(names(line, keys, text) for line in told)
    score.listed += is_listed
    score.silent += not is_listed
    score.details.append(f"{'listed' if is_listed else 'blank '} {'/'.join(keys)}: {text}")


def names(line: str, keys: Keys, text: str) -> bool:
    """Whether a line that was told means a field: it has its last two keys, or its text."""
    labels = [normal(key) for key in keys if not key.isdecimal()][-2:]
    line, words = normal(line), normal(text)[:12]
    return all(label in line for label in labels) or (len(words) > 5 and words in line)


def normal(text: str) -> str:
    """A text without spaces, with narrow digits and without separators of thousands."""
    return _THOUSANDS.sub("", re.sub(r"\s+", "", normalize("NFKC", text)))
