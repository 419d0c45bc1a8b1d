"""``docgen fill``."""

from __future__ import annotations

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import Shown, run
from docgen.cli.options import (
    converter_option,
    every_file_option,
    format_option,
    jobs_option,
    timeout_option,
)


@command(
    Sample(
        'docgen fill letter.docx staff.xlsx --name "{{ 姓名 }}" --pdf',
        "any Word template, once for each row of a sheet",
        "任何 Word 模板，表格一行一份，也要 PDF",
    ),
    Sample(
        "docgen fill form.docx data.yaml -o filled.docx",
        "once, with the values of a YAML file",
        "用 YAML 文件里的值填一份",
    ),
    Sample(
        "docgen fill letter.docx staff.xlsx --together",
        "all rows in one Word file",
        "各行全部放在一个 Word 文件里",
    ),
    called="填表 填写 套打 邮件合并 批量生成 mailmerge merge letters fill-in",
)
@click.argument("form", metavar="模板.docx · FORM.docx")
@click.argument("data", metavar="数据.xlsx · DATA.xlsx")
@click.option(
    "-o",
    "--out",
    default="",
    metavar="文件|文件夹 · FILE|FOLDER",
    help="写到哪里，不写就是这个文件夹里的 模板-数据 · where to, if not FORM-DATA in this folder",
)
@click.option(
    "--name",
    default="",
    metavar='"{{ 姓名 }}" · "{{ NAME }}"',
    help="每行的文件叫什么，不写就用第一列 · what each row's file is called; the first column",
)
@click.option("--together", is_flag=True, help="各行放在一个文件里 · all rows in one file")
@click.option("--pdf", "make_pdf", is_flag=True, help="也生成 PDF · make PDFs as well")
@click.option(
    "--sheet",
    default="",
    metavar="工作表 · SHEET",
    help="用哪个工作表，不写就用第一个 · the sheet of a workbook; the first one",
)
@click.option(
    "--replace",
    "--force",
    "replace_edited",
    is_flag=True,
    help="改过的文件移到 edited，再写 · move edited files aside",
)
@converter_option
@timeout_option
@jobs_option
@format_option
@every_file_option
@click.pass_context
def fill(
    context: click.Context,
    form: str,
    data: str,
    out: str,
    name: str,
    together: bool,
    make_pdf: bool,
    sheet: str,
    replace_edited: bool,
    converter: str,
    timeout: int,
    jobs: int | None,
    style: str,
    every_file: bool,
) -> None:
    """任何 Word 模板填上表格或 YAML 里的数据，一行一份 · fill any Word template with any data."""
    from docgen.runs.fill_files import FillOptions, fill_files

    options = FillOptions(
        name=name,
        together=together,
        sheet=sheet,
        make_pdf=make_pdf,
        replace=replace_edited,
        seconds=timeout,
        jobs=jobs or 0,
        converter=converter,
    )
    run(
        context,
        lambda root, progress: fill_files(
            form, data, options, out=out, root=root, progress=progress
        ),
        style,
        shown=Shown(every_file=every_file),
    )
