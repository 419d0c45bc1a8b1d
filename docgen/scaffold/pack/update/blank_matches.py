"""Which blank of the changed form is which of the old one, by the labels around both.

First lines whose words are the same, then blanks with the same labels, then, for what is left,
blanks that keep the nearest labels but stand elsewhere: they were moved. A pair is made only if it
is the only one possible among all blanks of both forms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from docgen.scaffold.pack.update.label_paths import (
    FormBlank,
    FormPaths,
    LabelPath,
    PrintedLine,
    squeezed,
)

_FIXED = re.compile(r"""\{\{\s*["']([^"']*)["']\s*(?:\|\s*merge\s*)?\}\}""")
"""A tag that prints a text of the form itself, in each turn of a loop."""

Key = Callable[[LabelPath], Hashable]


@dataclass
class BlankMatches:
    """What was matched.

    Attributes:
        lines: lines of the old form, each with the same line of the changed one.
        blanks: blanks of the old form, each with that of the changed one.
        moved: the old ones among ``blanks`` that other groups, rows or heads are around now.
    """

    lines: list[tuple[PrintedLine, PrintedLine]] = field(default_factory=list)
    blanks: dict[FormBlank, FormBlank] = field(default_factory=dict)
    moved: set[FormBlank] = field(default_factory=set)
    in_lines: dict[FormBlank, PrintedLine] = field(default_factory=dict)

    def is_matched(self, old: FormBlank) -> bool:
        """Whether a blank of the old form has its place in the changed one."""
        return old in self.blanks or old in self.in_lines


def match_blanks(
    old: FormPaths,
    new: FormPaths,
    words: Mapping[str, str],
    may_be: Callable[[FormBlank, FormBlank], bool],
) -> BlankMatches:
    """Matches the blanks of two forms.

    Args:
        old: the form of the pack.
        new: the changed form.
        words: the new label for each old one that was reworded.
        may_be: whether two blanks can be one by what they are: both boxes, or neither.
    """
    matches = BlankMatches()
    _match_lines(old, new, words, matches)
    used = {line for pair in matches.lines for line in pair}
    ours, theirs = (
        [blank for blank in paths.blanks if not used.intersection(blank.lines)]
        for paths in (old, new)
    )
    matcher = _BlankMatcher(ours, theirs, words, may_be, matches)
    tables = matcher.tables()
    matcher.pair(lambda path: path, tables=tables, in_order=True, loops=True)
    matcher.pair(lambda path: path, tables=tables, in_order=True)
    matcher.pair(lambda path: path)
    for key in (_nearest, _in_row, _row_alone, _over_column):
        matcher.pair(key, moved=True)
    matcher.pair_printed()
    return matches


def _match_lines(
    old: FormPaths, new: FormPaths, words: Mapping[str, str], matches: BlankMatches
) -> None:
    """Pairs the lines with the same words: in the same cell, or else the only ones."""
    for around, years in ((True, True), (False, True), (True, False)):
        places: dict[Hashable, list[PrintedLine]] = defaultdict(list)
        others: dict[Hashable, list[PrintedLine]] = defaultdict(list)
        taken = {line for pair in matches.lines for line in pair}
        for line, path in old.lines:
            if line not in taken:
                places[_line_key(line, path.with_words(words), around, years)].append(line)
        for line, path in new.lines:
            if line not in taken:
                others[_line_key(line, path, around, years)].append(line)
        for key, lines in places.items():
            if len(lines) == len(others.get(key, ())):
                matches.lines += zip(lines, others[key], strict=True)
    found = dict(matches.lines)
    for blank in old.blanks:
        if blank.stretch is not None and blank.lines[0] in found:
            matches.in_lines[blank] = found[blank.lines[0]]


def _line_key(line: PrintedLine, path: LabelPath, around: bool, years: bool) -> Hashable:
    words = line.words if years else line.between(0, len(line.text))
    return (squeezed(words), path if around else None)


def _nearest(path: LabelPath) -> Hashable:
    """What tells a blank apart in most forms: its row, its column, and its words in a line."""
    return (path.row, path.heads[-1:], path.before, path.after) if _named_twice(path) else None


def _named_twice(path: LabelPath) -> bool:
    return bool(path.row and path.heads) or bool(path.before)


def _in_row(path: LabelPath) -> Hashable:
    return (path.row, path.before, path.after) if path.row and path.before else None


def _row_alone(path: LabelPath) -> Hashable:
    """The label of a pair: its column says nothing."""
    return (path.row, path.before, path.after) if path.row and not path.before else None


def _over_column(path: LabelPath) -> Hashable:
    """A cell below a head, without a label in its row."""
    return (path.heads, path.before) if path.heads and not path.row else None


class _BlankMatcher:
    def __init__(
        self,
        old: list[FormBlank],
        new: list[FormBlank],
        words: Mapping[str, str],
        may_be: Callable[[FormBlank, FormBlank], bool],
        matches: BlankMatches,
    ) -> None:
        self._old, self._new, self._may_be, self._matches = old, new, may_be, matches
        self._paths = {blank: blank.path.with_words(words) for blank in old}

    def tables(self) -> dict[int, int]:
        """The table of the changed form for each of the old one: with most labels in common."""
        theirs: dict[int, set[LabelPath]] = defaultdict(set)
        ours: dict[int, set[LabelPath]] = defaultdict(set)
        for blank in self._new:
            theirs[blank.table].add(blank.path)
        for blank in self._old:
            ours[blank.table].add(self._paths[blank])
        scores = sorted(
            (-len(paths & others), abs(table - number), table, number)
            for table, paths in ours.items()
            for number, others in theirs.items()
        )
        found: dict[int, int] = {}
        for score, _, table, number in scores:
            if score and table and number and table not in found and number not in found.values():
                found[table] = number
        return found

    def pair(
        self,
        key: Key,
        *,
        tables: Mapping[int, int] | None = None,
        in_order: bool = False,
        moved: bool = False,
        loops: bool = False,
    ) -> None:
        """Pairs the blanks of one key; with ``in_order`` also several of one, as many on each side.

        A key is only used if no other blank has it, matched ones included, unless ``in_order``.
        With ``loops``, the cells of a row that stands for a list are apart from others.
        """
        others: Mapping[int, int] | None = None if tables is None else {}
        ours = self._grouped(self._old, lambda blank: key(self._paths[blank]), tables, loops)
        theirs = self._grouped(self._new, lambda blank: key(blank.path), others, loops)
        for name, old in ours.items():
            new = theirs.get(name, [])
            if len(old) != len(new) or (len(old) > 1 and not in_order):
                continue
            for blank, other in zip(old, new, strict=True):
                if self._is_free(blank, other) and (blank.tags or not moved):
                    self._matches.blanks[blank] = other
                    if moved:
                        self._matches.moved.add(blank)

    def pair_printed(self) -> None:
        """Pairs the cells of a loop that print a fixed text, 绩效指标, with those that have it."""
        for blank in self._old:
            fixed = _FIXED.fullmatch(blank.tags.strip())
            if fixed is None or self._matches.is_matched(blank):
                continue
            for place in self._new:
                same = place.stretch is None and squeezed(place.printed) == squeezed(fixed[1])
                if same and place not in self._taken():
                    self._matches.blanks[blank] = place
                    break

    def _is_free(self, old: FormBlank, new: FormBlank) -> bool:
        taken = new in self._taken()
        return not self._matches.is_matched(old) and not taken and self._may_be(old, new)

    def _taken(self) -> set[FormBlank]:
        return set(self._matches.blanks.values())

    def _grouped(
        self,
        blanks: Iterable[FormBlank],
        key: Callable[[FormBlank], Hashable],
        tables: Mapping[int, int] | None,
        loops: bool,
    ) -> dict[Hashable, list[FormBlank]]:
        groups: dict[Hashable, list[FormBlank]] = defaultdict(list)
        for blank in blanks:
            if (name := key(blank)) is not None:
                table = None if tables is None else tables.get(blank.table, blank.table)
                groups[table, name, loops and blank.in_loop].append(blank)
        return groups
