"""``docgen pull``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_on_errors, print_reviews, print_undone, progress_bar
from docgen.cli.options import list_option, out_option
from docgen.messages import phrases


@command(
    Sample(
        "docgen pull 2023",
        "carry the office's edits back into the content",
        "把办公室的修改写回内容",
    ),
    Sample("docgen pull 2023 --dry-run", "try it, and write nothing", "只试，不写"),
    Sample("docgen pull report.docx"),
    Sample(
        "docgen pull 2023 --undo",
        "put the content back as it was before the last pull",
        "撤销最近一次写回，内容恢复原样",
    ),
)
@click.argument("target", metavar="EDITION|FILE.docx")
@click.option("--dry-run", is_flag=True, help="只试，不写 · try, and write nothing")
@click.option("--undo", is_flag=True, help="撤销最近一次写回 · undo the last pull")
@out_option
@list_option
@click.pass_context
def pull(
    context: click.Context, target: str, dry_run: bool, undo: bool, out: Path | None, style: str
) -> None:
    """把 Word 里的修改写回内容文件 · carry the office's edits back into the content."""
    from docgen.runs.pull import pull_files
    from docgen.runs.undo import undo_pull

    if undo:
        with exit_on_errors(context):
            undone = undo_pull(target, root=context.obj[1], out=out, dry_run=dry_run)
        print_undone(context, undone, style, dry_run=dry_run)
        return
    with exit_on_errors(context), progress_bar(context) as bar:
        reviews = pull_files(target, root=context.obj[1], out=out, dry_run=dry_run, progress=bar)
    print_reviews(context, reviews, style, "pull")
    if dry_run and style == "text" and any(review.files for review in reviews):
        echo([phrases(context.obj[0])["dry-run"]])
