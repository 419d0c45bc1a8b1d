"""``problems.md`` of both languages: what each problem code says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.diagnostics.codes import CODES, Language, import_all
from tests.docs import cell, in_each_language
from tests.docs.chinese_in_code import chinese_in_code

_FORMS = re.compile(r"\{(\w+):[^{}]*\|([^{}|]*)\}")
_HEADS = {
    "en": "| code | what is wrong | what to type |",
    "zh": "| 代码 | 哪里不对 | 怎么改 |",
}


@in_each_language("problems.md", "problems")
def problems(language: Language) -> Iterator[str]:
    yield _HEADS[language]
    yield "| --- | --- | --- |"
    import_all("docgen")
    for code, entry in sorted(CODES.items()):
        message, hint = (_shown(text, language) for text in entry.texts[language])
        yield f"| `{code}` | {message} | {hint} |"


def _shown(text: str, language: Language) -> str:
    """The text as it is for several: ``{files:# file|# files}`` is ``{files} files``."""
    several = _FORMS.sub(lambda match: match[2].replace("#", f"{{{match[1]}}}"), text)
    plain = several.replace("{{", "{").replace("}}", "}")
    # An example of a picture in Markdown is shown as it is typed.
    return cell(plain if language == "zh" else chinese_in_code(plain)).replace("](", "]\\(")
