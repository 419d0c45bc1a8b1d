"""Names and other words that are private wherever they stand, and how they are found again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from docgen.filing.public.private_values import GAP, UNSEEN, PrivateSpan, plain, private_numbers

SIGN = "＊＊＊"
"""What is printed instead: of one length, so that it does not tell how long the value was."""

_SHORTEST = 2
_GROUP = 3
_UNSEEN = f"[ \n{UNSEEN}]*"
_SEPARATOR = f"(?:{GAP}|[()\\[\\]+、,;:_\\s])"
_DROPPED = re.compile(_SEPARATOR)


def condensed(text: str) -> str:
    """A text without spaces, separators and differences of width, by which values are compared."""
    return _DROPPED.sub("", plain(text)).lower()


def word_pattern(word: str) -> re.Pattern[str] | None:
    """Finds a value again in a plain text, whatever stands between its signs.

    A number does not begin or end within another; ``None`` for what is too short to be looked for.
    """
    signs = condensed(word)
    if len(signs) < _SHORTEST:
        return None
    gap = rf"(?:{GAP}|[()])*" if re.search(r"\d", signs) else _UNSEEN
    between = "".join(_with_gaps(plain(word).lower(), gap))
    # Thousands are in groups of three figures: else a comma is that of a list or a sentence.
    marks = ".," if len(signs) <= _GROUP else "."
    before = rf"(?<!\d)(?<!\d[{marks}])" if signs[0].isdigit() else _edge(signs[0], "(?<!{})")
    after = rf"(?!\d)(?![{marks}]\d)" if signs[-1].isdigit() else _edge(signs[-1], "(?!{})")
    return re.compile(before + between + after, re.IGNORECASE)


def _with_gaps(word: str, gap: str) -> Iterator[str]:
    """Yields the signs of a word, and what may stand before each: its own separators as well."""
    before = ""
    for sign in word:
        if _DROPPED.fullmatch(sign):
            before = before and f"{_SEPARATOR}*"
        else:
            yield before + re.escape(sign)
            before = gap


def _edge(sign: str, form: str) -> str:
    """Latin words are whole words; Chinese has no sign between words."""
    return form.format("[A-Za-z]") if sign.isascii() and sign.isalpha() else ""


def masked(value: str) -> str:
    """A value as a report may name it: its beginning, never the whole of it."""
    signs = value.strip()
    shown = 3 if len(signs) >= 9 and "@" not in signs else 1 if len(signs) > 1 else 0
    return f"{signs[:shown]}***"


class PrivateWords:
    """The words that are private in one document; more are learned while it is read.

    Args:
        listed: words of the pack's list, and values of its fields.
        kept: values that stay, as the number of a public hotline.
    """

    def __init__(self, listed: Iterable[str] = (), kept: Iterable[str] = ()) -> None:
        self._kept = {condensed(word) for word in kept if condensed(word)}
        named = (word.strip() for word in listed if not self.is_kept(word))
        self._kinds = {word: "listed" for word in named if word}
        self._known = dict[str, list[PrivateSpan]]()

    def learn(self, word: str, kind: str) -> None:
        """Adds a value that was found by its label."""
        if not self.is_kept(word) and word_pattern(word) and word.strip() not in self._kinds:
            self._kinds[word.strip()] = kind
            self.__dict__.pop("_patterns", None)
            self._known.clear()

    def is_kept(self, word: str) -> bool:
        """Whether a value is one that stays."""
        return condensed(word) in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        longest = sorted(self._kinds, key=len, reverse=True)
        found = ((self._kinds[word], word_pattern(word)) for word in longest)
        return [(kind, pattern) for kind, pattern in found if pattern]

    def spans(self, text: str) -> list[PrivateSpan]:
        """What of a text is private, in order; what overlaps is one."""
        # Attributes say the same over and over.
        if text not in self._known:
            self._known[text] = self._spans(text)
        return self._known[text]

    def _spans(self, text: str) -> list[PrivateSpan]:
        seen = plain(text)
        found = list(private_numbers(text))
        for kind, pattern in self._patterns:
            found += (PrivateSpan(*match.span(), kind) for match in pattern.finditer(seen))
        kept = (span for span in found if not self.is_kept(text[span.start : span.end]))
        return _united(sorted(kept, key=lambda span: (span.start, -span.end)))

    def redacted(self, text: str) -> str:
        """A text with the sign for all that is private in it."""
        for span in reversed(self.spans(text)):
            text = text[: span.start] + SIGN + text[span.end :]
        return text


def _united(spans: Iterable[PrivateSpan]) -> list[PrivateSpan]:
    united = list[PrivateSpan]()
    for span in spans:
        if united and span.start < united[-1].end:
            last = united.pop()
            span = PrivateSpan(last.start, max(last.end, span.end), last.kind)
        united.append(span)
    return united
