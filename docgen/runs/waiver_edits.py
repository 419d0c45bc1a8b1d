"""Waivers as they are given and taken back on the page: the file, and the change of its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

import yaml

from docgen.checking.waivers import EXCEPTIONS, is_of_waiver, may_be_waived, waiver_of
from docgen.content.content_names import is_yaml
from docgen.content.item_changes import with_item
from docgen.content.retyped import read_text
from docgen.content.row_changes import list_gone, with_row, without_list
from docgen.content.typed_changes import TypedChange
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place, Problem
from docgen.runs.moved_places import MovedPlaces

Waiving: TypeAlias = Literal["give", "take", ""]
"""What can be done with a problem: it is waived, or the waiver that it is about is taken back."""

Files = Mapping[str, bytes]
"""The content files of a unit, by their names in the project."""


def waiving_of(problem: Problem) -> Waiving:
    """What can be done with a problem by way of waivers."""
    if is_of_waiver(problem):
        return "take"
    return "give" if may_be_waived(problem) else ""


def problem_now(problem: Problem, shown: Files, now: Files) -> Problem:
    """A problem of the content that the page shows, at its place in that of now."""
    name = problem.place.file
    if name not in shown or name not in now:
        return problem
    moved = MovedPlaces(read_text(shown[name]), read_text(now[name]))
    return replace(problem, place=moved(problem.place))


def waiving(problem: Problem, reason: str, unit: str, now: Files) -> tuple[Place, TypedChange]:
    """What waives a problem of the unit called ``unit`` in messages, where its waivers are."""
    name = next(_files_with_waivers(now), f"{unit}/report.yaml")
    waiver = waiver_of(problem, unit, " ".join(reason.split()))
    return Place(name), with_item(EXCEPTIONS, waiver)


def unwaiving(place: Place, text: str) -> tuple[Place, TypedChange]:
    """What takes back the waiver that begins at a place of a file that has ``text``."""
    try:
        places = list(YamlFile(place.file, text).places.values())
    except yaml.YAMLError:
        places = []  # whoever writes it says what is wrong
    value = min((at for at in places if at >= place), default=place)
    is_last = bool(places) and bool(list_gone(value, text))
    return value, without_list(value) if is_last else with_row(value, "delete")


def _files_with_waivers(now: Files) -> Iterator[str]:
    for name, data in now.items():
        try:
            groups = YamlFile(name, read_text(data)).groups() if is_yaml(name) else ()
            roots = [group for path, group in groups if not path]
        except yaml.YAMLError:
            continue
        if any(key.value == EXCEPTIONS for root in roots for key, _ in root.value):
            yield name
