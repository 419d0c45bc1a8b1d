"""``docgen template lint``."""

from __future__ import annotations

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo, echo_text, exit_if_errors, exit_on_errors, print_problems
from docgen.cli.options import format_option, pack_argument
from docgen.messages import phrases


@command(
    Sample(
        "docgen template lint hunan-self-evaluation",
        "all faults of a pack in one run",
        "一次列出模板包的全部毛病",
    ),
    Sample("docgen template lint hunan-self-evaluation --format github"),
    called="检查模板",
)
@pack_argument
@format_option
@click.pass_context
def lint(context: click.Context, pack: str, style: str) -> None:
    """一次列出模板包的全部毛病 · all faults of a pack in one run."""
    from docgen.templates.lint.pack_faults import lint_pack
    from docgen.wording.problem_texts import problems_github, problems_json

    language = context.obj[0]
    with exit_on_errors(context):
        problems = lint_pack(pack, root=context.obj[1])
    if style == "text":
        print_problems(problems, language)
        kind = "bad" if problems else "good"
        echo([phrases(language)[f"lint-{kind}"].format(count=len(problems))])
    else:
        format_problems = problems_json if style == "json" else problems_github
        echo_text(format_problems(problems, language))
    exit_if_errors(problems)
