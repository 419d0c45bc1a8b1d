"""Arguments and options that several commands share; their names are 中文 · English."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.pdf import PDF_SECONDS

EDITION, UNIT = "年度 · EDITION", "单位 · UNIT"
PACK, NUMBER = "模板包 · PACK", "数字 · NUMBER"
"""What stands behind an option."""

edition_argument = click.argument("edition", metavar=EDITION)
target_argument = click.argument("target", metavar="年度|文件.docx · EDITION|FILE.docx")
pack_argument = click.argument("pack", metavar=PACK)

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
    metavar="文件夹 · FOLDER",
    type=click.Path(path_type=Path),
    help="输出文件夹，不写就是 build/年度 · the folder of the outputs, if not build/EDITION",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar=NUMBER,
    default=None,
    help="同时用几个进程，不写就用全部核心 · processes at once; all cores if not given",
)
timeout_option = click.option(
    "--timeout",
    type=click.IntRange(1),
    metavar=NUMBER,
    default=PDF_SECONDS,
    show_default=True,
    help="每份 PDF 最多用几秒 · seconds one PDF may take",
)
converter_option = click.option(
    "--converter",
    type=click.Choice(["word", "wps", "libreoffice"]),
    callback=lambda _, __, value: value or "",
    help="用哪个程序排版，不写就用最前面那个已安装的 · what lays out; the first that is there",
)
every_file_option = click.option(
    "-v",
    "--verbose",
    "every_file",
    is_flag=True,
    help="文件再多也逐个列出 · name each file, however many there are",
)
