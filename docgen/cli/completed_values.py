"""What may stand where a shell asks: editions, units, packs, files, by the name of the place.

An argument or an option is known by its metavar: ``年度 · EDITION`` is an edition.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from docgen.messages import half
from docgen.project import Project, is_shown, project_or_none, typed

COMPLETE_VARIABLE = "_DOCGEN_COMPLETE"
"""Tells docgen, when a shell calls it, which shell asks."""

_QUOTED_BY_US = ("bash", "powershell")
"""Shells that take what they are given as it is; the others quote it."""


class NamedType(StringParamType):
    """Any text, which a shell completes by what its place is called."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """What the beginning of a value may become; nothing where it is free."""
        places = half(param.metavar or "", "en").replace("…", "").split("|")
        found = [value for place in places for value in _values(place, ctx, incomplete)]
        shown = [value for value in dict.fromkeys(found) if value.startswith(incomplete)]
        if not shown and any("." in place or place == "FILE" for place in places):
            return [CompletionItem(incomplete, type="file")]
        return [CompletionItem(_as_typed(value)) for value in shown]


def _values(place: str, context: click.Context, begun: str) -> Iterable[str]:
    """The values of one kind; those that do not go with what is begun may be among them."""
    project = _project(context)
    if project and place in ("EDITION", "LAST-EDITION"):
        return project.editions()
    if project and place == "UNIT":
        return _units(project, context)
    if project and place == "PACK":
        return project.pack_names()
    if place.endswith(".docx"):
        return _files(begun, ".docx")
    return [place] if place.endswith(".yaml") else ()


def _project(context: click.Context) -> Project | None:
    folder = context.find_root().params.get("project")
    with suppress(OSError):
        return project_or_none(folder)
    return None


def _units(project: Project, context: click.Context) -> Iterator[str]:
    """The units of the editions that are typed; of all, if none is."""
    names = [context.params.get(name) or () for name in ("edition", "target", "targets")]
    words = [word for name in names for word in ([name] if isinstance(name, str) else name)]
    typed_editions = {project.edition_name(word) for word in words} & {*project.editions()}
    for edition in sorted(typed_editions or project.editions()):
        yield from (folder.name for folder in project.unit_folders(edition))


def _files(begun: str, ending: str) -> Iterator[str]:
    """The files of an ending in the folder that is typed."""
    folder = begun[: begun.rfind("/") + 1]
    try:
        paths = sorted(Path(folder or ".").iterdir())
    except OSError:
        return
    for path in paths:
        if path.suffix.lower() == ending and is_shown(path):
            yield f"{folder}{path.name}"


def _as_typed(value: str) -> str:
    """A value as it stands in a line of the shell that asks."""
    shell = os.environ.get(COMPLETE_VARIABLE, "").partition("_")[0]
    last = os.environ.get("COMP_WORDS", "").split("\n")[-1]
    is_in_quotes = last.startswith(("'", '"'))  # which stay; bash closes them
    return typed(value) if shell in _QUOTED_BY_US and not is_in_quotes else value
