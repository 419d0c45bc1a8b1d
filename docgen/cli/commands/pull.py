"""``docgen pull``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_on_errors, print_reviews, print_undone, progress_bar
from docgen.cli.options import UNIT, list_option, out_option, target_argument
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
    Sample(
        "docgen pull reply.docx --adopt",
        "a file that came by mail becomes the report's own, with all its edits",
        "寄回的文件成为报告的文件，修改一处不少",
    ),
    called="写回 拉取 取回",
)
@target_argument
@click.option("--dry-run", is_flag=True, help="只试，不写 · try, and write nothing")
@click.option("--undo", is_flag=True, help="撤销最近一次写回 · undo the last pull")
@click.option("--adopt", is_flag=True, help="用它作报告的文件 · the file becomes the report's own")
@click.option(
    "--unit",
    default="",
    metavar=UNIT,
    help="单位改了名时，当作这个单位的文件 · take it for this unit's file",
)
@click.option(
    "--forget", is_flag=True, help="不再提醒留在里面的修改 · end the reminder of edits left in it"
)
@out_option
@list_option
@click.pass_context
def pull(
    context: click.Context,
    target: str,
    dry_run: bool,
    undo: bool,
    adopt: bool,
    unit: str,
    forget: bool,
    out: Path | None,
    style: str,
) -> None:
    """把 Word 里的修改写回内容文件 · carry the office's edits back into the content."""
    from docgen.runs.pull import forget_file, pull_files
    from docgen.runs.undo import undo_pull

    if undo:
        with exit_on_errors(context):
            undone = undo_pull(target, root=context.obj[1], out=out, dry_run=dry_run)
        print_undone(context, undone, style, dry_run="--dry-run" if dry_run else "")
        return
    if forget:
        with exit_on_errors(context):
            forget_file(target, root=context.obj[1])
        echo([phrases(context.obj[0])["forgotten"].format(file=target)])
        return
    with exit_on_errors(context), progress_bar(context) as bar:
        reviews = pull_files(
            target,
            root=context.obj[1],
            out=out,
            dry_run=dry_run,
            unit=unit,
            adopt=adopt,
            progress=bar,
        )
    print_reviews(context, reviews, style, "pull")
    if dry_run and style == "text" and any(review.files for review in reviews):
        echo([phrases(context.obj[0])["dry-run"].format(option="--dry-run")])
