"""The command line: parse, call, print, exit.

A command imports its modules when it is called, so that ``docgen --help`` starts fast.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

import click

from docgen.cli.console import echo, exit_on_errors, run
from docgen.cli.office import diff, pull, status
from docgen.cli.options import (
    examples,
    format_option,
    jobs_option,
    lang_option,
    out_option,
    timeout_option,
)
from docgen.cli.packs import new, template
from docgen.messages import system_language
from docgen.problem_codes import LANGUAGES, Language
from docgen.version import __version__

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_SETTINGS)
@click.option("--lang", type=click.Choice(LANGUAGES), help="语言 · language of the messages")
@click.option(
    "--project",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="项目文件夹 · the project's folder, if not this one",
)
@click.version_option(__version__, "--version", message="docgen %(version)s")
@click.pass_context
def main(context: click.Context, lang: Language | None, project: Path | None) -> None:
    """把内容填进公文模板，生成 Word 和 PDF · fills Word forms, and makes the PDF."""
    for stream in (sys.stdout, sys.stderr):
        cast(Any, stream).reconfigure(errors="backslashreplace")
    context.obj = (lang or system_language(), project)


@main.command(
    epilog=examples(
        "docgen render 2023", "docgen render 2023 --unit zhuzhou-vocational-park --no-pdf"
    )
)
@click.argument("edition")
@click.option("--unit", "units", multiple=True, help="只生成这个单位，可多次 · only this unit")
@click.option("--no-pdf", is_flag=True, help="不生成 PDF · no PDF")
@click.option(
    "--replace",
    "replace_edited",
    is_flag=True,
    help="改过的文件移到 edited，再生成 · move edited files aside",
)
@click.option("--no-verify", is_flag=True, help="不核对公文格式 · do not measure the format")
@out_option
@click.option("--force", is_flag=True, help="没有变化的也重做 · also what is unchanged")
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Dask 调度器地址，用多台机器生成 · a Dask scheduler: many machines do the work",
)
@timeout_option
@jobs_option
@lang_option
@click.pass_context
def render(
    context: click.Context,
    edition: str,
    units: tuple[str, ...],
    no_pdf: bool,
    replace_edited: bool,
    no_verify: bool,
    out: Path | None,
    force: bool,
    scheduler: str,
    timeout: int,
    jobs: int | None,
) -> None:
    """生成一个年度的报告 · build the reports of an edition."""
    from docgen.runs.render import RenderOptions, render_edition

    options = RenderOptions(
        units=units,
        replace_edited=replace_edited,
        make_pdf=not no_pdf,
        verify=not no_verify,
        force=force,
        seconds=timeout,
        jobs=jobs or 0,
        scheduler=scheduler,
    )
    run(
        context,
        lambda root, progress: render_edition(
            edition, options, root=root, out=out, progress=progress
        ),
    )


@main.command(epilog=examples("docgen check 2023", "docgen check 2023 --strict --format github"))
@click.argument("edition")
@click.option("--unit", "units", multiple=True, help="只检查这个单位，可多次 · only this unit")
@click.option("--strict", is_flag=True, help="警告也算错误 · warnings are errors")
@jobs_option
@format_option
@lang_option
@click.pass_context
def check(
    context: click.Context,
    edition: str,
    units: tuple[str, ...],
    strict: bool,
    jobs: int | None,
    style: str,
) -> None:
    """检查内容，不生成文件 · check the content, and write nothing."""
    from docgen.runs.check import check_edition

    run(
        context,
        lambda root, progress: check_edition(
            edition, root=root, units=units, strict=strict, jobs=jobs or 0, progress=progress
        ),
        style,
    )


@main.command(
    epilog=examples("docgen schema hunan-self-evaluation", "docgen schema pack.yaml"),
)
@click.argument("pack", metavar="PACK|pack.yaml")
@lang_option
@click.pass_context
def schema(context: click.Context, pack: str) -> None:
    """打印模板包的 JSON Schema · print the JSON Schema of a pack."""
    from docgen.packs.pack_yaml import pack_schema_text
    from docgen.runs.build import schema_text

    with exit_on_errors(context):
        of_pack_yaml = pack == "pack.yaml"
        text = pack_schema_text() if of_pack_yaml else schema_text(pack, root=context.obj[1])
        click.echo(text, nl=False)


@main.command(
    "pdf", epilog=examples("docgen pdf 2023", "docgen pdf 2023 --archive", "docgen pdf 报告.docx")
)
@click.argument("target", metavar="EDITION|FILE.docx")
@out_option
@click.option("--archive", is_flag=True, help="生成存档用的 PDF/A-2 · PDF/A-2 for the archive")
@timeout_option
@jobs_option
@lang_option
@click.pass_context
def pdf_command(
    context: click.Context,
    target: str,
    out: Path | None,
    archive: bool,
    timeout: int,
    jobs: int | None,
) -> None:
    """把已有的 Word 文件转成 PDF，改过的也行 · make PDFs of the Word files that lie there."""
    from docgen.runs.convert import convert_files

    run(
        context,
        lambda root, progress: convert_files(
            target,
            root=root,
            out=out,
            archive=archive,
            seconds=timeout,
            jobs=jobs or 0,
            progress=progress,
        ),
    )


@main.command(
    "verify", epilog=examples("docgen verify 2023", "docgen verify 报告.docx --format json")
)
@click.argument("target", metavar="EDITION|FILE.docx|FILE.pdf")
@click.option("--pack", default="", help="文件所属的模板包 · the pack the file is of")
@out_option
@format_option
@lang_option
@click.pass_context
def verify_command(
    context: click.Context, target: str, pack: str, out: Path | None, style: str
) -> None:
    """核对文件是否符合公文格式 · measure files against the official format."""
    from docgen.runs.verify import verify_files

    run(context, lambda root, _: verify_files(target, root=root, out=out, pack=pack), style)


@main.command(epilog=examples("docgen doctor"))
@lang_option
@click.pass_context
def doctor(context: click.Context) -> None:
    """检查这台机器：能否生成 PDF、字体是否齐全 · what is installed, and what is not."""
    from docgen.cli.doctor import examine

    language, project = context.obj
    echo(examine(project or Path.cwd(), language))


for _command in (status, diff, pull, new, template):
    main.add_command(_command)
