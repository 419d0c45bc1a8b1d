"""Filled charts in a package: each use of a chart has a part and a workbook of its own.

A chart in a loop is used many times, one in a loop without turns never. The first use takes the
names of the template's own parts; its sample data stand in no report.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

from lxml import etree

from docgen.word.charts.chart_part import ChartPart
from docgen.word.charts.chart_table import ChartTable
from docgen.word.part_relations import (
    OVERRIDE,
    RELATION,
    TYPES,
    relations_file,
    relations_of,
    target_from,
    target_of,
    with_default_type,
    with_relations,
    xml_bytes,
)

WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKBOOK = f"{_OFFICE}/package"
_OLD_WORKBOOK = f"{_OFFICE}/oleObject"
_CHART = f"{_OFFICE}/chart"
_EMBEDDED = "word/embeddings/Microsoft_Excel_Worksheet"


@dataclass(frozen=True)
class ChartUse:
    """A chart as it is shown once.

    Attributes:
        story: the file of the package that shows it.
        source: the id of the template's relationship to it.
        identifier: the id of the relationship to the filled one.
        table: what it shows.
        titles: what is printed in the places of the tags in its titles.
    """

    story: str
    source: str
    identifier: str
    table: ChartTable
    titles: tuple[str, ...] = ()


def chart_entry(entries: Mapping[str, bytes], story: str, identifier: str) -> str:
    """The file of the chart that a relationship of ``story`` leads to; empty if there is none."""
    relation = relations_of(story, entries).get(identifier)
    target = target_of(relation, story) if relation is not None else ""
    is_chart = relation is not None and relation.get("Type", "").endswith("/chart")
    return target if is_chart and target in entries else ""


def chart_source(entries: Mapping[str, bytes], use: ChartUse) -> bytes:
    """The chart of the template that a use fills. Raises ``KeyError`` if there is none."""
    return entries[chart_entry(entries, use.story, use.source)]


def with_charts(
    entries: Mapping[str, bytes], tagged: Iterable[tuple[str, str]], uses: Iterable[ChartUse]
) -> dict[str, bytes]:
    """The package with a part for each use, and without the ``tagged`` charts of the template.

    ``tagged`` has the story and the id of the relationship of each.
    """
    package = _ChartPackage(entries)
    for story, identifier in tagged:
        package.take_out(story, identifier)
    for use in uses:
        package.add(use)
    return package.finished()


class _ChartPackage:
    """The entries of a package whose charts are taken out and put in."""

    def __init__(self, entries: Mapping[str, bytes]) -> None:
        self._template = entries
        self._entries = dict(entries)
        self._types = etree.fromstring(entries[TYPES])
        self._kinds = {each.get("PartName", ""): each for each in self._types.iter(OVERRIDE)}

    def take_out(self, story: str, identifier: str) -> None:
        """Takes out a chart with all that it alone refers to, and its relationship."""
        chart = chart_entry(self._template, story, identifier)
        if not chart:
            return
        relations = relations_file(story)
        root = etree.fromstring(self._entries[relations])
        for relation in [each for each in root if each.get("Id") == identifier]:
            root.remove(relation)
        self._entries[relations] = xml_bytes(root)
        self._drop(chart)

    def add(self, use: ChartUse) -> None:
        """Adds the chart of a use, and its relationship."""
        from docgen.word.charts.chart_workbook import chart_workbook  # few forms have charts

        source = chart_entry(self._template, use.story, use.source)
        part = ChartPart(self._template[source])
        sheet, formats = part.sheet, part.formats
        part.fill(use.table, use.titles)
        name = self._free_name(source)
        kept, old = self._copied_relations(source, name)
        workbook = chart_workbook(old, use.table, sheet, formats)
        entry = self._free_name(f"{_EMBEDDED}1.xlsx")
        self._entries[entry] = workbook
        ids = {relation.get("Id", "") for relation in kept}
        identifier = next(free for free in map("rId{}".format, count(1)) if free not in ids)
        kept.append(_relation(identifier, _WORKBOOK, target_from(name, entry)))
        part.relate_workbook(identifier)
        self._entries[name] = part.xml()
        self._declare(name, self._kind(source))
        self._entries[relations_file(name)] = with_relations(None, kept)
        own = _relation(use.identifier, _CHART, target_from(use.story, name))
        file = relations_file(use.story)
        self._entries[file] = with_relations(self._entries.get(file), [own])

    def finished(self) -> dict[str, bytes]:
        """All entries, with the content types of all."""
        types = with_default_type(xml_bytes(self._types), "xlsx", WORKBOOK_TYPE)
        return {**self._entries, TYPES: types}

    def _copied_relations(
        self, source: str, name: str
    ) -> tuple[list[etree._Element], bytes | None]:
        """The relationships of a new chart to copies of what the old one refers to.

        Beside them, the bytes of the old workbook; it may be missing, or stand in another file.
        """
        kept, workbook = list[etree._Element](), None
        for identifier, relation in relations_of(source, self._template).items():
            kind, target = relation.get("Type", ""), target_of(relation, source)
            if kind in (_WORKBOOK, _OLD_WORKBOOK):
                workbook = self._template.get(target, workbook)
            elif target in self._template:
                copy = self._free_name(target)
                self._entries[copy] = self._template[target]
                self._declare(copy, self._kind(target))
                own = self._template.get(relations_file(target))
                if own is not None:
                    self._entries[relations_file(copy)] = own
                kept.append(_relation(identifier, kind, target_from(name, copy)))
        return kept, workbook

    def _drop(self, name: str) -> None:
        """Drops an entry with what it refers to, unless something else refers to it."""
        if name not in self._entries or self._is_used(name):
            return
        targets = [target_of(each, name) for each in relations_of(name, self._entries).values()]
        del self._entries[name]
        self._entries.pop(relations_file(name), None)
        override = self._kinds.pop(f"/{name}", None)
        if override is not None:
            self._types.remove(override)
        for target in targets:
            self._drop(target)

    def _is_used(self, name: str) -> bool:
        """Whether a relationship of the package leads to an entry."""
        for file, data in self._entries.items():
            if file.endswith(".rels") and posixpath.basename(name).encode() in data:
                folder, _, own = file.rpartition("_rels/")
                part = f"{folder}{own.removesuffix('.rels')}"
                if any(target_of(each, part) == name for each in etree.fromstring(data)):
                    return True
        return False

    def _free_name(self, like: str) -> str:
        """``like`` if no entry has that name, or the same with the first free number."""
        if like not in self._entries:
            return like
        stem, _, ending = like.rpartition(".")
        stem = stem.rstrip("0123456789")
        names = (f"{stem}{number}.{ending}" for number in count(1))
        return next(name for name in names if name not in self._entries)

    def _kind(self, name: str) -> str:
        """The content type that the template declares for an entry by its name; may be empty."""
        types = etree.fromstring(self._template[TYPES])
        own = (each for each in types.iter(OVERRIDE) if each.get("PartName") == f"/{name}")
        return next((each.get("ContentType", "") for each in own), "")

    def _declare(self, name: str, kind: str) -> None:
        if kind and f"/{name}" not in self._kinds:
            override = etree.SubElement(
                self._types, OVERRIDE, PartName=f"/{name}", ContentType=kind
            )
            self._kinds[f"/{name}"] = override


def _relation(identifier: str, kind: str, target: str) -> etree._Element:
    return etree.Element(RELATION, Id=identifier, Type=kind, Target=target)
