"""The choices that a drop-down list of a form offers, kept at its blank until the schema has them.

A list that is opened leaves an empty run behind, or a blank in a sentence; the run has an attribute
with the choices, which no Word file keeps: :func:`forget_choices`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import etree

from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.word.xml import w

_NAMESPACE = "urn:docgen:drafting"
_ONLY, _ALSO = (f"{{{_NAMESPACE}}}{name}" for name in ("only", "also"))
_BETWEEN = "\n"

_PROMPT = re.compile(
    r"请(?:在?[此这][处里])?(?:点击|单击)?(?:下拉)?选|[点单]击|选择(?:一?项)?[。….]*$|[-—–…=·\s]*$"
    r"|[-—=]+[^-—=]+[-—=]+$|Choose |Select ",
    re.IGNORECASE,
)
"""How the first entry of a list begins that says to choose one of the others."""


class Choices(NamedTuple):
    """What a drop-down list offers; ``is_open`` if anything else may be typed, too."""

    texts: tuple[str, ...]
    is_open: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """What the JSON schema of a field with these choices says besides its type."""
        listed = "、".join(self.texts)
        if self.is_open:
            return {"description": f"可填：{listed}；也可以填别的"}
        return {"enum": [*self.texts, None], "description": f"填一项：{listed}"}


def keep_choices(run: etree._Element, texts: Sequence[str], *, is_open: bool) -> None:
    """Marks the run of a blank with what its list offers; its first text may be a prompt."""
    texts = [text for number, text in enumerate(texts) if number or not _PROMPT.match(text)]
    if texts := list(filter(None, texts)):
        run.set(_ALSO if is_open else _ONLY, _BETWEEN.join(dict.fromkeys(texts)))


def choices_at(spot: Spot) -> Choices | None:
    """What the list at a blank offers; ``None`` if there is no list."""
    characters = FormLine(spot.paragraph).characters[spot.start : max(spot.end, spot.start + 1)]
    runs = [element.getparent() for element, _, _ in characters]
    if not runs:
        runs = list(spot.paragraph.iter(w("r")))
    for run in runs:
        for name in (_ONLY, _ALSO):
            if run is not None and (texts := run.get(name)):
                return Choices(tuple(texts.split(_BETWEEN)), name == _ALSO)
    return None


def forget_choices(body: etree._Element) -> None:
    """Takes the marks out of a body, once the schema has the choices."""
    for run in body.iter(w("r")):
        for name in (_ONLY, _ALSO):
            if name in run.attrib:
                del run.attrib[name]
