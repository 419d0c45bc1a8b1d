"""What is known of a unit while it is previewed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.diagnostics import Place, Problem
from docgen.preview.page_map import PageMap
from docgen.preview.unit_inputs import UnitInputs
from docgen.runs.build import BuiltUnit
from docgen.runs.carry_back import TracedDocument
from docgen.runs.moved_places import MovedPlaces
from docgen.runs.pack_form import PackForm

if TYPE_CHECKING:
    from docgen.checking.waivers import Waived


class Stage(Enum):
    """How far a unit is: not looked at, being built, built, or not to be built as it is."""

    WAITING = "waiting"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class ShownPages:
    """The pages of a unit, as they were built last.

    Attributes:
        pdf: the pages.
        pages: where they come from.
        built: what they were built of.
        draft: whether they are those of a draft.
        inputs: the content as it was then.
        document: its Word file, each value with its source.
    """

    pdf: bytes
    pages: PageMap
    built: BuiltUnit
    draft: bool
    inputs: UnitInputs
    document: TracedDocument

    @property
    def number(self) -> int:
        """Counts the page maps of the unit, with gaps."""
        return self.inputs.number

    def place_of(self, place: Place, content: UnitInputs | None) -> Place:
        """Where what stands at a place of other content stood in that of the pages."""
        typed, name = place.typed, place.typed.file
        if content is None or content.texts.get(name) == self.inputs.texts.get(name):
            return place
        return place.typed_at(_moved(content.text(name), self.inputs.text(name))(typed))


@dataclass(frozen=True)
class UnitState:
    """A unit at one moment.

    Attributes:
        name: its folder's name.
        stage: how far it is.
        version: counts what was told of it.
        title: the name of its report; empty until one could be built.
        problems: the problems of its content, of its pack, and of what was made of it.
        form: what its pack asks for; ``None`` as long as that cannot be loaded.
        waived: what it says is right all the same, with its reasons.
        filled: how many of its fields are filled in.
        shown: its last good pages.
        stale: whether they are older than the content.
        changed: what was saved last, where it begins.
        content: what its problems were found in.
        inputs: what it was built of last to the end; ``None`` since something was begun.
        has_pages: whether pages were asked for then; there may be none because of errors.
    """

    name: str
    stage: Stage = Stage.WAITING
    version: int = 0
    title: str = ""
    problems: tuple[Problem, ...] = ()
    form: PackForm | None = None
    waived: tuple[Waived, ...] = ()
    filled: int = 0
    shown: ShownPages | None = None
    stale: bool = False
    changed: tuple[Place, ...] = ()
    content: UnitInputs | None = None
    inputs: UnitInputs | None = None
    has_pages: bool = False

    @property
    def blanks(self) -> int:
        """How many places are still to be filled in."""
        return sum(problem.to_do == "blank" for problem in self.problems)

    @property
    def errors(self) -> int:
        """How many errors it has, but for blanks."""
        return sum(problem.is_error and problem.to_do != "blank" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many warnings it has, but for blanks."""
        return sum(not problem.is_error and problem.to_do != "blank" for problem in self.problems)


@lru_cache(maxsize=16)
def _moved(before: str, after: str) -> MovedPlaces:
    """Moves places of a file, which is asked about each of its blanks."""
    return MovedPlaces(before, after)
