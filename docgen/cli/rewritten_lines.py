"""Other ways to write what was typed: words parted, with their option, and by their own names."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

import click

from docgen.cli.called_names import pack_called, unit_called
from docgen.cli.refused_line import Line, RefusedLine
from docgen.diagnostics.codes import Code
from docgen.project import NOT_FOUND, UNKNOWN_PACK, UNKNOWN_UNIT

_BEFORE_DIGITS = re.compile(r"(?<=\D)(?=\d)")
_BETWEEN_NAMES = (re.compile(r"\s*[,，、;；]\s*"), re.compile(r"\s+"))
_BETWEEN_FOLDERS = re.compile(r"[/\\]")


def parted(word: str) -> list[str]:
    """A word as several: a whole line that was quoted, a command with its year."""
    try:
        words = shlex.split(word)
    except ValueError:  # a quote that is not closed
        words = word.split()
    return [*_BEFORE_DIGITS.split(words[0], maxsplit=1), *words[1:]] if words else [word]


def placed(refused: RefusedLine, at: int, count: int) -> Iterator[Line]:
    """The lines in which words that are too many have a place, the likeliest first.

    They may be the rest of a value with blanks, begin with an option without its hyphens, or be
    the value of an option that is left out.
    """
    first, *others = refused.words[at : at + count]
    said = " ".join((first, *others))
    opts = set(refused.words[: at - 1][-1:])
    before = next((each for each in refused.options if opts & set(each.opts)), None)
    if before and not before.is_flag:
        for whole in _wholes(refused, before, refused.words[at - 1], said):
            yield refused.line(at - 1, count + 1, whole)
    option = refused.option_called(first)
    if option and option.is_flag:
        yield refused.line(at, 1, option.opts[0])
    elif option and others:
        value = " ".join(others)
        yield refused.line(at, count, option.opts[0], refused.meant(option, value) or value)
    for name, value in refused.options_for(said):
        yield refused.line(at, count, name, value)


def _wholes(refused: RefusedLine, option: click.Option, value: str, rest: str) -> Iterator[str]:
    """The value of an option with what was typed behind it, if it may go on there."""
    there, whole = refused.there(option), f"{value} {rest}"
    if not there or whole in there:
        yield whole
    elif value not in there and (meant := refused.meant(option, whole)):
        yield meant


def named(refused: RefusedLine, code: Code, given: str) -> list[str]:
    """The names that what was typed may mean, several where an option takes several."""
    project = refused.project
    if code == NOT_FOUND:
        names = [refused.meant_file(given)]
    elif code == UNKNOWN_PACK and project:
        names = [pack_called(given, project)]
    elif code == UNKNOWN_UNIT:
        names = [_unit(refused, name) for name in _names(refused, given)]
    else:
        names = []
    return names if names and all(names) else []


def _names(refused: RefusedLine, given: str) -> list[str]:
    """What was typed for units: names between commas or blanks, if the option takes several."""
    takes_several = any("--unit" in each.opts and each.multiple for each in refused.options)
    several = (pattern.split(given.strip()) for pattern in _BETWEEN_NAMES if takes_several)
    names = next((names for names in several if len(names) > 1), [given])
    return [name for name in names if name]


def _unit(refused: RefusedLine, name: str) -> str:
    """The unit of a folder's name, of a path inside its folder, or of its own name."""
    inside = (refused.meant_unit(part) for part in _BETWEEN_FOLDERS.split(name) if part != name)
    meant = refused.meant_unit(name) or unit_called(name, refused.unit_folders)
    return meant or next(filter(None, inside), "")


def with_names(refused: RefusedLine, at: int, names: Sequence[str]) -> Line:
    """The line with names in the place of the value at a word, each behind the option."""
    option, equals, _ = refused.words[at].rpartition("=")
    first, *others = (f"{option}{equals}{name}" for name in names)
    behind = refused.words[at - 1 : at] if not equals else ()
    return refused.line(at, 1, first, *(word for name in others for word in (*behind, name)))
