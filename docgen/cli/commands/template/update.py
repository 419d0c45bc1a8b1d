"""``docgen template update``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, echo_text, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.options import EDITION, PACK, converter_option, list_option, pack_argument


@command(
    Sample(
        "docgen template update project-form new-form.docx --dry-run",
        "what the bureau's changed form changes in a pack",
        "上级发了新表：先看模板包要改哪些",
    ),
    Sample("docgen template update project-form new-form.docx"),
    called="新表 改表 换表",
)
@pack_argument
@click.argument(
    "forms",
    nargs=-1,
    required=True,
    metavar="新表.docx… · NEW.docx…",
    type=click.Path(path_type=Path),
)
@click.option(
    "--as",
    "name",
    metavar=PACK,
    default="",
    help="新模板包的名称，不写就加上年度 · name of the new pack; the old one's with the year",
)
@click.option(
    "--part",
    metavar="文件 · FILE",
    default="",
    help="新表是哪一部分的，不写就找最像的 · the part it is for; the most similar if not given",
)
@click.option(
    "--edition",
    metavar=EDITION,
    type=click.IntRange(2000, 2099),
    help="新表从哪个年度用起 · the first edition of the new form",
)
@click.option(
    "--same",
    metavar="旧栏目=新栏目 · OLD=NEW",
    multiple=True,
    help="这两个是同一栏 · these two labels are one",
)
@click.option(
    "--apart",
    metavar="栏目 · LABEL",
    multiple=True,
    help="这一栏不是改名来的 · this label is not a reworded one",
)
@click.option("--dry-run", is_flag=True, help="只看，不写 · show it, write nothing")
@converter_option
@list_option
@click.pass_context
def update(
    context: click.Context,
    pack: str,
    forms: tuple[Path, ...],
    name: str,
    part: str,
    edition: int | None,
    same: tuple[str, ...],
    apart: tuple[str, ...],
    dry_run: bool,
    converter: str,
    style: str,
) -> None:
    """上级的新表与模板包对照，做出新的模板包 · a pack for the bureau's changed form."""
    from docgen.scaffold.pack.update.update_pack import UpdateOptions, update_pack
    from docgen.wording.update_lines import update_json, update_lines

    language, root = context.obj
    options = UpdateOptions(name, part, edition or 0, same, apart, dry_run, converter)
    with exit_on_errors(context):
        report = update_pack(pack, forms, options, root=root)
    if style == "json":
        echo_text(update_json(report, language))
    else:
        print_problems(report.problems, language)
        echo(update_lines(report, language, dry_run=dry_run))
    exit_if_errors(report.problems)
