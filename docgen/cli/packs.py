"""The commands for new editions and for packs: new, template new, outline, lint."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from docgen.cli.console import echo, exit_on_errors, print_problems
from docgen.cli.options import examples, format_option, lang_option, list_option
from docgen.diagnostics import ExitCode, Problem
from docgen.messages import phrases


@click.command(
    epilog=examples(
        "docgen new 2024 --from 2023", "docgen new 2024 --pack hunan-self-evaluation --unit my-unit"
    )
)
@click.argument("edition")
@click.option("--from", "last", default="", help="上一年度 · the edition to carry over")
@click.option("--pack", default="", help="模板包，从空白开始 · a pack, to begin from nothing")
@click.option("--unit", "units", multiple=True, help="单位，可多次 · only this unit")
@lang_option
@click.pass_context
def new(context: click.Context, edition: str, last: str, pack: str, units: tuple[str, ...]) -> None:
    """新建一个年度的内容，已有的不动 · make next year's content; nothing is overwritten."""
    from docgen.cli.report import new_unit_lines
    from docgen.scaffold.content.new_edition import carry_edition, start_unit

    edition = edition.rstrip("/")
    if bool(last) == bool(pack) or (pack and not units):
        year = int(edition) - 1 if edition.isdecimal() else "2023"
        raise click.UsageError(f"--from {year} | --pack PACK --unit UNIT")
    root = context.obj[1]
    with exit_on_errors(context):
        if last:
            new_units = carry_edition(edition, last.rstrip("/"), units=units, root=root)
        else:
            new_units = [start_unit(edition, pack, unit, root=root) for unit in units]
    problems = [problem for new_unit in new_units for problem in new_unit.problems]
    print_problems(problems, context.obj[0])
    echo(new_unit_lines(new_units, edition, phrases(context.obj[0])))
    _exit_on_errors(problems)


@click.group()
def template() -> None:
    """查看模板包 · look into a template pack."""


@template.command(
    epilog=examples(
        "docgen template outline hunan-self-evaluation",
        "docgen template outline hunan-self-evaluation --format json",
    )
)
@click.argument("pack")
@list_option
@lang_option
@click.pass_context
def outline(context: click.Context, pack: str, style: str) -> None:
    """列出全部标签：种类、位置、填什么 · every placeholder, its place, what fills it."""
    from docgen.cli.report_packs import outline_json, outline_lines
    from docgen.templates.lint.pack_outline import outline_pack

    with exit_on_errors(context):
        pack_outline = outline_pack(pack, root=context.obj[1])
    print_problems(pack_outline.problems, context.obj[0])
    echo(
        [outline_json(pack_outline)]
        if style == "json"
        else outline_lines(pack_outline, context.obj[0])
    )
    _exit_on_errors(pack_outline.problems)


@template.command(
    epilog=examples(
        "docgen template lint hunan-self-evaluation",
        "docgen template lint hunan-self-evaluation --format github",
    )
)
@click.argument("pack")
@format_option
@lang_option
@click.pass_context
def lint(context: click.Context, pack: str, style: str) -> None:
    """一次列出模板包的全部毛病 · all faults of a pack in one run."""
    from docgen.cli.report import problems_github, problems_json
    from docgen.templates.lint.pack_faults import lint_pack

    language = context.obj[0]
    with exit_on_errors(context):
        problems = lint_pack(pack, root=context.obj[1])
    if style == "text":
        print_problems(problems, language)
        kind = "bad" if problems else "good"
        click.echo(phrases(language)[f"lint-{kind}"].format(count=len(problems)))
    else:
        format_problems = problems_json if style == "json" else problems_github
        click.echo(format_problems(problems, language))
    _exit_on_errors(problems)


@template.command(
    "new",
    epilog=examples(
        "docgen template new form.docx --pack project-form",
        "docgen template new report.docx annex-1.doc annex-2.doc --pack our-report --edition 2024",
    ),
)
@click.argument("forms", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--pack", required=True, help="新模板包的名称 · name of the new pack")
@click.option("--edition", type=click.IntRange(2000, 2099), help="年度 · the first unit's edition")
@lang_option
@click.pass_context
def draft(context: click.Context, forms: tuple[Path, ...], pack: str, edition: int | None) -> None:
    """空白表变成模板包，说明哪里没有把握 · make a pack of blank official forms."""
    from docgen.checking.checks.blank_fields import NOT_FILLED
    from docgen.cli.report import draft_lines, result_lines
    from docgen.runs.render import RenderOptions, render_edition
    from docgen.scaffold.pack.draft import draft_pack

    language, root = context.obj
    with exit_on_errors(context):
        report = draft_pack(forms, pack, edition=edition or 0, root=root)
        print_problems(report.problems, language)
        _exit_on_errors(report.problems)
        options = RenderOptions(units=[report.content.name])
        result = render_edition(str(report.edition), options, root=root)
    result = result.without(NOT_FILLED)  # a new pack's first unit is blank
    print_problems(result.all_problems(), language)
    echo(result_lines(result, language))
    echo(draft_lines(report, phrases(language)))
    _exit_on_errors(result.all_problems())


def _exit_on_errors(problems: Iterable[Problem]) -> None:
    """Exits with the gravest exit code of ``problems``, if there are errors."""
    from docgen.runs.results import gravest

    if (code := gravest(problems)) is not ExitCode.DONE:
        sys.exit(code)
