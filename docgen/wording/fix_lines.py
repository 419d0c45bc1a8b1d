"""Fixes as text, in Chinese and English: what to type, what was mended, and what would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from typing import TYPE_CHECKING

import click

from docgen.content.characters import columns
from docgen.content.encodings import recognised
from docgen.content.source_files import is_utf_8, typed_text
from docgen.diagnostics import Fix, Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import message_and_hint
from docgen.wording.printable import one_line

if TYPE_CHECKING:
    from docgen.roundtrip.files.change_records import ReplacedFile
    from docgen.runs.fix import FixResult
    from docgen.runs.fix_trial import AppliedFix

_WIDEST = 72
"""Columns of a fix that is shown beside its problem."""
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def fix_line(problem: Problem, language: Language) -> str:
    """``改成: …``: what to type, ready to copy.

    It is empty if that is nothing to be seen, takes several lines, or stands in the hint already.
    """
    fix = problem.fix
    if fix is None or not _is_short(fix):
        return ""
    shown = fix.new.strip() or fix.old.strip()
    if not shown or shown in message_and_hint(problem, language).hint:
        return ""
    return one_line(f"  {_change(fix, language, 'fix')}")


def fixable_lines(problems: Iterable[Problem], command: str, language: Language) -> Iterator[str]:
    """Yields a line with the ``command`` that mends some of ``problems``, if there is one."""
    if count := sum(problem.is_fixable for problem in problems):
        yield phrases(language)["fixable"].format(count=count, command=f"{command} --fix")


def fixed_lines(result: FixResult, command: str, language: Language) -> Iterator[str]:
    """Yields a line for each fix that was written, how many, and the command that undoes it."""
    texts = phrases(language)
    fixes = [done for unit in result.units for done in unit.fixes]
    for done in sorted(fixes, key=lambda done: done.place):
        where = f"{done.place.file}:{done.place.line}"
        yield texts["fixed-line"].format(place=where, change=_done(done, language))
    if not fixes:
        yield texts["fixed-none"]
        return
    files = sum(len(unit.files) for unit in result.units)
    yield texts["fixed"].format(count=len(fixes), kinds=_kinds(fixes, texts), files=files)
    yield texts["fixed-undo"].format(command=f"{command} --undo")


def diff_lines(result: FixResult, language: Language) -> Iterator[str]:
    """Yields what would change as a unified diff, in colours, and a line with the counts."""
    texts = phrases(language)
    for unit in result.units:
        yield from files_diff(unit.files, language)
    fixes = [done for unit in result.units for done in unit.fixes]
    if fixes:
        yield texts["fixed-dry"].format(count=len(fixes), kinds=_kinds(fixes, texts))
    else:
        yield texts["fixed-none"]


def files_diff(files: Mapping[str, ReplacedFile], language: Language) -> Iterator[str]:
    """Yields what changes in files as a unified diff, in colours."""
    for name, file in sorted(files.items()):
        yield from (_coloured(line) for line in _diff(name, file, phrases(language)))


def _diff(name: str, file: ReplacedFile, texts: Mapping[str, str]) -> Iterator[str]:
    before, after = _readable(file.before or b""), _readable(file.after or b"")
    if not is_utf_8(file.before or b"") or "\r" in typed_text(file.before or b"").replace(
        "\r\n", ""
    ):
        yield one_line(texts["fixed-recoded"].format(file=name))
    lines = before.split("\n"), after.split("\n")
    yield from unified_diff(*lines, f"a/{name}", f"b/{name}", lineterm="")


def _readable(data: bytes) -> str:
    """The text of a file, whatever its encoding and line ends."""
    found = None if is_utf_8(data) else recognised(data)
    text = found.text if found else typed_text(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _coloured(line: str) -> str:
    colour, shown = _COLOURS.get(line[:1]), one_line(line)
    return click.style(shown, fg=colour) if colour else shown


def _kinds(fixes: Iterable[AppliedFix], texts: Mapping[str, str]) -> str:
    counts = Counter(done.problem.code for done in fixes)
    return texts["list-and"].join(
        texts["fixed-kind"].format(code=code, count=count) for code, count in counts.most_common()
    )


def _done(done: AppliedFix, language: Language) -> str:
    """What a fix has changed; of a long one, what was wrong."""
    if _is_short(done.fix):
        return _change(done.fix, language, "fixed")
    message = message_and_hint(done.problem, language).message
    return phrases(language)["fixed-whole"].format(message=message)


def _is_short(fix: Fix) -> bool:
    return "\n" not in fix.old + fix.new and max(map(columns, (fix.old, fix.new))) <= _WIDEST


def _change(fix: Fix, language: Language, kind: str) -> str:
    """A fix in words, of the phrases that begin with ``kind``."""
    how = "add" if not fix.old else "change" if fix.new else "remove"
    return phrases(language)[f"{kind}-{how}"].format(old=fix.old, new=fix.new)
