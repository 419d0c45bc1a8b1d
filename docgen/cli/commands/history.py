"""``docgen history``."""

from __future__ import annotations

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, echo_text, exit_on_errors, print_problems
from docgen.cli.options import UNIT, edition_argument, list_option


@command(
    Sample(
        "docgen history 2023 --unit zhuzhou-vocational-park",
        "what was changed in a unit, by whom, when",
        "一个单位改过哪些，谁改的，什么时候",
    ),
    Sample(
        "docgen history 2023 --unit zhuzhou-vocational-park --of 全年执行数",
        "one figure",
        "只看一个数",
    ),
    called="历史 谁改的 记录 log blame who",
)
@edition_argument
@click.option(
    "--unit",
    "unit",
    required=True,
    metavar=UNIT,
    help="哪个单位 · which unit",
)
@click.option(
    "--of",
    "of",
    default="",
    metavar="字段 · FIELD",
    help="只看这个字段或文件 · only this field, or this file",
)
@list_option
@click.pass_context
def history(context: click.Context, edition: str, unit: str, of: str, style: str) -> None:
    """谁在什么时候改了哪个数 · who changed which figure when."""
    from docgen.runs.unit_history import unit_history
    from docgen.wording.history_lines import history_json, history_lines

    with exit_on_errors(context):
        found = unit_history(edition, unit, of=of, root=context.obj[1])
    if style == "json":
        echo_text(history_json(found.changes))
        return
    echo(history_lines(found.changes, context.obj[0]))
    print_problems(found.problems, context.obj[0])
