"""What a command prints at its end of units that it has made: what is blank, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

import click

from docgen.cli.console import echo


def say_blanks(context: click.Context, edition: str, units: Sequence[str]) -> None:
    """Prints the blanks of new units, file by file, and where to begin."""
    from docgen.runs.check import check_edition
    from docgen.wording.to_do_lines import is_to_do, to_do_lines

    language, root = context.obj
    result = check_edition(edition, root=root, units=units)
    to_do = [problem for problem in result.all_problems() if is_to_do(problem)]
    filled = {outcome.name: outcome.filled for outcome in result.outcomes if outcome.filled}
    echo(to_do_lines(to_do, language, filled, to_draft=False))
