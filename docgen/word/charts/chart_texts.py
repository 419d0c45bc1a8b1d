"""The texts that are typed on a chart, its title and those of its axes, and the tags in them.

Word splits what is typed over runs (ECMA-376 part 1, 21.1.2.3.8 ``a:r``); a tag is put together in
the run in which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from docgen.word.charts.chart_xml import a, c
from docgen.word.tag_pattern import TAG


def typed_texts(root: etree._Element) -> Iterator[tuple[list[etree._Element], str]]:
    """The paragraphs of the titles of a chart: the ``a:t`` of each, and what they say."""
    for title in root.iter(c("title")):
        for paragraph in title.iter(a("p")):
            texts = list(paragraph.iter(a("t")))
            yield texts, "".join(text.text or "" for text in texts)


def tags_in_titles(root: etree._Element) -> list[str]:
    """The tags that print a value in the titles of a chart, in their order."""
    tags = (tag for _, whole in typed_texts(root) for tag in TAG.findall(whole))
    return [tag for tag in tags if tag.startswith("{{")]


def fill_titles(root: etree._Element, values: Sequence[str]) -> None:
    """Puts ``values`` in the places of the tags that :func:`tags_in_titles` tells."""
    left = iter(values)

    def filled(tag: re.Match[str]) -> str:
        return next(left, "") if tag[0].startswith("{{") else tag[0]

    for texts, whole in typed_texts(root):
        if TAG.search(whole):
            _join_tags(texts, whole)
            for text in texts:
                text.text = TAG.sub(filled, text.text or "")


def _join_tags(texts: list[etree._Element], whole: str) -> None:
    """Moves each tag to the text in which it begins."""
    owners = [at for at, text in enumerate(texts) for _ in text.text or ""]
    for tag in TAG.finditer(whole):
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * len(tag[0])
    for at, text in enumerate(texts):
        own = (sign for owner, sign in zip(owners, whole, strict=True) if owner == at)
        text.text = "".join(own)
