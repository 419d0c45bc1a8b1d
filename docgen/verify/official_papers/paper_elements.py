"""The elements of an official paper that a pack names: ``format.elements`` of pack.yaml.

    elements:
      letter: 是
      mark: Issuer Mark
      number: Document Number
      addressee: Addressee
      office: Signature
      date: Signature Date

Each element is known by the name of its paragraph style. What is not named is not measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from docgen.packs.records import key

LETTER_LINE = 170
"""Millimetres of a letter's red double lines (10.1)."""


@dataclass(frozen=True)
class PaperElements:
    """The form of an official paper, and the styles of its elements; empty if it has none."""

    letter: bool = key("信函格式，第 10.1 条 · in the letter format, 10.1", False)
    two_sided: bool = key("双面印刷 · printed on both sides", False, name="two-sided")
    unsealed: bool = key("不加盖印章 · without a seal", False)
    mark: str = key("发文机关标志的样式 · style of the mark of the issuing office", "")
    number: str = key("发文字号的样式 · style of the document number", "")
    signer: str = key("签发人的样式 · style of the signers", "")
    line: str = key("红色分隔线的样式 · style of the red line", "")
    addressee: str = key("主送机关的样式 · style of the addressees", "")
    office: str = key("发文机关署名的样式 · style of the office's name in the sign-off", "")
    date: str = key("成文日期的样式 · style of the date in the sign-off", "")
    note: str = key("附注的样式 · style of the note below the date", "")
    copies: str = key("抄送机关的样式 · style of those who get copies", "")
    imprint: str = key("印发机关和印发日期的样式 · style of the printing office and its date", "")

    @cached_property
    def styles(self) -> frozenset[str]:
        """The styles of the elements, in lower case."""
        names = (name for name in vars(self).values() if isinstance(name, str))
        return frozenset(name.lower() for name in names if name)

    def clause(self, ordinary: str) -> str:
        """The clause of an element that the letter format places otherwise."""
        return "10.1" if self.letter else ordinary
