"""``docgen template new``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.options import EDITION, PACK, converter_option
from docgen.diagnostics import Place
from docgen.messages import phrases

if TYPE_CHECKING:
    from docgen.runs.results import Result
    from docgen.scaffold.pack.draft import DraftReport


@command(
    Sample(
        "docgen template new form.docx --pack project-form",
        "a pack of the bureau's blank forms, .docx or .doc",
        "空白表（.docx、.doc）变成模板包",
    ),
    Sample(
        "docgen template new last-form.docx --pack our-form --take",
        "a filled form: a pack of the blank one, and its values as the first unit",
        "已填好的表：空白表做成模板包，填的内容成为第一个单位",
    ),
    Sample(
        "docgen template new report.docx annex-1.doc annex-2.doc --pack our-report --edition 2024"
    ),
    Sample(
        "docgen template new form.docx --pack marked-form --report form.html",
        "and a page that shows each blank on the form",
        "另写一个网页，在表样上标出每处空格",
    ),
    called="新建模板 起草",
)
@click.argument(
    "forms",
    nargs=-1,
    required=True,
    metavar="空白表.docx… · FORM.docx…",
    type=click.Path(path_type=Path),
)
@click.option("--pack", required=True, metavar=PACK, help="新模板包的名称 · name of the new pack")
@click.option(
    "--edition",
    metavar=EDITION,
    type=click.IntRange(2000, 2099),
    help="年度 · the first unit's edition",
)
@click.option(
    "--at-least-rows",
    is_flag=True,
    help="固定行高改为最小值 · rows of exact height may grow",
)
@click.option(
    "--report",
    metavar="网页 · PAGE.html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写一个网页，标出每处空格 · a page for the browser with each blank marked",
)
@click.option(
    "--take",
    is_flag=True,
    help="表已填好：内容放进第一个单位 · the form is filled: its values become the first unit",
)
@click.option(
    "--as-blank",
    is_flag=True,
    help="看上去填过的都是表上印的 · what looks filled in is part of the form",
)
@converter_option
@click.pass_context
def new(
    context: click.Context,
    forms: tuple[Path, ...],
    pack: str,
    edition: int | None,
    at_least_rows: bool,
    report: Path | None,
    take: bool,
    as_blank: bool,
    converter: str,
) -> None:
    """空白表变成模板包，说明哪里没有把握 · make a pack of blank official forms."""
    from docgen.scaffold.pack.draft import draft_pack
    from docgen.wording.problem_texts import draft_lines
    from docgen.wording.result_lines import result_lines

    language, root = context.obj
    with exit_on_errors(context):
        drafted = draft_pack(
            forms,
            pack,
            edition=edition or 0,
            root=root,
            converter=converter,
            laid_out=True,
            at_least_rows=at_least_rows,
            filled="take" if take else "as-blank" if as_blank else "refuse",
        )
        print_problems(drafted.problems, language)
        exit_if_errors(drafted.problems)
        result = _first_report(drafted, converter, root)
    print_problems(result.all_problems(), language)
    echo(result_lines(result, language))
    if report:
        with exit_on_errors(context):
            echo(_report_lines(drafted, report, converter, context))
    echo(draft_lines(drafted, phrases(language)))
    exit_if_errors(result.all_problems())


def _first_report(drafted: DraftReport, converter: str, root: Path | None) -> Result:
    """Renders the first unit of a new pack, which is blank on purpose."""
    from docgen.checking.checks.blank_fields import NOT_FILLED
    from docgen.runs.render import RenderOptions, render_edition

    options = RenderOptions(units=[drafted.content.name], converter=converter)
    return render_edition(str(drafted.edition), options, root=root).without(NOT_FILLED)


def _report_lines(
    drafted: DraftReport, page: Path, converter: str, context: click.Context
) -> Iterator[str]:
    """Writes the page on a draft, and yields the line that tells where it is."""
    from docgen.project import find_project
    from docgen.runs.sealed_files import sealed_page, write_sealed
    from docgen.scaffold.pack.report.draft_notes import read_notes
    from docgen.scaffold.pack.report.pack_view import view_pack
    from docgen.wording.draft_page import draft_page
    from docgen.wording.problem_texts import display_path

    language, root = context.obj
    project = replace(find_project(root or Path.cwd()), converter=converter)
    notes = read_notes(project, drafted.pack.name)
    view = view_pack(drafted.pack, project, drafted.edition, notes)
    html = draft_page(view, drafted.pack.name, language)
    write_sealed(page, sealed_page(html), Place(display_path(page)))
    yield phrases(language)["draft-page-at"].format(page=display_path(page))
