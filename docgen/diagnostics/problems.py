"""Problems, their places, and the exceptions that carry an exit code.

A *problem* is data: a code, a place, and the words that its message needs. The texts are
registered with the code (:mod:`docgen.diagnostics.codes`); nothing here prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import Any, TypeAlias

from docgen.diagnostics.codes import Code, ToDo, entry_of


class Severity(Enum):
    """An error stops its unit; a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


class ExitCode(IntEnum):
    """What ``docgen`` returns to the shell: the code of the gravest error of the run."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    TEMPLATE = 3
    NO_PDF = 4
    EDITS_AT_RISK = 5
    OUTPUT = 6


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file; line and column count from 1, line 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``file:line:column``, which editors turn into a link."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def shifted(self, lines: int, column: int) -> Place:
        """The place ``lines`` further down, at ``column``."""
        return Place(self.file, self.line + lines, column)


@dataclass(frozen=True, order=True)
class TemplatePlace:
    """The place of a placeholder in a pack: part, then table, row and cell, or paragraph.

    Tables, rows, cells and paragraphs count from 1, as a person counts them in Word; 0 means that
    the placeholder is not in one. ``story`` names a header or footer.
    """

    part: str
    table: int = 0
    row: int = 0
    cell: int = 0
    paragraph: int = 0
    story: str = ""


@dataclass(frozen=True)
class DocumentPlace:
    """A place in a finished file, described so that a reader of the file finds it.

    Attributes:
        page: page of the PDF, from 1, the cover included; 0 for a .docx.
        section: section of the .docx, from 1.
        heading: the heading above the place.
        table: number of the table, from 1.
        row: number of the row in the table, from 1.
        cell: number of the cell in the row, from 1.
        label: label of the row, or of the row and the column, as the form prints them.
        words: the first words of the paragraph.
        style: the name of a style, if the place is the style itself.
        nested: the place in a table within the cell, whose tables count from 1.
    """

    page: int = 0
    section: int = 0
    heading: str = ""
    table: int = 0
    row: int = 0
    cell: int = 0
    label: str = ""
    words: str = ""
    style: str = ""
    nested: DocumentPlace | None = None

    def within(self, outer: DocumentPlace) -> DocumentPlace:
        """The same place as one in a table within the cell at ``outer``."""
        inner = self.within(outer.nested) if outer.nested else self
        return replace(outer, nested=inner)

    def labelled(self, labels: Sequence[str]) -> DocumentPlace:
        """The same place with the label of each table around it, the outermost first."""
        nested = self.nested.labelled(labels[1:]) if self.nested else None
        return replace(self, label=labels[0] if labels else "", nested=nested)

    def innermost(self, **values: Any) -> DocumentPlace:
        """The same place with other ``values`` of its attributes in the innermost table."""
        if self.nested:
            return replace(self, nested=self.nested.innermost(**values))
        return replace(self, **values)


@dataclass(frozen=True)
class Problem:
    """Something that is wrong, and its place.

    Attributes:
        code: a stable name such as ``missing-field``; ``docs/problems.md`` explains each.
        place: the file, line and column to look at.
        words: the values for the placeholders of the message.
        template: the place in the template, if the problem concerns one.
        document: the place in the finished file, if the problem was found in one.
        severity: error or warning.
        exit_code: what the run returns because of it, if it is an error.
    """

    code: Code
    place: Place
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    template: TemplatePlace | None = None
    severity: Severity = Severity.ERROR
    exit_code: ExitCode = ExitCode.CONTENT
    document: DocumentPlace | None = None

    def __reduce__(self) -> tuple[type[Problem], tuple[object, ...]]:
        """Pickles the mapping proxy ``words`` as a dict: problems travel between processes."""
        values = (getattr(self, attribute.name) for attribute in fields(self))
        return Problem, tuple(
            dict(value) if isinstance(value, Mapping) else value for value in values
        )

    @property
    def says_missing(self) -> bool:
        """Whether it says that the field ``name`` of its words is missing."""
        return entry_of(self.code).says_missing

    @property
    def may_follow(self) -> bool:
        """Whether any error of an earlier step may have caused it."""
        return entry_of(self.code).may_follow

    @property
    def to_do(self) -> ToDo:
        """What is still to be written at its place: a blank, or in the place of last year's."""
        return entry_of(self.code).to_do

    @property
    def is_error(self) -> bool:
        """Whether it stops its unit."""
        return self.severity is Severity.ERROR

    def of_pack(self) -> Problem:
        """The same problem with the exit code of the template: the pack has to be corrected."""
        return replace(self, exit_code=ExitCode.TEMPLATE)

    def as_error(self) -> Problem:
        """The same problem as an error."""
        exit_code = self.exit_code if self.severity is Severity.ERROR else ExitCode.CONTENT
        return replace(self, severity=Severity.ERROR, exit_code=exit_code)

    def as_warning(self) -> Problem:
        """The same problem as a warning."""
        return replace(self, severity=Severity.WARNING, exit_code=ExitCode.DONE)


def error(
    code: Code, place: Place, template: TemplatePlace | None = None, /, **words: object
) -> Problem:
    """An error in the content: it stops the unit."""
    return Problem(code, place, _frozen(words), template)


def warning(
    code: Code, place: Place, template: TemplatePlace | None = None, /, **words: object
) -> Problem:
    """A problem that is shown and does not stop the unit."""
    return Problem(code, place, _frozen(words), template, Severity.WARNING, ExitCode.DONE)


def template_error(
    code: Code, place: Place, template: TemplatePlace | None = None, /, **words: object
) -> Problem:
    """An error in the pack: it stops every unit that uses the pack."""
    return Problem(code, place, _frozen(words), template, exit_code=ExitCode.TEMPLATE)


def deviation(code: Code, place: Place, document: DocumentPlace, /, **words: object) -> Problem:
    """A deviation of a finished file from its official format."""
    return Problem(code, place, _frozen(words), document=document)


def _frozen(words: Mapping[str, object]) -> Mapping[str, str]:
    return MappingProxyType({name: str(word) for name, word in words.items()})


class Problems:
    """The problems that a run, or one step of it, has found so far, in order."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems = list(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems)

    def __len__(self) -> int:
        return len(self._problems)

    def __repr__(self) -> str:
        return f"Problems({self._problems!r})"

    def add(self, problem: Problem) -> None:
        """Adds a problem."""
        self._problems.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Adds several problems."""
        self._problems.extend(problems)

    @property
    def has_errors(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.is_error for problem in self)

    @contextmanager
    def within(self, step: Step = iter) -> Iterator[Problems]:
        """Collects the problems of one step; at its end, those that ``step`` returns are added.

        with problems.within(problems.without_consequences) as found:
            fill(template, data, found)
        """
        found = Problems()
        yield found
        self.extend(step(found))

    def without_consequences(self, later: Iterable[Problem]) -> list[Problem]:
        """The problems of a ``later`` step that do not merely follow from those collected here.

        After an error, they follow from it if they have its place, if they need the field that is
        missing, or if they say that filling failed.
        """
        if not self.has_errors:
            return list(later)
        missing = {problem.words["name"] for problem in self if problem.says_missing}
        places = {problem.place for problem in self}
        return [
            problem
            for problem in later
            if not problem.may_follow
            and problem.place not in places
            and problem.words.get("name") not in missing
        ]

    def only_missing(self) -> bool:
        """Whether each problem says that a field is missing; also if there is none."""
        return all(problem.says_missing for problem in self)


def of_pack(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same problems with the exit code of the template: the pack has to be corrected."""
    return (problem.of_pack() for problem in problems)


Step: TypeAlias = Callable[[Problems], Iterable[Problem]]
"""Which problems of a step are added to those before it."""


_ALIKE, _SHORT_ALIKE = 0.6, 0.5
"""Of the longer word's characters, the part that may not differ; of words of 3 at most, half."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The name among ``known`` that ``word`` may be a misspelling of; empty if none is like it.

    A character that is wrong, missing, too many, or swapped with the next one counts as one slip.
    """
    from rapidfuzz import process  # most runs have nothing to propose
    from rapidfuzz.distance import OSA

    others = [name for name in known if name != word]
    alike = _SHORT_ALIKE if len(word) <= 3 else _ALIKE
    found = process.extractOne(word, others, scorer=OSA.normalized_similarity, score_cutoff=alike)
    return found[0] if found else ""


class DocgenError(Exception):
    """The run cannot continue; ``problem`` has the reason and the exit code."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.place}: {problem.code} {dict(problem.words)}")
        self.problem = problem


class UsageError(DocgenError):
    """The command line names something that does not exist."""

    def __init__(self, code: Code, place: Place, /, **words: object) -> None:
        super().__init__(Problem(code, place, _frozen(words), exit_code=ExitCode.USAGE))


class PdfError(DocgenError):
    """No PDF can be made."""

    def __init__(self, code: Code, place: Place, /, **words: object) -> None:
        super().__init__(Problem(code, place, _frozen(words), exit_code=ExitCode.NO_PDF))


class EditsAtRiskError(DocgenError):
    """Writing would overwrite a file that the office has edited or has open."""

    def __init__(self, code: Code, place: Place, /, **words: object) -> None:
        super().__init__(Problem(code, place, _frozen(words), exit_code=ExitCode.EDITS_AT_RISK))


class OutputError(DocgenError):
    """The output cannot be written."""

    def __init__(self, code: Code, place: Place, /, **words: object) -> None:
        super().__init__(Problem(code, place, _frozen(words), exit_code=ExitCode.OUTPUT))
