"""``docgen new``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.next_blanks import say_blanks
from docgen.cli.options import PACK, UNIT, edition_argument
from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import LANGUAGES, problem_code
from docgen.messages import half, phrases
from docgen.project import find_project, typed

FROM_WHAT = problem_code(
    "from-what",
    en=(
        "a new year is made from last year's content, or for a new unit from a pack",
        "type docgen new {edition} --from {last}, or docgen new {edition} --pack {pack} --unit "
        "{unit}",
    ),
    zh=(
        "新的年度从上年的内容新建，新的单位从模板包新建，两样选一样写全",
        "输入 docgen new {edition} --from {last}，或 docgen new {edition} --pack {pack} --unit "
        "{unit}",
    ),
)

_FEW = 3
"""New units of which each file is counted; of more, docgen check tells."""


@command(
    Sample(
        "docgen new 2024 --from 2023",
        "next year's content; docgen check 2024 says what to fill in",
        "新建下一年度的内容；docgen check 2024 列出要填的",
    ),
    Sample(
        "docgen new 2024 --from 2023 --pull",
        "first takes along what the office corrected in last year's Word files",
        "先把办公室在上年 Word 文件里的修改写回，再新建",
    ),
    Sample(
        "docgen new 2024 --pack hunan-self-evaluation --unit 株洲市第三中学",
        "a new unit from nothing; says where to begin",
        "新单位，从空白开始，指出从哪里填起",
    ),
    called="新增 新单位 新年度 create",
)
@edition_argument
@click.option(
    "--from",
    "last",
    default="",
    metavar="上年 · LAST-EDITION",
    help="上一年度 · the edition to carry over",
)
@click.option(
    "--pack", default="", metavar=PACK, help="模板包，从空白开始 · a pack, to begin from nothing"
)
@click.option(
    "--unit", "units", multiple=True, metavar=UNIT, help="单位，可多次 · only this unit, or several"
)
@click.option(
    "--pull", is_flag=True, help="先写回上年 Word 里的修改 · first pull last year's edits in Word"
)
@click.pass_context
def new(
    context: click.Context, edition: str, last: str, pack: str, units: tuple[str, ...], pull: bool
) -> None:
    """新建一个年度的内容，已有的不动 · make next year's content; nothing is overwritten."""
    from docgen.scaffold.content.new_edition import carry_edition, start_unit
    from docgen.wording.edit_lines import review_lines
    from docgen.wording.problem_texts import new_unit_lines

    root = context.obj[1]
    with exit_on_errors(context):
        edition = find_project(root or Path.cwd()).edition_name(edition)
        if bool(last) == bool(pack) or (pack and (pull or not units)):
            raise UsageError(FROM_WHAT, Place("docgen new"), **_both_ways(edition, pack, units))
        if last:
            new_units = carry_edition(edition, last, units=units, pull=pull, root=root)
        else:
            new_units = [start_unit(edition, pack, unit, root=root) for unit in units]
    problems = [problem for new_unit in new_units for problem in new_unit.problems]
    print_problems(problems, context.obj[0])
    for review in (review for new_unit in new_units for review in new_unit.pulled):
        echo(review_lines(review, context.obj[0], "pull"))
    echo(new_unit_lines(new_units, phrases(context.obj[0])))
    made = [new_unit.folder.name for new_unit in new_units if new_unit.files]
    if 0 < len(made) <= _FEW:
        say_blanks(context, edition, made)
        echo([phrases(context.obj[0])["new-next"].format(edition=edition)])
    exit_if_errors(problems)


def _both_ways(edition: str, pack: str, units: Sequence[str]) -> dict[str, str]:
    """The words of the two lines that make an edition: what was typed, or what belongs there."""
    last = str(int(edition) - 1) if edition.isdecimal() else "2023"
    words = {"edition": edition, "last": last}
    for name, given in (("pack", pack), ("unit", next(iter(units), ""))):
        metavar = {"pack": PACK, "unit": UNIT}[name]
        words |= {f"{name}_{each}": typed(given or half(metavar, each)) for each in LANGUAGES}
    return words
