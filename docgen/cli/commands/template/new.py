"""``docgen template new``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.options import EDITION, PACK, converter_option
from docgen.messages import phrases


@command(
    Sample(
        "docgen template new form.docx --pack project-form",
        "a pack of the bureau's blank forms, .docx or .doc",
        "空白表（.docx、.doc）变成模板包",
    ),
    Sample(
        "docgen template new report.docx annex-1.doc annex-2.doc --pack our-report --edition 2024"
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
@converter_option
@click.pass_context
def new(
    context: click.Context,
    forms: tuple[Path, ...],
    pack: str,
    edition: int | None,
    at_least_rows: bool,
    converter: str,
) -> None:
    """空白表变成模板包，说明哪里没有把握 · make a pack of blank official forms."""
    from docgen.checking.checks.blank_fields import NOT_FILLED
    from docgen.runs.render import RenderOptions, render_edition
    from docgen.scaffold.pack.draft import draft_pack
    from docgen.wording.problem_texts import draft_lines
    from docgen.wording.result_lines import result_lines

    language, root = context.obj
    with exit_on_errors(context):
        report = draft_pack(
            forms,
            pack,
            edition=edition or 0,
            root=root,
            converter=converter,
            laid_out=True,
            at_least_rows=at_least_rows,
        )
        print_problems(report.problems, language)
        exit_if_errors(report.problems)
        options = RenderOptions(units=[report.content.name], converter=converter)
        result = render_edition(str(report.edition), options, root=root)
    result = result.without(NOT_FILLED)  # a new pack's first unit is blank
    print_problems(result.all_problems(), language)
    echo(result_lines(result, language))
    echo(draft_lines(report, phrases(language)))
    exit_if_errors(result.all_problems())
