"""``docgen completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from docgen.cli.command import Sample, command
from docgen.cli.completed_values import COMPLETE_VARIABLE
from docgen.cli.console import echo_text, exit_on_errors
from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.messages import phrases

SHELL_NOT_KNOWN = problem_code(
    "shell-not-known",
    en=(
        "the click that is installed completes nothing in {shell}",
        "install docgen anew, so that click is 8.5 or later",
    ),
    zh=("装着的 click 还不会在 {shell} 里补全", "重新安装 docgen，让 click 升到 8.5 以上"),
)

_SHELLS = ("bash", "zsh", "fish", "powershell")


@command(
    Sample(
        "docgen completion bash",
        "the script by which Tab completes; its last lines say where to put it",
        "让 Tab 键补全的脚本，末尾写着放到哪里",
    ),
    Sample("docgen completion zsh"),
    Sample("docgen completion fish"),
    Sample("docgen completion powershell"),
    called="补全 tab",
)
@click.argument("shell", metavar="bash|zsh|fish|powershell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """打印让 Tab 键补全命令的脚本 · print the script by which Tab completes commands."""
    made = get_completion_class(shell)
    with exit_on_errors(context):
        if made is None:
            raise UsageError(SHELL_NOT_KNOWN, Place("docgen completion"), shell=shell)
    source = made(context.find_root().command, {}, "docgen", COMPLETE_VARIABLE)
    about = phrases(context.obj[0])[f"completion-{shell}"].splitlines()
    script = source.source_template % source.source_vars()  # its method tests the bash of PATH
    echo_text("\n".join((script.strip("\n"), "", *(f"# {line}" for line in about))))
