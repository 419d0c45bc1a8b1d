"""The page on a report that was taken in: what was not taken, and the pages, old beside new.

It is one HTML file that loads nothing, runs nothing, and can be read in the dark and on paper.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import message_and_hint, with_spots
from docgen.scaffold.taken.compared_pages import ComparedReport, SheetPicture
from docgen.version import __version__


def compared_page(compared: ComparedReport, language: Language) -> str:
    """The page on a report that was taken in, as HTML."""
    from jinja2 import Environment  # most runs write no page

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files(__package__).joinpath("compared_page.html").read_text("utf-8")
    return environment.from_string(source).render(
        lang="zh-CN" if language == "zh" else "en",
        version=__version__,
        t=phrases(language),
        compared=compared,
        shown=_PagesCompared(compared, language),
    )


@dataclass(frozen=True)
class _ListedPlace:
    """A line of the list."""

    where: str
    message: str
    hint: str


@dataclass(frozen=True)
class _PageSide:
    """The picture of a page, or the words that there is none."""

    side: str
    name: str
    caption: str
    picture: str = ""


class _PagesCompared:
    """A report that was taken in as the page shows it."""

    def __init__(self, compared: ComparedReport, language: Language) -> None:
        self.compared, self.language, self.texts = compared, language, phrases(language)

    @property
    def about(self) -> str:
        words = {"unit": self.compared.unit, "edition": self.compared.edition}
        return self.texts["compared-about"].format(**words)

    @property
    def entries(self) -> list[_ListedPlace]:
        """What was not taken or is unlike, each with its place."""
        return [
            _ListedPlace(
                with_spots(str(problem.place), self.language),
                *message_and_hint(problem, self.language),
            )
            for problem in self.compared.problems
        ]

    @property
    def why_no_pages(self) -> str:
        """What stands where the pages would."""
        kind = "reason" if self.compared.reason else "pages"
        return self.texts[f"compared-no-{kind}"].format(reason=self.compared.reason)

    @property
    def rows(self) -> Iterator[tuple[_PageSide, _PageSide]]:
        """The pages: each of the old report, and the one beside it."""
        for pair in self.compared.pairs:
            yield self._side("old", pair.old), self._side("new", pair.new)

    def _side(self, side: str, sheet: SheetPicture | None) -> _PageSide:
        name = self.texts[f"compared-{side}"]
        if sheet is None:
            return _PageSide(side, name, self.texts["compared-none"])
        caption = self.texts["compared-page"].format(name=name, number=sheet.number)
        return _PageSide(side, name, caption, b64encode(sheet.picture).decode())
