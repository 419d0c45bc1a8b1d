"""``docgen status``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import (
    echo,
    echo_text,
    exit_on_errors,
    print_problems,
    progress_bar,
)
from docgen.cli.options import UNIT, edition_argument, list_option, out_option


@command(
    Sample(
        "docgen status 2023",
        "what has changed: content, Word files, PDFs",
        "内容、Word、PDF 哪些变了",
    ),
    Sample("docgen status 2023 --format json"),
    called="状态 进度",
)
@edition_argument
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar=UNIT,
    help="只看这个单位，可多次 · only this unit, or several",
)
@out_option
@list_option
@click.pass_context
def status(
    context: click.Context, edition: str, units: tuple[str, ...], out: Path | None, style: str
) -> None:
    """各单位的文件与内容是否一致 · how Word files and PDFs stand to the content."""
    from docgen.runs.status import edition_status
    from docgen.wording.status_lines import status_json, status_lines

    with exit_on_errors(context), progress_bar(context) as bar:
        rows = edition_status(edition, root=context.obj[1], out=out, units=units, progress=bar)
    if style == "json":
        echo_text(status_json(rows, context.obj[0]))
        return
    echo(status_lines(rows, context.obj[0]))
    print_problems((problem for row in rows for problem in row.problems), context.obj[0])
