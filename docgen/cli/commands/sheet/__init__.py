"""``docgen sheet``: workbooks to fill in."""

from __future__ import annotations

import click

from docgen.cli.command import CommandFolder


@click.group(cls=CommandFolder, package=__name__)
def sheet() -> None:
    """用 Excel 填表 · fill the forms in in a workbook."""
