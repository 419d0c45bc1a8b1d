"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.pdf import PDF_SECONDS

format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="输出格式 · how problems are printed",
)
list_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出格式 · how it is printed",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="输出文件夹，不写就是 build/年度 · the folder of the outputs, if not build/EDITION",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1),
    default=None,
    help="同时用几个进程，不写就用全部核心 · processes at once; all cores if not given",
)
timeout_option = click.option(
    "--timeout",
    type=click.IntRange(1),
    default=PDF_SECONDS,
    show_default=True,
    help="每份 PDF 最多用几秒 · seconds one PDF may take",
)
