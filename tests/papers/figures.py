"""Figures with captions."""

from __future__ import annotations

from tests.papers.contents import caption
from tests.papers.draft import Draft
from tests.papers.shapes import chart, picture
from tests.papers.wordml import paragraph

_CENTRED = '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'


def figure(
    draft: Draft,
    title: str,
    number: int,
    *,
    height: float = 110,
    apart: bool = False,
    name: str = "",
) -> None:
    """Adds a picture and its caption below, which go together unless ``apart``."""
    relation = draft.picture(chart(number))
    shown = picture(draft.identifier(), relation, height * 2.25, height, f"{title}图")
    draft.add(paragraph(shown, ppr=("" if apart else "<w:keepNext/>") + _CENTRED))
    caption(draft, "图", title, number, name=name)
