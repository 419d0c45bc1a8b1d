"""One edit of one content file: made to the text that the page shows, merged into that of now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import yaml

from docgen.content.fixed_text import FixedFile
from docgen.content.retyped import read_text, retyped
from docgen.content.source_files import SourceFile, source_of
from docgen.content.typed_changes import TypedChange, changed_meanwhile
from docgen.content.yaml_reader import read_yaml
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import DocgenError, Fix, Place, Problem, Problems
from docgen.roundtrip.merging.line_merge import merge_lines
from docgen.runs.moved_places import MovedPlaces

Shown: TypeAlias = Mapping[str, bytes]
"""The content files that a page shows, by their names in the project."""

BytesChange: TypeAlias = Callable[[bytes], tuple[bytes, Place]]
"""Makes the new bytes of a file, and says where what is new begins; raises DocgenError."""


@dataclass(frozen=True)
class FileEdit:
    """An edit of a file.

    Attributes:
        root: the folder of the project.
        place: what is edited, in the file.
        change: makes the new bytes of the file.
        shown: the content that is changed, if not that of now.
        again: what makes the same change at another place, of a value, or of a group that lacks
            something; ``None`` for what stands at its place alone.
    """

    root: Path
    place: Place
    change: BytesChange
    shown: Shown | None = None
    again: Callable[[Place], BytesChange] | None = None

    @property
    def name(self) -> str:
        """The file's name in the project."""
        return self.place.file

    @property
    def path(self) -> Path:
        """The file."""
        return self.root / self.place.file

    def now(self) -> bytes | None:
        """The file as it is; ``None`` if there is none."""
        return self.path.read_bytes() if self.path.is_file() else None

    @property
    def begun(self) -> FileEdit:
        """The same edit, of the content as it is when it begins, unless the page shows another."""
        if self.shown is not None:
            return self
        now = self.now()
        return replace(self, shown={} if now is None else {self.name: now})

    def merged(self, now: bytes | None) -> tuple[bytes, Place]:
        """The file with the change, and where that stands, if ``now`` is what the file has now.

        Raises :class:`DocgenError` if it cannot be read, or says something else meanwhile.
        """
        base = (self.begun.shown or {}).get(self.name)
        data, place = self.change(base or b"")
        if base == now:
            return data, place
        merged = merge_lines(base or b"", data, now or b"")
        place_now = self._found_again(base, now) if merged.conflicts and self.again else None
        if self.again and place_now:
            return self.again(place_now)(now or b"")
        for conflict in merged.conflicts:
            raise changed_meanwhile(Place(self.name, conflict.number, 1), conflict.base or "…")
        if now is None:
            raise changed_meanwhile(Place(self.name), "…")
        return merged.data, MovedPlaces(read_text(data), read_text(merged.data))(place)

    def _found_again(self, base: bytes | None, now: bytes | None) -> Place | None:
        """Where a value stands now of whose line something else was changed: ``{甲: 1, 乙: 2}``.

        Or a group of which the lines are as they were where it begins; a whole file is one.
        """
        before, after = read_text(base or b""), read_text(now or b"")
        moved = MovedPlaces(before, after)
        try:
            keys = YamlFile(self.name, before).path(self.place)
            place = YamlFile(self.name, after).places.get(keys) if keys else None
        except yaml.YAMLError:
            return None
        if keys is None:
            return None if moved.takes(self.place) else moved(self.place)
        return place if place and place.line == moved(self.place).line else None


def of_text(name: str, change: TypedChange) -> BytesChange:
    """A change of the text of a file, whose encoding and line ends stay."""

    def changed(data: bytes) -> tuple[bytes, Place]:
        problems = Problems()
        source = source_of(data, name, problems)
        if source is None:
            raise DocgenError(_first_error(problems))
        try:
            typed = change(name, source.text)
        except yaml.YAMLError:
            raise DocgenError(_fault(source)) from None
        return retyped(data, typed.text), typed.place

    return changed


def of_fix(fix: Fix) -> BytesChange:
    """A change that applies a fix."""

    def changed(data: bytes) -> tuple[bytes, Place]:
        fixed = FixedFile(data, [fix])
        if fix not in fixed.written:
            raise changed_meanwhile(fix.place, fix.old)
        return fixed.data, fixed.written[fix][0]

    return changed


def _fault(source: SourceFile) -> Problem:
    """What is wrong with a file that is no YAML."""
    problems = Problems()
    read_yaml(source, problems)
    return _first_error(problems)


def _first_error(problems: Problems) -> Problem:
    return next(problem for problem in problems if problem.is_error)
