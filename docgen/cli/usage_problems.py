"""What click refuses, as problems that say what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import click

from docgen.cli.command import ExtraWordsError, UnknownCommandError
from docgen.cli.refused_line import Line, RefusedLine
from docgen.cli.rewritten_lines import named, parted, placed, with_names
from docgen.cli.typed_line import line_of
from docgen.cli.usage_codes import (
    BAD_COMMAND_LINE,
    BAD_VALUE,
    EXTRA_WORDS,
    MISPLACED_OPTION,
    MISSING_ARGUMENT,
    MISSING_VALUE,
    NEEDLESS_VALUE,
    NO_COMMAND,
    NO_SUCH_FOLDER,
    UNKNOWN_COMMAND,
    UNKNOWN_OPTION,
)
from docgen.diagnostics import Place, Problem, UsageError, nearest
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import Code, Language
from docgen.diagnostics.file_names import plain
from docgen.project import NOT_FOUND

_ROUNDS = 5
"""How many mistakes of one line are mended in what is proposed."""

_NAMED = ("unit", "pack", "edition", "name")
"""The words of problems that quote what was typed, the most particular first."""


def usage_problem(reason: click.UsageError, words: Sequence[str], language: Language) -> Problem:
    """The problem of a command line that click refuses, with the line to type."""
    context = reason.ctx or click.get_current_context(silent=True)
    if context is None:
        return _problem(BAD_COMMAND_LINE, "docgen", line=line_of(["--help"]))
    told = _told(reason, RefusedLine(words, context, language))
    return _problem(told.code, told.where, **told.words, **_lines(told, context, language))


class _Told(NamedTuple):
    """What is told of a refused line.

    Attributes:
        code: of the problem.
        where: the command that refused it.
        words: of the problem.
        lines: the lines that may be meant, the likeliest first.
    """

    code: Code
    where: str
    words: Mapping[str, object]
    lines: Sequence[Line]


def _lines(told: _Told, context: click.Context, language: Language) -> dict[str, str]:
    """The words of the lines to type: two at most, of which none is refused itself."""
    sound = [line_of(_sound(line, context, language)) for line in told.lines]
    first, *others = dict.fromkeys(sound)
    return {"line": first, "or_line": next(iter(others), "")}


def _sound(line: Line, context: click.Context, language: Language) -> Line:
    """A line that is proposed; if it would be refused too, what would be proposed for it."""
    for _ in range(_ROUNDS):
        reason = RefusedLine(line, context, language).refusal(line)
        if reason is None or reason.ctx is None:
            break
        line = _told(reason, RefusedLine(line, reason.ctx, language)).lines[0]
    return line


def _told(reason: click.UsageError, refused: RefusedLine) -> _Told:
    match reason:
        case UnknownCommandError():
            return _unknown_command(refused, reason.word)
        case ExtraWordsError():
            return _extra_words(refused, reason.words)
        case click.NoSuchOption():
            return _unknown_option(refused, reason.option_name)
        case click.MissingParameter(param=click.Parameter() as param):
            return _missing_argument(refused, param)
        case click.BadOptionUsage():
            return _wrong_option(refused, reason.option_name)
        case click.BadParameter(param=click.Parameter() as param):
            return _bad_value(refused, param)
    return _of(refused, BAD_COMMAND_LINE, refused.help)


def with_line(problem: Problem, context: click.Context) -> Problem:
    """The problem of a name that is not there, with the line that names what may be meant."""
    words: Line = tuple(context.meta[__package__])
    refused = RefusedLine(words, context, context.obj[0])
    given = next((problem.words[name] for name in _NAMED if name in problem.words), "")
    if problem.code == NOT_FOUND:
        given = next((word for word in words if word.endswith(problem.place.file)), "")
    for at, word in enumerate(words):
        value = word.rpartition("=")[2]
        if given and (given == repr(value) or plain(given) == plain(value)):
            return _renamed(problem, refused, at, value)
    return problem


def _renamed(problem: Problem, refused: RefusedLine, at: int, given: str) -> Problem:
    """The problem with the line that names what is there in the place of what was given."""
    words = dict(problem.words)
    likely = words.get("nearest") or words.get("good", "")
    names = named(refused, problem.code, given)
    if likely and len(names) < 2:
        names = [likely]
    if names and "nearest" in words:
        words["nearest"] = names[0] if len(names) == 1 else ""
    if names:
        words["to_type"] = line_of(with_names(refused, at, names))
    return replace(problem, words=words)


def _problem(code: Code, where: str, **words: object) -> Problem:
    return UsageError(code, Place(where), **words).problem


def _of(refused: RefusedLine, code: Code, *lines: Line, **words: object) -> _Told:
    return _Told(code, " ".join(["docgen", *refused.names]), words, lines)


def _unknown_command(refused: RefusedLine, word: str) -> _Told:
    line = partial(refused.line, list(refused.words).index(word), 1)
    if edition := refused.edition(word):
        return _of(
            refused, NO_COMMAND, line("check", edition), line("render", edition), target=word
        )
    if refused.is_file(word):
        return _of(refused, NO_COMMAND, line("diff", word), line("pdf", word), target=word)
    meant, similar = refused.meant_command(word)
    parts = parted(word)
    flags = refused.commands_with(word) if similar or not meant else []
    if len(parts) > 1:
        lines = [line(*parts)]
    elif flags:
        lines, similar = flags, ""
    else:
        lines = [line(*meant)] if meant else [refused.help]
    return _of(refused, UNKNOWN_COMMAND, *lines, command=word, nearest=similar)


def _extra_words(refused: RefusedLine, extra: Sequence[str]) -> _Told:
    at = list(refused.words).index(extra[0])
    count = next((n for n, word in enumerate(extra) if word != refused.words[at + n]), len(extra))
    meant = (line for line in placed(refused, at, count) if refused.refusal(line) is None)
    likely = next(meant, refused.line(at, count))
    return _of(refused, EXTRA_WORDS, likely, words=" ".join(extra[:count]))


def _unknown_option(refused: RefusedLine, option: str) -> _Told:
    at = refused.option_at([option])
    if elsewhere := refused.elsewhere(option):
        return _of(refused, MISPLACED_OPTION, elsewhere, option=option)
    meant, similar = refused.meant_option(option)
    value = refused.words[at][len(option) :] if at < len(refused.words) else ""
    likely = refused.line(at, 1, f"{meant}{value}") if meant else refused.help
    return _of(refused, UNKNOWN_OPTION, likely, option=option, nearest=similar)


def _missing_argument(refused: RefusedLine, param: click.Parameter) -> _Told:
    argument = () if isinstance(param, click.Option) else (refused.example(param),)
    at = refused.behind_names if refused.is_first(param) else len(refused.words)
    likely = (*refused.line(at, 0, *argument), *refused.options_left_out())
    among = listed_names(refused.there(param), "")
    return _of(refused, MISSING_ARGUMENT, likely, what=param.name or "", among=among)


def _wrong_option(refused: RefusedLine, option: str) -> _Told:
    at = refused.option_at([option])
    param = next(each for each in refused.options if option in each.opts)
    if param.is_flag:
        return _of(refused, NEEDLESS_VALUE, refused.line(at, 1, option), option=option)
    count = len(refused.words[at : at + 2]) if "=" not in refused.words[at] else 1
    likely = refused.line(at, count, option, refused.example(param))
    among = listed_names(refused.there(param), "")
    return _of(refused, MISSING_VALUE, likely, option=option, among=among)


def _bad_value(refused: RefusedLine, param: click.Parameter) -> _Told:
    _, value = refused.value_of(param)
    words: dict[str, object] = {"option": param.opts[0], "value": value}
    if isinstance(param.type, click.Path):
        likely = refused.with_value(param, refused.example(param))
        return _of(refused, NO_SUCH_FOLDER, likely, **words)
    there = refused.there(param)
    similar = nearest(plain(value), there) or next((e for e in there if e == plain(value)), "")
    good = similar or (there[0] if there else _number(value, param.type))
    words |= {"nearest": similar, "among": listed_names(there, "")}
    return _of(refused, BAD_VALUE, refused.with_value(param, good), **words)


def _number(value: str, kind: click.ParamType[Any]) -> str:
    """The number that a value holds, or the nearest one that is allowed."""
    found = re.search(r"\d+", value)
    number = int(found[0]) if found else 1
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    number = number if least is None else max(number, least)
    return str(number if most is None else min(number, most))
