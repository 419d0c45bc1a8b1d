"""The output and the exit code of commands."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.diagnostics import DocgenError, ExitCode, Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.wording.printable import one_line, printable

if TYPE_CHECKING:
    from docgen.runs.edition_figures import UnitFigures
    from docgen.runs.fix import FixResult
    from docgen.runs.results import Progress, Result, Review
    from docgen.runs.undo import UndoneUnit


@dataclass(frozen=True)
class Shown:
    """What is shown of a result, besides its problems.

    Attributes:
        every: whether each blank is printed, and not only their number in each file.
        every_file: whether each file of many units is named.
        to_draft: whether ``render --draft`` is offered where something is blank.
        command: with ``--fix``, it is offered where something can be mended by itself.
        seconds: the time that the run took.
    """

    every: bool = False
    every_file: bool = False
    to_draft: bool = False
    command: str = ""
    seconds: float = 0


def run(
    context: click.Context,
    work: Callable[[Path | None, Progress | None], Result],
    style: str = "text",
    shown: Shown | None = None,
) -> None:
    """Calls ``work`` with project folder and progress bar; see :func:`print_result`."""
    begun = time.monotonic()
    with exit_on_errors(context), progress_bar(context) as bar:
        result = work(context.obj[1], bar)
    shown = replace(shown or Shown(), seconds=time.monotonic() - begun)
    print_result(context, result, style, shown)


def print_result(context: click.Context, result: Result, style: str, shown: Shown) -> None:
    """Prints a result, and exits with its exit code.

    Args:
        context: the command's context; its object is ``(language, project folder)``.
        result: the result.
        style: ``text``, ``json`` or ``github``.
        shown: what is shown besides the problems, in the style ``text``.
    """
    from docgen.wording.problem_texts import problems_github, problems_json

    language = context.obj[0]
    if style == "json":
        echo_text(problems_json(result.all_problems(), language))
    elif style == "github":
        echo_text(problems_github(result.all_problems(), language))
    else:
        _print_text(result, language, shown)
    if result.exit_code is not ExitCode.DONE:
        sys.exit(result.exit_code)


def _print_text(result: Result, language: Language, shown: Shown) -> None:
    from docgen.wording.kind_lines import kind_lines
    from docgen.wording.result_lines import result_lines

    problems = list(result.all_problems())
    filled = {outcome.name: outcome.filled for outcome in result.outcomes if outcome.filled}
    print_problems(problems, language, every=shown.every, filled=filled, to_draft=shown.to_draft)
    echo(result_lines(result, language, every=shown.every_file, seconds=shown.seconds))
    if shown.command:
        from docgen.wording.fix_lines import fixable_lines
        from docgen.wording.offered_lines import bindable_lines, waiver_lines

        echo(fixable_lines(problems, shown.command, language))
        echo(bindable_lines(problems, shown.command, language))
        echo(waiver_lines(problems, language))
    echo(kind_lines(problems, language))


@contextmanager
def exit_on_errors(context: click.Context) -> Iterator[None]:
    """Prints a :class:`DocgenError` that ends the run, and exits with its exit code.

    Ctrl-C exits with 130, the shells' convention; files written by then are complete.
    """
    try:
        yield
    except (KeyboardInterrupt, click.Abort):  # the latter where something is asked
        echo_text(phrases(context.obj[0])["interrupted"], to_stderr=True)
        sys.exit(130)
    except DocgenError as reason:
        from docgen.cli.usage_problems import with_line

        print_problems([with_line(reason.problem, context)], context.obj[0])
        sys.exit(reason.problem.exit_code)


@contextmanager
def progress_bar(context: click.Context) -> Iterator[Progress | None]:
    """A progress bar for each step of a run; ``None`` if stderr is no terminal."""
    with ExitStack() as stack:
        yield _Bar(context.obj[0], stack) if sys.stderr.isatty() else None


def echo(lines: Iterable[str], *, to_stderr: bool = False) -> None:
    """Prints each of ``lines`` as one line, whatever is in it."""
    for line in lines:
        click.echo(one_line(line), err=to_stderr)


def echo_change(before: str, after: str) -> None:
    """Prints two lines, what stands there in red and what would in green."""
    for sign, line, colour in (("-", before, "red"), ("+", after, "green")):
        click.echo(f"  {sign} {click.style(one_line(line), fg=colour)}")


def echo_coloured(lines: Iterable[str]) -> None:
    """Prints lines that have colours; what they quote was written out before."""
    for line in lines:
        click.echo(line)


def echo_text(text: str, *, to_stderr: bool = False) -> None:
    """Prints a text of several lines, or JSON."""
    click.echo(printable(text).removesuffix("\n"), err=to_stderr)


def print_problems(
    problems: Iterable[Problem],
    language: Language,
    *,
    every: bool = False,
    filled: Mapping[str, int] | None = None,
    to_draft: bool = False,
) -> None:
    """Prints problems to stderr; a hint that several in a row share is printed once.

    What is said of many places of a file is told once, with its places.
    What is still to be written is counted in each file, unless ``every`` problem is wanted;
    ``filled`` has the fields of each unit that are filled in.
    """
    from docgen.wording.alike_problems import alike, places_line
    from docgen.wording.fix_lines import fix_line
    from docgen.wording.problem_texts import problem_text
    from docgen.wording.to_do_lines import is_to_do, to_do_lines

    problems = list(problems)
    counted = [] if every else [problem for problem in problems if is_to_do(problem)]
    listed = problems if every else [problem for problem in problems if not is_to_do(problem)]
    texts = [
        (message + places_line(group, language), hint, fix_line(group[0], language))
        for group in alike(listed)
        for message, hint in [problem_text(group[0], language).split("\n")]
    ]
    for hint, group in groupby(texts, key=lambda text: text[1]):
        told = [(message, fix) for message, _, fix in group]
        if len(told) == 1:
            lines = [told[0][0], hint, told[0][1]]
        else:
            lines = [line for message_and_fix in told for line in message_and_fix] + [hint]
        echo(filter(None, lines), to_stderr=True)
    echo(to_do_lines(counted, language, filled or {}, to_draft=to_draft), to_stderr=True)


def exit_if_errors(problems: Iterable[Problem]) -> None:
    """Exits with the gravest exit code of ``problems``, if there are errors."""
    from docgen.runs.results import gravest

    if (code := gravest(problems)) is not ExitCode.DONE:
        sys.exit(code)


def print_reviews(context: click.Context, reviews: list[Review], style: str, verb: str) -> None:
    """Prints the reviews of ``diff`` or ``pull``; exits with their gravest exit code."""
    from docgen.wording.edit_lines import legend_lines, review_lines, reviews_json

    language = context.obj[0]
    problems = [problem for review in reviews for problem in review.problems]
    if style == "json":
        echo_text(reviews_json(reviews, language))
    else:
        print_problems(problems, language)
        for review in reviews:
            echo(review_lines(review, language, verb))
        echo(legend_lines(reviews, language))
        if not reviews:
            echo([phrases(language)["no-edits"]])
    exit_if_errors(problems)


def print_figures(context: click.Context, units: list[UnitFigures], style: str) -> None:
    """Prints the figures that units take from workbooks; exits with their gravest exit code."""
    from docgen.wording.figure_lines import figure_lines, figures_json

    language = context.obj[0]
    problems = [problem for unit in units for problem in unit.problems]
    if style == "json":
        echo_text(figures_json(units, language))
    else:
        print_problems(problems, language)
        echo(figure_lines(units, language))
    exit_if_errors(problems)


def print_undone(
    context: click.Context, undone: list[UndoneUnit], style: str, *, dry_run: str
) -> None:
    """Prints what became of each file, and exits with the gravest exit code of the problems.

    ``dry_run`` is the option by which nothing was written, if it was given.
    """
    from docgen.wording.undo_lines import undone_json, undone_lines

    language = context.obj[0]
    problems = [problem for unit in undone for problem in unit.problems]
    if style == "json":
        echo_text(undone_json(undone, language))
    else:
        print_problems(problems, language)
        echo(undone_lines(undone, language))
        if dry_run:
            echo([phrases(language)["dry-run"].format(option=dry_run)])
    exit_if_errors(problems)


def print_fixed(context: click.Context, fixed: FixResult, command: str, *, dry_run: bool) -> None:
    """Prints what was mended, or as a diff what would be; ``command`` is the check as typed."""
    from docgen.wording.fix_lines import diff_lines, fixed_lines

    language = context.obj[0]
    if dry_run:
        echo_coloured(diff_lines(fixed, language))
    else:
        echo(fixed_lines(fixed, command, language))


class _Bar:
    """The progress bar of the current step."""

    def __init__(self, language: Language, stack: ExitStack) -> None:
        self._language, self._stack, self._step = language, stack, ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._stack.close()
            label = phrases(self._language)[f"progress-{step}"]
            bar = click.progressbar(length=total, label=label, file=sys.stderr, show_eta=total > 1)
            self._bar, self._step, self._done = self._stack.enter_context(bar), step, 0
        self._bar.update(done - self._done)
        self._done = done
