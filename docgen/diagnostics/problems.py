"""Problems, and the exceptions that carry an exit code.

A *problem* is data: a code, a place, and the words that its message needs. The texts are
registered with the code (:mod:`docgen.diagnostics.codes`); nothing here prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import TypeAlias

from docgen.diagnostics.bilingual import Bilingual
from docgen.diagnostics.codes import Code, ToDo, entry_of
from docgen.diagnostics.fixes import Fix
from docgen.diagnostics.places import DocumentPlace, Place, TemplatePlace


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


@dataclass(frozen=True)
class Problem:
    """Something that is wrong, and its place.

    Attributes:
        code: a stable name such as ``missing-field``; ``docs/en/problems.md`` explains each.
        place: the file, line and column to look at.
        words: the values for the placeholders of the message.
        template: the place in the template, if the problem concerns one.
        document: the place in the finished file, if the problem was found in one.
        fix: what to type, where there is one answer.
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
    fix: Fix | None = None

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

    @property
    def is_fixable(self) -> bool:
        """Whether there is a fix of it that may be applied without asking."""
        return self.fix is not None and self.fix.safe

    def fixed_by(
        self, old: str, new: str, place: Place | None = None, *, safe: bool = True
    ) -> Problem:
        """The same problem with its :class:`Fix`: ``new`` for ``old`` at ``place``, or its own."""
        return replace(self, fix=Fix(place or self.place, old, new, safe))

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
    frozen: dict[str, str] = {}
    for name, word in words.items():
        frozen |= word.words(name) if isinstance(word, Bilingual) else {name: str(word)}
    return MappingProxyType(frozen)


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
