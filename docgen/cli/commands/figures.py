"""``docgen figures``."""

from __future__ import annotations

import gc

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import exit_on_errors, print_figures, progress_bar
from docgen.cli.options import UNIT, edition_argument, list_option


@command(
    Sample(
        "docgen figures 2023",
        "what a new export from Excel changes in the report, before anything is written",
        "新导出的表格会改掉报告里哪些数，写入之前先看",
    ),
    Sample("docgen figures 2023 --take", "take the new figures", "确认，采用新数"),
    called="取数 数据 单元格 excel cells",
)
@edition_argument
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar=UNIT,
    help="只看这个单位，可多次 · only this unit, or several",
)
@click.option("--take", is_flag=True, help="采用新数 · take the figures as they are now")
@list_option
@click.pass_context
def figures(
    context: click.Context, edition: str, units: tuple[str, ...], take: bool, style: str
) -> None:
    """工作簿里哪些数变了 · which figures from workbooks have changed."""
    from docgen.runs.edition_figures import edition_figures

    gc.freeze()  # what was imported is not searched for garbage again and again
    with exit_on_errors(context), progress_bar(context) as bar:
        found = edition_figures(edition, units=units, take=take, root=context.obj[1], progress=bar)
    print_figures(context, found, style)
