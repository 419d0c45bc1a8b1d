"""``docgen schema``."""

from __future__ import annotations

import click

from docgen.cli.command import Sample, command
from docgen.cli.console import echo_text, exit_on_errors


@command(
    Sample(
        "docgen schema hunan-self-evaluation",
        "the JSON Schema of a pack, for editors",
        "模板包的 JSON Schema，供编辑器使用",
    ),
    Sample("docgen schema pack.yaml", "the JSON Schema of pack.yaml", "pack.yaml 的 JSON Schema"),
)
@click.argument("pack", metavar="模板包|pack.yaml · PACK|pack.yaml")
@click.pass_context
def schema(context: click.Context, pack: str) -> None:
    """打印模板包的 JSON Schema · print the JSON Schema of a pack."""
    from docgen.packs.pack_yaml import pack_schema_text
    from docgen.runs.build import schema_text

    with exit_on_errors(context):
        of_pack_yaml = pack == "pack.yaml"
        text = pack_schema_text() if of_pack_yaml else schema_text(pack, root=context.obj[1])
        echo_text(text)
