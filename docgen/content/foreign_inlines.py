"""Inline Markdown that official documents do not have, and what stays of it if it is taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token


@dataclass(frozen=True)
class ForeignInline:
    """Markup with its text, ``content[start:stop]``.

    Attributes:
        start: where it begins.
        stop: where it ends.
        kept: what is typed in its place.
        safe: whether that is plainly what the writer means.
        is_told: whether it ends markup that is told where it begins.
    """

    start: int
    stop: int
    kept: str
    safe: bool = True
    is_told: bool = False


_STRETCHES = {
    "code_inline": (re.compile(r"(`+)(?!`)\s*(?P<text>.*?)\s*(?<!`)\1(?!`)", re.DOTALL), True),
    "s_open": (re.compile(r"~~[^~]+~~(?P<text>)"), False),
    "link_open": (
        re.compile(r"！?\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]*)(?P<title>\s+\"[^\"]*\")?\)"),
        False,
    ),
    "autolink": (re.compile(r"<(?P<text>[^<>]*)>"), True),
}
"""The whole of such markup with its text, and whether the text alone is plainly meant."""

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?)$", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z]\w*)[^<>]*>")


def foreign_inline(
    token: Token, content: str, cursor: int, paragraph_end: str
) -> ForeignInline | None:
    """The markup that ``token`` begins in ``content``, behind ``cursor``, if that is sure.

    ``<br>`` is the end of a paragraph, if there is one.
    """
    if token.type == "html_inline":
        return _html(token.content, content, cursor, paragraph_end)
    kind = "autolink" if token.markup == "autolink" else token.type
    pattern, safe = _STRETCHES.get(kind, (None, False))
    match = pattern.search(content, max(cursor - 1, 0)) if pattern else None
    if match is None or "`" in match["text"]:
        return None
    groups = match.groupdict()
    if _PICTURE.search(groups.get("target") or ""):
        return ForeignInline(match.start(), match.end(), f"!{match[0].removeprefix('！')}")
    target = groups.get("target") or ""
    kept = f"{groups['text']}（{target}）" if target not in ("", groups["text"]) else groups["text"]
    return ForeignInline(match.start(), match.end(), kept, safe)


def _html(tag: str, content: str, cursor: int, paragraph_end: str) -> ForeignInline | None:
    """A comment, or a tag with its text: ``<u>甲</u>``; of two tags the first tells of both."""
    start = content.find(tag, cursor)
    stop = start + len(tag)
    if start < 0:
        return None
    if tag.startswith("<!--"):
        return ForeignInline(start, stop, "")
    match = _TAG.fullmatch(tag)
    name = match[2].lower() if match else ""
    if not match or name == "br":
        return ForeignInline(start, stop, paragraph_end) if match and paragraph_end else None
    if match[1]:
        before = re.search(rf"<{name}\b[^<>]*>", content[:start], re.IGNORECASE)
        return ForeignInline(start, stop, "", is_told=before is not None)
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(content, stop)
    return ForeignInline(start, end.end(), content[stop : end.start()]) if end else None
