"""One part of a pack and its changed form: the new part, and what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from docx.document import Document

from docgen.packs.pack import Pack
from docgen.packs.part import Part
from docgen.scaffold.pack.form_fields import Block, Chapter, Field, FormFields, Path
from docgen.scaffold.pack.form_reader import form_title
from docgen.scaffold.pack.update.added_fields import PathPlan
from docgen.scaffold.pack.update.blank_matches import BlankMatches, match_blanks
from docgen.scaffold.pack.update.changes import FormChange
from docgen.scaffold.pack.update.keeper_look import in_old_look
from docgen.scaffold.pack.update.label_matches import LabelMatches, Renamed, match_labels
from docgen.scaffold.pack.update.label_paths import FormBlank, FormPaths, squeezed
from docgen.scaffold.pack.update.new_form import NewForm, read_new
from docgen.scaffold.pack.update.old_part import old_paths, wraps_of
from docgen.scaffold.pack.update.old_reads import reads_of, story_tags
from docgen.scaffold.pack.update.transplant import Planter, Transplant
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of

_LOOP = re.compile(r"\bfor\s+(\w+)\s+in\b")
_SLOT = "{{p"


@dataclass(frozen=True)
class Decisions:
    """What the keeper says of labels.

    Attributes:
        same: labels that are one, new by old.
        apart: labels that are not reworded ones, old or new.
    """

    same: Mapping[str, str]
    apart: tuple[str, ...] = ()


class PartUpdate:
    """A part of a pack against a changed form.

    Args:
        pack: the pack.
        part: its part.
        old: the part's document.
        form: the changed form, whose document becomes the new part.
        found: what the drafting reader found in the form.
        decisions: what the keeper says.
    """

    def __init__(
        self,
        pack: Pack,
        part: Part,
        old: Document,
        form: Document,
        found: FormFields,
        decisions: Decisions,
    ) -> None:
        self.part, self.document = part, form
        self._has_format, self.keeps_look = pack.format is not None, True
        old_title = TAG.sub("", form_title(old.element.body))
        self.titles = (old_title, form_title(form.element.body))
        self._old_document = old
        self._old = old_paths(old.element.body)
        self.new: NewForm = read_new(form, found)
        self.labels, self.matches = self._matched(decisions)
        wraps = list(wraps_of(old.element.body))
        self._planter = Planter(self._old, wraps, self.new, self.matches)
        self.done: Transplant = self._planter.plan()
        self.reads: dict[FormBlank, Path] = reads_of(pack, part, old, self._old)
        self._stories: list[FormChange] = []
        self.final: dict[Field, Field] = {}
        self.lists: dict[Block, Path] = {}
        self.added: list[tuple[Path, Field]] = []
        self.chapters: dict[Chapter, Path] = {}

    @property
    def kept(self) -> int:
        """How many blanks of the old part have a place."""
        return len(self.done.rooms)

    def likeness(self) -> float:
        """How much of the old part is in the form, from 0 to 1."""
        lines = sum(bool(line.words) for line, _ in self._old.lines)
        own = sum(bool(line.words) for line, _ in self.matches.lines)
        blanks = sum(bool(blank.tags) for blank in self._old.blanks)
        return (self.kept + own) / (blanks + lines or 1)

    def _matched(self, decisions: Decisions) -> tuple[LabelMatches, BlankMatches]:
        """The labels and the blanks of the two forms that are one.

        What is a likely pair of labels becomes a sure one if all blanks of the old label have found
        their places by their other labels, and the new label is there.
        """
        old, new = self._old, self.new.paths
        labels = match_labels(old, new, decisions.same, decisions.apart)
        while True:
            matches = match_blanks(old, new, labels.words, self._may_be)
            sure = [
                pair for pair in labels.likely if _is_confirmed(pair, old, matches, labels.words)
            ]
            if not sure:
                return labels, matches
            labels = labels.with_sure(sure)

    def _may_be(self, old: FormBlank, new: FormBlank) -> bool:
        if old.is_box != new.is_box:
            return False
        return _SLOT not in old.tags or new.stretch is None

    def known(self) -> Iterator[tuple[Path, Path]]:
        """Drafted paths of blanks that the pack has, each with its path in the pack."""
        for field, blank in self.done.kept.items():
            path = self.reads.get(blank)
            if path and field.kind != "year":
                yield self._drafted(field), path

    def _drafted(self, field: Field) -> Path:
        for block in self.new.fields.blocks:
            if field in block.fields:
                return (*block.path, *field.path)
        return field.path

    def plan_added(self, plan: PathPlan) -> None:
        """Gives each new blank its path."""
        shared: dict[Path, Path] = {}
        for field in self.new.fields.fields:
            if not self.done.is_fresh(field) or field.kind == "year":
                continue
            if field.kind == "ticks" and field.path in shared:
                path = shared[field.path]
            else:
                path = plan.path(field.path)
                shared[field.path] = path
            self.final[field] = replace(field, path=path)
            self.added.append((path, field))
        for block in self.new.fields.blocks:
            self._plan_block(block, plan)
        old = set(self.done.rooms.values())
        for chapter in self.new.fields.chapters:
            if chapter.paragraph not in old:
                self.chapters[chapter] = plan.path(chapter.path)

    def _plan_block(self, block: Block, plan: PathPlan) -> None:
        if block not in self.done.lists:
            path = plan.path(block.path)
            self.lists[block] = path
            return
        for field in block.fields:
            if self.done.is_fresh(field):
                path = plan.path((*block.path, *field.path))
                self.added.append((path, field))
                self.final[field] = replace(field, path=path[-len(field.path) :])

    def write(self) -> None:
        """Types all tags into the form."""
        self._stories = [] if self._has_format else list(self.stories())
        items = {block: _item(wrap.opening) for block, wrap in self.done.lists.items()}
        self._planter.write(self.final, items, self.lists, self.chapters)
        if self._has_format:
            pairs = self._planter.paragraphs()
            dressed = in_old_look(self._old_document, self.document, pairs)
            self.keeps_look = dressed is not None
            self.document = dressed or self.document

    def stories(self) -> Iterator[FormChange]:
        """The tags of headers, footers and notes that the changed form has no line for."""
        lines = {squeezed(text): text for _, _, text in story_tags(self.document)}
        for story, _, text in story_tags(self._old_document):
            if squeezed(text) not in lines:
                yield FormChange("story", old=text, new=story, done=False)

    def changes(self) -> Iterator[FormChange]:
        """The differences of the two forms, and what is not done by itself."""
        for pair in self.labels.renamed:
            fields = self._fields_named(self._old, pair.old)
            yield FormChange("renamed", pair.old, pair.new, fields, pair.sure)
        for blank in sorted(
            self.matches.moved & self.done.rooms.keys(), key=lambda blank: blank.order
        ):
            place = self.matches.blanks[blank]
            yield FormChange("moved", str(blank.path), str(place.path), self._field(blank))
        yield from self._added()
        for pair in self.labels.likely:
            fields = self._fields_named(self._old, pair.old)
            yield FormChange("likely", pair.old, pair.new, fields, done=False)
        yield from self._gone()
        yield from self._texts()
        yield from self._stories
        if not self.keeps_look:
            yield FormChange("look", new=self.part.name, done=False)

    def _added(self) -> Iterator[FormChange]:
        places = [(self._place_of(field), path) for path, field in self.added]
        for block, path in self.lists.items():
            columns = (field.label or field.path[-1] for field in block.fields)
            places.append(("、".join(columns), path))
        places += [(path[-1], path) for path in self.chapters.values()]
        for place, path in dict.fromkeys(places):
            yield FormChange("added", new=place, fields=(".".join(path),), done=False)

    def _gone(self) -> Iterator[FormChange]:
        for blank in self.done.gone:
            field = self._field(blank)
            label = str(blank.path) or blank.tags
            kind = "gone" if field else "unplaced"
            yield FormChange(kind, label, fields=field or (blank.tags,), done=False)
        for wrap in self.done.lost_wraps:
            yield FormChange("unplaced", text_of(wrap.opening), done=False)

    def _texts(self) -> Iterator[FormChange]:
        """Printed texts that are in one of the forms only, and name no blank."""
        words = self.labels.words
        ours = {words.get(label, label) for _, label in self._old.labels}
        theirs = {label for _, label in self.new.paths.labels}
        used = {
            word
            for paths in (self._old, self.new.paths)
            for blank in paths.blanks
            for word in blank.path.words
        }
        for _, label in dict.fromkeys(self._old.labels):
            if words.get(label, label) not in theirs and label not in used:
                yield FormChange("text-gone", old=label)
        for _, label in dict.fromkeys(self.new.paths.labels):
            if label not in ours and label not in used:
                yield FormChange("text-new", new=label)

    def _place_of(self, field: Field) -> str:
        for blank in self.new.paths.blanks:
            if field in self.new.fields_of(blank) and blank.path.words:
                return str(blank.path)
        return field.label or field.path[-1]

    def _field(self, blank: FormBlank) -> tuple[str, ...]:
        return (".".join(self.reads[blank]),) if blank in self.reads else ()

    def _fields_named(self, paths: FormPaths, label: str) -> tuple[str, ...]:
        blanks = (blank for blank in paths.blanks if label in blank.path.words)
        return tuple(dict.fromkeys(name for blank in blanks for name in self._field(blank)))

    def gone(self) -> set[Path]:
        """The fields that the old part printed and the new one does not."""
        kept = {self.reads[blank] for blank in self.done.rooms if blank in self.reads}
        return {self.reads[blank] for blank in self.done.gone if blank in self.reads} - kept


def _is_confirmed(
    one: Renamed, old: FormPaths, matches: BlankMatches, words: Mapping[str, str]
) -> bool:
    """Whether all blanks that an old label names are where the new label is, and nothing else."""
    named = [blank for blank in old.blanks if blank.tags and one.old in blank.path.words]
    changed = {**words, one.old: one.new}
    return bool(named) and all(
        blank in matches.blanks and blank.path.with_words(changed) == matches.blanks[blank].path
        for blank in named
    )


def _item(opening: object) -> str:
    match = _LOOP.search(text_of(opening))  # type: ignore[arg-type]
    return match[1] if match else "行"
