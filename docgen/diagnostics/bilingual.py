"""Words that a message puts together itself, in both languages.

A problem has them as two words, ``told_zh`` and ``told_en``; whoever tells it takes one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Bilingual(NamedTuple):
    """A text in Chinese and English."""

    zh: str
    en: str

    @classmethod
    def same(cls, text: str) -> Bilingual:
        """A text that is one in both languages, such as a number or the name of a field."""
        return cls(text, text)

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.zh or self.en)

    def filled(self, *texts: Bilingual) -> Bilingual:
        """The text with others at its ``{}``, each in its language."""
        return Bilingual(
            self.zh.format(*(text.zh for text in texts)),
            self.en.format(*(text.en for text in texts)),
        )

    def words(self, name: str) -> dict[str, str]:
        """The words of a problem whose message has ``{name}``."""
        return {f"{name}_zh": self.zh, f"{name}_en": self.en}


_LISTED = 30
"""How many names a message lists."""

NOTHING = Bilingual("", "")
"""No words."""


def listed(texts: Iterable[Bilingual], zh: str = "，", en: str = ", ") -> Bilingual:
    """The texts one after the other, parted by the sign of each language."""
    found = [text for text in texts if text]
    return Bilingual(zh.join(text.zh for text in found), en.join(text.en for text in found))


def listed_names(names: Iterable[str], nothing: str = "—", most: int = _LISTED) -> Bilingual:
    """``names`` as a message lists them, the first ``most`` of many; ``nothing`` without any."""
    known = list(names)
    told, number = known[:most], len(known)
    zh, en = ("…（{}）", " … ({})") if number > most else ("", "")
    return Bilingual(
        "、".join(told) + zh.format(number) or nothing,
        ", ".join(told) + en.format(number) or nothing,
    )
