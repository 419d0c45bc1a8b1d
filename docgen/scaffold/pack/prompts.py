"""What a form asks for at a blank, for the schema: its prompt, and how long the answer may be.

个人总结（800字以内）           at most 800 characters
（填写项目背景，限300字）        the same, and a description
"""

from __future__ import annotations

import re
from typing import Any

from docgen.scaffold.pack.naming import printed

_AT_MOST = re.compile(
    r"(?<![\d至在\-—~～])(\d{2,5})个?(?:汉?字|字符)(?:以内|之内|以下|内)"
    r"|(?:不(?:得|要)?(?:超过|多于|超出)|限|最多|控制在)(\d{2,5})个?(?:汉?字|字符)"
)
_OF_EACH = re.compile(r"每一?[条项个点款段题份句篇次例][^，。；、]{0,6}$")
"""What goes before a limit to parts of the text: 列出3—5条，每条不超过150字."""
_ABOUT = re.compile(r"(\d{2,5})个?字左右")
_LONG = 200
"""The limit from which a text is of paragraphs."""

_STANDS_IN = re.compile(r"[×✕XxＸｘ*＊○]{2,}")
"""Signs that stand in for words, and ask for nothing: ××厅."""

_AROUND = re.compile(r"[（(【\[](?P<inside>[^（）()【】\[\]]*)[）)】\]]")


def _without_brackets(prompt: str) -> str:
    """A prompt that stands in brackets as a whole, without them."""
    match = _AROUND.fullmatch(prompt)
    return match["inside"].strip() if match else prompt


def longest_text(text: str) -> int:
    """The most characters that a label or a prompt allows; 0 if it names no limit."""
    shown = printed(text)
    match = next((it for it in _AT_MOST.finditer(shown) if not _is_of_each(shown, it)), None)
    return int(match[1] or match[2]) if match else 0


def _is_of_each(text: str, limit: re.Match[str]) -> bool:
    return _OF_EACH.search(text[: limit.start()]) is not None


def asks_for_prose(text: str) -> bool:
    """Whether a label or a prompt allows so many characters that they are paragraphs."""
    about = _ABOUT.search(printed(text))
    return longest_text(text) >= _LONG or (about is not None and int(about[1]) >= _LONG)


def prompt_schema(prompt: str, label: str) -> dict[str, Any]:
    """What a JSON schema says of a field with this ``prompt`` and ``label`` besides its type."""
    schema: dict[str, Any] = {}
    text = _without_brackets(" ".join(prompt.split()).strip())
    if any(map(str.isalpha, text)) and not _STANDS_IN.search(text):
        schema["description"] = text
    if longest := longest_text(prompt) or longest_text(label):
        schema["maxLength"] = longest
    return schema
