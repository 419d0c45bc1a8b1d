"""The command line: parse, call, print, exit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast

import click

from docgen.diagnostics import DocgenError, ExitCode, Problem
from docgen.doctor import examine
from docgen.messages import LANGUAGES, Language, phrases, system_language
from docgen.pdf.convert import TIMEOUT
from docgen.pipeline import check_edition, convert_files, render_edition, schema_text, verify
from docgen.report import problem_text, problems_github, problems_json, result_lines
from docgen.results import Progress, Result, Review, gravest
from docgen.review_report import review_lines, reviews_json, status_json, status_lines
from docgen.reviewing import diff_files, edition_status, pull_files
from docgen.version import __version__

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _examples(*lines: str) -> str:
    """An epilog that click does not rewrap."""
    return "\b\n例 · for example:\n" + "\n".join(f"  {line}" for line in lines)


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


def _language(context: click.Context, _: click.Parameter, value: Language | None) -> None:
    """``--lang`` is understood behind a command as well as before it."""
    if value:
        context.obj = (value, context.obj[1])


_lang = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    callback=_language,
    expose_value=False,
    help="语言 · language",
)
_format = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="输出格式 · how problems are printed",
)
_listing = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出格式 · how it is printed",
)
_timeout = click.option(
    "--timeout",
    type=click.IntRange(1),
    default=TIMEOUT,
    show_default=True,
    help="每份 PDF 最多用几秒 · seconds one PDF may take",
)


@main.command(
    epilog=_examples(
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
@click.option("--out", type=click.Path(path_type=Path), help="输出文件夹 · where to write")
@_timeout
@_lang
@click.pass_context
def render(
    context: click.Context,
    edition: str,
    units: tuple[str, ...],
    no_pdf: bool,
    replace_edited: bool,
    no_verify: bool,
    out: Path | None,
    timeout: int,
) -> None:
    """生成一个年度的报告 · build the reports of an edition."""
    _run(
        context,
        lambda root, progress: render_edition(
            edition,
            root=root,
            units=units,
            out=out,
            replace_edited=replace_edited,
            make_pdf=not no_pdf,
            measure=not no_verify,
            seconds=timeout,
            progress=progress,
        ),
    )


@main.command(epilog=_examples("docgen check 2023", "docgen check 2023 --strict --format github"))
@click.argument("edition")
@click.option("--unit", "units", multiple=True, help="只检查这个单位，可多次 · only this unit")
@click.option("--strict", is_flag=True, help="警告也算错误 · warnings are errors")
@_format
@_lang
@click.pass_context
def check(
    context: click.Context, edition: str, units: tuple[str, ...], strict: bool, style: str
) -> None:
    """检查内容，不生成文件 · check the content, and write nothing."""
    _run(
        context,
        lambda root, progress: check_edition(
            edition, root=root, units=units, strict=strict, progress=progress
        ),
        style,
    )


@main.command(
    epilog=_examples("docgen status 2023", "docgen status 2023 --format json"),
)
@click.argument("edition")
@click.option("--unit", "units", multiple=True, help="只看这个单位，可多次 · only this unit")
@_listing
@_lang
@click.pass_context
def status(context: click.Context, edition: str, units: tuple[str, ...], style: str) -> None:
    """各单位的文件与内容是否一致 · how Word files and PDFs stand to the content."""
    with _errors(context), _bar(context) as bar:
        rows = edition_status(edition, root=context.obj[1], units=units, progress=bar)
    _echo([status_json(rows)] if style == "json" else status_lines(rows, context.obj[0]))


@main.command(epilog=_examples("docgen diff 2023", "docgen diff 报告-改.docx --format json"))
@click.argument("target", metavar="EDITION|FILE.docx")
@_listing
@_lang
@click.pass_context
def diff(context: click.Context, target: str, style: str) -> None:
    """办公室在 Word 里改了什么 · what the office has edited in Word."""
    with _errors(context), _bar(context) as bar:
        reviews = diff_files(target, root=context.obj[1], progress=bar)
    _reviewed(context, reviews, style)


@main.command(epilog=_examples("docgen pull 2023 --dry-run", "docgen pull 报告-改.docx"))
@click.argument("target", metavar="EDITION|FILE.docx")
@click.option("--dry-run", is_flag=True, help="只试，不写 · try, and write nothing")
@_listing
@_lang
@click.pass_context
def pull(context: click.Context, target: str, dry_run: bool, style: str) -> None:
    """把 Word 里的修改写回内容文件 · carry the office's edits back into the content."""
    with _errors(context), _bar(context) as bar:
        reviews = pull_files(target, root=context.obj[1], dry_run=dry_run, progress=bar)
    _reviewed(context, reviews, style)
    if dry_run and style == "text" and any(one.files for one in reviews):
        click.echo(phrases(context.obj[0])["dry-run"])


@main.command(
    epilog=_examples("docgen schema hunan-self-evaluation"),
)
@click.argument("pack")
@_lang
@click.pass_context
def schema(context: click.Context, pack: str) -> None:
    """打印模板包的 JSON Schema · print the JSON Schema of a pack."""
    language, project = context.obj
    try:
        click.echo(schema_text(pack, root=project), nl=False)
    except DocgenError as reason:
        _print(reason.problem, language)
        sys.exit(reason.problem.exit_code)


@main.command(
    "pdf", epilog=_examples("docgen pdf 2023", "docgen pdf 2023 --archive", "docgen pdf 报告.docx")
)
@click.argument("target", metavar="EDITION|FILE.docx")
@click.option("--out", type=click.Path(path_type=Path), help="Word 文件所在文件夹 · where they are")
@click.option("--archive", is_flag=True, help="生成存档用的 PDF/A-2 · PDF/A-2 for the archive")
@_timeout
@_lang
@click.pass_context
def pdf_command(
    context: click.Context, target: str, out: Path | None, archive: bool, timeout: int
) -> None:
    """把已有的 Word 文件转成 PDF，改过的也行 · make PDFs of the Word files that lie there."""
    _run(
        context,
        lambda root, progress: convert_files(
            target, root=root, out=out, archive=archive, seconds=timeout, progress=progress
        ),
    )


@main.command(
    "verify", epilog=_examples("docgen verify 2023", "docgen verify 报告.docx --format json")
)
@click.argument("target", metavar="EDITION|FILE.docx|FILE.pdf")
@click.option("--pack", default="", help="文件所属的模板包 · the pack the file is of")
@click.option("--out", type=click.Path(path_type=Path), help="文件所在文件夹 · where they are")
@_format
@_lang
@click.pass_context
def verify_command(
    context: click.Context, target: str, pack: str, out: Path | None, style: str
) -> None:
    """核对文件是否符合公文格式 · measure files against the official format."""
    _run(context, lambda root, _: verify(target, root=root, out=out, pack=pack), style)


@main.command(epilog=_examples("docgen doctor"))
@_lang
@click.pass_context
def doctor(context: click.Context) -> None:
    """检查这台机器：能否生成 PDF、字体是否齐全 · what is installed, and what is not."""
    language, project = context.obj
    for line in examine(project or Path.cwd(), language):
        click.echo(line)


def _run(
    context: click.Context,
    work: Callable[[Path | None, Progress | None], Result],
    style: str = "text",
) -> None:
    """Calls ``work``, prints what it found and did, and exits with its code."""
    language, project = context.obj
    with _errors(context), _bar(context) as bar:
        result = work(project, bar)
    if style == "json":
        click.echo(problems_json(result.all_problems(), language))
    elif style == "github":
        click.echo(problems_github(result.all_problems(), language))
    else:
        for problem in result.all_problems():
            _print(problem, language)
        for line in result_lines(result, language):
            click.echo(line)
    if result.exit_code is not ExitCode.DONE:
        sys.exit(result.exit_code)


@contextmanager
def _errors(context: click.Context) -> Iterator[None]:
    """What stops the whole run is printed, and the program exits with its code."""
    try:
        yield
    except DocgenError as reason:
        _print(reason.problem, context.obj[0])
        sys.exit(reason.problem.exit_code)


@contextmanager
def _bar(context: click.Context) -> Iterator[Progress | None]:
    """Bars for the steps of a run, on a terminal."""
    with ExitStack() as stack:
        yield _Bar(context.obj[0], stack) if sys.stderr.isatty() else None


def _reviewed(context: click.Context, reviews: list[Review], style: str) -> None:
    language = context.obj[0]
    problems = [problem for one in reviews for problem in one.problems]
    if style == "json":
        click.echo(reviews_json(reviews, language))
    else:
        for problem in problems:
            _print(problem, language)
        for one in reviews:
            _echo(review_lines(one, language))
        if not reviews:
            click.echo(phrases(language)["no-edits"])
    if (code := gravest(problems)) is not ExitCode.DONE:
        sys.exit(code)


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _print(problem: Problem, language: Language) -> None:
    click.echo(problem_text(problem, language), err=True)


class _Bar:
    """One progress bar a step, on a terminal."""

    def __init__(self, language: Language, stack: ExitStack) -> None:
        self._language, self._stack, self._step = language, stack, ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._stack.close()
            label = phrases(self._language)[f"progress-{step}"]
            bar = click.progressbar(length=total, label=label, file=sys.stderr, show_eta=total > 1)
            self._bar, self._step, self._done = self._stack.enter_context(bar), step, 0
        self._bar.update(done - self._done)
        self._done = done
