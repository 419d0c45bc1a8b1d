"""``docs/templates.md``: the filters and functions of expressions."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics.codes import import_all
from docgen.packs.expressions.filter_registry import registered
from tests.docs import both, cell, section


@section("docs/templates.md", "filters")
def filters() -> Iterator[str]:
    yield "| filter 过滤器 | content 内容 | tag 标签 | prints 印出 | |"
    yield "| --- | --- | --- | --- | --- |"
    import_all("docgen")
    for known in registered():
        content, tag, prints = known.example
        words = both(known.en, known.zh)
        lines = "<br>".join(f"`{cell(line)}`" for line in content.split("\n"))
        yield f"| `{known.name}` | {lines} | `{cell(tag)}` | {prints} | {words} |"
