"""The filters and functions of expressions, on the pages ``templates.md``.

Each has a heading of its own and no row of a table: its uses have ``|`` in them, which no way of
typing makes the same on GitHub and in Python-Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics.codes import Language, import_all
from docgen.packs.expressions.filter_registry import registered
from tests.docs import in_each_language

_PRINTS = {"en": "prints {}.", "zh": "印出 {}。"}


@in_each_language("templates.md", "filters")
def filters(language: Language) -> Iterator[str]:
    import_all("docgen")
    yield ""
    for known in registered():
        content, tag, prints = known.example
        yield from (f"### `{known.name}`", "")
        yield from ({"en": known.en, "zh": known.zh}[language], "")
        yield from ("```yaml", *content.split("\n"), "```", "")
        yield from (f"`{tag}` {_PRINTS[language].format(f'`{prints}`')}", "")
