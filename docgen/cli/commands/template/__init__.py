"""``docgen template``: the commands for packs."""

from __future__ import annotations

import click

from docgen.cli.command import CommandFolder


@click.group(cls=CommandFolder, package=__name__)
def template() -> None:
    """查看模板包 · look into a template pack."""
