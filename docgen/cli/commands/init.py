"""``docgen init``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_on_errors
from docgen.cli.options import PACK


@command(
    Sample(
        "docgen init reports",
        "a new project in a folder, with a sample report that renders at once",
        "在一个文件夹里新建项目，带一份样本，马上就能生成",
    ),
    Sample(
        "docgen init letters --pack official-letter",
        "with another pack; docgen packs lists them",
        "用别的模板包；docgen packs 列出有哪些",
    ),
    called="初始化 开始 新项目 start setup begin",
)
@click.argument(
    "folder", required=False, metavar="文件夹 · FOLDER", type=click.Path(path_type=Path)
)
@click.option(
    "--pack",
    default="",
    metavar=PACK,
    help="模板包，不写就是自评报告 · the pack, if not the self-evaluation report",
)
@click.pass_context
def init(context: click.Context, folder: Path | None, pack: str) -> None:
    """新建项目，带一份能马上生成的样本 · make a project with a sample that renders at once."""
    from docgen.scaffold.new_project import DEFAULT_PACK, make_project
    from docgen.wording.project_lines import new_project_lines

    language, root = context.obj
    here = root or Path.cwd()
    with exit_on_errors(context):
        made = make_project(here / (folder or ""), pack or DEFAULT_PACK, language)
    echo(new_project_lines(made, language))
