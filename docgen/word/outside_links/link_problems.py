"""What is said of links to outside, in templates and in finished files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from docgen.diagnostics import DocumentPlace, Place, Problem, TemplatePlace, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.word.outside_links.outside_link import OutsideLink

OUTSIDE_LINK = problem_code(
    "outside-link",
    en=("{link}: {target}{at}; docgen reads nothing from outside of the file", "{remedy}"),
    zh=("{link}：{target}{at}；docgen 不读取文件以外的内容", "{remedy}"),
)

Locate: TypeAlias = Callable[[OutsideLink], TemplatePlace | DocumentPlace]


def link_problems(links: Iterable[OutsideLink], place: Place, locate: Locate) -> Iterator[Problem]:
    """An error for each link that would print something from outside, a warning for others.

    ``locate`` tells where in the file at ``place`` a link stands.
    """
    for link in links:
        say, where = error if link.prints else warning, locate(link)
        problem = say(
            OUTSIDE_LINK,
            place,
            where if isinstance(where, TemplatePlace) else None,
            link=link.kind,
            remedy=link.kind,
            target=link.target,
            entry=link.entry,
            instruction=link.field,
        )
        yield replace(problem, document=where if isinstance(where, DocumentPlace) else None)
