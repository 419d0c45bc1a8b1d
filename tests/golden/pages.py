"""Pages of the docs that are generated from the messages."""

from __future__ import annotations

from docgen.messages import messages

_HEAD = """\
# Problems · 问题代码

What each code in `error[code]` means and what to type. `{…}` stands for what the message names.
每个 `错误[代码]` 是什么意思、怎么改。`{…}` 处是具体的名称、数值或位置。

| code 代码 | what is wrong 哪里不对 | what to type 怎么改 |
| --- | --- | --- |
"""


def problems_page() -> str:
    """``docs/problems.md``."""
    chinese, english = messages("zh"), messages("en")
    rows = []
    for code in sorted(english):
        message_texts = (f"{_cell(entry['message'])}" for entry in (english[code], chinese[code]))
        hint_texts = (f"{_cell(entry['hint'])}" for entry in (english[code], chinese[code]))
        rows.append(f"| `{code}` | {'<br>'.join(message_texts)} | {'<br>'.join(hint_texts)} |\n")
    return _HEAD + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|").replace("<", "&lt;")
