"""``docgen migrate``."""

from __future__ import annotations

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import (
    echo,
    echo_coloured,
    exit_if_errors,
    exit_on_errors,
    print_problems,
    print_undone,
)
from docgen.cli.options import EDITION


@command(
    Sample(
        "docgen migrate",
        "content and packs written for an older docgen, in the present format",
        "旧版 docgen 的内容和模板包，改成现在的格式",
    ),
    Sample("docgen migrate 2023 --diff", "what would change in an edition", "先看一个年度要改哪些"),
    called="升级 迁移 upgrade",
)
@click.argument("edition", metavar=EDITION, required=False, default="")
@click.option("--diff", is_flag=True, help="只看要改哪些，不写 · show the changes, write nothing")
@click.option(
    "--undo",
    is_flag=True,
    help="内容恢复到最近一次升级以前 · put the content back as it was before",
)
@click.pass_context
def migrate(context: click.Context, edition: str, diff: bool, undo: bool) -> None:
    """旧格式的内容和模板包改成新格式 · bring content and packs up to the present format."""
    from docgen.runs.migrate import migrate as bring_up
    from docgen.runs.undo import undo_migration
    from docgen.wording.migration_lines import migration_diff_lines, migration_lines

    language, root = context.obj
    with exit_on_errors(context):
        if undo:
            undone = undo_migration(edition, root=root, dry_run=diff)
            print_undone(context, undone, "text", dry_run="--diff" if diff else "")
            return
        done = bring_up(edition, root=root, dry_run=diff)
    problems = [problem for each in done for problem in each.problems]
    print_problems(problems, language)
    if diff:
        echo_coloured(migration_diff_lines(done, language))
    echo(migration_lines(done, language, dry_run=diff))
    exit_if_errors(problems)
