"""``docgen freeze``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import Shown, echo, exit_on_errors, run
from docgen.cli.options import UNIT, edition_argument, every_file_option, out_option


@command(
    Sample(
        "docgen freeze 2023",
        "fix the reports: Word file, PDF, content and forms, sealed",
        "定稿：Word、PDF、内容和表样封存在一起",
    ),
    Sample("docgen freeze 2023 --unit zhuzhou-vocational-park", "one unit", "只定稿一个单位"),
    Sample(
        "docgen freeze 2023 --unit zhuzhou-vocational-park --compare",
        "what changed between the last two fixed versions, word by word",
        "最近两版定稿改了哪些字",
    ),
    called="定稿 封存 归档 seal lock final",
)
@edition_argument
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar=UNIT,
    help="只定稿这个单位，可多次 · only this unit, or several",
)
@click.option("--compare", is_flag=True, help="比较最近两版 · compare the last two versions")
@out_option
@every_file_option
@click.pass_context
def freeze(
    context: click.Context,
    edition: str,
    units: tuple[str, ...],
    compare: bool,
    out: Path | None,
    every_file: bool,
) -> None:
    """定稿：封存报告，此后的改动会提示 · fix reports; what changes afterwards is told."""
    from docgen.runs.freeze import compare_units, freeze_edition
    from docgen.wording.compared_lines import compared_lines

    if compare:
        with exit_on_errors(context):
            found = compare_units(edition, units, root=context.obj[1])
        for compared in found:
            echo(compared_lines(compared, context.obj[0]))
        return
    run(
        context,
        lambda root, progress: freeze_edition(
            edition, root=root, out=out, units=units, progress=progress
        ),
        shown=Shown(every_file=every_file),
    )
