"""The page on a drafted pack: its forms, each blank coloured by what became of it, and a list.

It is one HTML file that loads nothing, runs nothing, and can be read without colours and on paper.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import message_and_hint
from docgen.pdf.tagged_text import Box
from docgen.scaffold.pack.report.blank_pages import BlankPage
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, State
from docgen.scaffold.pack.report.pack_view import PackView
from docgen.version import __version__

STATES: tuple[State, ...] = ("told", "unsure", "tagged")
"""The states of blanks, what has to be looked at first."""

SIGNS = {"told": "✕", "unsure": "?", "tagged": "✓"}


def draft_page(view: PackView, name: str, language: Language) -> str:
    """The page on the pack of this ``name``, as HTML."""
    from jinja2 import Environment  # most runs write no page

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files(__package__).joinpath("draft_page.html").read_text("utf-8")
    return environment.from_string(source).render(
        lang="zh-CN" if language == "zh" else "en",
        version=__version__,
        t=phrases(language),
        name=name,
        shown=_Shown(view, language),
    )


@dataclass(frozen=True)
class _Doubt:
    message: str
    hint: str


@dataclass(frozen=True)
class _BlankEntry:
    """A blank in the list."""

    number: int
    blank: DraftedBlank
    is_placed: bool
    name: str
    kind: str
    doubts: tuple[_Doubt, ...]

    @property
    def sign(self) -> str:
        return SIGNS[self.blank.state]


@dataclass(frozen=True)
class _Area:
    """A box on a page, in parts of a hundred of its width and height."""

    entry: _BlankEntry
    is_first: bool
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class _Page:
    page: BlankPage
    picture: str
    areas: tuple[_Area, ...]


@dataclass(frozen=True)
class _StateTile:
    state: State
    sign: str
    count: int
    name: str
    meaning: str


class _Shown:
    """A pack as the page shows it."""

    def __init__(self, view: PackView, language: Language) -> None:
        self.view, self.language, self.texts = view, language, phrases(language)

    @property
    def about(self) -> str:
        counts = {"blanks": len(self.view.blanks), "pages": len(self.view.pages)}
        return self.texts["draft-page-about"].format(**counts)

    @property
    def tally(self) -> list[_StateTile]:
        states = [blank.state for blank in self.view.blanks]
        return [
            _StateTile(
                state,
                SIGNS[state],
                states.count(state),
                self.texts[f"draft-page-{state}"],
                self.texts[f"draft-page-{state}-means"],
            )
            for state in STATES
        ]

    @cached_property
    def entries(self) -> list[_BlankEntry]:
        """The blanks, numbered from 1 in reading order."""
        placed = {number for page in self.view.pages for number, _ in page.areas}
        return [
            _BlankEntry(
                number + 1,
                blank,
                number in placed,
                blank_name(blank, self.language),
                self._kind(blank),
                tuple(map(self.doubt, blank.doubts)),
            )
            for number, blank in enumerate(self.view.blanks)
        ]

    @property
    def open(self) -> list[_BlankEntry]:
        """What has to be looked at, those without a tag first."""
        order = {state: number for number, state in enumerate(STATES)}
        entries = (entry for entry in self.entries if entry.blank.state != "tagged")
        return sorted(entries, key=lambda entry: order[entry.blank.state])

    @property
    def settled(self) -> list[_BlankEntry]:
        return [entry for entry in self.entries if entry.blank.state == "tagged"]

    @property
    def doubts(self) -> list[_Doubt]:
        """What has to be looked at and has no place on a page."""
        return [self.doubt(doubt) for doubt in self.view.doubts]

    @cached_property
    def pages(self) -> list[_Page]:
        first, pages = set[int](), list[_Page]()
        for page in self.view.pages:
            areas = list[_Area]()
            for number, box in page.areas:
                areas.append(self._area(page, number, box, is_first=number not in first))
                first.add(number)
            picture = b64encode(page.picture).decode()
            pages.append(_Page(page, picture, tuple(areas)))
        return pages

    def doubt(self, problem: Problem) -> _Doubt:
        """A doubt as a sentence and what to do."""
        return _Doubt(*message_and_hint(problem, self.language))

    def _area(self, page: BlankPage, number: int, box: Box, *, is_first: bool) -> _Area:
        parts = (
            box.x / page.width,
            box.y / page.height,
            box.width / page.width,
            box.height / page.height,
        )
        return _Area(self.entries[number], is_first, *(round(100 * part, 3) for part in parts))

    def _kind(self, blank: DraftedBlank) -> str:
        """The type of a blank's field, and whether it has one for each row."""
        if not blank.kind:
            return ""
        kind = self.texts[f"draft-page-kind-{blank.kind}"]
        return self.texts["draft-page-in-list"].format(kind=kind) if blank.is_listed else kind


def blank_name(blank: DraftedBlank, language: Language) -> str:
    """What a blank is called: the keys of its field, or the labels around it."""
    texts = phrases(language)
    return texts["check-page-group"].join(blank.keys or blank.label) or texts["draft-page-nameless"]
