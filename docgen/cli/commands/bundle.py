"""``docgen bundle``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import Shown, run
from docgen.cli.options import (
    UNIT,
    edition_argument,
    every_file_option,
    out_option,
    timeout_option,
)


@command(
    Sample(
        "docgen bundle 2023",
        "what each unit hands in: report, evidence, checks, checksums",
        "每个单位的报送材料：报告、佐证材料、检查报告、校验值",
    ),
    Sample(
        "docgen bundle 2023 --unit zhuzhou-vocational-park --zip",
        "one unit, as a zip",
        "只要一个单位，打成压缩包",
    ),
    called="报送 上报 打包 佐证材料 附件装订 zip hand in submit evidence package",
)
@edition_argument
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar=UNIT,
    help="只准备这个单位，可多次 · only this unit, or several",
)
@click.option("--zip", "zipped", is_flag=True, help="打成压缩包 · zips, no folders")
@out_option
@timeout_option
@every_file_option
@click.pass_context
def bundle(
    context: click.Context,
    edition: str,
    units: tuple[str, ...],
    zipped: bool,
    out: Path | None,
    timeout: int,
    every_file: bool,
) -> None:
    """准备报送材料：定稿、佐证材料 · make ready what is handed in."""
    from docgen.cli.bundle_keeper import BundleWriter
    from docgen.runs.bundle import BundleOptions, bundle_edition

    options = BundleOptions(units, zipped, timeout)
    keeper = BundleWriter(context.obj[0])
    run(
        context,
        lambda root, progress: bundle_edition(
            edition, keeper, options, root=root, out=out, progress=progress
        ),
        shown=Shown(every_file=every_file),
    )
