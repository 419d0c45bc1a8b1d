"""``docs/problems.md``: what each problem code says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.diagnostics.codes import CODES, import_all
from tests.docs import both, section

_FORMS = re.compile(r"\{(\w+):[^{}]*\|([^{}|]*)\}")


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
    """The text as it is for several: ``{files:# file|# files}`` is ``{files} files``."""
    several = _FORMS.sub(lambda match: match[2].replace("#", f"{{{match[1]}}}"), text)
    return several.replace("{{", "{").replace("}}", "}")
