"""``docgen take``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.next_blanks import say_blanks
from docgen.cli.options import EDITION, PACK, UNIT, converter_option
from docgen.diagnostics import Place
from docgen.messages import phrases

if TYPE_CHECKING:
    from docgen.scaffold.taken.report_file import Changes
    from docgen.scaffold.taken.take_report import TakenUnit


@command(
    Sample(
        "docgen take last-form.docx --pack central-project-form --unit 科技馆",
        "last year's Word report becomes a unit of its year; what is not sure is listed",
        "去年的 Word 报告变成那一年的单位，没有把握的列出来",
    ),
    Sample(
        "docgen take last-form.docx --pack central-project-form --unit 天文馆 "
        "--report compared.html",
        "and a page for the browser: the old report beside what docgen prints",
        "再写一个网页：旧报告与 docgen 生成的逐页对照",
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
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    help="修订按接受还是拒绝读，不写就按接受 · how tracked changes are read; accepted if not given",
)
@click.option(
    "--report",
    "page",
    metavar="网页 · PAGE.html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写一个网页，旧报告与新生成的逐页对照 · a page with the old report beside the new one",
)
@converter_option
@click.pass_context
def take(
    context: click.Context,
    report: Path,
    pack: str,
    unit: str,
    edition: str,
    changes: Changes,
    page: Path | None,
    converter: str,
) -> None:
    """去年的 Word 报告变成一个单位的内容 · last year's Word report becomes a unit's content."""
    from docgen.scaffold.taken.take_report import take_report
    from docgen.wording.problem_texts import taken_lines

    language, root = context.obj
    with exit_on_errors(context):
        taken = take_report(
            report, pack, unit, edition, root=root, converter=converter, changes=changes
        )
    taken = _with_pages(taken, converter, context)
    print_problems(taken.unit.problems, language)
    exit_if_errors(taken.unit.problems)
    first, last = taken_lines(taken, phrases(language))
    echo([first])
    folder = taken.unit.folder
    with exit_on_errors(context):
        say_blanks(context, folder.parent.name, [folder.name])
        if page:
            echo(_page_lines(taken, report, page, converter, context))
    echo([last])


def _with_pages(taken: TakenUnit, converter: str, context: click.Context) -> TakenUnit:
    """The same, its problems with the pages on which they stand, as far as they can be known."""
    from docgen.project import find_project
    from docgen.scaffold.taken.laid_out_pages import with_pages

    if not taken.report:
        return taken
    project = find_project(context.obj[1] or Path.cwd())
    return with_pages(taken, replace(project, converter=converter))


def _page_lines(
    taken: TakenUnit, report: Path, page: Path, converter: str, context: click.Context
) -> Iterator[str]:
    """Writes the page that compares, and yields the line that tells where it is."""
    from docgen.project import find_project
    from docgen.runs.sealed_files import sealed_page, write_sealed
    from docgen.scaffold.taken.compared_pages import compared_report
    from docgen.wording.compared_page import compared_page
    from docgen.wording.problem_texts import display_path

    language, root = context.obj
    project = replace(find_project(root or Path.cwd()), converter=converter)
    compared = compared_report(taken, report.name, project)
    html = compared_page(compared, language)
    write_sealed(page, sealed_page(html), Place(display_path(page)))
    yield phrases(language)["compared-at"].format(page=display_path(page))
