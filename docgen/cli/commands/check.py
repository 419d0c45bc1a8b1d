"""``docgen check``."""

from __future__ import annotations

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import run
from docgen.cli.options import UNIT, edition_argument, format_option, jobs_option


@command(
    Sample(
        "docgen check 2023",
        "figures, text against tables, brackets, numbering …",
        "只检查：数字、正文与表格、括号、编号……",
    ),
    Sample("docgen check 2024 --all", "each blank by itself", "逐条列出还没填的"),
    Sample("docgen check 2023 --strict --format github"),
    called="检查 校验 查错 validate",
)
@edition_argument
@click.option(
    "--unit", "units", multiple=True, metavar=UNIT, help="只检查这个单位，可多次 · only this unit"
)
@click.option("--strict", is_flag=True, help="警告也算错误 · warnings are errors")
@click.option("--all", "every", is_flag=True, help="逐条列出没填的 · list each blank")
@jobs_option
@format_option
@click.pass_context
def check(
    context: click.Context,
    edition: str,
    units: tuple[str, ...],
    strict: bool,
    every: bool,
    jobs: int | None,
    style: str,
) -> None:
    """检查内容，不生成文件 · check the content, and write nothing."""
    from docgen.runs.check import check_edition

    run(
        context,
        lambda root, progress: check_edition(
            edition, root=root, units=units, strict=strict, jobs=jobs or 0, progress=progress
        ),
        style,
        every=every,
        to_draft=True,
    )
