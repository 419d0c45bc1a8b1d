"""Figures of the page on what was checked, with all that the page says of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.checking.check_record import CheckRecord
from docgen.checking.claims.verdict import Verdict
from docgen.diagnostics import DocumentPlace, Place, Problem
from docgen.diagnostics.codes import Language, ProblemText
from docgen.messages import phrases
from docgen.messages.problem_words import message_and_hint, where_words
from docgen.wording.verdict_texts import SIGNS, sum_text

_LONGEST_WORD = 24
"""Characters of a figure that stay in one line."""
_SHOWN = 60
"""Characters of the sentence that a figure is listed with."""


class RecordWords:
    """Places and messages of a record, in the words of the page.

    Attributes:
        number: that of the record on the page, from 1.
        record: what was checked.
        language: that of the page.
        texts: its phrases.
    """

    def __init__(self, number: int, record: CheckRecord, language: Language) -> None:
        self.number, self.record, self.language = number, record, language
        self.texts = phrases(language)

    def texts_of(self, problem: Problem) -> ProblemText:
        """Message and hint; the one Word file that the page is about is not named each time."""
        own = f"{problem.place.file}{self.texts['at-and']}" if problem.place.spot else ""
        texts = message_and_hint(problem, self.language)
        return ProblemText(*(text.replace(own, "") for text in texts)) if own else texts

    def beside(self, place: Place) -> str:
        """The place of a passage that the page shows: of a Word file, page and table say enough."""
        if not place.spot:
            return self.place(place)
        spot = DocumentPlace(page=place.spot.page, table=place.spot.table)
        return where_words(spot, self.language)

    def place(self, place: Place) -> str:
        """A place as short as it is clear: without the unit's folder, and without the column."""
        if place.spot:
            return where_words(place.spot, self.language)
        if cell := place.cell_name:
            return cell
        own = f"/{self.record.name}/"
        file = place.file.partition(own)[2] or place.file
        return f"{file}:{place.line}" if place.line else file


@dataclass(frozen=True)
class ShownVerdict:
    """A verdict as the page shows it."""

    words: RecordWords
    number: int

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.words.record.verdicts[self.number]

    @property
    def id(self) -> str:
        """The name of its mark, to which the list of grey figures leads."""
        return f"f{self.words.number}-{self.number + 1}"

    @property
    def kind(self) -> str:
        """The colour, as the style sheet calls it."""
        return self.verdict.status.value

    @property
    def sign(self) -> str:
        """The sign behind the figure."""
        return SIGNS[self.verdict.status]

    @property
    def text(self) -> str:
        """The figure."""
        return self.verdict.text

    @property
    def is_long(self) -> bool:
        """Whether it may be broken into lines."""
        return len(self.text) > _LONGEST_WORD

    @property
    def sum(self) -> str:
        """The sum, unless what is told of the figure says it."""
        return "" if self.verdict.arithmetic in self.message else self.verdict.arithmetic

    @property
    def message(self) -> str:
        """What is told of it."""
        problem = self.verdict.problem
        return self.words.texts_of(problem).message if problem else ""

    @property
    def waived(self) -> str:
        """The reason that the unit gives."""
        reason = self.words.record.waived.get(self.number)
        return self.words.texts["check-page-waived"].format(reason=reason) if reason else ""

    @property
    def is_noted(self) -> bool:
        """Whether there is more to say of it than its colour."""
        return bool(self.sum or self.verdict.problem or self.waived)

    @property
    def told(self) -> str:
        """All of it in one line."""
        reason = self.words.record.waived.get(self.number, "")
        return sum_text(self.verdict, self.words.language, reason)

    @property
    def sources(self) -> str:
        """Where the other figures of the sum stand, if not beside this one."""
        here = self.verdict.place[:2]
        others = (place for place in self.verdict.sources if place[:2] != here)
        return self.words.texts["check-page-and"].join(dict.fromkeys(map(self.words.place, others)))

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.words.place(self.verdict.place)

    @property
    def around(self) -> str:
        """The sentence or the field that it stands in, shortened."""
        words = self.verdict.sentence or self.verdict.field
        return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


@dataclass(frozen=True)
class FigureNote:
    """What is said of figures beside each other that are in one sum."""

    told: list[ShownVerdict]

    @property
    def first(self) -> ShownVerdict:
        """One of them."""
        return self.told[0]

    @property
    def texts(self) -> str:
        """All of them."""
        return self.first.words.texts["check-page-and"].join(shown.text for shown in self.told)


@dataclass(frozen=True)
class PageWords:
    """Words of a passage, with the verdict if they are a figure."""

    text: str
    verdict: ShownVerdict | None = None


def notes_of(parts: Iterable[PageWords]) -> list[FigureNote]:
    """The sums of figures, those of one sum together."""
    found = dict[object, list[ShownVerdict]]()
    for told in noted_in(parts):
        same = (told.kind, told.sum) if told.sum and not told.message else told.number
        found.setdefault(same, []).append(told)
    return [FigureNote(told) for told in found.values()]


def noted_in(parts: Iterable[PageWords]) -> list[ShownVerdict]:
    """The verdicts of figures of which there is more to say."""
    return [part.verdict for part in parts if part.verdict and part.verdict.is_noted]
