"""Rows of a form that become a list, and lists that become single fields."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docgen.packs.expressions.paths import expression_of
from docgen.scaffold.pack.edits.field_chains import Plain, moved
from docgen.scaffold.pack.edits.template_part import TagSpot, TemplatePart
from docgen.word.xml import w

_ROW = "行"
"""The variable of a loop over rows."""


def list_row(part: TemplatePart, paragraph: etree._Element, group: Plain) -> bool:
    """Makes a loop of the row of a paragraph, whose fields are those of ``group``.

    ``False``, with nothing of use done, if that cannot be.
    """
    row, tags = _row_of(part, paragraph)
    read = _read(group, tags[0].scope.bound) if tags else ""
    if row is None or not read or _ROW in tags[0].scope.bound:
        return False
    _move(part, tags, group, _ROW)
    part.make_loop(row, _ROW, read)
    return True


def single_row(part: TemplatePart, paragraph: etree._Element, group: Plain) -> bool:
    """Takes the row of a paragraph out of its loop over the list ``group``; as above."""
    row, tags = _row_of(part, paragraph)
    if row is None or not tags:
        return False
    bound = dict(tags[0].scope.bound)
    for name in [name for name, path in bound.items() if path == group]:
        del bound[name]
    read = _read(group, bound)
    _move(part, tags, group, read)
    return bool(read) and part.drop_loop(row)


def _row_of(
    part: TemplatePart, paragraph: etree._Element
) -> tuple[etree._Element | None, list[TagSpot]]:
    """The row of a paragraph, and the tags in it."""
    row = next(paragraph.iterancestors(w("tr")), None)
    if row is None:
        return None, []
    tags = part.tags()
    return row, [tag for tag in tags if row in list(tag.spot.paragraph.iterancestors(w("tr")))]


def _move(part: TemplatePart, tags: list[TagSpot], group: Plain, read: str) -> None:
    """Lets tags read a group by another expression."""
    moves = [(tag, moved(tag.expression, tag.scope, group, read)) for tag in tags]
    part.replace([(tag, tag.with_expression(text)) for tag, text in moves])


def _read(group: Plain, bound: Mapping[str, Plain]) -> str:
    """The expression that reads a group inside these loops; empty if none can."""
    for name, path in reversed(list(bound.items())):
        if path and group.startswith(f"{path}."):
            return expression_of((name, *group.removeprefix(f"{path}.").split(".")))
    return expression_of(tuple(group.split(".")))
