"""``docgen preview``."""

from __future__ import annotations

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_on_errors
from docgen.cli.options import EDITION, NUMBER, PACK, UNIT, converter_option
from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import problem_code

PREVIEW_WHAT = problem_code(
    "preview-what",
    en=(
        "either an edition is shown, or a pack",
        "type docgen preview 2023, or docgen preview --pack PACK",
    ),
    zh=(
        "要么看一个年度，要么看一个模板包",
        "输入 docgen preview 2023，或 docgen preview --pack 模板包",
    ),
)


@command(
    Sample(
        "docgen preview 2023",
        "the pages in the browser, renewed with each save; click a word to see where it is typed",
        "在浏览器里看页面，一保存就更新；点一个字就知道写在哪里",
    ),
    Sample("docgen preview 2023 --unit zhuzhou-vocational-park", "one unit first", "先看一个单位"),
    Sample("docgen preview 2023 --no-open --port 8023"),
    Sample(
        "docgen preview --pack project-form",
        "the fields of a pack of your own on its forms, to be looked at and put right",
        "在表样上看自己的模板包有哪些字段，随手改好",
    ),
    called="预览 看 打开 浏览 view show serve open browse live watch",
)
@click.argument("edition", metavar=EDITION, required=False, default="")
@click.option(
    "--pack",
    default="",
    metavar=PACK,
    help="看模板包的字段，改好它们 · the fields of a pack, to be put right",
)
@click.option(
    "--unit", default="", metavar=UNIT, help="先看这个单位 · the unit that is shown first"
)
@click.option("--no-open", is_flag=True, help="不打开浏览器 · do not open the browser")
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar=NUMBER,
    help="用这个端口，不写就选空闲的 · the port; a free one if not given",
)
@click.option(
    "--editor",
    default="",
    metavar="地址 · ADDRESS",
    help="打开编辑器的链接怎么写 · how links to the editor are written",
)
@converter_option
@click.pass_context
def preview(
    context: click.Context,
    edition: str,
    pack: str,
    unit: str,
    no_open: bool,
    port: int | None,
    editor: str,
    converter: str,
) -> None:
    """在浏览器里看页面，改了就更新 · the pages in the browser, renewed with each save."""
    from docgen.messages import phrases
    from docgen.preview.serve import ServeOptions, serve_edition, serve_pack

    def started(address: str) -> None:
        echo([phrases(context.obj[0])["preview-at"].format(address=address)])

    options = ServeOptions(unit, port or 0, editor, not no_open, alone=True, converter=converter)
    with exit_on_errors(context):
        if bool(edition) == bool(pack):
            raise UsageError(PREVIEW_WHAT, Place("preview"))
        if pack:
            serve_pack(pack, options, started, root=context.obj[1])
        else:
            serve_edition(edition, options, started, root=context.obj[1])
