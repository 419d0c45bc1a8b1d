"""What click refuses, as problems that say what to type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import click

from docgen.cli.command import ExtraWordsError, UnknownCommandError
from docgen.cli.refused_line import RefusedLine
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
from docgen.diagnostics.codes import Code, Language
from docgen.diagnostics.file_names import plain
from docgen.project import NOT_FOUND, listed

_NAMED = ("unit", "pack", "edition", "name")
"""The words of problems that quote what was typed, the most particular first."""


def usage_problem(reason: click.UsageError, words: Sequence[str], language: Language) -> Problem:
    """The problem of a command line that click refuses, with the line to type."""
    context = reason.ctx or click.get_current_context(silent=True)
    if context is None:
        return _problem(BAD_COMMAND_LINE, "docgen", line=line_of(["--help"]))
    refused = RefusedLine(words, context, language)
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
    return _of(refused, BAD_COMMAND_LINE, line=refused.help)


def with_line(problem: Problem, context: click.Context) -> Problem:
    """The problem of a name that is not there, with the line that names the most similar one."""
    words: Sequence[str] = context.meta[__package__]
    meant = problem.words.get("nearest") or problem.words.get("good", "")
    given = next((problem.words[name] for name in _NAMED if name in problem.words), "")
    if problem.code == NOT_FOUND:
        given = next((word for word in words if word.endswith(problem.place.file)), "")
        meant = RefusedLine(words, context, context.obj[0]).meant_file(given)
    for at, word in enumerate(words):
        option, equals, value = word.rpartition("=")
        if meant and given and (given == repr(value) or plain(given) == plain(value)):
            line = line_of([*words[:at], f"{option}{equals}{meant}", *words[at + 1 :]])
            return replace(problem, words={**problem.words, "to_type": line})
    return problem


def _problem(code: Code, where: str, **words: str) -> Problem:
    return UsageError(code, Place(where), **words).problem


def _of(refused: RefusedLine, code: Code, **words: str) -> Problem:
    return _problem(code, " ".join(["docgen", *refused.names]), **words)


def _unknown_command(refused: RefusedLine, word: str) -> Problem:
    line = partial(refused.line, list(refused.words).index(word), 1)
    if edition := refused.edition(word):
        lines = {"line": line("check", edition), "other": line("render", edition)}
        return _of(refused, NO_COMMAND, target=word, **lines)
    if refused.is_file(word):
        lines = {"line": line("diff", word), "other": line("pdf", word)}
        return _of(refused, NO_COMMAND, target=word, **lines)
    meant, similar = refused.meant_command(word)
    likely = line(*meant) if meant else refused.help
    return _of(refused, UNKNOWN_COMMAND, command=word, nearest=similar, line=likely)


def _extra_words(refused: RefusedLine, extra: Sequence[str]) -> Problem:
    """What is too much may be a unit without ``--unit``, half of a name with blanks, or a flag."""
    at = list(refused.words).index(extra[0])
    count = next((n for n, word in enumerate(extra) if word != refused.words[at + n]), len(extra))
    said = " ".join(extra[:count])
    option = next((word for word in refused.words[at - 2 : at - 1] if word[:2] == "--"), "")
    whole = f"{refused.words[at - 1]} {said}"
    flags = {name.lstrip("-"): name for name in refused.flags()}
    if option and (option != "--unit" or refused.makes("units") or whole in refused.units):
        likely = refused.line(at - 1, count + 1, whole)
    elif refused.takes_unit() and (unit := refused.meant_unit(said)):
        likely = refused.line(at, count, "--unit", unit)
    elif plain(said) in flags:
        likely = refused.line(at, count, flags[plain(said)])
    else:
        likely = refused.line(at, count)
    return _of(refused, EXTRA_WORDS, words=said, line=likely)


def _unknown_option(refused: RefusedLine, option: str) -> Problem:
    at = refused.option_at([option])
    if elsewhere := refused.elsewhere(option):
        return _of(refused, MISPLACED_OPTION, option=option, line=elsewhere)
    meant, similar = refused.meant_option(option)
    value = refused.words[at][len(option) :] if at < len(refused.words) else ""
    likely = refused.line(at, 1, f"{meant}{value}") if meant else refused.help
    return _of(refused, UNKNOWN_OPTION, option=option, nearest=similar, line=likely)


def _missing_argument(refused: RefusedLine, param: click.Parameter) -> Problem:
    argument = () if isinstance(param, click.Option) else (refused.example(param),)
    likely = line_of(
        [
            *refused.words[: refused.behind_names],
            *argument,
            *refused.words[refused.behind_names :],
            *refused.options_left_out(),
        ]
    )
    words = {"what": param.name or "", "among": listed(refused.there(param), "")}
    return _of(refused, MISSING_ARGUMENT, line=likely, **words)


def _wrong_option(refused: RefusedLine, option: str) -> Problem:
    at = refused.option_at([option])
    param = next(each for each in refused.context.command.params if option in each.opts)
    if isinstance(param, click.Option) and param.is_flag:
        return _of(refused, NEEDLESS_VALUE, option=option, line=refused.line(at, 1, option))
    count = len(refused.words[at : at + 2]) if "=" not in refused.words[at] else 1
    likely = refused.line(at, count, option, refused.example(param))
    among = listed(refused.there(param), "")
    return _of(refused, MISSING_VALUE, option=option, line=likely, among=among)


def _bad_value(refused: RefusedLine, param: click.Parameter) -> Problem:
    _, value = refused.value_of(param)
    words = {"option": param.opts[0], "value": value}
    if isinstance(param.type, click.Path):
        likely = refused.with_value(param, refused.example(param))
        return _of(refused, NO_SUCH_FOLDER, line=likely, **words)
    there = refused.there(param)
    similar = nearest(plain(value), there) or next((e for e in there if e == plain(value)), "")
    good = similar or (there[0] if there else _number(value, param.type))
    words |= {"nearest": similar, "among": listed(there, "")}
    return _of(refused, BAD_VALUE, line=refused.with_value(param, good), **words)


def _number(value: str, kind: click.ParamType[Any]) -> str:
    """The number that a value holds, or the nearest one that is allowed."""
    found = re.search(r"\d+", value)
    number = int(found[0]) if found else 1
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    number = number if least is None else max(number, least)
    return str(number if most is None else min(number, most))
