"""Names of fields whose label is printed once for each party: 甲方 住所地, 乙方 住所地.

The parties of a contract, the topics of a meeting and the candidates of a vote have the same labels
one below the other, or side by side. Each party is a label of its own, like the others in its
words: 甲方 and 乙方, 议题一 and 议题二, 申请人 and 被申请人.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from lxml import etree

from docgen.ordinals import NUMERALS
from docgen.scaffold.pack.form_fields import Field, FormFields, Path
from docgen.scaffold.pack.naming import key_of
from docgen.word.xml import text_of, w

_NUMBER = re.compile(rf"[{NUMERALS}\d]")
_BARE = re.compile(r"[^\s，。；：:、_]{2,10}[：:]?")
"""A line that is only the name of a party."""


@dataclass(frozen=True, eq=False)
class _PartyLabel:
    """A label that names fields, or a bare line that may name a party.

    Attributes:
        name: its key.
        paragraph: where it is.
        fields: the fields that it names: one, several boxes, or none.
    """

    name: str
    paragraph: etree._Element
    fields: tuple[Field, ...] = ()

    @property
    def line(self) -> etree._Element:
        """The row of a table that it is in, or its paragraph."""
        return next(self.paragraph.iterancestors(w("tr")), self.paragraph)


def name_by_parties(body: etree._Element, found: FormFields) -> None:
    """Puts the name of its party before each name that all parties have."""
    renamed: dict[Field, str] = {}
    for labels in _groups(body, found.fields):
        counts = Counter(label.name for label in labels)
        repeated: dict[str, list[_PartyLabel]] = {}
        for label in labels:
            if counts[label.name] > 1 and label.fields:
                repeated.setdefault(label.name, []).append(label)
        for name, alike in repeated.items():
            parties = _beside(alike, labels) or _above(alike, labels, counts)
            parties = parties or _as_far_above(alike, labels)
            if _are_parties({party.name for party in parties}):
                for label, party in zip(alike, parties, strict=True):
                    renamed |= dict.fromkeys(label.fields, f"{party.name}{name}")
    found.fields[:] = [
        replace(field, path=(*field.path[:-1], renamed[field])) if field in renamed else field
        for field in found.fields
    ]


def _groups(body: etree._Element, fields: Sequence[Field]) -> Iterator[list[_PartyLabel]]:
    """The labels of each group of fields, with the bare lines around, in the order of reading."""
    named = [field for field in fields if field.kind != "year"]
    named = [field for field in named if not (field.headed or field.in_total)]
    boxes: dict[object, list[Field]] = {}
    for field in named:
        is_box, cell = field.kind == "ticks", field.spot.paragraph.getparent()
        boxes.setdefault((field.path, cell) if is_box else field, []).append(field)
    groups: dict[Path, list[_PartyLabel]] = {}
    for same in boxes.values():
        label = _PartyLabel(same[0].path[-1], same[0].spot.paragraph, tuple(same))
        groups.setdefault(same[0].path[:-1], []).append(label)
    order = {paragraph: number for number, paragraph in enumerate(body.iter(w("p")))}
    bare = list(_bare_lines(body, {field.spot.paragraph for field in fields}))
    for labels in groups.values():
        of_lines = bare if any(label.line is label.paragraph for label in labels) else []
        yield sorted(
            [*labels, *of_lines],
            key=lambda label: (
                order[label.paragraph],
                *(field.spot.start for field in label.fields[:1]),
            ),
        )


def _bare_lines(body: etree._Element, filled: Collection[etree._Element]) -> Iterator[_PartyLabel]:
    for paragraph in body.iterchildren(w("p")):
        text = text_of(paragraph).strip()
        if paragraph not in filled and _BARE.fullmatch(text):
            yield _PartyLabel(key_of(text), paragraph)


def _beside(alike: Sequence[_PartyLabel], labels: Sequence[_PartyLabel]) -> list[_PartyLabel]:
    """The parties side by side in a line above one with the same label for each."""
    if len({label.line for label in alike}) > 1:
        return []
    above = labels[: labels.index(alike[0])]
    for _, line in groupby(reversed(above), key=lambda label: label.line):
        parties = [label for label in line if label.fields][::-1]
        if len(parties) == len(alike) and _are_parties([party.name for party in parties]):
            return parties
    return []


def _above(
    alike: Sequence[_PartyLabel], labels: Sequence[_PartyLabel], counts: Counter[str]
) -> list[_PartyLabel]:
    """The last label of its own above each of those with the same name."""
    parties: list[_PartyLabel] = []
    start = 0
    for label in alike:
        end = labels.index(label, start)
        own = [other for other in labels[start:end] if counts[other.name] == 1]
        if not own:
            return []
        parties.append(own[-1])
        start = end + 1
    return parties


def _as_far_above(alike: Sequence[_PartyLabel], labels: Sequence[_PartyLabel]) -> list[_PartyLabel]:
    """The nearest labels that differ, as far above each of those with the same name.

    Where the parties sign, they are printed a second time: 甲方 … 乙方 … 甲方 账号 乙方 账号.
    """
    above = [_up_to_its_like(label, labels) for label in alike]
    for parties in zip(*above, strict=False):
        if len({party.name for party in parties}) > 1:
            return list(parties)
    return []


def _up_to_its_like(label: _PartyLabel, labels: Sequence[_PartyLabel]) -> Iterator[_PartyLabel]:
    """The labels above one, the nearest first, up to the next of the same name."""
    above = reversed(labels[: labels.index(label)])
    return takewhile(lambda other: other.name != label.name, above)


def _are_parties(names: Collection[str]) -> bool:
    """Whether names are of parties: different, and alike but for a number or how they begin."""
    unnumbered = {_NUMBER.sub("", name) for name in names}
    ends = {name[-1:] for name in names}
    return len(set(names)) == len(names) > 1 and (len(unnumbered) == 1 or len(ends) == 1)
