"""``docgen template blank``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.options import converter_option
from docgen.messages import phrases


@command(
    Sample(
        "docgen template blank last-form.docx blank.docx",
        "last year's report without what was filled in",
        "去年填好的表，删去填的内容",
    ),
    called="空白表 清空 empty",
)
@click.argument("form", metavar="已填表.docx · FORM.docx", type=click.Path(path_type=Path))
@click.argument("out", metavar="空白表.docx · BLANK.docx", type=click.Path(path_type=Path))
@converter_option
@click.pass_context
def blank(context: click.Context, form: Path, out: Path, converter: str) -> None:
    """已填好的表变回空白表 · take what was filled in out of a form."""
    from docgen.scaffold.pack.filled.blank_copy import write_blank

    language, root = context.obj
    with exit_on_errors(context):
        report = write_blank(form, out, root=root, converter=converter)
        print_problems(report.problems, language)
        exit_if_errors(report.problems)
    words = {"taken": report.taken, "out": out}
    echo([phrases(language)["blank-form"].format(**words)])
