"""``docgen check``."""

from __future__ import annotations

from typing import TypedDict

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import (
    Shown,
    exit_on_errors,
    print_fixed,
    print_result,
    print_undone,
    progress_bar,
)
from docgen.cli.options import UNIT, edition_argument, format_option, jobs_option
from docgen.project import typed


@command(
    Sample(
        "docgen check 2023",
        "figures, text against tables, brackets, numbering …",
        "只检查：数字、正文与表格、括号、编号……",
    ),
    Sample("docgen check 2024 --all", "each blank by itself", "逐条列出还没填的"),
    Sample(
        "docgen check 2023 --fix",
        "mend what has one safe answer; --diff shows it first, --undo takes it back",
        "只有一种改法的自动改好；先看加 --diff，恢复原样用 --undo",
    ),
    Sample("docgen check 2023 --strict --format github"),
    called="检查 校验 查错 validate",
)
@edition_argument
@click.option(
    "--unit", "units", multiple=True, metavar=UNIT, help="只检查这个单位，可多次 · only this unit"
)
@click.option("--strict", is_flag=True, help="警告也算错误 · warnings are errors")
@click.option("--all", "every", is_flag=True, help="逐条列出没填的 · list each blank")
@click.option("--fix", is_flag=True, help="自动改好只有一种改法的 · mend what has one safe answer")
@click.option("--diff", is_flag=True, help="只看要改哪些，不写 · show the changes, write nothing")
@click.option("--undo", is_flag=True, help="撤销最近一次自动改正 · undo the last --fix")
@jobs_option
@format_option
@click.pass_context
def check(
    context: click.Context,
    edition: str,
    units: tuple[str, ...],
    strict: bool,
    every: bool,
    fix: bool,
    diff: bool,
    undo: bool,
    jobs: int | None,
    style: str,
) -> None:
    """检查内容；加 --fix 自动改正 · check the content, or mend it with --fix."""
    if undo:
        _undo(context, edition, units, style, dry_run=diff)
        return
    how: _How = {"units": units, "strict": strict, "jobs": jobs or 0}
    line = _line(edition, units)
    with exit_on_errors(context), progress_bar(context) as bar:
        if fix or diff:
            from docgen.runs.fix import fix_edition

            fixed = fix_edition(edition, root=context.obj[1], dry_run=diff, progress=bar, **how)
        else:
            from docgen.runs.check import check_edition

            result = check_edition(edition, root=context.obj[1], progress=bar, **how)
    if fix or diff:
        if style == "text":
            print_fixed(context, fixed, line, dry_run=diff)
        print_result(context, fixed.result, style, Shown(every, to_draft=True))
    else:
        print_result(context, result, style, Shown(every, to_draft=True, command=line))


class _How(TypedDict):
    """What check and fix are asked alike."""

    units: tuple[str, ...]
    strict: bool
    jobs: int


def _undo(
    context: click.Context, edition: str, units: tuple[str, ...], style: str, *, dry_run: bool
) -> None:
    from docgen.runs.undo import undo_fixes

    with exit_on_errors(context):
        undone = undo_fixes(edition, root=context.obj[1], units=units, dry_run=dry_run)
    print_undone(context, undone, style, dry_run="--diff" if dry_run else "")


def _line(edition: str, units: tuple[str, ...]) -> str:
    """The command as it is typed once more, without other options."""
    return " ".join(("docgen check", typed(edition), *(f"--unit {typed(unit)}" for unit in units)))
