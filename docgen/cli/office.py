"""The commands for the office's edits in Word: status, diff, pull."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.console import echo, exit_on_errors, print_problems, progress_bar
from docgen.cli.options import examples, lang_option, list_option, out_option
from docgen.diagnostics import ExitCode
from docgen.messages import phrases

if TYPE_CHECKING:
    from docgen.runs.results import Review


@click.command(
    epilog=examples("docgen status 2023", "docgen status 2023 --format json"),
)
@click.argument("edition")
@click.option("--unit", "units", multiple=True, help="只看这个单位，可多次 · only this unit")
@out_option
@list_option
@lang_option
@click.pass_context
def status(
    context: click.Context, edition: str, units: tuple[str, ...], out: Path | None, style: str
) -> None:
    """各单位的文件与内容是否一致 · how Word files and PDFs stand to the content."""
    from docgen.cli.report_status import status_json, status_lines
    from docgen.runs.status import edition_status

    with exit_on_errors(context), progress_bar(context) as bar:
        rows = edition_status(edition, root=context.obj[1], out=out, units=units, progress=bar)
    echo([status_json(rows)] if style == "json" else status_lines(rows, context.obj[0]))


@click.command(epilog=examples("docgen diff 2023", "docgen diff 报告-改.docx --format json"))
@click.argument("target", metavar="EDITION|FILE.docx")
@out_option
@list_option
@lang_option
@click.pass_context
def diff(context: click.Context, target: str, out: Path | None, style: str) -> None:
    """办公室在 Word 里改了什么 · what the office has edited in Word."""
    from docgen.runs.pull import diff_files

    with exit_on_errors(context), progress_bar(context) as bar:
        reviews = diff_files(target, root=context.obj[1], out=out, progress=bar)
    _print_reviews(context, reviews, style)


@click.command(epilog=examples("docgen pull 2023 --dry-run", "docgen pull 报告-改.docx"))
@click.argument("target", metavar="EDITION|FILE.docx")
@click.option("--dry-run", is_flag=True, help="只试，不写 · try, and write nothing")
@out_option
@list_option
@lang_option
@click.pass_context
def pull(context: click.Context, target: str, dry_run: bool, out: Path | None, style: str) -> None:
    """把 Word 里的修改写回内容文件 · carry the office's edits back into the content."""
    from docgen.runs.pull import pull_files

    with exit_on_errors(context), progress_bar(context) as bar:
        reviews = pull_files(target, root=context.obj[1], out=out, dry_run=dry_run, progress=bar)
    _print_reviews(context, reviews, style)
    if dry_run and style == "text" and any(review.files for review in reviews):
        click.echo(phrases(context.obj[0])["dry-run"])


def _print_reviews(context: click.Context, reviews: list[Review], style: str) -> None:
    """Prints the reviews, and exits with the gravest exit code of their problems."""
    from docgen.cli.report_edits import review_lines, reviews_json
    from docgen.runs.results import gravest

    language = context.obj[0]
    problems = [problem for review in reviews for problem in review.problems]
    if style == "json":
        click.echo(reviews_json(reviews, language))
    else:
        print_problems(problems, language)
        for review in reviews:
            echo(review_lines(review, language))
        if not reviews:
            click.echo(phrases(language)["no-edits"])
    if (code := gravest(problems)) is not ExitCode.DONE:
        sys.exit(code)
