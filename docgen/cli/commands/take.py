"""``docgen take``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.options import EDITION, PACK, UNIT, converter_option
from docgen.messages import phrases


@command(
    Sample(
        "docgen take old.docx --pack hunan-self-evaluation --unit 株洲市第三中学",
        "last year's Word report becomes a unit of its year; what is not sure is listed",
        "去年的 Word 报告变成 那一年的单位，没有把握的列出来",
    ),
    called="导入 读入 取数 旧报告 import",
)
@click.argument("report", metavar="报告.docx · REPORT.docx", type=click.Path(path_type=Path))
@click.option(
    "--pack", required=True, metavar=PACK, help="填报告用的模板包 · the pack of its forms"
)
@click.option("--unit", required=True, metavar=UNIT, help="新单位的名称 · name of the new unit")
@click.option(
    "--edition",
    default="",
    metavar=EDITION,
    help="报告的年度，不写就看报告上的 · the report's year, if not the one that it says",
)
@converter_option
@click.pass_context
def take(
    context: click.Context, report: Path, pack: str, unit: str, edition: str, converter: str
) -> None:
    """去年的 Word 报告变成一个单位的内容 · last year's Word report becomes a unit's content."""
    from docgen.scaffold.taken.take_report import take_report
    from docgen.wording.problem_texts import taken_lines

    language, root = context.obj
    with exit_on_errors(context):
        taken = take_report(report, pack, unit, edition, root=root, converter=converter)
    print_problems(taken.unit.problems, language)
    exit_if_errors(taken.unit.problems)
    echo(taken_lines(taken, phrases(language)))
