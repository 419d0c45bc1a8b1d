"""Groups in braces as people type them: full-width signs, a comma or a brace too few.

公用经费： ｛预算数：175，决算数：171.46   ->   公用经费: {预算数: 175, 决算数: 171.46}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.content.plain_scalars import is_plain, quoted
from docgen.content.yaml_lines import BLANK, Rewritten, as_text, repaired_quotes

_OPENING, _CLOSING = "{｛（([［【", "}｝）)]］】"
_COLONS = ":：︰﹕∶"
_BETWEEN = ",，、；;"
_HEAD = re.compile(
    rf"(?P<head>{BLANK}*(?:-{BLANK}*)?(?:[^{_COLONS}{{\[]+?{BLANK}*[{_COLONS}])?){BLANK}*"
    rf"(?P<group>[{re.escape(_OPENING)}].*)"
)
_KEY = rf"(?:^|[{_BETWEEN}\s])\s*(?P<key>[^\s{_BETWEEN}{_COLONS}{{}}'\"]+)\s*"
_ASCII_KEY = re.compile(rf"{_KEY}:(?:\s|$)")
_ANY_KEY = re.compile(rf"{_KEY}[{_COLONS}]")
_ENDS = f"{BLANK}*[。；;,，]?$"
_SOUND = re.compile(r"""'(?:[^']|'')*'|"[^"\\]*"|""")


def groups(lines: Sequence[str], number: int) -> Iterator[Rewritten]:
    """A group in braces, with the signs of YAML, and quotes where a text needs them."""
    head = _HEAD.fullmatch(lines[number])
    if not head or head["group"].startswith("{{"):
        return
    inside = re.sub(_ENDS, "", head["group"][1:]).rstrip()
    inside = inside[:-1] if inside and inside[-1] in _CLOSING else inside
    for pattern in (_ASCII_KEY, _ANY_KEY):
        keys = list(pattern.finditer(inside))
        if keys and not inside[: keys[0].start()].strip():
            group = "{" + ", ".join(_entries(inside, keys)) + "}"
            label = re.sub(rf"{BLANK}*[{_COLONS}]$", ":", head["head"])
            gap = " " if label.endswith(":") else ""
            yield Rewritten(number, (f"{label}{gap}{group}",))


def _entries(inside: str, keys: Sequence[re.Match[str]]) -> Iterator[str]:
    """Yields each key with its value."""
    ends = [*(key.start() for key in keys[1:]), len(inside)]
    for key, end in zip(keys, ends, strict=True):
        value = inside[key.end() : end].strip().rstrip(_BETWEEN).rstrip()
        yield f"{key['key']}: {_value(value)}"


def _value(value: str) -> str:
    """A value inside of braces."""
    if _SOUND.fullmatch(value) or is_plain(value, in_flow=True):
        return value
    if value[0] in "'\"":
        return quoted(repaired_quotes(value))
    text = as_text(value)
    return text if text[0] == "'" or is_plain(text, in_flow=True) else quoted(text)
