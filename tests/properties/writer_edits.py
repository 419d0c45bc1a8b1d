"""Random changes of writers in the content of a marked unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.properties.marked_units import FIGURE, TOPICS, Words
from tests.properties.office_edits import cuts
from tests.properties.seen_words import anchors_in


@dataclass(frozen=True)
class WriterChange:
    """A change in the content.

    Attributes:
        name: for the test's output.
        anchors: the words beside it that stay; none for a figure, which may stand anywhere.
        added: words that it adds.
        gone: words that it takes away.
        whole: whether paragraphs or rows with these anchors go as a whole.
        split: the anchor that begins a paragraph since.
    """

    name: str
    anchors: frozenset[str]
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    whole: bool = False
    split: str = ""


Write = Callable[["Writer"], WriterChange | None]
WRITER_EDITS: dict[str, Write] = {}
"""The changes by name; ``None`` where the unit has no place for it."""


def writer_edit(write: Write) -> Write:
    WRITER_EDITS[write.__name__] = write
    return write


@dataclass
class Writer:
    """The content of a unit; ``near`` are anchors of what the office has edited."""

    unit: Path
    words: Words
    near: Collection[str]
    cut: set[str] = field(default_factory=set)
    """The anchors of paragraphs that were split."""

    @property
    def random(self) -> Random:
        return self.words.random

    @property
    def narrative(self) -> Path:
        return self.unit / "narrative" / "文.md"

    @property
    def values(self) -> Path:
        return self.unit / "report.yaml"

    def anchor(self, file: Path) -> str:
        """An anchor of a file; in every second call, one of what the office has edited."""
        found = sorted(anchors_in(file.read_text("utf-8")))
        near = [anchor for anchor in found if anchor in self.near]
        return self.random.choice(near if near and self.random.random() < 0.5 else found)

    def clause(self, file: Path) -> tuple[str, str]:
        """An anchor, and what follows it in its clause."""
        anchor = self.anchor(file)
        match = re.search(rf"{anchor}(?:\*\*)?([^，；。|\n#]*)", file.read_text("utf-8"))
        assert match is not None
        return anchor, match[1].rstrip()

    def block(self) -> str:
        """A paragraph of the narrative."""
        anchor = self.anchor(self.narrative)
        blocks = self.narrative.read_text("utf-8").split("\n\n")
        return next(block for block in blocks if anchor in block)

    def replace(self, file: Path, old: str, new: str) -> None:
        text = file.read_text("utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), "utf-8")


def _is_text(block: str) -> bool:
    return not re.match(r"#|- |\d+\. |\|", block)


@writer_edit
def words_inserted(writer: Writer) -> WriterChange:
    anchor, clause = writer.clause(writer.narrative)
    marker = next(writer.words.markers)
    at = writer.random.choice(cuts(clause))
    writer.replace(writer.narrative, clause, clause[:at] + marker + clause[at:])
    return WriterChange("words_inserted", frozenset({anchor}), (marker,))


@writer_edit
def words_replaced(writer: Writer) -> WriterChange | None:
    anchor, clause = writer.clause(writer.narrative)
    topic = next((topic for topic in TOPICS if topic in clause), "")
    marker = next(writer.words.markers)
    if not topic:
        return None
    writer.replace(writer.narrative, topic, marker)
    return WriterChange("words_replaced", frozenset({anchor}), (marker,), (topic,))


@writer_edit
def words_deleted(writer: Writer) -> WriterChange | None:
    anchor, clause = writer.clause(writer.narrative)
    topic = next((topic for topic in TOPICS if topic in clause), "")
    if not topic:
        return None
    writer.replace(writer.narrative, topic, "")
    return WriterChange("words_deleted", frozenset({anchor}), (), (topic,))


@writer_edit
def a_figure(writer: Writer) -> WriterChange:
    name = writer.random.choice(("甲", "支出", "比重"))
    text = writer.values.read_text("utf-8")
    match = re.search(rf"^{name}: (.*)$", text, re.MULTILINE)
    assert match is not None
    new = next(writer.words.figures)
    writer.replace(writer.values, match[0], f"{name}: {new}")
    return WriterChange("a_figure", frozenset(), (new,), (match[1],))


@writer_edit
def a_figure_of_a_row(writer: Writer) -> WriterChange | None:
    _, item = _item(writer)
    match = re.search(r"数: (.*)\n", item)
    if match is None or not FIGURE.fullmatch(match[1]):
        return None
    new = next(writer.words.figures)
    writer.replace(writer.values, item, item.replace(match[1], new))
    return WriterChange("a_figure_of_a_row", frozenset(anchors_in(item)), (new,), (match[1],))


def _item(writer: Writer) -> tuple[str, str]:
    """The list up to an item, and the item."""
    head, *items = re.split(r"(?m)^(?=  - )", writer.values.read_text("utf-8"))
    index = writer.random.randrange(len(items))
    return head + "".join(items[:index]), items[index]


@writer_edit
def a_row_added(writer: Writer) -> WriterChange:
    _, item = _item(writer)
    name, note = next(writer.words.markers), next(writer.words.markers)
    figure = next(writer.words.figures)
    kind = item.splitlines()[0]
    new = f"{kind}\n    名: {name}\n    数: {figure}\n    注: {note}\n"
    writer.replace(writer.values, item, item + new)
    return WriterChange("a_row_added", frozenset(), (name, figure, note))


@writer_edit
def a_row_removed(writer: Writer) -> WriterChange | None:
    before, item = _item(writer)
    if before.count("  - ") < 2:
        return None
    writer.replace(writer.values, item, "")
    return WriterChange("a_row_removed", frozenset(anchors_in(item)), whole=True)


@writer_edit
def a_cell_of_the_form(writer: Writer) -> WriterChange:
    match = re.search(r"  负责: (.*)\n", writer.values.read_text("utf-8"))
    assert match is not None
    marker = next(writer.words.markers)
    at = writer.random.choice(cuts(match[1]))
    writer.replace(writer.values, match[1], match[1][:at] + marker + match[1][at:])
    return WriterChange("a_cell_of_the_form", frozenset(anchors_in(match[1])), (marker,))


@writer_edit
def a_paragraph_split(writer: Writer) -> WriterChange | None:
    block = writer.block()
    ends = [match.end() for match in re.finditer("[，；。]", block[:-2])]
    if not ends or not _is_text(block):
        return None
    at = writer.random.choice(ends)
    writer.replace(writer.narrative, block, f"{block[:at]}\n\n{block[at:]}")
    (split,) = anchors_in(block[at : at + 4])
    writer.cut |= anchors_in(block)
    return WriterChange("a_paragraph_split", frozenset({split}), split=split)


@writer_edit
def a_paragraph_added(writer: Writer) -> WriterChange | None:
    block = writer.block()
    first, second = next(writer.words.markers), next(writer.words.markers)
    end = "\n" if block.endswith("\n") else ""
    writer.replace(writer.narrative, block, f"{block.rstrip()}\n\n{first}{second}{end}")
    return WriterChange("a_paragraph_added", frozenset(), (first, second))


@writer_edit
def a_paragraph_removed(writer: Writer) -> WriterChange | None:
    block = writer.block()
    if not _is_text(block) or not anchors_in(block) or anchors_in(block) & writer.cut:
        return None
    writer.replace(writer.narrative, f"\n\n{block.rstrip()}", "")
    return WriterChange("a_paragraph_removed", frozenset(anchors_in(block)), whole=True)
