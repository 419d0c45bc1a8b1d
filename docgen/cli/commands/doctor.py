"""``docgen doctor``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, echo_text
from docgen.cli.options import list_option
from docgen.diagnostics import ExitCode


@command(
    Sample(
        "docgen doctor",
        "can this machine make PDFs, which fonts are missing, and what to type",
        "这台机器能不能出 PDF，缺哪些字体，怎么补",
    ),
    Sample(
        "docgen doctor --report",
        "a text to send with a bug report; nothing of your content is in it",
        "报告问题时附上的文字，不含任何内容",
    ),
    called="诊断 体检",
)
@click.option(
    "--report",
    is_flag=True,
    help="报告问题时附上的文字，不含单位、数据和名字 · a text to send with a bug report: versions "
    "and numbers of files, no content, no names",
)
@list_option
@click.pass_context
def doctor(context: click.Context, report: bool, style: str) -> None:
    """检查这台机器：什么正常，缺什么，怎么补 · what works here, what is missing, what to type."""
    from docgen.runs.machine import examine
    from docgen.wording.machine_lines import machine_json, machine_lines

    language, project = context.obj
    folder = project or Path.cwd()
    if report:
        from docgen.wording.report_lines import report_lines

        echo(report_lines(folder, sys.stdout.encoding, language))
        return
    machine = examine(folder, sys.stdout.encoding)
    if style == "json":
        echo_text(machine_json(machine, language))
    else:
        echo(machine_lines(machine, language))
    if not machine.makes_pdf:
        sys.exit(ExitCode.NO_PDF)
