"""``docgen check``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from docgen.cli.command import ExtraWordsError, Sample, command
from docgen.cli.console import (
    Shown,
    echo,
    exit_on_errors,
    print_fixed,
    print_result,
    print_undone,
    progress_bar,
)
from docgen.cli.options import UNIT, converter_option, format_option, jobs_option
from docgen.diagnostics import Fix, Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import OFFICE_ENDINGS
from docgen.messages import phrases
from docgen.project import typed

if TYPE_CHECKING:
    from docgen.checking.over_years.other_documents import OtherSource
    from docgen.cli.check_keeper import CheckKeeper
    from docgen.runs.results import Progress, Result

_PAGE = (".html", ".htm")

ONLY_OF_CONTENT = problem_code(
    "only-of-content",
    en=(
        "{option} is for content that docgen fills into a report; this is a Word file",
        "leave out {option}; put right in Word what is told",
    ),
    zh=(
        "{option} 只用于 docgen 的内容文件，这里是 Word 文件",
        "去掉 {option}；查出的问题在 Word 里改",
    ),
)


@command(
    Sample(
        "docgen check 2023",
        "figures, text against tables, brackets, numbering …",
        "只检查：数字、正文与表格、括号、编号……",
    ),
    Sample(
        "docgen check report.docx",
        "any Word report, without a project: one that docgen did not make, too",
        "检查任何 Word 报告，不用建项目，不是 docgen 做的也行",
    ),
    Sample(
        "docgen check report.docx --against last-year.docx --against budget.xlsx",
        "last year's report and the approved budget are to have the same figures",
        "与上年报告、批复预算的数核对",
    ),
    Sample("docgen check 2024 --all", "each blank by itself", "逐条列出还没填的"),
    Sample(
        "docgen check 2023 --fix",
        "mend what has one safe answer; --diff shows it first, --undo takes it back",
        "只有一种改法的自动改好；先看加 --diff，恢复原样用 --undo",
    ),
    Sample(
        "docgen check 2023 --report",
        "a page that says how each figure was checked, for the one who answers for it",
        "写一张检查报告：每个数字核对了没有、怎样核对的，给对数字负责的人看",
    ),
    Sample(
        "docgen check report.docx --marked",
        "a copy of the Word file in which each figure is coloured, with the sum as its comment",
        "写一份标色的 Word 副本：数字按结果着色，算式写在批注里",
    ),
    Sample(
        "docgen check 2023 --bind",
        "figures that the form has become {{ references }}, each asked; --yes takes all",
        "把表上有的数改成 {{ 引用 }}，逐个问；全部改加 --yes",
    ),
    Sample("docgen check 2023 --strict --format github"),
    called="检查 校验 查错 validate",
)
@click.argument(
    "targets", metavar="年度|报告.docx… · EDITION|REPORT.docx…", nargs=-1, required=True
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar=UNIT,
    help="只检查这个单位，可多次 · only this unit, or several",
)
@click.option("--strict", is_flag=True, help="警告也算错误 · warnings are errors")
@click.option("--all", "every", is_flag=True, help="逐条列出没填的 · list each blank")
@click.option("--fix", is_flag=True, help="自动改好只有一种改法的 · mend what has one safe answer")
@click.option("--bind", is_flag=True, help="表上有的数逐个改成引用 · bind figures, each asked")
@click.option("--yes", is_flag=True, help="--bind 不逐个问 · --bind asks nothing, and binds all")
@click.option("--diff", is_flag=True, help="只看要改哪些，不写 · show the changes, write nothing")
@click.option("--undo", is_flag=True, help="撤销最近一次自动改正 · undo the last --fix")
@click.option(
    "--against",
    multiple=True,
    metavar="文件 · FILE",
    help="与上年报告、批复预算核对，可多次 · compare with last year's report, the budget; several",
)
@click.option(
    "--no-pages", is_flag=True, help="Word 报告不排版，不报页码 · no page numbers of Word reports"
)
@click.option(
    "--report", is_flag=True, help="写检查报告（网页） · write a page on what was checked"
)
@click.option(
    "--marked", is_flag=True, help="写标色的 Word 副本 · write a copy with coloured figures"
)
@converter_option
@jobs_option
@format_option
@click.pass_context
def check(
    context: click.Context,
    targets: tuple[str, ...],
    units: tuple[str, ...],
    strict: bool,
    every: bool,
    fix: bool,
    bind: bool,
    yes: bool,
    diff: bool,
    undo: bool,
    against: tuple[str, ...],
    no_pages: bool,
    report: bool,
    marked: bool,
    converter: str,
    jobs: int | None,
    style: str,
) -> None:
    """检查内容或 Word 报告；加 --fix 自动改正 · check content or Word reports; --fix mends."""
    targets, keeper = _keeper(context, targets, report=report, marked=marked)
    others = _others(context, against, pages=not no_pages, converter=converter)
    if are_files(targets):
        files = _HowFiles(strict=strict, pages=not no_pages, keeper=keeper, converter=converter)
        _check_files(context, targets, others, style, files)
        return
    edition = _edition(context, targets)
    if undo:
        _undo(context, edition, units, style, dry_run=diff)
        return
    how: _How = {"units": units, "strict": strict, "jobs": jobs or 0}
    shown = Shown(every, to_draft=True)
    if fix or diff or bind:
        chosen = _bindings(context, edition, how, yes=yes) if bind else None
        _fix(context, edition, how, style, shown, dry_run=diff, chosen=chosen)
        return
    with exit_on_errors(context), progress_bar(context) as bar:
        result = _checked(context, edition, keeper, others, bar, how)
    print_result(context, result, style, replace(shown, command=_line(edition, units)))


def _others(
    context: click.Context, against: Sequence[str], *, pages: bool, converter: str
) -> Sequence[OtherSource]:
    """The files to compare with, read."""
    if not against:
        return ()
    from docgen.runs.against import read_others

    with exit_on_errors(context):
        files, root = [Path(file) for file in against], context.obj[1]
        return read_others(files, root=root, pages=pages, converter=converter)


def _keeper(
    context: click.Context, targets: tuple[str, ...], *, report: bool, marked: bool
) -> tuple[tuple[str, ...], CheckKeeper | None]:
    """What is to be checked, and what writes down how; the page that is named is no target."""
    if not (report or marked):
        return targets, None
    from docgen.cli.check_keeper import CheckKeeper

    pages = [target for target in targets if report and target.lower().endswith(_PAGE)]
    if len(pages) > 1 or len(pages) == len(targets):
        raise ExtraWordsError(pages, context)
    others = tuple(target for target in targets if target not in pages)
    page = Path(pages[0]) if pages else None
    return others, CheckKeeper(context.obj[0], report, marked, page)


def _checked(
    context: click.Context,
    edition: str,
    keeper: CheckKeeper | None,
    against: Sequence[OtherSource],
    progress: Progress | None,
    how: _How,
) -> Result:
    """The result for an edition, of which ``keeper`` writes down how it was checked."""
    if keeper:
        from docgen.runs.recorded_check import recorded_check

        asked = (edition, keeper, against)
        return recorded_check(*asked, root=context.obj[1], progress=progress, **how)
    from docgen.runs.check import check_edition

    root = context.obj[1]
    return check_edition(edition, root=root, progress=progress, against=against, **how)


def _edition(context: click.Context, targets: Sequence[str]) -> str:
    """The edition that is named: one, unlike files."""
    edition, *others = targets
    if others:
        raise ExtraWordsError(others, context)
    return edition


def are_files(targets: Sequence[str]) -> bool:
    """Whether the words name files, of which there may be several, and no edition."""
    return any(target.lower().endswith((*OFFICE_ENDINGS, ".pdf")) for target in targets)


_OF_CONTENT = {
    "units": "--unit",
    **{name: f"--{name}" for name in ("fix", "bind", "diff", "yes", "undo")},
}
"""The options that only content has, by their parameters."""


def _check_files(
    context: click.Context,
    targets: Sequence[str],
    others: Sequence[OtherSource],
    style: str,
    how: _HowFiles,
) -> None:
    """Checks Word files; an option that only content has is refused."""
    from docgen.cli.check_keeper import without_copies
    from docgen.runs.check_files import check_files

    with exit_on_errors(context), progress_bar(context) as bar:
        given = (option for name, option in _OF_CONTENT.items() if context.params[name])
        if option := next(given, ""):
            raise UsageError(ONLY_OF_CONTENT, Place(targets[0]), option=option)
        files = without_copies([Path(target) for target in targets])
        root = context.obj[1]
        result = check_files(files, root=root, progress=bar, against=others, **how)
    print_result(context, result, style, Shown())


class _HowFiles(TypedDict):
    """How Word files are checked."""

    strict: bool
    pages: bool
    keeper: CheckKeeper | None
    converter: str


class _How(TypedDict):
    """What check and fix are asked alike."""

    units: tuple[str, ...]
    strict: bool
    jobs: int


def _bindings(context: click.Context, edition: str, how: _How, *, yes: bool) -> frozenset[Fix]:
    """The bindings that are chosen at the terminal."""
    from docgen.cli.asked_bindings import chosen_bindings
    from docgen.runs.bind import proposed_bindings

    root, units, jobs = context.obj[1], how["units"], how["jobs"]
    with exit_on_errors(context):
        with progress_bar(context) as bar:
            found = proposed_bindings(edition, root=root, units=units, jobs=jobs, progress=bar)
        return chosen_bindings(found, edition, context.obj[0], all_of_them=yes)


def _fix(
    context: click.Context,
    edition: str,
    how: _How,
    style: str,
    shown: Shown,
    *,
    dry_run: bool,
    chosen: frozenset[Fix] | None,
) -> None:
    from docgen.runs.fix import fix_edition

    root = context.obj[1]
    with exit_on_errors(context), progress_bar(context) as bar:
        fixed = fix_edition(edition, root=root, dry_run=dry_run, progress=bar, chosen=chosen, **how)
    if style == "text" and chosen != frozenset():
        print_fixed(context, fixed, _line(edition, how["units"]), dry_run=dry_run)
    elif style == "text":
        echo([phrases(context.obj[0])["bind-none"]])
    print_result(context, fixed.result, style, shown)


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
