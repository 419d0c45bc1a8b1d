"""``docgen template outline``."""

from __future__ import annotations

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, echo_text, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.options import list_option, pack_argument


@command(
    Sample(
        "docgen template outline hunan-self-evaluation",
        "every placeholder of a pack, its place, and what fills it",
        "模板包的全部标签：位置、填什么",
    ),
    Sample("docgen template outline hunan-self-evaluation --format json"),
    called="标签 提纲",
)
@pack_argument
@list_option
@click.pass_context
def outline(context: click.Context, pack: str, style: str) -> None:
    """列出全部标签：种类、位置、填什么 · every placeholder, its place, what fills it."""
    from docgen.templates.lint.pack_outline import outline_pack
    from docgen.wording.pack_lines import outline_json, outline_lines

    with exit_on_errors(context):
        pack_outline = outline_pack(pack, root=context.obj[1])
    print_problems(pack_outline.problems, context.obj[0])
    if style == "json":
        echo_text(outline_json(pack_outline))
    else:
        echo(outline_lines(pack_outline, context.obj[0]))
    exit_if_errors(pack_outline.problems)
