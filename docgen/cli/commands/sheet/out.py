"""``docgen sheet out``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.options import NUMBER, UNIT, edition_argument

_ROOM = 2


@command(
    Sample(
        "docgen sheet out 2023 --unit zhuzhou-vocational-park",
        "the forms of a unit as a workbook to fill in",
        "一个单位的表做成 Excel，拿去填",
    ),
    Sample("docgen sheet out 2023"),
    Sample("docgen sheet out 2023 --unit zhuzhou-vocational-park -o 填报.xlsx --rows 10"),
    called="表格 工作簿 excel 导出表格 export-sheet",
)
@edition_argument
@click.option("--unit", default="", metavar=UNIT, help="只做这个单位 · this unit only")
@click.option(
    "-o",
    "--output",
    "file",
    metavar="文件.xlsx · FILE.xlsx",
    type=click.Path(path_type=Path),
    help="写到这个文件 · the workbook to write",
)
@click.option(
    "--rows",
    metavar=NUMBER,
    default=_ROOM,
    show_default=True,
    type=click.IntRange(0, 500),
    help="清单后面留几行空行 · blank rows behind each list",
)
@click.pass_context
def out(context: click.Context, edition: str, unit: str, file: Path | None, rows: int) -> None:
    """把表做成 Excel 拿去填 · write the forms as workbooks to fill in."""
    from docgen.runs.sheet_out import sheet_out
    from docgen.wording.sheet_lines import out_lines

    language, root = context.obj
    with exit_on_errors(context):
        made = sheet_out(edition, unit=unit, file=file, root=root, rows=rows, language=language)
    problems = [problem for each in made for problem in each.problems]
    print_problems(problems, language)
    for each in made:
        echo(out_lines(each, language))
    exit_if_errors(problems)
