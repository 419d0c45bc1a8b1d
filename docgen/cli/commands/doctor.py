"""``docgen doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo


@command(
    Sample(
        "docgen doctor",
        "can this machine make PDFs, which fonts are missing",
        "这台机器能不能出 PDF，缺哪些字体",
    ),
    called="诊断 体检",
)
@click.pass_context
def doctor(context: click.Context) -> None:
    """检查这台机器：能否生成 PDF、字体是否齐全 · what is installed, and what is not."""
    from docgen.wording.machine_lines import examine

    language, project = context.obj
    echo(examine(project or Path.cwd(), language))
