"""Pages of the docs that are generated from what is registered."""

from __future__ import annotations

from docgen.problem_codes import CODES, import_all

_HEAD = """\
# Problems · 问题代码

What each code in `error[code]` means and what to type. `{…}` stands for what the message names.
每个 `错误[代码]` 是什么意思、怎么改。`{…}` 处是具体的名称、数值或位置。

| code 代码 | what is wrong 哪里不对 | what to type 怎么改 |
| --- | --- | --- |
"""


def problems_page() -> str:
    """``docs/problems.md``."""
    import_all("docgen")
    rows = []
    for code, entry in sorted(CODES.items()):
        both = zip(entry.texts["en"], entry.texts["zh"], strict=True)
        message, hint = ("<br>".join(map(_cell, texts)) for texts in both)
        rows.append(f"| `{code}` | {message} | {hint} |\n")
    return _HEAD + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|").replace("<", "&lt;")
