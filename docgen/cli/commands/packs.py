"""``docgen packs``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, echo_text
from docgen.cli.options import list_option


@command(
    Sample(
        "docgen packs",
        "the template packs there are: what each is, and a picture",
        "有哪些模板包：各是什么，样子看图片",
    ),
    called="模板包 模板 表格 templates forms",
)
@list_option
@click.pass_context
def packs(context: click.Context, style: str) -> None:
    """列出模板包：项目自己的和随 docgen 带来的 · the packs of the project, and docgen's own."""
    from docgen.packs.pack_list import listed_packs
    from docgen.wording.project_lines import pack_lines, packs_json

    language, root = context.obj
    found = listed_packs(root or Path.cwd())
    if style == "json":
        echo_text(packs_json(found, language))
    else:
        echo(pack_lines(found, language))
