"""``docgen sheet in``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import (
    echo,
    echo_text,
    exit_if_errors,
    exit_on_errors,
    print_problems,
    print_undone,
)
from docgen.cli.options import UNIT, list_option
from docgen.messages import phrases


@command(
    Sample(
        "docgen sheet in build/2023/zhuzhou-vocational-park.xlsx",
        "what was typed in the workbook goes into the content",
        "填好的 Excel 写回内容",
    ),
    Sample("docgen sheet in build/2023/zhuzhou-vocational-park.xlsx --dry-run"),
    Sample("docgen sheet in build/2023/zhuzhou-vocational-park.xlsx --undo"),
    called="写回表格 导入表格 import-sheet",
)
@click.argument("file", metavar="文件.xlsx · FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只试，不写 · try, and write nothing")
@click.option("--undo", is_flag=True, help="撤销这个文件最近一次写回 · undo what it wrote last")
@click.option(
    "--unit",
    default="",
    metavar=UNIT,
    help="单位改了名时，当作这个单位的文件 · take it for this unit's file",
)
@list_option
@click.pass_context
def in_(
    context: click.Context, file: Path, dry_run: bool, undo: bool, unit: str, style: str
) -> None:
    """把填好的 Excel 写回内容文件 · carry what was typed in a workbook back."""
    from docgen.runs.sheet_in import sheet_in, undo_sheet_in
    from docgen.wording.sheet_lines import in_json, in_lines

    language, root = context.obj
    if undo:
        with exit_on_errors(context):
            undone = undo_sheet_in(file, root=root, dry_run=dry_run)
        print_undone(context, undone, style, dry_run="--dry-run" if dry_run else "")
        return
    with exit_on_errors(context):
        taken = sheet_in(file, unit=unit, root=root, dry_run=dry_run)
    if style == "json":
        echo_text(in_json(taken, language))
    else:
        print_problems(taken.problems, language)
        echo(in_lines(taken, language))
        if dry_run and taken.files:
            echo([phrases(language)["dry-run"].format(option="--dry-run")])
    exit_if_errors(taken.problems)
