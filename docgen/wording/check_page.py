"""The page that says what was checked and what was not, for the one who answers for the figures.

It is one HTML file that loads nothing, runs nothing, and can be read without colours and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from itertools import groupby

from docgen.checking.check_record import CheckedPassage, CheckRecord, PassageTable
from docgen.checking.claims.verdict import Status
from docgen.checking.waivers import Waived
from docgen.diagnostics import Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.version import __version__
from docgen.wording.page_figures import (
    FigureNote,
    PageWords,
    RecordWords,
    ShownVerdict,
    noted_in,
    notes_of,
)
from docgen.wording.to_do_lines import is_to_do, to_do_lines
from docgen.wording.verdict_texts import SIGNS

_LONGEST_WORD = 24
"""Characters of a field that stands in the column of figures; a longer one is a text."""


@dataclass(frozen=True)
class CheckedReport:
    """What was found in a unit or a Word file.

    Attributes:
        record: its texts and figures, with what was found out about each figure.
        problems: what is told of it.
        silenced: what it waives.
    """

    record: CheckRecord
    problems: tuple[Problem, ...] = ()
    silenced: tuple[Waived, ...] = ()


def check_page(reports: Sequence[CheckedReport], language: Language) -> str:
    """The page about one or several reports, as HTML."""
    from jinja2 import Environment  # most checks write no page

    environment = Environment(autoescape=True, trim_blocks=False)
    source = files(__package__).joinpath("check_page.html").read_text("utf-8")
    units = [_Unit(number, report, language) for number, report in enumerate(reports, 1)]
    names = [unit.title for unit in units] if len(units) == 1 else []
    title = " — ".join((*names, phrases(language)["check-page-kind"]))
    return environment.from_string(source).render(
        lang="zh-CN" if language == "zh" else "en",
        version=__version__,
        title=title,
        t=phrases(language),
        units=units,
    )


@dataclass(frozen=True)
class _Line:
    """A passage as the page shows it."""

    kind: str
    parts: list[PageWords]
    noted: list[FigureNote]
    place: str


@dataclass(frozen=True)
class _Row:
    """A field of a form; the first of a group names it."""

    label: str
    group: str
    parts: list[PageWords]
    place: str

    @property
    def is_text(self) -> bool:
        """Whether its figures stand in a text, which needs room."""
        return sum(len(part.text) for part in self.parts) > _LONGEST_WORD

    @property
    def noted(self) -> list[ShownVerdict]:
        return noted_in(self.parts)

    @property
    def notes(self) -> list[FigureNote]:
        return notes_of(self.parts)


@dataclass(frozen=True)
class _Cell:
    """A cell of a table in a text, and how many rows and columns it covers."""

    parts: list[PageWords]
    rows: int
    columns: int


@dataclass(frozen=True)
class _TableRow:
    cells: list[_Cell]
    is_head: bool


@dataclass(frozen=True)
class _Table:
    """The fields of a form, or the cells of a table in a text."""

    kind: str
    rows: Sequence[object]
    noted: list[FigureNote] = field(default_factory=list)
    place: str = ""


@dataclass(frozen=True)
class _Chapter:
    title: str
    parts: Sequence[_Line | _Table]


@dataclass(frozen=True)
class _Finding:
    """A problem as the page shows it."""

    kind: str
    severity: str
    message: str
    hint: str = ""
    place: str = ""


@dataclass(frozen=True)
class _Tile:
    """How many figures have a colour."""

    kind: str
    sign: str
    count: int
    name: str
    meaning: str


class _Unit:
    """A unit or a file as the page shows it."""

    def __init__(self, number: int, report: CheckedReport, language: Language) -> None:
        self.report, self.language = report, language
        self.record, self.texts = report.record, phrases(language)
        self.words = RecordWords(number, report.record, language)

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def about(self) -> str:
        figures = len(self.record.verdicts)
        return self.texts["check-page-about"].format(name=self.record.name, figures=figures)

    @property
    def tally(self) -> list[_Tile]:
        return [
            _Tile(
                status.value,
                SIGNS[status],
                count,
                self.texts[f"figure-{status.value}"],
                self.texts[f"figure-{status.value}-means"],
            )
            for status, count in self.record.counts.items()
        ]

    @cached_property
    def problems(self) -> list[_Finding]:
        """What is told; of what is still to be written, how much it is."""
        told = [problem for problem in self.report.problems if not is_to_do(problem)]
        left = [problem for problem in self.report.problems if is_to_do(problem)]
        found = [self._finding(problem) for problem in told]
        lines = to_do_lines(left, self.language, {}, to_draft=False)
        return found + [_Finding(Status.SEEN.value, "", line) for line in lines]

    @cached_property
    def exceptions(self) -> list[_Finding]:
        """What is waived, with the reasons."""
        return [
            _Finding(
                Status.SEEN.value,
                "",
                self.words.texts_of(waived.problem).message,
                self.texts["check-page-waived"].format(reason=waived.reason),
                self.words.place(waived.problem.place),
            )
            for waived in self.report.silenced
        ]

    def _finding(self, problem: Problem) -> _Finding:
        message, hint = self.words.texts_of(problem)
        kind = Status.WRONG if problem.is_error else Status.ROUNDED
        severity = self.texts[problem.severity.value]
        return _Finding(kind.value, severity, message, hint, self.words.place(problem.place))

    @cached_property
    def chapters(self) -> list[_Chapter]:
        """Texts and forms in reading order, then the figures that stand in none of them."""
        is_alone = len(self.record.chapters) == 1
        chapters = [
            _Chapter("" if is_alone else chapter.title, list(self._parts(chapter.parts)))
            for chapter in self.record.chapters
        ]
        if rows := [
            self._left(ShownVerdict(self.words, number)) for number in self.record.elsewhere
        ]:
            chapters.append(_Chapter(self.texts["check-page-elsewhere"], [_Table("form", rows)]))
        return chapters

    @cached_property
    def by_hand(self) -> list[ShownVerdict]:
        """The figures that somebody has to check."""
        told = (ShownVerdict(self.words, number) for number in range(len(self.record.verdicts)))
        return [each for each in told if each.verdict.status is Status.SEEN]

    def _parts(self, parts: Iterable[CheckedPassage | PassageTable]) -> Iterator[_Line | _Table]:
        for kind, group in groupby(parts, key=lambda part: getattr(part, "kind", "table")):
            if kind == "field":
                fields = (part for part in group if isinstance(part, CheckedPassage))
                yield _Table("form", list(self._rows(fields)))
                continue
            for part in group:
                yield self._table(part) if isinstance(part, PassageTable) else self._line(part)

    def _line(self, passage: CheckedPassage) -> _Line:
        parts = self._words(passage)
        place = self.words.beside(passage.place) if passage.figures else ""
        return _Line(passage.kind, parts, notes_of(parts), place)

    def _table(self, table: PassageTable) -> _Table:
        rows = [
            _TableRow([_Cell(self._words(cell), *cell.spans) for cell in row], number == 0)
            for number, row in enumerate(table.rows)
        ]
        places = (cell.place for row in table.rows for cell in row if cell.figures)
        place = next(map(self.words.beside, places), "")
        parts = (part for row in rows for cell in row.cells for part in cell.parts)
        return _Table("table", rows, notes_of(parts), place)

    def _rows(self, passages: Iterable[CheckedPassage]) -> Iterator[_Row]:
        last = ""
        for passage in passages:
            *groups, label = passage.labels or ("",)
            group, parts = self.texts["check-page-group"].join(groups), self._words(passage)
            heading = group if group != last else ""
            yield _Row(label, heading, parts, self.words.place(passage.place))
            last = group

    def _left(self, told: ShownVerdict) -> _Row:
        return _Row(told.around, "", [PageWords(told.text, told)], told.place)

    def _words(self, passage: CheckedPassage) -> list[PageWords]:
        """The text of a passage in parts, of which each figure is one."""
        words, at = list[PageWords](), 0
        for figure in passage.figures:
            words.append(PageWords(passage.text[at : figure.start]))
            told = ShownVerdict(self.words, figure.number)
            words.append(PageWords(passage.text[figure.start : figure.stop], told))
            at = figure.stop
        return [part for part in (*words, PageWords(passage.text[at:])) if part.text]
