"""``docgen fonts``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, exit_on_errors, progress_bar
from docgen.messages import phrases
from docgen.pdf.fonts import FETCHED


@command(
    Sample(
        "docgen fonts",
        "fetch the free fonts most like the official ones",
        "取得和公文字体最相近的免费字体",
    ),
    Sample(
        "docgen fonts 字体.zip",
        "fonts that you bring: a file, a zip, a folder",
        "用自己带来的字体：文件、压缩包、文件夹",
    ),
    called="字体 font",
)
@click.argument(
    "source", metavar="文件|文件夹 · FILE|FOLDER", required=False, type=click.Path(path_type=Path)
)
@click.pass_context
def fonts(context: click.Context, source: Path | None) -> None:
    """取得免费字体，或放入自己带来的字体 · fetch the free fonts, or take over those you bring."""
    from docgen.pdf.placed_fonts import bring_fonts, fetch_free_fonts, has_free_fonts
    from docgen.wording.font_lines import font_lines, placed_lines

    language, project = context.obj
    texts = phrases(language)
    if source is None and has_free_fonts():
        echo([texts["fonts-there"].format(folder=FETCHED)])
    else:
        with exit_on_errors(context), progress_bar(context) as bar:
            progress = bar or (lambda *_: None)
            if source is None:
                echo([texts["fonts-to-come"]], to_stderr=True)
            placed = bring_fonts(source, progress) if source else fetch_free_fonts(progress)
        echo(placed_lines(placed, language))
    echo(font_lines(project or Path.cwd(), language))
