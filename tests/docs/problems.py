"""``docs/problems.md``: what each problem code says."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.problem_codes import CODES, import_all
from tests.docs import both, section


@section("docs/problems.md", "problems")
def problems() -> Iterator[str]:
    yield "| code 代码 | what is wrong 哪里不对 | what to type 怎么改 |"
    yield "| --- | --- | --- |"
    import_all("docgen")
    for code, entry in sorted(CODES.items()):
        texts = zip(entry.texts["en"], entry.texts["zh"], strict=True)
        message, hint = (both(*map(_plain, pair)) for pair in texts)
        yield f"| `{code}` | {message} | {hint} |"


def _plain(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")
