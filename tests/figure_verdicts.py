"""Verdicts on every figure of a unit, whatever it is: what pages and copies show of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.paragraph_texts import paragraph_texts
from docgen.content.values import Figure, Node, Value
from docgen.diagnostics import Place

_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?(?:%|万元|个|人)?")


def every_verdict(data: Node) -> list[Verdict]:
    """A verdict on each number of the texts, and on each figure of the forms, in turn of all kinds.

    Those that are not merely seen have a sum of their own, by which they are known.
    """
    found = [*_of_texts(data), *_of_forms(data, "", data.place)]
    kinds = cycle(Status)
    return [
        Verdict(place, text, field, start, status, "" if status is Status.SEEN else f"{number} + 0")
        for number, ((place, text, field, start), status) in enumerate(
            zip(found, kinds, strict=False)
        )
    ]


_Found = tuple[Place, str, str, int]


def _of_texts(data: Node) -> Iterator[_Found]:
    for paragraph in paragraph_texts(data):
        for match in _FIGURE.finditer(paragraph.text):
            start = match.start()
            yield paragraph.place(start), match[0], paragraph.field, start


def _of_forms(value: Value, path: str, place: Place) -> Iterator[_Found]:
    if isinstance(value, Node):
        for key, child in value.items():
            yield from _of_forms(child, f"{path}.{key}".lstrip("."), value.place)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _of_forms(item, f"{path}[{number}]", place)
    elif isinstance(value, Figure):
        yield value.place or place, value.text, path, 0
