"""What people call a place of the content: as its page prints it, or else by its file.

附件3 图书资料专项   数量指标 第2行／年度指标值      the heading above it, the labels around it
一、基本情况         正文                            a chapter
落款                 填表人                          printed nowhere: the keys of its file
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from docgen.content.values import Node, Text
from docgen.diagnostics import Place
from docgen.diagnostics.codes import Language
from docgen.packs.expressions.paths import Steps
from docgen.preview.page_map import PageMap
from docgen.preview.printed_source import PrintedSource
from docgen.wording.preview_lines import label_words

_MARK = re.compile("【?待[填算]")
"""Begins what a draft prints where a name is still to be filled in."""
_BETWEEN = "／"
_NUMBER = re.compile(r"^\d+\s*[-_.．、]\s*")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LAST = 1 << 31
_ALIKE = 6
"""Letters that a label and a key have in common, where one is shortened."""


@dataclass(frozen=True)
class PageLabel:
    """What a place is called.

    Attributes:
        group: what the page prints above: its cover, a chapter, an annex, with a project's name.
        label: the labels of the cell, or what else tells it from others of the group.
        order: sorts places as they are printed; those that are printed nowhere come last.
    """

    group: str
    label: str
    order: int = _LAST


@dataclass(frozen=True)
class PageLabels:
    """The labels of places of a unit.

    Attributes:
        pages: its pages; ``None`` as long as there are none.
        folder: its folder, by its name in the project.
        language: the reader's, for the words that are not the form's.
    """

    pages: PageMap | None
    folder: str
    language: Language

    def of(self, place: Place, field: str = "") -> PageLabel:
        """The label of a place of the content that the pages show, or of a ``field`` there."""
        printed = self.pages.sources_at(place) if self.pages else ()
        if not self.pages or not printed:
            return self._of_file(place, field)
        number = min(printed)
        source, steps = self.pages.sources[number], self.pages.index.steps(place)
        group = self._group(number, source, steps) or self._of_file(place, field).group
        return PageLabel(group, self._label(source, place, field), number)

    def _group(self, number: int, source: PrintedSource, steps: Steps) -> str:
        heading = source.cell.heading
        if source.document and not source.cell.table:
            heading = self._chapters.get(number, heading)
        heading = self._numbered.get(heading, heading)
        name = self._item_name(steps)
        if heading or name:
            return " ".join(filter(None, (heading or self._title, name)))
        on_cover = not source.cell.table and self._first_page.get(number) == 0
        return label_words("cover", self.language) if on_cover else self._title

    def _item_name(self, steps: Steps) -> str:
        """The name of the project, or the like, that a file of its own is about; or its number."""
        if self.pages is None or len(steps) < 2 or not isinstance(steps[1], int):
            return ""
        item, index = self.pages.index.value_at(steps[:2]), self.pages.index
        first = next(iter(item.items()), None) if isinstance(item, Node) else None
        if first and isinstance(first[1], Text) and first[1] != first[0]:
            return str(first[1])
        return str(steps[1] + 1) if index.count(steps[:1]) > 1 else ""

    def _label(self, source: PrintedSource, place: Place, field: str) -> str:
        steps = self.pages.index.steps(place) if self.pages else ()
        keys = [key for key in steps if isinstance(key, str)]
        typed = [part.rstrip("：:") for part in source.cell.label.split(_BETWEEN) if part]
        parts = [part for part in typed if not _MARK.match(part)]
        if parts and (row := self._row(steps)):
            column = keys[-1] if keys[-2][:_ALIKE] in parts[-1] else parts[-1]
            is_named = len(parts) > 1 and self._is_name(parts[0], steps)
            return _BETWEEN.join((parts[0] if is_named else row, column))
        if parts and len(parts) < len(typed):
            parts = [*keys[-2:-1], *parts]
        if parts:
            return _BETWEEN.join(parts)
        if place.file.endswith(".md"):
            return label_words("body", self.language)
        return _BETWEEN.join(keys[-2:] if source.document else keys[-1:]) or _tail(field)

    def _row(self, steps: Steps) -> str:
        """The list that a value lies in below its file, and the number of its row of several."""
        at = _item(steps)
        if not at or self.pages is None:
            return ""
        name, number = str(steps[at - 1]), int(steps[at]) + 1
        is_one = self.pages.index.count(steps[:at]) == 1
        return name if is_one else label_words("row", self.language, name=name, number=number)

    def _is_name(self, label: str, steps: Steps) -> bool:
        """Whether a label is the name of the item that a value is of, perhaps shortened."""
        item = self.pages.index.value_at(steps[: _item(steps) + 1]) if self.pages else None
        values = item.values() if isinstance(item, Node) else ()
        begin = label.rstrip("…")
        return any(isinstance(value, Text) and value.startswith(begin) for value in values)

    def _of_file(self, place: Place, field: str) -> PageLabel:
        """The label of what is printed nowhere: the name of its file, or its first key."""
        place = place.typed
        path = PurePosixPath(place.file.removeprefix(f"{self.folder}/"))
        name = _NUMBER.sub("", path.stem)
        keys = field.split(".")
        if path.suffix == ".md":
            return PageLabel(name, label_words("body", self.language))
        if not _CHINESE.search(name):
            whole = label_words("unit", self.language) if path.parent.name == "" else str(path)
            name = keys[0] if len(keys) > 1 and _CHINESE.search(keys[0]) else whole
        return PageLabel(name, _tail(field) if keys[0] != name else _tail(".".join(keys[1:])))

    @cached_property
    def _headings(self) -> list[tuple[int, str]]:
        """The first source and the words of each heading that the form prints, as on the page."""
        found: dict[int, tuple[int, str]] = {}
        for page in self.pages.pages if self.pages else ():
            for span in page.spans:
                source = self.pages.sources[span.source] if self.pages else None
                if span.heading and span.source >= 0 and source and source.kind != "text":
                    number, words = found.get(span.block, (span.source, ""))
                    found[span.block] = number, words + span.text
        return [(number, words.strip()) for number, words in found.values()]

    @cached_property
    def _title(self) -> str:
        """What the form prints first."""
        sources = self.pages.sources if self.pages else ()
        return next((one.value.strip() for one in sources if one.kind == "form"), "")

    @cached_property
    def _numbered(self) -> dict[str, str]:
        """Headings with the numbers that Word sets before them, by their words alone."""
        sources = self.pages.sources if self.pages else ()
        return {sources[number].value.strip(): words for number, words in self._headings}

    @cached_property
    def _chapters(self) -> dict[int, str]:
        """The heading of the form that stands above each source of a Markdown text."""
        chapters, heading = {}, ""
        starts = dict(self._headings)
        for number, source in enumerate(self.pages.sources if self.pages else ()):
            heading = starts.get(number, heading)
            if source.document:
                chapters[number] = heading
        return {number: heading for number, heading in chapters.items() if heading}

    @cached_property
    def _first_page(self) -> dict[int, int]:
        """The page that each source is first printed on."""
        found: dict[int, int] = {}
        for number, page in enumerate(self.pages.pages if self.pages else ()):
            for span in page.spans:
                found.setdefault(span.source, number)
        return found


def told_apart(labels: Sequence[PageLabel]) -> list[PageLabel]:
    """The labels, with a number behind those that several places of a group have."""
    names = [(label.group, label.label) for label in labels]
    of_name, counts = Counter(names), Counter[tuple[str, str]]()
    told = []
    for name, label in zip(names, labels, strict=True):
        counts[name] += 1
        is_one = of_name[name] == 1 or not label.label
        told.append(label if is_one else replace(label, label=f"{label.label}（{counts[name]}）"))
    return told


def _item(steps: Steps) -> int:
    """At which step the innermost item of a list is, below a file; 0 if none is."""
    return next((at for at in range(len(steps) - 1, 1, -1) if isinstance(steps[at], int)), 0)


def _tail(field: str) -> str:
    """The last keys of a field, as a form would say them."""
    return _BETWEEN.join(field.split(".")[-2:])
