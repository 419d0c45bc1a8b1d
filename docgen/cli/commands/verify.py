"""``docgen verify``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import run
from docgen.cli.options import (
    PACK,
    converter_option,
    format_option,
    out_option,
    target_argument,
)


@command(
    Sample(
        "docgen verify 2023",
        "measure pages, styles, lines, characters, page numbers, annexes",
        "核对公文格式：页面、样式、每页行数、每行字数、页码、附件",
    ),
    Sample(
        "docgen verify report.docx",
        "one file, also after the office has edited it",
        "一个文件，办公室改过的也能核对",
    ),
    called="核对 验证",
)
@target_argument
@click.option("--pack", default="", metavar=PACK, help="文件所属的模板包 · the pack the file is of")
@out_option
@converter_option
@format_option
@click.pass_context
def verify(
    context: click.Context,
    target: str,
    pack: str,
    out: Path | None,
    converter: str,
    style: str,
) -> None:
    """核对文件是否符合公文格式 · measure files against the official format."""
    from docgen.runs.verify import verify_files

    run(
        context,
        lambda root, _: verify_files(target, root=root, out=out, pack=pack, converter=converter),
        style,
    )
