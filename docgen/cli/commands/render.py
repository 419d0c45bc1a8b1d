"""``docgen render``."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import Shown, run
from docgen.cli.options import (
    UNIT,
    converter_option,
    edition_argument,
    every_file_option,
    jobs_option,
    out_option,
    timeout_option,
)


@command(
    Sample("docgen render 2023", "all units of an edition", "生成一个年度的全部单位"),
    Sample("docgen render 2023 --unit zhuzhou-vocational-park", "one unit", "只生成一个单位"),
    Sample(
        "docgen render 2023 --no-pdf",
        "Word files only; what is unchanged is not built again",
        "只要 Word；没有变化的不重做",
    ),
    Sample(
        "docgen render 2024 --draft",
        "a draft that marks what is still blank",
        "打印草稿，没填的地方标明「待填」",
    ),
    Sample(
        "docgen render 2023 --unit zhuzhou-vocational-park --unfreeze",
        "also a report that is fixed",
        "已经定稿的也重新生成",
    ),
    Sample(
        "docgen render 2023 --public",
        "also copies to publish, without telephone numbers and names of who signs",
        "另做公开版，删去电话、签名等",
    ),
    Sample(
        "docgen render 2023 --scheduler tcp://10.0.0.1:8786",
        "by several machines",
        "用多台机器生成",
    ),
    called="生成 渲染 出报告 build make generate",
)
@edition_argument
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar=UNIT,
    help="只生成这个单位，可多次 · only this unit, or several",
)
@click.option("--draft", is_flag=True, help="草稿，标明没填的 · a draft that marks blanks")
@click.option("--no-pdf", is_flag=True, help="不生成 PDF · no PDF")
@click.option(
    "--replace",
    "replace_edited",
    is_flag=True,
    help="改过的文件移到 edited，再生成 · move edited files aside",
)
@click.option(
    "--tracked",
    is_flag=True,
    help="新内容作为修订并入改过的文件 · new content as tracked changes in edited files",
)
@click.option("--unfreeze", is_flag=True, help="定稿的也生成 · also reports that are fixed")
@click.option("--public", is_flag=True, help="另做公开版 · also copies to publish")
@click.option("--no-verify", is_flag=True, help="不核对公文格式 · do not measure the format")
@out_option
@click.option("--force", is_flag=True, help="没有变化的也重做 · also what is unchanged")
@click.option(
    "--scheduler",
    default="",
    metavar="地址 · ADDRESS",
    help="Dask 调度器地址，用多台机器生成 · a Dask scheduler: many machines do the work",
)
@converter_option
@timeout_option
@jobs_option
@every_file_option
@click.pass_context
def render(
    context: click.Context,
    edition: str,
    units: tuple[str, ...],
    draft: bool,
    no_pdf: bool,
    replace_edited: bool,
    tracked: bool,
    unfreeze: bool,
    public: bool,
    no_verify: bool,
    out: Path | None,
    force: bool,
    scheduler: str,
    converter: str,
    timeout: int,
    jobs: int | None,
    every_file: bool,
) -> None:
    """生成一个年度的报告 · build the reports of an edition."""
    from docgen.runs.render import RenderOptions, render_edition

    options = RenderOptions(
        units=units,
        replace_edited=replace_edited,
        tracked=tracked,
        make_pdf=not no_pdf,
        verify=not no_verify,
        force=force,
        seconds=timeout,
        jobs=jobs or 0,
        scheduler=scheduler,
        draft=draft,
        converter=converter,
        unfreeze=unfreeze,
        public=public,
    )
    work = partial(render_edition, edition, options, out=out)
    shown = Shown(to_draft=not draft, every_file=every_file)
    run(context, lambda root, progress: work(root=root, progress=progress), shown=shown)
