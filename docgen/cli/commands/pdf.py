"""``docgen pdf``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import Shown, run
from docgen.cli.options import (
    converter_option,
    every_file_option,
    jobs_option,
    out_option,
    target_argument,
    timeout_option,
)


@command(
    Sample(
        "docgen pdf 2023",
        "PDFs of the Word files in build/2023, edited or not",
        "把 build/2023 里的 Word 文件转成 PDF，改过的也行",
    ),
    Sample("docgen pdf 2023 --archive", "PDF/A for the archive", "存档用的 PDF/A"),
    Sample("docgen pdf report.docx", "the PDF of one file", "转换一个文件"),
    called="转换 导出 convert export",
)
@target_argument
@out_option
@click.option("--archive", is_flag=True, help="生成存档用的 PDF/A · PDF/A for the archive")
@converter_option
@timeout_option
@jobs_option
@every_file_option
@click.pass_context
def pdf(
    context: click.Context,
    target: str,
    out: Path | None,
    archive: bool,
    converter: str,
    timeout: int,
    jobs: int | None,
    every_file: bool,
) -> None:
    """把已有的 Word 文件转成 PDF，改过的也行 · make PDFs of the Word files that lie there."""
    from docgen.runs.convert import convert_files

    run(
        context,
        lambda root, progress: convert_files(
            target,
            root=root,
            out=out,
            archive=archive,
            seconds=timeout,
            jobs=jobs or 0,
            progress=progress,
            converter=converter,
        ),
        shown=Shown(every_file=every_file),
    )
