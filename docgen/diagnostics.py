"""Problems, their places, and the exceptions that carry an exit code.

A *problem* is data: a code, the place it stands at, and the words its message needs. The texts
live in :mod:`docgen.messages`; nothing here prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum, IntEnum
from types import MappingProxyType


class Severity(Enum):
    """How much a problem weighs: an error stops its unit, a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


class ExitCode(IntEnum):
    """What ``docgen`` returns to the shell; the worst of a run wins."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    TEMPLATE = 3
    NO_PDF = 4
    EDITS_AT_RISK = 5
    OUTPUT = 6


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in a file; line and column count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``file:line:column``, as editors make it clickable."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def shifted(self, lines: int, column: int) -> Place:
        """The place ``lines`` further down, at ``column``."""
        return Place(self.file, self.line + lines, column)


@dataclass(frozen=True, order=True)
class TemplatePlace:
    """Where a placeholder stands in a pack: part, then table, row and cell, or paragraph.

    Tables, rows, cells and paragraphs count from 1, as a person counts them in Word; 0 means that
    the placeholder does not stand in such a thing. ``story`` names a header or footer.
    """

    part: str
    table: int = 0
    row: int = 0
    cell: int = 0
    paragraph: int = 0
    story: str = ""


@dataclass(frozen=True, order=True)
class DocumentPlace:
    """Where something stands in a finished file, as a reader of the file finds it.

    Attributes:
        page: of the PDF, from 1, the cover included; 0 for a .docx.
        section: of the .docx, from 1.
        heading: the heading above it.
        table: number of the table; ``row`` and ``cell`` within it, all from 1.
        label: of a row, or of a row and a column, as the form prints them.
        words: the first words of the paragraph.
        style: the name of a style, when the style itself is meant.
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


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        code: a stable name such as ``missing-field``; ``docs/problems.md`` explains each.
        place: the file, line and column to look at.
        words: what the message's text has to name.
        template: the other end, where the template is concerned.
        document: where in a finished file, when that was measured.
        severity: error or warning.
        exit_code: what the run returns because of it, if it is an error.
    """

    code: str
    place: Place
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    template: TemplatePlace | None = None
    severity: Severity = Severity.ERROR
    exit_code: ExitCode = ExitCode.CONTENT
    document: DocumentPlace | None = None

    def __reduce__(self) -> tuple[type[Problem], tuple[object, ...]]:
        """Problems travel between processes; a mapping proxy by itself cannot."""
        values = (getattr(self, one.name) for one in fields(self))
        return Problem, tuple(dict(one) if isinstance(one, Mapping) else one for one in values)

    def of_pack(self) -> Problem:
        """The same problem in a pack's own file: it is the template keeper's to mend."""
        return replace(self, exit_code=ExitCode.TEMPLATE)

    def as_error(self) -> Problem:
        """The same problem, stopping its unit."""
        exit_code = self.exit_code if self.severity is Severity.ERROR else ExitCode.CONTENT
        return replace(self, severity=Severity.ERROR, exit_code=exit_code)

    def as_warning(self) -> Problem:
        """The same problem, shown and stopping nothing."""
        return replace(self, severity=Severity.WARNING, exit_code=ExitCode.DONE)


def error(
    code: str, place: Place, template: TemplatePlace | None = None, /, **words: object
) -> Problem:
    """A problem of the content: it stops the unit."""
    return Problem(code, place, _frozen(words), template)


def warning(
    code: str, place: Place, template: TemplatePlace | None = None, /, **words: object
) -> Problem:
    """A problem that is shown and stops nothing."""
    return Problem(code, place, _frozen(words), template, Severity.WARNING, ExitCode.DONE)


def template_error(
    code: str, place: Place, template: TemplatePlace | None = None, /, **words: object
) -> Problem:
    """A problem of the pack, for its keeper: it stops every unit that uses the pack."""
    return Problem(code, place, _frozen(words), template, exit_code=ExitCode.TEMPLATE)


def deviation(code: str, place: Place, document: DocumentPlace, /, **words: object) -> Problem:
    """A finished file departs from its official format."""
    return Problem(code, place, _frozen(words), document=document)


def _frozen(words: Mapping[str, object]) -> Mapping[str, str]:
    return MappingProxyType({name: str(word) for name, word in words.items()})


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem stops its unit."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class DocgenError(Exception):
    """A run cannot go on; ``problem`` says why and which exit code it means."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.place}: {problem.code} {dict(problem.words)}")
        self.problem = problem


class UsageError(DocgenError):
    """The command line names something that is not there."""

    def __init__(self, code: str, place: Place, /, **words: object) -> None:
        super().__init__(Problem(code, place, _frozen(words), exit_code=ExitCode.USAGE))


class PdfError(DocgenError):
    """No PDF could be made."""

    def __init__(self, code: str, place: Place, /, **words: object) -> None:
        super().__init__(Problem(code, place, _frozen(words), exit_code=ExitCode.NO_PDF))


class EditsAtRiskError(DocgenError):
    """Writing would overwrite a file that the office has edited or holds open."""

    def __init__(self, code: str, place: Place, /, **words: object) -> None:
        super().__init__(Problem(code, place, _frozen(words), exit_code=ExitCode.EDITS_AT_RISK))


class OutputError(DocgenError):
    """The output could not be written."""

    def __init__(self, code: str, place: Place, /, **words: object) -> None:
        super().__init__(Problem(code, place, _frozen(words), exit_code=ExitCode.OUTPUT))
