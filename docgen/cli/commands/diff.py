"""``docgen diff``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import exit_on_errors, print_reviews, progress_bar
from docgen.cli.options import list_option, out_option, target_argument


@command(
    Sample("docgen diff 2023", "what the office has edited, word by word", "办公室改了哪些字"),
    Sample("docgen diff report.docx --format json"),
    called="比较 对比 改动 compare",
)
@target_argument
@out_option
@list_option
@click.pass_context
def diff(context: click.Context, target: str, out: Path | None, style: str) -> None:
    """办公室在 Word 里改了什么 · what the office has edited in Word."""
    from docgen.runs.pull import diff_files

    with exit_on_errors(context), progress_bar(context) as bar:
        reviews = diff_files(target, root=context.obj[1], out=out, progress=bar)
    print_reviews(context, reviews, style, "diff")
